#include "io/form_sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "io/form_value.h"

namespace jiheng::io {

namespace {

/// The cells that can be seen; `merged` is sorted by first row.
std::vector<XlsxCell> seen_cells(const std::vector<XlsxCell>& cells, const std::vector<XlsxRange>& merged) {
  constexpr std::size_t kMostRanges = 50'000;  // no form has so many; they would cost their square
  if (merged.empty() || merged.size() > kMostRanges) return cells;
  std::vector<XlsxCell> seen;
  seen.reserve(cells.size());
  std::vector<const XlsxRange*> open;
  std::size_t next = 0;
  std::uint32_t row = 0;
  for (const auto& cell : cells) {
    if (cell.row != row) {
      row = cell.row;
      for (; next < merged.size() && merged[next].first_row <= row; ++next) open.push_back(&merged[next]);
      std::erase_if(open, [&](const XlsxRange* range) { return range->last_row < row; });
    }
    const bool covered = std::ranges::any_of(open, [&](const XlsxRange* range) {
      return cell.column >= range->first_column && cell.column <= range->last_column &&
             (cell.row != range->first_row || cell.column != range->first_column);
    });
    if (!covered) seen.push_back(cell);
  }
  return seen;
}

/// "12月20日" of "2024-12-20".
std::string date_as_shown(const XlsxCell& cell) {
  constexpr std::size_t kDate = 10;
  if (cell.shape == DateShape::whole || cell.text.size() != kDate) return cell.text;
  const auto part = [&](std::size_t at) {
    return cell.text[at] == '0' ? cell.text.substr(at + 1, 1) : cell.text.substr(at, 2);
  };
  return cell.shape == DateShape::year_month ? fmt::format("{}年{}月", cell.text.substr(0, 4), part(5))
                                             : fmt::format("{}月{}日", part(5), part(8));
}

}  // namespace

FormSheet::FormSheet(const XlsxSheet& sheet) : merged_(sheet.merged) {
  std::ranges::sort(merged_, {}, &XlsxRange::first_row);
  sheet_ = {sheet.name, sheet.hidden, seen_cells(sheet.cells, merged_), sheet.merged};
  if (!sheet_.cells.empty()) last_row_ = sheet_.cells.back().row;
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
  if (cell.kind == CellKind::boolean) return cell.text == "TRUE" ? "是" : "否";
  if (cell.kind == CellKind::date) return date_as_shown(cell);
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
