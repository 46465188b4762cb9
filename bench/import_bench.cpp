// Importing: the CSV reader alone, and 10,000 rows with checks, references, audit and fsync into SQLite on
// disk.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "app/import.h"
#include "app/import_mapped.h"
#include "io/csv.h"
#include "model/records.h"

namespace {

namespace fs = std::filesystem;
using namespace jiheng;

constexpr int kImportRows = 10'000;

/// A workspace in a folder of its own that goes with it.
struct BenchWorkspace {
  BenchWorkspace() {
    folder = fs::temp_directory_path() / fmt::format("jiheng-import-bench-{}-{}", ::getpid(), ++made);
    app::WorkspaceOptions options;
    options.data = folder;
    options.mode = store::OpenMode::create;
    auto opened = app::Workspace::open(options);
    if (!opened) throw std::runtime_error(to_string(opened.error()));
    workspace = std::move(*opened);
    put("unit",
        "区划代码,单位编码,单位名称,主管部门编码,单位类型\n640323,215,住建局,215,主管部门\n640323,215001,"
        "住建局（本级）,215,预算单位\n");
  }
  ~BenchWorkspace() {
    workspace.reset();
    fs::remove_all(folder);
  }
  void put(std::string_view kind, std::string_view csv) {
    const auto done = app::import_bytes(*workspace, *find_record(kind), kind, csv);
    if (!done || !done->written)
      throw std::runtime_error(done ? to_string(done->findings[0]) : to_string(done.error()));
  }

  static inline int made = 0;
  fs::path folder;
  std::unique_ptr<app::Workspace> workspace;
};

std::string project_csv() {
  std::string csv =
      "区划代码,项目编码,项目名称,单位编码,项目类别,项目属性,行业,功能分类,起始年度,立项依据,备注\n";
  for (int i = 0; i < kImportRows; ++i) {
    csv += fmt::format(
        "640323,64032322T{:012},盐池县农村人居环境整治提升项目{},215001,特定目标类,新增,住建,21201,2022,"
        "单位职能和年度工作计划,\n",
        i, i);
  }
  return csv;
}

std::string budget_csv() {
  std::string csv =
      "区划代码,项目编码,年度,资金性质,资金标签,年初预算数（万元）,全年预算数（万元）,全年执行数（万元）\n";
  for (int i = 0; i < kImportRows; ++i) {
    csv += fmt::format("640323,64032322T{:012},2022,一般公共预算,无,\"1,{:03}.50\",{},{}.25\n", i, i % 1000,
                       2000 + i, 1000 + i);
  }
  return csv;
}

void import_projects(benchmark::State& state) {
  const auto csv = project_csv();
  for (auto _ : state) {
    state.PauseTiming();
    auto target = std::make_unique<BenchWorkspace>();
    state.ResumeTiming();
    target->put("project", csv);
    state.PauseTiming();
    target.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kImportRows);
}
BENCHMARK(import_projects)->Unit(benchmark::kMillisecond);

void import_budget_lines(benchmark::State& state) {
  const auto projects = project_csv();
  const auto csv = budget_csv();
  for (auto _ : state) {
    state.PauseTiming();
    auto target = std::make_unique<BenchWorkspace>();
    target->put("project", projects);
    state.ResumeTiming();
    target->put("budget_line", csv);
    state.PauseTiming();
    target.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kImportRows);
}
BENCHMARK(import_budget_lines)->Unit(benchmark::kMillisecond);

void import_again(benchmark::State& state) {
  BenchWorkspace target;
  const auto csv = project_csv();
  target.put("project", csv);
  for (auto _ : state) target.put("project", csv);
  state.SetItemsProcessed(state.iterations() * kImportRows);
}
BENCHMARK(import_again)->Unit(benchmark::kMillisecond);

/// The same projects as a portal's export, through a saved column mapping: units by name, codes translated.
void import_mapped_projects(benchmark::State& state) {
  std::string csv =
      "项目库查询结果\n项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度,立项依据\n";
  for (int i = 0; i < kImportRows; ++i) {
    csv += fmt::format(
        "64032322T{:012},盐池县农村人居环境整治提升项目{},215001-住建局（本级）,特定目标类项目,新增项目,"
        "2120101-行政运行,2022年度,单位职能和年度工作计划\n",
        i, i);
  }
  for (auto _ : state) {
    state.PauseTiming();
    auto target = std::make_unique<BenchWorkspace>();
    auto mapping = law::find_mapping(target->workspace->book(), "mapping.portal-projects",
                                     *Region::of(640323), *Date::of(2024, 1, 8));
    if (!mapping) throw std::runtime_error(to_string(mapping.error()));
    state.ResumeTiming();
    const auto done = app::import_mapped(*target->workspace, *mapping, "项目库.csv", csv);
    if (!done || done->inserted != kImportRows) throw std::runtime_error("not imported");
    state.PauseTiming();
    target.reset();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations() * kImportRows);
}
BENCHMARK(import_mapped_projects)->Unit(benchmark::kMillisecond);

void read_csv_bytes(benchmark::State& state) {
  const auto csv = project_csv();
  std::int64_t fields = 0;
  for (auto _ : state) {
    const auto done = io::read_csv(csv, {}, [&](io::CsvRecord& record) {
      fields += static_cast<std::int64_t>(record.fields.size());
      return true;
    });
    if (!done) throw std::runtime_error(to_string(done.error()));
  }
  benchmark::DoNotOptimize(fields);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(csv.size()));
}
BENCHMARK(read_csv_bytes)->Unit(benchmark::kMillisecond);

}  // namespace
