#include "model/goal_part.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kGoalPartFields{
    field<&GoalPart::region>("region", {.zh = "区划代码"}),
    field<&GoalPart::id>("id"),
    field<&GoalPart::goal_id>("goal_id", {.zh = "绩效目标", .required = true, .key = true, .ref = "goal"}),
    field<&GoalPart::name>("name", {.zh = "地区或单位", .required = true, .max = 80, .key = true}),
    field<&GoalPart::project_id>("project_id", {.zh = "承接项目", .ref = "project"}),
    field<&GoalPart::amount>("amount", {.zh = "资金"}),
    field<&GoalPart::targets>("targets", {.zh = "指标值", .max = 200000}),
    field<&GoalPart::sent_by>("sent_by", {.zh = "下达人", .max = 80}),
    field<&GoalPart::sent_ms>("sent_ms", {.zh = "下达时间"}),
};
static_assert(kGoalPartFields.size() == boost::pfr::tuple_size_v<GoalPart>,
              "every member of GoalPart needs its description");

}  // namespace

template <>
const RecordDesc& record_of<GoalPart>() {
  static constexpr RecordDesc kDesc{"goal_part", "绩效目标分解", kGoalPartFields};
  return kDesc;
}

}  // namespace jiheng
