#pragma once

#include <string_view>

#include "base/result.h"
#include "io/csv.h"

namespace jiheng::app {

/// Whether the file is called a workbook (.xlsx, or an older kind), or its bytes begin as one does.
bool looks_like_workbook(std::string_view bytes, std::string_view name);

/// Gives the rows of a workbook's sheet as the records of a CSV file would be, blank rows left out. The sheet
/// is the only one with content, or the one called `sheet_name`; otherwise the error lists the sheets there
/// are.
Result<void> read_sheet(std::string_view bytes, std::string_view file, std::string_view sheet_name,
                        const io::CsvSink& sink);

}  // namespace jiheng::app
