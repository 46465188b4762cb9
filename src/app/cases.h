#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/case_guards.h"
#include "app/goal_file.h"

namespace jiheng::app {

/// A reason of a return, of the process's list, with the field it is about and a text where given.
struct StepReason {
  std::string code;
  std::string field;
  std::string text;
};

/// What somebody asks to do with a case.
struct StepWish {
  std::string action;
  std::string to;  ///< of a return the state, of a reassignment the id of a user
  std::string opinion;
  std::vector<StepReason> reasons;
  std::string expect_state;
};

/// What an approval brings along (一同批复).
struct ApprovalDocument {
  std::string number;
  Date on;
};

/// Does a step: the case, the step with what had changed by then, the version, the state on the record, and
/// of an approval the budget lines, all in one transaction or none of it. Errors as engine::take_step's.
Result<GoalFile> do_step(Workspace& workspace, const Access& access, std::int64_t case_id,
                         const StepWish& wish, const std::optional<ApprovalDocument>& document = {});

/// The writes of a step for a file that was read in the same transaction.
Result<std::vector<store::Put>> step_puts(Workspace& workspace, const Access& access, const GoalFile& file,
                                          const StepWish& wish,
                                          const std::optional<ApprovalDocument>& document);

/// A case that a step of many was refused for.
struct RefusedStep {
  std::int64_t work_case = 0;
  Error error;
};
struct BatchResult {
  std::vector<std::int64_t> done;
  std::vector<RefusedStep> refused;
};
/// The same step for many cases, each by itself: those that are refused do not hold up the others.
BatchResult do_steps(Workspace& workspace, const Access& access, const std::vector<std::int64_t>& cases,
                     const StepWish& wish);

/// Notes that one of those who are waited for has looked, so that what was sent cannot be withdrawn any more.
/// Reading a case notes nothing: who merely lists or fetches it has not opened it. Writes nothing when that
/// is known, or when the viewer is not waited for.
Result<void> mark_opened(Workspace& workspace, const Access& access, GoalFile& file);

/// A transition with the refusals' clauses spelled out.
struct OfferedAction {
  engine::ActionOffer offer;
  std::string target_label;  ///< "教育体育局" of 送审
};
Result<std::vector<OfferedAction>> actions_of(Workspace& workspace, const Access& access,
                                              const GoalFile& file);

/// Whom a state waits for, for people: "教育体育局", "本单位", "财政局".
std::string place_of_state(const GoalFile& file, const law::ProcessState& state);

/// What has changed since the viewer's side last did a step, each field once.
struct SeenChange {
  FormChange change;
  std::string by;
  std::int64_t at_ms = 0;
};
std::vector<SeenChange> changes_since_last_look(const GoalFile& file, Role role);

}  // namespace jiheng::app
