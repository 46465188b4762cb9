#include "model/monitoring.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kMonitoringFields{
    field<&Monitoring::region>("region", {.zh = "区划代码"}),
    field<&Monitoring::id>("id"),
    field<&Monitoring::project_id>("project_id",
                                   {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&Monitoring::year>("year", {.zh = "年度", .key = true}),
    field<&Monitoring::quarter>("quarter", {.zh = "季度", .key = true}),
    field<&Monitoring::due_on>("due_on", {.zh = "应报日期"}),
    field<&Monitoring::submitted_on>("submitted_on", {.zh = "报送日期"}),
    field<&Monitoring::executed>("executed", {.zh = "累计执行数"}),
    field<&Monitoring::goal_progress>("goal_progress", {.zh = "目标完成进度", .percent = true}),
    field<&Monitoring::money_light>("money_light", {.zh = "资金预警", .system = true}),
    field<&Monitoring::goal_light>("goal_light", {.zh = "目标预警", .system = true}),
    field<&Monitoring::alert>("alert", {.zh = "综合预警", .system = true}),
    field<&Monitoring::likelihood>("likelihood", {.zh = "完成目标可能性"}),
    field<&Monitoring::deviation_reason>("deviation_reason", {.zh = "偏差原因", .max = 500}),
    field<&Monitoring::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kMonitoringFields.size() == boost::pfr::tuple_size_v<Monitoring>,
              "every member of Monitoring needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Monitoring>() {
  static constexpr RecordDesc kDesc{"monitoring", "绩效监控", kMonitoringFields};
  return kDesc;
}

}  // namespace jiheng
