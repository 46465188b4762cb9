#include "engine/score_method.h"

#include <gtest/gtest.h>

#include "engine/explain.h"
#include "engine/score_test_support.h"

namespace jiheng::engine {
namespace {

struct MethodRow {
  const char* what;
  const char* op;
  const char* target;
  const char* actual;
  const char* weight;
  const char* state;
  const char* score;  ///< "" where there is none
  const char* level1 = "产出指标";
  const char* level2 = "数量指标";
  const char* unit = "";
};

void expect_rows(const law::Scheme& scheme, std::span<const MethodRow> rows) {
  for (const auto& row : rows) {
    const auto indicator =
        test_indicator(row.op, row.target, row.actual, row.weight, row.level1, row.level2, row.unit);
    const RowScore scored = judge_indicator(indicator, scheme, *FiscalYear::of(2022));
    EXPECT_EQ(score_state_code(scored.state), row.state) << row.what << " " << scored.reason;
    EXPECT_EQ(scored.score ? scored.score->to_text() : "", row.score) << row.what;
  }
}

TEST(score_method, decides_by_the_2020_scheme) {
  const MethodRow rows[] = {
      {"no actual value is no zero", "≥", "100", "", "10", "not_filled", ""},
      {"blank actual value is not filled", "≥", "100", "  ", "10", "not_filled", ""},
      {"no weight, no score", "≥", "100", "100", "", "no_weight", ""},
      {"words for a number need a person", "≥", "100", "完成", "10", "needs_person", ""},
      {"an unreadable target needs a person", "≥", "9x（截断）", "90", "10", "needs_person", ""},
      {"reached earns all", "≥", "100", "100", "10", "computed", "10.00"},
      {"97.3 of 100 at weight 4", "≥", "100", "97.3", "4", "computed", "3.89"},
      {"half a hundredth rounds up", "≥", "1000", "999.5", "1", "computed", "1.00"},
      {"more than reached earns no more", "≥", "100", "300", "10", "computed", "10.00"},
      {"a negative actual value earns nothing", "≥", "100", "-5", "10", "computed", "0.00"},
      {"thousands commas and full-width digits", "≥", "１,０００", "500", "10", "computed", "5.00"},
      {"strictly more, met exactly, is the whole ratio", "＞", "100", "100", "10", "computed", "10.00"},
      {"strictly more than zero is not zero", "＞", "0", "0", "10", "computed", "0.00"},
      {"less is better: 5300 to 5830", "≤", "5300", "5830", "10", "computed", "9.09"},
      {"less is better, reached", "≤", "5300", "0", "10", "computed", "10.00"},
      {"target zero, reached", "≤", "0", "0", "10", "computed", "10.00"},
      {"target zero, missed, is not divided", "≤", "0", "3", "10", "computed", "0.00"},
      {"target zero upwards is reached by anything", "≥", "0", "7", "10", "computed", "10.00"},
      {"negative target, missed, is not divided", "≥", "-5", "-8", "10", "computed", "0.00"},
      {"equal and short", "=", "100", "98", "10", "computed", "9.80"},
      {"equal and over is reached", "=", "100", "105", "10", "computed", "10.00"},
      {"equal cost: over is worse", "=", "1000", "1100", "10", "computed", "9.09", "产出指标", "成本指标",
       "元/人"},
      {"equal cost in per cent is no money", "=", "100", "98", "10", "computed", "9.80", "产出指标",
       "成本指标", "%"},
      {"a bound that decides", "≥", "360", "≥360", "10", "computed", "10.00"},
      {"a bound that does not", "≥", "360", "≥300", "10", "needs_person", ""},
      {"an upper bound over a floor does not", "≥", "360", "≤400", "10", "needs_person", ""},
      {"units behind the numbers", "≥", "360天", "180天", "10", "computed", "5.00"},
      {"units that differ", "≥", "3月", "60天", "10", "needs_person", ""},
      {"per cent in the target, none in the value", "≥", "95%", "95", "10", "computed", "10.00"},
      {"inside an interval", "=", "90-110", "100", "10", "computed", "10.00"},
      {"below an interval", "=", "90-110", "45", "10", "computed", "5.00"},
      {"above an interval", "=", "90-110", "220", "10", "computed", "5.00"},
      {"a deadline kept", "≤", "2022年12月31日", "2022-12-15", "10", "computed", "10.00"},
      {"a deadline missed is for a person", "≤", "2022年12月31日", "2023-01-15", "10", "needs_person", ""},
      {"a deadline without a year is of the form's", "定性", "12月底前", "2022年11月", "10", "computed",
       "10.00"},
      {"the same period", "=", "2022.1.1-2022.12.31", "2022年1月1日-2022年12月31日", "10", "computed",
       "10.00"},
      {"another period", "=", "2022.1.1-2022.12.31", "2022.1.1-2022.6.30", "10", "needs_person", ""},
      {"several values, all reached", "=", "25TB；100%覆盖", "25TB；100%覆盖", "10", "computed", "10.00"},
      {"several values, one short", "=", "25TB；100%", "20TB；100%", "10", "needs_person", ""},
      {"words without a verdict", "定性", "效果明显", "效果明显", "10", "needs_person", ""},
      {"no operator: bare numbers upwards", "", "100", "50", "10", "computed", "5.00"},
      {"no operator: the target says it", "", "≤100", "200", "10", "computed", "5.00"},
      {"no operator: cost downwards", "", "100", "200", "10", "computed", "5.00", "产出指标", "成本指标",
       "万元"},
      {"nineteen digits", "≥", "9000000000000000000", "4500000000000000000", "10", "computed", "5.00"},
      {"more decimals than can be compared", "≥", "0.0000000000000000000001", "1", "10", "needs_person", ""},
  };
  expect_rows(test_scheme("scheme.self-evaluation"), rows);
}

TEST(score_method, decides_by_the_2021_scheme) {
  const MethodRow rows[] = {
      {"under the threshold", "≥", "100", "59.99", "10", "computed", "0.00"},
      {"at the threshold", "≥", "100", "60", "10", "computed", "0.00"},
      {"above the threshold", "≥", "100", "80", "10", "computed", "5.00"},
      {"just short", "≥", "100", "97.3", "4", "computed", "3.73"},
      {"reached", "≥", "100", "100", "10", "computed", "10.00"},
      {"yes is yes", "=", "是", "是", "10", "computed", "10.00"},
      {"no is not yes", "=", "是", "否", "10", "computed", "0.00"},
      {"late is not reached", "≤", "2022-12-31", "2023-01-01", "10", "computed", "0.00"},
      {"satisfaction 90 and more", "≥", "95", "90", "10", "computed", "10.00", "满意度指标", "", "%"},
      {"satisfaction 89.99", "≥", "95", "89.99", "10", "computed", "8.00", "满意度指标", "", "%"},
      {"satisfaction 60", "≥", "95", "60", "10", "computed", "5.00", "满意度指标", "", "%"},
      {"satisfaction under 60", "≥", "95", "59.9", "10", "computed", "0.00", "满意度指标", "", "%"},
      {"satisfaction at weight 5 in proportion", "≥", "95", "85%", "5", "computed", "4.00", "满意度指标", "",
       ""},
      {"satisfaction without a per-cent sign", "≥", "0.95", "0.9", "10", "needs_person", "", "满意度指标", "",
       ""},
  };
  expect_rows(test_scheme("scheme.core-101-with-cost"), rows);
}

FormIndicator verdict_row(std::string actual, const char* claimed, const char* reviewed = "") {
  auto indicator = test_indicator("定性", "效果明显", std::move(actual), "10", "效益指标", "社会效益指标");
  if (*claimed != '\0') indicator.claimed = *Score::parse(claimed);
  if (*reviewed != '\0') indicator.reviewed = *Score::parse(reviewed);
  return indicator;
}

TEST(score_method, takes_a_persons_points_only_inside_the_band_the_form_names) {
  struct VerdictCase {
    FormIndicator row;
    const char* state;
    const char* score;
  };
  const VerdictCase cases[] = {
      {verdict_row("达成预期指标", ""), "needs_person", ""},
      {verdict_row("达成预期指标", "7.99"), "needs_person", ""},
      {verdict_row("达成预期指标", "8"), "judged", "8.00"},
      {verdict_row("达成预期指标。", "10"), "judged", "10.00"},
      {verdict_row("达成预期指标", "10", "9"), "judged", "9.00"},
      {verdict_row("部分达成", "8"), "needs_person", ""},
      {verdict_row("部分达成", "7.99"), "judged", "7.99"},
      {verdict_row("未达成预期指标且效果较差", "6"), "needs_person", ""},
      {verdict_row("未达成", "0"), "judged", "0.00"},
      {verdict_row("有效", "10"), "needs_person", ""},
  };
  const auto scheme = test_scheme("scheme.self-evaluation");
  for (const auto& c : cases) {
    const RowScore scored = judge_indicator(c.row, scheme, std::nullopt);
    EXPECT_EQ(score_state_code(scored.state), c.state) << *c.row.actual << " " << scored.reason;
    EXPECT_EQ(scored.score ? scored.score->to_text() : "", c.score) << *c.row.actual;
  }
}

TEST(score_method, hubei_draws_the_qualitative_bands_elsewhere) {
  const auto hubei = test_scheme("scheme.self-evaluation", "cn/420200");
  EXPECT_EQ(judge_indicator(verdict_row("部分达成", "5.5"), hubei, std::nullopt).state, ScoreState::judged);
  EXPECT_EQ(
      judge_indicator(verdict_row("部分达成", "5.5"), test_scheme("scheme.self-evaluation"), std::nullopt)
          .state,
      ScoreState::needs_person);
}

TEST(explain, words_the_formula_with_the_value_before_and_after_rounding) {
  SelfEvaluationForm form;
  form.file = "a.json";
  form.indicators.push_back(test_indicator("≥", "100", "97.3", "4"));
  const auto scheme = test_scheme("scheme.self-evaluation");
  const auto scored = score(form, scheme, *Date::of(2023, 3, 31));
  const auto node = explain_indicator(form, scheme, scored, 0);
  EXPECT_EQ(node.formula, "完成 97.3 / 目标 100 → 分值 4 × 0.973 = 3.892 → 3.89");
  EXPECT_EQ(node.before_rounding, "3.892");
  EXPECT_EQ(node.after_rounding, "3.89");
  EXPECT_EQ(node.rule, "scheme.self-evaluation#positive");
  ASSERT_FALSE(node.citations.empty());
  EXPECT_EQ(node.citations.front().source, "caiyu-2020-10");
  ASSERT_FALSE(node.inputs.empty());
  EXPECT_EQ(node.inputs.front().origin, "a.json /indicators/0");
}

}  // namespace
}  // namespace jiheng::engine
