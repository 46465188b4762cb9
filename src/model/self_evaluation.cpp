#include "model/self_evaluation.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kSelfEvaluationFields{
    field<&SelfEvaluation::region>("region", {.zh = "区划代码"}),
    field<&SelfEvaluation::id>("id"),
    field<&SelfEvaluation::project_id>("project_id",
                                       {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&SelfEvaluation::year>("year", {.zh = "年度", .key = true}),
    field<&SelfEvaluation::due_on>("due_on", {.zh = "应报日期"}),
    field<&SelfEvaluation::submitted_on>("submitted_on", {.zh = "报送日期"}),
    field<&SelfEvaluation::claimed_total>("claimed_total", {.zh = "填报总分"}),
    field<&SelfEvaluation::reviewed_total>("reviewed_total", {.zh = "复核总分"}),
    field<&SelfEvaluation::computed_total>("computed_total", {.zh = "系统计算总分", .system = true}),
    field<&SelfEvaluation::grade>("grade", {.zh = "等级", .system = true}),
    field<&SelfEvaluation::scheme>("scheme", {.zh = "评分方案", .max = 80, .system = true}),
    field<&SelfEvaluation::actual_text>("actual_text", {.zh = "实际完成情况", .max = 1000}),
    field<&SelfEvaluation::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kSelfEvaluationFields.size() == boost::pfr::tuple_size_v<SelfEvaluation>,
              "every member of SelfEvaluation needs its description");

}  // namespace

template <>
const RecordDesc& record_of<SelfEvaluation>() {
  static constexpr RecordDesc kDesc{"self_evaluation", "绩效自评", kSelfEvaluationFields};
  return kDesc;
}

}  // namespace jiheng
