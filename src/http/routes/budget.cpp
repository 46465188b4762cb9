#include <fmt/format.h>

#include <array>
#include <charconv>

#include "app/budget.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/money_answers.h"
#include "http/money_body.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response get_budget(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto text = request.parameter("year");
  const auto year =
      text && !text->empty() ? read_year(*text) : Result<FiscalYear>(context.access->viewer().year);
  if (!year) return problem(year.error());
  const auto money = app::project_money(context.workspace, *context.access, {*id}, *year);
  if (!money) return problem(money.error());
  return json_answer(project_budget_json(*context.access, *money));
}

Response post_change(const Context& context, const Request& request) {
  auto body =
      MoneyBody::read(request, {"project", "year", "kind", "document_number", "on", "reason", "lines"});
  if (!body) return problem(body.error());
  app::BudgetChangeRequest change;
  change.project = {body->id("", "project")};
  change.year = body->year("year");
  change.kind = body->code<BudgetChangeKind>(body->root(), "", "kind");
  change.document_number = body->text("document_number", record_of<BudgetChange>());
  change.on = body->date("on");
  change.reason = body->text("reason", record_of<BudgetChange>());
  for (const auto& [node, pointer] : body->lines())
    change.lines.push_back({body->code<FundType>(*node, pointer, "fund_type"),
                            body->code<FundTag>(*node, pointer, "fund_tag"), body->amount(*node, pointer)});
  if (const auto done = body->done(); !done) return problem(done.error());
  change.dry_run = request.parameter("dry_run") == "1";
  const auto money = app::change_budget(context.workspace, *context.access, change);
  if (!money) return problem(money.error());
  return json_answer(project_budget_json(*context.access, *money));
}

constexpr std::array kBudgetParts{
    Parameter{"id", Parameter::In::path, "项目", "string", true, ""},
    Parameter{"year", Parameter::In::query, "年度；不给则为登录时选的", "integer", false, "2024"}};
constexpr std::array kDryRun{
    Parameter{"dry_run", Parameter::In::query, "1：只检查，不登记", "switch", false, ""}};

constexpr Route kBudgetRoutes[] = {
    {"GET",
     "/api/v1/projects/{id}/budget",
     "getProjectBudget",
     "一个项目一个年度的预算、变动和下达",
     Permission("budget_line", law::Action::read),
     kBudgetParts,
     "",
     "ProjectBudget",
     {},
     get_budget},
    {"POST",
     "/api/v1/budget-changes",
     "changeBudget",
     "登记年初预算、调整、追加；规则不允许的为 409，逐条说明",
     Permission("budget_change", law::Action::create),
     kDryRun,
     "BudgetChangeBody",
     "ProjectBudget",
     {},
     post_change},
};

}  // namespace

std::span<const Route> budget_routes() { return kBudgetRoutes; }

}  // namespace jiheng::http
