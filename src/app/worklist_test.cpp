// What somebody did himself, on both databases: the tab `done` of the work list.
#include "app/worklist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cases.h"
#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::must;

class OwnSteps : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  GoalFile confirmed() {
    auto file =
        must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
    world_.fill(file);
    must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
    return must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  }
  GoalFile step(const GoalFile& file, const std::string& who, StepWish wish) {
    world_.clock().set(world_.clock().now_ms() + 60'000);
    return must(do_step(world_.workspace(), world_.as(who), file.work_case->id.value, wish));
  }
  GoalFile step(const GoalFile& file, const std::string& who, const std::string& action) {
    return step(file, who, {action, {}, {}, {}, {}});
  }
  Worklist done(const std::string& who, std::string words = {}, std::size_t offset = 0) {
    return must(
        worklist(world_.workspace(), world_.as(who), {WorkTab::done, std::move(words), offset, 100, true}));
  }
  /// "送审 单位审核 撤回" of each line: what was done, where it stands, what may be taken back.
  std::vector<std::string> lines(const std::string& who) {
    std::vector<std::string> lines;
    const auto list = done(who);
    EXPECT_EQ(list.counts.done, list.total);
    for (const auto& row : list.rows)
      lines.push_back(row.own_step.value().label + " " + row.state_label + " " +
                      (row.undo ? row.undo->label : "—"));
    return lines;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, OwnSteps, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(OwnSteps, WhoHasDoneNothingHasNoLineAlsoWhenHisUnitHas) {
  const auto file = confirmed();
  EXPECT_THAT(lines("wangli"), IsEmpty()) << "filling in is not a step";
  step(file, "wangli", "submit");
  EXPECT_THAT(lines("zhengyi"), IsEmpty()) << "a colleague sent it in";
  EXPECT_THAT(lines("sunlei"), IsEmpty()) << "it waits for him";
  EXPECT_THAT(lines("zhoujun"), IsEmpty());
}

TEST_P(OwnSteps, EachFindsHisLastStepWithHisWordsAndWhereItStandsNow) {
  auto file = step(confirmed(), "wangli", "submit");
  EXPECT_THAT(lines("wangli"), ElementsAre("送审 单位审核 撤回"));
  file = step(file, "sunlei", {"pass", {}, "同意上报", {}, {}});
  EXPECT_THAT(lines("wangli"), ElementsAre("送审 主管部门审核 —")) << "it is no longer his to take back";
  EXPECT_THAT(lines("sunlei"), ElementsAre("审核 主管部门审核 撤回"));
  EXPECT_EQ(done("sunlei").rows.at(0).own_step->words, "同意上报");
  must(mark_opened(world_.workspace(), world_.as("liufang"), file));
  EXPECT_THAT(lines("sunlei"), ElementsAre("审核 主管部门审核 —")) << "the next has opened it";
  step(file, "liufang", {"return", "returned", "补齐附件", {{"missing-quality", "", ""}}, {}});
  EXPECT_THAT(lines("liufang"), ElementsAre("退回 退回修改 —"));
  EXPECT_EQ(done("liufang").rows.at(0).own_step->words, "缺质量指标；补齐附件");
}

TEST_P(OwnSteps, ALineACaseHowOftenSomebodyActedAndInWhicheverRole) {
  auto file = step(confirmed(), "wangli", "submit");
  file = step(file, "wangli", "withdraw");
  EXPECT_THAT(lines("wangli"), ElementsAre("撤回 编制中 —"));
  const auto first = done("wangli").rows.at(0).own_step->at_ms;
  step(file, "wangli_finance", "submit");
  EXPECT_THAT(lines("wangli"), ElementsAre("送审 单位审核 —")) << "it was sent in the other role";
  EXPECT_THAT(lines("wangli_finance"), ElementsAre("送审 单位审核 撤回"));
  EXPECT_GT(done("wangli").rows.at(0).own_step->at_ms, first);
}

TEST_P(OwnSteps, WordsNarrowAndPagesKeepTheCount) {
  step(confirmed(), "wangli", "submit");
  EXPECT_EQ(done("wangli", "营养").total, 1);
  const auto none = done("wangli", "公路");
  EXPECT_EQ(none.total, 0);
  EXPECT_EQ(none.counts.done, 1);
  const auto after = done("wangli", {}, 1);
  EXPECT_EQ(after.total, 1);
  EXPECT_THAT(after.rows, IsEmpty());
}

}  // namespace
}  // namespace jiheng::app
