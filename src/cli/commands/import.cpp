#include "cli/commands/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/import.h"
#include "base/json_writer.h"
#include "cli/mapped_import.h"
#include "cli/record_kind.h"

namespace jiheng::cli {
namespace {

struct ImportArguments {
  std::string kind;  ///< with a mapping the first file
  std::string mapping;
  std::vector<std::string> files;
  std::string place;
  app::ImportOptions options;
  std::string errors_out;
  bool json = false;
};

/// Findings shown per file; what is left is counted, and all are in --errors and --json.
constexpr std::size_t kShownFindings = 50;

void write_import_json(JsonWriter& json, const app::ImportReport& report) {
  json.begin_object()
      .member("file", report.file)
      .member("rows", report.rows)
      .member("refused", report.refused);
  json.key("written")
      .boolean(report.written)
      .member("inserted", report.inserted)
      .member("updated", report.updated);
  json.member("unchanged", report.unchanged).key("findings").begin_list();
  for (const auto& finding : report.findings) {
    json.begin_object().member("rule", finding.rule).member("severity", severity_code(finding.severity));
    json.member("message", finding.message)
        .member("where", finding.where)
        .member("hint", finding.hint)
        .end_object();
  }
  json.end_list().end_object();
}

std::string outcome(const app::ImportReport& report, const ImportArguments& arguments) {
  const auto counts =
      fmt::format("新增 {}，更新 {}，没有变化 {}", report.inserted, report.updated, report.unchanged);
  if (arguments.options.dry_run) return fmt::format("试导入，没有写入；将会{}", counts);
  if (report.written) return counts;
  return "一行也没有导入（加 --partial 可以只导入没有问题的行）";
}

void print_import(const app::ImportReport& report, const ImportArguments& arguments) {
  for (std::size_t i = 0; i < std::min(report.findings.size(), kShownFindings); ++i) {
    const auto& finding = report.findings[i];
    print(fmt::format("{}{}\n", finding.severity == Severity::error ? "" : "提示：", to_string(finding)));
  }
  if (report.findings.size() > kShownFindings) {
    print(fmt::format("还有 {} 处没有显示（--json 或 --errors 可以看到全部）\n",
                      report.findings.size() - kShownFindings));
  }
  print(fmt::format("{}：共 {} 行，有问题 {} 行。{}\n", report.file, report.rows, report.refused,
                    outcome(report, arguments)));
  if (report.refused > 0 && !arguments.options.errors_out.empty()) {
    print(fmt::format("有问题的行已写到 {}，改好后可以直接再导入\n", arguments.options.errors_out.string()));
  }
}

/// 3 when bad rows kept a file out, 1 when some rows were refused or would be, else 0.
int import_code(const app::ImportReport& report, const ImportArguments& arguments) {
  if (report.refused == 0) return kFine;
  return report.written || arguments.options.dry_run ? kFindings : kBadInput;
}

/// Where the bad rows of the `index`th file go: OUT.csv, OUT-2.csv, …
std::filesystem::path errors_path(const std::string& given, std::size_t index) {
  if (given.empty() || index == 0) return given;
  const std::filesystem::path path(given);
  return path.parent_path() /
         fmt::format("{}-{}{}", path.stem().string(), index + 1, path.extension().string());
}

int run_import(const Invocation& invocation, ImportArguments& arguments) {
  if (!arguments.place.empty()) {
    const auto place = Region::parse(arguments.place);
    if (!place) return report({ErrorCode::usage, place.error().message, {}});
    arguments.options.place = *place;
  }
  if (!arguments.mapping.empty()) {
    arguments.files.insert(arguments.files.begin(), arguments.kind);
    app::MappedOptions options;
    options.dry_run = arguments.options.dry_run;
    options.partial = arguments.options.partial;
    options.place = arguments.options.place;
    return run_import_mapped(invocation, arguments.mapping, arguments.files, options, arguments.json);
  }
  const auto kind = kind_argument(arguments.kind);
  if (!kind) return report(kind.error());
  if (arguments.files.empty()) return report({ErrorCode::usage, "没有说导入哪个文件", {}});
  auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  int code = kFine;
  JsonWriter json(2);
  if (arguments.json) json.begin_list();
  for (std::size_t i = 0; i < arguments.files.size(); ++i) {
    arguments.options.errors_out = errors_path(arguments.errors_out, i);
    const auto done = app::import_file(**workspace, **kind, arguments.files[i], arguments.options);
    if (!done) {
      code = std::max(code, report(done.error()));
      break;  // what follows may rest on this file
    }
    code = std::max(code, import_code(*done, arguments));
    if (arguments.json)
      write_import_json(json, *done);
    else
      print_import(*done, arguments);
  }
  if (arguments.json) print(json.end_list().text() + "\n");
  return code;
}

void set_up_import(CLI::App& app, Invocation& invocation) {
  auto arguments = std::make_shared<ImportArguments>();
  app.add_option("kind", arguments->kind, "表：" + kind_list())->required();
  app.add_option("files", arguments->files, "CSV（UTF-8 或 GB18030）或 XLSX 文件");
  app.add_option("--mapping", arguments->mapping,
                 "按这个列对应导入平台导出的表（law/forms/mappings），不用写表名");
  app.add_flag("--dry-run", arguments->options.dry_run, "只检查，不写入");
  app.add_flag("--partial", arguments->options.partial,
               "有问题的行跳过，其余导入；不加则一行有问题就都不导入");
  app.add_option("--errors", arguments->errors_out, "把有问题的行写到这个 CSV 文件，最后一列是“问题”");
  app.add_option("--place", arguments->place, "全部行的区划代码，如 640323；文件里没有“区划代码”列时用");
  app.add_flag("--json", arguments->json, "输出 JSON");
  app.callback([&invocation, arguments] {
    invocation.run = [&invocation, arguments] { return run_import(invocation, *arguments); };
  });
}

}  // namespace

const Command kImportCommand{"import", "从 CSV 或 XLSX 文件导入一种表", set_up_import};

}  // namespace jiheng::cli
