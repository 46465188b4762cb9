#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/region.h"
#include "base/score.h"
#include "model/ids.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// 结论 of an ex-ante assessment.
enum class Conclusion { support, support_after_revision, not_support };

inline constexpr std::array kConclusionTable{
    EnumRow<Conclusion>{Conclusion::support, "support", "予以支持"},
    EnumRow<Conclusion>{Conclusion::support_after_revision, "support_after_revision", "调整完善后予以支持"},
    EnumRow<Conclusion>{Conclusion::not_support, "not_support", "不予支持"},
};
constexpr const auto& enum_table(Conclusion) { return kConclusionTable; }

/// An ex-ante assessment (事前绩效评估) of a new project or policy.
struct Assessment {
  Region region;
  AssessmentId id;
  FiscalYear year;  ///< the year in which it was assessed
  std::string project_name;
  std::optional<ProjectId> project_id;  ///< empty while it is not in the pool
  UnitId unit_id;
  std::string sector;
  std::optional<Date> assessed_on;
  Money amount;  ///< amount asked for
  std::optional<Money> suggested_amount;
  std::optional<Score> score;
  Conclusion conclusion{};
  std::optional<std::string> reasons;
  bool listed = false;  ///< named in the published statement
  Provenance provenance{};

  friend bool operator==(const Assessment&, const Assessment&) = default;
};

template <>
const RecordDesc& record_of<Assessment>();

}  // namespace jiheng
