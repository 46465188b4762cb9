#pragma once

#include <span>
#include <string_view>

#include "model/budget_line.h"
#include "model/goal.h"
#include "model/indicator.h"
#include "model/project.h"
#include "model/self_evaluation.h"
#include "model/self_evaluation_form.h"

namespace jiheng::engine {

/// The form of one stored project and year: the sums of its budget lines, its indicators in the order of
/// `seq`, what its self-evaluation claims. All rows must be of `project` and one year (the caller selects
/// them). `evaluation` and `goal` may be missing (nullptr). Origins are named "record:<name>/<id>#<field>",
/// of a sum one after the other. An amount that overflows when summed is left empty, which score() then
/// reports.
SelfEvaluationForm stored_form(const Project& project, FiscalYear year, std::span<const BudgetLine> lines,
                               std::span<const Indicator> indicators, const SelfEvaluation* evaluation,
                               const Goal* goal, std::string_view unit_name,
                               std::string_view department_name);

}  // namespace jiheng::engine
