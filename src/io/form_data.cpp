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

std::size_t merged_run(const GridBlock& block, const std::vector<FormLine>& lines, std::size_t at,
                       std::size_t m) {
  const auto same = [&](std::size_t a, std::size_t b) {
    for (std::size_t k = 0; k <= m; ++k) {
      const auto x = lines[a].find(block.merge[k]);
      const auto y = lines[b].find(block.merge[k]);
      if (x == lines[a].end() || y == lines[b].end() || x->second.text != y->second.text) return false;
    }
    return true;
  };
  if (at > 0 && same(at - 1, at)) return 0;
  std::size_t length = 1;
  while (at + length < lines.size() && same(at, at + length)) ++length;
  return length;
}

}  // namespace jiheng::io
