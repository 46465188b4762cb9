#include <array>

#include "app/goal_approval.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Result<app::ApprovalWish> read_wish_to_approve(const Request& request) {
  auto body = Body::read(request, {"goals", "department_goals", "document_number", "approved_on"});
  if (!body) return pass(body);
  app::ApprovalWish wish;
  wish.document.number = body->text("document_number");
  const auto on = body->optional_date("approved_on");
  if (!on) body->refuse("approved_on", "请写批复日期");
  wish.document.on = on.value_or(Date());
  if (const auto fine = body->done(); !fine) return pass(fine);
  const auto tree = parse_json(request.body, "body");
  if (!tree) return pass(tree);
  Findings findings;
  for (const auto kind : {app::FormKind::project, app::FormKind::department}) {
    const auto* member = kind == app::FormKind::department ? "department_goals" : "goals";
    for (const auto id : read_ids(*tree, member, findings)) wish.goals.emplace_back(id, kind);
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "请求正文有误", std::move(findings));
  return wish;
}

Response post_approval(const Context& context, const Request& request) {
  const auto wish = read_wish_to_approve(request);
  if (!wish) return problem(wish.error());
  const auto result = app::approve_goals(context.workspace, *context.access, *wish);
  if (!result) return problem(result.error());
  JsonWriter writer;
  writer.begin_object().key("id");
  if (result->id.empty())
    writer.null();
  else
    writer.string(result->id);
  writer.key("approved").begin_list();
  for (const auto& ref : result->approved) writer.string(std::to_string(ref.id));
  writer.end_list().key("refused").begin_list();
  for (const auto& refused : result->refused) {
    writer.begin_object().member("goal", std::to_string(refused.ref.id)).member("title", refused.title);
    writer.member("detail", refused.error.message).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

Response get_approval(const Context& context, const Request& request) {
  const auto approval = app::load_approval(context.workspace, *context.access, request.part("id"));
  if (!approval) return problem(approval.error());
  JsonWriter writer;
  writer.begin_object().member("id", approval->id).member("document_number", approval->document);
  writer.member("approved_on", approval->on.to_text()).member("year", std::int64_t{approval->year.value()});
  writer.member("by", approval->by_name).key("goals").begin_list();
  for (const auto& goal : approval->goals) {
    writer.begin_object().member("goal", std::to_string(goal.ref.id));
    writer.member("project_code", goal.project_code).member("project_name", goal.project_name);
    writer.member("unit_name", goal.unit_name).member("department_name", goal.department_name);
    writer.member("amount", goal.amount.fen())
        .member("amount_text", goal.amount.to_wan_display())
        .end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

Response print_approval(const Context& context, const Request& request) {
  const auto approval = app::load_approval(context.workspace, *context.access, request.part("id"));
  if (!approval) return problem(approval.error());
  auto html = app::approval_html(context.workspace.book(), *approval);
  if (!html) return problem(html.error());
  return page_answer(std::move(*html));
}

constexpr std::array kApprovalParameters{
    Parameter{"id", Parameter::In::path, "批复编号", "string", true, ""}};
constexpr std::array<std::string_view, 1> kHtmlForm{"text/html"};

constexpr Route kApprovalsRoutes[] = {
    {"POST",
     "/api/v1/approvals",
     "approveGoals",
     "一同批复：目标和预算一次办完，逐个成功或被拒",
     Permission("approval", law::Action::create),
     {},
     "ApprovalWish",
     "ApprovalResult",
     {},
     post_approval},
    {"GET",
     "/api/v1/approvals/{id}",
     "getApproval",
     "一次批复",
     Permission("approval", law::Action::read),
     kApprovalParameters,
     "",
     "Approval",
     {},
     get_approval},
    {"GET", "/api/v1/approvals/{id}/print", "printApproval", "批复，供打印",
     Permission("approval", law::Action::print), kApprovalParameters, "", "object", kHtmlForm,
     print_approval},
};

}  // namespace

std::span<const Route> approvals_routes() { return kApprovalsRoutes; }

}  // namespace jiheng::http
