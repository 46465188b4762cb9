#include "model/budget_change.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kBudgetChangeFields{
    field<&BudgetChange::region>("region", {.zh = "区划代码"}),
    field<&BudgetChange::id>("id"),
    field<&BudgetChange::project_id>("project_id",
                                     {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&BudgetChange::year>("year", {.zh = "年度", .key = true}),
    field<&BudgetChange::kind>("kind", {.zh = "变动种类", .key = true}),
    field<&BudgetChange::fund_type>("fund_type", {.zh = "资金性质", .key = true}),
    field<&BudgetChange::fund_tag>("fund_tag", {.zh = "资金标签", .key = true}),
    field<&BudgetChange::document_number>("document_number", {.zh = "文号", .max = 60, .key = true}),
    field<&BudgetChange::changed_on>("changed_on", {.zh = "变动日期", .required = true, .key = true}),
    field<&BudgetChange::amount>("amount", {.zh = "变动金额", .negative = true}),
    field<&BudgetChange::reason>("reason", {.zh = "事由", .max = 500}),
    field<&BudgetChange::goal_id>("goal_id", {.zh = "绩效目标", .ref = "goal", .system = true}),
    field<&BudgetChange::goal_version>("goal_version", {.zh = "目标版本", .system = true}),
    field<&BudgetChange::by_name>("by_name", {.zh = "由谁", .max = 80, .system = true}),
    field<&BudgetChange::at_ms>("at_ms", {.zh = "登记时间", .system = true}),
    field<&BudgetChange::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kBudgetChangeFields.size() == boost::pfr::tuple_size_v<BudgetChange>,
              "every member of BudgetChange needs its description");

}  // namespace

template <>
const RecordDesc& record_of<BudgetChange>() {
  static constexpr RecordDesc kDesc{"budget_change", "预算变动", kBudgetChangeFields};
  return kDesc;
}

}  // namespace jiheng
