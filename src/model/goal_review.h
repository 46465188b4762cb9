#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/region.h"
#include "base/score.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// The points that a reviewer gave to one part of a goal's review (财预〔2015〕88号; law/parameters/goal/
/// review-points).
struct GoalReview {
  Region region;
  GoalReviewId id;
  GoalId goal_id;          ///< of the record named by `record`
  std::int64_t round = 1;  ///< of the case
  std::string point;       ///< key of goal.review-points
  Score score;
  std::optional<std::string> note;
  std::string by_name;
  std::int64_t at_ms = 0;
  std::string record = "goal";  ///< what was reviewed: "goal" or "department_goal"

  friend bool operator==(const GoalReview&, const GoalReview&) = default;
};

template <>
const RecordDesc& record_of<GoalReview>();

}  // namespace jiheng
