#include <fmt/format.h>

#include <array>

#include "app/goal_list.h"
#include "app/goal_sections.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/goal_answers.h"
#include "http/lint_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

constexpr std::int64_t kUsualGoals = 50;
constexpr std::int64_t kMostGoalRows = 500;

Response answer_json(const Result<std::string>& json) {
  return json ? json_answer(*json) : problem(json.error());
}

Result<Node> goal_body(const Request& request) {
  auto body = parse_json(request.body, "body");
  if (body) return body;
  return fail(ErrorCode::usage, "请求正文不是 JSON：" + body.error().message, body.error().findings);
}

using app::FormKind;

/// The form of the path: /goals/{id} or /department-goals/{id}.
template <FormKind kKind>
Result<app::GoalRef> ref_of(const Request& request) {
  const auto id = read_id(request);
  if (!id) return pass(id);
  return app::GoalRef(*id, kKind);
}

void write_goal_line(JsonWriter& writer, const app::GoalListRow& row) {
  const auto share = [](const app::Filled& filled) {
    return fmt::format("{}.{:02}", filled.filled == filled.of ? 1 : 0,
                       filled.filled == filled.of || filled.of == 0 ? 0 : 100 * filled.filled / filled.of);
  };
  writer.begin_object().member("id", std::to_string(row.goal.id.value)).key("case");
  if (row.work_case)
    writer.string(std::to_string(row.work_case->id.value));
  else
    writer.null();
  writer.key("project").begin_object().member("id", std::to_string(row.project.id.value));
  writer.member("code", row.project.code).member("name", row.project.name).end_object();
  writer.member("unit_name", row.unit_name).member("department_name", row.department_name);
  writer.member("state", row.state).member("state_label", row.state_label);
  writer.member("version", row.goal.version.value_or(0)).key("amount");
  row.amount ? writer.integer(row.amount->fen()) : writer.null();
  writer.member("amount_text", row.amount ? row.amount->to_wan_display() : "—");
  writer.key("filled").begin_object();
  writer.key("finance")
      .number(share(row.finance))
      .key("project")
      .number(share(row.project_part))
      .end_object();
  writer.key("confirmed").begin_object().key("finance").boolean(row.goal.finance_confirmed_by.has_value());
  writer.key("project").boolean(row.goal.project_confirmed_by.has_value()).end_object().key("findings");
  write_counts(writer, row.findings);
  writer.key("vagueness");
  write_points(writer, row.vagueness);
  writer.member("provenance", enum_code(row.goal.provenance)).end_object();
}

Response list_goals(const Context& context, const Request& request) {
  app::GoalQuestion question;
  question.year = context.access->viewer().year;
  if (const auto text = request.parameter("year"); text && !text->empty()) {
    const auto year = read_year(*text);
    if (!year) return problem(year.error());
    question.year = *year;
  }
  const auto limit = read_number(request, "limit", kUsualGoals, 1, kMostGoalRows);
  if (!limit) return problem(limit.error());
  const auto offset = read_number(request, "cursor", 0, 0, INT32_MAX);
  if (!offset) return problem(offset.error());
  question.state = request.parameter("state").value_or("");
  question.unit = request.parameter("unit").value_or("");
  question.words = request.parameter("q").value_or("");
  question.offset = static_cast<std::size_t>(*offset);
  question.limit = static_cast<std::size_t>(*limit);
  const auto list = app::list_goals(context.workspace, *context.access, question);
  if (!list) return problem(list.error());
  JsonWriter writer;
  writer.begin_object().member("total", list->total).member("year", std::int64_t{question.year.value()});
  writer.member("amount", list->amount.fen()).member("amount_text", list->amount.to_wan_display());
  writer.key("rows").begin_list();
  for (const auto& row : list->rows) write_goal_line(writer, row);
  const auto next = *offset + static_cast<std::int64_t>(list->rows.size());
  writer.end_list().key("next");
  if (next < list->total)
    writer.string(std::to_string(next));
  else
    writer.null();
  return json_answer(writer.end_object().take());
}

Response create_goal(const Context& context, const Request& request) {
  auto body = Body::read(request, {"project_id", "year"});
  if (!body) return problem(body.error());
  const auto project = body->id("project_id");
  const auto number = body->optional_integer("year").value_or(context.access->viewer().year.value());
  const auto year = FiscalYear::of(number);
  if (!year) body->refuse("year", "不是年度");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto started = app::start_goal(context.workspace, *context.access, project, *year);
  if (!started) return problem(started.error());
  JsonWriter writer;
  writer.begin_object().member("id", std::to_string(started->file.goal.id.value));
  writer.member("case", std::to_string(started->file.work_case->id.value));
  writer.key("prefilled").boolean(started->prefilled);
  writer.member("detail", started->prefilled ? "已带入上年的目标和指标，请逐项核对；资金需要重新填"
                                             : "上年没有目标，请从头填写");
  return json_answer(writer.end_object().take());
}

template <FormKind kKind>
Response get_goal(const Context& context, const Request& request) {
  const auto ref = ref_of<kKind>(request);
  if (!ref) return problem(ref.error());
  auto file = app::load_goal(context.workspace, *context.access, *ref);
  if (!file) return problem(file.error());
  if (auto chosen = choose_version(request, *file); !chosen) return problem(chosen.error());
  return answer_json(goal_json(context, *file));
}

/// The tag between the quotes of If-Match; "" without one.
std::string_view wanted_tag(const Request& request) {
  auto tag = request.header("if-match");
  if (tag.starts_with("W/")) tag.remove_prefix(2);
  if (tag.size() >= 2 && tag.front() == '"' && tag.back() == '"') return tag.substr(1, tag.size() - 2);
  return tag;
}

template <FormKind kKind>
Response patch_section(const Context& context, const Request& request) {
  const auto ref = ref_of<kKind>(request);
  if (!ref) return problem(ref.error());
  if (wanted_tag(request).empty())
    return problem(428, "保存时要带上这一部分的 etag（If-Match），才不会盖掉别人填的");
  const auto body = goal_body(request);
  if (!body) return problem(body.error());
  const auto section = request.part("section");
  const auto saved =
      app::save_section(context.workspace, *context.access, *ref, section, wanted_tag(request), *body);
  if (!saved) return problem(saved.error());
  if (saved->stale) {
    auto stale = stale_answer(context, saved->file, section);
    return stale ? std::move(*stale) : problem(stale.error());
  }
  return answer_json(saved_json(context, saved->file, section));
}

template <FormKind kKind>
Response confirm(const Context& context, const Request& request) {
  const auto ref = ref_of<kKind>(request);
  if (!ref) return problem(ref.error());
  auto body = Body::read(request, {"part"});
  if (!body) return problem(body.error());
  const auto part = body->text("part");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto file = app::confirm_part(context.workspace, *context.access, *ref, part, true);
  if (!file) return problem(file.error());
  return answer_json(goal_json(context, *file));
}

template <FormKind kKind>
Response take_back(const Context& context, const Request& request) {
  const auto ref = ref_of<kKind>(request);
  if (!ref) return problem(ref.error());
  const auto part = request.parameter("part").value_or("");
  const auto file = app::confirm_part(context.workspace, *context.access, *ref, part, false);
  if (!file) return problem(file.error());
  return answer_json(goal_json(context, *file));
}

constexpr Parameter kGoalId{"id", Parameter::In::path, "绩效目标编号", "string", true, ""};
constexpr std::array kGoalOnly{kGoalId};
constexpr std::array kGoalParameters{
    kGoalId, Parameter{"version", Parameter::In::query, "看某一版；不给则为现在", "integer", false, ""}};
constexpr std::array kSectionParameters{
    kGoalId, Parameter{"section", Parameter::In::path, "header、money、text、indicators，部门整体另有 tasks",
                       "string", true, "text"}};
constexpr std::array kPartParameters{
    kGoalId, Parameter{"part", Parameter::In::query, "finance 或 project", "string", true, "project"}};
constexpr std::array kGoalListParameters{
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"},
    Parameter{"state", Parameter::In::query, "流程状态", "string", false, "finance_review"},
    Parameter{"unit", Parameter::In::query, "单位或主管部门编码", "string", false, "219"},
    Parameter{"q", Parameter::In::query, "项目名称或编码的一部分", "string", false, ""},
    Parameter{"cursor", Parameter::In::query, "上一页给出的 next", "string", false, ""},
    Parameter{"limit", Parameter::In::query, "每页行数，1 至 500", "integer", false, "50"}};

constexpr Route kGoalsRoutes[] = {
    {"GET",
     "/api/v1/goals",
     "listGoals",
     "绩效目标一览",
     Permission("goal", Action::list),
     kGoalListParameters,
     "",
     "GoalList",
     {},
     list_goals},
    {"POST",
     "/api/v1/goals",
     "createGoal",
     "建立一个项目一年的绩效目标，带入上年",
     Permission("goal", Action::create),
     {},
     "GoalStart",
     "GoalStarted",
     {},
     create_goal},
    {"GET",
     "/api/v1/goals/{id}",
     "getGoal",
     "申报表",
     Permission("goal", Action::read),
     kGoalParameters,
     "",
     "Goal",
     {},
     get_goal<FormKind::project>},
    {"PATCH",
     "/api/v1/goals/{id}/sections/{section}",
     "saveSection",
     "保存申报表的一部分（If-Match）",
     Permission("goal", Action::write),
     kSectionParameters,
     "SectionPatch",
     "SectionSaved",
     {},
     patch_section<FormKind::project>},
    {"POST",
     "/api/v1/goals/{id}/confirmations",
     "confirmPart",
     "确认自己填的部分",
     Permission("goal", Action::write),
     kGoalOnly,
     "PartWish",
     "Goal",
     {},
     confirm<FormKind::project>},
    {"DELETE",
     "/api/v1/goals/{id}/confirmations",
     "unconfirmPart",
     "收回确认",
     Permission("goal", Action::write),
     kPartParameters,
     "",
     "Goal",
     {},
     take_back<FormKind::project>},
    {"GET",
     "/api/v1/department-goals/{id}",
     "getDepartmentGoal",
     "部门整体支出绩效目标申报表",
     Permission("department_goal", Action::read),
     kGoalParameters,
     "",
     "Goal",
     {},
     get_goal<FormKind::department>},
    {"PATCH",
     "/api/v1/department-goals/{id}/sections/{section}",
     "saveDepartmentSection",
     "保存部门整体申报表的一部分（If-Match）",
     Permission("department_goal", Action::write),
     kSectionParameters,
     "SectionPatch",
     "SectionSaved",
     {},
     patch_section<FormKind::department>},
    {"POST",
     "/api/v1/department-goals/{id}/confirmations",
     "confirmDepartmentPart",
     "确认自己填的部分",
     Permission("department_goal", Action::write),
     kGoalOnly,
     "PartWish",
     "Goal",
     {},
     confirm<FormKind::department>},
    {"DELETE",
     "/api/v1/department-goals/{id}/confirmations",
     "unconfirmDepartmentPart",
     "收回确认",
     Permission("department_goal", Action::write),
     kPartParameters,
     "",
     "Goal",
     {},
     take_back<FormKind::department>},
};

}  // namespace

std::span<const Route> goals_routes() { return kGoalsRoutes; }

}  // namespace jiheng::http
