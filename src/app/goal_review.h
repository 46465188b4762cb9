#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/goal_file.h"
#include "base/node.h"
#include "model/grade.h"

namespace jiheng::app {

/// One point of the review (goal.review-points): what the findings propose, and what the reviewer gave.
struct ReviewPoint {
  std::string id;     ///< "completeness.form"
  std::string group;  ///< "completeness"
  std::string label;  ///< "完整性：规范完整"
  Score full;
  std::optional<Score> proposed;     ///< by the linter; empty: no rule speaks of it
  std::vector<std::string> because;  ///< messages of the findings behind the proposal
  std::optional<Score> scored;       ///< by a person
  std::string note;
};

/// The review of a goal in its round (财预〔2015〕88号).
struct ReviewSheet {
  std::vector<ReviewPoint> points;
  Score total;                 ///< of the points that a person gave
  std::optional<Grade> grade;  ///< once every point is given
  std::string consequence;     ///< "优：进入下一步预算安排"
};

Result<ReviewSheet> review_of(Workspace& workspace, const Access& access, const GoalFile& file);

/// What follows from the grade.
std::string_view review_consequence(Grade grade);

/// Stores the points of `{"points":[{"id","score","note"?}]}`; all faults at once. Only where the goal stands
/// in a review and for who may write reviews.
Result<void> save_review(Workspace& workspace, const Access& access, GoalRef ref, const Node& body);

}  // namespace jiheng::app
