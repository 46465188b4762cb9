#include <benchmark/benchmark.h>

#include <map>

#include "engine/figure.h"
#include "facts_data.h"

namespace jiheng::bench {
namespace {

const law::Book& bench_law() {
  static const auto kBook = law::Book::embedded();
  return *kBook;
}

const engine::FactBase& bench_facts(std::int64_t count) {
  static std::map<std::int64_t, engine::FactBase> bases;
  auto& base = bases[count];
  if (base.regions().empty()) base = make_facts(count);
  return base;
}

engine::FigureQuery nation(std::string figure, std::vector<std::string> by,
                           std::vector<engine::Filter> filters = {}) {
  return {std::move(figure), Region{}, *FiscalYear::of(kBenchYear), std::move(by), std::move(filters)};
}

void run_query(benchmark::State& state, const engine::FigureQuery& query) {
  const auto& facts = bench_facts(state.range(0));
  for (auto _ : state) {
    const auto answer = engine::ask(facts, bench_law(), query);
    if (!answer) return state.SkipWithError(answer.error().message.c_str());
    benchmark::DoNotOptimize(answer->whole.value);
  }
  state.counters["bytes_per_fact"] =
      static_cast<double>(facts.bytes()) / static_cast<double>(facts.count(law::Entity::project_year));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void count_by_fund_type(benchmark::State& state) { run_query(state, nation("project.count", {"fund_type"})); }
void sum_by_fund_type(benchmark::State& state) { run_query(state, nation("project.amount", {"fund_type"})); }
void sum_by_two(benchmark::State& state) {
  run_query(state, nation("project.amount", {"fund_type", "goal_state"}));
}
void sum_by_region(benchmark::State& state) { run_query(state, nation("project.amount", {"region"})); }
void filtered_sum(benchmark::State& state) {
  run_query(state,
            nation("project.amount", {"fund_type"}, {{"category", {"3"}}, {"goal_state", {"approved"}}}));
}
void coverage_by_fund_type(benchmark::State& state) {
  run_query(state, nation("goal.coverage_amount", {"fund_type"}));
}

/// What the first page asks: twelve figures, some split, on two threads.
void dashboard(benchmark::State& state) {
  const auto& facts = bench_facts(state.range(0));
  const std::vector<engine::FigureQuery> queries{
      nation("project.count", {}),
      nation("project.amount", {"fund_type"}),
      nation("project.execution_rate", {}),
      nation("goal.coverage_count", {"fund_type"}),
      nation("goal.coverage_amount", {}),
      nation("goal.vague_share", {}),
      nation("monitoring.coverage", {}),
      nation("self_evaluation.coverage", {"fund_type"}),
      nation("self_evaluation.mean_score", {"sector"}),
      nation("self_evaluation.grades", {}),
      nation("evaluation.coverage", {"fund_type"}),
      nation("project.amount", {"category"}),
  };
  for (auto _ : state) {
    for (const auto& answer : engine::ask_all(facts, bench_law(), queries, 2)) {
      if (!answer) return state.SkipWithError(answer.error().message.c_str());
      benchmark::DoNotOptimize(answer->whole.value);
    }
  }
}

constexpr std::int64_t kMillion = 1'000'000;

#define JIHENG_FACTS_BENCH(name)      \
  BENCHMARK(name)                     \
      ->Arg(kMillion)                 \
      ->Arg(10 * kMillion)            \
      ->Unit(benchmark::kMillisecond) \
      ->UseRealTime()                 \
      ->Repetitions(5)                \
      ->ReportAggregatesOnly()

JIHENG_FACTS_BENCH(count_by_fund_type);
JIHENG_FACTS_BENCH(sum_by_fund_type);
JIHENG_FACTS_BENCH(sum_by_two);
JIHENG_FACTS_BENCH(sum_by_region);
JIHENG_FACTS_BENCH(filtered_sum);
JIHENG_FACTS_BENCH(coverage_by_fund_type);
JIHENG_FACTS_BENCH(dashboard);

}  // namespace
}  // namespace jiheng::bench
