#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/case_json.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {

/// A label of the printed form and what belongs to it. The first of `labels` is the official wording.
struct LabelField {
  std::string field;                ///< member of SelfEvaluationForm: "project_name", "department", …
  std::vector<std::string> labels;  ///< as they stand in forms: 项目名称, 项目（政策）名称
};

/// The layout of an official self-evaluation table as plain data (law/forms/self-evaluation.yaml, turned into this by
/// app/form_layout): which labels stand before which value, and the columns of the two inner tables.
struct FormLayout {
  std::string title;                        ///< of the layout, for messages
  std::vector<LabelField> head;             ///< value right of the label
  std::vector<LabelField> money_columns;    ///< initial, adjusted, executed, weight, rate, score
  std::vector<LabelField> money_rows;       ///< total, and the parts ("part")
  std::vector<LabelField> goal;             ///< goal_expected, goal_actual: value below the label
  std::vector<LabelField> columns;          ///< level1, level2, name, op, target, unit, actual, weight, score, …
  std::vector<LabelField> foot;             ///< claimed_total, claimed_grade, note: rows after the indicators
  std::vector<std::string> required;        ///< fields without which the layout is not recognised
};

/// Finds the form in a workbook: every sheet that has the layout's indicator header gives one form; positions are
/// "sheet!C7". An error, naming what was looked for on which sheets, when no sheet has the layout.
Result<std::vector<FormReading>> read_form_workbook(const XlsxWorkbook& workbook, std::string_view file, const FormLayout& layout);

}  // namespace jiheng::io
