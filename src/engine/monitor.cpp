#include "engine/monitor.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/parameter.h"

namespace jiheng::engine {
namespace {

/// In parts per million, in which progress is stored; an exact difference might not fit.
Ratio monitor_lag(const Ratio& scheduled, const Ratio& reached) {
  return Ratio::from_ppm(scheduled.to_ppm() - reached.to_ppm());
}

LightResult judge_rate(const Ratio& rate, std::string_view what, const MonitorPolicy& policy) {
  LightResult result;
  result.rate = rate;
  const Ratio lag = monitor_lag(policy.scheduled, rate);
  // Behind by up to yellow_lag is green, up to red_lag yellow, by more red (monitoring.lag).
  result.light = lag > policy.red_lag ? Light::red : lag > policy.yellow_lag ? Light::yellow : Light::green;
  const auto against =
      lag > Ratio{} ? fmt::format("落后 {} 个百分点", lag.to_percent()) : std::string("没有落后");
  result.why =
      fmt::format("{} {}%，序时进度 {}%，{}；落后超过 {} 个百分点为关注，超过 {} 个百分点为严重：{}", what,
                  rate.to_percent(), policy.scheduled.to_percent(), against, policy.yellow_lag.to_percent(0),
                  policy.red_lag.to_percent(0), enum_label(*result.light));
  return result;
}

LightResult judge_money(const MonitorInput& input, const MonitorPolicy& policy) {
  LightResult none;
  if (!input.executed || !input.adjusted) {
    none.why = input.executed ? "没有全年预算数，不判资金灯" : "没有填累计执行数，不判资金灯";
    return none;
  }
  const auto rate = divide(*input.executed, *input.adjusted);
  if (!rate) {
    none.why = "全年预算数为 0，执行率不适用，不判资金灯";
    return none;
  }
  return judge_rate(*rate,
                    fmt::format("累计执行 {} 万元／全年预算 {} 万元，执行率", input.executed->to_wan(),
                                input.adjusted->to_wan()),
                    policy);
}

LightResult judge_goal(const MonitorInput& input, const MonitorPolicy& policy) {
  if (input.goal_progress) return judge_rate(*input.goal_progress, "目标完成进度", policy);
  LightResult none;
  none.why = "没有填目标完成进度，不判目标灯";
  return none;
}

void check_divergence(MonitorResult& result, const MonitorPolicy& policy) {
  if (!result.money.light || !result.goal.light) return;
  const int apart = static_cast<int>(*result.goal.light) - static_cast<int>(*result.money.light);
  if (std::abs(apart) < policy.divergence_levels) return;
  const std::string_view meaning = apart > 0 ? "钱花了，目标没有跟上" : "目标在推进，资金没有支付";
  result.findings.push_back(
      {"monitor.divergence",
       Severity::warning,
       fmt::format("花钱与成效背离：资金灯“{}”，目标灯“{}”，{}", enum_label(*result.money.light),
                   enum_label(*result.goal.light), meaning),
       {},
       "核对两个进度是否填对；属实的请写明偏差原因"});
}

}  // namespace

Result<MonitorPolicy> monitor_policy(const law::Book& book, Region place, FiscalYear year, Quarter quarter) {
  const Date as_of = quarter.last_day(year);
  const auto month = fmt::format("{}", quarter.value() * 3);
  const auto scheduled = law::percent_parameter(book, "monitoring.schedule", place, as_of, month);
  if (!scheduled) return pass(scheduled);
  const auto yellow = law::percent_parameter(book, "monitoring.lag", place, as_of, "yellow");
  if (!yellow) return pass(yellow);
  const auto red = law::percent_parameter(book, "monitoring.lag", place, as_of, "red");
  if (!red) return pass(red);
  const auto levels = law::integer_parameter(book, "monitoring.divergence-levels", place, as_of);
  if (!levels) return pass(levels);
  MonitorPolicy policy{*scheduled, *yellow, *red, *levels, {}};
  for (const std::string_view id : {"monitoring.schedule", "monitoring.lag"}) {
    const auto match = law::find_parameter(book, id, place, as_of);
    if (match)
      policy.citations.insert(policy.citations.end(), match->citations.begin(), match->citations.end());
  }
  return policy;
}

MonitorResult judge_quarter(const MonitorInput& input, const MonitorPolicy& policy) {
  MonitorResult result;
  result.money = judge_money(input, policy);
  result.goal = judge_goal(input, policy);
  // 双监控判级: the worse of the two (domain §5); with only one, that one.
  result.alert = std::max(result.money.light, result.goal.light);
  check_divergence(result, policy);
  return result;
}

}  // namespace jiheng::engine
