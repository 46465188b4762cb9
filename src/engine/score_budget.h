#pragma once

#include <optional>
#include <string>

#include "engine/score.h"

namespace jiheng::engine {

/// The amounts the execution rate is computed from.
struct ExecutionAmounts {
  std::optional<Money> adjusted;
  std::optional<Money> executed;
  bool from_parts = false;  ///< the total row is empty or 0 and the rows below it are not: their sum is taken
};

ExecutionAmounts execution_amounts(const SelfEvaluationForm& form);

/// 执行率得分 (domain §3 计分 4): weight × min(rate, 1), or the scheme's bands. No division by a budget of 0.
RowScore judge_execution(const SelfEvaluationForm& form, const law::Scheme& scheme);

/// What is odd about the money table: units, sums, rates, overspending, missing reasons.
void check_budget(const SelfEvaluationForm& form, const law::Scheme& scheme, const RowScore& execution,
                  Findings& findings);

}  // namespace jiheng::engine
