#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_table.h"
#include "base/money.h"
#include "law/book.h"
#include "model/budget_line.h"
#include "model/project.h"

namespace jiheng::law {

/// What is done to the money of a project.
enum class BudgetAct { initial, adjust, supplement, release };

inline constexpr std::array kBudgetActTable{
    EnumRow<BudgetAct>{BudgetAct::initial, "initial", "年初预算"},
    EnumRow<BudgetAct>{BudgetAct::adjust, "adjust", "调整"},
    EnumRow<BudgetAct>{BudgetAct::supplement, "supplement", "追加"},
    EnumRow<BudgetAct>{BudgetAct::release, "release", "下达"},
};
constexpr const auto& enum_table(BudgetAct) { return kBudgetActTable; }

/// What must be there before; the program can answer these.
enum class BudgetNeed {
  goal_declared,
  goal_covers,
  goal_approved,
  declaration_form,
  assessment_support,
  within_budget,
  above_released,
};

inline constexpr std::array kBudgetNeedTable{
    EnumRow<BudgetNeed>{BudgetNeed::goal_declared, "goal_declared", "目标已送审"},
    EnumRow<BudgetNeed>{BudgetNeed::goal_covers, "goal_covers", "目标包含这笔资金"},
    EnumRow<BudgetNeed>{BudgetNeed::goal_approved, "goal_approved", "目标已批复"},
    EnumRow<BudgetNeed>{BudgetNeed::declaration_form, "declaration_form", "已报申报表"},
    EnumRow<BudgetNeed>{BudgetNeed::assessment_support, "assessment_support", "事前评估通过"},
    EnumRow<BudgetNeed>{BudgetNeed::within_budget, "within_budget", "不超过全年预算数"},
    EnumRow<BudgetNeed>{BudgetNeed::above_released, "above_released", "不低于已下达数"},
};
constexpr const auto& enum_table(BudgetNeed) { return kBudgetNeedTable; }

/// A file law/parameters/budget with an id "budget.guard.…": before which acts, for which projects and money,
/// what must be there, and what people are told when it is not. A condition that is not named holds for all.
struct BudgetGuard {
  std::string id;
  std::string title;
  std::vector<BudgetAct> acts;  ///< none: switched off at this place
  std::vector<Category> categories;
  std::vector<ProjectKind> kinds;  ///< `new` means new in the very year of the budget
  std::vector<FundType> fund_types;
  std::vector<FundTag> fund_tags;
  std::optional<Money> at_least;  ///< of the project's budget of the year
  BudgetNeed need{};
  std::string message;
  std::string remedy;
  Basis basis = Basis::law;
  std::vector<Citation> citations;
};

/// The guards in force at `place` on `as_of`, by id.
std::vector<BudgetGuard> budget_guards(const Book& book, Region place, Date as_of);

/// The check of those files: known acts, needs and codes, and a message and a remedy.
void check_budget_guards(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
