#include "model/goal.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kGoalFields{
    field<&Goal::region>("region", {.zh = "区划代码"}),
    field<&Goal::id>("id"),
    field<&Goal::project_id>("project_id",
                             {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&Goal::year>("year", {.zh = "年度", .key = true}),
    field<&Goal::state>("state", {.zh = "状态"}),
    field<&Goal::text>("text", {.zh = "年度总体目标", .required = true, .max = 1000}),
    field<&Goal::with_budget>("with_budget", {.zh = "随预算一同申报"}),
    field<&Goal::submitted_on>("submitted_on", {.zh = "送审日期"}),
    field<&Goal::approved_on>("approved_on", {.zh = "批复日期"}),
    field<&Goal::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kGoalFields.size() == boost::pfr::tuple_size_v<Goal>,
              "every member of Goal needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Goal>() {
  static constexpr RecordDesc kDesc{"goal", "绩效目标", kGoalFields};
  return kDesc;
}

}  // namespace jiheng
