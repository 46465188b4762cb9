#pragma once

#include "base/node.h"
#include "engine/lint_form.h"

namespace jiheng::engine {

/// Reads a form from a tree whose members are the fields that rules name: {kind, year, project: {name, …},
/// budget: {unit, initial, …}, amounts: [{label, …}], goal: {annual, medium}, indicators: [{name, …}],
/// self_evaluation, monitoring, approved, county: {…}}. `indicator: {…}` instead of `indicators` is one row
/// of a form that is not there as a whole. Amounts carry their unit ("6.3万元"), ratios are per cent
/// ("97.3%"). Used by the examples in law/lint and by whoever sends a form that is being filled in. Every
/// fault at once.
Result<LintForm> read_lint_form(const Node& node);

}  // namespace jiheng::engine
