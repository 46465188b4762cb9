#include "model/result_use.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kResultUseFields{
    field<&ResultUse::region>("region", {.zh = "区划代码"}),
    field<&ResultUse::id>("id"),
    field<&ResultUse::year>("year", {.zh = "预算年度", .key = true}),
    field<&ResultUse::project_name>("project_name",
                                    {.zh = "项目名称", .required = true, .max = 120, .key = true}),
    field<&ResultUse::project_id>("project_id", {.zh = "项目编码", .ref = "project"}),
    field<&ResultUse::unit_id>("unit_id", {.zh = "单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&ResultUse::basis>("basis", {.zh = "应用依据"}),
    field<&ResultUse::evaluation_year>("evaluation_year", {.zh = "评价年度"}),
    field<&ResultUse::evaluation_object>("evaluation_object", {.zh = "评价对象", .max = 120}),
    field<&ResultUse::suggestion>("suggestion", {.zh = "建议"}),
    field<&ResultUse::suggested_rate>("suggested_rate", {.zh = "建议调整率", .percent = true}),
    field<&ResultUse::base_amount>("base_amount", {.zh = "原预算数"}),
    field<&ResultUse::decision>("decision", {.zh = "决定"}),
    field<&ResultUse::decided_amount>("decided_amount", {.zh = "决定预算数"}),
    field<&ResultUse::decided_on>("decided_on", {.zh = "决定日期"}),
    field<&ResultUse::reason>("reason", {.zh = "理由", .max = 500}),
    field<&ResultUse::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kResultUseFields.size() == boost::pfr::tuple_size_v<ResultUse>,
              "every member of ResultUse needs its description");

}  // namespace

template <>
const RecordDesc& record_of<ResultUse>() {
  static constexpr RecordDesc kDesc{"result_use", "结果应用", kResultUseFields};
  return kDesc;
}

}  // namespace jiheng
