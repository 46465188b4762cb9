#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/region.h"
#include "model/ids.h"
#include "model/role.h"
#include "schema/record.h"

namespace jiheng {

/// One thing that was done to a case: what, by whom, when, why, and what had changed by then. Never altered.
struct ProcessStep {
  Region region;
  ProcessStepId id;
  WorkCaseId case_id;
  std::int64_t number = 0;  ///< from 1, without gaps
  std::string action;       ///< id of the transition; "open" for the first
  std::string from_state;
  std::string to_state;
  UserId actor_id;         ///< 0: the program
  std::string actor_name;  ///< as it was then
  Role role{};             ///< in which it was done
  std::int64_t at_ms = 0;
  std::optional<std::string> opinion;
  std::string reasons;  ///< JSON: [{"code","field"?,"text"?}]; "[]"
  std::string changes;  ///< JSON: [{"field","label","before","after"}] since the step before

  friend bool operator==(const ProcessStep&, const ProcessStep&) = default;
};

template <>
const RecordDesc& record_of<ProcessStep>();

}  // namespace jiheng
