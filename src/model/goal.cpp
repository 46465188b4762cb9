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
    field<&Goal::text>("text",
                       {.zh = "年度总体目标", .required = true, .max = 1000, .part = FieldPart::project}),
    field<&Goal::with_budget>("with_budget", {.zh = "随预算一同申报"}),
    field<&Goal::submitted_on>("submitted_on", {.zh = "送审日期"}),
    field<&Goal::approved_on>("approved_on", {.zh = "批复日期"}),
    field<&Goal::provenance>("provenance", {.zh = "数据来源"}),
    field<&Goal::leader>("leader", {.zh = "项目负责人", .max = 40, .part = FieldPart::project}),
    field<&Goal::phone>("phone", {.zh = "联系电话", .max = 40, .part = FieldPart::project}),
    field<&Goal::period>("period", {.zh = "项目期", .max = 60, .part = FieldPart::project}),
    field<&Goal::text_medium>("text_medium", {.zh = "中期目标", .max = 1000, .part = FieldPart::project}),
    field<&Goal::basis>("basis", {.zh = "立项依据", .max = 2000, .part = FieldPart::project}),
    field<&Goal::necessity>("necessity", {.zh = "立项必要性", .max = 2000, .part = FieldPart::project}),
    field<&Goal::plan>("plan", {.zh = "实施计划", .max = 2000, .part = FieldPart::project}),
    field<&Goal::scheme>("scheme", {.zh = "评分方案", .max = 80, .system = true}),
    field<&Goal::declared>("declared",
                           {.zh = "申报资金", .max = 100000, .system = true, .part = FieldPart::finance}),
    field<&Goal::finance_confirmed_by>("finance_confirmed_by",
                                       {.zh = "财务确认人", .max = 80, .system = true}),
    field<&Goal::finance_confirmed_ms>("finance_confirmed_ms", {.zh = "财务确认时间", .system = true}),
    field<&Goal::project_confirmed_by>("project_confirmed_by",
                                       {.zh = "业务确认人", .max = 80, .system = true}),
    field<&Goal::project_confirmed_ms>("project_confirmed_ms", {.zh = "业务确认时间", .system = true}),
    field<&Goal::version>("version", {.zh = "版本号", .system = true}),
    field<&Goal::started_ms>("started_ms", {.zh = "开始填写时间", .system = true}),
    field<&Goal::edited_by>("edited_by", {.zh = "最近修改人", .max = 80, .system = true}),
    field<&Goal::edited_ms>("edited_ms", {.zh = "最近修改时间", .system = true}),
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
