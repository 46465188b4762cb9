#include <array>

#include "app/import.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "model/unit.h"
#include "model/user.h"

namespace jiheng::http {
namespace {

std::string people_report_json(const app::ImportReport& report) {
  JsonWriter writer;
  writer.begin_object().member("file", report.file).member("rows", report.rows);
  writer.member("refused", report.refused).key("written").boolean(report.written);
  writer.member("inserted", report.inserted).member("updated", report.updated);
  writer.member("unchanged", report.unchanged).key("findings").begin_list();
  for (const auto& finding : report.findings) {
    writer.begin_object().member("rule", finding.rule);
    writer.member("severity", finding.severity == Severity::error ? "error" : "warning");
    writer.member("message", finding.message).member("where", finding.where);
    writer.member("hint", finding.hint).end_object();
  }
  return writer.end_list().end_object().take();
}

Response import_of(const Context& context, const Request& request, const RecordDesc& record,
                   std::string_view fallback) {
  app::ImportOptions options;
  options.dry_run = request.parameter("dry_run") == "1";
  options.partial = request.parameter("partial") == "1";
  options.place = context.access->viewer().place;
  options.actor = context.access->viewer().actor("import");
  const auto name = request.parameter("name").value_or(fallback);
  const auto report =
      app::import_bytes(context.workspace, record, name.empty() ? fallback : name, request.body, options);
  return report ? json_answer(people_report_json(*report)) : problem(report.error());
}

Response import_units(const Context& context, const Request& request) {
  return import_of(context, request, record_of<Unit>(), "单位.csv");
}

Response import_users(const Context& context, const Request& request) {
  return import_of(context, request, record_of<User>(), "用户.csv");
}

constexpr std::array kPeopleImportParameters{
    Parameter{"name", Parameter::In::query, "文件名：.csv 或 .xlsx，也用来说明问题在哪里", "string", false,
              "单位.xlsx"},
    Parameter{"dry_run", Parameter::In::query, "1：只检查，不写入", "switch", false, ""},
    Parameter{"partial", Parameter::In::query, "1：有问题的行跳过，其余导入", "switch", false, ""},
};

constexpr Route kPeopleImportsRoutes[] = {
    {"POST",
     "/api/v1/units/import",
     "importUnits",
     "导入单位；正文就是文件（CSV 或 XLSX）",
     Permission("unit", law::Action::create),
     kPeopleImportParameters,
     "",
     "PeopleImport",
     {},
     import_units},
    {"POST",
     "/api/v1/users/import",
     "importUsers",
     "导入用户，没有口令，要另外发；正文就是文件（CSV 或 XLSX）",
     Permission("user", law::Action::create),
     kPeopleImportParameters,
     "",
     "PeopleImport",
     {},
     import_users},
};

}  // namespace

std::span<const Route> people_imports_routes() { return kPeopleImportsRoutes; }

}  // namespace jiheng::http
