#include "model/library_proposal.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kLibraryProposalFields{
    field<&LibraryProposal::region>("region", {.zh = "区划代码"}),
    field<&LibraryProposal::id>("id"),
    field<&LibraryProposal::unit_id>("unit_id",
                                     {.zh = "建议单位", .required = true, .key = true, .ref = "unit"}),
    field<&LibraryProposal::kind>("kind", {.zh = "建议", .required = true, .key = true}),
    field<&LibraryProposal::state>("state", {.zh = "状态", .required = true}),
    field<&LibraryProposal::code>("code", {.zh = "指标编号", .max = 60}),
    field<&LibraryProposal::name>("name", {.zh = "指标名称", .required = true, .max = 200, .key = true}),
    field<&LibraryProposal::sector>("sector", {.zh = "行业", .required = true, .max = 60}),
    field<&LibraryProposal::content>("content", {.zh = "内容", .required = true, .max = 8000}),
    field<&LibraryProposal::reason>("reason", {.zh = "理由", .required = true, .max = 500}),
    field<&LibraryProposal::by_user_id>("by_user_id", {.zh = "建议人", .ref = "user", .system = true}),
    field<&LibraryProposal::by_name>("by_name", {.zh = "建议人姓名", .max = 120, .system = true}),
    field<&LibraryProposal::at_ms>("at_ms", {.zh = "建议时间", .key = true, .system = true}),
    field<&LibraryProposal::decided_by>("decided_by", {.zh = "审定人", .max = 120, .system = true}),
    field<&LibraryProposal::decided_ms>("decided_ms", {.zh = "审定时间", .system = true}),
    field<&LibraryProposal::decision>("decision", {.zh = "审定意见", .max = 500}),
    field<&LibraryProposal::merged_into>("merged_into", {.zh = "并入", .max = 60}),
};
static_assert(kLibraryProposalFields.size() == boost::pfr::tuple_size_v<LibraryProposal>,
              "every member of LibraryProposal needs its description");

constexpr std::array kLibraryVersionFields{
    field<&LibraryVersion::region>("region", {.zh = "区划代码"}),
    field<&LibraryVersion::id>("id"),
    field<&LibraryVersion::code>("code", {.zh = "指标编号", .required = true, .max = 60, .key = true}),
    field<&LibraryVersion::number>("number", {.zh = "第几版", .required = true, .key = true}),
    field<&LibraryVersion::since>("since", {.zh = "自哪天起", .required = true}),
    field<&LibraryVersion::sector>("sector", {.zh = "行业", .required = true, .max = 60}),
    field<&LibraryVersion::content>("content", {.zh = "内容", .required = true, .max = 8000}),
    field<&LibraryVersion::proposal_id>("proposal_id",
                                        {.zh = "由哪个建议", .ref = "library_proposal", .system = true}),
    field<&LibraryVersion::by_name>("by_name", {.zh = "由谁", .max = 120, .system = true}),
    field<&LibraryVersion::at_ms>("at_ms", {.zh = "时间", .system = true}),
};
static_assert(kLibraryVersionFields.size() == boost::pfr::tuple_size_v<LibraryVersion>,
              "every member of LibraryVersion needs its description");

}  // namespace

template <>
const RecordDesc& record_of<LibraryProposal>() {
  static constexpr RecordDesc kDesc{"library_proposal", "指标库建议", kLibraryProposalFields};
  return kDesc;
}

template <>
const RecordDesc& record_of<LibraryVersion>() {
  static constexpr RecordDesc kDesc{"library_version", "县级指标库", kLibraryVersionFields};
  return kDesc;
}

}  // namespace jiheng
