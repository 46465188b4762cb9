#include "cli/commands/report.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "app/report.h"
#include "base/file.h"
#include "base/text.h"

namespace jiheng::cli {
namespace {

struct ReportArguments {
  std::string id = "annual";
  std::string place;
  std::string year;
  std::string format = "text";
  std::string output;
  std::string snapshot;
};

struct CheckedArguments {
  app::ReportRequest request;
  app::ReportFormat format{};
};

Result<CheckedArguments> check_arguments(const ReportArguments& arguments) {
  CheckedArguments checked;
  const auto place = Region::parse(arguments.place);
  if (!place) return fail(ErrorCode::usage, "--place " + place.error().message);
  const auto year = FiscalYear::parse(arguments.year);
  if (!year) return fail(ErrorCode::usage, "--year " + year.error().message);
  const auto format = app::find_report_format(arguments.format);
  if (!format)
    return fail(ErrorCode::usage,
                fmt::format("--format 没有“{}”，可用：text、md、html、docx、json", arguments.format));
  if (*format == app::ReportFormat::docx && arguments.output.empty()) {
    return fail(ErrorCode::usage, "DOCX 是二进制文件，请用 -o 指定写到哪里");
  }
  checked.request = {arguments.id, *place, *year, arguments.snapshot};
  checked.format = *format;
  return checked;
}

Result<std::string> drawn_report(const CheckedArguments& arguments, const Invocation& invocation) {
  auto workspace = invocation.open_workspace();
  if (!workspace) return pass(workspace);
  const auto document = app::draw_report(**workspace, arguments.request);
  if (!document) return pass(document);
  return app::write_report(*document, arguments.format);
}

int run_report(const ReportArguments& arguments, const Invocation& invocation) {
  const auto checked = check_arguments(arguments);
  if (!checked) return report(checked.error());
  const auto bytes = drawn_report(*checked, invocation);
  if (!bytes) return report(bytes.error());
  if (arguments.output.empty()) {
    print(*bytes);
    return kFine;
  }
  if (const auto written = write_file(arguments.output, *bytes); !written) return report(written.error());
  print(fmt::format("已写入 {}（{} 字节）\n", arguments.output, bytes->size()));
  return kFine;
}

void set_up_report(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<ReportArguments>();
  app.add_option("报告", arguments->id, "报告编号，如 annual")->default_str("annual");
  app.add_option("--place", arguments->place, "区划代码，如 640323")->required();
  app.add_option("--year", arguments->year, "年度，如 2022")->required();
  app.add_option("--format", arguments->format, "text、md、html、docx 或 json")->default_str("text");
  app.add_option("-o,--output", arguments->output, "写到这个文件；不写则打印");
  app.add_option("--snapshot", arguments->snapshot, "用这个快照的数据和规则");
  app.callback([arguments, &invocation] {
    invocation.run = [arguments, &invocation] { return run_report(*arguments, invocation); };
  });
}

}  // namespace

const Command kReportCommand{"report", "从数据写出报告：jiheng report annual --place 640323 --year 2022",
                             set_up_report};

}  // namespace jiheng::cli
