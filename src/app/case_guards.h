#pragma once

#include <string>
#include <vector>

#include "app/goal_file.h"

namespace jiheng::app {

/// What a use case knows by itself when a step is to be taken.
struct GuardContext {
  bool with_document = false;  ///< an approval with document number and date is under way
};

/// Answers to the guards of the goal process (law/processes/goal.yaml), for this person now.
Result<std::vector<engine::GuardAnswer>> guard_answers(Workspace& workspace, const GoalFile& file,
                                                       const Access& access, const GuardContext& context);

/// "财预〔2015〕88号（未核对原文）" for each citation; "practice" without any.
std::string clause_text(const law::Book& book, const std::vector<law::Citation>& citations);

}  // namespace jiheng::app
