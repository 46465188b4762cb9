#include <utility>

#include "engine/lint_fields.h"

namespace jiheng::engine::lint_detail {
namespace {

/// Yuan that a unit of money stands for; 0 when it is none.
i128 yuan_of(std::string_view unit) {
  if (unit == "元") return 1;
  if (unit == "万元") return 10'000;
  if (unit == "亿元") return 100'000'000;
  return 0;
}

/// Target and actual value when both are numbers of the same unit.
std::optional<std::pair<i128, i128>> both_numbers(LintView& view, std::size_t row) {
  const auto& target = view.target(row);
  const auto& actual = view.actual(row);
  if (target.kind != law::TargetKind::number || actual.kind != law::TargetKind::number) return std::nullopt;
  if (!comparable_units(view.target_unit(row), actual.unit)) return std::nullopt;
  return std::pair(micro(target.number), micro(actual.number));
}

/// The last number of a text and the word behind it.
std::pair<std::string_view, std::string_view> number_at_end(std::string_view text) {
  const auto is_part = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
  std::size_t end = text.size();
  while (end > 0 && !is_part(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_part(text[begin - 1])) --begin;
  return {text.substr(begin, end - begin), trim(text.substr(end))};
}

LintValue number_of(LintView& view, std::string_view text) {
  const auto reading = read_value(text, view.form().year);
  return reading.kind == law::TargetKind::number ? of_number(micro(reading.number)) : lint_empty();
}

}  // namespace

LintValue row_op(LintView& view, std::size_t row) { return of_enum(view.indicator(row).op); }
LintValue row_core(LintView& view, std::size_t row) {
  return of_code(view.indicator(row).core ? "yes" : "no");
}
LintValue row_computed(LintView& view, std::size_t row) {
  return view.form().scored ? of_optional(view.indicator(row).computed) : lint_missing();
}
LintValue approved_target(LintView& view, std::size_t row) {
  return view.form().approved ? of_text(view.indicator(row).approved_target) : lint_missing();
}
LintValue row_direction(LintView& view, std::size_t row) { return of_enum(lint_direction(view, row)); }

LintValue target_kind(LintView& view, std::size_t row) {
  if (trim(view.indicator(row).target).empty()) return lint_empty();
  return of_code(enum_code(view.target(row).kind));
}

LintValue target_number(LintView& view, std::size_t row) {
  const auto& reading = view.target(row);
  return reading.kind == law::TargetKind::number ? of_number(micro(reading.number)) : lint_empty();
}

LintValue target_unit(LintView& view, std::size_t row) { return of_text(view.target_unit(row)); }

LintValue target_money(LintView& view, std::size_t row) {
  const auto& reading = view.target(row);
  const i128 factor = yuan_of(view.target_unit(row));
  if (reading.kind != law::TargetKind::number || factor == 0) return lint_empty();
  return of_number(micro(reading.number) * factor);
}

/// "71.86 元/平方米": money for one of something.
LintValue unit_cost(LintView& view, std::size_t row) {
  const auto unit = view.target_unit(row);
  const auto slash = unit.find('/');
  const auto& reading = view.target(row);
  if (slash == std::string_view::npos || reading.kind != law::TargetKind::number) return lint_empty();
  const i128 factor = yuan_of(unit.substr(0, slash));
  return factor == 0 ? lint_empty() : of_number(micro(reading.number) * factor);
}

LintValue actual_kind(LintView& view, std::size_t row) {
  if (trim(view.indicator(row).actual).empty()) return lint_empty();
  return of_code(enum_code(view.actual(row).kind));
}

LintValue actual_number(LintView& view, std::size_t row) {
  if (trim(view.indicator(row).actual).empty()) return lint_empty();
  const auto& reading = view.actual(row);
  return reading.kind == law::TargetKind::number ? of_number(micro(reading.number)) : lint_empty();
}

LintValue completion(LintView& view, std::size_t row) {
  const auto numbers = both_numbers(view, row);
  if (!numbers || numbers->first <= 0) return lint_empty();
  return of_number(numbers->second * kLintOne / numbers->first);
}

LintValue reached(LintView& view, std::size_t row) {
  const auto numbers = both_numbers(view, row);
  const auto op = lint_direction(view, row);
  if (!numbers || !op) return lint_empty();
  const auto [target, actual] = *numbers;
  switch (*op) {
    case Operator::at_least:
    case Operator::equal: return of_code(actual >= target ? "yes" : "no");
    case Operator::more_than: return of_code(actual > target ? "yes" : "no");
    case Operator::at_most: return of_code(actual <= target ? "yes" : "no");
    case Operator::less_than: return of_code(actual < target ? "yes" : "no");
    case Operator::qualitative: break;
  }
  return lint_empty();
}

LintValue claimed_share(LintView& view, std::size_t row) {
  const auto& indicator = view.indicator(row);
  if (!indicator.claimed || !indicator.weight || indicator.weight->hundredths() <= 0) return lint_empty();
  return of_number(i128{indicator.claimed->hundredths()} * kLintOne / indicator.weight->hundredths());
}

LintValue row_levels(LintView& view, std::size_t row) {
  const auto& indicator = view.indicator(row);
  if (indicator.level2.empty()) return of_text(indicator.level1);
  if (indicator.level1.empty()) return of_text(indicator.level2);
  return of_text(view.keep(indicator.level1 + "/" + indicator.level2));
}

/// "360天": the number of the target and what it counts; of several, the last. Nothing for per cent.
LintValue row_quantity(LintView& view, std::size_t row) {
  const auto& reading = view.target(row);
  if (reading.kind == law::TargetKind::date) return lint_empty();
  const auto tail = number_at_end(view.indicator(row).target);
  const auto unit = tail.second.empty() ? trim(view.indicator(row).unit) : tail.second;
  if (tail.first.empty() || unit.empty() || unit.starts_with("%")) return lint_empty();
  return of_text(view.keep(std::string(tail.first) + std::string(unit)));
}

LintValue actual_money(LintView& view, std::size_t row) {
  const auto& reading = view.actual(row);
  const auto unit = reading.unit.empty() ? view.target_unit(row) : std::string_view(reading.unit);
  const i128 factor = yuan_of(unit);
  if (reading.kind != law::TargetKind::number || factor == 0) return lint_empty();
  return of_number(micro(reading.number) * factor);
}

LintValue last_target_number(LintView& view, std::size_t row) {
  const auto& facts = view.indicator(row).facts;
  return facts ? number_of(view, facts->last_target) : lint_missing();
}

LintValue last_actual_number(LintView& view, std::size_t row) {
  const auto& facts = view.indicator(row).facts;
  return facts ? number_of(view, facts->last_actual) : lint_missing();
}

}  // namespace jiheng::engine::lint_detail
