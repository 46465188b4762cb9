#pragma once

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/text.h"
#include "engine/lint_form.h"
#include "law/lint_terms.h"

namespace jiheng::engine {

/// The number at the front of "3/target" when it is below `size`; the rest stays in `text`.
inline bool take_index_below(std::string_view& text, std::size_t size) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || index >= size) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return text.starts_with('/');
}

inline bool is_lint_input(std::string_view part, std::string_view member) {
  const auto* field = law::find_lint_field(std::string(part) + "." + std::string(member));
  return field != nullptr && field->input;
}

/// Whether a finding's `where` names something that is in the form: a table as a whole, a row that is there,
/// a field of a part that is given.
inline bool points_into(const LintForm& form, std::string_view where) {
  if (where == "/indicators") return true;
  if (where == "/budget") return form.budget.has_value();
  if (where == "/year" || where == "/kind") return true;
  if (where.starts_with("/indicators/")) {
    where.remove_prefix(std::string_view("/indicators/").size());
    return take_index_below(where, form.indicators.size()) && is_lint_input("indicator", where.substr(1));
  }
  if (where.starts_with("/budget/parts/")) {
    where.remove_prefix(std::string_view("/budget/parts/").size());
    return form.budget && take_index_below(where, form.budget->parts.size()) &&
           is_lint_input("amount", where.substr(1));
  }
  const auto parts = split(where, '/');
  if (parts.size() != 3 || !is_lint_input(parts[1], parts[2])) return false;
  if (parts[1] == "project") return form.project.has_value();
  if (parts[1] == "goal") return form.goal.has_value();
  if (parts[1] == "budget") return form.budget.has_value();
  return parts[1] == "self_evaluation" && form.self_evaluation.has_value();
}

}  // namespace jiheng::engine
