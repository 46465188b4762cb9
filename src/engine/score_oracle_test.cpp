// A second, naive computation of scores, with its own rational arithmetic and its own reading of the rules,
// against score() over random forms; and properties that must hold whatever the numbers are.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "base/rng.h"
#include "engine/score_columns.h"
#include "engine/score_test_support.h"

namespace jiheng::engine {
namespace {

__extension__ using wide = __int128;

/// The oracle's fraction: no sharing with base/ratio or engine/score_kernel.
struct Frac {
  wide n = 0;
  wide d = 1;
};

/// weight (hundredths) × f to hundredths, half up, by counting instead of the engine's division.
int oracle_points(int weight, Frac f) {
  if (f.n <= 0) return 0;
  if (f.n >= f.d) return weight;
  const wide top = f.n * weight;
  int points = static_cast<int>(top / f.d);
  const wide rest = top - f.d * points;
  if (rest + rest >= f.d) ++points;
  return points;
}

enum class Kind { positive, reverse, interval, threshold, satisfaction };

/// One random row: the numbers behind the texts.
struct OracleRow {
  Kind kind = Kind::positive;
  Operator op = Operator::at_least;
  std::int64_t target = 0;  // units at `scale`
  std::int64_t high = 0;
  std::int64_t actual = 0;
  int scale = 0;
  int weight = 0;
  bool filled = true;
};

int oracle_row(const OracleRow& r) {
  const auto ratio = [](std::int64_t a, std::int64_t b) {
    return b <= 0 || a <= 0 ? Frac{0, 1} : Frac{a, b};
  };
  switch (r.kind) {
    case Kind::positive: {
      const bool reached = r.op == Operator::more_than ? r.actual > r.target : r.actual >= r.target;
      return reached ? r.weight : oracle_points(r.weight, ratio(r.actual, r.target));
    }
    case Kind::reverse: {
      const bool reached = r.op == Operator::less_than ? r.actual < r.target : r.actual <= r.target;
      return reached ? r.weight : oracle_points(r.weight, ratio(r.target, r.actual));
    }
    case Kind::interval:
      if (r.actual >= r.target && r.actual <= r.high) return r.weight;
      return oracle_points(r.weight,
                           r.actual < r.target ? ratio(r.actual, r.target) : ratio(r.high, r.actual));
    case Kind::threshold: {
      if (r.actual >= r.target) return r.weight;
      if (r.target <= 0 || r.actual <= 0) return 0;
      // (a/t − 6/10) / (4/10) = (10a − 6t) / 4t
      return oracle_points(r.weight, Frac{wide{10} * r.actual - wide{6} * r.target, wide{4} * r.target});
    }
    case Kind::satisfaction: {
      std::int64_t one = 1;
      for (int i = 0; i < r.scale; ++i) one *= 10;
      if (r.actual < 0) return -1;
      const int share = r.actual >= 90 * one   ? 100
                        : r.actual >= 80 * one ? 80
                        : r.actual >= 60 * one ? 50
                                               : 0;
      return oracle_points(r.weight, Frac{share, 100});
    }
  }
  return -1;
}

FormIndicator indicator_of(const OracleRow& r) {
  const bool satisfaction = r.kind == Kind::satisfaction;
  FormIndicator indicator =
      test_indicator("", format_decimal(r.target, r.scale), r.filled ? format_decimal(r.actual, r.scale) : "",
                     Score::from_hundredths(r.weight).to_text(), satisfaction ? "满意度指标" : "产出指标",
                     "数量指标", satisfaction ? "%" : "个");
  indicator.op = r.op;
  if (r.kind == Kind::interval)
    indicator.target = format_decimal(r.target, r.scale) + "～" + format_decimal(r.high, r.scale);
  return indicator;
}

OracleRow random_row(Rng& rng, bool newer) {
  OracleRow row;
  const auto pick = rng.below(newer ? 4U : 3U);
  row.scale = static_cast<int>(rng.below(4));
  constexpr std::array<std::int64_t, 4> kSizes{10, 1'000, 1'000'000, 1'000'000'000'000};
  const std::int64_t size = kSizes[rng.below(kSizes.size())];
  row.target = rng.between(rng.chance(10) ? -size : 0, size);
  row.actual = rng.chance(10) ? row.target : rng.between(rng.chance(5) ? -size : 0, size + size / 2);
  row.weight = static_cast<int>(rng.between(0, 5000));
  row.filled = !rng.chance(2);
  if (pick == 0) {
    row.kind = newer ? Kind::threshold : Kind::positive;
    constexpr std::array kOps{Operator::at_least, Operator::more_than, Operator::equal};
    row.op = newer ? Operator::at_least : kOps[rng.below(kOps.size())];
  } else if (pick == 1) {
    row.kind = Kind::reverse;
    row.op = rng.chance(50) ? Operator::at_most : Operator::less_than;
  } else if (pick == 2) {
    row.kind = Kind::interval;
    row.op = Operator::equal;
    row.target = rng.between(0, size);
    row.high = row.target + rng.between(0, size);
  } else {
    row.kind = Kind::satisfaction;
    row.scale = static_cast<int>(rng.below(3));
    row.target = 90;
    row.actual = rng.between(0, row.scale == 0 ? 100 : row.scale == 1 ? 1000 : 10000);
  }
  return row;
}

struct RandomForm {
  SelfEvaluationForm form;
  std::vector<OracleRow> rows;
  std::int64_t adjusted = 0;
  std::int64_t executed = 0;
};

RandomForm random_form(Rng& rng, bool newer) {
  RandomForm random;
  auto& form = random.form;
  form.year = *FiscalYear::of(2022);
  form.money_unit = MoneyUnit::yuan;
  random.adjusted = rng.chance(3) ? 0 : rng.between(1, 1'000'000'000'000);
  random.executed =
      rng.chance(20) ? random.adjusted : rng.between(0, random.adjusted + random.adjusted / 10 + 1);
  form.total.adjusted = Money::from_fen(random.adjusted);
  form.total.executed = Money::from_fen(random.executed);
  form.execution_weight = Score::from_points(10);
  const auto count = rng.between(1, 9);
  int left = 9000;
  for (std::int64_t i = 0; i < count; ++i) {
    OracleRow row = random_row(rng, newer);
    row.weight = i + 1 == count && rng.chance(80) ? left : std::min<int>(left, row.weight);
    left -= row.weight;
    random.rows.push_back(row);
    form.indicators.push_back(indicator_of(row));
  }
  return random;
}

/// Hundredths, or -1 for none.
int oracle_execution(const RandomForm& random, bool newer) {
  if (random.adjusted <= 0) return -1;
  if (!newer) return oracle_points(1000, Frac{random.executed, random.adjusted});
  const wide e = wide{random.executed} * 100;
  const wide a = random.adjusted;
  if (e > 100 * a) return -1;
  return e == 100 * a ? 1000 : e >= 80 * a ? 700 : e >= 60 * a ? 500 : 0;
}

int hundredths_or_none(const std::optional<Score>& score) { return score ? score->hundredths() : -1; }

void compare_with_oracle(const law::Scheme& scheme, bool newer, std::uint64_t seed, int forms) {
  Rng rng(seed);
  int complete = 0;
  for (int k = 0; k < forms; ++k) {
    const RandomForm random = random_form(rng, newer);
    const Scored scored = score(random.form, scheme, *Date::of(2023, 3, 31));
    int total = oracle_execution(random, newer);
    ASSERT_EQ(hundredths_or_none(scored.execution.score), total) << "form " << k;
    bool whole = total >= 0;
    int weights = 1000;
    for (std::size_t i = 0; i < random.rows.size(); ++i) {
      const int expected = random.rows[i].filled ? oracle_row(random.rows[i]) : -1;
      ASSERT_EQ(hundredths_or_none(scored.indicators[i].score), expected)
          << "form " << k << " row " << i << " target " << *random.form.indicators[i].target << " actual "
          << random.form.indicators[i].actual.value_or("") << " " << scored.indicators[i].reason;
      whole = whole && expected >= 0;
      total += expected;
      weights += random.rows[i].weight;
    }
    const int expected_total = whole && weights == 10000 ? total : -1;
    ASSERT_EQ(hundredths_or_none(scored.total), expected_total) << "form " << k;
    if (expected_total < 0) continue;
    ++complete;
    const Grade grade = total >= 9000   ? Grade::excellent
                        : total >= 8000 ? Grade::good
                        : total >= 6000 ? Grade::fair
                                        : Grade::poor;
    ASSERT_EQ(*scored.grade, grade) << "form " << k;
  }
  EXPECT_GT(complete, forms / 4) << "too few complete forms to say much";
}

TEST(score_oracle, agrees_with_a_naive_computation_of_the_2020_scheme) {
  compare_with_oracle(test_scheme("scheme.self-evaluation"), false, 20200225, 15'000);
}

TEST(score_oracle, agrees_with_a_naive_computation_of_the_2021_scheme) {
  compare_with_oracle(test_scheme("scheme.core-101-without-cost"), true, 20210818, 15'000);
}

TEST(score_property, a_score_lies_between_nothing_and_the_weight_and_grows_with_the_actual_value) {
  Rng rng(7);
  for (const auto* id : {"scheme.self-evaluation", "scheme.core-101-without-cost"}) {
    const auto scheme = test_scheme(id);
    for (int k = 0; k < 2'000; ++k) {
      OracleRow row = random_row(rng, std::string_view(id) != "scheme.self-evaluation");
      row.filled = true;
      if (row.kind == Kind::interval) continue;
      OracleRow better = row;
      better.actual =
          row.kind == Kind::reverse ? row.actual - rng.between(0, 1000) : row.actual + rng.between(0, 1000);
      SelfEvaluationForm form;
      form.indicators = {indicator_of(row), indicator_of(better)};
      const Scored scored = score(form, scheme, *Date::of(2023, 3, 31));
      const int a = hundredths_or_none(scored.indicators[0].score);
      const int b = hundredths_or_none(scored.indicators[1].score);
      ASSERT_GE(a, 0);
      ASSERT_LE(a, row.weight);
      ASSERT_LE(a, b) << *form.indicators[0].target << ": " << *form.indicators[0].actual << " and "
                      << *form.indicators[1].actual;
    }
  }
}

TEST(score_property, the_order_of_rows_does_not_change_the_total) {
  Rng rng(11);
  const auto scheme = test_scheme("scheme.self-evaluation");
  for (int k = 0; k < 1'000; ++k) {
    RandomForm random = random_form(rng, false);
    const auto before = score(random.form, scheme, *Date::of(2023, 3, 31));
    std::ranges::rotate(random.form.indicators,
                        random.form.indicators.begin() +
                            static_cast<std::ptrdiff_t>(rng.below(random.form.indicators.size())));
    std::ranges::reverse(random.form.indicators);
    const auto after = score(random.form, scheme, *Date::of(2023, 3, 31));
    ASSERT_EQ(before.total, after.total);
    ASSERT_EQ(before.grade, after.grade);
  }
}

TEST(score_columns, gives_cell_for_cell_what_score_gives) {
  constexpr std::size_t kWide = 4;
  for (const bool newer : {false, true}) {
    const auto scheme = test_scheme(newer ? "scheme.core-101-without-cost" : "scheme.self-evaluation");
    const auto index = [&](std::string_view id) {
      return static_cast<std::size_t>(scheme.find_method(id) - scheme.methods.data());
    };
    const std::array rules{ColumnRule{index(newer ? "completion" : "positive"), Operator::at_least},
                           ColumnRule{index("reverse"), Operator::at_most},
                           ColumnRule{index("reverse"), Operator::less_than}};
    Rng rng(newer ? 3 : 2);
    std::vector<std::int64_t> adjusted, executed, targets, actuals;
    std::vector<std::int32_t> execution_weight, weights;
    std::vector<std::uint8_t> kinds;
    std::vector<SelfEvaluationForm> forms;
    for (int k = 0; k < 5'000; ++k) {
      RandomForm random = random_form(rng, newer);
      random.form.indicators.clear();
      int left = 9000;
      for (std::size_t i = 0; i < kWide; ++i) {
        OracleRow row = random_row(rng, false);
        const auto rule = rng.below(rules.size());
        row.kind = rule == 0 ? (newer ? Kind::threshold : Kind::positive) : Kind::reverse;
        row.op = rules[rule].op;
        row.weight = i + 1 == kWide ? left : std::min(left, row.weight);
        left -= row.weight;
        if (rng.chance(3)) row.actual = row.target = rng.between(1, 9'000'000'000'000'000'000) / 10 * 10;
        if (rng.chance(3)) row.target = 8'999'999'999'999'999'999;
        targets.push_back(row.target);
        actuals.push_back(row.filled ? row.actual : kMissingValue);
        weights.push_back(row.weight);
        kinds.push_back(static_cast<std::uint8_t>(rule));
        random.form.indicators.push_back(indicator_of(row));
      }
      adjusted.push_back(random.adjusted);
      executed.push_back(random.executed);
      execution_weight.push_back(1000);
      forms.push_back(std::move(random.form));
    }
    std::vector<std::int32_t> totals(forms.size()), scores(targets.size());
    std::vector<std::uint8_t> grades(forms.size());
    const ScoreColumns columns{forms.size(), kWide,   adjusted, executed, execution_weight,
                               kinds,        targets, actuals,  weights};
    ASSERT_TRUE(score_columns(columns, rules, scheme, {totals, grades, scores}));
    for (std::size_t form = 0; form < forms.size(); ++form) {
      const auto scored = score(forms[form], scheme, *Date::of(2023, 3, 31));
      for (std::size_t i = 0; i < kWide; ++i)
        ASSERT_EQ(scores[form * kWide + i], hundredths_or_none(scored.indicators[i].score)) << form;
      ASSERT_EQ(totals[form], hundredths_or_none(scored.total)) << form;
      ASSERT_EQ(grades[form], scored.grade ? static_cast<std::uint8_t>(*scored.grade) : kNoGrade) << form;
    }
  }
}

TEST(score_columns, refuses_columns_that_do_not_fit_together) {
  const auto scheme = test_scheme("scheme.self-evaluation");
  std::vector<std::int64_t> one{1};
  std::vector<std::int32_t> weight{1000}, totals(1);
  std::vector<std::uint8_t> kind{7}, grades(1);
  const std::array rules{ColumnRule{0, Operator::equal}};
  const std::array ratio{ColumnRule{
      static_cast<std::size_t>(scheme.find_method("positive") - scheme.methods.data()), Operator::at_least}};
  const ScoreColumns columns{1, 1, one, one, weight, kind, one, one, weight};
  EXPECT_FALSE(score_columns(columns, rules, scheme, {totals, grades, {}})) << "an interval needs its upper ends";
  EXPECT_FALSE(score_columns(columns, ratio, scheme, {totals, grades, {}})) << "rule 7 of 1";
  ScoreColumns shorter = columns;
  shorter.executed = {};
  EXPECT_FALSE(score_columns(shorter, ratio, scheme, {totals, grades, {}}));
}

}  // namespace
}  // namespace jiheng::engine
