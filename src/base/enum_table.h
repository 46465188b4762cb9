#pragma once

#include <span>
#include <string_view>

namespace jiheng {

/// One value of an enumeration: databases and JSON keep `code`, people read `label`.
template <class E>
struct EnumRow {
  E value;
  std::string_view code;
  std::string_view label;
};

/// Each enumeration that is stored says `constexpr auto& enum_table(E)`, an array of EnumRow found by its
/// namespace.
template <class E>
constexpr std::string_view enum_code(E value) {
  for (const auto& row : enum_table(E{})) {
    if (row.value == value) return row.code;
  }
  return {};
}

template <class E>
constexpr std::string_view enum_label(E value) {
  for (const auto& row : enum_table(E{})) {
    if (row.value == value) return row.label;
  }
  return {};
}

/// The value whose code or label is `text`; nullptr when there is none.
template <class E>
constexpr const E* find_enum(std::string_view text) {
  for (const auto& row : enum_table(E{})) {
    if (row.code == text || row.label == text) return &row.value;
  }
  return nullptr;
}

}  // namespace jiheng
