#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "law/mapping.h"

// What the parts of a mapped import hand to each other; nothing outside app/import_mapped* includes this.
namespace jiheng::app {

/// A mapped column as it was found in the file.
struct FoundColumn {
  const law::MappedColumn* column = nullptr;
  std::size_t cell = 0;  ///< from 0
  std::string label;     ///< as it is in the file
  MoneyUnit unit = MoneyUnit::yuan;
};

/// A row below the header.
struct MappedCells {
  std::int64_t number = 0;  ///< as a spreadsheet counts
  std::vector<std::string> cells;
};

/// A portal's export, read.
struct MappedTable {
  std::string file;
  std::string sheet;  ///< of workbooks
  std::vector<FoundColumn> columns;
  std::vector<std::string> passed_over;
  std::vector<MappedCells> rows;  ///< without totals and blank rows, merged cells filled down
  std::int64_t totals = 0;

  /// "下达.xlsx 台账!C7" or "项目.csv 第 7 行"; `cell` from 0, empty: the row.
  std::string where(std::int64_t row, std::optional<std::size_t> cell) const;
};

/// Reads the file and finds the table in it. Errors: not readable, no sheet or several with such a header
/// (the labels that are missing are named), no unit of money.
Result<MappedTable> read_mapped_table(const law::Mapping& mapping, std::string_view name,
                                      std::string_view bytes);

}  // namespace jiheng::app
