// Money of projects under the guards of the law, on both databases. Refusals first.
#include "app/budget.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/goals_test_world.h"
#include "app/import.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;

constexpr Money wan_of(std::int64_t wan) { return Money::from_fen(wan * 1'000'000); }

class Budgets : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};

  static Date on(const char* text) { return Date::parse(text).value(); }

  void put_line(std::int64_t initial_wan, std::int64_t adjusted_wan) {
    BudgetLine line;
    line.region = Region::parse("640323").value();
    line.project_id = {world.project()};
    line.year = world.year();
    line.initial = wan_of(initial_wan);
    line.adjusted = wan_of(adjusted_wan);
    must(world.workspace().write({"test", "test"}, {store::put_of(line)}));
  }

  /// The goal of the project as it stands, with what it says it needs.
  void put_goal(GoalState state, std::int64_t declared_wan) {
    Goal goal;
    const auto stored = must(store::load<Goal>(world.store()));
    if (!stored.empty()) goal = stored.front();
    goal.region = Region::parse("640323").value();
    goal.project_id = {world.project()};
    goal.year = world.year();
    goal.state = state;
    goal.text = "为 1200 名学生供餐";
    goal.version = 2;
    GoalForm form;
    form.lines = {{FundType::general_public, FundTag::none, wan_of(declared_wan)}};
    goal.declared = money_json(form);
    must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  }

  void put_assessment(Conclusion conclusion) {
    Assessment assessment;
    assessment.region = Region::parse("640323").value();
    assessment.year = world.year();
    assessment.project_name = "营养改善";
    assessment.project_id = ProjectId{world.project()};
    assessment.unit_id = must(store::load<Project>(world.store())).front().unit_id;
    assessment.conclusion = conclusion;
    must(world.workspace().write({"test", "test"}, {store::put_of(assessment)}));
  }

  BudgetChangeRequest request_of(BudgetChangeKind kind, std::int64_t wan) const {
    BudgetChangeRequest request;
    request.project = {world.project()};
    request.year = world.year();
    request.kind = kind;
    request.on = on(kind == BudgetChangeKind::initial ? "2024-01-20" : "2024-06-03");
    if (kind != BudgetChangeKind::initial) {
      request.document_number = "盐财预〔2024〕31号";
      request.reason = "新增 200 名学生";
    }
    request.lines = {{FundType::general_public, FundTag::none, wan_of(wan)}};
    return request;
  }

  Result<ProjectMoney> change(const BudgetChangeRequest& request, const char* who = "lixue") {
    return change_budget(world.workspace(), world.as(who), request);
  }

  ReleaseRequest release_of(std::int64_t wan, const char* number = "盐财预〔2024〕12号") const {
    ReleaseRequest request;
    request.document_number = number;
    request.year = world.year();
    request.on = on("2024-03-05");
    request.lines = {{{world.project()}, FundType::general_public, FundTag::none, wan_of(wan)}};
    return request;
  }

  std::int64_t count(const RecordDesc& record) { return must(world.store().count(record, {})); }

  ProjectMoney money() {
    return must(project_money(world.workspace(), world.as("lixue"), {world.project()}, world.year()));
  }
};

std::vector<std::string> rules_of(const Error& error) {
  std::vector<std::string> rules;
  for (const auto& finding : error.findings) rules.push_back(finding.rule);
  return rules;
}

INSTANTIATE_TEST_SUITE_P(Backends, Budgets,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(Budgets, SayEverythingThatIsWrongWithARequestAtOnce) {
  auto request = request_of(BudgetChangeKind::supplement, 0);
  request.document_number.clear();
  request.reason.clear();
  request.on = on("2023-06-03");
  request.lines.push_back(request.lines.front());
  const auto done = change(request);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::invalid);
  std::vector<std::string> places;
  for (const auto& finding : done.error().findings) places.push_back(finding.where);
  EXPECT_THAT(places, ElementsAre("/document_number", "/reason", "/on", "/lines/0/amount", "/lines/1",
                                  "/lines/1/amount"));
}

TEST_P(Budgets, AreNotForTheUnitToChangeNorForAnotherToSee) {
  put_goal(GoalState::submitted, 50);
  const auto request = request_of(BudgetChangeKind::initial, 50);
  EXPECT_EQ(change(request, "zhaomin").error().code, ErrorCode::refused);
  EXPECT_EQ(change(request, "other").error().code, ErrorCode::not_found);
  EXPECT_EQ(count(record_of<BudgetChange>()), 0);
}

TEST_P(Budgets, RefuseWhatTheLawForbidsNameTheClauseAndWhatToDoAndWriteNothing) {
  const auto done = change(request_of(BudgetChangeKind::initial, 387));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::conflict);
  EXPECT_THAT(rules_of(done.error()),
              ElementsAre("budget.guard.goal-before-review", "budget.guard.new-major-assessment"));
  const auto& first = done.error().findings.front();
  EXPECT_THAT(first.message, HasSubstr("依据：盐池县公开文件一（一）；财预〔2015〕88号（未核对原文）"));
  EXPECT_THAT(first.hint, HasSubstr("送审"));
  EXPECT_EQ(first.where, "/lines/0");
  EXPECT_EQ(count(record_of<BudgetChange>()) + count(record_of<BudgetLine>()), 0);
}

TEST_P(Budgets, TakeAnInitialBudgetWithItsGoalAndAssessmentAndMakeTheLineFollow) {
  put_goal(GoalState::submitted, 387);
  put_assessment(Conclusion::not_support);
  EXPECT_THAT(rules_of(change(request_of(BudgetChangeKind::initial, 387)).error()),
              ElementsAre("budget.guard.new-major-assessment"));
  auto assessment = must(store::load<Assessment>(world.store())).front();
  assessment.conclusion = Conclusion::support;
  must(world.workspace().write({"test", "test"}, {store::put_of(assessment)}));
  auto dry = request_of(BudgetChangeKind::initial, 387);
  dry.dry_run = true;
  ASSERT_TRUE(change(dry));
  EXPECT_EQ(count(record_of<BudgetChange>()), 0) << "a dry run writes nothing";
  const auto after = must(change(request_of(BudgetChangeKind::initial, 387)));
  ASSERT_EQ(after.lines.size(), 1U);
  EXPECT_EQ(after.lines[0].initial, wan_of(387));
  EXPECT_EQ(after.lines[0].adjusted, wan_of(387));
  EXPECT_EQ(after.changes[0].goal_version, 2);
  EXPECT_EQ(after.changes[0].by_name, "李雪");
  const auto again = change(request_of(BudgetChangeKind::initial, 387));
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_THAT(rules_of(again.error()), ElementsAre("budget.registered"));
}

TEST_P(Budgets, OfALineThatHadNumbersKeepThemAsItsFirstChanges) {
  put_line(60, 70);
  put_goal(GoalState::approved, 90);
  const auto after = must(change(request_of(BudgetChangeKind::supplement, 20)));
  EXPECT_EQ(after.lines[0].initial, wan_of(60));
  EXPECT_EQ(after.lines[0].adjusted, wan_of(90));
  std::vector<std::string> kinds;
  for (const auto& row : after.changes)
    kinds.push_back(fmt::format("{} {}", enum_code(row.kind), row.amount.to_wan()));
  EXPECT_THAT(kinds, ElementsAre("initial 60", "adjust 10", "supplement 20"));
}

TEST_P(Budgets, SupplementOnlyWhatTheGoalCovers) {
  put_line(60, 60);
  EXPECT_THAT(rules_of(change(request_of(BudgetChangeKind::supplement, 20)).error()),
              ElementsAre("budget.guard.supplement-goal"));
  put_goal(GoalState::approved, 60);
  EXPECT_THAT(rules_of(change(request_of(BudgetChangeKind::supplement, 20)).error()),
              ElementsAre("budget.guard.supplement-covered"));
  put_goal(GoalState::submitted, 80);
  EXPECT_TRUE(change(request_of(BudgetChangeKind::supplement, 20)));
}

TEST_P(Budgets, ThatAreContradictedByAnImportRefuseItAndOneThatAgreesIsTaken) {
  put_line(60, 60);
  put_goal(GoalState::approved, 80);
  must(change(request_of(BudgetChangeKind::supplement, 20)));
  const auto import_line = [&](const std::string& cells) {
    return import_bytes(
        world.workspace(), record_of<BudgetLine>(), "budget_line.csv",
        "区划代码,项目编码,年度,资金性质,资金标签,年初预算数（万元）,全年预算数（万元）,全年执行数（万元）\n"
        "640323,64032324T000000000001,2024,一般公共预算,无," +
            cells);
  };
  const auto wrong = import_line("60,95,50\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::conflict);
  EXPECT_THAT(to_string(wrong.error()),
              HasSubstr("写的是年初预算数 60、全年预算数 95 万元，预算变动合计是 60、80 万元"));
  EXPECT_EQ(money().lines[0].executed, std::nullopt);
  must(import_line("60,80,50\n"));
  EXPECT_EQ(money().lines[0].executed, wan_of(50));
}

TEST_P(Budgets, CannotFallBelowZeroOrBelowWhatWasReleased) {
  put_line(60, 60);
  put_goal(GoalState::approved, 60);
  must(release_money(world.workspace(), world.as("lixue"), release_of(40)));
  const auto below = change(request_of(BudgetChangeKind::adjust, -25));
  EXPECT_THAT(rules_of(below.error()), ElementsAre("budget.guard.adjust-above-released"));
  EXPECT_THAT(below.error().findings[0].message, HasSubstr("全年预算数 35.00 万元，下达累计 40.00 万元"));
  EXPECT_EQ(must(change(request_of(BudgetChangeKind::adjust, -20))).lines[0].adjusted, wan_of(40));
}

TEST_P(Budgets, ReleaseAllLinesOrNoneAndSayEveryRefusalAtOnce) {
  put_line(60, 60);
  auto request = release_of(61);
  request.lines.push_back({{world.project()}, FundType::general_public, FundTag::upper_transfer, wan_of(5)});
  const auto refused = release_money(world.workspace(), world.as("lixue"), request);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_THAT(rules_of(refused.error()),
              ElementsAre("budget.guard.release-declaration", "budget.guard.release-goal-approved",
                          "budget.guard.release-within-budget", "budget.guard.release-within-budget"));
  EXPECT_EQ(refused.error().findings.back().where, "/lines/1");
  EXPECT_EQ(count(record_of<Release>()), 0);
}

TEST_P(Budgets, ReleaseWithTheApprovedGoalAndItsVersionOnce) {
  put_line(60, 60);
  put_goal(GoalState::submitted, 60);
  EXPECT_THAT(rules_of(release_money(world.workspace(), world.as("lixue"), release_of(60)).error()),
              ElementsAre("budget.guard.release-goal-approved"));
  put_goal(GoalState::approved, 60);
  EXPECT_EQ(release_money(world.workspace(), world.as("chenjie"), release_of(60)).error().code,
            ErrorCode::refused);
  const auto released = must(release_money(world.workspace(), world.as("lixue"), release_of(60)));
  ASSERT_EQ(released.size(), 1U);
  EXPECT_EQ(released[0].goal_version, 2);
  const auto again = release_money(world.workspace(), world.as("lixue"), release_of(1));
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
  EXPECT_EQ(must(list_releases(world.workspace(), world.as("zhaomin"), world.year())).size(), 1U);
  EXPECT_THAT(must(list_releases(world.workspace(), world.as("other"), world.year())), IsEmpty());
}

TEST_P(Budgets, OfAnApprovalFollowTheDeclaredLinesOnce) {
  put_goal(GoalState::submitted, 300);
  const auto goal = must(store::load<Goal>(world.store())).front();
  const std::vector<MoneyLine> lines{{FundType::general_public, FundTag::none, wan_of(300)}};
  const auto puts_now = [&] {
    return initial_budget_puts(world.workspace(), goal, lines, "盐财预〔2024〕1号", on("2024-01-20"), "马军");
  };
  EXPECT_THAT(rules_of(puts_now().error()), ElementsAre("budget.guard.new-major-assessment"));
  put_assessment(Conclusion::support);
  must(world.workspace().write({"test", "test"}, must(puts_now())));
  EXPECT_EQ(money().lines[0].initial, wan_of(300));
  EXPECT_THAT(must(puts_now()), IsEmpty());
}

}  // namespace
}  // namespace jiheng::app
