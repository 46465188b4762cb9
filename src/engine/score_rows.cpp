#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/score_check.h"
#include "engine/score_method.h"

namespace jiheng::engine {
namespace {

/// One row, whether an indicator or the execution rate, as far as the three scores go.
struct ScoreRowView {
  std::string_view name;
  std::optional<Score> claimed;
  std::optional<Score> reviewed;
  std::string_view reason;
  std::string_view where;
};

void add_row_finding(Findings& out, std::string_view rule, Severity severity, std::string message,
                     std::string_view where) {
  out.push_back({fmt::format("score.{}", rule), severity, std::move(message), std::string(where), {}});
}

void check_claimed(const ScoreRowView& view, const RowScore& row, Findings& out) {
  if (!view.claimed) return;
  if (row.weight && *view.claimed > *row.weight) {
    add_row_finding(out, "claimed_over_weight", Severity::error,
                    fmt::format("“{}”填报 {} 分，超过分值 {}", view.name, view.claimed->to_short(),
                                row.weight->to_short()),
                    view.where);
  }
  if (row.state != ScoreState::computed || !row.score || *view.claimed == *row.score) return;
  std::string_view what = "填报分与计算分不同";
  if (!row.reached && *view.claimed == *row.weight) {
    what = "未达到目标却填满分";
  } else if (row.reached && row.share.num == row.share.den) {
    what = trim(view.reason).empty() ? "已达到目标却扣分，且未写原因" : "已达到目标却扣分";
  }
  add_row_finding(out, "claimed_differs", Severity::warning,
                  fmt::format("“{}”{}：计算 {} 分，填报 {} 分", view.name, what, row.score->to_short(),
                              view.claimed->to_short()),
                  view.where);
}

void check_reviewed(const ScoreRowView& view, const RowScore& row, Findings& out) {
  if (!view.reviewed) return;
  const auto& other = row.score ? row.score : view.claimed;
  if (!other || *other == *view.reviewed) return;
  add_row_finding(out, "reviewed_differs", Severity::info,
                  fmt::format("“{}”复核 {} 分，{} {} 分", view.name, view.reviewed->to_short(),
                              row.score ? "计算" : "填报", other->to_short()),
                  view.where);
}

void check_row_state(const FormIndicator& indicator, const RowScore& row, bool all_empty, bool all_weightless,
                     Findings& out) {
  if (row.state == ScoreState::not_filled && !all_empty) {
    add_row_finding(out, indicator.claimed ? "claimed_without_actual" : "not_filled", Severity::warning,
                    indicator.claimed ? fmt::format("“{}”没有完成值却填了 {} 分；未填不等于 0，不计分",
                                                    indicator.name, indicator.claimed->to_short())
                                      : fmt::format("“{}”未填完成值；未填不等于 0，不计分", indicator.name),
                    indicator.where);
  }
  if (row.state == ScoreState::no_weight && !all_weightless) {
    add_row_finding(out, "no_weight", Severity::warning,
                    fmt::format("“{}”没有分值，不能计分", indicator.name), indicator.where);
  }
  if (row.state == ScoreState::needs_person) {
    const std::string claimed = indicator.claimed
                                    ? fmt::format("；填报 {} 分未经核实", indicator.claimed->to_short())
                                    : std::string();
    add_row_finding(out, "needs_person", Severity::info,
                    fmt::format("“{}”须人工判定：{}{}", indicator.name, row.reason, claimed),
                    indicator.where);
  }
}

void check_over_completion(const FormIndicator& indicator, const law::Scheme& scheme, const RowScore& row,
                           Findings& out) {
  if (!row.rate || !row.rule || !row.reached) return;
  const auto method = scheme.methods[*row.rule].method;
  if (method != law::Method::ratio && method != law::Method::ratio_with_threshold) return;
  const std::string rate = row.rate->to_percent(0) + "%";
  if (scheme.over_completion_reason && *row.rate > *scheme.over_completion_reason &&
      trim(indicator.deviation_reason).empty()) {
    add_row_finding(out, "over_completion_reason", Severity::warning,
                    fmt::format("“{}”完成 {}，超过 {}%，须写明原因；目标可能偏低", indicator.name, rate,
                                scheme.over_completion_reason->to_percent(0)),
                    indicator.where);
  } else if (scheme.over_completion && *row.rate > *scheme.over_completion) {
    add_row_finding(out, "over_completion", Severity::info,
                    fmt::format("“{}”完成 {}，超过 {}%：目标可能偏低，不自动扣分", indicator.name, rate,
                                scheme.over_completion->to_percent(0)),
                    indicator.where);
  }
}

/// What the texts of target and actual value give away.
void check_row_values(const FormIndicator& indicator, const law::Scheme& scheme, const RowScore& row,
                      std::optional<FiscalYear> year, Findings& out) {
  const ValueReading target = read_value(indicator.target.value_or(""), year);
  const auto op = operator_of(indicator, target);
  const bool numeric = target.kind == law::TargetKind::number;
  if (op && *op != Operator::qualitative && target.kind == law::TargetKind::text && indicator.target) {
    add_row_finding(
        out, "target_not_number", Severity::warning,
        fmt::format("“{}”的性质是“{}”，目标“{}”却不是数", indicator.name, enum_label(*op), *indicator.target),
        indicator.where);
  }
  if (indicator.op && target.sign && *indicator.op != *target.sign &&
      *indicator.op != Operator::qualitative) {
    add_row_finding(out, "op_differs", Severity::warning,
                    fmt::format("“{}”的性质是“{}”，目标却写成“{}”；按性质计算", indicator.name,
                                enum_label(*indicator.op), *indicator.target),
                    indicator.where);
  }
  if (!indicator.actual) return;
  const ValueReading actual = read_value(*indicator.actual, year);
  if (actual.kind == law::TargetKind::number && actual.sign && *actual.sign != Operator::equal) {
    add_row_finding(out, "actual_is_bound", Severity::warning,
                    fmt::format("“{}”的完成值写成“{}”：完成值应是实际的数，不带比较符号", indicator.name,
                                *indicator.actual),
                    indicator.where);
  }
  const bool ratio = row.rule && scheme.methods[*row.rule].method != law::Method::reverse_ratio;
  if (op == Operator::equal && numeric && ratio && row.rate && *row.rate > Ratio::from_ppm(1'000'000)) {
    add_row_finding(out, "equal_exceeded", Severity::info,
                    fmt::format("“{}”的性质是“=”，完成值 {} 超过目标 {}：按达到计满分，方向请复核",
                                indicator.name, *indicator.actual, *indicator.target),
                    indicator.where);
  }
  if (numeric && target.number.units <= 0 && row.state == ScoreState::computed) {
    add_row_finding(
        out, "zero_target", Severity::info,
        fmt::format("“{}”的目标为 {}，不作除法：达到得满分，否则 0 分", indicator.name, *indicator.target),
        indicator.where);
  }
}

/// Bare numbers without a 性质: said once when the form has no such column at all.
void check_unsaid(const SelfEvaluationForm& form, Findings& out) {
  std::vector<const FormIndicator*> unsaid;
  for (const auto& indicator : form.indicators) {
    const ValueReading target = read_value(indicator.target.value_or(""), form.year);
    const bool bare = target.kind == law::TargetKind::number || target.kind == law::TargetKind::composite;
    if (bare && !operator_of(indicator, target)) unsaid.push_back(&indicator);
  }
  if (unsaid.empty()) return;
  const bool none = std::ranges::none_of(form.indicators, [](const auto& i) { return i.op.has_value(); });
  if (none) {
    add_row_finding(out, "op_missing", Severity::info,
                    fmt::format("表中没有写性质（≥、=、≤）：{} 项定量指标按越高越好（成本按越低越好）计算",
                                unsaid.size()),
                    form.where);
    return;
  }
  for (const auto* indicator : unsaid) {
    add_row_finding(out, "op_missing", Severity::info,
                    fmt::format("“{}”没有写性质，按越高越好（成本按越低越好）计算", indicator->name),
                    indicator->where);
  }
}

void check_indicator(const FormIndicator& indicator, const law::Scheme& scheme, const RowScore& row,
                     std::optional<FiscalYear> year, Findings& out) {
  const ScoreRowView view{indicator.name, indicator.claimed, indicator.reviewed, indicator.deviation_reason,
                          indicator.where};
  check_row_values(indicator, scheme, row, year, out);
  check_claimed(view, row, out);
  check_reviewed(view, row, out);
  check_over_completion(indicator, scheme, row, out);
  if (row.state == ScoreState::computed && !row.reached && trim(indicator.deviation_reason).empty()) {
    add_row_finding(out, "reason_missing", Severity::warning,
                    fmt::format("“{}”未达到目标，未写偏差原因及改进措施", indicator.name), indicator.where);
  }
  if (indicator.converted && indicator.claimed && *indicator.converted != *indicator.claimed) {
    add_row_finding(out, "converted_differs", Severity::warning,
                    fmt::format("“{}”折算得分 {} 与得分 {} 不同：分值不应再乘一次权重", indicator.name,
                                indicator.converted->to_short(), indicator.claimed->to_short()),
                    indicator.where);
  }
}

}  // namespace

void check_rows(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                Findings& findings) {
  const bool all_empty = !form.indicators.empty() && std::ranges::none_of(form.indicators, [](const auto& i) {
    return i.actual.has_value();
  });
  const bool all_weightless =
      !form.indicators.empty() &&
      std::ranges::none_of(form.indicators, [](const auto& i) { return i.weight.has_value(); });
  if (all_empty)
    add_row_finding(findings, "no_actuals", Severity::warning,
                    "各项指标都没有完成值：这是目标表或未填的自评表，不能计分", form.where);
  if (all_weightless)
    add_row_finding(findings, "no_weights", Severity::warning, "各项指标都没有分值，不能计分", form.where);
  if (!all_empty) check_unsaid(form, findings);
  if (scheme.execution) {
    const ScoreRowView view{"预算执行率", form.execution_claimed, form.execution_reviewed,
                            form.execution_reason, form.total.where};
    check_claimed(view, scored.execution, findings);
    check_reviewed(view, scored.execution, findings);
  }
  for (std::size_t i = 0; i < form.indicators.size(); ++i) {
    const auto& indicator = form.indicators[i];
    check_row_state(indicator, scored.indicators[i], all_empty, all_weightless, findings);
    check_indicator(indicator, scheme, scored.indicators[i], form.year, findings);
  }
}

}  // namespace jiheng::engine
