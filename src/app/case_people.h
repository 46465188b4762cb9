#pragma once

#include <string>
#include <vector>

#include "app/goal_file.h"
#include "model/user.h"

namespace jiheng::app {

/// Somebody whom a case can be handed to.
struct Assignee {
  UserId user;
  std::string account;
  std::string name;
  Role role{};
  std::string unit_name;  ///< where the role is held; "" of roles of the whole place
};

/// Who besides the viewer could act on the case where it stands: active people who hold, today, one of the
/// roles that the state waits for, over this very unit. By name. `refused` when the viewer may not hand the
/// case on.
Result<std::vector<Assignee>> assignees_of(Workspace& workspace, const Access& access, const GoalFile& file);

/// Whether the case waits for the viewer, was not opened yet, and is not his own last step: what
/// mark_opened() would note.
bool waits_unopened(const Access& access, const GoalFile& file);

}  // namespace jiheng::app
