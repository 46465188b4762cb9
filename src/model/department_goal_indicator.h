#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/region.h"
#include "base/score.h"
#include "model/ids.h"
#include "model/indicator.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// One indicator row of a department's overall goal: an Indicator that belongs to a unit, not to a project,
/// so that figures about projects never count it.
struct DepartmentGoalIndicator {
  Region region;
  DepartmentGoalIndicatorId id;
  UnitId unit_id;
  FiscalYear year;
  std::int64_t seq = 0;  ///< row in the form, from 1
  std::string level1;
  std::string level2;
  std::string name;
  Operator op{};
  std::string target;  ///< as written: a number or words
  std::optional<std::string> unit;
  Score weight;
  std::optional<std::string> actual;  ///< 实际完成值; empty: not filled
  bool core = false;
  std::optional<std::string> target_medium;
  std::optional<std::string> basis;
  std::optional<std::string> source;
  std::optional<std::string> method;
  std::optional<std::string> fixed_by;  ///< who sent it down; with "|target" behind it, the target too
  Provenance provenance{};

  friend bool operator==(const DepartmentGoalIndicator&, const DepartmentGoalIndicator&) = default;
};

template <>
const RecordDesc& record_of<DepartmentGoalIndicator>();

}  // namespace jiheng
