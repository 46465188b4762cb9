// Scoring 1,000,000 forms of 8 indicators from columns in memory, beside the same arithmetic on plain arrays
// without any checks; and how long one explanation takes to build.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <vector>

#include "base/rng.h"
#include "engine/explain.h"
#include "engine/score.h"
#include "engine/score_columns.h"
#include "law/scheme.h"

namespace {

using namespace jiheng;

constexpr std::size_t kForms = 1'000'000;
constexpr std::size_t kIndicators = 8;
constexpr std::array<std::int32_t, kIndicators> kWeights{1500, 1500, 1000, 1000, 1500, 1500, 500, 500};

struct BenchColumns {
  std::vector<std::int64_t> adjusted, executed, targets, actuals;
  std::vector<std::int32_t> execution_weight, weights;
  std::vector<std::uint8_t> rules;
  std::vector<std::int32_t> totals;
  std::vector<std::uint8_t> grades;

  engine::ScoreColumns columns() const {
    return {adjusted.size(), kIndicators, adjusted, executed, execution_weight,
            rules,           targets,     actuals,  weights};
  }
};

BenchColumns make_columns(std::size_t forms) {
  Rng rng(20231123);
  BenchColumns data;
  for (std::size_t form = 0; form < forms; ++form) {
    const std::int64_t adjusted = 10'000'00 + static_cast<std::int64_t>(rng.next() % 1'000'000'00);
    data.adjusted.push_back(adjusted);
    data.executed.push_back(adjusted * static_cast<std::int64_t>(70 + rng.next() % 31) / 100);
    data.execution_weight.push_back(1000);
    for (std::size_t i = 0; i < kIndicators; ++i) {
      const std::int64_t target = 1 + static_cast<std::int64_t>(rng.next() % 100'000);
      data.targets.push_back(target);
      data.actuals.push_back(target * static_cast<std::int64_t>(60 + rng.next() % 60) / 100);
      data.weights.push_back(kWeights[i]);
      data.rules.push_back(static_cast<std::uint8_t>(rng.next() % 4 == 0));
    }
  }
  data.totals.resize(forms);
  data.grades.resize(forms);
  return data;
}

const BenchColumns& million() {
  static const BenchColumns kData = make_columns(kForms);
  return kData;
}

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
