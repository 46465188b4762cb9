#include "model/goal_review.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kGoalReviewFields{
    field<&GoalReview::region>("region", {.zh = "区划代码"}),
    field<&GoalReview::id>("id"),
    field<&GoalReview::goal_id>("goal_id", {.zh = "绩效目标", .required = true, .key = true}),
    field<&GoalReview::round>("round", {.zh = "轮次", .key = true}),
    field<&GoalReview::point>("point", {.zh = "审核要点", .required = true, .max = 60, .key = true}),
    field<&GoalReview::score>("score", {.zh = "得分"}),
    field<&GoalReview::note>("note", {.zh = "说明", .max = 500}),
    field<&GoalReview::by_name>("by_name", {.zh = "审核人", .max = 80}),
    field<&GoalReview::at_ms>("at_ms", {.zh = "时间"}),
    field<&GoalReview::record>("record", {.zh = "表", .max = 40, .key = true}),
};
static_assert(kGoalReviewFields.size() == boost::pfr::tuple_size_v<GoalReview>,
              "every member of GoalReview needs its description");

}  // namespace

template <>
const RecordDesc& record_of<GoalReview>() {
  static constexpr RecordDesc kDesc{"goal_review", "绩效目标审核评分", kGoalReviewFields};
  return kDesc;
}

}  // namespace jiheng
