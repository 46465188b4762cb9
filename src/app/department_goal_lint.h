#pragma once

#include "app/goal_lint.h"

namespace jiheng::app {

/// Turns a form that was made for a project into a department's, as the rules see it: the tasks are the rows
/// of the money table (`adjusted` the 预算总额 as written, `initial` what 财政拨款 and 其他资金 add up to),
/// and what was approved is the money of the department's projects.
void make_department_lint(const GoalFile& file, const GoalForm& form, engine::LintForm& lint);

/// What the rules say of a form by its number; nothing of one that the viewer may not read.
Result<FindingCounts> count_findings(Workspace& workspace, const Access& access, GoalRef ref);

/// Last year's goal and indicators of the same office.
Result<LastYear> department_last_year(store::Store& store, const GoalFile& file);

}  // namespace jiheng::app
