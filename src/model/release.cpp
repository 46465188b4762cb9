#include "model/release.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kReleaseFields{
    field<&Release::region>("region", {.zh = "区划代码"}),
    field<&Release::id>("id"),
    field<&Release::document_number>("document_number",
                                     {.zh = "文号", .required = true, .max = 60, .key = true}),
    field<&Release::project_id>("project_id",
                                {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&Release::year>("year", {.zh = "年度", .key = true}),
    field<&Release::fund_type>("fund_type", {.zh = "资金性质", .key = true}),
    field<&Release::fund_tag>("fund_tag", {.zh = "资金标签", .key = true}),
    field<&Release::released_on>("released_on", {.zh = "下达日期", .required = true}),
    field<&Release::amount>("amount", {.zh = "下达金额"}),
    field<&Release::title>("title", {.zh = "文件标题", .max = 200}),
    field<&Release::goal_id>("goal_id", {.zh = "绩效目标", .ref = "goal", .system = true}),
    field<&Release::goal_version>("goal_version", {.zh = "目标版本", .system = true}),
    field<&Release::by_name>("by_name", {.zh = "由谁", .max = 80, .system = true}),
    field<&Release::at_ms>("at_ms", {.zh = "登记时间", .system = true}),
    field<&Release::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kReleaseFields.size() == boost::pfr::tuple_size_v<Release>,
              "every member of Release needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Release>() {
  static constexpr RecordDesc kDesc{"release", "资金下达", kReleaseFields};
  return kDesc;
}

}  // namespace jiheng
