#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/report.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::array kReportForms{
    Form{"json", "application/json"},
    Form{"html", "text/html"},
    Form{"md", "text/markdown"},
    Form{"text", "text/plain"},
    Form{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
};

/// The printed report styles itself; nothing else may run or load in it.
constexpr std::string_view kReportPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'";

/// Where a number of the HTML form leads: to the same report in the web pages, its side panel open at the
/// figure.
std::string report_figure_link(const Request& request, const Scope& scope) {
  std::string link = fmt::format("/reports/{}?place={}&year={}", request.part("id"), scope.place.to_text(),
                                 scope.year.value());
  if (scope.view.snapshot) link += "&snapshot=" + scope.view.snapshot->id;
  return link + "&explain={figure}{parts}~@{year}";
}

Response list_reports(const Context& context, const Request& /*request*/) {
  JsonWriter writer;
  writer.begin_object().key("reports").begin_list();
  for (const auto& offer : app::reports_on_offer(context.workspace)) {
    writer.begin_object().member("id", offer.id).member("title", offer.title).key("formats").begin_list();
    for (const std::string_view form : {"text", "md", "html", "docx", "json"}) writer.string(form);
    writer.end_list().end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

std::string file_ending(std::string_view form) { return form == "text" ? "txt" : std::string(form); }

Response get_report(const Context& context, const Request& request) {
  const auto form = read_form(request, kReportForms);
  if (!form) return problem(form.error());
  const auto scope = read_scope(context, request);
  if (!scope) return problem(scope.error());
  if (!context.access->covers(scope->place))
    return problem(Error{ErrorCode::refused, fmt::format("{} 不在你的地区之内", scope->place.to_text()), {}});
  app::ReportRequest wanted;
  wanted.id = request.part("id");
  wanted.place = scope->place;
  wanted.year = scope->year;
  wanted.snapshot = request.parameter("snapshot").value_or("");
  const auto document = app::draw_report(context.workspace, wanted);
  if (!document) return problem(document.error());
  app::ReportOptions options;
  const auto format = *app::find_report_format(*form);
  if (format == app::ReportFormat::html) options.figure_link = report_figure_link(request, *scope);
  auto bytes = app::write_report(*document, format, options);
  if (!bytes) return problem(bytes.error());
  Response response;
  response.content_type = app::report_media_type(format);
  if (format == app::ReportFormat::json)
    response.content_type = "application/json";  // as all other JSON answers
  response.body = std::move(*bytes);
  if (format == app::ReportFormat::html)
    response.set("Content-Security-Policy", kReportPolicy);
  else if (format != app::ReportFormat::json)
    offer_download(response, fmt::format("{}.{}", document->report.title, file_ending(*form)));
  return response;
}

constexpr std::array kReportParameters{
    Parameter{"id", Parameter::In::path, "报告编号", "string", true, "annual"},
    Parameter{"place", Parameter::In::query, "地区的 6 位区划代码", "string", true, "640323"},
    Parameter{"year", Parameter::In::query, "年度", "integer", true, "2022"},
    Parameter{"snapshot", Parameter::In::query, "快照编号；不给则为现在", "string", false, ""},
    Parameter{"format", Parameter::In::query, "json、html、md、text 或 docx；不给则看 Accept", "string",
              false, "docx"},
};
constexpr std::array<std::string_view, 4> kReportOtherForms{kReportForms[1].media, kReportForms[2].media,
                                                            kReportForms[3].media, kReportForms[4].media};

constexpr Route kReportsRoutes[] = {
    {"GET",
     "/api/v1/reports",
     "listReports",
     "可以生成的报告",
     kPublic,
     {},
     "",
     "ReportList",
     {},
     list_reports},
    {"GET", "/api/v1/reports/{id}", "getReport", "生成一份报告，每个数字都注明出自哪个指标",
     Permission("report", law::Action::read), kReportParameters, "", "Report", kReportOtherForms, get_report},
};

}  // namespace

std::span<const Route> reports_routes() { return kReportsRoutes; }

}  // namespace jiheng::http
