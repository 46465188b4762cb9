#include "model/budget_line.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kBudgetLineFields{
    field<&BudgetLine::region>("region", {.zh = "区划代码"}),
    field<&BudgetLine::id>("id"),
    field<&BudgetLine::project_id>("project_id",
                                   {.zh = "项目编码", .required = true, .key = true, .ref = "project"}),
    field<&BudgetLine::year>("year", {.zh = "年度", .key = true}),
    field<&BudgetLine::fund_type>("fund_type", {.zh = "资金性质", .key = true}),
    field<&BudgetLine::fund_tag>("fund_tag", {.zh = "资金标签", .key = true}),
    field<&BudgetLine::initial>("initial", {.zh = "年初预算数"}),
    field<&BudgetLine::adjusted>("adjusted", {.zh = "全年预算数"}),
    field<&BudgetLine::executed>("executed", {.zh = "全年执行数"}),
    field<&BudgetLine::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kBudgetLineFields.size() == boost::pfr::tuple_size_v<BudgetLine>,
              "every member of BudgetLine needs its description");

}  // namespace

template <>
const RecordDesc& record_of<BudgetLine>() {
  static constexpr RecordDesc kDesc{"budget_line", "预算明细", kBudgetLineFields};
  return kDesc;
}

}  // namespace jiheng
