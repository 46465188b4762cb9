#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "io/form_data.h"

namespace jiheng::app {

/// A goal as forms name what it is about.
struct GoalEntry {
  std::int64_t goal = 0;  ///< 0: there is none in that year
  std::string code;
  std::string name;
  std::string unit;
};

/// The goals of one year that a viewer may see, by what forms call their projects.
class ProjectGoalIndex {
 public:
  static Result<ProjectGoalIndex> load(Workspace& workspace, const Access& access, FiscalYear year);

  /// The goal a form is about: by project code, else by name and, of several with the same name, unit.
  /// Errors say what the form lacks (not_found, invalid).
  Result<GoalEntry> find(const io::FormData& data) const;

 private:
  Result<GoalEntry> with_goal(const GoalEntry& entry) const;

  FiscalYear year_;
  std::multimap<std::string, GoalEntry, std::less<>> by_code_;
  std::multimap<std::string, GoalEntry, std::less<>> by_name_;
};

/// The departments that a viewer may see, with their overall goals of one year.
class DepartmentGoalIndex {
 public:
  static Result<DepartmentGoalIndex> load(Workspace& workspace, const Access& access, FiscalYear year);

  /// The goal a form is about: by the department's code, else by its name in that year. Errors as above.
  Result<GoalEntry> find(const io::FormData& data) const;

 private:
  FiscalYear year_;
  std::vector<GoalEntry> entries_;  ///< by code
};

}  // namespace jiheng::app
