#include "http/job_answers.h"

#include <algorithm>

#include "http/answers.h"
#include "http/list_export.h"
#include "http/problem.h"

namespace jiheng::http {
namespace {

/// How much of each form is told; how many there are is always told, and the marked workbook has all of them.
struct Shown {
  std::size_t changes = 60;
  std::size_t findings = 40;
};
constexpr Shown kShownOfMany{12, 6};
constexpr std::size_t kMany = 300;  ///< forms

std::string_view outcome_code(app::FormOutcome outcome) {
  return outcome == app::FormOutcome::changed     ? "changed"
         : outcome == app::FormOutcome::unchanged ? "unchanged"
                                                  : "refused";
}

std::string_view outcome_label(app::FormOutcome outcome, bool dry_run) {
  if (outcome == app::FormOutcome::unchanged) return "没有变化";
  if (outcome == app::FormOutcome::refused) return "不能导入";
  return dry_run ? "将导入" : "已导入";
}

void write_form(JsonWriter& writer, const app::WorkbookForm& form, bool dry_run, const Shown& shown) {
  writer.begin_object().member("file", form.file).member("sheet", form.sheet);
  writer.member("kind", form.kind == app::FormKind::department ? "department" : "project").key("goal");
  form.goal == 0 ? writer.null() : writer.string(std::to_string(form.goal));
  writer.member("project_code", form.project_code).member("project_name", form.project_name);
  writer.member("unit_name", form.unit_name).member("outcome", outcome_code(form.outcome));
  writer.member("outcome_label", outcome_label(form.outcome, dry_run)).member("why", form.why);
  writer.member("taken", form.taken).member("clashes", form.clashes);
  writer.member("changes_total", static_cast<std::int64_t>(form.changes.size())).key("changes").begin_list();
  for (std::size_t i = 0; i < std::min(shown.changes, form.changes.size()); ++i) {
    const auto& change = form.changes[i];
    writer.begin_object().member("field", change.field).member("label", change.label);
    writer.member("before", change.before).member("after", change.after).end_object();
  }
  writer.end_list().member("findings_total", static_cast<std::int64_t>(form.findings.size()));
  writer.key("findings").begin_list();
  for (std::size_t i = 0; i < std::min(shown.findings, form.findings.size()); ++i) {
    const auto& finding = form.findings[i];
    writer.begin_object().member("rule", finding.rule).member("severity", severity_code(finding.severity));
    writer.member("message", finding.message).member("where", finding.where);
    writer.member("hint", finding.hint).end_object();
  }
  writer.end_list().end_object();
}

}  // namespace

std::int64_t job_owner(const Context& context) { return context.access->viewer().user.value; }

Response start_job(const Context& context, std::string_view kind, std::string title, std::size_t bytes,
                   app::Jobs::Work work) {
  if (context.jobs == nullptr) return problem(500);
  const auto id = context.jobs->start(job_owner(context), kind, std::move(title), bytes, std::move(work));
  if (!id) return problem(503, id.error().message);
  JsonWriter writer;
  auto response = json_answer(writer.begin_object().member("job", *id).end_object().take());
  response.status = 202;
  return response;
}

Response file_answer(const app::OutFile& file) {
  Response response;
  response.content_type = file.name.ends_with(".zip")    ? "application/zip"
                          : file.name.ends_with(".xlsx") ? std::string(kXlsxMedia)
                                                         : "application/octet-stream";
  response.body = file.bytes;
  offer_download(response, file.name);
  return response;
}

std::string workbook_report_json(const app::WorkbookReport& report) {
  JsonWriter writer;
  writer.begin_object().key("dry_run").boolean(report.dry_run);
  writer.member("files", report.files).member("changed", report.changed);
  writer.member("unchanged", report.unchanged).member("refused", report.refused);
  writer.key("forms").begin_list();
  const Shown shown = report.forms.size() > kMany ? kShownOfMany : Shown{};
  for (const auto& form : report.forms) write_form(writer, form, report.dry_run, shown);
  return writer.end_list().end_object().take();
}

}  // namespace jiheng::http
