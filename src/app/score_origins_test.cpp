// Every input of an explanation names the place it was read from; what stands at that place is the input.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/score_files.h"
#include "base/file.h"
#include "base/node.h"
#include "base/text.h"
#include "engine/explain.h"
#include "engine/stored_form.h"
#include "io/xlsx_reader.h"

namespace jiheng::app {
namespace {

namespace fs = std::filesystem;

/// An input and the place it names, without the file.
struct Origin {
  std::string name;
  std::string value;
  std::string place;
};

void collect_origins(const engine::Explanation& node, const std::string& file, std::vector<Origin>& all) {
  for (const auto& input : node.inputs) {
    if (input.origin.starts_with(file + " "))
      all.push_back({input.name, input.value, input.origin.substr(file.size() + 1)});
  }
  for (const auto& child : node.children) collect_origins(child, file, all);
}

std::vector<Origin> origins_of(const fs::path& path) {
  static const auto kBook = law::Book::embedded();
  const std::string file = path.filename().string();
  ScoreOptions options;
  options.today = *Date::of(2026, 1, 1);
  const auto bytes = read_file(path);
  const auto outcome = score_bytes(*kBook, bytes.value_or(""), file, options);
  EXPECT_FALSE(outcome.error) << (outcome.error ? to_string(*outcome.error) : "");
  std::vector<Origin> all;
  for (const auto& score : outcome.scores)
    collect_origins(engine::explain(score.form, score.scheme, score.scored), file, all);
  return all;
}

/// The scalar at a JSON pointer; empty when there is none.
std::string text_at(const Node& root, std::string_view pointer) {
  const Node* node = &root;
  for (const auto part : split(pointer.substr(1), '/')) {
    const bool index = node->is_list();
    if (index) {
      const auto at = static_cast<std::size_t>(std::stoul(std::string(part)));
      node = at < node->items.size() ? &node->items[at] : nullptr;
    } else {
      node = node->find(part);
    }
    if (node == nullptr) return {};
  }
  return node->is_scalar() ? std::string(trim(node->text)) : std::string();
}

/// The parts of a sum's origin.
std::vector<std::string> places_in(const std::string& origin) {
  const std::string lines = replace_all(origin, "＋", "\n");
  std::vector<std::string> places;
  for (const auto part : split(lines, '\n')) places.emplace_back(part);
  return places;
}

bool is_worded_anew(const Origin& origin) {
  return origin.name == "性质" || origin.name.starts_with("全年") || origin.name == "填报等级";
}

bool says_the_same(const Origin& origin, const std::string& there) {
  if (is_worded_anew(origin)) return !there.empty();  // ≥ for >=, 万元 with its unit
  if (origin.value.starts_with(there) && !there.empty()) return true;
  const auto a = Score::parse(origin.value);  // 4 and 4.00
  const auto b = Score::parse(there);
  return a && b && *a == *b;
}

TEST(ScoreOrigins, OfACaseAreTheExactMembersOfTheJson) {
  int inputs = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(JIHENG_SOURCE_DIR) / "tests/cases")) {
    if (entry.path().extension() != ".json") continue;
    const auto root = parse_json(read_file(entry.path()).value_or(""), "case");
    ASSERT_TRUE(root);
    for (const auto& origin : origins_of(entry.path())) {
      for (const auto& place : places_in(origin.place)) {
        const auto there = text_at(*root, place);
        EXPECT_TRUE(says_the_same(origin, there)) << entry.path().filename() << " " << origin.name << " = "
                                                  << origin.value << " at " << place << " stands " << there;
        ++inputs;
      }
    }
  }
  EXPECT_GT(inputs, 250);
}

TEST(ScoreOrigins, OfAWorkbookAreTheExactCells) {
  const auto path = fs::path(JIHENG_SOURCE_DIR) / "tests/forms/official.xlsx";
  const auto workbook = io::read_xlsx(read_file(path).value_or(""), "official.xlsx");
  ASSERT_TRUE(workbook);
  int inputs = 0;
  for (const auto& origin : origins_of(path)) {
    const auto bang = origin.place.find('!');
    ASSERT_NE(bang, std::string::npos) << origin.name << " at " << origin.place;
    std::string there;
    for (const auto& sheet : workbook->sheets) {
      if (sheet.name != origin.place.substr(0, bang)) continue;
      for (const auto& cell : sheet.cells) {
        if (io::cell_name(cell.row, cell.column) == origin.place.substr(bang + 1)) there = cell.text;
      }
    }
    const bool percent = origin.value.ends_with('%');  // shown so; the cell holds the share
    EXPECT_TRUE(percent ? !there.empty() : says_the_same(origin, there))
        << origin.name << " = " << origin.value << " at " << origin.place << " stands " << there;
    ++inputs;
  }
  EXPECT_GT(inputs, 25);
}

TEST(ScoreOrigins, OfStoredRecordsAreTheirFields) {
  Project project;
  project.id = {7};
  project.region = *Region::of(640323);
  BudgetLine first, second;
  first.id = {11};
  second.id = {12};
  first.adjusted = second.adjusted = Money::from_fen(100'00);
  first.executed = second.executed = Money::from_fen(90'00);
  Indicator indicator;
  indicator.id = {21};
  indicator.level1 = "产出指标";
  indicator.name = "完成数量";
  indicator.op = Operator::at_least;
  indicator.target = "10";
  indicator.actual = "9";
  indicator.weight = Score::from_points(90);
  SelfEvaluation evaluation;
  evaluation.id = {31};
  evaluation.claimed_total = Score::from_points(95);
  const auto year = *FiscalYear::of(2022);
  const auto form = engine::stored_form(project, year, std::vector{first, second}, std::vector{indicator},
                                        &evaluation, nullptr, "单位", "部门");
  const auto book = law::Book::embedded();
  const auto scheme = law::find_scheme(*book, "scheme.self-evaluation", "cn", year.last_day());
  const auto tree = engine::explain(form, *scheme, engine::score(form, *scheme, year.last_day()));
  std::vector<std::string> found;
  const auto walk = [&](const auto& self, const engine::Explanation& node) -> void {
    for (const auto& input : node.inputs) found.push_back(input.name + " " + input.origin);
    for (const auto& child : node.children) self(self, child);
  };
  walk(walk, tree);
  for (const std::string wanted :
       {"填报总分 record:self_evaluation/31#claimed_total",
        "全年预算数 record:budget_line/11#adjusted＋record:budget_line/12#adjusted",
        "全年执行数 record:budget_line/11#executed＋record:budget_line/12#executed",
        "性质 record:indicator/21#op", "年度指标值 record:indicator/21#target",
        "实际完成值 record:indicator/21#actual", "分值 record:indicator/21#weight"}) {
    EXPECT_EQ(std::ranges::count(found, wanted), 1) << wanted << "\n"
                                                    << fmt::format("{}", fmt::join(found, "\n"));
  }
}

}  // namespace
}  // namespace jiheng::app
