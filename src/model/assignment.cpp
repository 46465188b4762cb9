#include "model/assignment.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kAssignmentFields{
    field<&Assignment::region>("region", {.zh = "区划代码"}),
    field<&Assignment::id>("id"),
    field<&Assignment::project_id>("project_id",
                                   {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&Assignment::user_id>("user_id", {.zh = "账号", .required = true, .key = true, .ref = "user"}),
    field<&Assignment::duty>("duty", {.zh = "职责", .key = true}),
    field<&Assignment::since>("since", {.zh = "起始日期", .required = true}),
    field<&Assignment::until>("until", {.zh = "截止日期"}),
    field<&Assignment::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kAssignmentFields.size() == boost::pfr::tuple_size_v<Assignment>,
              "every member of Assignment needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Assignment>() {
  static constexpr RecordDesc kDesc{"assignment", "项目分派", kAssignmentFields};
  return kDesc;
}

}  // namespace jiheng
