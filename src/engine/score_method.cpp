#include "engine/score_method.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/score_kernel.h"

namespace jiheng::engine {
namespace {

using law::Method;
using law::MethodRule;
using law::TargetKind;

/// What one row is judged by.
struct Case {
  const FormIndicator& indicator;
  const law::Scheme& scheme;
  const MethodRule& rule;
  Operator op;
  ValueReading target;
  ValueReading actual;
};

void give(RowScore& row, Share share) {
  row.state = ScoreState::computed;
  row.share = share;
}

void ask_person(RowScore& row, std::string reason) {
  row.state = ScoreState::needs_person;
  row.reason = std::move(reason);
}

bool is_lower_bound(const ValueReading& value) {
  return value.sign == Operator::at_least || value.sign == Operator::more_than;
}
bool is_upper_bound(const ValueReading& value) {
  return value.sign == Operator::at_most || value.sign == Operator::less_than;
}

std::strong_ordering compare(const Decimal& a, const Decimal& b) {
  i128 left = a.units;
  i128 right = b.units;
  for (int i = a.scale; i < b.scale; ++i) left *= 10;
  for (int i = b.scale; i < a.scale; ++i) right *= 10;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

/// Decides whether `actual` reaches `target`; nothing when the actual value is only a bound that leaves it
/// open.
std::optional<bool> is_reached(const Decimal& actual, const ValueReading& reading, const Decimal& target,
                               Operator op, bool lower_is_better) {
  const auto order = compare(actual, target);
  const bool strict = op == Operator::more_than || op == Operator::less_than;
  if (lower_is_better) {
    const bool met = strict ? order < 0 || (order == 0 && reading.sign == Operator::less_than) : order <= 0;
    if (is_lower_bound(reading)) return order > 0 ? std::optional<bool>(false) : std::nullopt;
    if (is_upper_bound(reading) && !met) return std::nullopt;
    return met;
  }
  const bool met = strict ? order > 0 || (order == 0 && reading.sign == Operator::more_than) : order >= 0;
  if (is_upper_bound(reading)) return order < 0 ? std::optional<bool>(false) : std::nullopt;
  if (is_lower_bound(reading) && !met) return std::nullopt;
  return met;
}

/// The number to hold against a target; says why when there is none.
bool needs_number(const Case& c, RowScore& row) {
  if (c.actual.kind != TargetKind::number) {
    ask_person(row, fmt::format("完成值“{}”不是数，不能与目标比较", *c.indicator.actual));
    return true;
  }
  const auto a = unit_of(c.indicator, c.actual);
  const auto b = unit_of(c.indicator, c.target);
  if (comparable_units(a, b)) return false;
  ask_person(row, fmt::format("完成值的单位“{}”与目标的单位“{}”不同", a, b));
  return true;
}

std::string open_bound(const Case& c) {
  return fmt::format("完成值写成“{}”，不是一个确定的数", *c.indicator.actual);
}

/// 计分 1 and 5: reached earns all; else the ratio; without division when the target is 0 or less.
void judge_ratio(const Case& c, RowScore& row, bool lower_is_better) {
  if (needs_number(c, row)) return;
  const Decimal& actual = c.actual.number;
  const Decimal& target = c.target.number;
  const auto reached = is_reached(actual, c.actual, target, c.op, lower_is_better);
  const bool bound = is_lower_bound(c.actual) || is_upper_bound(c.actual);
  if (!reached || (bound && !*reached)) return ask_person(row, open_bound(c));
  row.reached = *reached;
  const bool divides = target.units > 0 && (!lower_is_better || actual.units > 0);
  if (divides && !bound) {
    const auto rate = lower_is_better ? Ratio::of(target, actual) : Ratio::of(actual, target);
    if (!rate) return ask_person(row, fmt::format("目标与完成值不能相除：{}", rate.error().message));
    row.rate = *rate;
  }
  if (row.reached) return give(row, kernel::kAll);
  if (!row.rate || row.rate->num() <= 0) return give(row, kernel::kNone);
  if (c.rule.method == Method::ratio_with_threshold) {
    return give(row, kernel::above_threshold(row.rate->num(), row.rate->den(), c.rule.threshold->num(),
                                             c.rule.threshold->den()));
  }
  give(row, row.rate->num() >= row.rate->den() ? kernel::kAll : Share{row.rate->num(), row.rate->den()});
}

/// Several values in one cell: all reached earns all; what less is worth is nobody's arithmetic.
void judge_composite(const Case& c, RowScore& row, bool lower_is_better) {
  if (c.actual.kind != TargetKind::composite || c.actual.parts.size() != c.target.parts.size()) {
    return ask_person(row, "目标是多项合写，完成值与之不对应");
  }
  for (std::size_t i = 0; i < c.target.parts.size(); ++i) {
    const auto& target = c.target.parts[i];
    const auto& actual = c.actual.parts[i];
    const auto reached =
        is_reached(actual.number, actual, target.number, target.sign.value_or(c.op), lower_is_better);
    if (!comparable_units(target.unit, actual.unit))
      return ask_person(row, fmt::format("第 {} 项的单位与目标不同", i + 1));
    if (!reached || !*reached)
      return ask_person(row, fmt::format("目标是多项合写，第 {} 项未达到，不能按比例计分", i + 1));
  }
  row.reached = true;
  give(row, kernel::kAll);
}

void judge_interval(const Case& c, RowScore& row) {
  if (c.target.kind != TargetKind::interval) return ask_person(row, "目标不是区间");
  if (needs_number(c, row)) return;
  if (c.actual.sign && *c.actual.sign != Operator::equal) return ask_person(row, open_bound(c));
  const Decimal& actual = c.actual.number;
  const bool below = compare(actual, c.target.number) < 0;
  const bool above = compare(actual, c.target.high) > 0;
  row.reached = !below && !above;
  if (row.reached) return give(row, kernel::kAll);
  const Decimal& top = below ? actual : c.target.high;
  const Decimal& bottom = below ? c.target.number : actual;
  if (top.units <= 0 || bottom.units <= 0) return give(row, kernel::kNone);
  const auto rate = Ratio::of(top, bottom);
  if (!rate) return ask_person(row, fmt::format("目标与完成值不能相除：{}", rate.error().message));
  row.rate = *rate;
  give(row, Share{rate->num(), rate->den()});
}

/// Whether a date keeps a deadline; a period must be the same period. Nothing when it cannot be told.
std::optional<bool> keeps_date(const ValueReading& actual, const ValueReading& target) {
  if (target.period || actual.period) {
    const bool same = actual.from == target.from && actual.to == target.to;
    return same ? std::optional<bool>(true) : std::nullopt;
  }
  if (actual.to <= target.to) return true;
  if (actual.from > target.to) return false;
  return std::nullopt;
}

void judge_direct(const Case& c, RowScore& row) {
  std::optional<bool> met;
  if (c.target.kind == TargetKind::yes_no && c.actual.kind == TargetKind::yes_no) {
    met = c.target.yes == c.actual.yes;
  } else if (c.target.kind == TargetKind::date && c.actual.kind == TargetKind::date) {
    met = keeps_date(c.actual, c.target);
  } else if (c.target.kind == TargetKind::number) {
    if (needs_number(c, row)) return;
    const bool lower = c.op == Operator::at_most || c.op == Operator::less_than;
    met = is_reached(c.actual.number, c.actual, c.target.number, c.op, lower);
  }
  if (!met)
    return ask_person(row, fmt::format("机器不能判断“{}”是否达成“{}”", *c.indicator.actual,
                                       c.indicator.target.value_or("")));
  row.reached = *met;
  if (*met) return give(row, kernel::kAll);
  if (c.rule.unmet_is_zero) return give(row, kernel::kNone);
  ask_person(row, fmt::format("“{}”未达成“{}”，扣多少须由人判定", *c.indicator.actual,
                              c.indicator.target.value_or("")));
}

/// The rate itself decides (101号 满意度赋分); it must be a percentage, and say so.
void judge_satisfaction(const Case& c, RowScore& row) {
  if (needs_number(c, row)) return;
  if (!unit_of(c.indicator, c.actual).starts_with('%') && !unit_of(c.indicator, c.target).starts_with('%')) {
    return ask_person(row, "满意度没有写明百分号，不能归入区间");
  }
  const auto rate = Ratio::of(c.actual.number, Decimal{100, 0});
  if (!rate) return ask_person(row, rate.error().message);
  const law::ValueBand* band = band_of(*rate, c.rule.bands, false);
  if (band == nullptr || is_upper_bound(c.actual) || (is_lower_bound(c.actual) && band->to))
    return ask_person(row, open_bound(c));
  row.rate = *rate;
  const auto reached = is_reached(c.actual.number, c.actual, c.target.number, c.op, false);
  row.reached = reached.value_or(false);
  give(row, Share{band->share.num(), band->share.den()});
}

/// 计分 3: a person names the band and gives the points; the machine only checks that the points lie inside
/// it.
void judge_verdict(const Case& c, RowScore& row) {
  row.verdict = verdict_of(*c.indicator.actual, c.rule);
  if (!row.verdict) return ask_person(row, "定性指标，表中没有写明属于哪一档，须由人判定");
  const auto& band = c.rule.verdicts[*row.verdict];
  row.reached = band.high.num() == band.high.den();
  if (!c.indicator.weight) return;
  const auto given = c.indicator.reviewed ? c.indicator.reviewed : c.indicator.claimed;
  if (!given) return ask_person(row, fmt::format("已写明“{}”，但没有填报分或复核分", band.label));
  if (!kernel::lies_in(given->hundredths(), c.indicator.weight->hundredths(), band)) {
    return ask_person(row, fmt::format("{} 分不在“{}”一档（{}%–{}%）之内", given->to_short(), band.label,
                                       band.low.to_percent(0), band.high.to_percent(0)));
  }
  row.state = ScoreState::judged;
  row.score = *given;
}

void judge_by_rule(const Case& c, RowScore& row) {
  const bool composite = c.target.kind == TargetKind::composite;
  const bool number = c.target.kind == TargetKind::number;
  switch (c.rule.method) {
    case Method::ratio:
    case Method::ratio_with_threshold:
    case Method::reverse_ratio: {
      const bool lower =
          c.rule.method == Method::reverse_ratio || c.op == Operator::at_most || c.op == Operator::less_than;
      if (composite) return judge_composite(c, row, lower);
      if (number) return judge_ratio(c, row, lower);
      return ask_person(row, fmt::format("目标“{}”不是数", c.indicator.target.value_or("")));
    }
    case Method::interval: return judge_interval(c, row);
    case Method::direct: return judge_direct(c, row);
    case Method::satisfaction_bands: return judge_satisfaction(c, row);
    case Method::grade_bands: return judge_verdict(c, row);
    case Method::person: return ask_person(row, "按方案由人判定");
  }
}

bool fits_level(const std::vector<std::string>& names, std::string_view text, const law::Scheme& scheme,
                bool second) {
  if (names.empty()) return true;
  return std::ranges::any_of(names, [&](const std::string& name) {
    if (!second) {
      const auto* level = scheme.find_level1(name);
      return level != nullptr && level->is_called(text);
    }
    return std::ranges::any_of(scheme.levels, [&](const law::SchemeLevel& level) {
      const auto* child = level.find_child(name);
      return child != nullptr && child->is_called(text);
    });
  });
}

bool is_named(Method method, std::string_view text) {
  return enum_code(method) == text || enum_label(method) == text;
}

template <class T>
bool fits_one(const std::vector<T>& list, const std::optional<T>& value) {
  return list.empty() || (value && std::ranges::find(list, *value) != list.end());
}

std::string verdict_key(std::string_view text) {
  std::string key = replace_all(fold_width(trim(text)), " ", "");
  for (const std::string_view mark : {"。", "；", ";", ".", "“", "”", "\""})
    key = replace_all(std::move(key), mark, "");
  return key;
}

}  // namespace

std::optional<Operator> operator_of(const FormIndicator& indicator, const ValueReading& target) {
  if (indicator.op) return indicator.op;
  if (target.sign) return target.sign;
  if (target.kind == TargetKind::date) return Operator::at_most;
  const bool words = target.kind == TargetKind::text || target.kind == TargetKind::yes_no;
  return words ? std::optional<Operator>(Operator::qualitative) : std::nullopt;
}

std::string_view unit_of(const FormIndicator& indicator, const ValueReading& reading) {
  if (!reading.unit.empty()) return reading.unit;
  return indicator.unit ? trim(*indicator.unit) : std::string_view();
}

std::optional<std::size_t> method_for(const FormIndicator& indicator, const ValueReading& target,
                                      const law::Scheme& scheme) {
  const auto op = operator_of(indicator, target);
  const std::string unit(unit_of(indicator, target));
  for (std::size_t i = 0; i < scheme.methods.size(); ++i) {
    const auto& rule = scheme.methods[i];
    if (indicator.method) {
      if (rule.id == *indicator.method || is_named(rule.method, *indicator.method)) return i;
      continue;
    }
    const bool unit_fits =
        rule.units.empty() || std::ranges::any_of(rule.units, [&](const std::string& part) {
          return unit.find(part) != std::string::npos;
        });
    const bool op_fits = rule.unsaid ? !op : fits_one(rule.ops, op);
    if (op_fits && fits_one<TargetKind>(rule.values, target.kind) && unit_fits &&
        fits_level(rule.level1, indicator.level1, scheme, false) &&
        fits_level(rule.level2, indicator.level2, scheme, true)) {
      return i;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> verdict_of(std::string_view actual, const MethodRule& rule) {
  const std::string key = verdict_key(actual);
  for (std::size_t i = 0; i < rule.verdicts.size(); ++i) {
    const auto& verdict = rule.verdicts[i];
    const bool named = verdict_key(verdict.label) == key ||
                       std::ranges::any_of(verdict.aliases, [&](const std::string& alias) {
                         return verdict_key(alias) == key;
                       });
    if (named) return i;
  }
  return std::nullopt;
}

const law::ValueBand* band_of(const Ratio& rate, std::span<const law::ValueBand> bands, bool completed) {
  for (const auto& band : bands) {
    if (band.completed_only && !completed) continue;
    if (rate >= band.from && (!band.to || rate < *band.to || (band.to_included && rate == *band.to)))
      return &band;
  }
  return nullptr;
}

Score rounded_points(Score weight, const Share& share, const law::Scheme& scheme) {
  return Score::from_hundredths(kernel::points(weight.hundredths(), share, scheme.decimals, scheme.rounding));
}

RowScore judge_indicator(const FormIndicator& indicator, const law::Scheme& scheme,
                         std::optional<FiscalYear> year) {
  RowScore row;
  row.weight = indicator.weight;
  if (!indicator.actual || trim(*indicator.actual).empty()) return row;
  const ValueReading target = read_value(indicator.target.value_or(""), year);
  const auto op = operator_of(indicator, target);
  row.rule = method_for(indicator, target, scheme);
  if (!row.rule) {
    ask_person(row, fmt::format("方案没有适合这项目标“{}”的赋分方法", indicator.target.value_or("")));
  } else {
    const Case c{indicator,
                 scheme,
                 scheme.methods[*row.rule],
                 op.value_or(Operator::equal),
                 target,
                 read_value(*indicator.actual, year)};
    judge_by_rule(c, row);
  }
  if (!indicator.weight) {
    row.state = ScoreState::no_weight;
  } else if (row.state == ScoreState::computed) {
    row.score = rounded_points(*indicator.weight, row.share, scheme);
  }
  return row;
}

}  // namespace jiheng::engine
