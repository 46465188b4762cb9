#include "model/session.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kSessionFields{
    field<&Session::region>("region", {.zh = "区划代码"}),
    field<&Session::id>("id"),
    field<&Session::user_id>("user_id", {.zh = "账号", .required = true, .ref = "user"}),
    field<&Session::token_hash>("token_hash", {.zh = "会话凭据", .max = 64, .key = true, .secret = true}),
    field<&Session::created_ms>("created_ms", {.zh = "登录时间"}),
    field<&Session::seen_ms>("seen_ms", {.zh = "最近使用时间"}),
    field<&Session::address>("address", {.zh = "来自地址", .max = 60}),
    field<&Session::agent>("agent", {.zh = "浏览器", .max = 200}),
    field<&Session::grant_id>("grant_id", {.zh = "所用角色"}),
    field<&Session::year>("year", {.zh = "所选年度"}),
    field<&Session::factor_done>("factor_done", {.zh = "已过两步验证"}),
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
