#pragma once

#include <string>
#include <string_view>

#include "app/goal_file.h"
#include "app/goal_lint.h"
#include "io/form_data.h"

namespace jiheng::app {

/// The layout by which goals of departments travel as workbooks.
inline constexpr std::string_view kDepartmentForm = "form.department-goal";

/// Either form as its official layout (law/forms) shows it.
io::FormData official_form_data(const GoalFile& file, const LastYear& last);

/// A department's declaration as its official workbook.
Result<std::string> department_workbook(Workspace& workspace, const GoalFile& file);

/// Either declaration as a page to print, by the same layout as its workbook.
Result<std::string> form_print(Workspace& workspace, const GoalFile& file);

}  // namespace jiheng::app
