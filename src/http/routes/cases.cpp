#include "app/cases.h"

#include <fmt/format.h>

#include <array>

#include "app/case_people.h"
#include "app/worklist.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/goal_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::size_t kMostCases = 2000;

Response answer_with(const Result<std::string>& json) {
  return json ? json_answer(*json) : problem(json.error());
}

Response get_case(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto file = app::load_goal_of_case(context.workspace, *context.access, *id);
  if (!file) return problem(file.error());
  return answer_with(case_json(context, *file));
}

Response open_case(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto file = app::load_goal_of_case(context.workspace, *context.access, *id);
  if (!file) return problem(file.error());
  if (const auto noted = app::mark_opened(context.workspace, *context.access, *file); !noted)
    return problem(noted.error());
  return answer_with(case_json(context, *file));
}

Response get_assignees(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto file = app::load_goal_of_case(context.workspace, *context.access, *id);
  if (!file) return problem(file.error());
  const auto people = app::assignees_of(context.workspace, *context.access, *file);
  if (!people) return problem(people.error());
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(people->size())).key("rows").begin_list();
  for (const auto& one : *people) {
    writer.begin_object().member("id", std::to_string(one.user.value)).member("account", one.account);
    writer.member("name", one.name).member("role", enum_code(one.role));
    writer.member("role_label", enum_label(one.role)).member("unit_name", one.unit_name).end_object();
  }
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

/// The wish in a body that also may have members `more`.
Result<app::StepWish> read_wish(const Node& body, std::string_view more) {
  Findings findings;
  const auto bad = [&](std::string where, std::string message) {
    findings.push_back({"body", Severity::error, std::move(message), std::move(where), ""});
  };
  if (!body.is_map()) return fail(ErrorCode::usage, "请求正文须是 JSON 对象");
  for (const auto& member : body.members) {
    const bool known = member.key == "action" || member.key == "to" || member.key == "opinion" ||
                       member.key == "reasons" || member.key == "expect_state" || member.key == more;
    if (!known) bad("/" + member.key, fmt::format("没有成员“{}”", member.key));
  }
  app::StepWish wish;
  wish.action = read_text(body, "action", findings);
  if (wish.action.empty() && findings.empty()) bad("/action", "要写做什么");
  wish.to = read_text(body, "to", findings);
  wish.opinion = read_text(body, "opinion", findings);
  wish.expect_state = read_text(body, "expect_state", findings);
  const Node* reasons = body.find("reasons");
  if (reasons != nullptr && !reasons->is_null() && !reasons->is_list()) bad("/reasons", "应为列表");
  for (std::size_t i = 0; reasons != nullptr && i < reasons->items.size(); ++i) {
    const Node& item = reasons->items[i];
    if (!item.is_map()) bad(fmt::format("/reasons/{}", i), "应为对象");
    wish.reasons.push_back({std::string(item.text_of("code")), std::string(item.text_of("field")),
                            std::string(item.text_of("text"))});
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "请求正文有误", std::move(findings));
  return wish;
}

Result<Node> read_body(const Request& request) {
  auto body = parse_json(request.body, "body");
  if (body) return body;
  return fail(ErrorCode::usage, "请求正文不是 JSON：" + body.error().message, body.error().findings);
}

Response post_step(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto body = read_body(request);
  if (!body) return problem(body.error());
  const auto wish = read_wish(*body, "");
  if (!wish) return problem(wish.error());
  const auto file = app::do_step(context.workspace, *context.access, *id, *wish);
  if (!file) return problem(file.error());
  return answer_with(case_json(context, *file));
}

Response post_steps(const Context& context, const Request& request) {
  const auto body = read_body(request);
  if (!body) return problem(body.error());
  const auto wish = read_wish(*body, "cases");
  if (!wish) return problem(wish.error());
  const Node* list = body->find("cases");
  if (list == nullptr || !list->is_list() || list->items.empty() || list->items.size() > kMostCases)
    return problem(Error{
        ErrorCode::invalid,
        "请求正文有误",
        {{"body", Severity::error, fmt::format("cases 应为 1 至 {} 个事项编号", kMostCases), "/cases", ""}}});
  Findings findings;
  const auto cases = read_ids(*body, "cases", findings);
  if (!findings.empty()) return problem(Error{ErrorCode::invalid, "请求正文有误", std::move(findings)});
  const auto result = app::do_steps(context.workspace, *context.access, cases, *wish);
  JsonWriter writer;
  writer.begin_object().key("done").begin_list();
  for (const auto id : result.done) writer.string(std::to_string(id));
  writer.end_list().key("refused").begin_list();
  for (const auto& refused : result.refused) {
    const auto file = app::load_goal_of_case(context.workspace, *context.access, refused.work_case);
    writer.begin_object().member("case", std::to_string(refused.work_case));
    writer.member("title", file ? file->title() : std::string("（看不到的事项）"));
    writer.member("detail", refused.error.message).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

Response get_next_case(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto* tab = find_enum<app::WorkTab>(request.parameter("tab").value_or("mine"));
  if (tab == nullptr) return problem(400, "没有这一栏");
  const auto next = app::next_case(context.workspace, *context.access, *tab, *id);
  if (!next) return problem(next.error());
  JsonWriter writer;
  writer.begin_object().key("case");
  if (*next)
    writer.string(std::to_string(**next));
  else
    writer.null();
  return json_answer(writer.end_object().take());
}

constexpr Parameter kCaseId{"id", Parameter::In::path, "事项编号", "string", true, ""};
constexpr std::array kCaseParameters{kCaseId};
constexpr std::array kNextParameters{
    kCaseId, Parameter{"tab", Parameter::In::query, "哪一栏；不给则为 mine", "string", false, "mine"}};

constexpr Route kCasesRoutes[] = {
    {"GET",
     "/api/v1/cases/{id}",
     "getCase",
     "一件事项：到哪一步、能做什么、办理经过",
     Permission("work_case", law::Action::read),
     kCaseParameters,
     "",
     "Case",
     {},
     get_case},
    {"POST",
     "/api/v1/cases/{id}/opened",
     "openCase",
     "记下等他办理的人已经打开；之后送来的人不能再撤回",
     Permission("work_case", law::Action::step),
     kCaseParameters,
     "",
     "Case",
     {},
     open_case},
    {"GET",
     "/api/v1/cases/{id}/assignees",
     "listAssignees",
     "可以转办给谁",
     Permission("work_case", law::Action::step),
     kCaseParameters,
     "",
     "AssigneeList",
     {},
     get_assignees},
    {"POST",
     "/api/v1/cases/{id}/steps",
     "doStep",
     "办理一步",
     Permission("work_case", law::Action::step),
     kCaseParameters,
     "StepWish",
     "Case",
     {},
     post_step},
    {"POST",
     "/api/v1/cases/steps",
     "doSteps",
     "批量办理，逐件成功或被拒",
     Permission("work_case", law::Action::step),
     {},
     "BatchWish",
     "BatchResult",
     {},
     post_steps},
    {"GET",
     "/api/v1/cases/{id}/next",
     "getNextCase",
     "待办顺序里的下一件",
     Permission("work_case", law::Action::list),
     kNextParameters,
     "",
     "NextCase",
     {},
     get_next_case},
};

}  // namespace

std::span<const Route> cases_routes() { return kCasesRoutes; }

}  // namespace jiheng::http
