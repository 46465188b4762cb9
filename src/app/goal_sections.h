#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/goal_file.h"
#include "base/node.h"

namespace jiheng::app {

/// What became of a section that somebody saved.
struct SectionSaved {
  bool stale = false;  ///< somebody else has changed it since: nothing was written
  GoalFile file;       ///< as it is now
};

/// Saves a section if it still has the tag that the person saw. Only who owns the section, only while the
/// form is his unit's to fill. A part that changes loses its confirmation. Errors: refused, conflict (not the
/// time for it), invalid with every fault.
Result<SectionSaved> save_section(Workspace& workspace, const Access& access, GoalRef ref,
                                  std::string_view section, std::string_view tag, const Node& body);

/// A section as somebody wants it: the body of a PATCH.
struct SectionWish {
  std::string section;
  Node body;
};
/// The writes that save several sections of one form at once, with the same checks and the same consequences
/// as save_section; none when nothing differs. `after` becomes the form. Errors as save_section; pointers of
/// findings begin with the section ("text/fields/plan").
Result<std::vector<store::Put>> put_sections(const GoalFile& file, const Access& access,
                                             const std::vector<SectionWish>& wishes, std::int64_t now,
                                             GoalForm& after);

/// One of the two hands stands for its part ("finance" or "project"), or takes that back.
Result<GoalFile> confirm_part(Workspace& workspace, const Access& access, GoalRef ref, std::string_view part,
                              bool confirmed);

/// Why the viewer may write nothing of the form: "已送审，等待教育体育局审核"; empty when he may.
std::string read_only_why(const GoalFile& file, const Access& access);
/// Whether he may write this section now.
bool may_write_section(const GoalFile& file, const Access& access, std::string_view section);
/// The group that owns a section: "finance" or "project".
std::string_view section_owner(const GoalFile& file, std::string_view section);

/// Makes the goal of a project and year, prefilled from the year before where there is one, with its case.
struct StartedGoal {
  GoalFile file;
  bool prefilled = false;
};
/// The same of a department whose own office is the viewer's unit (department_goal_start.cpp): texts and
/// indicators of last year, tasks with the money of the department's projects.
Result<StartedGoal> start_department_goal(Workspace& workspace, const Access& access, UnitId unit,
                                          FiscalYear year);
Result<StartedGoal> start_goal(Workspace& workspace, const Access& access, std::int64_t project_id,
                               FiscalYear year);

/// Somebody who works in the form just now is kept under this number (app/desk.h): departments' below zero.
std::int64_t presence_key(GoalRef ref);

}  // namespace jiheng::app
