#include "model/department_goal_indicator.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kDepartmentGoalIndicatorFields{
    field<&DepartmentGoalIndicator::region>("region", {.zh = "区划代码"}),
    field<&DepartmentGoalIndicator::id>("id"),
    field<&DepartmentGoalIndicator::unit_id>(
        "unit_id", {.zh = "单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&DepartmentGoalIndicator::year>("year", {.zh = "年度", .key = true}),
    field<&DepartmentGoalIndicator::seq>("seq", {.zh = "序号", .key = true}),
    field<&DepartmentGoalIndicator::level1>("level1", {.zh = "一级指标", .required = true, .max = 20}),
    field<&DepartmentGoalIndicator::level2>("level2", {.zh = "二级指标", .required = true, .max = 20}),
    field<&DepartmentGoalIndicator::name>("name", {.zh = "三级指标", .required = true, .max = 100}),
    field<&DepartmentGoalIndicator::op>("op", {.zh = "性质"}),
    field<&DepartmentGoalIndicator::target>("target", {.zh = "年度指标值", .required = true, .max = 200}),
    field<&DepartmentGoalIndicator::unit>("unit", {.zh = "计量单位", .max = 20}),
    field<&DepartmentGoalIndicator::weight>("weight", {.zh = "分值"}),
    field<&DepartmentGoalIndicator::actual>("actual", {.zh = "实际完成值", .max = 200}),
    field<&DepartmentGoalIndicator::core>("core", {.zh = "核心指标"}),
    field<&DepartmentGoalIndicator::target_medium>("target_medium", {.zh = "中期指标值", .max = 200}),
    field<&DepartmentGoalIndicator::basis>("basis", {.zh = "设定依据", .max = 200}),
    field<&DepartmentGoalIndicator::source>("source", {.zh = "取值来源", .max = 200}),
    field<&DepartmentGoalIndicator::method>("method", {.zh = "取值方式", .max = 100}),
    field<&DepartmentGoalIndicator::fixed_by>("fixed_by", {.zh = "下达单位", .max = 80, .system = true}),
    field<&DepartmentGoalIndicator::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kDepartmentGoalIndicatorFields.size() == boost::pfr::tuple_size_v<DepartmentGoalIndicator>,
              "every member of DepartmentGoalIndicator needs its description");

}  // namespace

template <>
const RecordDesc& record_of<DepartmentGoalIndicator>() {
  static constexpr RecordDesc kDesc{"department_goal_indicator", "部门整体绩效指标",
                                    kDepartmentGoalIndicatorFields};
  return kDesc;
}

}  // namespace jiheng
