#include "model/records.h"

#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "model/assessment.h"
#include "model/assignment.h"
#include "model/budget_change.h"
#include "model/budget_line.h"
#include "model/credential.h"
#include "model/delegation.h"
#include "model/department_goal.h"
#include "model/department_goal_indicator.h"
#include "model/department_goal_task.h"
#include "model/evaluation.h"
#include "model/goal.h"
#include "model/goal_part.h"
#include "model/goal_review.h"
#include "model/goal_version.h"
#include "model/indicator.h"
#include "model/library_proposal.h"
#include "model/monitoring.h"
#include "model/notice.h"
#include "model/process_step.h"
#include "model/project.h"
#include "model/rectification.h"
#include "model/release.h"
#include "model/result_use.h"
#include "model/role_grant.h"
#include "model/self_evaluation.h"
#include "model/session.h"
#include "model/unit.h"
#include "model/unit_change.h"
#include "model/user.h"
#include "model/work_case.h"

namespace jiheng {

std::span<const RecordDesc* const> all_records() {
  static const std::array kAll{
      &record_of<Unit>(),
      &record_of<Project>(),
      &record_of<BudgetLine>(),
      &record_of<Goal>(),
      &record_of<Indicator>(),
      &record_of<Monitoring>(),
      &record_of<SelfEvaluation>(),
      &record_of<Assessment>(),
      &record_of<Evaluation>(),
      &record_of<ResultUse>(),
      &record_of<Rectification>(),
      &record_of<UnitChange>(),
      &record_of<User>(),
      &record_of<RoleGrant>(),
      &record_of<Assignment>(),
      &record_of<BudgetChange>(),
      &record_of<Release>(),
      &record_of<DepartmentGoal>(),
      &record_of<DepartmentGoalTask>(),
      &record_of<DepartmentGoalIndicator>(),
  };
  return kAll;
}

std::span<const RecordDesc* const> internal_records() {
  static const std::array kInternal{
      &record_of<Credential>(),     &record_of<Session>(),     &record_of<Delegation>(),
      &record_of<WorkCase>(),       &record_of<ProcessStep>(), &record_of<GoalVersion>(),
      &record_of<GoalReview>(),     &record_of<GoalPart>(),    &record_of<LibraryProposal>(),
      &record_of<LibraryVersion>(), &record_of<Notice>(),      &record_of<NoticeRead>(),
  };
  return kInternal;
}

std::span<const RecordDesc* const> stored_records() {
  static const auto kStored = [] {
    std::vector<const RecordDesc*> stored(all_records().begin(), all_records().end());
    stored.insert(stored.end(), internal_records().begin(), internal_records().end());
    return stored;
  }();
  return kStored;
}

const RecordDesc* find_record(std::string_view name) {
  const std::string wanted = replace_all(std::string(name), "-", "_");
  for (const auto* record : all_records()) {
    if (record->name == wanted) return record;
  }
  return nullptr;
}

}  // namespace jiheng
