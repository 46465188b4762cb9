// The whole way of a goal through the application, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "app/budget.h"
#include "app/cases.h"
#include "app/goal_approval.h"
#include "app/goal_lint.h"
#include "app/goal_review.h"
#include "app/goal_sections.h"
#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::HasSubstr;
using testing::must;

class GoalWalk : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  GoalFile drafted() {
    return must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
  }

  /// A form that both hands have filled in and confirmed.
  GoalFile confirmed() {
    auto file = drafted();
    world_.fill(file);
    must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
    return must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  }

  Result<GoalFile> step(const GoalFile& file, const std::string& who, StepWish wish) {
    return do_step(world_.workspace(), world_.as(who), file.work_case->id.value, wish);
  }
  GoalFile done(const GoalFile& file, const std::string& who, const std::string& action) {
    return must(step(file, who, {action, {}, {}, {}, {}}));
  }
  /// A new project of this size needs a conclusion before it gets money.
  void assess(Conclusion conclusion) {
    Assessment assessment;
    const auto stored = must(store::load<Assessment>(world_.store()));
    if (!stored.empty()) assessment = stored.front();
    const auto project = must(store::load<Project>(world_.store())).front();
    assessment.region = project.region;
    assessment.year = world_.year();
    assessment.project_name = project.name;
    assessment.project_id = project.id;
    assessment.unit_id = project.unit_id;
    assessment.conclusion = conclusion;
    must(world_.workspace().write({"test", "test"}, {store::put_of(assessment)}));
  }
  GoalFile at_finance() {
    world_.assess();
    assess(Conclusion::support);
    auto file = done(confirmed(), "wangli", "submit");
    file = done(file, "sunlei", "pass");
    return done(file, "liufang", "pass");
  }
  void score(const GoalFile& file, const std::string& share) {
    std::string points;
    for (const auto& point : must(review_of(world_.workspace(), world_.as("chenjie"), file)).points) {
      const auto half = Score::from_hundredths(point.full.hundredths() / 2);
      points += (points.empty() ? "" : ",") + std::string("{\"id\":\"") + point.id +
                "\",\"score\":" + (share == "full" ? point.full : half).to_text() + "}";
    }
    const auto body = must(parse_json("{\"points\":[" + points + "]}", "body"));
    must(save_review(world_.workspace(), world_.as("chenjie"), file.goal.id.value, body));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, GoalWalk, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(GoalWalk, FromUnitToApprovalAndTheBudgetIsThereWithTheGoal) {
  auto file = at_finance();
  score(file, "full");
  file = done(file, "chenjie", "pass");
  EXPECT_EQ(file.at.state, "final_review");
  file = done(file, "majun", "finalize");
  EXPECT_EQ(must(store::load<BudgetLine>(world_.store(), world_.of_year())).size(), 0U);
  const auto refused = step(file, "chenjie", {"approve", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().findings.at(0).rule, "process.goal.approval_document");

  const auto result =
      must(approve_goals(world_.workspace(), world_.as("chenjie"),
                         {{file.goal.id.value}, {"盐财预〔2024〕5号", world_.day("2024-01-20")}}));
  ASSERT_EQ(result.approved.size(), 1U) << to_string(result.refused.at(0).error);
  file = must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value));
  EXPECT_EQ(file.at.state, "approved");
  EXPECT_EQ(file.goal.state, GoalState::approved);
  EXPECT_TRUE(file.goal.with_budget);
  EXPECT_EQ(file.goal.approved_on, world_.day("2024-01-20"));
  const auto lines = must(store::load<BudgetLine>(world_.store(), world_.of_year()));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].initial.to_wan(), "387.66");
  const auto print = must(approval_html(
      world_.workspace().book(), must(load_approval(world_.workspace(), world_.as("chenjie"), result.id))));
  EXPECT_THAT(print, HasSubstr("盐财预〔2024〕5号"));
  EXPECT_THAT(print, HasSubstr("387.66"));
  EXPECT_THAT(print, HasSubstr("受益学生人数"));
  std::vector<std::string> story;
  for (const auto& one : file.steps) story.push_back(one.action);
  EXPECT_THAT(story, ::testing::ElementsAre("submit", "pass", "pass", "pass", "finalize", "approve"));
  ASSERT_EQ(file.versions.size(), 2U);
  EXPECT_EQ(file.versions[1].kind, GoalVersionKind::approved);
}

TEST_P(GoalWalk, FinanceReturnsWithReasonsTheUnitMendsAndEachSeesWhatChanged) {
  auto file = at_finance();
  StepWish back{"return",
                "returned",
                "请补数量指标",
                {{"missing-quantity", "indicators/0/target", ""}},
                "finance_review"};
  file = must(step(file, "chenjie", back));
  EXPECT_EQ(file.at.state, "returned");
  EXPECT_THAT(file.steps.back().reasons, HasSubstr("missing-quantity"));
  EXPECT_EQ(file.goal.state, GoalState::draft);
  ASSERT_TRUE(file.goal.project_confirmed_by);

  const auto body =
      must(parse_json(R"({"fields":{"text":"让 1500 名学生吃上热饭，营养达标率 95%"}})", "body"));
  const auto saved = must(save_section(world_.workspace(), world_.as("wangli"), file.goal.id.value, "text",
                                       section_tag(file.form, "text"), body));
  EXPECT_FALSE(saved.file.goal.project_confirmed_by) << "a changed part loses its confirmation";
  EXPECT_TRUE(saved.file.goal.finance_confirmed_by) << "the other part keeps its own";
  EXPECT_FALSE(step(saved.file, "wangli", {"submit", {}, {}, {}, {}}));
  must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  file = done(file, "wangli", "submit");
  file = done(file, "sunlei", "pass");
  file = done(file, "liufang", "pass");
  const auto seen = changes_since_last_look(file, Role::performance_officer);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].change.field, "text.text");
  EXPECT_THAT(seen[0].change.after, HasSubstr("1500"));
  EXPECT_THAT(seen[0].by, HasSubstr("王丽"));
  EXPECT_TRUE(changes_since_last_look(file, Role::finance_leader).empty()) << "who has never looked sees all";
}

TEST_P(GoalWalk, WithoutTheOtherHandTheFormDoesNotLeaveTheUnit) {
  auto file = drafted();
  world_.fill(file);
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  const auto refused = step(file, "wangli", {"submit", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr("财务部分还没有确认"));
  EXPECT_FALSE(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "finance", true));
}

TEST_P(GoalWalk, AnEmptyFormIsRefusedForItsErrorsAndItsMoney) {
  auto file = drafted();
  must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  const auto refused = step(file, "wangli", {"submit", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  std::vector<std::string> rules;
  for (const auto& finding : refused.error().findings) rules.push_back(finding.rule);
  EXPECT_THAT(rules, ::testing::Contains("process.goal.has_money"));
}

TEST_P(GoalWalk, WhatWasSentCanBeWithdrawnUntilTheNextHasOpenedIt) {
  auto file = done(confirmed(), "wangli", "submit");
  file = done(file, "wangli", "withdraw");
  EXPECT_EQ(file.at.state, "drafting");
  EXPECT_EQ(file.goal.state, GoalState::draft);
  file = done(file, "wangli", "submit");
  auto opened = must(load_goal(world_.workspace(), world_.as("sunlei"), file.goal.id.value));
  must(mark_opened(world_.workspace(), world_.as("sunlei"), opened));
  const auto refused = step(file, "wangli", {"withdraw", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().findings.at(0).rule, "process.goal.not_opened");
}

TEST_P(GoalWalk, APoorReviewStopsTheGoalAndAHalfFilledOneToo) {
  auto file = at_finance();
  const auto blank = step(file, "chenjie", {"pass", {}, {}, {}, {}});
  ASSERT_FALSE(blank);
  EXPECT_EQ(blank.error().findings.at(0).rule, "process.goal.review_done");
  score(file, "half");
  const auto poor = step(file, "chenjie", {"pass", {}, {}, {}, {}});
  ASSERT_FALSE(poor);
  ASSERT_EQ(poor.error().findings.size(), 1U);
  EXPECT_EQ(poor.error().findings.at(0).rule, "process.goal.review_passes");
  EXPECT_EQ(must(review_of(world_.workspace(), world_.as("chenjie"),
                           must(load_goal(world_.workspace(), world_.as("chenjie"), file.goal.id.value))))
                .grade,
            Grade::poor);
}

TEST_P(GoalWalk, TwoPeopleWhoSawTheSameSectionDoNotOverwriteEachOther) {
  const auto file = drafted();
  const auto tag = section_tag(file.form, "text");
  const auto write = [&](const std::string& who, const std::string& basis) {
    const auto body = must(parse_json(R"({"fields":{"basis":")" + basis + "\"}}", "body"));
    return must(save_section(world_.workspace(), world_.as(who), file.goal.id.value, "text", tag, body));
  };
  EXPECT_FALSE(write("wangli", "甲").stale);
  const auto second = write("zhengyi", "乙");
  EXPECT_TRUE(second.stale);
  EXPECT_EQ(second.file.form.basis, "甲");
}

TEST_P(GoalWalk, RowsMayChangePlacesGoAndComeAndKeepTheirIdentity) {
  auto file = drafted();
  world_.fill(file);
  file = must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value));
  ASSERT_GE(file.form.rows.size(), 4U);
  std::map<std::string, std::int64_t> ids;
  std::string rows;
  const auto add = [&](const GoalRow& row) {
    rows += (rows.empty() ? "" : ",") + std::string("{\"id\":\"") + std::to_string(row.id) + "\"}";
    ids[row.name] = row.id;
  };
  add(file.form.rows[3]);
  add(file.form.rows[1]);
  add(file.form.rows[0]);
  rows +=
      R"(,{"id":null,"level1":"产出指标","level2":"数量指标","name":"新增一行","op":">=","target":"5","unit":"次","weight":3})";
  const auto body = must(parse_json("{\"rows\":[" + rows + "]}", "body"));
  const auto saved = must(save_section(world_.workspace(), world_.as("wangli"), file.goal.id.value,
                                       "indicators", section_tag(file.form, "indicators"), body));
  ASSERT_EQ(saved.file.form.rows.size(), 4U);
  EXPECT_EQ(saved.file.form.rows[0].name, file.form.rows[3].name);
  EXPECT_EQ(saved.file.form.rows[0].id, ids[file.form.rows[3].name]);
  EXPECT_EQ(saved.file.form.rows[3].name, "新增一行");
  EXPECT_EQ(saved.file.indicators.size(), 4U);
}

TEST_P(GoalWalk, AnApprovalOfANewMajorProjectIsRefusedWithoutASupportingAssessmentAndLeavesNothing) {
  auto file = at_finance();
  assess(Conclusion::not_support);
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  const auto approve = [&] {
    return must(approve_goals(world_.workspace(), world_.as("chenjie"),
                              {{file.goal.id.value}, {"盐财预〔2024〕5号", world_.day("2024-01-20")}}));
  };
  const auto refused = approve();
  ASSERT_EQ(refused.refused.size(), 1U);
  EXPECT_EQ(refused.refused[0].error.findings.at(0).rule, "budget.guard.new-major-assessment");
  EXPECT_EQ(must(store::load<BudgetLine>(world_.store(), world_.of_year())).size(), 0U);
  EXPECT_EQ(must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value)).at.state,
            "finalized");
  assess(Conclusion::support_after_revision);
  ASSERT_EQ(approve().approved.size(), 1U);
  const auto changes = must(store::load<BudgetChange>(world_.store(), world_.of_year()));
  ASSERT_EQ(changes.size(), 1U) << "the approval is registered as 年初预算";
  EXPECT_EQ(changes[0].document_number, "盐财预〔2024〕5号");
  EXPECT_EQ(changes[0].goal_id, file.goal.id);
  EXPECT_EQ(changes[0].goal_version,
            must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value)).goal.version);
}

TEST_P(GoalWalk, ASupplementComesWithTheAdjustedGoalAndIsReleasedWhenThatIsApproved) {
  auto file = at_finance();
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  must(approve_goals(world_.workspace(), world_.as("chenjie"),
                     {{file.goal.id.value}, {"盐财预〔2024〕5号", world_.day("2024-01-20")}}));
  const MoneyLine more{FundType::general_public, FundTag::none, Money::from_fen(10'000'000)};
  const BudgetChangeRequest supplement{{world_.project()},
                                       world_.year(),
                                       BudgetChangeKind::supplement,
                                       "盐财预〔2024〕31号",
                                       world_.day("2024-06-03"),
                                       "学生人数增加",
                                       {more}};
  const auto supplemented = [&] { return change_budget(world_.workspace(), world_.as("lixue"), supplement); };
  EXPECT_EQ(supplemented().error().findings.at(0).rule, "budget.guard.supplement-covered");
  file = must(step(file, "wangli", {"adjust", {}, "学生人数增加", {}, {}}));
  const auto body = must(parse_json(
      R"({"fields":{"lines":[{"fund_type":"11","fund_tag":"none","amount":397660000}],"period_total":397660000}})",
      "body"));
  file = must(save_section(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "money",
                           section_tag(file.form, "money"), body))
             .file;
  EXPECT_EQ(supplemented().error().findings.at(0).rule, "budget.guard.supplement-covered")
      << "not sent in yet";
  must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
  must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  file = done(done(done(file, "wangli", "submit"), "sunlei", "pass"), "liufang", "pass");
  EXPECT_EQ(must(supplemented()).lines.at(0).adjusted.to_wan(), "397.66");
  ReleaseRequest release{"盐财预〔2024〕33号", world_.year(), world_.day("2024-06-10"), "", {}};
  release.lines.push_back(
      {{world_.project()}, FundType::general_public, FundTag::none, Money::from_fen(397'660'000)});
  const auto early = release_money(world_.workspace(), world_.as("lixue"), release);
  EXPECT_EQ(early.error().findings.at(0).rule, "budget.guard.release-goal-approved");
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  const auto approved =
      must(approve_goals(world_.workspace(), world_.as("chenjie"),
                         {{file.goal.id.value}, {"盐财预〔2024〕32号", world_.day("2024-06-08")}}));
  ASSERT_EQ(approved.approved.size(), 1U) << to_string(approved.refused.at(0).error);
  const auto released = must(release_money(world_.workspace(), world_.as("lixue"), release));
  EXPECT_EQ(released.at(0).goal_id, file.goal.id);
  EXPECT_EQ(released.at(0).goal_version,
            must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value)).goal.version);
}

TEST_P(GoalWalk, AnAdjustmentLeavesTheApprovedRecordsAloneUntilItIsApproved) {
  auto file = at_finance();
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  must(approve_goals(world_.workspace(), world_.as("chenjie"),
                     {{file.goal.id.value}, {"盐财预〔2024〕5号", world_.day("2024-01-20")}}));
  file = must(step(file, "wangli", {"adjust", {}, "学生人数增加", {}, {}}));
  EXPECT_EQ(file.at.round, 2);
  EXPECT_EQ(file.goal.state, GoalState::approved);
  const auto body =
      must(parse_json(R"({"fields":{"text":"让 1800 名学生吃上热饭，营养达标率 95%"}})", "body"));
  auto saved = must(save_section(world_.workspace(), world_.as("wangli"), file.goal.id.value, "text",
                                 section_tag(file.form, "text"), body))
                   .file;
  EXPECT_THAT(saved.form.text, HasSubstr("1800"));
  EXPECT_THAT(saved.goal.text, HasSubstr("1200")) << "what was approved stays in force";
  must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
  must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  file = done(done(done(saved, "wangli", "submit"), "sunlei", "pass"), "liufang", "pass");
  EXPECT_EQ(file.goal.state, GoalState::approved);
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  must(approve_goals(world_.workspace(), world_.as("chenjie"),
                     {{file.goal.id.value}, {"盐财预〔2024〕31号", world_.day("2024-08-01")}}));
  file = must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value));
  EXPECT_THAT(file.goal.text, HasSubstr("1800"));
  EXPECT_EQ(file.adjusting(), nullptr);
  EXPECT_EQ(must(store::load<BudgetLine>(world_.store(), world_.of_year())).size(), 1U);
}

TEST_P(GoalWalk, AnAbandonedAdjustmentLeavesNoTrace) {
  auto file = at_finance();
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  must(approve_goals(world_.workspace(), world_.as("chenjie"),
                     {{file.goal.id.value}, {"盐财预〔2024〕5号", world_.day("2024-01-20")}}));
  const auto before = must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value)).form;
  file = must(step(file, "wangli", {"adjust", {}, "试一试", {}, {}}));
  const auto body = must(parse_json(R"({"fields":{"text":"改掉"}})", "body"));
  must(save_section(world_.workspace(), world_.as("wangli"), file.goal.id.value, "text",
                    section_tag(file.form, "text"), body));
  file = must(step(file, "wangli", {"abandon", {}, "不调了", {}, {}}));
  EXPECT_EQ(file.at.state, "approved");
  EXPECT_EQ(file.adjusting(), nullptr);
  EXPECT_EQ(file.form, before);
}

TEST_P(GoalWalk, AUnitOfOnePersonConfirmsBothPartsAndReviewsItself) {
  world_.leave_one_person();
  auto file = drafted();
  world_.fill(file, "wangli", "wangli_finance");
  must(confirm_part(world_.workspace(), world_.as("wangli_finance"), file.goal.id.value, "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  EXPECT_EQ(file.goal.finance_confirmed_by, file.goal.project_confirmed_by);
  file = done(file, "wangli", "submit");
  file = done(file, "wangli_finance", "pass");
  EXPECT_EQ(file.at.state, "department_review");
}

TEST_P(GoalWalk, OnePersonForBothPartsIsRefusedWhereTheUnitHasMore) {
  auto file = drafted();
  world_.fill(file, "wangli", "wangli_finance");
  must(confirm_part(world_.workspace(), world_.as("wangli_finance"), file.goal.id.value, "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  const auto refused = step(file, "wangli", {"submit", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("王丽一人确认"));
}

TEST_P(GoalWalk, OnePersonIsOneHandAlsoInARoleThatWasLentToHim) {
  auto file = drafted();
  world_.fill(file);
  auto viewer = world_.as("wangli_finance").viewer();
  viewer.for_user = world_.as("zhaomin").viewer().user;
  viewer.for_name = world_.as("zhaomin").viewer().name;
  const auto lent = must(Access::compile(world_.store(), world_.workspace().book(), viewer));
  must(confirm_part(world_.workspace(), *lent, file.goal.id.value, "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  EXPECT_NE(file.goal.finance_confirmed_by, file.goal.project_confirmed_by);
  const auto refused = step(file, "wangli", {"submit", {}, {}, {}, {}});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("王丽一人确认"));
}

TEST_P(GoalWalk, OthersUnitsSeeNothingOfIt) {
  const auto file = drafted();
  const auto elsewhere = load_goal(world_.workspace(), world_.as("other"), file.goal.id.value);
  ASSERT_FALSE(elsewhere);
  EXPECT_EQ(elsewhere.error().code, ErrorCode::not_found);
  EXPECT_EQ(step(file, "other", {"submit", {}, {}, {}, {}}).error().code, ErrorCode::not_found);
}

TEST_P(GoalWalk, ManyCasesAtOnceAreDoneOrRefusedEachByItself) {
  auto file = done(confirmed(), "wangli", "submit");
  const auto result = do_steps(world_.workspace(), world_.as("sunlei"), {file.work_case->id.value, 12345},
                               {"pass", {}, "同意", {}, {}});
  EXPECT_THAT(result.done, ::testing::ElementsAre(file.work_case->id.value));
  ASSERT_EQ(result.refused.size(), 1U);
  EXPECT_EQ(result.refused[0].error.code, ErrorCode::not_found);
}

TEST_P(GoalWalk, AnImportedBudgetWithoutRegisteredActsIsAdjustedByTheDifferenceAndKeepsWhatItWas) {
  world_.assess();
  assess(Conclusion::support);
  const auto project = must(store::load<Project>(world_.store())).front();
  BudgetLine line;
  line.region = project.region;
  line.project_id = project.id;
  line.year = world_.year();
  line.fund_type = FundType::general_public;
  line.fund_tag = FundTag::none;
  line.initial = line.adjusted = Money::from_fen(350'000'000);
  Goal imported;
  imported.region = project.region;
  imported.project_id = project.id;
  imported.year = world_.year();
  imported.state = GoalState::approved;
  imported.text = "让学生吃上热饭";
  const auto written =
      must(world_.workspace().write({"test", "import"}, {store::put_of(line), store::put_of(imported)}));
  const GoalRef ref(written.ids[1]);
  must(open_case(world_.workspace(), world_.as("wangli"), ref));
  auto file = must(load_goal(world_.workspace(), world_.as("wangli"), ref));
  EXPECT_EQ(sums_of(file.form).total.to_wan(), "350") << "the form says what the budget has";
  file = must(step(file, "wangli", {"adjust", {}, "学生人数增加", {}, {}}));
  ASSERT_EQ(file.versions.size(), 2U) << "what was imported as approved is kept to compare with";
  EXPECT_EQ(file.versions[0].kind, GoalVersionKind::approved);
  EXPECT_EQ(file.versions[1].kind, GoalVersionKind::adjusting);
  world_.fill(file);
  must(confirm_part(world_.workspace(), world_.as("zhaomin"), ref, "finance", true));
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), ref, "project", true));
  file = done(done(done(file, "wangli", "submit"), "sunlei", "pass"), "liufang", "pass");
  score(file, "full");
  file = done(done(file, "chenjie", "pass"), "majun", "finalize");
  const auto approved = must(approve_goals(world_.workspace(), world_.as("chenjie"),
                                           {{ref}, {"盐财预〔2024〕40号", world_.day("2024-07-01")}}));
  ASSERT_EQ(approved.approved.size(), 1U) << to_string(approved.refused.at(0).error);
  const auto lines = must(store::load<BudgetLine>(world_.store(), world_.of_year()));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0].initial.to_wan(), "350");
  EXPECT_EQ(lines[0].adjusted.to_wan(), "387.66");
  std::map<BudgetChangeKind, std::string> acts;
  for (const auto& change : must(store::load<BudgetChange>(world_.store(), world_.of_year())))
    acts[change.kind] = change.amount.to_wan();
  EXPECT_EQ(acts[BudgetChangeKind::initial], "350") << "what was there is its first act";
  EXPECT_EQ(acts[BudgetChangeKind::adjust], "37.66");
}

}  // namespace
}  // namespace jiheng::app
