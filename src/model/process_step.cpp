#include "model/process_step.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kProcessStepFields{
    field<&ProcessStep::region>("region", {.zh = "区划代码"}),
    field<&ProcessStep::id>("id"),
    field<&ProcessStep::case_id>("case_id",
                                 {.zh = "办理事项", .required = true, .key = true, .ref = "work_case"}),
    field<&ProcessStep::number>("number", {.zh = "序号", .key = true}),
    field<&ProcessStep::action>("action", {.zh = "操作", .required = true, .max = 40}),
    field<&ProcessStep::from_state>("from_state", {.zh = "原状态", .max = 40}),
    field<&ProcessStep::to_state>("to_state", {.zh = "新状态", .max = 40}),
    field<&ProcessStep::actor_id>("actor_id", {.zh = "办理人编号"}),
    field<&ProcessStep::actor_name>("actor_name", {.zh = "办理人", .max = 80}),
    field<&ProcessStep::role>("role", {.zh = "角色"}),
    field<&ProcessStep::at_ms>("at_ms", {.zh = "时间"}),
    field<&ProcessStep::opinion>("opinion", {.zh = "意见", .max = 1000}),
    field<&ProcessStep::reasons>("reasons", {.zh = "理由", .max = 20000}),
    field<&ProcessStep::changes>("changes", {.zh = "改动", .max = 1000000}),
};
static_assert(kProcessStepFields.size() == boost::pfr::tuple_size_v<ProcessStep>,
              "every member of ProcessStep needs its description");

}  // namespace

template <>
const RecordDesc& record_of<ProcessStep>() {
  static constexpr RecordDesc kDesc{"process_step", "办理步骤", kProcessStepFields};
  return kDesc;
}

}  // namespace jiheng
