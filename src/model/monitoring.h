#pragma once

#include <array>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/region.h"
#include "model/ids.h"
#include "model/light.h"
#include "model/provenance.h"
#include "schema/record.h"

namespace jiheng {

/// 完成目标可能性.
enum class Likelihood { certain, possible, impossible };

inline constexpr std::array kLikelihoodTable{
    EnumRow<Likelihood>{Likelihood::certain, "certain", "确定能"},
    EnumRow<Likelihood>{Likelihood::possible, "possible", "有可能"},
    EnumRow<Likelihood>{Likelihood::impossible, "impossible", "完全不可能"},
};
constexpr const auto& enum_table(Likelihood) { return kLikelihoodTable; }

/// One project's quarterly monitoring form (双监控: money and goals).
struct Monitoring {
  Region region;
  MonitoringId id;
  ProjectId project_id;
  FiscalYear year;
  Quarter quarter;
  Date due_on;
  std::optional<Date> submitted_on;    ///< empty: not submitted
  std::optional<Money> executed;       ///< paid since the beginning of the year
  std::optional<Ratio> goal_progress;  ///< 目标完成进度
  std::optional<Light> money_light;
  std::optional<Light> goal_light;
  std::optional<Light> alert;  ///< the worse of the two
  std::optional<Likelihood> likelihood;
  std::optional<std::string> deviation_reason;
  Provenance provenance{};

  friend bool operator==(const Monitoring&, const Monitoring&) = default;
};

template <>
const RecordDesc& record_of<Monitoring>();

}  // namespace jiheng
