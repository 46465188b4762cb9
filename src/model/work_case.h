#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// A record on its way through a process (law/processes): where it stands and who is waited for. The goal of
/// one project and year has one case, also when it is adjusted later.
struct WorkCase {
  Region region;
  WorkCaseId id;
  std::string process;  ///< id of law/processes
  std::string record;   ///< name of the record, such as "goal"
  RecordId record_id;
  UnitId unit_id;  ///< whose record it is
  FiscalYear year;
  std::string state;       ///< of the process
  std::int64_t round = 1;  ///< from 1; an adjustment begins the next
  std::optional<Date> due_on;
  std::int64_t entered_ms = 0;  ///< when it came to its state
  std::string entered_by;
  std::optional<std::int64_t> opened_ms;  ///< when one of those waited for first looked; empty: not yet
  std::optional<UserId> assignee_id;
  Provenance provenance{};

  friend bool operator==(const WorkCase&, const WorkCase&) = default;
};

template <>
const RecordDesc& record_of<WorkCase>();

}  // namespace jiheng
