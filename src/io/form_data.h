#pragma once

#include <cstdint>
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
  std::string where;    ///< "sheet!C7"; empty in forms that were not read
  std::string note{};   ///< written as the cell's comment: last year's values, who sent it down
  bool locked = false;  ///< not the reader's to change; shown in grey

  friend bool operator==(const FormValue&, const FormValue&) = default;
};

/// One row of a table inside a form: column → value; what was not filled is not there.
using FormLine = std::map<std::string, FormValue, std::less<>>;

/// Where a table of a form that was read stands.
struct FormTablePlace {
  std::uint32_t head = 0;                                     ///< row of its head
  std::map<std::string, std::uint32_t, std::less<>> columns;  ///< those that the sheet has
  std::vector<std::uint32_t> rows;                            ///< a row each line
};

/// A filled form of any layout as a plain value: what a workbook is written from and read into.
struct FormData {
  std::string form;   ///< id of the layout: "form.goal-declaration"
  std::string file;   ///< where it was read from
  std::string sheet;  ///< name of its sheet; one that was not read takes the layout's
  std::map<std::string, FormValue, std::less<>> fields;              ///< of funds: "row.column"
  std::map<std::string, std::vector<FormLine>, std::less<>> tables;  ///< "indicators", "tasks"
  /// Of forms that were read: the cell of each field whose label the sheet has, filled or not; so that what
  /// is empty is told from what the layout does not ask for.
  std::map<std::string, std::string, std::less<>> places;
  std::map<std::string, FormTablePlace, std::less<>> table_places;

  /// The text of a field; "" when it was not filled.
  std::string_view text(std::string_view field) const {
    const auto found = fields.find(field);
    return found == fields.end() ? std::string_view() : std::string_view(found->second.text);
  }
  /// The cell "sheet!C7" of a field; "" when the sheet does not have it.
  std::string place(std::string_view field) const;
  /// The cell of a column in a line of a table, or of the table's head for a line beyond; the sheet's name
  /// when it has no such table.
  std::string place(std::string_view table, std::size_t line, std::string_view column) const;
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

/// For how many lines from `at` on the block's merged column `m`, and those outside it, stay the same; 0 when
/// it goes on from above.
std::size_t merged_run(const GridBlock& block, const std::vector<FormLine>& lines, std::size_t at,
                       std::size_t m);

}  // namespace jiheng::io
