#include "model/assessment.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kAssessmentFields{
    field<&Assessment::region>("region", {.zh = "区划代码"}),
    field<&Assessment::id>("id"),
    field<&Assessment::year>("year", {.zh = "年度", .key = true}),
    field<&Assessment::project_name>("project_name",
                                     {.zh = "项目名称", .required = true, .max = 120, .key = true}),
    field<&Assessment::project_id>("project_id", {.zh = "项目编码", .ref = "project"}),
    field<&Assessment::unit_id>("unit_id", {.zh = "单位编码", .required = true, .ref = "unit"}),
    field<&Assessment::sector>("sector", {.zh = "行业", .max = 20}),
    field<&Assessment::assessed_on>("assessed_on", {.zh = "评估日期"}),
    field<&Assessment::amount>("amount", {.zh = "申请金额"}),
    field<&Assessment::suggested_amount>("suggested_amount", {.zh = "建议金额"}),
    field<&Assessment::score>("score", {.zh = "得分"}),
    field<&Assessment::conclusion>("conclusion", {.zh = "结论"}),
    field<&Assessment::reasons>("reasons", {.zh = "理由", .max = 500}),
    field<&Assessment::listed>("listed", {.zh = "公开材料列名"}),
    field<&Assessment::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kAssessmentFields.size() == boost::pfr::tuple_size_v<Assessment>,
              "every member of Assessment needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Assessment>() {
  static constexpr RecordDesc kDesc{"assessment", "事前绩效评估", kAssessmentFields};
  return kDesc;
}

}  // namespace jiheng
