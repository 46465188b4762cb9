#include "cli/mapped_import.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/finding_json.h"
#include "base/json_writer.h"

namespace jiheng::cli {
namespace {

/// Findings and changes shown for a file; what is left is counted, and all are in --json.
constexpr std::size_t kShownLines = 50;

void write_mapped_json(JsonWriter& json, const app::MappedReport& report) {
  json.begin_object()
      .member("file", report.file)
      .member("mapping", report.mapping)
      .member("sheet", report.sheet);
  json.member("rows", report.rows).member("totals", report.totals).member("combined", report.combined);
  json.member("refused", report.refused).key("passed_over").begin_list();
  for (const auto& column : report.passed_over) json.string(column);
  json.end_list().key("written").boolean(report.written).member("inserted", report.inserted);
  json.member("updated", report.updated).member("unchanged", report.unchanged).key("changes").begin_list();
  for (const auto& change : report.changes) {
    json.begin_object().member("where", change.where).member("record", change.record);
    json.member("field", change.field).member("label", change.label);
    json.member("before", change.before).member("after", change.after).end_object();
  }
  json.end_list().key("findings");
  write_findings(json, report.findings);
  json.end_object();
}

void print_left(std::size_t all, std::string_view what) {
  if (all > kShownLines)
    print(fmt::format("还有 {} 处{}没有显示（--json 可以看到全部）\n", all - kShownLines, what));
}

void print_mapped(const app::MappedReport& report, bool dry_run) {
  for (std::size_t i = 0; i < std::min(report.findings.size(), kShownLines); ++i) {
    const auto& finding = report.findings[i];
    print(fmt::format("{}{}\n", finding.severity == Severity::error ? "" : "提示：", to_string(finding)));
  }
  print_left(report.findings.size(), "问题");
  for (std::size_t i = 0; i < std::min(report.changes.size(), kShownLines); ++i) {
    const auto& change = report.changes[i];
    print(fmt::format("{}：{} 的{} {} → {}\n", change.where, change.record, change.label,
                      change.before.empty() ? "（空）" : change.before,
                      change.after.empty() ? "（空）" : change.after));
  }
  print_left(report.changes.size(), "改动");
  if (!report.passed_over.empty())
    print(fmt::format("{}：没有用到的列 {}\n", report.file, fmt::join(report.passed_over, "、")));
  const auto counts =
      fmt::format("新增 {}，更新 {}，没有变化 {}", report.inserted, report.updated, report.unchanged);
  const auto outcome = dry_run ? fmt::format("试导入，没有写入；将会{}", counts)
                       : report.written
                           ? counts
                           : std::string("一行也没有导入（加 --partial 可以只导入没有问题的行）");
  print(fmt::format("{}：共 {} 行，合计行 {}，并入别行 {}，有问题 {} 行。{}\n", report.file, report.rows,
                    report.totals, report.combined, report.refused, outcome));
}

int mapped_code(const app::MappedReport& report, bool dry_run) {
  if (report.refused == 0) return kFine;
  return report.written || dry_run ? kFindings : kBadInput;
}

}  // namespace

int run_import_mapped(const Invocation& invocation, const std::string& id,
                      const std::vector<std::string>& files, const app::MappedOptions& options,
                      bool as_json) {
  auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto today = beijing_date((*workspace)->clock().now_ms());
  const auto mapping = law::find_mapping((*workspace)->book(), id, options.place.value_or(Region{}), today);
  if (!mapping) return report(mapping.error());
  int code = kFine;
  JsonWriter json(2);
  if (as_json) json.begin_list();
  for (const auto& file : files) {
    const auto done = app::import_mapped_file(**workspace, *mapping, file, options);
    if (!done) {
      code = std::max(code, report(done.error()));
      break;  // what follows may rest on this file
    }
    code = std::max(code, mapped_code(*done, options.dry_run));
    if (as_json)
      write_mapped_json(json, *done);
    else
      print_mapped(*done, options.dry_run);
  }
  if (as_json) print(json.end_list().text() + "\n");
  return code;
}

}  // namespace jiheng::cli
