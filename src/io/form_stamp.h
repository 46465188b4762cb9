#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "io/xlsx_reader.h"

struct lxw_workbook;

namespace jiheng::io {

/// What a workbook that goes out remembers of its going out.
struct FormStamp {
  std::string footer;  ///< printed at the foot of each page: "取自绩衡 2023-11-13 10:32"; empty: nothing
  std::string kept;    ///< wanted back unread when the workbook comes in again; empty: nothing
};

/// Adds what is to be kept on a hidden sheet of its own: unlike document properties it has room for a whole
/// form, and every spreadsheet program saves it again.
Result<void> write_stamp(lxw_workbook* workbook, std::string_view kept);

/// Whether it is the sheet that write_stamp() adds, which is no form.
bool is_stamp(const XlsxSheet& sheet);

/// What write_stamp() kept; "" when the workbook has none, or somebody changed the sheet's head.
std::string read_stamp(const XlsxWorkbook& workbook);

}  // namespace jiheng::io
