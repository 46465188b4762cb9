#include "model/project.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kProjectFields{
    field<&Project::region>("region", {.zh = "区划代码"}),
    field<&Project::id>("id"),
    field<&Project::code>("code", {.zh = "项目编码", .required = true, .max = 21, .key = true}),
    field<&Project::name>("name", {.zh = "项目名称", .required = true, .max = 120}),
    field<&Project::unit_id>("unit_id", {.zh = "单位编码", .required = true, .ref = "unit"}),
    field<&Project::category>("category", {.zh = "项目类别"}),
    field<&Project::kind>("kind", {.zh = "项目属性"}),
    field<&Project::sector>("sector", {.zh = "行业", .max = 20}),
    field<&Project::function_class>("function_class", {.zh = "功能分类", .required = true, .max = 7}),
    field<&Project::first_year>("first_year", {.zh = "起始年度"}),
    field<&Project::last_year>("last_year", {.zh = "终止年度"}),
    field<&Project::policy_basis>("policy_basis", {.zh = "立项依据", .max = 500}),
    field<&Project::beneficiaries>("beneficiaries", {.zh = "受益对象", .max = 200}),
    field<&Project::place>("place", {.zh = "实施地点", .max = 100}),
    field<&Project::note>("note", {.zh = "备注", .max = 500}),
    field<&Project::provenance>("provenance", {.zh = "数据来源"}),
};
static_assert(kProjectFields.size() == boost::pfr::tuple_size_v<Project>,
              "every member of Project needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Project>() {
  static constexpr RecordDesc kDesc{"project", "项目", kProjectFields};
  return kDesc;
}

}  // namespace jiheng
