#include "engine/monitor.h"

#include <gtest/gtest.h>

namespace jiheng::engine {
namespace {

Ratio tenths_of_percent(std::int64_t tenths) { return Ratio::from_ppm(tenths * 1000); }

/// The statement's county: 50% by the end of June, yellow behind by more than 10 points, red by more than 20.
MonitorPolicy half_year() {
  return {tenths_of_percent(500), tenths_of_percent(100), tenths_of_percent(200), 2, {}};
}

MonitorInput input_of(std::optional<std::int64_t> executed_fen, std::optional<std::int64_t> adjusted_fen,
                      std::optional<std::int64_t> progress_tenths) {
  MonitorInput input;
  if (executed_fen) input.executed = Money::from_fen(*executed_fen);
  if (adjusted_fen) input.adjusted = Money::from_fen(*adjusted_fen);
  if (progress_tenths) input.goal_progress = tenths_of_percent(*progress_tenths);
  return input;
}

TEST(Monitor, gives_no_light_where_there_is_nothing_to_judge) {
  const auto nothing = judge_quarter(input_of({}, 1000, {}), half_year());
  EXPECT_FALSE(nothing.money.light);
  EXPECT_EQ(nothing.money.why, "没有填累计执行数，不判资金灯");
  EXPECT_FALSE(nothing.goal.light);
  EXPECT_EQ(nothing.goal.why, "没有填目标完成进度，不判目标灯");
  EXPECT_FALSE(nothing.alert);
  EXPECT_EQ(judge_quarter(input_of(5, {}, {}), half_year()).money.why, "没有全年预算数，不判资金灯");
  const auto zero = judge_quarter(input_of(0, 0, {}), half_year());
  EXPECT_FALSE(zero.money.light);
  EXPECT_EQ(zero.money.why, "全年预算数为 0，执行率不适用，不判资金灯");
}

TEST(Monitor, lights_change_just_beyond_ten_and_twenty_points_behind) {
  struct Case {
    std::int64_t tenths;
    Light light;
  };
  for (const auto& [tenths, light] : {Case{1000, Light::green},
                                      {500, Light::green},
                                      {400, Light::green},
                                      {399, Light::yellow},
                                      {300, Light::yellow},
                                      {299, Light::red},
                                      {0, Light::red}}) {
    const auto judged = judge_quarter(input_of(tenths, 1000, tenths), half_year());
    EXPECT_EQ(judged.money.light, light) << tenths;
    EXPECT_EQ(judged.goal.light, light) << tenths;
    EXPECT_EQ(judged.alert, light) << tenths;
  }
}

TEST(Monitor, explains_a_light_with_its_numbers_and_the_rule) {
  const auto judged = judge_quarter(input_of(35'000'000, 100'000'000, 480), half_year());
  EXPECT_EQ(judged.money.why,
            "累计执行 35 万元／全年预算 100 万元，执行率 35.00%，序时进度 50.00%，落后 15.00 "
            "个百分点；落后超过 10 个百分点为关注，"
            "超过 20 个百分点为严重：关注");
  EXPECT_EQ(judged.goal.why,
            "目标完成进度 48.00%，序时进度 50.00%，落后 2.00 个百分点；落后超过 10 个百分点为关注，超过 20 "
            "个百分点为严重：正常");
}

TEST(Monitor, the_alert_is_the_worse_light_and_two_levels_apart_is_a_finding) {
  const auto spent = judge_quarter(input_of(500, 1000, 200), half_year());
  EXPECT_EQ(spent.alert, Light::red);
  ASSERT_EQ(spent.findings.size(), 1U);
  EXPECT_EQ(spent.findings[0].message, "花钱与成效背离：资金灯“正常”，目标灯“严重”，钱花了，目标没有跟上");
  const auto unpaid = judge_quarter(input_of(100, 1000, 500), half_year());
  EXPECT_EQ(unpaid.alert, Light::red);
  ASSERT_EQ(unpaid.findings.size(), 1U);
  EXPECT_EQ(unpaid.findings[0].message,
            "花钱与成效背离：资金灯“严重”，目标灯“正常”，目标在推进，资金没有支付");
  const auto near = judge_quarter(input_of(500, 1000, 350), half_year());
  EXPECT_EQ(near.alert, Light::yellow);
  EXPECT_TRUE(near.findings.empty());
  EXPECT_EQ(judge_quarter(input_of({}, 1000, 100), half_year()).alert, Light::red);
}

TEST(Monitor, finds_its_thresholds_in_the_law_of_the_place) {
  const auto book = law::Book::embedded();
  ASSERT_TRUE(book.has_value());
  const auto yanchi = Region::parse("640323");
  for (int number = 1; number <= 4; ++number) {
    const auto policy = monitor_policy(*book, *yanchi, *FiscalYear::of(2022), *Quarter::of(number));
    ASSERT_TRUE(policy.has_value());
    EXPECT_EQ(policy->scheduled, tenths_of_percent(number * 250));
    EXPECT_EQ(policy->yellow_lag, tenths_of_percent(100));
    EXPECT_EQ(policy->red_lag, tenths_of_percent(200));
    EXPECT_EQ(policy->divergence_levels, 2);
    EXPECT_FALSE(policy->citations.empty());
  }
}

}  // namespace
}  // namespace jiheng::engine
