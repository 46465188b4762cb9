#include "app/worklist.h"

#include <array>

#include "app/radar.h"
#include "base/clock.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/goal_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "model/records.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kUsualWork = 100;
constexpr std::int64_t kMostWork = 500;

void write_work_text(JsonWriter& writer, std::string_view key, std::string_view text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

/// What the viewer did himself, and what he may take back.
void write_own_step(JsonWriter& writer, const app::WorkRow& row) {
  writer.key("own_step");
  if (row.own_step) {
    writer.begin_object().member("action", row.own_step->action).member("label", row.own_step->label);
    write_work_text(writer, "opinion", row.own_step->words);
    writer.member("role_label", enum_label(row.own_step->role));
    writer.member("at", format_instant(row.own_step->at_ms)).end_object();
  } else {
    writer.null();
  }
  writer.key("undo");
  if (!row.undo) return static_cast<void>(writer.null());
  writer.begin_object().member("id", row.undo->action).member("label", row.undo->label);
  writer.key("needs_opinion").boolean(row.undo->needs_opinion).end_object();
}

void write_work_row(JsonWriter& writer, const app::WorkRow& row) {
  const auto& one = row.work_case;
  const auto* record = find_record(one.record);
  writer.begin_object().member("case", std::to_string(one.id.value)).member("process", one.process);
  writer.member("process_label", record == nullptr ? std::string_view(one.record) : record->label);
  writer.member("record", one.record);
  writer.member("record_id", std::to_string(one.record_id.value)).member("title", row.title);
  writer.member("project_code", row.project_code).member("unit_name", row.unit_name);
  writer.member("state", one.state).member("state_label", row.state_label).member("why", row.why);
  write_work_text(writer, "due_on", one.due_on ? one.due_on->to_text() : std::string());
  writer.key("days_left");
  if (row.days_left)
    writer.integer(*row.days_left);
  else
    writer.null();
  writer.member("since", format_instant(one.entered_ms)).key("amount");
  if (row.amount)
    writer.integer(row.amount->fen());
  else
    writer.null();
  writer.member("amount_text", row.amount ? row.amount->to_wan_display() : std::string("—"));
  writer.key("findings");
  write_counts(writer, row.findings);
  write_own_step(writer, row);
  writer.member("provenance", enum_code(one.provenance)).end_object();
}

Result<app::WorkTab> read_tab(const Request& request) {
  const auto text = request.parameter("tab").value_or("mine");
  const auto* tab = find_enum<app::WorkTab>(text.empty() ? "mine" : text);
  if (tab != nullptr) return *tab;
  return fail(ErrorCode::usage, "没有这一栏",
              {{"parameter.bad", Severity::error, "tab 应为 mine、unit、returned、overdue、waiting 或 done",
                "?tab", ""}});
}

Response get_worklist(const Context& context, const Request& request) {
  const auto tab = read_tab(request);
  if (!tab) return problem(tab.error());
  const auto limit = read_number(request, "limit", kUsualWork, 1, kMostWork);
  if (!limit) return problem(limit.error());
  const auto offset = read_number(request, "cursor", 0, 0, INT32_MAX);
  if (!offset) return problem(offset.error());
  const app::WorkQuestion question{*tab, std::string(request.parameter("q").value_or("")),
                                   static_cast<std::size_t>(*offset), static_cast<std::size_t>(*limit)};
  const auto list = app::worklist(context.workspace, *context.access, question);
  if (!list) return problem(list.error());
  JsonWriter writer;
  writer.begin_object().key("counts").begin_object();
  writer.member("mine", list->counts.mine).member("unit", list->counts.unit);
  writer.member("returned", list->counts.returned).member("overdue", list->counts.overdue);
  writer.member("waiting", list->counts.waiting).member("done", list->counts.done).end_object();
  writer.member("total", list->total).key("rows").begin_list();
  for (const auto& row : list->rows) write_work_row(writer, row);
  const auto next = *offset + static_cast<std::int64_t>(list->rows.size());
  writer.end_list();
  write_work_text(writer, "next", next < list->total ? std::to_string(next) : std::string());
  writer.end_object();
  return json_answer(writer.take());
}

Response get_missing(const Context& context, const Request& request) {
  const auto process = request.parameter("process").value_or(app::kGoalProcess);
  const auto whole = app::process_of(app::FormKind::department);
  if (process != app::kGoalProcess && process != whole) return problem(404, "没有这个流程");
  const auto list = app::missing_list(context.workspace, *context.access,
                                      process == whole ? app::FormKind::department : app::FormKind::project);
  if (!list) return problem(list.error());
  JsonWriter writer;
  writer.begin_object().member("text", list->text).key("units").begin_list();
  for (const auto& unit : list->units) {
    writer.begin_object().member("code", unit.code).member("name", unit.name);
    writer.member("department", unit.department).key("projects").begin_list();
    for (const auto& project : unit.projects) writer.string(project);
    writer.end_list().end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

Response get_radar(const Context& context, const Request& /*request*/) {
  const auto radar = app::owner_radar(context.workspace, *context.access);
  if (!radar) return problem(radar.error());
  JsonWriter writer;
  writer.begin_object();
  for (const auto& [name, list] :
       {std::pair("not_begun", &radar->not_begun), std::pair("never_updated", &radar->never_updated),
        std::pair("untouched_two_periods", &radar->untouched_two_periods),
        std::pair("last_day_filled", &radar->last_day_filled),
        std::pair("copied_from_last_year", &radar->copied_from_last_year)}) {
    writer.key(name).begin_list();
    for (const auto& entry : *list) {
      writer.begin_object();
      writer.member("kind", entry.kind == app::FormKind::department ? "department" : "project");
      write_work_text(writer, "goal", entry.goal_id == 0 ? std::string() : std::to_string(entry.goal_id));
      writer.member("unit", entry.unit);
      writer.member("project", entry.project)
          .member("owner", entry.owner)
          .member("why", entry.why)
          .end_object();
    }
    writer.end_list();
  }
  writer.end_object();
  return json_answer(writer.take());
}

constexpr std::array kWorklistParameters{
    Parameter{"tab", Parameter::In::query,
              "mine 待我办理、unit 本单位、returned 退回我的、overdue 逾期、waiting 等别人办、done 我办过的",
              "string", false, "mine"},
    Parameter{"q", Parameter::In::query, "项目名称、编码或单位名称的一部分", "string", false, ""},
    Parameter{"cursor", Parameter::In::query, "上一页给出的 next", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页行数，1 至 500", "integer", false, "100"}};
constexpr std::array kMissingParameters{
    Parameter{"process", Parameter::In::query,
              "process.goal 绩效目标（不给则为它）、process.department-goal 部门整体绩效目标", "string",
              false, "process.goal"}};

constexpr Route kWorklistRoutes[] = {
    {"GET",
     "/api/v1/worklist",
     "getWorklist",
     "我的待办",
     Permission("work_case", law::Action::list),
     kWorklistParameters,
     "",
     "Worklist",
     {},
     get_worklist},
    {"GET",
     "/api/v1/worklist/missing",
     "getMissing",
     "未报名单，可直接粘贴",
     Permission("work_case", law::Action::list),
     kMissingParameters,
     "",
     "MissingList",
     {},
     get_missing},
    {"GET",
     "/api/v1/worklist/radar",
     "getRadar",
     "填报人雷达",
     Permission("work_case", law::Action::list),
     {},
     "",
     "OwnerRadar",
     {},
     get_radar},
};

}  // namespace

std::span<const Route> worklist_routes() { return kWorklistRoutes; }

}  // namespace jiheng::http
