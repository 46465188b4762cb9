#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// What one lower place or unit gets of a goal that is decomposed (转移支付绩效目标分解): its money and its
/// targets. Sent down, they become fixed rows of the receiving project's goal.
struct GoalPart {
  Region region;
  GoalPartId id;
  GoalId goal_id;                       ///< that is decomposed
  std::string name;                     ///< the place or unit, unique within the goal
  std::optional<ProjectId> project_id;  ///< that receives it; empty: a place whose projects are not kept here
  std::optional<Money> amount;
  std::string targets;                 ///< JSON: {"三级指标": "指标值"}, see app/decomposition.h
  std::optional<std::string> sent_by;  ///< who sent it down last, and when
  std::optional<std::int64_t> sent_ms;

  friend bool operator==(const GoalPart&, const GoalPart&) = default;
};

template <>
const RecordDesc& record_of<GoalPart>();

}  // namespace jiheng
