#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/money.h"
#include "model/form_grid.h"

namespace jiheng::io {

/// What stands in one place of a form, as text: amounts in 万元 without zeros at the end, everything else as
/// written.
struct FormValue {
  std::string text;
  std::string where;  ///< "sheet!C7"; empty in forms that were not read

  friend bool operator==(const FormValue&, const FormValue&) = default;
};

/// One row of a table inside a form: column → value; what was not filled is not there.
using FormLine = std::map<std::string, FormValue, std::less<>>;

/// A filled form of any layout as a plain value: what a workbook is written from and read into.
struct FormData {
  std::string form;   ///< id of the layout: "form.goal-declaration"
  std::string file;   ///< where it was read from
  std::string sheet;  ///< name of its sheet; one that was not read takes the layout's
  std::map<std::string, FormValue, std::less<>> fields;              ///< of funds: "row.column"
  std::map<std::string, std::vector<FormLine>, std::less<>> tables;  ///< "indicators", "tasks"

  /// The text of a field; "" when it was not filled.
  std::string_view text(std::string_view field) const {
    const auto found = fields.find(field);
    return found == fields.end() ? std::string_view() : std::string_view(found->second.text);
  }
};

/// A form that was read, and what is wrong with its cells.
struct FormDataReading {
  FormData data;
  Findings findings;
};

/// A label of a form and what stands beside it.
struct TemplateField {
  enum class Place { right, below, same_cell };
  std::string field;
  std::vector<std::string> labels;
  bool required = false;
  bool fill_down = false;
  Place place = Place::right;
  CellType type = CellType::text;
  int nth = 1;  ///< which one, of labels that stand several times
};

struct TemplateTable {
  std::vector<TemplateField> columns;
  std::vector<std::string> end_labels;
};

/// An official form as io needs it, made from law/forms by app/form_layout.
struct FormTemplate {
  std::string id;
  std::string title;
  std::vector<TemplateField> fields;            ///< header and footer
  std::map<std::string, TemplateTable> tables;  ///< "indicators" and others
  std::vector<TemplateField> fund_columns;
  std::vector<TemplateField> fund_rows;
  FormGrid grid;
};

}  // namespace jiheng::io
