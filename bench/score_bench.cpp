// Scoring 1,000,000 forms of 8 indicators from columns in memory, beside the same arithmetic on plain arrays
// without any checks; and how long one explanation takes to build.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "engine/explain.h"
#include "engine/score.h"
#include "engine/score_columns.h"
#include "law/scheme.h"
#include "score_data.h"

namespace {

using namespace jiheng;

using bench::kForms;
using bench::kIndicators;
using bench::kWeights;
using bench::million;
using BenchColumns = bench::BenchColumns;

const law::Scheme& bench_scheme() {
  static const law::Scheme kScheme = [] {
    const auto book = law::Book::embedded();
    return *law::find_scheme(*book, "scheme.self-evaluation", "cn", *Date::of(2023, 3, 31));
  }();
  return kScheme;
}

std::size_t method_index(const law::Scheme& scheme, std::string_view id) {
  return static_cast<std::size_t>(scheme.find_method(id) - scheme.methods.data());
}

void BM_ScoreColumns(benchmark::State& state) {
  BenchColumns data = million();
  const auto& scheme = bench_scheme();
  const std::array rules{engine::ColumnRule{method_index(scheme, "positive"), Operator::at_least},
                         engine::ColumnRule{method_index(scheme, "reverse"), Operator::at_most}};
  for (auto _ : state) {
    const auto done = engine::score_columns(data.columns(), rules, scheme, {data.totals, data.grades, {}});
    if (!done) state.SkipWithError(done.error().message.c_str());
    benchmark::DoNotOptimize(data.totals.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kForms));
}
BENCHMARK(BM_ScoreColumns)->Unit(benchmark::kMillisecond);

/// The million forms with every rule as often as any other, in random order, so that no branch can be
/// guessed.
BenchColumns mixed_columns(std::span<const engine::ColumnRule> rules, const law::Scheme& scheme) {
  BenchColumns data = million();
  Rng rng(101);
  data.highs.resize(data.targets.size());
  data.given.resize(data.targets.size(), engine::kNoScore);
  for (std::size_t i = 0; i < data.targets.size(); ++i) {
    const auto rule = rng.below(rules.size());
    data.rules[i] = static_cast<std::uint8_t>(rule);
    data.highs[i] = data.targets[i] + data.targets[i] / 10;
    const auto& method = scheme.methods[rules[rule].method];
    if (method.method == law::Method::satisfaction_bands) data.actuals[i] = rng.between(500, 1000);
    if (method.method != law::Method::grade_bands) continue;
    data.actuals[i] = 0;  // the first band: 80 to 100 per cent
    data.given[i] = data.weights[i] * static_cast<std::int32_t>(rng.between(80, 100)) / 100;
  }
  return data;
}

void score_mixed(benchmark::State& state, const law::Scheme& scheme,
                 const std::vector<engine::ColumnRule>& rules) {
  BenchColumns data = mixed_columns(rules, scheme);
  for (auto _ : state) {
    const auto done = engine::score_columns(data.columns(), rules, scheme, {data.totals, data.grades, {}});
    if (!done) state.SkipWithError(done.error().message.c_str());
    benchmark::DoNotOptimize(data.totals.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kForms));
}

/// Every method that a cell of the 2020 form can have, in random order.
void BM_ScoreColumnsMixed2020(benchmark::State& state) {
  const auto& scheme = bench_scheme();
  score_mixed(state, scheme,
              {{method_index(scheme, "positive"), Operator::at_least},
               {method_index(scheme, "positive"), Operator::more_than},
               {method_index(scheme, "reverse"), Operator::at_most},
               {method_index(scheme, "interval"), Operator::equal},
               {method_index(scheme, "deadline"), Operator::at_most, law::TargetKind::date},
               {method_index(scheme, "qualitative"), Operator::qualitative}});
}
BENCHMARK(BM_ScoreColumnsMixed2020)->Unit(benchmark::kMillisecond);

/// The same of 101号: ratios with a threshold, bands of satisfaction and of the execution rate, yes and no.
void BM_ScoreColumnsMixed101(benchmark::State& state) {
  static const law::Scheme kScheme =
      *law::find_scheme(*law::Book::embedded(), "scheme.core-101-without-cost", "cn", *Date::of(2023, 3, 31));
  score_mixed(state, kScheme,
              {{method_index(kScheme, "completion"), Operator::at_least},
               {method_index(kScheme, "reverse"), Operator::at_most},
               {method_index(kScheme, "interval"), Operator::equal},
               {method_index(kScheme, "yes-no"), Operator::qualitative, law::TargetKind::yes_no},
               {method_index(kScheme, "satisfaction"), Operator::at_least, law::TargetKind::number, 1},
               {method_index(kScheme, "qualitative"), Operator::qualitative}});
}
BENCHMARK(BM_ScoreColumnsMixed101)->Unit(benchmark::kMillisecond);

/// The peer: no missing values, no weights to check, no limits, one rounding, branches only for direction and
/// grade.
void BM_PlainArrays(benchmark::State& state) {
  BenchColumns data = million();
  for (auto _ : state) {
    for (std::size_t form = 0, cell = 0; form < kForms; ++form) {
      const std::int64_t a = data.adjusted[form];
      const std::int64_t e = data.executed[form];
      std::int64_t total = e >= a ? 1000 : (e * 2000 + a) / (2 * a);
      for (std::size_t i = 0; i < kIndicators; ++i, ++cell) {
        const bool reverse = data.rules[cell] != 0;
        const std::int64_t num = reverse ? data.targets[cell] : data.actuals[cell];
        const std::int64_t den = reverse ? data.actuals[cell] : data.targets[cell];
        const std::int64_t weight = data.weights[cell];
        total += num >= den ? weight : (num * weight * 2 + den) / (2 * den);
      }
      data.totals[form] = static_cast<std::int32_t>(total);
      data.grades[form] = total >= 9000 ? 0 : total >= 8000 ? 1 : total >= 6000 ? 2 : 3;
    }
    benchmark::DoNotOptimize(data.totals.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kForms));
}
BENCHMARK(BM_PlainArrays)->Unit(benchmark::kMillisecond);

SelfEvaluationForm bench_form() {
  SelfEvaluationForm form;
  form.file = "bench.json";
  form.year = *FiscalYear::of(2022);
  form.money_unit = MoneyUnit::wan;
  form.total.adjusted = *Money::parse("100", MoneyUnit::wan);
  form.total.executed = *Money::parse("97.3", MoneyUnit::wan);
  form.total.where = "/budget";
  for (std::size_t i = 0; i < kIndicators; ++i) {
    FormIndicator indicator;
    indicator.level1 = i < 4 ? "产出指标" : i < 6 ? "效益指标" : "满意度指标";
    indicator.level2 = "数量指标";
    indicator.name = "完成数量" + std::to_string(i);
    indicator.op = Operator::at_least;
    indicator.target = "100";
    indicator.unit = "个";
    indicator.actual = std::to_string(90 + i);
    indicator.weight = Score::from_hundredths(kWeights[i]);
    indicator.where = "/indicators/" + std::to_string(i);
    form.indicators.push_back(std::move(indicator));
  }
  return form;
}

void BM_ScoreOneForm(benchmark::State& state) {
  const auto form = bench_form();
  const Date day = *Date::of(2023, 3, 31);
  for (auto _ : state) benchmark::DoNotOptimize(engine::score(form, bench_scheme(), day));
}
BENCHMARK(BM_ScoreOneForm)->Unit(benchmark::kMicrosecond);

void BM_ExplainOneForm(benchmark::State& state) {
  const auto form = bench_form();
  const auto scored = engine::score(form, bench_scheme(), *Date::of(2023, 3, 31));
  for (auto _ : state) benchmark::DoNotOptimize(engine::explain(form, bench_scheme(), scored));
}
BENCHMARK(BM_ExplainOneForm)->Unit(benchmark::kMicrosecond);

}  // namespace
