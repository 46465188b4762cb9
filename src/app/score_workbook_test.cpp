// Official self-evaluation workbooks, made by openpyxl and by LibreOffice, read by the layout of law/forms
// and scored.
#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>

#include "app/score_files.h"
#include "base/file.h"

namespace jiheng::app {
namespace {

namespace fs = std::filesystem;

const law::Book& workbook_book() {
  static const law::Book kBook = [] {
    auto book = law::Book::from_directory(fs::path(JIHENG_SOURCE_DIR) / "law");
    EXPECT_TRUE(book) << (book ? "" : to_string(book.error()));
    return book ? std::move(*book) : law::Book{};
  }();
  return kBook;
}

FileOutcome score_workbook(const fs::path& path) {
  const auto bytes = read_file(path);
  EXPECT_TRUE(bytes) << path;
  ScoreOptions options;
  options.today = *Date::of(2026, 1, 1);
  return score_bytes(workbook_book(), bytes.value_or(""), path.filename().string(), options);
}

FileOutcome score_committed(const std::string& name) {
  return score_workbook(fs::path(JIHENG_SOURCE_DIR) / "tests/forms" / name);
}

std::vector<std::string> finding_rules(const Findings& findings) {
  std::vector<std::string> rules;
  for (const auto& finding : findings) rules.push_back(finding.rule + " " + finding.where);
  return rules;
}

class OfficialWorkbook : public ::testing::TestWithParam<const char*> {};

TEST_P(OfficialWorkbook, is_read_cell_by_cell_and_scored) {
  const auto outcome = score_committed(GetParam());
  ASSERT_FALSE(outcome.error) << to_string(*outcome.error);
  ASSERT_EQ(outcome.scores.size(), 1U);
  const auto& form = outcome.scores.front().form;
  EXPECT_EQ(form.year, *FiscalYear::of(2022));
  EXPECT_EQ(form.money_unit, MoneyUnit::wan);
  EXPECT_EQ(form.project_code, "64032322T000000000001");
  EXPECT_EQ(form.project_name, "农村道路养护");
  EXPECT_EQ(form.department, "交通运输局");
  EXPECT_EQ(form.unit, "公路段");
  EXPECT_EQ(form.goal_expected, "养护农村道路 100 公里");
  EXPECT_EQ(form.goal_actual, "养护 97.3 公里");
  EXPECT_EQ(form.total.adjusted->to_wan(), "120.5");
  EXPECT_EQ(form.total.executed->to_wan(), "117.2465");
  ASSERT_EQ(form.parts.size(), 3U);
  EXPECT_EQ(form.parts[1].executed->to_wan(), "20");
  ASSERT_EQ(form.indicators.size(), 6U);
  EXPECT_EQ(form.indicators[0].name, "养护里程");
  EXPECT_EQ(form.indicators[0].stars, 1);
  EXPECT_EQ(form.indicators[0].where, "自评表!C13");
  EXPECT_EQ(form.indicators[3].level1, "产出指标") << "merged cells show the value of their first";
  EXPECT_EQ(form.indicators[2].target, "2022-12-31");
  EXPECT_EQ(form.indicators[5].actual, "92.5%");
  EXPECT_EQ(form.claimed_total->to_text(), "97.73");
  EXPECT_EQ(form.note, "无");
  const auto& scored = outcome.scores.front().scored;
  EXPECT_EQ(scored.execution.score->to_text(), "9.73");
  EXPECT_EQ(scored.indicators[0].score->to_text(), "19.46");
  EXPECT_EQ(scored.total->to_text(), "97.19");
  EXPECT_EQ(scored.grade, Grade::excellent);
  const std::vector<std::string> expected{"score.claimed_differs 自评表!C13",
                                          "score.reason_missing 自评表!C13",
                                          "score.claimed_total_differs 自评表"};
  EXPECT_EQ(finding_rules(scored.findings), expected);
  EXPECT_TRUE(outcome.scores.front().reading.empty());
}

INSTANTIATE_TEST_SUITE_P(made_by, OfficialWorkbook,
                         ::testing::Values("official.xlsx", "official-libreoffice.xlsx"),
                         [](const auto& param) {
                           return std::string(param.param) == "official.xlsx" ? "openpyxl" : "libreoffice";
                         });

TEST(score_workbook, says_that_a_formula_was_never_computed) {
  const auto outcome = score_committed("formula-without-result.xlsx");
  ASSERT_FALSE(outcome.error);
  EXPECT_FALSE(outcome.scores.front().form.claimed_total);
  EXPECT_EQ(finding_rules(outcome.scores.front().reading),
            std::vector<std::string>{"form.cell_error 自评表!G19"});
}

TEST(score_workbook, names_what_it_looked_for_in_another_layout) {
  const auto outcome = score_committed("other-layout.xlsx");
  ASSERT_TRUE(outcome.error);
  EXPECT_NE(outcome.error->message.find("一级指标"), std::string::npos);
  ASSERT_EQ(outcome.error->findings.size(), 1U);
  EXPECT_EQ(outcome.error->findings.front().where, "收支表");
}

TEST(score_workbook, names_each_cell_it_cannot_read_and_reads_the_rest) {
  const fs::path path = fs::temp_directory_path() / ("jiheng-odd-" + std::to_string(::getpid()) + ".xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "表");
  const char* rows[][9] = {
      {"项目名称", "道路", nullptr},
      {"单位：元", nullptr},
      {"", "全年预算数", "全年执行数", "分值", "得分", nullptr},
      {"年度资金总额", "１，０００万", "500", "10", "五", nullptr},
      {"一级指标", "二级指标", "三级指标", "性质", "年度指标值", "实际完成值", "分值", "得分", nullptr},
      {"产出指标", "数量指标", "里程", "大约", "100", "90", "50", "45", nullptr},
      {"效益指标", "社会效益指标", "便利", "≥", "100", "#VALUE!", "30", "30", nullptr}};
  for (lxw_row_t r = 0; r < 7; ++r) {
    for (lxw_col_t c = 0; c < 9 && rows[r][c] != nullptr; ++c)
      worksheet_write_string(sheet, r, c, rows[r][c], nullptr);
  }
  workbook_close(book);
  const auto outcome = score_workbook(path);
  fs::remove(path);
  ASSERT_FALSE(outcome.error) << to_string(*outcome.error);
  const std::vector<std::string> expected{"form.value 表!B4", "form.value 表!E4", "form.value 表!D6"};
  EXPECT_EQ(finding_rules(outcome.scores.front().reading), expected);
  EXPECT_EQ(outcome.scores.front().form.money_unit, MoneyUnit::yuan);
  EXPECT_EQ(outcome.scores.front().scored.execution.state, engine::ScoreState::not_filled);
}

}  // namespace
}  // namespace jiheng::app
