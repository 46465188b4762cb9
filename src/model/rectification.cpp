#include "model/rectification.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kRectificationFields{
    field<&Rectification::region>("region", {.zh = "区划代码"}),
    field<&Rectification::id>("id"),
    field<&Rectification::year>("year", {.zh = "年度", .key = true}),
    field<&Rectification::unit_id>("unit_id",
                                   {.zh = "单位编码", .required = true, .key = true, .ref = "unit"}),
    field<&Rectification::title>("title", {.zh = "整改事项", .required = true, .max = 120, .key = true}),
    field<&Rectification::source>("source", {.zh = "来源"}),
    field<&Rectification::evaluation_object>("evaluation_object", {.zh = "评价对象", .max = 120}),
    field<&Rectification::finding>("finding", {.zh = "问题", .required = true, .max = 500}),
    field<&Rectification::raised_on>("raised_on", {.zh = "反馈日期"}),
    field<&Rectification::due_on>("due_on", {.zh = "整改期限"}),
    field<&Rectification::answered_on>("answered_on", {.zh = "回复日期"}),
    field<&Rectification::closed_on>("closed_on", {.zh = "销号日期"}),
    field<&Rectification::state>("state", {.zh = "状态"}),
    field<&Rectification::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kRectificationFields.size() == boost::pfr::tuple_size_v<Rectification>,
              "every member of Rectification needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Rectification>() {
  static constexpr RecordDesc kDesc{"rectification", "整改", kRectificationFields};
  return kDesc;
}

}  // namespace jiheng
