#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "io/form_data.h"
#include "io/form_stamp.h"

namespace jiheng::io {

/// Writes filled (or empty) forms into one workbook, a sheet each, cell for cell as the template's grid says:
/// merged cells, borders, widths, print set-up (A4, one page wide, table heads on each page). Amounts and
/// points are numbers, everything else text, so nothing a user typed is ever run as a formula. Sheet names
/// are made valid and unique. The stamp is the workbook's.
Result<std::string> write_forms(const FormTemplate& form, std::span<const FormData> forms,
                                const FormStamp& stamp = {});

}  // namespace jiheng::io
