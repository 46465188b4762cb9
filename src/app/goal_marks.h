#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "app/access.h"
#include "app/goal_lint.h"
#include "app/workspace.h"

namespace jiheng::app {

/// What the rules say of a goal, in numbers, for lists.
struct GoalMarks {
  FindingCounts findings;
  std::optional<int> vagueness;  ///< hundredths of points; empty: no indicators
};

/// The marks of goals of one year, by goal: read and linted at once, about as many as a page of a list has.
/// The caller has found out that the viewer may see them.
Result<std::map<std::int64_t, GoalMarks>> mark_goals(Workspace& workspace, const Access& access,
                                                     FiscalYear year, const std::vector<std::int64_t>& goals);

}  // namespace jiheng::app
