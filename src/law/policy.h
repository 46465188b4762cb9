#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_table.h"
#include "base/ratio.h"
#include "base/score.h"
#include "law/book.h"
#include "model/grade.h"
#include "model/result_use.h"

namespace jiheng::law {

/// Who evaluated.
enum class Evaluator { departmental, finance, self };

inline constexpr std::array kEvaluatorTable{
    EnumRow<Evaluator>{Evaluator::departmental, "departmental", "部门评价"},
    EnumRow<Evaluator>{Evaluator::finance, "finance", "财政评价"},
    EnumRow<Evaluator>{Evaluator::self, "self", "单位自评"},
};
constexpr const auto& enum_table(Evaluator) { return kEvaluatorTable; }

/// How firmly a policy says what happens to the next budget.
enum class PolicyKind { fixed, range, forbidden, recommend, keep };

inline constexpr std::array kPolicyKindTable{
    EnumRow<PolicyKind>{PolicyKind::fixed, "fixed", "固定比例扣减"},
    EnumRow<PolicyKind>{PolicyKind::range, "range", "幅度内扣减"},
    EnumRow<PolicyKind>{PolicyKind::forbidden, "forbidden", "不予安排"},
    EnumRow<PolicyKind>{PolicyKind::recommend, "recommend", "建议，不定幅度"},
    EnumRow<PolicyKind>{PolicyKind::keep, "keep", "维持"},
};
constexpr const auto& enum_table(PolicyKind) { return kPolicyKindTable; }

/// Which budget a cut is reckoned from.
enum class PolicyBase { evaluated_year_budget, previous_year_budget };

inline constexpr std::array kPolicyBaseTable{
    EnumRow<PolicyBase>{PolicyBase::evaluated_year_budget, "evaluated_year_budget", "被评价年度预算"},
    EnumRow<PolicyBase>{PolicyBase::previous_year_budget, "previous_year_budget", "上年预算"},
};
constexpr const auto& enum_table(PolicyBase) { return kPolicyBaseTable; }

/// What follows from one grade given by one evaluator.
struct PolicyRule {
  Evaluator evaluator{};
  Grade grade{};
  PolicyKind kind{};
  std::optional<Ratio> low;  ///< of range; of fixed low == high
  std::optional<Ratio> high;
  std::optional<PolicyBase> base;
  UseSuggestion suggestion{};
  bool principle = false;  ///< 原则上: people may decide otherwise, with a reason
  std::string curve;       ///< parameter that picks a value within the range by score; may be empty
  std::string text;
  Basis basis = Basis::law;
  std::string why;
  std::vector<Citation> citations;  ///< of the rule, else of the file
};

/// A policy on the use of results, as it is in one file.
struct Policy {
  std::string id;
  std::string title;
  std::string place;
  std::string file;
  std::vector<PolicyRule> rules;
};

/// Reads a file of law/policies; it has passed its check.
Policy read_policy(const Document& document);

/// The rule that decides, and those of wider places that it sets aside.
struct PolicyMatch {
  PolicyRule rule;
  std::string place;
  struct Layer {
    std::string place;
    std::string title;
    PolicyRule rule;
  };
  std::vector<Layer> layers;  ///< most specific first; layers[0] is the rule itself
};

/// What policy `id` says at a place and a day about a grade. Each layer may leave grades to the next one.
std::optional<PolicyMatch> find_policy(const Book& book, std::string_view id, Region place, Date as_of,
                                       Evaluator evaluator, Grade grade);

/// A rate of reduction to propose. It is a suggestion; people decide (domain §9).
struct Suggestion {
  UseSuggestion action{};
  std::optional<Ratio> low;
  std::optional<Ratio> high;
  std::optional<Ratio> rate;  ///< within [low, high]; empty when the policy names no rate and no curve
  bool principle = false;
};

/// What to propose for a result: of a range, the point that its curve (a parameter of score → percent) gives.
Result<Suggestion> suggest(const Book& book, const PolicyRule& rule, std::optional<Score> score, Region place,
                           Date as_of);

/// The check of law/policies: one rule a grade and evaluator, low ≤ high, the curve exists.
void check_policies(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
