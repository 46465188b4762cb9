#pragma once

#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/ids.h"
#include "schema/record.h"

namespace jiheng {

/// While somebody is away another person works in the first one's roles; every step says so.
struct Delegation {
  Region region;
  DelegationId id;
  UserId from_user_id;
  UserId to_user_id;
  Date since;
  Date until;  ///< last day
  std::string reason;

  friend bool operator==(const Delegation&, const Delegation&) = default;
};

template <>
const RecordDesc& record_of<Delegation>();

}  // namespace jiheng
