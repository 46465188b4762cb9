#include "model/unit.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kUnitFields{
    field<&Unit::region>("region", {.zh = "区划代码"}),
    field<&Unit::id>("id"),
    field<&Unit::code>("code", {.zh = "单位编码", .required = true, .max = 12, .key = true}),
    field<&Unit::name>("name", {.zh = "单位名称", .required = true, .max = 80}),
    field<&Unit::department_code>("department_code", {.zh = "主管部门编码", .required = true, .max = 12}),
    field<&Unit::kind>("kind", {.zh = "单位类型"}),
    field<&Unit::sector>("sector", {.zh = "行业", .max = 20}),
    field<&Unit::since_year>("since_year", {.zh = "起始年度"}),
    field<&Unit::until_year>("until_year", {.zh = "终止年度"}),
    field<&Unit::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kUnitFields.size() == boost::pfr::tuple_size_v<Unit>,
              "every member of Unit needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Unit>() {
  static constexpr RecordDesc kDesc{"unit", "预算单位", kUnitFields};
  return kDesc;
}

}  // namespace jiheng
