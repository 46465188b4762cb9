#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// Where the finding came from.
enum class FindingSource { monitoring, evaluation, assessment, audit };

inline constexpr std::array kFindingSourceTable{
    EnumRow<FindingSource>{FindingSource::monitoring, "monitoring", "绩效监控"},
    EnumRow<FindingSource>{FindingSource::evaluation, "evaluation", "绩效评价"},
    EnumRow<FindingSource>{FindingSource::assessment, "assessment", "事前评估"},
    EnumRow<FindingSource>{FindingSource::audit, "audit", "审计"},
};
constexpr const auto& enum_table(FindingSource) { return kFindingSourceTable; }

/// How far it has come.
enum class RectificationState { open, answered, closed };

inline constexpr std::array kRectificationStateTable{
    EnumRow<RectificationState>{RectificationState::open, "open", "整改中"},
    EnumRow<RectificationState>{RectificationState::answered, "answered", "已回复"},
    EnumRow<RectificationState>{RectificationState::closed, "closed", "已销号"},
};
constexpr const auto& enum_table(RectificationState) { return kRectificationStateTable; }

/// One finding that a unit has to mend, from feedback to closing.
struct Rectification {
  Region region;
  RectificationId id;
  FiscalYear year;
  UnitId unit_id;
  std::string title;
  FindingSource source{};
  std::optional<std::string> evaluation_object;
  std::string finding;
  Date raised_on;
  Date due_on;
  std::optional<Date> answered_on;
  std::optional<Date> closed_on;
  RectificationState state{};
  Provenance provenance{};

  friend bool operator==(const Rectification&, const Rectification&) = default;
};

template <>
const RecordDesc& record_of<Rectification>();

}  // namespace jiheng
