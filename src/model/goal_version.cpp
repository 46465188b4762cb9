#include "model/goal_version.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kGoalVersionFields{
    field<&GoalVersion::region>("region", {.zh = "区划代码"}),
    field<&GoalVersion::id>("id"),
    field<&GoalVersion::goal_id>("goal_id", {.zh = "绩效目标", .required = true, .key = true}),
    field<&GoalVersion::number>("number", {.zh = "版本号", .key = true}),
    field<&GoalVersion::kind>("kind", {.zh = "版本种类"}),
    field<&GoalVersion::at_ms>("at_ms", {.zh = "时间"}),
    field<&GoalVersion::by_name>("by_name", {.zh = "由谁", .max = 80}),
    field<&GoalVersion::reason>("reason", {.zh = "原因", .max = 1000}),
    field<&GoalVersion::content>("content", {.zh = "内容", .max = 1000000}),
    field<&GoalVersion::record>("record", {.zh = "表", .max = 40, .key = true}),
};
static_assert(kGoalVersionFields.size() == boost::pfr::tuple_size_v<GoalVersion>,
              "every member of GoalVersion needs its description");

}  // namespace

template <>
const RecordDesc& record_of<GoalVersion>() {
  static constexpr RecordDesc kDesc{"goal_version", "绩效目标版本", kGoalVersionFields};
  return kDesc;
}

}  // namespace jiheng
