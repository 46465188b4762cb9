#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng::io {

/// What a workbook may ask for before it is refused. Sizes are bytes after inflating.
struct XlsxLimits {
  std::uint64_t file_bytes = 64U << 20U;
  std::uint64_t part_bytes = 256U << 20U;   ///< one part, by its declared and again by its real size
  std::uint64_t total_bytes = 512U << 20U;  ///< all parts that are read
  std::uint64_t ratio = 300;                ///< inflated : compressed, of a part larger than 1 MB
  std::uint64_t cells = 4'000'000;
  std::uint32_t parts = 4096;  ///< entries of the archive
  std::uint32_t sheets = 256;
  int depth = 64;  ///< XML nesting
};

enum class CellKind { text, number, date, time, date_time, percent, boolean, error };

/// What of a date its format shows: "2024年12月" and "12月20日" are written by dates too.
enum class DateShape { whole, year_month, month_day };

/// A cell that holds something. Numbers keep their digits: "1234.50" stays so, exponents are written out
/// exactly.
struct XlsxCell {
  std::uint32_t row = 0;     ///< 1-based
  std::uint32_t column = 0;  ///< 1-based
  CellKind kind = CellKind::text;
  std::string
      text;  ///< date "2022-03-31", time "08:30:00", percent as a plain number ("0.95"), boolean "TRUE"
  bool formula =
      false;  ///< the text is the result stored in the file; none was stored: kind error, empty text
  DateShape shape = DateShape::whole;
};

/// Rows and columns from first to last, both included.
struct XlsxRange {
  std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

/// One sheet: the filled cells in the order of rows, then columns; sparse, so that a cell in XFD costs no
/// more.
struct XlsxSheet {
  std::string name;
  bool hidden = false;
  std::vector<XlsxCell> cells;
  std::vector<XlsxRange> merged;

  /// The cell at a place; nullptr when it is empty.
  const XlsxCell* find(std::uint32_t row, std::uint32_t column) const;
};

struct XlsxWorkbook {
  std::vector<XlsxSheet> sheets;
};

/// "C7" for row 7, column 3.
std::string cell_name(std::uint32_t row, std::uint32_t column);

/// Reads a workbook from its bytes (Office Open XML; libzip and expat, streaming). `file` is named in
/// messages. Refuses, each with one clear message: what is no zip, encrypted or truncated, bombs (by declared
/// and by real size, by ratio), DOCTYPE, deep nesting, cell references that are wrong or out of order,
/// shared-string numbers out of range, bytes that are not UTF-8, numbers that are none.
Result<XlsxWorkbook> read_xlsx(std::string_view bytes, std::string_view file, const XlsxLimits& limits = {});

}  // namespace jiheng::io
