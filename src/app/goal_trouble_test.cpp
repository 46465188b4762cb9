// What happens around a form while it is under way: the unit moves to another department, the machine's clock
// is set back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cases.h"
#include "app/goal_sections.h"
#include "app/goals_test_world.h"
#include "app/worklist.h"
#include "store/audit_verify.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using testing::must;

constexpr std::int64_t kHour = 3'600'000;

class GoalTrouble : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  GoalFile confirmed() {
    auto file =
        must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
    world_.fill(file);
    must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
    return must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  }
  Result<GoalFile> step(const GoalFile& file, const std::string& who, const std::string& action) {
    return do_step(world_.workspace(), world_.as(who), file.work_case->id.value, {action, {}, {}, {}, {}});
  }
  std::size_t waiting_for(const std::string& who) {
    return must(worklist(world_.workspace(), world_.as(who), {})).rows.size();
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, GoalTrouble, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(GoalTrouble, AFormUnderReviewGoesOnInTheDepartmentToWhichItsUnitMoved) {
  auto file = must(step(confirmed(), "wangli", "submit"));
  file = must(step(file, "sunlei", "pass"));
  ASSERT_EQ(file.at.state, "department_review");
  const auto stranger = step(file, "zhoujun", "pass");
  ASSERT_FALSE(stranger);
  EXPECT_EQ(stranger.error().code, ErrorCode::not_found) << "another department must not know of it";
  EXPECT_EQ(waiting_for("zhoujun"), 0U);

  world_.move_school(world_.year());

  EXPECT_EQ(waiting_for("zhoujun"), 1U);
  file = must(step(file, "zhoujun", "pass"));
  EXPECT_EQ(file.at.state, "finance_review");
  EXPECT_EQ(file.steps.back().actor_name.find("周军"), 0U);
  // Its own people still have their form when finance sends it back.
  const auto back = must(do_step(world_.workspace(), world_.as("chenjie"), file.work_case->id.value,
                                 {"return", "returned", "请补充", {{"missing-quantity", "", ""}}, {}}));
  EXPECT_EQ(back.at.state, "returned");
  EXPECT_EQ(must(load_goal(world_.workspace(), world_.as("wangli"), file.goal.id.value)).at.state,
            "returned");
}

TEST_P(GoalTrouble, AClockThatIsSetBackNeitherBlocksNorReordersTheSteps) {
  auto file = must(step(confirmed(), "wangli", "submit"));
  const auto first = file.steps.back().at_ms;
  world_.clock().set(first - 2 * kHour);
  file = must(step(file, "wangli", "withdraw"));
  file = must(step(file, "wangli", "submit"));
  world_.clock().set(first - 26 * kHour);  // also across midnight
  file = must(step(file, "sunlei", "pass"));
  std::vector<std::string> story;
  for (const auto& one : file.steps) story.push_back(one.action);
  EXPECT_THAT(story, ::testing::ElementsAre("submit", "withdraw", "submit", "pass"));
  EXPECT_LT(file.steps.back().at_ms, first) << "what the clock said is kept";
  EXPECT_EQ(waiting_for("liufang"), 1U);
  EXPECT_TRUE(must(store::verify_audit(world_.store())).findings.empty());
}

}  // namespace
}  // namespace jiheng::app
