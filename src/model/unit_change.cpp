#include "model/unit_change.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kUnitChangeFields{
    field<&UnitChange::region>("region", {.zh = "区划代码"}),
    field<&UnitChange::id>("id"),
    field<&UnitChange::year>("year", {.zh = "年度", .key = true}),
    field<&UnitChange::kind>("kind", {.zh = "变更类型", .key = true}),
    field<&UnitChange::from_unit_id>("from_unit_id",
                                     {.zh = "原单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&UnitChange::to_unit_id>("to_unit_id",
                                   {.zh = "新单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&UnitChange::from_name>("from_name", {.zh = "原单位名称", .max = 80}),
    field<&UnitChange::basis>("basis", {.zh = "依据", .max = 200}),
    field<&UnitChange::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kUnitChangeFields.size() == boost::pfr::tuple_size_v<UnitChange>,
              "every member of UnitChange needs its description");

}  // namespace

template <>
const RecordDesc& record_of<UnitChange>() {
  static constexpr RecordDesc kDesc{"unit_change", "单位变更", kUnitChangeFields};
  return kDesc;
}

}  // namespace jiheng
