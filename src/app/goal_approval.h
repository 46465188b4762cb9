#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cases.h"

namespace jiheng::app {

/// What an approval act says (一同批复: goals and budget with one document).
struct ApprovalWish {
  std::vector<std::int64_t> goals;
  ApprovalDocument document;
};

/// One approved goal, as the printed approval lists it.
struct ApprovedGoal {
  std::int64_t goal_id = 0;
  std::string project_code;
  std::string project_name;
  std::string unit_name;
  std::string department_name;
  Money amount;
  std::string text;
  std::vector<GoalRow> rows;
};

/// An approval act: the goals that one document approved, in one region.
struct Approval {
  std::string id;  ///< the version id of its first goal
  Region region;
  FiscalYear year;
  std::string document;
  Date on;
  std::string by_name;
  std::vector<ApprovedGoal> goals;
};

struct RefusedGoal {
  std::int64_t goal_id = 0;
  std::string title;
  Error error;
};
struct ApprovalResult {
  std::string id;  ///< of the act; empty when nothing was approved
  std::vector<std::int64_t> approved;
  std::vector<RefusedGoal> refused;
};

/// Approves goals together with their budget, each in its own transaction: those that are refused say why and
/// do not hold up the others. Errors: refused, invalid (no document number, no goals).
Result<ApprovalResult> approve_goals(Workspace& workspace, const Access& access, const ApprovalWish& wish);

/// The act again, as far as the viewer may see its goals; not_found when there is none.
Result<Approval> load_approval(Workspace& workspace, const Access& access, std::string_view id);

/// The act as a page to print: a table a department, the goal and its indicators of each project.
std::string approval_html(const law::Book& book, const Approval& approval);

}  // namespace jiheng::app
