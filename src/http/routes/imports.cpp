#include <fmt/format.h>

#include <array>

#include "app/import_mapped.h"
#include "http/answers.h"
#include "http/job_answers.h"
#include "http/money_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "model/records.h"

namespace jiheng::http {
namespace {

Date today_of(const Context& context) { return beijing_date(context.workspace.clock().now_ms()); }

Response list_mappings(const Context& context, const Request&) {
  const auto place = context.access->viewer().place;
  const auto found = law::mappings(context.workspace.book(), place, today_of(context));
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(found.size())).key("rows").begin_list();
  for (const auto& mapping : found) {
    writer.begin_object()
        .member("id", mapping.id)
        .member("title", mapping.title)
        .member("record", mapping.record);
    writer.member("record_label", find_record(mapping.record)->label).key("columns").begin_list();
    for (const auto& column : mapping.columns) writer.string(column.labels.front());
    writer.end_list().end_object();
  }
  writer.end_list().key("next").null().end_object();
  return json_answer(writer.take());
}

Response post_import(const Context& context, const Request& request) {
  const auto place = context.access->viewer().place;
  const auto id = request.parameter("mapping").value_or("");
  const auto mapping = law::find_mapping(context.workspace.book(), id, place, today_of(context));
  if (!mapping) return problem(mapping.error());
  app::MappedOptions options;
  options.dry_run = request.parameter("dry_run") == "1";
  options.partial = request.parameter("partial") == "1";
  options.place = place;
  options.actor = context.access->viewer().actor("import");
  const auto name = std::string(request.parameter("name").value_or("导入的文件"));
  if (request.parameter("background") == "1") {
    auto work = [&workspace = context.workspace, mapping = *mapping, name, options,
                 bytes = request.body](const app::Progress& progress) mutable -> Result<app::JobResult> {
      options.progress = progress;
      const auto report = app::import_mapped(workspace, mapping, name, bytes, options);
      if (!report) return pass(report);
      return app::JobResult{import_report_json(*report), {}};
    };
    return start_job(context, "import", fmt::format("{}{}", options.dry_run ? "预检 " : "导入 ", name),
                     request.body.size(), std::move(work));
  }
  const auto report = app::import_mapped(context.workspace, *mapping, name, request.body, options);
  if (!report) return problem(report.error());
  return json_answer(import_report_json(*report));
}

constexpr std::array kImportParameters{
    Parameter{"mapping", Parameter::In::query, "列对应的编号，见 GET /imports", "string", true,
              "mapping.portal-projects"},
    Parameter{"name", Parameter::In::query, "文件名，用来说明问题在哪里", "string", false, "项目库.xlsx"},
    Parameter{"dry_run", Parameter::In::query, "1：只检查，不写入", "switch", false, ""},
    Parameter{"background", Parameter::In::query,
              "1：在后台办，回答 202 和编号（大文件；进度见 GET /jobs/{id}）", "switch", false, ""},
    Parameter{"partial", Parameter::In::query, "1：有问题的行跳过，其余导入", "switch", false, ""},
};

constexpr Route kImportsRoutes[] = {
    {"GET",
     "/api/v1/imports",
     "listMappings",
     "可以用的列对应",
     Permission("import", law::Action::read),
     {},
     "",
     "MappingList",
     {},
     list_mappings},
    {"POST",
     "/api/v1/imports",
     "importFile",
     "按列对应导入平台导出的表；正文就是文件（CSV 或 XLSX）",
     Permission("import", law::Action::create),
     kImportParameters,
     "",
     "ImportReport",
     {},
     post_import,
     kMostFileBytes},
};

}  // namespace

std::span<const Route> imports_routes() { return kImportsRoutes; }

}  // namespace jiheng::http
