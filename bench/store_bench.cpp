// The store beside plain SQLite in the same run. With JIHENG_BENCH_PG=postgresql://… (an empty database whose
// tables may be dropped) also on PostgreSQL.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "model/project.h"
#include "store/audit_verify.h"
#include "store/sql_text.h"
#include "store/store.h"

namespace {

namespace fs = std::filesystem;
using namespace jiheng;

const store::Actor kBencher{"bench", "bench"};

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Row bench_row(std::int64_t n) {
  Project project;
  project.region = *Region::of(640323);
  project.code = fmt::format("64032322T{:012}", n);
  project.name = fmt::format("第 {} 号农村饮水安全巩固提升工程", n);
  project.unit_id = {n % 120 + 1};
  project.sector = "水利";
  project.function_class = "21303";
  project.policy_basis = "自治区实施方案";
  return to_row(project);
}

class BenchFolder {
 public:
  BenchFolder() {
    std::string pattern = (fs::temp_directory_path() / "jiheng-bench-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~BenchFolder() { fs::remove_all(path_); }
  std::unique_ptr<store::Store> open() const {
    store::OpenOptions options;
    options.data = path_;
    options.mode = store::OpenMode::create;
    return must(store::open(options));
  }
  fs::path path_;
};

std::vector<store::Put> bench_puts(std::int64_t first, std::int64_t count) {
  std::vector<store::Put> puts;
  for (std::int64_t n = first; n < first + count; ++n) puts.push_back({&record_of<Project>(), bench_row(n)});
  return puts;
}

constexpr std::int64_t kPutRows = 10'000;

/// The measure: 10,000 rows with audit within 1 s.
void BM_PutTenThousandWithAudit(benchmark::State& state) {
  const BenchFolder folder;
  const auto opened = folder.open();
  std::int64_t first = 1;
  for (auto _ : state) {
    state.PauseTiming();
    const auto puts = bench_puts(first, kPutRows);
    first += kPutRows;
    state.ResumeTiming();
    must(opened->put(kBencher, puts));
  }
  state.SetItemsProcessed(state.iterations() * kPutRows);
}
BENCHMARK(BM_PutTenThousandWithAudit)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void BM_PutTenThousandUnchanged(benchmark::State& state) {
  const BenchFolder folder;
  const auto opened = folder.open();
  const auto puts = bench_puts(1, kPutRows);
  must(opened->put(kBencher, puts));
  for (auto _ : state) must(opened->put(kBencher, puts));
  state.SetItemsProcessed(state.iterations() * kPutRows);
}
BENCHMARK(BM_PutTenThousandUnchanged)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// The peer: the same rows into the same table with the bare C interface; no look-up, no audit.
void BM_PeerTenThousandPlainSqlite(benchmark::State& state) {
  const BenchFolder folder;
  folder.open();
  sqlite3* db = nullptr;
  sqlite3_open((folder.path_ / "jiheng.db").c_str(), &db);
  sqlite3_exec(db, "pragma synchronous = full", nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, store::record_sql(record_of<Project>()).insert.c_str(), -1, &insert, nullptr);
  std::int64_t first = 1;
  for (auto _ : state) {
    state.PauseTiming();
    auto puts = bench_puts(first, kPutRows);
    for (auto& put : puts) put.row[1] = first++;
    state.ResumeTiming();
    sqlite3_exec(db, "begin immediate", nullptr, nullptr, nullptr);
    for (const auto& put : puts) {
      for (std::size_t i = 0; i < put.row.size(); ++i) {
        const int place = static_cast<int>(i) + 1;
        if (const auto* number = std::get_if<std::int64_t>(&put.row[i]))
          sqlite3_bind_int64(insert, place, *number);
        else if (const auto* text = std::get_if<std::string>(&put.row[i]))
          sqlite3_bind_text(insert, place, text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
        else
          sqlite3_bind_null(insert, place);
      }
      if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
      sqlite3_reset(insert);
    }
    sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
  state.SetItemsProcessed(state.iterations() * kPutRows);
}
BENCHMARK(BM_PeerTenThousandPlainSqlite)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

void BM_BulkLoadHundredThousand(benchmark::State& state) {
  constexpr std::int64_t kRows = 100'000;
  for (auto _ : state) {
    const BenchFolder folder;
    std::int64_t n = 0;
    must(folder.open()->bulk_load(kBencher, record_of<Project>(), [&](Row& row) {
      if (n == kRows) return false;
      row = bench_row(++n);
      return true;
    }));
  }
  state.SetItemsProcessed(state.iterations() * kRows);
}
BENCHMARK(BM_BulkLoadHundredThousand)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// One chain for all runs of the two below: 200,000 entries, most of them inserts of whole projects.
store::Store& long_chain() {
  static const BenchFolder kFolder;
  static const std::unique_ptr<store::Store> kStore = [] {
    auto made = kFolder.open();
    for (std::int64_t first = 1; first <= 200'000; first += kPutRows)
      must(made->put(kBencher, bench_puts(first, kPutRows)));
    return made;
  }();
  return *kStore;
}

/// The measure: at least 300,000 entries a second.
void BM_VerifyAudit(benchmark::State& state) {
  auto& chain = long_chain();
  std::int64_t entries = 0;
  for (auto _ : state) {
    const auto done = must(store::verify_audit(chain));
    if (!done.findings.empty()) throw std::runtime_error("the chain is broken");
    entries += done.entries;
  }
  state.SetItemsProcessed(entries);
}
BENCHMARK(BM_VerifyAudit)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

void BM_ScanTwoHundredThousand(benchmark::State& state) {
  auto& chain = long_chain();
  std::int64_t rows = 0;
  for (auto _ : state) must(chain.scan(record_of<Project>(), {}, [&](std::span<const Value>) { ++rows; }));
  state.SetItemsProcessed(rows);
}
BENCHMARK(BM_ScanTwoHundredThousand)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// One row a put, each durable before it returns; with several threads the writer commits them in groups.
void BM_PutOneRow(benchmark::State& state) {
  static std::unique_ptr<BenchFolder> folder;
  static std::unique_ptr<store::Store> opened;
  if (state.thread_index() == 0) {
    folder = std::make_unique<BenchFolder>();
    opened = folder->open();
  }
  std::int64_t n = std::int64_t{state.thread_index()} * 10'000'000;
  for (auto _ : state) must(opened->put(kBencher, bench_puts(++n, 1)));
  state.SetItemsProcessed(state.iterations());
  if (state.thread_index() == 0) {
    opened.reset();
    folder.reset();
  }
}
BENCHMARK(BM_PutOneRow)->MeasureProcessCPUTime()->UseRealTime()->Threads(1)->Threads(8);

std::unique_ptr<store::Store> postgres_store(benchmark::State& state) {
  const char* url = std::getenv("JIHENG_BENCH_PG");
  if (url == nullptr) {
    state.SkipWithError("JIHENG_BENCH_PG is not set");
    return nullptr;
  }
  store::OpenOptions options;
  options.url = url;
  options.mode = store::OpenMode::create;
  return must(store::open(options));
}

void BM_PostgresPutTenThousandWithAudit(benchmark::State& state) {
  const auto opened = postgres_store(state);
  if (opened == nullptr) return;
  std::int64_t first = must(opened->count(record_of<Project>(), {})) + 1;
  for (auto _ : state) {
    state.PauseTiming();
    const auto puts = bench_puts(first, kPutRows);
    first += kPutRows;
    state.ResumeTiming();
    must(opened->put(kBencher, puts));
  }
  state.SetItemsProcessed(state.iterations() * kPutRows);
}
BENCHMARK(BM_PostgresPutTenThousandWithAudit)
    ->Unit(benchmark::kMillisecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime()
    ->Iterations(10);

void BM_PostgresVerifyAudit(benchmark::State& state) {
  const auto opened = postgres_store(state);
  if (opened == nullptr) return;
  std::int64_t entries = 0;
  for (auto _ : state) entries += must(store::verify_audit(*opened)).entries;
  state.SetItemsProcessed(entries);
}
BENCHMARK(BM_PostgresVerifyAudit)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace
