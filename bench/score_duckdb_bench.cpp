// The scoring of score_bench.cpp as one SQL statement on DuckDB, where its library is installed: the same
// million forms, eight indicators beside each other in a row, ratio and reverse ratio only, no checks.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "duckdb_api.h"
#include "score_data.h"

namespace {

using namespace jiheng;
using bench::kForms;
using bench::kIndicators;
using bench::kWeights;

/// weight × num / den rounded half up, all of the weight when num ≥ den.
std::string points_sql(std::string_view num, std::string_view den, int weight) {
  return fmt::format("(case when {0} >= {1} then {2} else ({0} * {3} + {1}) // (2 * {1}) end)", num, den,
                     weight, 2 * weight);
}

std::string total_sql() {
  std::string total = points_sql("executed", "adjusted", 1000);
  for (std::size_t i = 0; i < kIndicators; ++i) {
    const auto target = fmt::format("t{}", i);
    const auto actual = fmt::format("a{}", i);
    total +=
        fmt::format(" + (case when r{} = 1 then {} else {} end)", i,
                    points_sql(target, actual, kWeights.at(i)), points_sql(actual, target, kWeights.at(i)));
  }
  return total;
}

class DuckScores {
 public:
  DuckScores(const bench::DuckFunctions& duck, int threads) : duck_(duck) {
    duck_.open(nullptr, &database_);
    duck_.connect(database_, &connection_);
    run(fmt::format("set threads = {}", threads));
    std::string columns = "adjusted bigint, executed bigint";
    for (std::size_t i = 0; i < kIndicators; ++i)
      columns += fmt::format(", t{0} bigint, a{0} bigint, r{0} utinyint", i);
    run(fmt::format("create table forms ({})", columns));
    bench::Handle appender = nullptr;
    duck_.appender_create(connection_, nullptr, "forms", &appender);
    const auto& data = bench::million();
    for (std::size_t form = 0, cell = 0; form < kForms; ++form) {
      duck_.append_int64(appender, data.adjusted[form]);
      duck_.append_int64(appender, data.executed[form]);
      for (std::size_t i = 0; i < kIndicators; ++i, ++cell) {
        duck_.append_int64(appender, data.targets[cell]);
        duck_.append_int64(appender, data.actuals[cell]);
        duck_.append_int64(appender, data.rules[cell]);
      }
      duck_.appender_end_row(appender);
    }
    duck_.appender_destroy(&appender);
  }
  DuckScores(const DuckScores&) = delete;
  DuckScores& operator=(const DuckScores&) = delete;
  ~DuckScores() {
    duck_.disconnect(&connection_);
    duck_.close(&database_);
  }

  /// The error's text; empty when it went well.
  std::string run(const std::string& sql) {
    bench::DuckResult result{};
    std::string error;
    if (duck_.query(connection_, sql.c_str(), &result) != 0) error = duck_.result_error(&result);
    duck_.destroy_result(&result);
    return error;
  }

  /// The sum of all totals that the last run has left.
  std::int64_t sum() {
    bench::DuckResult result{};
    duck_.query(connection_, "select cast(sum(total) as bigint) from scores", &result);
    const std::int64_t value = duck_.value_int64(&result, 0, 0);
    duck_.destroy_result(&result);
    return value;
  }

 private:
  bench::DuckFunctions duck_;
  bench::Handle database_ = nullptr;
  bench::Handle connection_ = nullptr;
};

/// What score_columns() makes of it, so that both are known to do the same work.
std::int64_t plain_sum() {
  const auto& data = bench::million();
  std::int64_t sum = 0;
  for (std::size_t form = 0, cell = 0; form < kForms; ++form) {
    const std::int64_t a = data.adjusted[form];
    const std::int64_t e = data.executed[form];
    sum += e >= a ? 1000 : (e * 2000 + a) / (2 * a);
    for (std::size_t i = 0; i < kIndicators; ++i, ++cell) {
      const bool reverse = data.rules[cell] != 0;
      const std::int64_t num = reverse ? data.targets[cell] : data.actuals[cell];
      const std::int64_t den = reverse ? data.actuals[cell] : data.targets[cell];
      const std::int64_t weight = data.weights[cell];
      sum += num >= den ? weight : (num * weight * 2 + den) / (2 * den);
    }
  }
  return sum;
}

void BM_ScoreDuckDb(benchmark::State& state) {
  const auto duck = bench::find_duckdb();
  if (!duck) return state.SkipWithError("JIHENG_DUCKDB names no libduckdb.so");
  DuckScores scores(*duck, 1);
  const auto sql = fmt::format(
      "create or replace temp table scores as select total, case when total >= 9000 then 0 when total >= "
      "8000 "
      "then 1 when total >= 6000 then 2 else 3 end as grade from (select {} as total from forms)",
      total_sql());
  for (auto _ : state) {
    const auto error = scores.run(sql);
    if (!error.empty()) state.SkipWithError(error.c_str());
  }
  if (scores.sum() != plain_sum()) state.SkipWithError("DuckDB computes something else");
  state.SetLabel(std::string("DuckDB ") + duck->library_version());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kForms));
}
BENCHMARK(BM_ScoreDuckDb)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
