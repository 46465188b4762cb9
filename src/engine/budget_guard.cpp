#include "engine/budget_guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace jiheng::engine {
namespace {

using law::BudgetGuard;
using law::BudgetNeed;

template <class T>
bool names(const std::vector<T>& wanted, T value) {
  return wanted.empty() || std::ranges::count(wanted, value) > 0;
}

/// Whether the guard is about such a move. A project is new only in its first year.
bool concerns(const BudgetGuard& guard, const BudgetMove& move) {
  const auto kind =
      move.kind == ProjectKind::fresh && move.first_year < move.year ? ProjectKind::continuing : move.kind;
  return std::ranges::count(guard.acts, move.act) > 0 && names(guard.categories, move.category) &&
         names(guard.kinds, kind) && names(guard.fund_types, move.fund_type) &&
         names(guard.fund_tags, move.fund_tag) && (!guard.at_least || *guard.at_least <= move.project_total);
}

std::string goal_detail(const BudgetMove& move) {
  if (!move.goal) return "还没有填报绩效目标";
  return *move.goal == GoalState::draft       ? "目标还在编制"
         : *move.goal == GoalState::submitted ? "目标正在审核"
                                              : "";
}

std::string wan(Money amount) { return amount.to_wan_display() + " 万元"; }

/// What is missing; nothing when the need is met.
std::optional<std::string> missing(BudgetNeed need, const BudgetMove& move) {
  const bool declared = move.goal && *move.goal != GoalState::draft;
  switch (need) {
    case BudgetNeed::goal_declared:
    case BudgetNeed::declaration_form: return declared ? std::nullopt : std::optional(goal_detail(move));
    case BudgetNeed::goal_approved:
      if (move.goal == GoalState::approved && !move.goal_under_way) return std::nullopt;
      return move.goal_under_way ? "目标的调整还没有批复" : goal_detail(move);
    case BudgetNeed::goal_covers:
      if (!declared) return std::nullopt;  // another guard asks for the goal
      if (!move.goal_amount) return "目标里没有资金明细";
      if (move.project_total <= *move.goal_amount) return std::nullopt;
      return fmt::format("目标资金 {}，追加后预算 {}", wan(*move.goal_amount), wan(move.project_total));
    case BudgetNeed::assessment_support:
      if (!move.conclusion) return "没有事前评估结论";
      if (*move.conclusion != Conclusion::not_support) return std::nullopt;
      return fmt::format("结论是“{}”", enum_label(*move.conclusion));
    case BudgetNeed::within_budget:
    case BudgetNeed::above_released:
      if (move.released <= move.adjusted) return std::nullopt;
      return fmt::format("全年预算数 {}，下达累计 {}", wan(move.adjusted), wan(move.released));
  }
  return std::nullopt;
}

}  // namespace

std::vector<BudgetRefusal> refuse(std::span<const BudgetGuard> guards, const BudgetMove& move) {
  std::vector<BudgetRefusal> refusals;
  for (const auto& guard : guards) {
    if (!concerns(guard, move)) continue;
    if (auto detail = missing(guard.need, move)) refusals.push_back({&guard, std::move(*detail)});
  }
  return refusals;
}

}  // namespace jiheng::engine
