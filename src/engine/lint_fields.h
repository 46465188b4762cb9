#pragma once

#include <optional>
#include <string_view>

#include "base/text.h"
#include "engine/lint_view.h"

namespace jiheng::engine::lint_detail {

// What getters of fields (lint_fields.cpp, lint_row_fields.cpp) make of what the form holds.

inline LintValue of_text(std::string_view text) {
  text = trim(text);
  return text.empty() ? lint_empty() : LintValue{LintValue::State::present, text, 0};
}
inline LintValue of_number(i128 number) { return {LintValue::State::present, {}, number}; }
inline LintValue of_code(std::string_view code) { return {LintValue::State::present, code, 0}; }

template <class T>
LintValue of_optional(const std::optional<T>& value) {
  return value ? of_number(micro(*value)) : lint_empty();
}
inline LintValue of_year(const std::optional<FiscalYear>& year) {
  return year ? of_number(year->value() * kLintOne) : lint_empty();
}
template <class E>
LintValue of_enum(const std::optional<E>& value) {
  return value ? of_code(enum_code(*value)) : lint_empty();
}

// Fields of indicator rows that are codes or worked out from others.
LintValue row_op(LintView& view, std::size_t row);
LintValue row_core(LintView& view, std::size_t row);
LintValue row_computed(LintView& view, std::size_t row);
LintValue approved_target(LintView& view, std::size_t row);
LintValue row_direction(LintView& view, std::size_t row);
LintValue target_kind(LintView& view, std::size_t row);
LintValue target_number(LintView& view, std::size_t row);
LintValue target_unit(LintView& view, std::size_t row);
LintValue target_money(LintView& view, std::size_t row);
LintValue unit_cost(LintView& view, std::size_t row);
LintValue actual_kind(LintView& view, std::size_t row);
LintValue actual_number(LintView& view, std::size_t row);
LintValue completion(LintView& view, std::size_t row);
LintValue reached(LintView& view, std::size_t row);
LintValue claimed_share(LintView& view, std::size_t row);
LintValue row_levels(LintView& view, std::size_t row);
LintValue row_quantity(LintView& view, std::size_t row);
LintValue actual_money(LintView& view, std::size_t row);
LintValue last_target_number(LintView& view, std::size_t row);
LintValue last_actual_number(LintView& view, std::size_t row);

}  // namespace jiheng::engine::lint_detail
