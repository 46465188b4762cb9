#pragma once

#include "base/id.h"

namespace jiheng {

using UnitId = Id<struct UnitTag>;
using ProjectId = Id<struct ProjectTag>;
using BudgetLineId = Id<struct BudgetLineTag>;
using GoalId = Id<struct GoalTag>;
using IndicatorId = Id<struct IndicatorTag>;
using MonitoringId = Id<struct MonitoringTag>;
using SelfEvaluationId = Id<struct SelfEvaluationTag>;
using AssessmentId = Id<struct AssessmentTag>;
using EvaluationId = Id<struct EvaluationTag>;
using ResultUseId = Id<struct ResultUseTag>;
using RectificationId = Id<struct RectificationTag>;
using UserId = Id<struct UserTag>;
using CredentialId = Id<struct CredentialTag>;
using SessionId = Id<struct SessionTag>;
using RoleGrantId = Id<struct RoleGrantTag>;
using AssignmentId = Id<struct AssignmentTag>;
using DelegationId = Id<struct DelegationTag>;
using UnitChangeId = Id<struct UnitChangeTag>;
using WorkCaseId = Id<struct WorkCaseTag>;
using ProcessStepId = Id<struct ProcessStepTag>;
using GoalVersionId = Id<struct GoalVersionTag>;
using GoalReviewId = Id<struct GoalReviewTag>;
using BudgetChangeId = Id<struct BudgetChangeTag>;
using ReleaseId = Id<struct ReleaseTag>;
using DepartmentGoalId = Id<struct DepartmentGoalTag>;
using DepartmentGoalTaskId = Id<struct DepartmentGoalTaskTag>;
using DepartmentGoalIndicatorId = Id<struct DepartmentGoalIndicatorTag>;
using GoalPartId = Id<struct GoalPartTag>;
using LibraryProposalId = Id<struct LibraryProposalTag>;
using LibraryVersionId = Id<struct LibraryVersionTag>;
using NoticeId = Id<struct NoticeTag>;
using NoticeReadId = Id<struct NoticeReadTag>;
using RecordId = Id<struct RecordTag>;  ///< a row of whatever record is named beside it

}  // namespace jiheng
