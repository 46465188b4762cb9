#include "model/credential.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kCredentialFields{
    field<&Credential::region>("region", {.zh = "区划代码"}),
    field<&Credential::id>("id"),
    field<&Credential::user_id>("user_id", {.zh = "账号", .required = true, .key = true, .ref = "user"}),
    field<&Credential::password_hash>("password_hash", {.zh = "口令", .max = 200, .secret = true}),
    field<&Credential::earlier_hashes>("earlier_hashes", {.zh = "用过的口令", .max = 2000, .secret = true}),
    field<&Credential::changed_at_ms>("changed_at_ms", {.zh = "口令修改时间"}),
    field<&Credential::must_change>("must_change", {.zh = "须改口令"}),
    field<&Credential::failures>("failures", {.zh = "连续输错次数"}),
    field<&Credential::locked_until_ms>("locked_until_ms", {.zh = "锁定到"}),
    field<&Credential::totp_secret>("totp_secret", {.zh = "两步验证密钥", .max = 64, .secret = true}),
    field<&Credential::totp_confirmed>("totp_confirmed", {.zh = "已启用两步验证"}),
    field<&Credential::totp_step>("totp_step", {.zh = "上次用过的验证码"}),
};
static_assert(kCredentialFields.size() == boost::pfr::tuple_size_v<Credential>,
              "every member of Credential needs its description");

}  // namespace

template <>
const RecordDesc& record_of<Credential>() {
  static constexpr RecordDesc kDesc{"credential", "登录凭证", kCredentialFields};
  return kDesc;
}

}  // namespace jiheng
