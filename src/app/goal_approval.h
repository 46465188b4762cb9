#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/cases.h"
#include "io/form_data.h"

namespace jiheng::app {

/// What an approval act says (一同批复: goals and budget with one document).
struct ApprovalWish {
  std::vector<GoalRef> goals;  ///< of projects and of departments
  ApprovalDocument document;
};

/// One approved goal, as the printed approval lists it.
struct ApprovedGoal {
  GoalRef ref;
  std::string project_code;
  std::string project_name;
  std::string unit_name;
  std::string department_name;
  Money amount;
  GoalForm form;      ///< as it was approved
  io::FormData data;  ///< the same, laid out
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
  GoalRef ref;
  std::string title;
  Error error;
};
struct ApprovalResult {
  std::string id;  ///< of the act; empty when nothing was approved
  std::vector<GoalRef> approved;
  std::vector<RefusedGoal> refused;
};

/// Approves goals together with their budget, each in its own transaction: those that are refused say why and
/// do not hold up the others. Errors: refused, invalid (no document number, no goals).
Result<ApprovalResult> approve_goals(Workspace& workspace, const Access& access, const ApprovalWish& wish);

/// The act again, as far as the viewer may see its goals; not_found when there is none.
Result<Approval> load_approval(Workspace& workspace, const Access& access, std::string_view id);

/// The act as a page to print: what is approved with its money, department by department, and behind it each
/// declaration as the official form shows it. Errors: a layout is missing.
Result<std::string> approval_html(const law::Book& book, const Approval& approval);

}  // namespace jiheng::app
