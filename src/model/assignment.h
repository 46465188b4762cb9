#pragma once

#include <array>
#include <optional>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// What a person is asked to do with a project.
enum class AssignmentDuty { project_owner, finance_owner, evaluator };

inline constexpr std::array kAssignmentDutyTable{
    EnumRow<AssignmentDuty>{AssignmentDuty::project_owner, "project_owner", "项目经办"},
    EnumRow<AssignmentDuty>{AssignmentDuty::finance_owner, "finance_owner", "财务经办"},
    EnumRow<AssignmentDuty>{AssignmentDuty::evaluator, "evaluator", "评价"},
};
constexpr const auto& enum_table(AssignmentDuty) { return kAssignmentDutyTable; }

/// A project that is given to a person: agencies and experts see only these; of unit staff it says who the
/// owners of a project are.
struct Assignment {
  Region region;
  AssignmentId id;
  ProjectId project_id;
  UserId user_id;
  AssignmentDuty duty{};
  Date since;
  std::optional<Date> until;  ///< last day
  Provenance provenance{};

  friend bool operator==(const Assignment&, const Assignment&) = default;
};

template <>
const RecordDesc& record_of<Assignment>();

}  // namespace jiheng
