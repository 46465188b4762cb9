// The overall goal of a department on its way, on both databases: the same sections, hands, cases and
// versions as a project's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/cases.h"
#include "app/department_goal_form.h"
#include "app/department_goal_list.h"
#include "app/goal_approval.h"
#include "app/goal_lint.h"
#include "app/goal_review.h"
#include "app/goals_test_world.h"
#include "app/worklist.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;

constexpr std::string_view kRows = R"({"rows":[
  {"id":null,"level1":"产出指标","level2":"数量指标","name":"保障在校学生人数","op":">=","target":"24000","unit":"人","weight":20},
  {"id":null,"level1":"产出指标","level2":"质量指标","name":"义务教育巩固率","op":">=","target":"99.5","unit":"%","weight":20},
  {"id":null,"level1":"产出指标","level2":"时效指标","name":"资助资金发放完成时间","op":"<=","target":"11月30日前","unit":"","weight":10},
  {"id":null,"level1":"效益指标","level2":"社会效益指标","name":"学前三年毛入园率","op":">=","target":"93","unit":"%","weight":30},
  {"id":null,"level1":"满意度指标","level2":"服务对象满意度指标","name":"师生和家长满意度","op":">=","target":"90","unit":"%","weight":10}]})";
constexpr std::string_view kText =
    R"({"fields":{"text":"2024年保障全县2.4万名中小学生正常就学，义务教育巩固率不低于99.5%，师生和家长满意度不低于90%。","note":"含农村义务教育学生营养改善"}})";
constexpr std::string_view kHeader = R"({"fields":{"leader":"孙磊","phone":"0953-6012345"}})";

class DepartmentGoalWalk : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  UnitId office() {
    for (const auto& unit : must(store::load<Unit>(world_.store()))) {
      if (unit.code == "219001") return unit.id;
    }
    return {};
  }
  Result<StartedGoal> start(const std::string& who, int year = 2024) {
    return start_department_goal(world_.workspace(), world_.as(who), office(), FiscalYear::of(year).value());
  }
  GoalFile load(const GoalFile& file, const std::string& who = "wangli") {
    return must(load_goal(world_.workspace(), world_.as(who), file.ref()));
  }
  Result<SectionSaved> save(const GoalFile& file, const std::string& who, std::string_view section,
                            std::string_view json) {
    const auto now = load(file);
    return save_section(world_.workspace(), world_.as(who), file.ref(), section,
                        section_tag(now.form, section), must(parse_json(json, "body")));
  }
  /// A department whose one project asks for 387.66 万元, with its form begun.
  GoalFile begun() {
    world_.fill(
        must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file);
    return must(start("wangli")).file;
  }
  GoalFile filled() {
    const auto file = begun();
    must(save(file, "wangli", "header", kHeader));
    must(save(file, "wangli", "text", kText));
    must(save(file, "wangli", "indicators", kRows));
    return load(file);
  }
  GoalFile confirmed() {
    const auto file = filled();
    must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.ref(), "finance", true));
    return must(confirm_part(world_.workspace(), world_.as("wangli"), file.ref(), "project", true));
  }
  Result<GoalFile> step(const GoalFile& file, const std::string& who, const std::string& action,
                        const std::string& opinion = {}) {
    return do_step(world_.workspace(), world_.as(who), file.work_case->id.value,
                   {action, {}, opinion, {}, {}});
  }
  void score(const GoalFile& file) {
    std::string points;
    for (const auto& point : must(review_of(world_.workspace(), world_.as("chenjie"), file)).points)
      points += (points.empty() ? "" : ",") + std::string("{\"id\":\"") + point.id +
                "\",\"score\":" + point.full.to_text() + "}";
    must(save_review(world_.workspace(), world_.as("chenjie"), file.ref(),
                     must(parse_json("{\"points\":[" + points + "]}", "body"))));
  }
  ApprovalResult approve(const GoalFile& file, const std::string& number) {
    return must(approve_goals(world_.workspace(), world_.as("chenjie"),
                              {{file.ref()}, {number, world_.day("2024-01-20")}}));
  }
  GoalFile approved() {
    auto file = must(step(must(step(confirmed(), "wangli", "submit")), "liufang", "pass"));
    score(file);
    file = must(step(must(step(file, "chenjie", "pass")), "majun", "finalize"));
    const auto result = approve(file, "盐财预〔2024〕5号");
    EXPECT_THAT(result.refused, IsEmpty());
    return load(file);
  }
  std::vector<std::string> rules_of(const GoalFile& file) {
    const auto last = must(last_year_of(world_.store(), file));
    std::vector<std::string> rules;
    for (const auto& one :
         must(lint_goal(world_.workspace(), world_.as("wangli"), file, file.form, last)).findings)
      rules.push_back(one.rule->id);
    return rules;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, DepartmentGoalWalk, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(DepartmentGoalWalk, ASecondFormOfTheSameDepartmentAndYearIsRefused) {
  begun();
  const auto second = start("zhaomin");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::conflict);
}

TEST_P(DepartmentGoalWalk, WhoIsOfAnotherDepartmentNeitherBeginsNorSeesIt) {
  const auto elsewhere = start("other");
  ASSERT_FALSE(elsewhere);
  const auto file = begun();
  const auto seen = load_goal(world_.workspace(), world_.as("other"), file.ref());
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().code, ErrorCode::not_found);
  EXPECT_THAT(
      must(list_department_goals(world_.workspace(), world_.as("other"), world_.year(), "219", {})).rows,
      IsEmpty());
}

TEST_P(DepartmentGoalWalk, EachHandWritesItsOwnPartOfTheTasks) {
  const auto file = begun();
  EXPECT_FALSE(save(file, "zhaomin", "tasks", R"({"fields":{"tasks":[{"number":1,"task":"甲"}]}})"));
  EXPECT_FALSE(save(file, "wangli", "money", R"({"fields":{"tasks":[{"number":1,"total":1}]}})"));
  const auto wrong = save(file, "zhaomin", "money", R"({"fields":{"tasks":[{"number":7,"total":-1}]}})");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().findings.at(0).where, "/fields/tasks/0/number");
  const auto lines = save(file, "zhaomin", "money", R"({"fields":{"lines":[]}})");
  EXPECT_FALSE(lines) << "money by kinds is of projects";
}

TEST_P(DepartmentGoalWalk, IsPrefilledWithTheProjectsAndTheirMoney) {
  const auto file = begun();
  ASSERT_EQ(file.form.tasks.size(), 1U);
  EXPECT_EQ(file.form.tasks[0].task, "义务教育学生营养改善计划");
  EXPECT_THAT(file.form.tasks[0].content, HasSubstr("1200名"));
  EXPECT_EQ(file.form.tasks[0].total->to_wan(), "387.66");
  EXPECT_EQ(file.form.tasks[0].fiscal->to_wan(), "387.66");
  EXPECT_EQ(file.department_name, "教育体育局");
  EXPECT_EQ(file.title(), "教育体育局部门整体支出");
  ASSERT_EQ(file.projects.size(), 1U);
  EXPECT_EQ(file.projects[0].total.to_wan(), "387.66");
}

TEST_P(DepartmentGoalWalk, ATaskThatGoesTakesItsMoneyAlongAndBothConfirmationsFall) {
  auto file = confirmed();
  ASSERT_TRUE(file.goal.finance_confirmed_by && file.goal.project_confirmed_by);
  file = must(save(file, "wangli", "tasks",
                   R"({"fields":{"tasks":[{"number":2,"task":"学前教育","content":"普惠园补助"}]}})"))
             .file;
  ASSERT_EQ(file.form.tasks.size(), 1U);
  EXPECT_EQ(file.form.tasks[0].number, 2);
  EXPECT_FALSE(file.form.tasks[0].total);
  EXPECT_FALSE(file.goal.project_confirmed_by);
  EXPECT_FALSE(file.goal.finance_confirmed_by);
  file = must(save(file, "zhaomin", "money",
                   R"({"fields":{"tasks":[{"number":2,"total":1000000,"fiscal":1000000}]}})"))
             .file;
  EXPECT_EQ(sums_of(file.form).total.to_wan(), "1");
  EXPECT_EQ(file.tasks.size(), 1U);
}

TEST_P(DepartmentGoalWalk, WhatDoesNotAddUpIsFoundAndDoesNotLeaveTheDepartment) {
  auto file = filled();
  EXPECT_THAT(rules_of(file), ::testing::Not(Contains("department.projects-differ")));
  file = must(save(file, "zhaomin", "money",
                   R"({"fields":{"tasks":[{"number":1,"total":400000000,"fiscal":387660000,"other":0}]}})"))
             .file;
  EXPECT_THAT(rules_of(file), Contains("department.task-parts"));
  EXPECT_THAT(rules_of(file), Contains("department.projects-differ"));
  must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.ref(), "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.ref(), "project", true));
  const auto refused = step(file, "wangli", "submit");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().findings.at(0).rule, "process.department-goal.no_lint_errors");
}

TEST_P(DepartmentGoalWalk, FromTheDepartmentToApprovalWithoutWritingAnyBudget) {
  auto file = confirmed();
  const auto early = step(file, "liufang", "pass");
  EXPECT_FALSE(early);
  file = must(step(file, "wangli", "submit"));
  EXPECT_EQ(file.at.state, "department_review");
  const auto waiting = must(worklist(world_.workspace(), world_.as("liufang"), {}));
  ASSERT_EQ(waiting.rows.size(), 1U);
  EXPECT_EQ(waiting.rows[0].title, "教育体育局部门整体支出");
  EXPECT_EQ(waiting.rows[0].amount->to_wan(), "387.66");
  EXPECT_FALSE(save(file, "wangli", "text", kText)) << "sent off";
  file = must(step(file, "liufang", "pass"));
  score(file);
  file = must(step(must(step(file, "chenjie", "pass")), "majun", "finalize"));
  const auto result = approve(file, "盐财预〔2024〕5号");
  ASSERT_EQ(result.approved.size(), 1U);
  file = load(file);
  EXPECT_EQ(file.at.state, "approved");
  EXPECT_EQ(file.department->state, GoalState::approved);
  EXPECT_EQ(file.department->approved_on, world_.day("2024-01-20"));
  EXPECT_EQ(must(store::load<BudgetLine>(world_.store(), world_.of_year())).size(), 0U);
  ASSERT_EQ(file.versions.size(), 2U);
  EXPECT_EQ(file.versions[1].record, "department_goal");
  const auto print = must(approval_html(
      world_.workspace().book(), must(load_approval(world_.workspace(), world_.as("chenjie"), result.id))));
  EXPECT_THAT(print, HasSubstr("教育体育局部门整体支出"));
  EXPECT_THAT(print, HasSubstr("部门整体支出绩效目标申报表"));
  EXPECT_THAT(print, HasSubstr("学前三年毛入园率"));
}

TEST_P(DepartmentGoalWalk, AnAdjustmentHasItsOwnTasksUntilItIsApproved) {
  auto file = must(step(approved(), "wangli", "adjust", "学生人数增加"));
  EXPECT_EQ(file.at.round, 2);
  file =
      must(
          save(
              file, "wangli", "tasks",
              R"({"fields":{"tasks":[{"number":1,"task":"义务教育学生营养改善计划","content":"1500名学生供餐"},
                   {"number":2,"task":"学前教育","content":"普惠园补助"}]}})"))
          .file;
  EXPECT_EQ(file.form.tasks.size(), 2U);
  EXPECT_EQ(file.tasks.size(), 1U) << "what was approved stays in force";
  const auto changes = form_changes(must(form_of_json(file.versions[1].content)), file.form);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].label, "“义务教育学生营养改善计划”的主要内容");
  EXPECT_EQ(changes[1].label, "新增任务“学前教育”");
  file = must(step(file, "wangli", "abandon", "不调整了"));
  EXPECT_EQ(file.form.tasks.size(), 1U);
  EXPECT_EQ(file.at.state, "approved");
}

TEST_P(DepartmentGoalWalk, NextYearBeginsWithLastYearsTextsIndicatorsAndThisYearsProjects) {
  const auto file = approved();
  const auto next = must(start("wangli", 2025));
  EXPECT_TRUE(next.prefilled);
  EXPECT_EQ(next.file.form.text, file.form.text);
  EXPECT_EQ(next.file.form.rows.size(), file.form.rows.size());
  EXPECT_THAT(next.file.form.tasks, IsEmpty()) << "no project asks for money in 2025 yet";
  const auto last = must(last_year_of(world_.store(), next.file));
  EXPECT_EQ(last.text, file.form.text);
  EXPECT_NE(last.find("义务教育巩固率"), nullptr);
}

TEST_P(DepartmentGoalWalk, TheListSaysWhoOwesAndWhoHas) {
  const auto before =
      must(list_department_goals(world_.workspace(), world_.as("chenjie"), world_.year(), {}, {}));
  EXPECT_EQ(before.coverage.owed, 2);
  EXPECT_EQ(before.coverage.begun, 0);
  approved();
  const auto after =
      must(list_department_goals(world_.workspace(), world_.as("chenjie"), world_.year(), {}, {}));
  EXPECT_EQ(after.coverage.begun, 1);
  EXPECT_EQ(after.coverage.approved, 1);
  ASSERT_EQ(after.rows.size(), 2U);
  EXPECT_EQ(after.rows[0].projects.to_wan(), "387.66");
  EXPECT_FALSE(after.rows[1].may_create) << "finance does not fill it in";
  const auto owing =
      must(list_department_goals(world_.workspace(), world_.as("chenjie"), world_.year(), {}, "none"));
  ASSERT_EQ(owing.rows.size(), 1U);
  EXPECT_EQ(owing.rows[0].department_name, "交通运输局");
}

TEST_P(DepartmentGoalWalk, ThePrintHasTheLayoutsCellsAndNothingOfWhatWasTypedIsMarkup) {
  auto file = filled();
  file = must(save(file, "wangli", "tasks",
                   R"({"fields":{"tasks":[{"number":1,"task":"<b>营养</b>","content":"&1200名"}]}})"))
             .file;
  const auto html = must(form_print(world_.workspace(), file));
  EXPECT_THAT(html, HasSubstr("部门（单位）名称"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;营养&lt;/b&gt;"));
  EXPECT_THAT(html, HasSubstr("387.66"));
  EXPECT_THAT(html, HasSubstr("<thead>"));
  EXPECT_THAT(html, HasSubstr("部门负责人（签字）"));
  EXPECT_THAT(must(department_workbook(world_.workspace(), file)), HasSubstr("PK"));
}

}  // namespace
}  // namespace jiheng::app
