#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "schema/record.h"

namespace jiheng::io {

/// One column of an exported list.
struct SheetColumn {
  std::string title;
  FieldKind kind = FieldKind::text;  ///< money, score, ratio, integer and year are numbers; dates are dates
  std::span<const CodeRow> codes{};  ///< of codes: what they are called
  int width = 14;                    ///< half-width characters
  bool total = false;                ///< is added up in the last row; money, integers
};

/// A list: its name, which is the sheet's, and its columns.
struct SheetLayout {
  std::string title;
  std::vector<SheetColumn> columns;
  MoneyUnit unit = MoneyUnit::wan;
};

/// The columns of a record as people read them: labels for codes, 万元 with its unit in the title, money
/// added up. System fields and ids are left out.
SheetLayout sheet_layout(const RecordDesc& record, MoneyUnit unit = MoneyUnit::wan);
/// The positions in a row of `record` that belong to those columns.
std::vector<std::size_t> sheet_fields(const RecordDesc& record);

/// Writes a list as XLSX row by row; memory does not grow with the rows. The head is frozen and filtered; a
/// list longer than a sheet goes on in the next one; texts are never formulas. Nothing is ever cut: a text
/// longer than a cell holds is an error that names its place.
class SheetWriter {
 public:
  static Result<SheetWriter> create(SheetLayout layout);
  SheetWriter(SheetWriter&&) noexcept;
  SheetWriter& operator=(SheetWriter&&) noexcept;
  ~SheetWriter();

  /// The next row; a value each column, in the form that stores keep (money in 分, ratios in ppm).
  Result<void> add(std::span<const Value> values);
  /// Adds a last row with the number of rows and the totals, and closes the workbook; its bytes.
  Result<std::string> finish();

 private:
  struct Book;
  explicit SheetWriter(std::unique_ptr<Book> book);
  std::unique_ptr<Book> book_;
};

/// The same list as CSV with byte order mark: the head, the rows, and a last line with their number and the
/// totals. Text that a spreadsheet would run as a formula is neutralised (io/csv.h).
class CsvSheetWriter {
 public:
  explicit CsvSheetWriter(SheetLayout layout);
  void add(std::span<const Value> values);
  std::string finish();

 private:
  SheetLayout layout_;
  std::vector<std::int64_t> totals_;
  std::int64_t rows_ = 0;
  std::string out_;
};

}  // namespace jiheng::io
