#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/goal_form.h"
#include "app/score_files.h"
#include "base/finding.h"
#include "engine/lint_form.h"
#include "io/form_data.h"
#include "law/book.h"

namespace jiheng::app {

/// A declaration (of a project or a department) as it stands in a workbook, without the database.
struct GoalSheet {
  io::FormData data;
  engine::LintForm lint;
  std::string title;  ///< the project's name, or "教育体育局部门整体支出"
  std::optional<FiscalYear> year;
  std::optional<Region> region;  ///< by the project's code
  Findings reading;              ///< what is wrong with its cells
};

/// The declarations of a workbook in the official layouts in force. Errors: no workbook, or none of its
/// sheets has such a layout. What only the county knows (last year, other projects) is left out, not taken as
/// nothing.
Result<std::vector<GoalSheet>> read_goal_sheets(const law::Book& book, std::string_view bytes,
                                                const std::string& file, const ScoreOptions& options);

}  // namespace jiheng::app
