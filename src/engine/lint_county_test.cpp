#include "engine/lint_county.h"

#include <gmock/gmock.h>

#include "engine/facts_sample_test.h"

namespace jiheng::engine {
namespace {

Goal county_goal(std::int64_t project, int year, std::string text) {
  Goal goal;
  goal.region = test::region(640323);
  goal.project_id = {project};
  goal.year = test::year(year);
  goal.text = std::move(text);
  return goal;
}

Indicator county_row(std::int64_t project, int year, std::string name, std::string target, std::string unit) {
  Indicator row;
  row.region = test::region(640323);
  row.project_id = {project};
  row.year = test::year(year);
  row.name = std::move(name);
  row.target = std::move(target);
  row.unit = std::move(unit);
  row.weight = Score::from_points(10);
  return row;
}

class LintCountyContext : public testing::Test {
 protected:
  LintCountyContext() : index(test::year(2022)) {
    const test::Sample sample;
    index.add(sample.unit(1, "219001", "政务服务中心"));
    for (const std::int64_t id : {1, 2, 3, 4, 5}) index.add(sample.project(id, 1));
    index.add(county_goal(1, 2021, "去年的目标"));
    index.add(county_goal(1, 2022, "保障单位正常运转"));
    index.add(county_goal(2, 2022, "保障单位正常运转。"));
    index.add(county_goal(3, 2022, "改造管网4公里"));
    for (const auto& [project, cost] : {std::pair(2, "1800"), {3, "2500"}, {4, "2000"}})
      index.add(county_row(project, 2022, "厕所改造单价", cost, "元/座"));
    auto last = county_row(1, 2021, "救助人次", "80", "人次");
    last.actual = "87";
    last.claimed = Score::from_points(10);
    index.add(last);
    auto other = county_row(5, 2021, "救助人次", "100", "人次");
    other.actual = "50";
    other.claimed = Score::from_points(5);
    index.add(other);
    form.year = test::year(2022);
    form.goal = LintGoal{"保障单位正常运转", ""};
    LintIndicator cost;
    cost.name = "厕所改造单价";
    cost.target = "6000";
    cost.unit = "元/座";
    LintIndicator people;
    people.name = "救助 人次";
    people.target = "60";
    form.indicators = {cost, people};
  }

  LintCountyIndex index;
  LintForm form;
};

TEST_F(LintCountyContext, KnowsLastYearAndWhoElseWritesTheSame) {
  index.fill(form, {1});
  ASSERT_TRUE(form.county);
  EXPECT_EQ(form.county->last_goal, "去年的目标");
  ASSERT_EQ(form.county->same_goal.size(), 1U) << "its own goal is no other";
  EXPECT_EQ(form.county->same_goal[0].project, "项目2");
  EXPECT_EQ(form.county->same_goal[0].unit, "政务服务中心");
  ASSERT_TRUE(form.indicators[1].facts);
  EXPECT_EQ(form.indicators[1].facts->last_target, "80");
  EXPECT_EQ(form.indicators[1].facts->last_actual, "87");
}

TEST_F(LintCountyContext, KnowsWhatLikeThingsCostElsewhere) {
  index.fill(form, {1});
  const auto& facts = *form.indicators[0].facts;
  EXPECT_EQ(facts.unit_cost_count, 3);
  EXPECT_EQ(facts.unit_cost_low, Money::from_fen(180'000));
  EXPECT_EQ(facts.unit_cost_high, Money::from_fen(250'000));
  index.fill(form, {3});
  EXPECT_EQ(form.indicators[0].facts->unit_cost_count, 2) << "its own price is not held against itself";
}

TEST_F(LintCountyContext, KnowsHowAnIndicatorFaredInPastYears) {
  index.fill(form, {1});
  const auto& facts = *form.indicators[1].facts;
  EXPECT_EQ(facts.used, 2);
  EXPECT_EQ(facts.full_marks, Ratio::of(1, 2).value());
  EXPECT_EQ(facts.attained, Ratio::from_ppm((1'087'500 + 500'000) / 2));
}

TEST_F(LintCountyContext, NeitherNamesNorQuotesWhatTheReaderMayNotSee) {
  index.fill(form, {1}, [](UnitId) { return false; });
  ASSERT_EQ(form.county->same_goal.size(), 1U) << "it counts all the same";
  EXPECT_EQ(form.county->same_goal[0].project, "另一单位的项目");
  EXPECT_EQ(form.county->same_goal[0].unit, "另一单位");
  EXPECT_EQ(form.indicators[0].facts->unit_cost_count, 3);
  EXPECT_TRUE(form.indicators[0].facts->unit_cost_hidden);
  index.fill(form, {1}, [](UnitId unit) { return unit == UnitId{1}; });
  EXPECT_FALSE(form.indicators[0].facts->unit_cost_hidden);
}

TEST_F(LintCountyContext, NamesOneThatMayBeSeenBeforeOnesThatMayNot) {
  const test::Sample sample;
  index.add(sample.unit(2, "301001", "公路段"));
  index.add(sample.project(9, 2));
  index.add(county_goal(9, 2022, "保障单位正常运转"));
  index.fill(form, {1}, [](UnitId unit) { return unit == UnitId{2}; });
  ASSERT_EQ(form.county->same_goal.size(), 2U);
  EXPECT_EQ(form.county->same_goal[0].unit, "公路段");
  EXPECT_EQ(form.county->same_goal[1].unit, "另一单位");
}

TEST_F(LintCountyContext, ForgetsAProjectAsIfItHadNeverBeenThere) {
  for (const std::int64_t id : {2, 3, 4, 5}) index.forget({id});
  index.fill(form, {1});
  EXPECT_TRUE(form.county->same_goal.empty());
  EXPECT_EQ(form.indicators[0].facts->unit_cost_count, 0);
  EXPECT_EQ(form.indicators[1].facts->used, 1) << "its own of last year";
  EXPECT_EQ(form.indicators[1].facts->full_marks, Ratio::of(1, 1).value());
  EXPECT_EQ(form.indicators[1].facts->attained, Ratio::from_ppm(1'087'500));
  EXPECT_EQ(form.indicators[1].facts->last_target, "80");
  index.forget({1});
  index.fill(form, {1});
  EXPECT_TRUE(form.county->last_goal.empty());
  EXPECT_TRUE(form.indicators[1].facts->last_target.empty());
  EXPECT_EQ(form.indicators[1].facts->used, 0);
}

TEST_F(LintCountyContext, OfANewProjectIsEmptyButKnown) {
  form.goal->annual = "别人没有写过的目标";
  index.fill(form, {999});
  EXPECT_TRUE(form.county->same_goal_known);
  EXPECT_TRUE(form.county->same_goal.empty());
  EXPECT_TRUE(form.county->last_goal.empty());
  EXPECT_TRUE(form.indicators[1].facts->last_target.empty());
}

}  // namespace
}  // namespace jiheng::engine
