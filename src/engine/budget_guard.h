#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "law/budget_guard.h"
#include "model/assessment.h"
#include "model/goal.h"
#include "model/project.h"

namespace jiheng::engine {

/// One act on one kind of money of one project in one year, and what is known of the project when it is done.
struct BudgetMove {
  law::BudgetAct act{};
  FiscalYear year;
  Category category{};
  ProjectKind kind{};
  FiscalYear first_year;  ///< of the project
  FundType fund_type{};
  FundTag fund_tag{};
  Money project_total;               ///< the project's whole budget of the year as it would be afterwards
  Money adjusted;                    ///< this line's 全年预算数 as it would be afterwards
  Money released;                    ///< of this line, as it would be afterwards
  std::optional<GoalState> goal;     ///< of the project and year; empty: none
  bool goal_under_way = false;       ///< it is being adjusted, and the adjustment has been sent for review
  std::optional<Money> goal_amount;  ///< what the goal that was sent in says it needs; empty: it does not say
  std::optional<Conclusion> conclusion;  ///< of the newest ex-ante assessment; empty: none
};

/// A guard that does not let the act pass, and what exactly is missing.
struct BudgetRefusal {
  const law::BudgetGuard* guard = nullptr;
  std::string detail;
};

/// Every guard that speaks against the move, in their order.
std::vector<BudgetRefusal> refuse(std::span<const law::BudgetGuard> guards, const BudgetMove& move);

}  // namespace jiheng::engine
