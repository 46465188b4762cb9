#include "model/delegation.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kDelegationFields{
    field<&Delegation::region>("region", {.zh = "区划代码"}),
    field<&Delegation::id>("id"),
    field<&Delegation::from_user_id>("from_user_id",
                                     {.zh = "委托人", .required = true, .key = true, .ref = "user"}),
    field<&Delegation::to_user_id>("to_user_id",
                                   {.zh = "受托人", .required = true, .key = true, .ref = "user"}),
    field<&Delegation::since>("since", {.zh = "起始日期", .required = true, .key = true}),
    field<&Delegation::until>("until", {.zh = "截止日期", .required = true}),
    field<&Delegation::reason>("reason", {.zh = "原因", .required = true, .max = 200}),
};
static_assert(kDelegationFields.size() == boost::pfr::tuple_size_v<Delegation>,
              "every member of Delegation needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Delegation>() {
  static constexpr RecordDesc kDesc{"delegation", "临时委托", kDelegationFields};
  return kDesc;
}

}  // namespace jiheng
