#include "io/form_data.h"

#include <fmt/format.h>

#include "io/xlsx_reader.h"

namespace jiheng::io {

std::string FormData::place(std::string_view field) const {
  const auto found = places.find(field);
  return found == places.end() ? std::string() : found->second;
}

std::string FormData::place(std::string_view table, std::size_t line, std::string_view column) const {
  const auto found = table_places.find(table);
  if (found == table_places.end() || found->second.head == 0) return sheet;
  const auto& at = found->second;
  const auto known = at.columns.find(column);
  const auto first = at.columns.empty() ? 1U : at.columns.begin()->second;
  const auto row = line < at.rows.size() ? at.rows[line] : at.head;
  return fmt::format("{}!{}", sheet, cell_name(row, known == at.columns.end() ? first : known->second));
}

}  // namespace jiheng::io
