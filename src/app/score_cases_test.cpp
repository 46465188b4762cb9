// The nine published forms of tests/cases: what is computed row by row, what was published, and why they
// differ.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/score_files.h"
#include "base/file.h"
#include "base/node.h"

namespace jiheng::app {
namespace {

namespace fs = std::filesystem;

const fs::path kCases = fs::path(JIHENG_SOURCE_DIR) / "tests/cases";

const law::Book& cases_book() {
  static const law::Book kBook = [] {
    auto book = law::Book::from_directory(fs::path(JIHENG_SOURCE_DIR) / "law");
    EXPECT_TRUE(book) << (book ? "" : to_string(book.error()));
    return book ? std::move(*book) : law::Book{};
  }();
  return kBook;
}

std::vector<fs::path> expectation_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (entry.path().string().ends_with(".expected.yaml")) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string score_or_null(std::optional<Score> score) { return score ? score->to_short() : "null"; }

std::string text_or_null(const Node& map, std::string_view key) {
  const Node* node = map.find(key);
  return node == nullptr || node->is_null() ? "null" : node->text;
}

/// One row of an expectation against what was computed: values, and a reason wherever they are not the same.
void expect_row(const Node& row, const engine::RowScore& computed, std::optional<Score> claimed,
                const std::string& what) {
  EXPECT_EQ(row.text_of("state"), engine::score_state_code(computed.state)) << what;
  EXPECT_EQ(text_or_null(row, "computed"), score_or_null(computed.score)) << what;
  EXPECT_EQ(text_or_null(row, "published"), score_or_null(claimed)) << what;
  const bool same = computed.score && computed.score == claimed;
  EXPECT_TRUE(same || !row.text_of("why").empty()) << what << ": say why they differ";
}

class PublishedForm : public ::testing::TestWithParam<fs::path> {};

TEST_P(PublishedForm, is_computed_as_stated_and_every_difference_has_a_reason) {
  const auto text = read_file(GetParam());
  ASSERT_TRUE(text);
  const auto expected = parse_yaml(*text, GetParam().filename().string());
  ASSERT_TRUE(expected) << to_string(expected.error());
  const auto bytes = read_file(kCases / expected->text_of("case"));
  ASSERT_TRUE(bytes);
  ScoreOptions options;
  options.place = expected->text_of("place");
  options.today = *Date::of(2026, 1, 1);
  const auto outcome = score_bytes(cases_book(), *bytes, "case.json", options);
  ASSERT_FALSE(outcome.error) << to_string(*outcome.error);
  ASSERT_EQ(outcome.scores.size(), 1U);
  const auto& result = outcome.scores.front();
  const auto& scored = result.scored;
  EXPECT_EQ(expected->text_of("as_of"), result.as_of.to_text());
  EXPECT_EQ(expected->text_of("scheme"), result.scheme.id);
  EXPECT_EQ(text_or_null(*expected, "total"), score_or_null(scored.total));
  EXPECT_EQ(text_or_null(*expected, "grade"), scored.grade ? std::string(enum_code(*scored.grade)) : "null");
  EXPECT_EQ(text_or_null(*expected, "accepted_total"), score_or_null(scored.accepted_total));
  EXPECT_EQ(text_or_null(*expected, "published_total"), score_or_null(result.form.claimed_total));
  EXPECT_FALSE(expected->text_of("why_total").empty());
  expect_row(*expected->find("execution"), scored.execution, result.form.execution_claimed, "execution");
  const auto& rows = expected->find("rows")->items;
  ASSERT_EQ(rows.size(), result.form.indicators.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].text_of("name"), result.form.indicators[i].name);
    expect_row(rows[i], scored.indicators[i], result.form.indicators[i].claimed,
               result.form.indicators[i].name);
  }
  std::vector<std::string> found;
  for (const auto& finding : scored.findings)
    found.push_back(finding.where.empty() ? finding.rule : finding.rule + " " + finding.where);
  std::vector<std::string> stated;
  for (const auto& finding : expected->find("findings")->items) stated.push_back(finding.text);
  EXPECT_EQ(stated, found);
}

INSTANTIATE_TEST_SUITE_P(cases, PublishedForm, ::testing::ValuesIn(expectation_files()),
                         [](const auto& param) {
                           std::string name = param.param.filename().string();
                           name = name.substr(0, name.find('.'));
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(published_forms, every_case_has_its_expectation) {
  std::size_t cases = 0;
  for (const auto& entry : fs::directory_iterator(kCases)) {
    if (entry.path().extension() != ".json") continue;
    ++cases;
    EXPECT_TRUE(fs::exists(kCases / (entry.path().stem().string() + ".expected.yaml"))) << entry.path();
  }
  EXPECT_EQ(cases, 9U);
}

TEST(score_files, one_unreadable_file_spoils_no_other) {
  const fs::path folder = fs::temp_directory_path() / "jiheng-score-files";
  fs::create_directories(folder);
  std::ofstream(folder / "broken.json") << "{\"indicators\": [";
  std::ofstream(folder / "words.txt") << "这不是表";
  const std::vector<std::string> files{(folder / "broken.json").string(),
                                       (kCases / "suixi-temporary-relief-2019.json").string(),
                                       (folder / "words.txt").string(), (folder / "missing.json").string()};
  ScoreOptions options;
  options.today = *Date::of(2026, 1, 1);
  const auto outcomes = score_files(cases_book(), files, options);
  ASSERT_EQ(outcomes.size(), 4U);
  EXPECT_TRUE(outcomes[0].error);
  EXPECT_EQ(outcomes[1].scores.size(), 1U);
  EXPECT_TRUE(outcomes[2].error);
  EXPECT_TRUE(outcomes[3].error);
  fs::remove_all(folder);
}

TEST(score_files, hubei_layer_wins_for_a_place_in_hubei_and_keeps_the_nations_citation) {
  const auto bytes = read_file(kCases / "huangshi-library-sharing-2022.json");
  ScoreOptions options;
  options.today = *Date::of(2026, 1, 1);
  options.place = "cn/420200";
  const auto outcome = score_bytes(cases_book(), *bytes, "x.json", options);
  ASSERT_FALSE(outcome.error);
  const auto& scheme = outcome.scores.front().scheme;
  EXPECT_EQ(scheme.place, "cn/42");
  EXPECT_EQ(scheme.execution->weight, Score::from_points(20));
  EXPECT_TRUE(
      std::ranges::any_of(scheme.citations, [](const auto& c) { return c.source == "caiyu-2020-10"; }));
}

TEST(score_files, a_form_with_cost_at_the_first_level_takes_the_2021_scheme_from_its_day_on) {
  const auto bytes = read_file(kCases / "fengdu-auxiliary-police-2022.json");
  ScoreOptions options;
  options.today = *Date::of(2026, 1, 1);
  EXPECT_EQ(score_bytes(cases_book(), *bytes, "x.json", options).scores.front().scheme.id,
            "scheme.core-101-with-cost");
  options.as_of = *Date::of(2021, 8, 17);
  EXPECT_EQ(score_bytes(cases_book(), *bytes, "x.json", options).scores.front().scheme.id,
            "scheme.self-evaluation");
  options.scheme = "scheme.nothing";
  EXPECT_TRUE(score_bytes(cases_book(), *bytes, "x.json", options).error);
}

}  // namespace
}  // namespace jiheng::app
