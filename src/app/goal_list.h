#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/goal_lint.h"
#include "app/workspace.h"

namespace jiheng::app {

/// One goal of the list.
struct GoalListRow {
  Goal goal;
  std::optional<WorkCase> work_case;
  Project project;
  std::string unit_name;
  std::string department_name;
  std::string state;
  std::string state_label;
  std::optional<Money> amount;  ///< empty: nothing is filled in, and no budget is known
  Filled finance;
  Filled project_part;
  FindingCounts findings;
  std::optional<int> vagueness;  ///< hundredths of points; empty: no indicators
};

struct GoalQuestion {
  FiscalYear year;
  std::string state;  ///< of the process; empty: every
  std::string unit;   ///< code; of a department also its units; empty: every
  std::string words;  ///< part of name or code of the project
  std::size_t offset = 0;
  std::size_t limit = 50;
};

struct GoalList {
  std::int64_t total = 0;
  Money amount;  ///< of all, not only of the page
  std::vector<GoalListRow> rows;
};

/// The goals that the viewer may see, by unit and project code.
Result<GoalList> list_goals(Workspace& workspace, const Access& access, const GoalQuestion& question);

/// The ids of all of them, whatever offset and limit say, in the same order.
Result<std::vector<std::int64_t>> goal_ids(Workspace& workspace, const Access& access,
                                           const GoalQuestion& question);

}  // namespace jiheng::app
