#include "model/indicator.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kIndicatorFields{
    field<&Indicator::region>("region", {.zh = "区划代码"}),
    field<&Indicator::id>("id"),
    field<&Indicator::project_id>("project_id",
                                  {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&Indicator::year>("year", {.zh = "年度", .key = true}),
    field<&Indicator::seq>("seq", {.zh = "序号", .key = true}),
    field<&Indicator::level1>("level1", {.zh = "一级指标", .required = true, .max = 20}),
    field<&Indicator::level2>("level2", {.zh = "二级指标", .required = true, .max = 20}),
    field<&Indicator::name>("name", {.zh = "三级指标", .required = true, .max = 100}),
    field<&Indicator::op>("op", {.zh = "性质"}),
    field<&Indicator::target>("target", {.zh = "年度指标值", .required = true, .max = 200}),
    field<&Indicator::unit>("unit", {.zh = "计量单位", .max = 20}),
    field<&Indicator::weight>("weight", {.zh = "分值"}),
    field<&Indicator::actual>("actual", {.zh = "实际完成值", .max = 200}),
    field<&Indicator::claimed>("claimed", {.zh = "填报得分"}),
    field<&Indicator::reviewed>("reviewed", {.zh = "复核得分"}),
    field<&Indicator::deviation_reason>("deviation_reason", {.zh = "偏差原因及改进措施", .max = 500}),
    field<&Indicator::core>("core", {.zh = "核心指标"}),
    field<&Indicator::provenance>("provenance", {.zh = "数据来源"}),
    field<&Indicator::target_medium>("target_medium", {.zh = "中期指标值", .max = 200}),
    field<&Indicator::basis>("basis", {.zh = "设定依据", .max = 200}),
    field<&Indicator::source>("source", {.zh = "取值来源", .max = 200}),
    field<&Indicator::method>("method", {.zh = "取值方式", .max = 100}),
    field<&Indicator::fixed_by>("fixed_by", {.zh = "下达单位", .max = 80, .system = true}),
};
static_assert(kIndicatorFields.size() == boost::pfr::tuple_size_v<Indicator>,
              "every member of Indicator needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Indicator>() {
  static constexpr RecordDesc kDesc{"indicator", "绩效指标", kIndicatorFields};
  return kDesc;
}

}  // namespace jiheng
