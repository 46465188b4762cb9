#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "model/role.h"
#include "schema/record.h"

namespace jiheng {

/// A person holds a role at a place (the record's region), and where the role asks for it, for a unit, from
/// one day to another. Ended by its last day, never deleted.
struct RoleGrant {
  Region region;
  RoleGrantId id;
  UserId user_id;
  Role role{};
  std::optional<UnitId> unit_id;  ///< of department roles the department, of unit roles the unit; else empty
  Date since;
  std::optional<Date> until;  ///< last day
  std::optional<std::string> granted_by;
  Provenance provenance{};

  friend bool operator==(const RoleGrant&, const RoleGrant&) = default;
};

template <>
const RecordDesc& record_of<RoleGrant>();

}  // namespace jiheng
