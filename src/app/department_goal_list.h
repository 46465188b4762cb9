#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/goal_lint.h"
#include "app/workspace.h"

namespace jiheng::app {

/// One department of the list, whether it has begun its form or not.
struct DepartmentGoalRow {
  std::string department_code;
  std::string department_name;
  UnitId office;  ///< 本级, which fills the form in; 0: it has none
  std::string office_name;
  bool may_create = false;             ///< the viewer may begin it
  std::optional<GoalFile> file;        ///< empty: not begun
  std::optional<FindingCounts> found;  ///< of the file
  Money projects;                      ///< what the department's projects ask for, else have
};

/// 应报与已报: how far the departments of a year are.
struct DepartmentCoverage {
  int owed = 0;
  int begun = 0;
  int submitted = 0;  ///< sent for review, or through
  int approved = 0;
};

struct DepartmentGoalList {
  std::vector<DepartmentGoalRow> rows;  ///< by code
  DepartmentCoverage coverage;
};

/// A department of a year and whether it has begun its form, without opening it.
struct DepartmentHead {
  std::string code;
  std::string name;  ///< in that year
  UnitId office;     ///< which has begun it, else which fills it in
  std::string office_name;
  DepartmentGoalId goal;  ///< 0: not begun
};
/// The departments of a year that the viewer may see, by code; those without an office are left out.
Result<std::vector<DepartmentHead>> list_department_heads(Workspace& workspace, const Access& access,
                                                          FiscalYear year);

/// The departments of a year that the viewer may see, each with its form. `words`: part of name or code.
Result<DepartmentGoalList> list_department_goals(Workspace& workspace, const Access& access, FiscalYear year,
                                                 std::string_view words, std::string_view state);

}  // namespace jiheng::app
