#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/form_workbook.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {

/// A sheet as a person sees it: merged cells show the value of their first cell.
class FormSheet {
 public:
  explicit FormSheet(const XlsxSheet& sheet);

  /// Without the values that merged cells cover: spreadsheets keep them, nobody sees them.
  const XlsxSheet& sheet() const { return sheet_; }
  std::uint32_t last_row() const { return last_row_; }

  /// The filled cells of a row, left to right.
  std::vector<const XlsxCell*> row(std::uint32_t row) const;
  /// The cell shown at a place, through merged ranges; nullptr when empty.
  const XlsxCell* shown(std::uint32_t row, std::uint32_t column) const;
  /// The last column of the merged range that begins at a cell, or its own column.
  std::uint32_t last_column(const XlsxCell& cell) const;
  std::uint32_t last_row(const XlsxCell& cell) const;
  /// "sheet!C7".
  std::string place(const XlsxCell& cell) const;

 private:
  const XlsxRange* range_at(std::uint32_t row, std::uint32_t column) const;

  XlsxSheet sheet_;
  std::uint32_t last_row_ = 0;
  std::vector<XlsxRange> merged_;  ///< by first row
};

/// What a cell says as form text: percent cells as "95%", dates as far as their format shows them, TRUE as
/// 是, everything else as it is.
std::string form_text(const XlsxCell& cell);

/// The field of `fields` whose label `text` is; an exact label wins over one without brackets. nullptr: none.
const LabelField* find_label(const std::vector<LabelField>& fields, std::string_view text);

/// Whether `text` is one of `labels`.
bool is_label(const std::vector<std::string>& labels, std::string_view text);

}  // namespace jiheng::io
