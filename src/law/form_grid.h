#pragma once

#include <string_view>

#include "base/node.h"
#include "law/form.h"

namespace jiheng::law {

/// "money" and the like; text when it says nothing.
CellType read_cell_type(std::string_view text);

/// The small whole number of a member that passed the schema, else `fallback`.
int small_number(const Node& map, std::string_view key, int fallback);

/// Reads the `layout` of a form; it has passed the schema.
FormGrid read_form_grid(const Node& layout);

/// What the schema cannot say about a layout: rows that do not fill the columns, cells that overlap, fields,
/// tables and labels that the form does not have.
void check_form_grid(const Document& document, const Form& form, Findings& findings);

}  // namespace jiheng::law
