#include "model/work_case.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kWorkCaseFields{
    field<&WorkCase::region>("region", {.zh = "区划代码"}),
    field<&WorkCase::id>("id"),
    field<&WorkCase::process>("process", {.zh = "流程", .required = true, .max = 80, .key = true}),
    field<&WorkCase::record>("record", {.zh = "记录种类", .required = true, .max = 40}),
    field<&WorkCase::record_id>("record_id", {.zh = "记录", .required = true, .key = true}),
    field<&WorkCase::unit_id>("unit_id", {.zh = "单位编码", .required = true, .ref = "unit"}),
    field<&WorkCase::year>("year", {.zh = "年度"}),
    field<&WorkCase::state>("state", {.zh = "状态", .required = true, .max = 40}),
    field<&WorkCase::round>("round", {.zh = "轮次"}),
    field<&WorkCase::due_on>("due_on", {.zh = "办理期限"}),
    field<&WorkCase::entered_ms>("entered_ms", {.zh = "进入状态的时间"}),
    field<&WorkCase::entered_by>("entered_by", {.zh = "由谁办到这一步", .max = 80}),
    field<&WorkCase::opened_ms>("opened_ms", {.zh = "打开时间"}),
    field<&WorkCase::assignee_id>("assignee_id", {.zh = "承办人", .ref = "user"}),
    field<&WorkCase::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kWorkCaseFields.size() == boost::pfr::tuple_size_v<WorkCase>,
              "every member of WorkCase needs its description");

}  // namespace

template <>
const RecordDesc& record_of<WorkCase>() {
  static constexpr RecordDesc kDesc{"work_case", "办理事项", kWorkCaseFields};
  return kDesc;
}

}  // namespace jiheng
