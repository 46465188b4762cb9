#include "app/budget_guards.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/case_guards.h"

namespace jiheng::app {
namespace {

/// "盐池县公开文件一（一）"; of our own rules "通行做法", with what they lean on.
std::string guard_clause(const law::Book& book, const law::BudgetGuard& guard) {
  if (guard.basis == law::Basis::law) return clause_text(book, guard.citations);
  return guard.citations.empty() ? "通行做法" : "通行做法，参见" + clause_text(book, guard.citations);
}

bool asks_for_goal(const law::BudgetGuard& guard) {
  using enum law::BudgetNeed;
  return guard.need == goal_declared || guard.need == goal_covers || guard.need == goal_approved ||
         guard.need == declaration_form;
}

}  // namespace

GuardDesk::GuardDesk(const law::Book& book, Region place, Date day)
    : book_(book), guards_(law::budget_guards(book, place, day)) {}

void GuardDesk::without_goal_guards() { std::erase_if(guards_, asks_for_goal); }

void GuardDesk::ask(const engine::BudgetMove& move, std::string_view project_name, std::string_view pointer) {
  for (const auto& refusal : engine::refuse(guards_, move)) {
    Finding finding;
    finding.rule = refusal.guard->id;
    finding.message =
        fmt::format("{}：{}{}（依据：{}）", project_name, refusal.guard->message,
                    refusal.detail.empty() ? "" : "：" + refusal.detail, guard_clause(book_, *refusal.guard));
    finding.where = pointer;
    finding.hint = refusal.guard->remedy;
    const bool said = std::ranges::any_of(findings_, [&](const Finding& other) {
      return other.rule == finding.rule && other.message == finding.message;
    });
    if (!said) findings_.push_back(std::move(finding));
  }
}

tl::unexpected<Error> GuardDesk::refusal(std::string_view what) const {
  return fail(ErrorCode::conflict, fmt::format("{}没有办成：{} 条规则不允许", what, findings_.size()),
              findings_);
}

engine::BudgetMove move_of(const ProjectMoney& money, law::BudgetAct act, FundType type, FundTag tag) {
  engine::BudgetMove move;
  move.act = act;
  move.year = money.year;
  move.category = money.project.category;
  move.kind = money.project.kind;
  move.first_year = money.project.first_year;
  move.fund_type = type;
  move.fund_tag = tag;
  move.project_total = money.adjusted();
  if (const auto* line = money.line(type, tag)) move.adjusted = line->adjusted;
  move.released = money.released(type, tag);
  if (money.goal) move.goal = money.goal->state;
  move.goal_under_way = money.goal_under_way;
  move.goal_amount = money.goal_amount;
  move.conclusion = money.conclusion;
  return move;
}

}  // namespace jiheng::app
