#include "cli/commands/simulate.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/simulate.h"
#include "base/json_writer.h"

namespace jiheng::cli {
namespace {

struct SimulateArguments {
  app::SimulateOptions options;
  std::string place;
  std::string csv;
  bool json = false;
};

/// One line a kind of record, told while it grows when somebody watches.
void tell_simulated(std::string_view label, std::int64_t rows, bool done) {
  const auto line = fmt::format("{} {}{}\n", label, rows, done ? "" : "…");
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Result<app::SimulateReport> simulate_by(const Invocation& invocation, const SimulateArguments& arguments) {
  if (!arguments.csv.empty()) return app::simulate_csv(arguments.csv, arguments.options, tell_simulated);
  auto workspace_options = invocation.workspace_options();
  workspace_options.mode = store::OpenMode::create;
  auto workspace = app::Workspace::open(workspace_options);
  if (!workspace) return pass(workspace);
  auto options = arguments.options;
  options.book = &(*workspace)->book();
  return app::simulate_into((*workspace)->store(), options, tell_simulated);
}

int run_simulate(const Invocation& invocation, SimulateArguments& arguments) {
  if (!arguments.place.empty()) {
    const auto place = Region::parse(arguments.place);
    if (!place) return report(place.error());
    arguments.options.place = place->code();
  }
  const auto begun = std::chrono::steady_clock::now();
  const auto made = simulate_by(invocation, arguments);
  if (!made) return report(made.error());
  const auto spent =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begun).count();
  constexpr std::int64_t kMillisecondsInSecond = 1000;
  if (arguments.json) {
    JsonWriter json(2);
    json.begin_object().member("projects", arguments.options.projects).member("regions", made->regions);
    json.member("rows", made->rows).member("milliseconds", std::int64_t{spent}).end_object();
    print(json.text() + "\n");
  } else {
    print(fmt::format("模拟了 {} 个区划的 {} 个项目，共 {} 行，用时 {}.{} 秒；全部标为演示数据\n",
                      made->regions, arguments.options.projects, made->rows, spent / kMillisecondsInSecond,
                      spent % kMillisecondsInSecond / 100));
  }
  return kFine;
}

void set_up_simulate(CLI::App& app, Invocation& invocation) {
  const auto arguments = std::make_shared<SimulateArguments>();
  app.add_option("--projects", arguments->options.projects, "项目数")
      ->default_val(arguments->options.projects);
  app.add_option("--years", arguments->options.years, "年数")->default_val(arguments->options.years);
  app.add_option("--seed", arguments->options.seed, "种子：相同的种子得到相同的数据")
      ->default_val(arguments->options.seed);
  app.add_option("--first-year", arguments->options.first_year, "起始年度")
      ->default_val(arguments->options.first_year);
  app.add_flag("--full", arguments->options.full,
               "四个季度的监控表和全部绩效指标都生成（默认只有四季度、不含指标）");
  app.add_option("--place", arguments->place, "全部项目放在一个区划，如 640323；默认分布全国");
  app.add_option("--csv", arguments->csv, "写成这个文件夹里的 CSV，不写数据库（须有 --place）");
  app.add_flag("--json", arguments->json, "输出 JSON");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_simulate(invocation, *arguments); };
  });
}

}  // namespace

const Command kSimulateCommand{"simulate", "生成成规模的演示数据", set_up_simulate};

}  // namespace jiheng::cli
