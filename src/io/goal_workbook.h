#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/form_data.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {

/// Finds forms of one layout in a workbook: every sheet, whatever its name, that has the indicator table's
/// header gives one. Labels are known by any of their ways of writing; merged cells, blank rows, formulas
/// with results, dates and percentages are read as people see them. What is wrong with a cell is a finding
/// with "sheet!C7"; the form is only good without errors among them. An error when no sheet has the layout,
/// naming for each what is missing.
Result<std::vector<FormDataReading>> read_form_data(const XlsxWorkbook& workbook, std::string_view file,
                                                    const FormTemplate& form);

/// The same where a sheet may have one of several layouts (at least one): each sheet is read by the layout of
/// which it has the most table heads and the title; of equal ones by the first.
Result<std::vector<FormDataReading>> read_form_data(const XlsxWorkbook& workbook, std::string_view file,
                                                    std::span<const FormTemplate> forms);

}  // namespace jiheng::io
