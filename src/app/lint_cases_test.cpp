// The nine published forms of tests/cases under the linter: every anomaly is found or its reason stands in
// tests/cases/lint-quality.yaml, every finding is classified there, and docs/lint-quality.md and docs/rules
// say the same. JIHENG_UPDATE_DOCS=1 writes docs/lint-quality.md instead of comparing it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>

#include "app/lint_files.h"
#include "base/file.h"
#include "base/text.h"
#include "engine/lint_json.h"

namespace jiheng::app {
namespace {

namespace fs = std::filesystem;
const fs::path kLintSource = JIHENG_SOURCE_DIR;

const law::Book& lint_cases_book() {
  static const law::Book book = [] {
    auto embedded = law::Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

const Node& quality() {
  static const Node node = [] {
    const auto bytes = read_file(kLintSource / "tests/cases/lint-quality.yaml");
    if (!bytes) throw std::runtime_error(to_string(bytes.error()));
    auto parsed = parse_yaml(*bytes, "lint-quality.yaml");
    if (!parsed) throw std::runtime_error(to_string(parsed.error()));
    return std::move(*parsed);
  }();
  return node;
}

FileLint lint_case(const std::string& name) {
  ScoreOptions options;
  options.today = *Date::of(2024, 6, 1);
  const auto bytes = read_file(kLintSource / "tests/cases" / (name + ".json"));
  if (!bytes) throw std::runtime_error(to_string(bytes.error()));
  auto outcome = lint_bytes(lint_cases_book(), *bytes, name + ".json", options);
  if (outcome.error) throw std::runtime_error(to_string(*outcome.error));
  return std::move(outcome.forms.at(0));
}

std::set<std::string> findings_of(const FileLint& form) {
  std::set<std::string> keys;
  for (const auto& finding : form.report.findings)
    keys.insert(fmt::format("{} {}", finding.rule->id, finding.where));
  return keys;
}

std::vector<std::string> texts(const Node* list) {
  std::vector<std::string> all;
  if (list == nullptr) return all;
  for (const auto& item : list->items) all.push_back(item.text);
  return all;
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& one : quality().find("cases")->items) names.emplace_back(one.text_of("case"));
  return names;
}

const Node& expected_of(const std::string& name) {
  for (const auto& one : quality().find("cases")->items) {
    if (one.text_of("case") == name) return one;
  }
  throw std::runtime_error("no case " + name);
}

class LintQuality : public ::testing::TestWithParam<std::string> {};

TEST_P(LintQuality, EveryAnomalyIsFoundOrItsReasonIsWritten) {
  const auto& expected = expected_of(GetParam());
  const auto keys = findings_of(lint_case(GetParam()));
  const auto original =
      parse_json(*read_file(kLintSource / "tests/cases" / (GetParam() + ".json")), "case.json");
  ASSERT_TRUE(original);
  std::vector<std::string> written;
  for (const auto& anomaly : expected.find("anomalies")->items) {
    written.emplace_back(anomaly.text_of("text"));
    EXPECT_NE(anomaly.find("found") != nullptr, anomaly.find("missed") != nullptr) << written.back();
    for (const auto& key : texts(anomaly.find("found"))) EXPECT_TRUE(keys.contains(key)) << key;
  }
  EXPECT_EQ(written, texts(original->find("anomalies")));
}

TEST_P(LintQuality, EveryFindingIsClassified) {
  const auto& expected = expected_of(GetParam());
  std::set<std::string> known;
  for (const auto& anomaly : expected.find("anomalies")->items) {
    for (const auto& key : texts(anomaly.find("found"))) known.insert(key);
  }
  for (const auto& key : texts(expected.find("true_besides"))) known.insert(key);
  if (const Node* alarms = expected.find("false_alarms")) {
    for (const auto& alarm : alarms->items) known.insert(std::string(alarm.text_of("finding")));
  }
  EXPECT_EQ(findings_of(lint_case(GetParam())), known);
}

INSTANTIATE_TEST_SUITE_P(Cases, LintQuality, ::testing::ValuesIn(case_names()), [](const auto& one) {
  std::string name = one.param;
  for (char& c : name) {
    if (c == '-') c = '_';
  }
  return name;
});

TEST(LintQualityCases, AreAllNine) { EXPECT_EQ(case_names().size(), 9U); }

struct QualityCounts {
  std::size_t anomalies = 0;
  std::size_t found = 0;
  std::size_t no_fault = 0;  ///< notes and good examples that the originals list among their anomalies
  std::size_t alarms = 0;
  std::size_t besides = 0;
};

std::string join_cell(const std::vector<std::string>& keys) {
  std::string cell;
  for (const auto& key : keys) cell += fmt::format("{}`{}`", cell.empty() ? "" : "<br>", key);
  return cell;
}

std::string case_section(const Node& one, QualityCounts& counts) {
  std::string text = fmt::format("\n## {}\n\n| 原稿自身的毛病 | 体检 |\n|---|---|\n", one.text_of("case"));
  for (const auto& anomaly : one.find("anomalies")->items) {
    const auto found = texts(anomaly.find("found"));
    ++counts.anomalies;
    counts.found += found.empty() ? 0 : 1;
    const auto missed = anomaly.text_of("missed");
    counts.no_fault += missed.starts_with("是正例") || missed.starts_with("是说明") ? 1 : 0;
    const std::string note =
        anomaly.find("note") == nullptr ? "" : fmt::format("<br>{}", anomaly.text_of("note"));
    text += fmt::format("| {} | {}{} |\n", anomaly.text_of("text"),
                        found.empty() ? fmt::format("未报：{}", anomaly.text_of("missed")) : join_cell(found),
                        note);
  }
  if (const Node* alarms = one.find("false_alarms")) {
    text += "\n| 误报 | 原因 |\n|---|---|\n";
    for (const auto& alarm : alarms->items)
      text += fmt::format("| `{}` | {} |\n", alarm.text_of("finding"), alarm.text_of("why"));
    counts.alarms += alarms->items.size();
  }
  const auto besides = texts(one.find("true_besides"));
  counts.besides += besides.size();
  if (!besides.empty())
    text += fmt::format("\n另外查出、属实的：{}。\n", replace_all(join_cell(besides), "<br>", "，"));
  return text;
}

TEST(LintQualityCases, AreWhatTheTableSays) {
  QualityCounts counts;
  std::string sections;
  for (const auto& one : quality().find("cases")->items) sections += case_section(one, counts);
  const std::string text = fmt::format(
      "# 体检的准头\n\n九份公开的表（`tests/cases`）逐条对照：anomalies 共 {} 条，其中 {} "
      "条是正例或说明、不是毛病；毛病查出 {} 处，没有查出 {} 处；误报 {} "
      "处；另外查出属实的 {} "
      "处。\n\n误报都来自摘录本身（截断、意译、缺栏），不是规则看错了字。数字由 "
      "`src/app/lint_cases_test.cpp` 核对："
      "`jiheng_tests_app --gtest_filter='*LintQuality*'`；一张表的全部发现用 `jiheng lint "
      "tests/cases/<名称>.json "
      "--as-of <日期>` 看。\n{}",
      counts.anomalies, counts.no_fault, counts.found, counts.anomalies - counts.no_fault - counts.found,
      counts.alarms, counts.besides, sections);
  const auto path = kLintSource / "docs/lint-quality.md";
  if (std::getenv("JIHENG_UPDATE_DOCS") != nullptr) {
    ASSERT_TRUE(write_file(path, text));
  }
  const auto committed = read_file(path);
  ASSERT_TRUE(committed);
  EXPECT_EQ(*committed, text) << "run this test with JIHENG_UPDATE_DOCS=1 and read the difference";
}

TEST(LintDocs, OfEveryRuleAreCommittedAsTheProgramWritesThem) {
  const auto linter = engine::Linter::compile(lint_cases_book(), Region{}, *Date::of(2026, 1, 1));
  ASSERT_TRUE(linter) << to_string(linter.error());
  const auto folder = kLintSource / "docs/rules";
  const std::string hint = "run: jiheng lint --docs docs/rules --as-of 2026-01-01";
  std::set<std::string> wanted{"README.md"};
  for (const auto& rule : linter->rules()) {
    wanted.insert(rule->id + ".md");
    const auto page = read_file(folder / (rule->id + ".md"));
    ASSERT_TRUE(page) << hint;
    EXPECT_EQ(*page, engine::rule_page(lint_cases_book(), *rule)) << hint;
  }
  EXPECT_EQ(read_file(folder / "README.md").value_or(""), engine::rule_index(linter->rules())) << hint;
  std::set<std::string> there;
  for (const auto& entry : fs::directory_iterator(folder)) there.insert(entry.path().filename().string());
  EXPECT_EQ(there, wanted) << hint;
}

}  // namespace
}  // namespace jiheng::app
