#include "io/form_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "io/form_value.h"

namespace jiheng::io {

FormSheet::FormSheet(const XlsxSheet& sheet) : sheet_(sheet), merged_(sheet.merged) {
  if (!sheet.cells.empty()) last_row_ = sheet.cells.back().row;
  std::ranges::sort(merged_, {}, &XlsxRange::first_row);
}

std::vector<const XlsxCell*> FormSheet::row(std::uint32_t row) const {
  std::vector<const XlsxCell*> cells;
  auto next = std::ranges::lower_bound(sheet_.cells, row, {}, &XlsxCell::row);
  for (; next != sheet_.cells.end() && next->row == row; ++next) cells.push_back(&*next);
  return cells;
}

const XlsxRange* FormSheet::range_at(std::uint32_t row, std::uint32_t column) const {
  for (const auto& range : merged_) {
    if (range.first_row > row) break;
    if (row <= range.last_row && column >= range.first_column && column <= range.last_column) return &range;
  }
  return nullptr;
}

const XlsxCell* FormSheet::shown(std::uint32_t row, std::uint32_t column) const {
  if (const XlsxCell* own = sheet_.find(row, column)) return own;
  const XlsxRange* range = range_at(row, column);
  return range == nullptr ? nullptr : sheet_.find(range->first_row, range->first_column);
}

std::uint32_t FormSheet::last_column(const XlsxCell& cell) const {
  const XlsxRange* range = range_at(cell.row, cell.column);
  return range == nullptr ? cell.column : range->last_column;
}

std::uint32_t FormSheet::last_row(const XlsxCell& cell) const {
  const XlsxRange* range = range_at(cell.row, cell.column);
  return range == nullptr ? cell.row : range->last_row;
}

std::string FormSheet::place(const XlsxCell& cell) const {
  return fmt::format("{}!{}", sheet_.name, cell_name(cell.row, cell.column));
}

std::string form_text(const XlsxCell& cell) {
  if (cell.kind != CellKind::percent) return std::string(trim(cell.text));
  const auto value = parse_decimal(cell.text);
  if (!value) return cell.text;
  const int scale = std::max(0, value->scale - 2);
  const auto percent = value->scale >= 2 ? Result<std::int64_t>(value->units) : rescale(*value, 2);
  return percent ? format_decimal_short(*percent, scale) + "%" : cell.text;
}

bool is_label(const std::vector<std::string>& labels, std::string_view text) {
  const std::string key = bare_label_key(text);
  return !key.empty() &&
         std::ranges::any_of(labels, [&](const std::string& label) { return bare_label_key(label) == key; });
}

const LabelField* find_label(const std::vector<LabelField>& fields, std::string_view text) {
  const std::string key = label_key(text);
  if (key.empty()) return nullptr;
  for (const auto& field : fields) {
    for (const auto& label : field.labels) {
      if (label_key(label) == key) return &field;
    }
  }
  for (const auto& field : fields) {
    if (is_label(field.labels, text)) return &field;
  }
  return nullptr;
}

}  // namespace jiheng::io
