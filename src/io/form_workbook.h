#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/case_json.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {

/// Where a value stands seen from its label.
enum class LabelPlace { right, below, same_cell };

/// A labelled field, column or row of a printed form.
struct LabelField {
  std::string field;  ///< member of SelfEvaluationForm: "project_name", "actual", …
  std::vector<std::string>
      labels;              ///< ways to write it, compared without blanks, colons and notes in brackets
  bool required = false;   ///< without it the layout is not recognised
  bool fill_down = false;  ///< an empty cell takes the value above it
  LabelPlace place = LabelPlace::right;
};

/// The layout of an official self-evaluation table as plain data; law/forms/self-evaluation.yaml, turned into
/// this by app/form_layout.
struct FormLayout {
  std::string title;
  std::vector<LabelField> header;
  std::vector<LabelField> fund_columns;
  std::vector<LabelField> fund_rows;  ///< "total" and the rows below it
  std::vector<LabelField> indicator_columns;
  std::vector<std::string> end_labels;  ///< in the first column these end the indicator table
  std::vector<LabelField> footer;
};

/// Finds the forms in a workbook: every sheet that has the layout's indicator header gives one; positions are
/// "sheet!C7". What is odd about a cell is a finding of its reading. An error, which names what was looked
/// for and what is missing on each sheet, when no sheet has the layout.
Result<std::vector<FormReading>> read_form_workbook(const XlsxWorkbook& workbook, std::string_view file,
                                                    const FormLayout& layout);

}  // namespace jiheng::io
