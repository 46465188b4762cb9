#include <fmt/format.h>

#include <array>

#include "app/department_goal_form.h"
#include "app/department_goal_list.h"
#include "app/goal_sections.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/goal_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

std::string filled_share(const app::Filled& filled) {
  if (filled.filled >= filled.of) return "1.00";
  return fmt::format("0.{:02}", filled.of == 0 ? 0 : 100 * filled.filled / filled.of);
}

void write_file_members(JsonWriter& writer, const app::DepartmentGoalRow& row) {
  const auto& file = *row.file;
  writer.key("filled").begin_object();
  writer.key("finance").number(filled_share(app::filled_finance(file.form)));
  writer.key("project").number(filled_share(app::filled_project(file.form))).end_object();
  writer.key("confirmed").begin_object();
  writer.key("finance").boolean(file.goal.finance_confirmed_by.has_value());
  writer.key("project").boolean(file.goal.project_confirmed_by.has_value()).end_object();
  writer.key("findings");
  write_counts(writer, row.found.value_or(app::FindingCounts{}));
}

void write_text_or_nothing(JsonWriter& writer, std::string_view key, const std::string& text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

void write_department_row(JsonWriter& writer, const app::DepartmentGoalRow& row) {
  const auto* file = row.file ? &*row.file : nullptr;
  writer.begin_object();
  write_text_or_nothing(writer, "id", file == nullptr ? "" : std::to_string(file->goal.id.value));
  write_text_or_nothing(writer, "case",
                        file == nullptr || !file->work_case ? "" : std::to_string(file->work_case->id.value));
  writer.member("department_code", row.department_code).member("department_name", row.department_name);
  write_text_or_nothing(writer, "unit_id", row.office ? std::to_string(row.office.value) : "");
  writer.member("unit_name", row.office_name).key("may_create").boolean(row.may_create);
  writer.member("state", file == nullptr ? std::string("none") : file->at.state);
  writer.member("state_label", file == nullptr ? std::string("未申报") : file->state().label);
  writer.member("version", file == nullptr ? 0 : file->goal.version.value_or(0)).key("amount");
  if (file == nullptr) {
    writer.null().member("amount_text", "");
  } else {
    const auto total = app::sums_of(file->form).total;
    writer.integer(total.fen()).member("amount_text", total.to_wan_display());
  }
  writer.member("projects_amount", row.projects.fen());
  writer.member("projects_amount_text", row.projects.to_wan_display());
  if (file == nullptr)
    writer.key("filled").null().key("confirmed").null().key("findings").null();
  else
    write_file_members(writer, row);
  writer.member("provenance", enum_code(file == nullptr ? Provenance::recorded : file->goal.provenance));
  writer.end_object();
}

Result<FiscalYear> wanted_year(const Context& context, const Request& request) {
  const auto text = request.parameter("year");
  if (!text || text->empty()) return context.access->viewer().year;
  return read_year(*text);
}

Response list_department_goals(const Context& context, const Request& request) {
  const auto year = wanted_year(context, request);
  if (!year) return problem(year.error());
  const auto list = app::list_department_goals(context.workspace, *context.access, *year,
                                               request.parameter("q").value_or(""),
                                               request.parameter("state").value_or(""));
  if (!list) return problem(list.error());
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(list->rows.size()));
  writer.member("year", std::int64_t{year->value()}).key("coverage").begin_object();
  writer.member("owed", std::int64_t{list->coverage.owed})
      .member("begun", std::int64_t{list->coverage.begun});
  writer.member("submitted", std::int64_t{list->coverage.submitted});
  writer.member("approved", std::int64_t{list->coverage.approved}).end_object().key("rows").begin_list();
  for (const auto& row : list->rows) write_department_row(writer, row);
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

Response create_department_goal(const Context& context, const Request& request) {
  auto body = Body::read(request, {"unit_id", "year"});
  if (!body) return problem(body.error());
  const auto unit = body->id("unit_id");
  const auto number = body->optional_integer("year").value_or(context.access->viewer().year.value());
  const auto year = FiscalYear::of(number);
  if (!year) body->refuse("year", "不是年度");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto started = app::start_department_goal(context.workspace, *context.access, UnitId{unit}, *year);
  if (!started) return problem(started.error());
  JsonWriter writer;
  writer.begin_object().member("id", std::to_string(started->file.goal.id.value));
  writer.member("case", std::to_string(started->file.work_case->id.value));
  writer.key("prefilled").boolean(started->prefilled);
  writer.member("detail", started->prefilled
                              ? "已按本部门各项目的资金列出任务，并带入上年的目标和指标，请逐项核对"
                              : "上年没有目标，本部门也还没有项目资金，请从头填写");
  return json_answer(writer.end_object().take());
}

Response department_workbook(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto file = app::load_goal(context.workspace, *context.access, {*id, app::FormKind::department});
  if (!file) return problem(file.error());
  auto bytes = app::department_workbook(context.workspace, *file);
  if (!bytes) return problem(bytes.error());
  Response response;
  response.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  response.body = std::move(*bytes);
  offer_download(response, fmt::format("{}-{}年部门整体支出绩效目标申报表.xlsx", file->department_name,
                                       file->goal.year.value()));
  return response;
}

constexpr Parameter kDepartmentGoalId{"id", Parameter::In::path, "部门整体绩效目标编号", "string", true, ""};
constexpr std::array kDepartmentGoalOnly{kDepartmentGoalId};
constexpr std::array kDepartmentListParameters{
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"},
    Parameter{"state", Parameter::In::query, "流程状态；none 为未申报", "string", false, ""},
    Parameter{"q", Parameter::In::query, "部门名称或编码的一部分", "string", false, ""}};
constexpr std::array<std::string_view, 1> kXlsxFormat{
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"};

constexpr Route kDepartmentGoalsRoutes[] = {
    {"GET",
     "/api/v1/department-goals",
     "listDepartmentGoals",
     "各部门的部门整体绩效目标，应报与已报",
     Permission("department_goal", Action::list),
     kDepartmentListParameters,
     "",
     "DepartmentGoalList",
     {},
     list_department_goals},
    {"POST",
     "/api/v1/department-goals",
     "createDepartmentGoal",
     "建立一个部门一年的整体绩效目标，带入上年和各项目的资金",
     Permission("department_goal", Action::create),
     {},
     "DepartmentGoalStart",
     "GoalStarted",
     {},
     create_department_goal},
    {"GET", "/api/v1/department-goals/{id}/workbook", "getDepartmentGoalWorkbook", "部门整体申报表（XLSX）",
     Permission("department_goal", Action::export_), kDepartmentGoalOnly, "", "object", kXlsxFormat,
     department_workbook},
};

}  // namespace

std::span<const Route> department_goals_routes() { return kDepartmentGoalsRoutes; }

}  // namespace jiheng::http
