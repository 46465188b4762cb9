// Every method by columns, against score() on the forms that say the same in words.
#include "engine/score_columns.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>

#include "base/rng.h"
#include "engine/score_test_support.h"

namespace jiheng::engine {
namespace {

using law::TargetKind;

constexpr std::size_t kCells = 6;
const Date kColumnsDay = *Date::of(2023, 3, 31);

/// One cell both ways: the numbers of the columns, and the indicator of a form.
struct TwoWays {
  std::int64_t target = kMissingValue;
  std::int64_t high = kMissingValue;
  std::int64_t actual = kMissingValue;
  std::int32_t given = kNoScore;
  FormIndicator indicator;
};

/// A rule of a scheme with what random cells for it look like.
struct RuleCase {
  ColumnRule rule;
  std::string id;
  law::Method method = law::Method::person;
  const law::MethodRule* of = nullptr;
};

std::size_t column_method(const law::Scheme& scheme, std::string_view id) {
  const auto* found = scheme.find_method(id);
  EXPECT_NE(found, nullptr) << id;
  return static_cast<std::size_t>(found - scheme.methods.data());
}

RuleCase rule_case(const law::Scheme& scheme, std::string_view id, Operator op,
                   TargetKind values = TargetKind::number, int decimals = 0) {
  const std::size_t at = column_method(scheme, id);
  return {{at, op, values, decimals}, std::string(id), scheme.methods[at].method, &scheme.methods[at]};
}

std::vector<RuleCase> every_rule(const law::Scheme& scheme, bool newer) {
  std::vector<RuleCase> cases{rule_case(scheme, "interval", Operator::equal, TargetKind::interval),
                              rule_case(scheme, "deadline", Operator::at_most, TargetKind::date),
                              rule_case(scheme, "reverse", Operator::at_most),
                              rule_case(scheme, "reverse", Operator::less_than),
                              rule_case(scheme, "qualitative", Operator::qualitative)};
  if (!newer) {
    cases.push_back(rule_case(scheme, "positive", Operator::at_least));
    cases.push_back(rule_case(scheme, "positive", Operator::more_than));
    cases.push_back(rule_case(scheme, "equal-cost", Operator::equal));
    cases.push_back(rule_case(scheme, "deadline", Operator::at_least));  // a number, met or not
    return cases;
  }
  cases.push_back(rule_case(scheme, "completion", Operator::at_least));
  cases.push_back(rule_case(scheme, "completion", Operator::more_than));
  cases.push_back(rule_case(scheme, "yes-no", Operator::qualitative, TargetKind::yes_no));
  cases.push_back(rule_case(scheme, "yes-no", Operator::more_than));
  cases.push_back(rule_case(scheme, "yes-no", Operator::at_most));
  for (const int decimals : {0, 1, 2})
    cases.push_back(rule_case(scheme, "satisfaction", Operator::at_least, TargetKind::number, decimals));
  return cases;
}

/// Days of one year as the columns (a growing number) and the form (words) have them.
std::pair<std::int64_t, std::string> random_day(Rng& rng) {
  const auto month = rng.between(1, 12);
  const auto day = rng.between(1, 28);
  return {month * 100 + day, fmt::format("2022-{:02}-{:02}", month, day)};
}

std::string yes_or_no(std::int64_t value) { return value == 1 ? "是" : "否"; }

void make_numbers(Rng& rng, int decimals, TwoWays& cell) {
  const std::int64_t size = rng.chance(50) ? 100 : 1'000'000'000'000;
  cell.target = rng.between(rng.chance(10) ? -size : 0, size);
  cell.actual = rng.chance(15) ? cell.target : rng.between(rng.chance(5) ? -size : 0, size + size / 2);
  cell.indicator.target = format_decimal(cell.target, decimals);
  cell.indicator.actual = format_decimal(cell.actual, decimals);
}

void make_interval(Rng& rng, TwoWays& cell) {
  cell.target = rng.between(0, 1000);
  cell.high = cell.target + rng.between(0, 500);
  cell.actual = rng.chance(20) ? cell.high : rng.between(0, 2000);
  cell.indicator.target = fmt::format("{}～{}", cell.target, cell.high);
  cell.indicator.actual = fmt::format("{}", cell.actual);
}

void make_satisfaction(Rng& rng, int decimals, TwoWays& cell) {
  std::int64_t one = 1;
  for (int i = 0; i < decimals; ++i) one *= 10;
  constexpr std::array<std::int64_t, 4> kEdges{0, 60, 80, 90};
  cell.target = 90 * one;
  cell.actual = rng.chance(40) ? kEdges[rng.below(kEdges.size())] * one + rng.between(-1, 1)
                               : rng.between(0, 100 * one);
  cell.indicator.target = format_decimal(cell.target, decimals);
  cell.indicator.actual = format_decimal(cell.actual, decimals);
  cell.indicator.unit = "%";
  cell.indicator.level1 = "满意度指标";
}

/// A person's verdict and points, inside its band, on its edge or outside; reviewed points go before claimed.
void make_verdict(Rng& rng, const law::MethodRule& rule, std::int32_t weight, TwoWays& cell) {
  const auto index = rng.below(rule.verdicts.size());
  cell.actual = static_cast<std::int64_t>(index);
  cell.indicator.target = "效果明显";
  cell.indicator.actual = rule.verdicts[index].label;
  const auto points = [&]() -> std::int32_t {
    if (rng.chance(30)) return weight * static_cast<std::int32_t>(rng.between(0, 5) * 20) / 100;
    return static_cast<std::int32_t>(rng.between(0, weight));
  };
  if (rng.chance(80)) cell.indicator.claimed = Score::from_hundredths(points());
  if (rng.chance(30)) cell.indicator.reviewed = Score::from_hundredths(points());
  const auto given = cell.indicator.reviewed ? cell.indicator.reviewed : cell.indicator.claimed;
  cell.given = given ? given->hundredths() : kNoScore;
}

TwoWays random_cell(Rng& rng, const RuleCase& rule, std::int32_t weight) {
  TwoWays cell;
  cell.indicator = test_indicator("", "", "", Score::from_hundredths(weight).to_text());
  cell.indicator.op = rule.rule.op;
  cell.indicator.method = rule.id;  // the form names the rule, so that any goes with any value
  if (rule.method == law::Method::interval) {
    make_interval(rng, cell);
  } else if (rule.method == law::Method::satisfaction_bands) {
    make_satisfaction(rng, rule.rule.decimals, cell);
  } else if (rule.method == law::Method::grade_bands) {
    make_verdict(rng, *rule.of, weight, cell);
  } else if (rule.rule.values == TargetKind::date) {
    std::tie(cell.target, cell.indicator.target.emplace()) = random_day(rng);
    std::tie(cell.actual, cell.indicator.actual.emplace()) = random_day(rng);
  } else if (rule.rule.values == TargetKind::yes_no) {
    cell.target = static_cast<std::int64_t>(rng.below(2));
    cell.actual = static_cast<std::int64_t>(rng.below(2));
    cell.indicator.target = yes_or_no(cell.target);
    cell.indicator.actual = yes_or_no(cell.actual);
  } else {
    make_numbers(rng, static_cast<int>(rng.below(4)), cell);
  }
  if (rng.chance(3)) {
    cell.actual = kMissingValue;
    cell.indicator.actual.reset();
  }
  return cell;
}

/// The columns of random forms, and the forms.
struct RandomColumns {
  std::vector<std::int64_t> adjusted, executed, targets, actuals, highs;
  std::vector<std::int32_t> execution_weight, weights, given;
  std::vector<std::uint8_t> rules, completed;
  std::vector<SelfEvaluationForm> forms;

  ScoreColumns columns() const {
    return {forms.size(), kCells,  adjusted, executed, execution_weight, rules, targets,
            actuals,      weights, highs,    given,    completed};
  }
  void add(Rng& rng, const std::vector<RuleCase>& cases) {
    auto& form = forms.emplace_back();
    form.year = *FiscalYear::of(2022);
    form.money_unit = MoneyUnit::yuan;
    adjusted.push_back(rng.between(1, 1'000'000));
    executed.push_back(rng.chance(20) ? adjusted.back() : rng.between(0, adjusted.back() * 11 / 10));
    execution_weight.push_back(1000);
    completed.push_back(static_cast<std::uint8_t>(rng.below(2)));
    form.total.adjusted = Money::from_fen(adjusted.back());
    form.total.executed = Money::from_fen(executed.back());
    form.execution_weight = Score::from_points(10);
    form.completed = completed.back() == 1;
    int left = 9000;
    for (std::size_t i = 0; i < kCells; ++i) {
      const int weight = i + 1 == kCells ? left : static_cast<int>(rng.between(0, left));
      left -= weight;
      const auto rule = rng.below(cases.size());
      auto cell = random_cell(rng, cases[rule], weight);
      rules.push_back(static_cast<std::uint8_t>(rule));
      targets.push_back(cell.target);
      actuals.push_back(cell.actual);
      highs.push_back(cell.high);
      weights.push_back(weight);
      given.push_back(cell.given);
      form.indicators.push_back(std::move(cell.indicator));
    }
  }
};

std::int32_t column_value(const std::optional<Score>& score) {
  return score ? score->hundredths() : kNoScore;
}

class ColumnsOfScheme : public testing::TestWithParam<bool> {};

TEST_P(ColumnsOfScheme, GiveForEveryMethodCellForCellWhatScoreGives) {
  const bool newer = GetParam();
  const auto scheme = test_scheme(newer ? "scheme.core-101-without-cost" : "scheme.self-evaluation");
  const auto cases = every_rule(scheme, newer);
  std::vector<ColumnRule> rules;
  for (const auto& one : cases) rules.push_back(one.rule);
  Rng rng(newer ? 101 : 10);
  RandomColumns data;
  for (int k = 0; k < 8'000; ++k) data.add(rng, cases);
  std::vector<std::int32_t> totals(data.forms.size()), scores(data.targets.size());
  std::vector<std::uint8_t> grades(data.forms.size());
  const auto done = score_columns(data.columns(), rules, scheme, {totals, grades, scores});
  ASSERT_TRUE(done) << done.error().message;
  std::vector<int> scored_cells(cases.size()), open_cells(cases.size());
  int complete = 0;
  for (std::size_t form = 0; form < data.forms.size(); ++form) {
    const auto scored = score(data.forms[form], scheme, kColumnsDay);
    for (std::size_t i = 0; i < kCells; ++i) {
      const std::size_t cell = form * kCells + i;
      const auto& indicator = data.forms[form].indicators[i];
      const auto expected = column_value(scored.indicators[i].score);
      ASSERT_EQ(scores[cell], expected)
          << cases[data.rules[cell]].id << " " << indicator.target.value_or("-") << " "
          << indicator.actual.value_or("-") << " " << scored.indicators[i].reason;
      ++(expected < 0 ? open_cells : scored_cells)[data.rules[cell]];
    }
    ASSERT_EQ(totals[form], column_value(scored.total)) << form;
    ASSERT_EQ(grades[form], scored.grade ? static_cast<std::uint8_t>(*scored.grade) : kNoGrade) << form;
    complete += scored.total ? 1 : 0;
  }
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_GT(scored_cells[i], 500) << cases[i].id << " was hardly scored";
    EXPECT_GT(open_cells[i], 20) << cases[i].id << " was hardly ever left open";
  }
  EXPECT_GT(complete, 500);
}

INSTANTIATE_TEST_SUITE_P(Schemes, ColumnsOfScheme, testing::Bool(),
                         [](const auto& one) { return one.param ? "Of2021" : "Of2020"; });

TEST(ScoreColumns, WhatOnlyAPersonCanJudgeHasNoScore) {
  auto scheme = test_scheme("scheme.self-evaluation");
  scheme.methods[0].method = law::Method::person;
  const std::vector<std::int64_t> amount{100}, value{5};
  const std::vector<std::int32_t> ten{1000}, ninety{9000};
  const std::vector<std::uint8_t> rule{0};
  std::vector<std::int32_t> totals(1), scores(1);
  std::vector<std::uint8_t> grades(1);
  const std::array rules{ColumnRule{0, Operator::at_least}};
  const ScoreColumns columns{1, 1, amount, amount, ten, rule, value, value, ninety};
  ASSERT_TRUE(score_columns(columns, rules, scheme, {totals, grades, scores}));
  EXPECT_EQ(scores[0], kNoScore);
  EXPECT_EQ(totals[0], kNoScore);
  EXPECT_EQ(grades[0], kNoGrade);
}

TEST(ScoreColumns, ARuleThatNeedsAColumnSaysSoWhenItIsMissing) {
  const auto scheme = test_scheme("scheme.core-101-without-cost");
  const std::vector<std::int64_t> one{1};
  const std::vector<std::int32_t> weight{1000};
  const std::vector<std::uint8_t> rule{0};
  std::vector<std::int32_t> totals(1);
  std::vector<std::uint8_t> grades(1);
  const ScoreColumns columns{1, 1, one, one, weight, rule, one, one, weight};
  const auto message = [&](std::string_view id, ColumnRule given) {
    given.method = column_method(scheme, id);
    const auto done = score_columns(columns, std::array{given}, scheme, {totals, grades, {}});
    return done ? std::string() : done.error().message;
  };
  EXPECT_EQ(message("interval", {}), "区间赋分缺少区间上限这一列");
  EXPECT_EQ(message("qualitative", {}), "定性分档缺少填报分或复核分这一列");
  EXPECT_EQ(message("yes-no", {0, Operator::equal, TargetKind::text}),
            "直接赋分按列计算时，目标应为数、日期或是否");
  EXPECT_EQ(message("satisfaction", {0, Operator::equal, TargetKind::number, 10}),
            "满意度的小数位数应为 0 到 9");
  EXPECT_EQ(message("completion", {}), "");
}

}  // namespace
}  // namespace jiheng::engine
