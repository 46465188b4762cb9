#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "engine/score_check.h"

namespace jiheng::engine {
namespace {

void add_form_finding(Findings& out, std::string_view rule, Severity severity, std::string message,
                      std::string_view where) {
  out.push_back({fmt::format("score.{}", rule), severity, std::move(message), std::string(where), {}});
}

std::string points_text(std::int64_t hundredths) { return format_decimal_short(hundredths, 2); }

/// The indicators of one first level: how many, their weights together, whether all have one.
struct LevelSum {
  std::size_t count = 0;
  std::int64_t weight = 0;
  bool known = true;
};

LevelSum sum_of_level(const SelfEvaluationForm& form, const law::SchemeLevel& level) {
  LevelSum sum;
  for (const auto& indicator : form.indicators) {
    if (!level.is_called(indicator.level1)) continue;
    ++sum.count;
    sum.weight += indicator.weight ? indicator.weight->hundredths() : 0;
    sum.known = sum.known && indicator.weight.has_value();
  }
  return sum;
}

/// The weight laid down for a level, with what absent levels hand over to it.
std::int64_t expected_weight(const SelfEvaluationForm& form, const law::Scheme& scheme,
                             const law::SchemeLevel& level) {
  std::int64_t weight = level.weight->hundredths();
  for (const auto& rule : scheme.absent) {
    const auto* absent = scheme.find_level1(rule.level);
    if (absent == nullptr || !absent->weight || !level.is_called(rule.add_to)) continue;
    if (sum_of_level(form, *absent).count == 0) weight += absent->weight->hundredths();
  }
  return weight;
}

bool may_be_absent(const law::Scheme& scheme, const law::SchemeLevel& level) {
  return std::ranges::any_of(scheme.absent, [&](const auto& rule) { return level.is_called(rule.level); });
}

void check_levels(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& out) {
  const Severity severity = scheme.levels_bind ? Severity::error : Severity::warning;
  for (const auto& level : scheme.levels) {
    if (!level.weight) continue;
    const LevelSum sum = sum_of_level(form, level);
    if (sum.count == 0) {
      if (may_be_absent(scheme, level)) continue;
      add_form_finding(out, "level_missing", severity,
                       fmt::format("没有{}（方案规定 {} 分）", level.name, level.weight->to_short()),
                       form.where);
    } else if (const auto expected = expected_weight(form, scheme, level);
               sum.known && sum.weight != expected) {
      add_form_finding(out, "level_weight", severity,
                       fmt::format("{}的分值合计 {}，方案规定 {}", level.name, points_text(sum.weight),
                                   points_text(expected)),
                       form.where);
    }
  }
  std::set<std::string_view> unknown;
  for (const auto& indicator : form.indicators) {
    if (scheme.find_level1(indicator.level1) != nullptr || !unknown.insert(indicator.level1).second) continue;
    add_form_finding(out, "level_unknown", Severity::warning,
                     indicator.level1.empty()
                         ? fmt::format("“{}”没有写明一级指标", indicator.name)
                         : fmt::format("一级指标“{}”不在方案 {} 之内", indicator.level1, scheme.id),
                     indicator.where);
  }
}

void check_weight_rules(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& out) {
  for (const auto& rule : scheme.weight_rules) {
    std::int64_t weight = 0;
    std::string names;
    for (const auto& name : rule.levels) {
      const auto* level = scheme.find_level1(name);
      const LevelSum sum = level == nullptr ? LevelSum{} : sum_of_level(form, *level);
      if (!sum.known) return;
      weight += sum.weight;
      names += (names.empty() ? "" : "和") + name;
    }
    const i128 needed = i128{scheme.total.hundredths()} * rule.at_least.num();
    if (i128{weight} * rule.at_least.den() >= needed) continue;
    add_form_finding(out, "level_weight", Severity::error,
                     fmt::format("{}的分值合计 {}，不到总分的 {}%", names, points_text(weight),
                                 rule.at_least.to_percent(0)),
                     form.where);
  }
}

void check_leaves(const SelfEvaluationForm& form, const law::SchemeLevel& level, Findings& out) {
  for (const auto& child : level.children) check_leaves(form, child, out);
  if (!level.children.empty()) return;
  const bool there = std::ranges::any_of(
      form.indicators, [&](const auto& indicator) { return level.is_called(indicator.name); });
  if (!there)
    add_form_finding(out, "leaf_missing", Severity::warning,
                     fmt::format("没有框架规定的指标“{}”", level.name), form.where);
}

void check_weight_sum(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& out) {
  std::int64_t sum = 0;
  for (const auto& indicator : form.indicators) {
    if (!indicator.weight) return;
    sum += indicator.weight->hundredths();
  }
  const std::int64_t execution =
      !scheme.execution ? 0 : form.execution_weight.value_or(scheme.execution->weight).hundredths();
  if (form.indicators.empty() || sum + execution == scheme.total.hundredths()) return;
  add_form_finding(
      out, "weights_total", Severity::error,
      scheme.execution
          ? fmt::format("分值合计 {}（指标 {}，执行率 {}），应为 {}", points_text(sum + execution),
                        points_text(sum), points_text(execution), scheme.total.to_short())
          : fmt::format("分值合计 {}，应为 {}", points_text(sum), scheme.total.to_short()),
      form.where);
}

/// The claimed points of all rows; nothing when one is not filled.
std::optional<std::int64_t> sum_of_claimed(const SelfEvaluationForm& form, const law::Scheme& scheme) {
  std::int64_t sum = 0;
  if (scheme.execution) {
    if (!form.execution_claimed) return std::nullopt;
    sum += form.execution_claimed->hundredths();
  }
  for (const auto& indicator : form.indicators) {
    if (!indicator.claimed) return std::nullopt;
    sum += indicator.claimed->hundredths();
  }
  return sum;
}

void check_claimed_total(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                         Findings& out) {
  const auto& claimed = form.claimed_total;
  const auto sum = sum_of_claimed(form, scheme);
  if (claimed && sum && *sum != claimed->hundredths()) {
    add_form_finding(out, "claimed_total_not_sum", Severity::error,
                     fmt::format("填报总分 {}，各行填报得分合计 {}", claimed->to_short(), points_text(*sum)),
                     form.where);
  }
  if (claimed && scored.total && *claimed != *scored.total) {
    add_form_finding(out, "claimed_total_differs", Severity::warning,
                     fmt::format("填报总分 {}，计算总分 {}", claimed->to_short(), scored.total->to_short()),
                     form.where);
  }
  if (claimed && form.claimed_grade && grade_of(*claimed, scheme) != *form.claimed_grade) {
    add_form_finding(out, "claimed_grade_differs", Severity::error,
                     fmt::format("填报等级“{}”，按填报总分 {} 应为“{}”", enum_label(*form.claimed_grade),
                                 claimed->to_short(), enum_label(grade_of(*claimed, scheme))),
                     form.where);
  }
  if (form.claimed_grade && scored.grade && *form.claimed_grade != *scored.grade) {
    add_form_finding(
        out, "claimed_grade_differs", Severity::warning,
        fmt::format("填报等级“{}”，计算等级“{}”", enum_label(*form.claimed_grade), enum_label(*scored.grade)),
        form.where);
  }
  if (form.reviewed_total && scored.total && *form.reviewed_total != *scored.total) {
    add_form_finding(
        out, "reviewed_total_differs", Severity::info,
        fmt::format("复核总分 {}，计算总分 {}", form.reviewed_total->to_short(), scored.total->to_short()),
        form.where);
  }
}

}  // namespace

void check_weights(const SelfEvaluationForm& form, const law::Scheme& scheme, Findings& findings) {
  if (form.indicators.empty()) return;
  check_weight_sum(form, scheme, findings);
  if (scheme.execution && form.execution_weight && *form.execution_weight != scheme.execution->weight) {
    add_form_finding(findings, "execution_weight", scheme.levels_bind ? Severity::error : Severity::warning,
                     fmt::format("执行率分值 {}，方案规定 {}", form.execution_weight->to_short(),
                                 scheme.execution->weight.to_short()),
                     form.total.where);
  }
  check_levels(form, scheme, findings);
  check_weight_rules(form, scheme, findings);
  if (!scheme.leaves_required) return;
  for (const auto& level : scheme.levels) check_leaves(form, level, findings);
}

void check_totals(const SelfEvaluationForm& form, const law::Scheme& scheme, const Scored& scored,
                  Findings& findings) {
  check_claimed_total(form, scheme, scored, findings);
  if (!scored.incomplete || form.indicators.empty()) return;
  const auto& part = *scored.incomplete;
  if (part.open == Score{} && part.weights_known) {
    add_form_finding(findings, "incomplete", Severity::info,
                     fmt::format("各行共得 {} 分，但分值合计不是 {}，不给总分和等级", part.scored.to_short(),
                                 scheme.total.to_short()),
                     form.where);
    return;
  }
  add_form_finding(
      findings, "incomplete", Severity::info,
      fmt::format("总分不完整：已计 {} 分（满分 {}），另有 {} 分{}不能由机器计算", part.scored.to_short(),
                  part.weight.to_short(), part.open.to_short(), part.weights_known ? "" : "和没有分值的指标"),
      form.where);
}

}  // namespace jiheng::engine
