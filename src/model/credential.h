#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// How a person proves who he is. Internal: never imported, exported or listed.
struct Credential {
  Region region;
  CredentialId id;
  UserId user_id;
  std::string password_hash;   ///< argon2id, as libsodium writes it
  std::string earlier_hashes;  ///< the passwords before, a line each, newest first
  std::int64_t changed_at_ms = 0;
  bool must_change = false;                ///< the password was set by somebody else
  std::int64_t failures = 0;               ///< wrong passwords or codes since the last log-in
  std::int64_t locked_until_ms = 0;        ///< 0: not locked
  std::optional<std::string> totp_secret;  ///< base32, RFC 6238
  bool totp_confirmed = false;
  std::int64_t totp_step = 0;  ///< the last time step whose code was used; older ones are refused

  friend bool operator==(const Credential&, const Credential&) = default;
};

template <>
const RecordDesc& record_of<Credential>();

}  // namespace jiheng
