// What the rest of the county says of a form, through the application, on both databases.
#include "app/lint_county.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/desk.h"
#include "app/goal_lint.h"
#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::HasSubstr;
using testing::must;
using ::testing::Not;

class CountyContext : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world{GetParam()};

  CountyContext() {
    for (const auto& unit : must(store::load<Unit>(world.store()))) units_[unit.code] = unit.id;
  }

  /// A project of a unit with a goal and one indicator.
  ProjectId project(const std::string& unit, const std::string& name, const std::string& goal,
                    const std::string& cost) {
    auto project = must(store::load<Project>(world.store())).front();
    project.id = {};
    project.code = "64032324T00000000010" + std::to_string(++last_);
    project.name = name;
    project.unit_id = units_.at(unit);
    project.id = {must(world.workspace().write({"test", "test"}, {store::put_of(project)})).ids[0]};
    put_goal(project, goal);
    put_row(project, cost);
    return project.id;
  }
  void put_goal(const Project& project, const std::string& text) {
    Goal goal;
    goal.region = project.region;
    goal.project_id = project.id;
    goal.year = world.year();
    goal.text = text;
    must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  }
  std::int64_t put_row(const Project& project, const std::string& cost) {
    Indicator row;
    row.region = project.region;
    row.project_id = project.id;
    row.year = world.year();
    row.seq = 1;
    row.level1 = "产出指标";
    row.level2 = "成本指标";
    row.name = "食堂改造单价";
    row.op = Operator::at_most;
    row.target = cost;
    row.unit = "元/平方米";
    row.weight = Score::from_points(10);
    return must(world.workspace().write({"test", "test"}, {store::put_of(row)})).ids[0];
  }

  /// The findings of a rule on the form that wangli's school fills in, as `who` reads them.
  std::vector<std::string> messages(const std::string& who, std::string_view rule) {
    const auto file = must(load_goal(world.workspace(), world.as(who), goal_.goal.id.value));
    GoalForm form = file.form;
    form.text = "保障学校正常运转";
    form.rows.clear();
    GoalRow row;
    row.level1 = "产出指标";
    row.level2 = "成本指标";
    row.name = "食堂改造单价";
    row.op = Operator::at_most;
    row.target = "9000";
    row.unit = "元/平方米";
    form.rows.push_back(row);
    const auto report = must(
        lint_goal(world.workspace(), world.as(who), file, form, must(last_year_of(world.store(), file))));
    std::vector<std::string> found;
    for (const auto& finding : report.findings) {
      if (finding.rule->id == rule) found.push_back(finding.message);
    }
    return found;
  }
  void start() {
    goal_ = must(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year())).file;
  }

  GoalFile goal_;
  std::map<std::string, UnitId> units_;
  int last_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Backends, CountyContext, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(CountyContext, ADuplicateElsewhereIsFoundAndNotNamedToWhoMayNotSeeIt) {
  start();
  EXPECT_TRUE(messages("wangli", "goal.same-as-another-project").empty());
  project("301001", "村道养护", "保障学校正常运转", "100");
  const auto unit = messages("wangli", "goal.same-as-another-project");
  ASSERT_EQ(unit.size(), 1U) << "the county is looked at anew after a commit";
  EXPECT_THAT(unit[0], HasSubstr("另一单位"));
  EXPECT_THAT(unit[0], Not(HasSubstr("村道养护")));
  EXPECT_THAT(unit[0], Not(HasSubstr("公路段")));
  const auto finance = messages("chenjie", "goal.same-as-another-project");
  ASSERT_EQ(finance.size(), 1U);
  EXPECT_THAT(finance[0], HasSubstr("村道养护"));
  EXPECT_THAT(finance[0], HasSubstr("公路段"));
}

TEST_P(CountyContext, AUnitCostAboveLikeOnesQuotesNoAmountOfUnitsThatMayNotBeSeen) {
  start();
  for (const auto* cost : {"1800", "2100", "2500"}) project("301001", "食堂改造", "改造食堂", cost);
  const auto unit = messages("wangli", "indicator.unit-cost-high");
  ASSERT_EQ(unit.size(), 1U);
  EXPECT_THAT(unit[0], HasSubstr("3 个同类项目"));
  EXPECT_THAT(unit[0], Not(HasSubstr("2500")));
  EXPECT_THAT(unit[0], Not(HasSubstr("2,500")));
  EXPECT_THAT(unit[0], HasSubstr("不列出"));
  const auto finance = messages("chenjie", "indicator.unit-cost-high");
  ASSERT_EQ(finance.size(), 1U);
  EXPECT_THAT(finance[0], Not(HasSubstr("不列出")));
}

TEST_P(CountyContext, FollowsChangesAndErasures) {
  start();
  const auto id = project("301001", "村道养护", "保障学校正常运转", "100");
  EXPECT_EQ(messages("chenjie", "goal.same-as-another-project").size(), 1U);
  store::Query query;
  query.where.push_back({"project_id", {Value{id.value}}});
  auto goal = must(store::load<Goal>(world.store(), query)).front();
  goal.text = "养护村道 12 公里";
  must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  EXPECT_TRUE(messages("chenjie", "goal.same-as-another-project").empty());
  goal.text = "保障学校正常运转";
  must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  EXPECT_EQ(messages("chenjie", "goal.same-as-another-project").size(), 1U);
  must(world.workspace().write({"test", "test"}, {store::erase_of(goal)}));
  EXPECT_TRUE(messages("chenjie", "goal.same-as-another-project").empty());
}

TEST_P(CountyContext, VaguenessCountsWhatOtherProjectsWrite) {
  start();
  const auto vagueness = [&] {
    const auto file = must(load_goal(world.workspace(), world.as("wangli"), goal_.goal.id.value));
    GoalForm form;
    GoalRow row;
    row.name = "食堂改造单价";
    row.target = "100";
    form.rows.push_back(row);
    return must(goal_vagueness(world.workspace(), file, form));
  };
  EXPECT_EQ(vagueness().rows.at(0).parts.others, 0);
  project("301001", "甲", "一", "100");
  project("301001", "乙", "二", "100");
  EXPECT_EQ(vagueness().rows.at(0).parts.others, 2);
  EXPECT_THAT(vagueness().rows.at(0).reasons, ::testing::Contains(HasSubstr("另有 2 个项目")));
}

}  // namespace
}  // namespace jiheng::app
