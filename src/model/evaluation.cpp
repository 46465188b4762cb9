#include "model/evaluation.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kEvaluationFields{
    field<&Evaluation::region>("region", {.zh = "区划代码"}),
    field<&Evaluation::id>("id"),
    field<&Evaluation::year>("year", {.zh = "年度", .key = true}),
    field<&Evaluation::kind>("kind", {.zh = "评价类型", .key = true}),
    field<&Evaluation::object_name>("object_name",
                                    {.zh = "评价对象", .required = true, .max = 120, .key = true}),
    field<&Evaluation::evaluated_year>("evaluated_year", {.zh = "被评价年度"}),
    field<&Evaluation::project_id>("project_id", {.zh = "项目编码", .ref = "project"}),
    field<&Evaluation::unit_id>("unit_id", {.zh = "单位编码", .required = true, .ref = "unit"}),
    field<&Evaluation::amount>("amount", {.zh = "涉及金额"}),
    field<&Evaluation::score>("score", {.zh = "得分"}),
    field<&Evaluation::grade>("grade", {.zh = "等级"}),
    field<&Evaluation::agency>("agency", {.zh = "评价机构", .max = 80}),
    field<&Evaluation::reported_on>("reported_on", {.zh = "报告日期"}),
    field<&Evaluation::note>("note", {.zh = "备注", .max = 500}),
    field<&Evaluation::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kEvaluationFields.size() == boost::pfr::tuple_size_v<Evaluation>,
              "every member of Evaluation needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Evaluation>() {
  static constexpr RecordDesc kDesc{"evaluation", "绩效评价", kEvaluationFields};
  return kDesc;
}

}  // namespace jiheng
