// Indicators that are sent down stand where their level belongs, on both databases.
#include "app/indicator_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::must;

class IndicatorOrders : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  GoalFile begun() {
    return must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
  }
  static GoalRow row(std::string level1, std::string level2, std::string name, std::string target = "") {
    GoalRow made;
    made.level1 = std::move(level1);
    made.level2 = std::move(level2);
    made.name = std::move(name);
    made.target = std::move(target);
    made.op = Operator::at_least;
    return made;
  }
  GoalFile order(const GoalFile& file, std::vector<GoalRow> rows) {
    IndicatorOrder wish;
    wish.year = world_.year();
    wish.rows = std::move(rows);
    const auto result = must(order_indicators(world_.workspace(), world_.as("liufang"), wish));
    EXPECT_THAT(result.goals, ElementsAre(file.goal.id.value));
    return again(file);
  }
  GoalFile again(const GoalFile& file) {
    return must(load_goal(world_.workspace(), world_.as("wangli"), file.ref()));
  }
  static std::vector<std::string> names(const GoalFile& file) {
    std::vector<std::string> all;
    for (const auto& one : file.form.rows) all.push_back(one.name);
    return all;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, IndicatorOrders, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(IndicatorOrders, AnEmptyFormGetsThemInTheOrderOfTheTree) {
  const auto file =
      order(begun(), {row("满意度指标", "服务对象满意度指标", "丙"), row("别处", "树上没有的", "丁"),
                      row("产出指标", "数量指标", "甲"), row("效益指标", "社会效益指标", "乙"),
                      row("产出指标", "数量指标", "甲二")});
  EXPECT_THAT(names(file), ElementsAre("甲", "甲二", "乙", "丙", "丁"));
}

TEST_P(IndicatorOrders, EachStandsBehindTheLastOfItsLevelOrWhereThatWouldBegin) {
  const auto begin = begun();
  world_.fill(begin);
  const auto file = order(
      begin, {row("产出指标", "质量指标", "食材抽检合格率"), row("效益指标", "经济效益指标", "农户增收"),
              row("效益指标", "可持续影响指标", "食堂管理制度健全率")});
  EXPECT_THAT(names(file), ElementsAre("受益学生人数", "供餐营养达标率", "食材抽检合格率",
                                       "供餐资金拨付完成时间", "每生每天补助标准", "农户增收", "学生贫血率",
                                       "食堂管理制度健全率", "学生和家长满意度"));
  EXPECT_EQ(file.indicators.size(), 9U);
  for (std::size_t i = 0; i < file.indicators.size(); ++i)
    EXPECT_EQ(file.indicators[i].seq, static_cast<std::int64_t>(i) + 1) << file.indicators[i].name;
}

TEST_P(IndicatorOrders, ARowThatIsThereKeepsItsIdentityAndGoesToTheLevelItIsOrderedFor) {
  const auto begin = begun();
  world_.fill(begin);
  const auto id = again(begin).form.rows[1].id;
  const auto file = order(begin, {row("效益指标", "社会效益指标", "供餐营养达标率", "97")});
  EXPECT_THAT(names(file), ElementsAre("受益学生人数", "供餐资金拨付完成时间", "每生每天补助标准",
                                       "学生贫血率", "供餐营养达标率", "学生和家长满意度"));
  EXPECT_EQ(file.form.rows[4].id, id);
  EXPECT_EQ(file.form.rows[4].weight, Score::parse("15").value()) << "its points stay the unit's";
  EXPECT_TRUE(file.form.rows[4].fixed_target);
}

TEST_P(IndicatorOrders, SentAgainTheyChangeNothingAndNobodyHasToConfirmAnew) {
  const auto begin = begun();
  world_.fill(begin);
  auto file = order(begin, {row("产出指标", "质量指标", "食材抽检合格率", "100")});
  file = must(confirm_part(world_.workspace(), world_.as("wangli"), file.ref(), "project", true));
  const auto before = must(world_.store().last_audit_number());
  file = order(file, {row("产出指标", "质量指标", "食材抽检合格率", "100")});
  EXPECT_TRUE(file.goal.project_confirmed_by.has_value());
  EXPECT_EQ(must(world_.store().last_audit_number()), before);
  file = order(file, {row("产出指标", "质量指标", "食材抽检合格率", "99")});
  EXPECT_FALSE(file.goal.project_confirmed_by.has_value()) << "another value is another matter";
  EXPECT_THAT(file.goal.edited_by.value_or(""), ::testing::HasSubstr("王丽"))
      << "who sends down has not filled it in";
}

}  // namespace
}  // namespace jiheng::app
