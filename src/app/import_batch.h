#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/region.h"
#include "base/result.h"
#include "schema/columns.h"
#include "schema/record.h"
#include "store/store.h"

// What the parts of an import hand to each other; nothing outside app/import* includes this.
namespace jiheng::app {

/// What the header of a file says about its columns.
struct HeaderPlan {
  std::vector<std::string> cells;              ///< as they are in the file
  std::vector<std::optional<Column>> columns;  ///< one for each cell; empty: a column that is passed over
  std::vector<std::size_t> cell_of;            ///< by field: its cell, kNone when the file has no such column

  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  bool has(std::size_t field) const { return cell_of[field] != kNone; }
};

/// The column in which bad rows are handed back with what is wrong; an import passes over it. "问题", unless
/// the record has a field of that name.
std::string_view problem_column(const RecordDesc& desc);

/// Finds every column's field. All faults at once: no unit of money, unknown, twice, missing.
/// `place_given`: the column 区划代码 may be left out.
Result<HeaderPlan> plan_header(const RecordDesc& desc, std::string_view file, std::vector<std::string> cells,
                               bool place_given);

/// One row on its way in.
struct IncomingRow {
  std::int64_t number = 0;         ///< as a spreadsheet counts
  Row row;                         ///< by field; references hold a code until they are resolved
  std::vector<std::string> cells;  ///< of rows that are handed back to their author
  bool refused = false;
};

/// A finding and the row it is about.
struct RowFinding {
  std::int64_t row = 0;
  Finding finding;
};

/// A file on its way in.
struct ImportBatch {
  const RecordDesc* desc = nullptr;
  std::string file;
  HeaderPlan header;
  std::vector<IncomingRow> rows;
  std::vector<RowFinding> findings;

  /// "projects.csv 第 12 行“项目编码”"; without a column, the row.
  std::string where(std::int64_t row, std::string_view column) const;
  /// The header cell of a field, or its label when the file has no such column.
  std::string_view column_name(std::size_t field) const;
  /// Refuses the row because of one field.
  void refuse(IncomingRow& row, std::size_t field, std::string_view rule, std::string message,
              std::string hint = {});
  /// Refuses the row as a whole.
  void refuse_row(IncomingRow& row, std::string_view rule, std::string message, std::string hint = {});
  /// Asks for a look at one field.
  void warn(const IncomingRow& row, std::size_t field, std::string_view rule, std::string message,
            std::string hint = {});
};

/// Reads the cells of one record into a new row of the batch.
void take_cells(ImportBatch& batch, std::int64_t number, std::vector<std::string> cells,
                std::optional<Region> place, bool keep_cells);

/// Refuses rows whose natural key an earlier row of the file has.
void check_duplicates(ImportBatch& batch);

/// The checks that look at several fields of a row, by kind of record.
void check_rows(ImportBatch& batch);

/// What may never be among people, after references are resolved: malformed accounts, 三员 in one hand
/// (people.h).
Result<void> check_people(ImportBatch& batch, store::Store& store);

}  // namespace jiheng::app
