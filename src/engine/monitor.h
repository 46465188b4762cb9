#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/region.h"
#include "base/result.h"
#include "law/book.h"
#include "model/light.h"

namespace jiheng::engine {

/// How money and goals are held against the calendar (law/parameters/monitoring: schedule, lag,
/// divergence-levels).
struct MonitorPolicy {
  Ratio scheduled;   ///< what should be done by the end of the quarter
  Ratio yellow_lag;  ///< behind by more than this: yellow
  Ratio red_lag;     ///< behind by more than this: red
  int divergence_levels = 2;
  std::vector<law::Citation> citations;
};

/// The policy in force at `place` for a quarter: on its last day. Errors: a parameter is missing or of
/// another type.
Result<MonitorPolicy> monitor_policy(const law::Book& book, Region place, FiscalYear year, Quarter quarter);

/// What a monitoring form and the project's budget say.
struct MonitorInput {
  std::optional<Money> executed;       ///< since the beginning of the year
  std::optional<Money> adjusted;       ///< 全年预算数, all lines together
  std::optional<Ratio> goal_progress;  ///< 目标完成进度
};

/// One light and how it came about.
struct LightResult {
  std::optional<Light> light;  ///< empty: not filled, or the budget is 0
  std::optional<Ratio> rate;   ///< 执行率 or 目标完成进度
  std::string why;             ///< in words, with the numbers and the rule
};

/// 双监控: both lights, the worse of them, and what their difference says.
struct MonitorResult {
  LightResult money;
  LightResult goal;
  std::optional<Light> alert;
  Findings findings;  ///< "monitor.divergence" when the lights are two levels apart
};

/// Judges one quarter of one project. Pure.
MonitorResult judge_quarter(const MonitorInput& input, const MonitorPolicy& policy);

}  // namespace jiheng::engine
