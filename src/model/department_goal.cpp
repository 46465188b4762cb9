#include "model/department_goal.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kDepartmentGoalFields{
    field<&DepartmentGoal::region>("region", {.zh = "区划代码"}),
    field<&DepartmentGoal::id>("id"),
    field<&DepartmentGoal::unit_id>("unit_id",
                                    {.zh = "单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&DepartmentGoal::year>("year", {.zh = "年度", .key = true}),
    field<&DepartmentGoal::state>("state", {.zh = "状态"}),
    field<&DepartmentGoal::text>(
        "text", {.zh = "年度总体目标", .required = true, .max = 2000, .part = FieldPart::project}),
    field<&DepartmentGoal::leader>("leader", {.zh = "负责人", .max = 40, .part = FieldPart::project}),
    field<&DepartmentGoal::phone>("phone", {.zh = "联系电话", .max = 40, .part = FieldPart::project}),
    field<&DepartmentGoal::note>("note", {.zh = "备注", .max = 1000, .part = FieldPart::project}),
    field<&DepartmentGoal::submitted_on>("submitted_on", {.zh = "送审日期"}),
    field<&DepartmentGoal::approved_on>("approved_on", {.zh = "批复日期"}),
    field<&DepartmentGoal::provenance>("provenance", {.zh = "数据来源"}),
    field<&DepartmentGoal::scheme>("scheme", {.zh = "评分方案", .max = 80, .system = true}),
    field<&DepartmentGoal::finance_confirmed_by>("finance_confirmed_by",
                                                 {.zh = "财务确认人", .max = 80, .system = true}),
    field<&DepartmentGoal::finance_confirmed_ms>("finance_confirmed_ms",
                                                 {.zh = "财务确认时间", .system = true}),
    field<&DepartmentGoal::project_confirmed_by>("project_confirmed_by",
                                                 {.zh = "业务确认人", .max = 80, .system = true}),
    field<&DepartmentGoal::project_confirmed_ms>("project_confirmed_ms",
                                                 {.zh = "业务确认时间", .system = true}),
    field<&DepartmentGoal::version>("version", {.zh = "版本号", .system = true}),
    field<&DepartmentGoal::started_ms>("started_ms", {.zh = "开始填写时间", .system = true}),
    field<&DepartmentGoal::edited_by>("edited_by", {.zh = "最近修改人", .max = 80, .system = true}),
    field<&DepartmentGoal::edited_ms>("edited_ms", {.zh = "最近修改时间", .system = true}),
};
static_assert(kDepartmentGoalFields.size() == boost::pfr::tuple_size_v<DepartmentGoal>,
              "every member of DepartmentGoal needs its description");

}  // namespace

template <>
const RecordDesc& record_of<DepartmentGoal>() {
  static constexpr RecordDesc kDesc{"department_goal", "部门整体绩效目标", kDepartmentGoalFields};
  return kDesc;
}

}  // namespace jiheng
