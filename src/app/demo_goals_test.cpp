#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "app/demo.h"
#include "app/goal_file.h"
#include "app/radar.h"
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

TEST_F(DemoDeclarations, LeaveTheGoalsOfThePublishedYearsAlone) {
  EXPECT_EQ(must(store::load<Goal>(workspace_->store(), years_before())), before_);
}

}  // namespace
}  // namespace jiheng::app
