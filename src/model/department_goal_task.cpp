#include "model/department_goal_task.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kDepartmentGoalTaskFields{
    field<&DepartmentGoalTask::region>("region", {.zh = "区划代码"}),
    field<&DepartmentGoalTask::id>("id"),
    field<&DepartmentGoalTask::unit_id>("unit_id",
                                        {.zh = "单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&DepartmentGoalTask::year>("year", {.zh = "年度", .key = true}),
    field<&DepartmentGoalTask::number>("number", {.zh = "任务序号", .key = true}),
    field<&DepartmentGoalTask::task>(
        "task", {.zh = "任务名称", .required = true, .max = 100, .part = FieldPart::project}),
    field<&DepartmentGoalTask::content>("content",
                                        {.zh = "主要内容", .max = 500, .part = FieldPart::project}),
    field<&DepartmentGoalTask::total>("total", {.zh = "预算总额", .part = FieldPart::finance}),
    field<&DepartmentGoalTask::fiscal>("fiscal", {.zh = "财政拨款", .part = FieldPart::finance}),
    field<&DepartmentGoalTask::other>("other", {.zh = "其他资金", .part = FieldPart::finance}),
    field<&DepartmentGoalTask::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kDepartmentGoalTaskFields.size() == boost::pfr::tuple_size_v<DepartmentGoalTask>,
              "every member of DepartmentGoalTask needs its description");

}  // namespace

template <>
const RecordDesc& record_of<DepartmentGoalTask>() {
  static constexpr RecordDesc kDesc{"department_goal_task", "部门年度主要任务", kDepartmentGoalTaskFields};
  return kDesc;
}

}  // namespace jiheng
