// Declarations out as workbooks and back in: what is refused and why, whose hand takes what, and that the
// same file twice changes nothing.
#include "app/goal_workbooks.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "app/cases.h"
#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goals_test_world.h"
#include "base/file.h"
#include "io/form_writer.h"
#include "io/goal_workbook.h"
#include "io/zip_file.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class GoalWorkbooks : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};
  std::int64_t goal = 0;

  void SetUp() override {
    auto started = must(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()));
    goal = started.file.goal.id.value;
  }
  template <class T>
  static T must(Result<T> result) {
    return testing::must(std::move(result));
  }
  GoalFile now() { return must(load_goal(world.workspace(), world.as("chenjie"), goal)); }
  void fill() { world.fill(now()); }

  io::FormTemplate layout() {
    return form_template(must(law::find_form(world.workspace().book(), kGoalForm, *Region::of(640323),
                                             GoalWorld::day("2023-11-01"))));
  }
  /// What the workbook of the goal says now; tests change it as people do.
  io::FormData data() {
    const auto file = now();
    return form_data_of(file, must(last_year_of(world.store(), file)));
  }
  std::string bytes_of(const io::FormData& data) {
    return must(io::write_forms(layout(), std::span(&data, 1)));
  }

  WorkbookReport take(const std::string& who, const std::string& bytes, bool dry_run = false,
                      const WorkbookReport* seen = nullptr, std::string name = "form.xlsx") {
    return must(take_goal_workbooks(world.workspace(), world.as(who), name, bytes, {dry_run, seen}));
  }
  static std::vector<std::string> labels(const WorkbookForm& form) {
    std::vector<std::string> out;
    for (const auto& change : form.changes) out.push_back(change.label);
    return out;
  }
  Findings errors(const WorkbookForm& form) {
    Findings out;
    for (const auto& finding : form.findings) {
      if (finding.severity == Severity::error) out.push_back(finding);
    }
    return out;
  }
  void send_in() {
    for (const auto& [who, part] : {std::pair("wangli", "project"), std::pair("zhaomin", "finance")})
      must(confirm_part(world.workspace(), world.as(who), goal, part, true));
    const auto file = now();
    StepWish wish;
    wish.action = "submit";
    must(do_step(world.workspace(), world.as("wangli"), file.work_case->id.value, wish));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, GoalWorkbooks,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(GoalWorkbooks, refuses_what_is_neither_a_workbook_nor_an_archive) {
  const auto refused = take_goal_workbooks(world.workspace(), world.as("wangli"), "x.pdf", "%PDF-1.7", {});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("既不是 .xlsx 工作簿"));
}

TEST_P(GoalWorkbooks, a_file_that_only_begins_as_a_workbook_is_refused_as_one_form_with_the_reason) {
  for (const auto* bytes : {"PK nothing", "PK\x03\x04"}) {
    const auto report = take("wangli", bytes);
    ASSERT_THAT(report.forms, SizeIs(1));
    EXPECT_EQ(report.refused, 1);
    EXPECT_THAT(report.forms[0].why, HasSubstr("ZIP"));
    EXPECT_TRUE(report.marked.bytes.empty());
  }
}

TEST_P(GoalWorkbooks, names_forms_that_belong_to_nobody_and_to_others) {
  fill();
  auto unknown = data();
  unknown.fields["project_code"].text = "64032399T000000099999";
  const auto report = take("wangli", bytes_of(unknown));
  ASSERT_THAT(report.forms, SizeIs(1));
  EXPECT_EQ(report.refused, 1);
  EXPECT_THAT(report.forms[0].why, HasSubstr("没有编码为 64032399T000000099999 的项目，或不归您管"));
  // The same words for a project that exists and is another unit's.
  const auto others = take("other", bytes_of(data()));
  EXPECT_THAT(others.forms[0].why, HasSubstr("没有编码为 64032324T000000000001 的项目，或不归您管"));
  EXPECT_THAT(others.forms[0].changes, IsEmpty());
}

TEST_P(GoalWorkbooks, says_that_the_project_has_no_goal_in_that_year_yet) {
  auto form = data();
  form.fields["year"].text = "2025";
  EXPECT_THAT(take("wangli", bytes_of(form)).forms[0].why, HasSubstr("还没有 2025 年的绩效目标"));
}

TEST_P(GoalWorkbooks, finds_a_goal_by_the_name_of_its_project_too) {
  fill();
  auto form = data();
  form.fields.erase("project_code");
  EXPECT_EQ(take("wangli", bytes_of(form)).forms[0].outcome, FormOutcome::unchanged);
}

TEST_P(GoalWorkbooks, changes_nothing_when_the_file_comes_back_as_it_went_out) {
  fill();
  const auto file = must(goal_workbook(world.workspace(), world.as("wangli"), goal));
  EXPECT_EQ(file.name, "义务教育学生营养改善计划-2024年绩效目标申报表.xlsx");
  const auto before = must(world.store().last_audit_number());
  for (const auto* who : {"wangli", "zhaomin"}) {
    const auto report = take(who, file.bytes);
    ASSERT_THAT(report.forms, SizeIs(1));
    EXPECT_EQ(report.forms[0].outcome, FormOutcome::unchanged) << report.forms[0].why;
    EXPECT_THAT(report.forms[0].findings, Each(Field(&Finding::rule, Not(HasSubstr("workbook")))));
  }
  EXPECT_EQ(must(world.store().last_audit_number()), before);
}

TEST_P(GoalWorkbooks, a_dry_run_says_field_by_field_what_would_change_and_writes_nothing) {
  fill();
  auto form = data();
  form.fields["plan"].text = "一次招标，分两学期供餐。";
  form.tables["indicators"][0]["target"].text = "1250";
  const auto before = now().form;
  const auto report = take("wangli", bytes_of(form), true);
  EXPECT_EQ(report.changed, 1);
  EXPECT_THAT(labels(report.forms[0]), ElementsAre("实施计划", "“受益学生人数”的年度指标值"));
  EXPECT_EQ(now().form, before);
}

TEST_P(GoalWorkbooks, takes_a_form_with_the_consequences_of_the_browser) {
  fill();
  for (const auto& [who, part] : {std::pair("wangli", "project"), std::pair("zhaomin", "finance")})
    must(confirm_part(world.workspace(), world.as(who), goal, part, true));
  auto form = data();
  form.tables["indicators"][1]["target"].text = "97";
  auto& added = form.tables["indicators"].emplace_back(form.tables["indicators"][1]);
  added["name"].text = "食材检测合格率";
  added["weight"].text = "5";
  const auto before = must(world.store().last_audit_number());
  const auto report = take("wangli", bytes_of(form));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::changed) << report.forms[0].why;
  const auto after = now();
  ASSERT_THAT(after.form.rows, SizeIs(7));
  EXPECT_EQ(after.form.rows[1].target, "97");
  EXPECT_EQ(after.form.rows[6].name, "食材检测合格率");
  EXPECT_FALSE(after.goal.project_confirmed_by) << "what somebody stood for has changed";
  EXPECT_TRUE(after.goal.finance_confirmed_by);
  EXPECT_GT(must(world.store().last_audit_number()), before);
  EXPECT_EQ(take("wangli", bytes_of(form)).forms[0].outcome, FormOutcome::unchanged) << "the same file again";
}

TEST_P(GoalWorkbooks, rows_keep_what_the_sheet_has_no_place_for_even_when_they_are_renamed) {
  fill();
  const auto file = now();
  const auto body = must(parse_json(
      fmt::format(R"({{"rows":[{{"id":"{}","source":"学籍系统"}}]}})", file.form.rows[0].id), "body"));
  auto rows = file.form.rows;
  GoalForm form = file.form;
  ASSERT_THAT(read_section(body, "indicators", form), IsEmpty());
  // Only the first row is left by that; put the others back under it.
  for (std::size_t i = 1; i < rows.size(); ++i) form.rows.push_back(rows[i]);
  std::string json = section_json(form, "indicators");
  must(save_section(world.workspace(), world.as("wangli"), goal, "indicators",
                    section_tag(file.form, "indicators"), must(parse_json(json, "body"))));
  auto sheet = data();
  sheet.tables["indicators"][0]["name"].text = "受益农村学生人数";
  const auto report = take("wangli", bytes_of(sheet));
  EXPECT_THAT(labels(report.forms[0]), ElementsAre("三级指标")) << report.forms[0].why;
  EXPECT_EQ(now().form.rows[0].source, "学籍系统");
  EXPECT_EQ(now().form.rows[0].id, file.form.rows[0].id);
}

TEST_P(GoalWorkbooks, takes_only_the_fields_of_the_hand_that_brings_it_and_names_the_others) {
  fill();
  auto form = data();
  form.fields["plan"].text = "改过的计划";
  for (const auto* field : {"year_total", "year_fiscal", "fund_11"}) form.fields[field].text = "500";
  const auto report = take("wangli", bytes_of(form));
  EXPECT_THAT(labels(report.forms[0]), ElementsAre("实施计划"));
  EXPECT_THAT(report.forms[0].findings, Contains(AllOf(Field(&Finding::rule, "workbook.other_hand"),
                                                       Field(&Finding::message, HasSubstr("单位财务")),
                                                       Field(&Finding::message, HasSubstr("一般公共预算")))));
  EXPECT_EQ(sums_of(now().form).total.fen(), 387660000);
  const auto finance = take("zhaomin", bytes_of(form));
  EXPECT_THAT(labels(finance.forms[0]), ElementsAre("一般公共预算"));
  EXPECT_EQ(sums_of(now().form).total.fen(), 500000000);
}

TEST_P(GoalWorkbooks, sums_that_are_not_the_sum_of_their_parts_are_marked_in_their_cell) {
  fill();
  auto form = data();
  form.fields["year_total"].text = "400";
  const auto report = take("zhaomin", bytes_of(form));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::refused);
  const auto found = errors(report.forms[0]);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].message, HasSubstr("年度资金总额填的是 400 万元，各资金性质相加是 387.66 万元"));
  EXPECT_THAT(found[0].where, HasSubstr("!H7"));
}

TEST_P(GoalWorkbooks, money_with_tags_is_not_spread_by_guessing) {
  fill();
  const auto file = now();
  must(save_section(
      world.workspace(), world.as("zhaomin"), goal, "money", section_tag(file.form, "money"),
      must(parse_json(
          R"({"fields":{"lines":[{"fund_type":"11","fund_tag":"none","amount":100000000},{"fund_type":"11","fund_tag":"direct_transfer","amount":287660000}]}})",
          "body"))));
  auto form = data();
  EXPECT_EQ(take("zhaomin", bytes_of(form)).forms[0].outcome, FormOutcome::unchanged);
  for (const auto* field : {"year_total", "year_fiscal", "fund_11"}) form.fields[field].text = "500";
  const auto report = take("zhaomin", bytes_of(form));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::refused);
  EXPECT_THAT(errors(report.forms[0]), Contains(Field(&Finding::message, HasSubstr("不能分到各行"))));
}

TEST_P(GoalWorkbooks, a_bad_cell_refuses_its_form_and_comes_back_marked) {
  fill();
  auto form = data();
  form.tables["indicators"][2]["weight"].text = "很多";
  form.fields["plan"].text = "改过的计划";
  const auto bytes = bytes_of(form);
  const auto before = now().form;
  const auto report = take("wangli", bytes);
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::refused);
  EXPECT_THAT(report.forms[0].why, HasSubstr("1 处填得不对"));
  EXPECT_EQ(now().form, before) << "a form is taken whole or not at all";
  EXPECT_EQ(report.marked.name, "form-标注.xlsx");
  const auto marked = must(io::read_xlsx(report.marked.bytes, "marked.xlsx"));
  ASSERT_THAT(marked.sheets, SizeIs(2));
  EXPECT_EQ(marked.sheets[1].name, "问题清单");
  // Mended in the marked workbook itself, it is taken.
  auto mended = form;
  mended.tables["indicators"][2]["weight"].text = "10";
  EXPECT_EQ(take("wangli", bytes_of(mended)).forms[0].outcome, FormOutcome::changed);
}

TEST_P(GoalWorkbooks, what_a_cell_cannot_hold_is_named_with_its_cell) {
  fill();
  auto form = data();
  form.tables["indicators"][0]["core"].text = "不清楚";
  std::string longest;
  for (int i = 0; i < 101; ++i) longest += "长";
  form.tables["indicators"][1]["name"].text = longest;
  const auto report = take("wangli", bytes_of(form));
  EXPECT_THAT(errors(report.forms[0]),
              Contains(AllOf(Field(&Finding::where, HasSubstr("!K")),
                             Field(&Finding::message, HasSubstr("核心“不清楚”不认识")))));
  form.tables["indicators"][0]["core"].text = "★";
  const auto second = take("wangli", bytes_of(form));
  EXPECT_THAT(errors(second.forms[0]),
              Contains(AllOf(Field(&Finding::where, HasSubstr("!D")),
                             Field(&Finding::message, HasSubstr("101 字，最多 100 字")))));
}

TEST_P(GoalWorkbooks, a_form_that_was_sent_in_is_refused_unless_it_says_the_same) {
  fill();
  send_in();
  EXPECT_EQ(take("wangli", bytes_of(data())).forms[0].outcome, FormOutcome::unchanged);
  auto form = data();
  form.fields["plan"].text = "改过的计划";
  const auto report = take("wangli", bytes_of(form));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::refused);
  EXPECT_THAT(report.forms[0].why, HasSubstr("已送审"));
  EXPECT_FALSE(report.marked.bytes.empty());
}

TEST_P(GoalWorkbooks, refuses_a_form_that_somebody_changed_after_the_dry_run) {
  fill();
  auto form = data();
  form.fields["plan"].text = "改过的计划";
  const auto bytes = bytes_of(form);
  const auto seen = take("wangli", bytes, true);
  const auto file = now();
  must(save_section(world.workspace(), world.as("zhengyi"), goal, "text", section_tag(file.form, "text"),
                    must(parse_json(R"({"fields":{"basis":"另一个依据"}})", "body"))));
  const auto late = take("wangli", bytes, false, &seen);
  EXPECT_EQ(late.forms[0].outcome, FormOutcome::refused);
  EXPECT_THAT(late.forms[0].why, HasSubstr("预检以后有人改过"));
  const auto again = take("wangli", bytes, true);
  EXPECT_EQ(take("wangli", bytes, false, &again).forms[0].outcome, FormOutcome::changed);
}

TEST_P(GoalWorkbooks, an_empty_indicator_table_deletes_nothing) {
  fill();
  auto form = data();
  form.tables["indicators"].clear();
  const auto report = take("wangli", bytes_of(form));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::unchanged);
  EXPECT_THAT(report.forms[0].findings, Contains(Field(&Finding::message, HasSubstr("系统里的 6 行没有动"))));
  EXPECT_THAT(now().form.rows, SizeIs(6));
}

TEST_P(GoalWorkbooks, an_archive_takes_the_good_files_and_gives_the_bad_ones_back) {
  fill();
  auto form = data();
  form.fields["plan"].text = "改过的计划";
  auto zip = must(io::ZipWriter::create());
  must(zip.add("一校/好的.xlsx", bytes_of(form)));
  must(zip.add("说明.txt", "不是工作簿"));
  must(zip.add("一校/重复.xlsx", bytes_of(form)));
  const auto report = take("wangli", must(zip.finish()), false, nullptr, "全部.zip");
  ASSERT_THAT(report.forms, SizeIs(3));
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::changed);
  EXPECT_THAT(report.forms[1].why, HasSubstr("不是 .xlsx 工作簿"));
  EXPECT_THAT(report.forms[2].why, HasSubstr("同一个项目交了两张表，另一张在 一校/好的.xlsx"));
  EXPECT_EQ(report.marked.name, "全部-标注.zip");
  const auto marked = must(io::ZipFiles::open(report.marked.bytes, "marked.zip"));
  EXPECT_THAT(marked.names(), Contains("一校/重复.xlsx"));
}

/// Workbooks of this goal as other programs leave them; tests/forms/README.md says how they were made.
std::string form_file(const char* name) {
  return testing::must(read_file(std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/forms" / name));
}

TEST_P(GoalWorkbooks, a_copy_that_another_program_saved_says_the_same) {
  fill();
  if (std::getenv("JIHENG_UPDATE_GOLDENS") != nullptr)
    must(write_file(std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/forms/declaration.xlsx",
                    bytes_of(data())));
  for (const auto* who : {"wangli", "zhaomin"}) {
    const auto report = take(who, form_file("declaration-libreoffice.xlsx"));
    ASSERT_THAT(report.forms, SizeIs(1));
    EXPECT_EQ(report.forms[0].outcome, FormOutcome::unchanged) << who << report.forms[0].why;
  }
}

TEST_P(GoalWorkbooks, reads_formulas_dates_gaps_and_renamed_sheets_as_people_see_them) {
  fill();
  const auto report = take("wangli", form_file("declaration-edited.xlsx"));
  ASSERT_THAT(report.forms, SizeIs(1));
  EXPECT_EQ(report.forms[0].sheet, "改过名的表");
  EXPECT_EQ(report.forms[0].outcome, FormOutcome::changed) << report.forms[0].why;
  EXPECT_THAT(labels(report.forms[0]),
              ElementsAre("实施计划", "“受益学生人数”的年度指标值", "“供餐资金拨付完成时间”的年度指标值"));
  const auto form = now().form;
  ASSERT_THAT(form.rows, SizeIs(6));
  EXPECT_EQ(form.rows[0].target, "1250") << "a formula is its result";
  EXPECT_EQ(form.rows[2].target, "2024-12-10");
  EXPECT_EQ(form.rows[5].name, "学生和家长满意度") << "behind a gap of two rows";
  EXPECT_EQ(form.plan, "一次招标。\n分两学期供餐。");
}

TEST_P(GoalWorkbooks, goes_out_as_an_archive_of_what_the_viewer_may_see) {
  fill();
  GoalQuestion question;
  question.year = world.year();
  const auto mine = must(goal_workbooks(world.workspace(), world.as("wangli"), question));
  EXPECT_THAT(must(io::ZipFiles::open(mine.bytes, "x.zip")).names(),
              ElementsAre("义务教育学生营养改善计划-2024年绩效目标申报表.xlsx"));
  EXPECT_EQ(goal_workbooks(world.workspace(), world.as("other"), question).error().code,
            ErrorCode::not_found);
  EXPECT_EQ(goal_workbooks(world.workspace(), world.as("other"), question, {goal}).error().code,
            ErrorCode::not_found);
  EXPECT_FALSE(goal_workbook(world.workspace(), world.as("other"), goal));
  const auto stopped = goal_workbooks(world.workspace(), world.as("wangli"), question, {},
                                      [](auto, auto, auto) { return false; });
  EXPECT_THAT(stopped.error().message, HasSubstr("已停止"));
}

}  // namespace
}  // namespace jiheng::app
