#pragma once

#include "engine/score.h"

namespace jiheng::engine {

/// What is odd about single rows: not filled, needs a person, claimed against computed, over-completion,
/// reasons.
void check_rows(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                Findings& findings);

/// What is odd about the weights: their sum, the levels' sums, levels that are unknown or missing.
void check_weights(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& findings);

/// What is odd about the stated total and grade, and what is missing for a computed one.
void check_totals(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                  Findings& findings);

}  // namespace jiheng::engine
