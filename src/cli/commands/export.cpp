#include "cli/commands/export.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "app/export.h"
#include "base/file.h"
#include "cli/record_kind.h"

namespace jiheng::cli {
namespace {

struct ExportArguments {
  std::string kind;
  std::string place;
  std::string year;
  std::string unit = "万元";
  std::string out;
};

Result<app::ExportOptions> export_options(const ExportArguments& arguments) {
  app::ExportOptions options;
  if (!arguments.place.empty()) {
    const auto place = Region::parse(arguments.place);
    if (!place) return fail(ErrorCode::usage, place.error().message);
    options.place = *place;
  }
  if (!arguments.year.empty()) {
    const auto year = FiscalYear::parse(arguments.year);
    if (!year) return fail(ErrorCode::usage, year.error().message);
    options.year = *year;
  }
  const auto unit = parse_money_unit(arguments.unit);
  if (!unit) return fail(ErrorCode::usage, unit.error().message);
  options.unit = *unit;
  return options;
}

int run_export(const Invocation& invocation, const ExportArguments& arguments) {
  const auto kind = kind_argument(arguments.kind);
  if (!kind) return report(kind.error());
  const auto options = export_options(arguments);
  if (!options) return report(options.error());
  auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto exported = app::export_records((*workspace)->store(), **kind, *options);
  if (!exported) return report(exported.error());
  if (arguments.out.empty()) {
    print(exported->csv);
    return kFine;
  }
  if (const auto done = write_file(arguments.out, exported->csv); !done) return report(done.error());
  print(fmt::format("{}：{} 行\n", arguments.out, exported->rows));
  return kFine;
}

void set_up_export(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<ExportArguments>();
  app.add_option("kind", arguments->kind, "表：" + kind_list())->required();
  app.add_option("--place", arguments->place, "区划代码，如 640323；不写为全部");
  app.add_option("--year", arguments->year, "年度，如 2022；不写为全部");
  app.add_option("--unit", arguments->unit, "金额单位：元或万元（默认）");
  app.add_option("-o,--output", arguments->out, "写到这个文件；不写则输出到屏幕");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_export(invocation, *arguments); };
  });
}

}  // namespace

const Command kExportCommand{"export", "导出一种表为 CSV，可以原样导入回来", set_up_export};

}  // namespace jiheng::cli
