#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/workspace.h"

namespace jiheng::app {

/// Core indicators that finance or a department sends down to the goals of its units (核心指标下达).
struct IndicatorOrder {
  FiscalYear year;
  std::string unit;                    ///< code of a unit or department; empty: all that the viewer reaches
  std::string sector;                  ///< of the project; empty: every
  std::string function_class;          ///< begins with; empty: every
  std::vector<std::int64_t> projects;  ///< these only; empty: as the filter says
  std::vector<GoalRow> rows;  ///< each with level1, level2, name; a target that is given is fixed too
};

struct IndicatorOrderResult {
  std::vector<std::int64_t> goals;                                ///< that got at least one row
  std::vector<std::pair<std::int64_t, std::string>> passed_over;  ///< goal and why
};

/// Adds the rows to each chosen goal that is still being filled in; a row of that name that is there already
/// becomes fixed. Errors: refused, invalid.
Result<IndicatorOrderResult> order_indicators(Workspace& workspace, const Access& access,
                                              const IndicatorOrder& order);

}  // namespace jiheng::app
