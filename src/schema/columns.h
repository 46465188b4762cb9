#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "schema/record.h"

namespace jiheng {

/// A column of a CSV or XLSX file that belongs to a field.
struct Column {
  std::size_t field = 0;            ///< position in the description
  MoneyUnit unit = MoneyUnit::wan;  ///< of money
};

/// The header a file of this record has, in order: labels, money with its unit ("全年预算数（万元）"). System
/// and secret fields and the id are not in files.
std::vector<std::string> file_header(const RecordDesc& desc, MoneyUnit unit = MoneyUnit::wan);

/// The fields that are in files, in order.
std::vector<std::size_t> file_fields(const RecordDesc& desc);

/// The field whose text names a row in files, for references to it: "code", else the text of its natural key
/// (a user's account). Empty: nothing can refer to such rows in a file.
std::string_view code_field(const RecordDesc& desc);

/// Finds the field of a header cell by label or name; a money column must say its unit in brackets.
/// Nothing when no field has that header; an error when the unit is missing or unknown.
Result<std::optional<Column>> match_header(const RecordDesc& desc, std::string_view header);

}  // namespace jiheng
