#include "model/session.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kSessionFields{
    field<&Session::region>("region", {.zh = "区划代码"}),
    field<&Session::id>("id"),
    field<&Session::user_id>("user_id", {.required = true, .ref = "user"}),
    field<&Session::token_hash>("token_hash", {.max = 64, .key = true, .secret = true}),
    field<&Session::created_ms>("created_ms"),
    field<&Session::seen_ms>("seen_ms"),
    field<&Session::address>("address", {.max = 60}),
    field<&Session::agent>("agent", {.max = 200}),
    field<&Session::grant_id>("grant_id"),
    field<&Session::year>("year"),
    field<&Session::factor_done>("factor_done"),
};
static_assert(kSessionFields.size() == boost::pfr::tuple_size_v<Session>,
              "every member of Session needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Session>() {
  static constexpr RecordDesc kDesc{"session", "会话", kSessionFields};
  return kDesc;
}

}  // namespace jiheng
