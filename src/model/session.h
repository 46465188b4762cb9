#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// A log-in that is still good. The token is only known to the browser; here is its hash. Internal.
struct Session {
  Region region;
  SessionId id;
  UserId user_id;
  std::string token_hash;  ///< SM3, hexadecimal
  std::int64_t created_ms = 0;
  std::int64_t seen_ms = 0;  ///< to within a few minutes
  std::string address;
  std::string agent;
  std::optional<RoleGrantId> grant_id;  ///< the role in use
  std::optional<FiscalYear> year;       ///< the year in use
  bool factor_done = false;             ///< the second factor was given

  friend bool operator==(const Session&, const Session&) = default;
};

template <>
const RecordDesc& record_of<Session>();

}  // namespace jiheng
