#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// A person who may log in. The password is elsewhere (Credential), so that a list of people never carries
/// one.
struct User {
  Region region;
  UserId id;
  std::string account;  ///< what is typed at log-in; lower-case letters, digits, ".", "-", "_"; unique over
                        ///< all places
  std::string name;
  std::optional<UnitId> unit_id;  ///< where the person works; empty: outside (agencies, experts)
  std::optional<std::string> phone;
  std::optional<Date> since;  ///< first day on which the account may be used
  std::optional<Date> until;  ///< last day
  Provenance provenance{};

  friend bool operator==(const User&, const User&) = default;
};

template <>
const RecordDesc& record_of<User>();

}  // namespace jiheng
