#pragma once

#include <string>
#include <string_view>

#include "app/budget.h"
#include "engine/budget_guard.h"

// What the acts of app/budget share; nothing outside app/budget* includes this.
namespace jiheng::app {

/// Asks the guards in force at a place on a day and collects what they say as findings.
class GuardDesk {
 public:
  GuardDesk(const law::Book& book, Region place, Date day);

  /// Asks about one line; refusals are added with `pointer` as their place. One that was given already for
  /// the same project in the same words is not repeated.
  void ask(const engine::BudgetMove& move, std::string_view project_name, std::string_view pointer);
  /// Leaves out the guards that ask for a goal.
  void without_goal_guards();

  const Findings& findings() const { return findings_; }
  /// The conflict that the findings amount to: "…被 3 条规则拒绝".
  tl::unexpected<Error> refusal(std::string_view what) const;

 private:
  const law::Book& book_;
  std::vector<law::BudgetGuard> guards_;
  Findings findings_;
};

/// The move that an act on one kind of money of a project is; amounts are those before it.
engine::BudgetMove move_of(const ProjectMoney& money, law::BudgetAct act, FundType type, FundTag tag);

}  // namespace jiheng::app
