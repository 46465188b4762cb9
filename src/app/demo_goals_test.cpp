#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/demo.h"
#include "app/goal_file.h"
#include "app/goal_list.h"
#include "app/radar.h"
#include "model/budget_change.h"
#include "model/release.h"
#include "model/role_grant.h"
#include "model/user.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using jiheng::testing::must;

TEST(Likeness, IsOfPairsOfCharactersAndLeavesYearsOut) {
  EXPECT_EQ(likeness("完成2023年供餐任务", "完成2024年供餐任务"), 100);
  EXPECT_EQ(likeness("", ""), 0);
  EXPECT_EQ(likeness("修建道路", "补助学生"), 0);
  const int some = likeness("为学生提供热餐", "为学生提供早餐和热餐");
  EXPECT_GT(some, 50);
  EXPECT_LT(some, 100);
}

class DemoDeclarations : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir_ = std::make_unique<jiheng::testing::TempDir>();
    WorkspaceOptions options;
    options.data = dir_->path();
    options.mode = store::OpenMode::create;
    workspace_ = must(Workspace::open(options));
    const auto silent = [](const RecordDesc&, const ImportReport&) {};
    must(load_demo(*workspace_, "yanchi", silent));
    before_ = must(store::load<Goal>(workspace_->store(), years_before()));
    must(load_demo_people(*workspace_, "yanchi", silent));
    must(load_demo_goals(*workspace_, "yanchi", silent));
  }
  static void TearDownTestSuite() {
    workspace_.reset();
    dir_.reset();
  }
  static store::Query years_before() {
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{2022}}, Value{std::int64_t{2023}}}});
    return query;
  }
  /// What the county's performance officer may do in that year.
  static auto officer_in(int year) {
    const auto users = must(store::load<User>(workspace_->store()));
    const auto& user = *std::ranges::find(users, "jixiao", &User::account);
    Viewer viewer;
    viewer.user = user.id;
    viewer.account = user.account;
    viewer.role = Role::performance_officer;
    viewer.place = user.region;
    viewer.day = beijing_date(workspace_->clock().now_ms());
    viewer.year = must(FiscalYear::of(year));
    return must(Access::compile(workspace_->store(), workspace_->book(), viewer));
  }

  static std::unique_ptr<jiheng::testing::TempDir> dir_;
  static std::unique_ptr<Workspace> workspace_;
  static std::vector<Goal> before_;
};
std::unique_ptr<jiheng::testing::TempDir> DemoDeclarations::dir_;
std::unique_ptr<Workspace> DemoDeclarations::workspace_;
std::vector<Goal> DemoDeclarations::before_;

TEST_F(DemoDeclarations, AreSeenInTheAutumnBeforeTheirYearAlsoAfterTheFolderIsOpenedAgain) {
  const Date first = beijing_date(workspace_->clock().now_ms());
  EXPECT_GE(first, must(Date::parse("2023-11-13")));
  EXPECT_LE(first, must(Date::parse("2023-11-14")));  // midnight may pass while the tests run
  WorkspaceOptions options;
  options.data = dir_->path();
  const auto again = must(Workspace::open(options));
  EXPECT_TRUE(again->has_own_calendar());
  EXPECT_LE(beijing_date(again->clock().now_ms()).days_since(first), 1);
  EXPECT_NE(beijing_date(again->machine_clock().now_ms()), first);
}

TEST_F(DemoDeclarations, StandInEveryStateAndEachStoryLeadsThere) {
  const auto& book = workspace_->book();
  const auto day = beijing_date(workspace_->clock().now_ms());
  const auto process = must(law::find_process(book, kGoalProcess, must(Region::parse("640323")), day));
  std::map<std::int64_t, std::vector<ProcessStep>> steps;
  for (auto& step : must(store::load<ProcessStep>(workspace_->store())))
    steps[step.case_id.value].push_back(std::move(step));
  std::set<std::string> states;
  for (const auto& one : must(store::load<WorkCase>(workspace_->store()))) {
    states.insert(one.state);
    EXPECT_EQ(one.provenance, Provenance::illustrative);
    auto& story = steps[one.id.value];
    std::ranges::sort(story, {}, &ProcessStep::number);
    std::string at = process.initial;
    std::int64_t last = 0;
    for (const auto& step : story) {
      EXPECT_EQ(step.from_state, at);
      const auto* transition = process.transition(step.action, at);
      ASSERT_NE(transition, nullptr) << step.action << " from " << at;
      EXPECT_THAT(transition->to, ::testing::Contains(step.to_state));
      EXPECT_THAT(transition->who, ::testing::Contains(step.role));
      EXPECT_GE(step.at_ms, last);
      last = step.at_ms;
      at = step.to_state;
    }
    EXPECT_EQ(at, one.state);
  }
  for (const auto& state : process.states) EXPECT_TRUE(states.contains(state.id)) << state.id;
}

TEST_F(DemoDeclarations, NothingOfTheNextYearHappensBeforeTheCountysCalendarDoes) {
  const Date today = beijing_date(workspace_->clock().now_ms());
  store::Query next;
  next.where.push_back({"year", {Value{std::int64_t{2024}}}});
  const auto releases = must(store::load<Release>(workspace_->store(), next));
  EXPECT_GE(releases.size(), 12U);
  for (const auto& one : releases) {
    EXPECT_LE(one.released_on, today) << one.document_number;
    EXPECT_THAT(one.document_number, ::testing::HasSubstr("〔2023〕"));
    EXPECT_EQ(one.title.value_or("").rfind("提前下达", 0), 0U) << one.title.value_or("");
    EXPECT_NE(one.fund_tag, FundTag::none) << "only transfers are announced before the year";
  }
  for (const auto& one : must(store::load<BudgetChange>(workspace_->store(), next))) {
    EXPECT_LE(one.changed_on, today) << one.document_number;
    EXPECT_THAT(one.document_number, ::testing::HasSubstr("〔2023〕"));
  }
  for (const auto& one : must(store::load<Goal>(workspace_->store(), next))) {
    EXPECT_LE(one.approved_on.value_or(today), today);
    EXPECT_LE(one.submitted_on.value_or(today), today);
  }
}

TEST_F(DemoDeclarations, PeopleOfTheFinanceBureauSitInItsSections) {
  std::map<std::int64_t, Unit> units;
  for (auto& one : must(store::load<Unit>(workspace_->store()))) units.emplace(one.id.value, one);
  int sections = 0;
  for (const auto& [id, unit] : units) sections += unit.kind == UnitKind::section ? 1 : 0;
  EXPECT_GE(sections, 10);
  std::map<std::int64_t, Role> roles;
  for (const auto& one : must(store::load<RoleGrant>(workspace_->store())))
    roles[one.user_id.value] = one.role;
  for (const auto& one : must(store::load<User>(workspace_->store()))) {
    const auto role = roles.at(one.id.value);
    if (role != Role::performance_officer && role != Role::budget_section) continue;
    ASSERT_TRUE(one.unit_id) << one.account;
    EXPECT_EQ(units.at(one.unit_id->value).kind, UnitKind::section) << one.account;
  }
}

TEST_F(DemoDeclarations, GiveEveryListOfTheRadarSomeCases) {
  for (const int year : {2023, 2024}) {
    const auto radar = must(owner_radar(*workspace_, *officer_in(year)));
    EXPECT_GE(radar.untouched_two_periods.size(), 2U) << year;
    EXPECT_GE(radar.last_day_filled.size(), 3U) << year;
    EXPECT_LE(radar.last_day_filled.size(), 20U) << year;
    if (year != 2024) continue;
    EXPECT_GE(radar.never_updated.size(), 3U);
    EXPECT_GE(radar.copied_from_last_year.size(), 3U);
    EXPECT_GE(radar.not_begun.size(), 3U);
  }
}

TEST_F(DemoDeclarations, ThatWereSentInHaveNothingThatBlocksSending) {
  GoalQuestion question;
  question.year = must(FiscalYear::of(2024));
  question.limit = 500;
  const auto list = must(list_goals(*workspace_, *officer_in(2024), question));
  int sent = 0;
  for (const auto& row : list.rows) {
    if (row.state == "drafting" || row.state == "returned" || row.state == "adjusting") continue;
    ++sent;
    EXPECT_EQ(row.findings.error, 0) << row.project.name << ", " << row.state_label;
  }
  EXPECT_GT(sent, 20);
}

TEST_F(DemoDeclarations, GoWithTheMoneyThatWasReleasedAfterTheirApproval) {
  std::map<std::int64_t, Goal> goals;
  for (auto& goal : must(store::load<Goal>(workspace_->store()))) goals.emplace(goal.id.value, goal);
  const auto releases = must(store::load<Release>(workspace_->store()));
  int with_goal = 0;
  for (const auto& release : releases) {
    if (!release.goal_id) continue;
    ++with_goal;
    const auto& goal = goals.at(release.goal_id->value);
    EXPECT_EQ(goal.project_id, release.project_id) << release.document_number;
    EXPECT_EQ(goal.year, release.year) << release.document_number;
    ASSERT_TRUE(goal.approved_on) << release.document_number;
    EXPECT_LE(*goal.approved_on, release.released_on) << release.document_number;
  }
  EXPECT_GE(with_goal, 10);
  EXPECT_LT(static_cast<std::size_t>(with_goal), releases.size())
      << "the list of what lacks one is shown too";
}

TEST_F(DemoDeclarations, LeaveTheGoalsOfThePublishedYearsAlone) {
  EXPECT_EQ(must(store::load<Goal>(workspace_->store(), years_before())), before_);
}

}  // namespace
}  // namespace jiheng::app
