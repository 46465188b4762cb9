#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// What a version of a goal is.
enum class GoalVersionKind { prepared, approved, adjusting };

inline constexpr std::array kGoalVersionKindTable{
    EnumRow<GoalVersionKind>{GoalVersionKind::prepared, "prepared", "编制"},
    EnumRow<GoalVersionKind>{GoalVersionKind::approved, "approved", "批复"},
    EnumRow<GoalVersionKind>{GoalVersionKind::adjusting, "adjusting", "调整"},
};
constexpr const auto& enum_table(GoalVersionKind) { return kGoalVersionKindTable; }

/// The content of a goal as it was sent for review, approved, or is being adjusted. Prepared and approved
/// versions are frozen; the one that is being adjusted is written until it is approved.
struct GoalVersion {
  Region region;
  GoalVersionId id;
  GoalId goal_id;           ///< of the record named by `record`
  std::int64_t number = 0;  ///< from 1
  GoalVersionKind kind{};
  std::int64_t at_ms = 0;
  std::string by_name;
  std::optional<std::string> reason;  ///< of an adjustment, or the document number of an approval
  std::string content;                ///< JSON, see app/goal_form.h
  std::string record = "goal";        ///< whose version: "goal" or "department_goal"

  friend bool operator==(const GoalVersion&, const GoalVersion&) = default;
};

template <>
const RecordDesc& record_of<GoalVersion>();

}  // namespace jiheng
