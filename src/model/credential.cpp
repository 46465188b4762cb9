#include "model/credential.h"

#include <boost/pfr.hpp>

namespace jiheng {
namespace {

constexpr std::array kCredentialFields{
    field<&Credential::region>("region", {.zh = "区划代码"}),
    field<&Credential::id>("id"),
    field<&Credential::user_id>("user_id", {.required = true, .key = true, .ref = "user"}),
    field<&Credential::password_hash>("password_hash", {.max = 200, .secret = true}),
    field<&Credential::earlier_hashes>("earlier_hashes", {.max = 2000, .secret = true}),
    field<&Credential::changed_at_ms>("changed_at_ms"),
    field<&Credential::must_change>("must_change"),
    field<&Credential::failures>("failures"),
    field<&Credential::locked_until_ms>("locked_until_ms"),
    field<&Credential::totp_secret>("totp_secret", {.max = 64, .secret = true}),
    field<&Credential::totp_confirmed>("totp_confirmed"),
    field<&Credential::totp_step>("totp_step"),
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
