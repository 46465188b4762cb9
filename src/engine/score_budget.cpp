#include "engine/score_budget.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/score_kernel.h"
#include "engine/score_method.h"

namespace jiheng::engine {
namespace {

using AmountMember = std::optional<Money> FormAmounts::*;

/// The sum of a column over the parts; empty when no part has it or it overflows.
std::optional<Money> sum_of_parts(const SelfEvaluationForm& form, AmountMember member) {
  std::optional<Money> total;
  for (const auto& part : form.parts) {
    if (!(part.*member)) continue;
    const auto next = add(total.value_or(Money{}), *(part.*member));
    if (!next) return std::nullopt;
    total = *next;
  }
  return total;
}

std::string amount_text(Money amount, const SelfEvaluationForm& form) {
  return form.money_unit == MoneyUnit::yuan ? amount.to_yuan(true) + " 元" : amount.to_wan() + " 万元";
}

std::string rate_text(const Ratio& rate) { return rate.to_percent(2) + "%"; }

/// Where findings about the money table point.
struct BudgetFindings {
  const SelfEvaluationForm& form;
  Findings& out;

  void add(std::string_view rule, Severity severity, std::string message, std::string hint = {}) {
    out.push_back(
        {fmt::format("budget.{}", rule), severity, std::move(message), form.total.where, std::move(hint)});
  }
};

void check_sums(const SelfEvaluationForm& form, BudgetFindings& report) {
  constexpr std::pair<AmountMember, std::string_view> kColumns[] = {{&FormAmounts::initial, "年初预算数"},
                                                                    {&FormAmounts::adjusted, "全年预算数"},
                                                                    {&FormAmounts::executed, "全年执行数"}};
  for (const auto& [member, label] : kColumns) {
    const auto parts = sum_of_parts(form, member);
    const auto& total = form.total.*member;
    if (!parts || parts == total) continue;
    if (!total || *total == Money{}) {
      report.add("total_empty", Severity::error,
                 fmt::format("{}：年度资金总额{}，而各行合计 {}", label, total ? "填 0" : "未填",
                             amount_text(*parts, form)));
    } else {
      report.add("parts_differ", Severity::error,
                 fmt::format("{}：年度资金总额 {}，各行合计 {}", label, amount_text(*total, form),
                             amount_text(*parts, form)));
    }
  }
}

void check_unit(const SelfEvaluationForm& form, const law::Scheme& scheme, BudgetFindings& report) {
  const auto amount = form.total.adjusted ? form.total.adjusted : form.total.initial;
  if (!form.money_unit) {
    if (amount) report.add("unit_missing", Severity::warning, "表头没有写明金额单位（元或万元）");
    return;
  }
  if (!amount || *amount <= Money{}) return;
  const auto& limits = scheme.amounts;
  if (form.money_unit == MoneyUnit::yuan && limits.yuan_below && *amount < *limits.yuan_below) {
    report.add("unit_suspicious", Severity::warning,
               fmt::format("全年预算 {} 元，少于 {} 元：单位是否应为万元", amount->to_yuan(),
                           limits.yuan_below->to_yuan()));
  }
  if (form.money_unit == MoneyUnit::wan && limits.wan_above && *amount > *limits.wan_above) {
    report.add("unit_suspicious", Severity::warning,
               fmt::format("全年预算 {} 万元，多于 {} 万元：单位是否应为元", amount->to_wan(),
                           limits.wan_above->to_wan()));
  }
}

/// A cost target that is thousands of times the budget, or a thousandth of it, was written in the other unit.
void check_cost_unit(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& findings) {
  const auto amount = form.total.adjusted ? form.total.adjusted : form.total.initial;
  if (!amount || *amount <= Money{} || !scheme.amounts.cost_factor) return;
  for (const auto& indicator : form.indicators) {
    const bool cost = indicator.level1.find("成本") != std::string::npos ||
                      indicator.level2.find("成本") != std::string::npos;
    const auto unit = parse_money_unit(indicator.unit.value_or(""));
    if (!cost || !unit || !indicator.target) continue;
    const auto target = Money::parse(*indicator.target, *unit);
    if (!target || *target <= Money{}) continue;
    const auto up = divide(*target, *amount);
    const auto down = divide(*amount, *target);
    if (!up || !down || (*up < *scheme.amounts.cost_factor && *down < *scheme.amounts.cost_factor)) continue;
    findings.push_back(
        {"budget.cost_unit",
         Severity::warning,
         fmt::format("成本指标“{}”的目标 {}{} 与预算 {} 相差千倍以上，单位可能有误", indicator.name,
                     *indicator.target, *indicator.unit, amount_text(*amount, form)),
         indicator.where,
         {}});
  }
}

void check_rate(const SelfEvaluationForm& form, const law::Scheme& scheme, const RowScore& execution,
                BudgetFindings& report) {
  if (!execution.rate) return;
  if (form.execution_rate) {
    const Ratio& a = *form.execution_rate;
    const Ratio& b = *execution.rate;
    const std::int64_t gap = a.to_ppm() - b.to_ppm();
    if ((gap < 0 ? -gap : gap) > scheme.rate_tolerance.to_ppm()) {
      report.add("rate_differs", Severity::warning,
                 fmt::format("填报执行率 {}，按金额计算为 {}", rate_text(a), rate_text(b)));
    }
  }
  if (*execution.rate > Ratio::from_ppm(1'000'000)) {
    report.add("overspent", Severity::error,
               fmt::format("执行数超过预算数，执行率 {}", rate_text(*execution.rate)));
  }
  const auto& below = scheme.execution->reason_below;
  if (below && *execution.rate < *below && trim(form.execution_reason).empty()) {
    report.add(
        "reason_missing", Severity::error,
        fmt::format("执行率 {}，低于 {}%，未填原因", rate_text(*execution.rate), below->to_percent(0)));
  }
}

void check_execution_state(const ExecutionAmounts& amounts, const RowScore& execution,
                           BudgetFindings& report) {
  if (execution.state == ScoreState::not_applicable) {
    report.add("zero", Severity::warning, "全年预算数为 0：执行率不适用，不作除法，也不计分");
  } else if (execution.state == ScoreState::not_filled) {
    report.add(
        "not_filled", Severity::warning,
        fmt::format("未填{}{}{}，执行率不能计算", amounts.adjusted ? "" : "全年预算数",
                    amounts.adjusted || amounts.executed ? "" : "和", amounts.executed ? "" : "全年执行数"));
  } else if (execution.state == ScoreState::needs_person) {
    report.add("needs_person", Severity::warning, execution.reason);
  }
  const auto negative = [](const std::optional<Money>& amount) { return amount && *amount < Money{}; };
  if (negative(amounts.adjusted) || negative(amounts.executed))
    report.add("negative", Severity::error, "预算数或执行数为负");
  if (amounts.from_parts) {
    report.add("from_parts", Severity::warning, "年度资金总额为空或为 0，执行率按各行合计计算");
  }
}

}  // namespace

ExecutionAmounts execution_amounts(const SelfEvaluationForm& form) {
  ExecutionAmounts amounts{form.total.adjusted, form.total.executed, false};
  if (amounts.adjusted && *amounts.adjusted != Money{}) return amounts;
  const auto adjusted = sum_of_parts(form, &FormAmounts::adjusted);
  if (!adjusted || *adjusted == Money{}) return amounts;
  return {adjusted, sum_of_parts(form, &FormAmounts::executed), true};
}

RowScore judge_execution(const SelfEvaluationForm& form, const law::Scheme& scheme) {
  RowScore row;
  if (!scheme.execution) return row;
  const auto& rule = *scheme.execution;
  row.weight = form.execution_weight.value_or(rule.weight);
  const auto amounts = execution_amounts(form);
  if (!amounts.adjusted || !amounts.executed) return row;
  if (*amounts.adjusted <= Money{}) {
    row.state = ScoreState::not_applicable;
    return row;
  }
  const auto rate = divide(*amounts.executed, *amounts.adjusted);
  if (!rate) {
    row.state = ScoreState::needs_person;
    row.reason = rate.error().message;
    return row;
  }
  row.rate = *rate;
  row.reached = rate->num() >= rate->den();
  row.state = ScoreState::computed;
  if (rule.method == law::ExecutionMethod::ratio) {
    row.share = rate->num() <= 0 ? kernel::kNone
                : row.reached    ? kernel::kAll
                                 : Share{rate->num(), rate->den()};
  } else if (const auto* band = band_of(*rate, rule.bands, form.completed.value_or(false))) {
    row.share = {band->share.num(), band->share.den()};
  } else {
    row.state = ScoreState::needs_person;
    row.reason = fmt::format("执行率 {} 不在方案的任何区间内", rate_text(*rate));
    return row;
  }
  row.score = rounded_points(*row.weight, row.share, scheme);
  return row;
}

void check_budget(const SelfEvaluationForm& form, const law::Scheme& scheme, const RowScore& execution,
                  Findings& findings) {
  if (!scheme.execution) return;
  BudgetFindings report{form, findings};
  check_unit(form, scheme, report);
  check_sums(form, report);
  check_execution_state(execution_amounts(form), execution, report);
  check_rate(form, scheme, execution, report);
  check_cost_unit(form, scheme, findings);
}

}  // namespace jiheng::engine
