#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "law/book.h"
#include "model/form_grid.h"

namespace jiheng::law {

/// Where a value stands seen from its label.
enum class ValuePlace { right, below, same_cell };

/// A labelled field, column or row of an official form.
struct FormField {
  std::string field;                ///< member of the record it is bound to
  std::vector<std::string> labels;  ///< ways to write it; the first is ours
  bool required = false;
  bool fill_down = false;  ///< an empty cell takes the value above (merged cells)
  ValuePlace value = ValuePlace::right;
  CellType type = CellType::text;  ///< how a value is checked
  int nth = 1;                     ///< of labels that stand several times: which one, in reading order

  /// Whether `text` is one of the labels: blanks, line breaks, colons and notes in brackets do not count.
  bool is_called(std::string_view text) const;
};

/// A table inside a form: one row an indicator, or a task.
struct FormTable {
  std::vector<FormField> columns;
  std::vector<std::string> end_labels;  ///< in the first column these end the table
};

/// The layout of an official form (官方表样): what a reader looks for, and what a writer writes.
struct Form {
  std::string id;
  std::string title;
  std::string record;
  std::vector<FormField> header;
  std::vector<FormField> fund_columns;
  std::vector<FormField> fund_rows;
  std::vector<FormField> indicator_columns;
  std::vector<std::string> end_labels;  ///< in the first column these end the indicator table
  std::vector<FormField> footer;
  std::map<std::string, FormTable> tables;  ///< besides the indicators: "tasks"
  std::optional<FormGrid> grid;             ///< how it is printed
};

/// Reads a file of law/forms; it has passed its check.
Form read_form(const Document& document);

/// The form `id` in force at a place and a day.
Result<Form> find_form(const Book& book, std::string_view id, Region place, Date as_of);

/// The field among `fields` that `text` is a label of; nullptr when there is none. An exact label wins over
/// one that only fits after brackets are taken away.
const FormField* find_label(const std::vector<FormField>& fields, std::string_view text);

/// A label as it is compared: full-width folded, without blanks, line breaks, colons and brackets with what
/// is in them.
std::string bare_label(std::string_view text);

/// The check of law/forms: no label twice within a part; the grid fills each row exactly and writes no field
/// that the form does not have.
void check_forms(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
