#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/form_data.h"
#include "io/form_sheet.h"

namespace jiheng::io {

/// The labels of some fields, ready to be looked up: every cell of a workbook is held against them. Refers to
/// the fields it was made of.
class Labels {
 public:
  explicit Labels(const std::vector<TemplateField>& fields);

  const std::vector<TemplateField>& fields() const { return *fields_; }
  /// The field that `text` is a label of; an exact one before one that only fits without brackets.
  const TemplateField* find(std::string_view text) const;

 private:
  const std::vector<TemplateField>* fields_;
  std::unordered_map<std::string, const TemplateField*> exact_;
  std::unordered_map<std::string, const TemplateField*> bare_;
};

/// All labels of a form.
struct FormLabels {
  explicit FormLabels(const FormTemplate& form);

  Labels fields;
  Labels fund_columns;
  Labels fund_rows;
  std::map<std::string, Labels, std::less<>> tables;
  std::set<std::string> sides;  ///< labels in the first column
};

/// Columns of a table: field → first and last column of its header cell.
using TableColumns = std::map<std::string, std::pair<std::uint32_t, std::uint32_t>, std::less<>>;

struct TableHead {
  std::uint32_t row = 0;  ///< 0: not found
  TableColumns columns;
  std::vector<std::string> missing;  ///< of the row that came nearest
};

/// The first row up to `end` that has every required column.
TableHead find_table(const FormSheet& sheet, const Labels& labels, std::uint32_t end);

}  // namespace jiheng::io
