#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/form_data.h"

namespace jiheng::io {

/// Writes filled forms as one page to print, a form after the other, by the same grid as write_forms: paper,
/// margins, column widths, merged cells, the size of the text that a spreadsheet takes when it fits the sheet
/// into the width of the paper, and heads that stand again on each page; rows do not split. What a cell of
/// the column "target" notes (last year's value) is printed small below it. No scripts, nothing from
/// elsewhere. Errors: the template has no grid.
Result<std::string> write_form_html(const FormTemplate& form, std::span<const FormData> forms,
                                    std::string_view title);

/// The same without the page around it, for pages that put forms between their own text; and the styles that
/// it needs.
Result<std::string> form_html_tables(const FormTemplate& form, const FormData& data);
std::string form_html_styles(const FormTemplate& form);

}  // namespace jiheng::io
