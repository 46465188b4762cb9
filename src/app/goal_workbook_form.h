#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/goal_file.h"
#include "app/goal_lint.h"
#include "base/finding.h"
#include "io/form_data.h"

namespace jiheng::app {

/// The layout by which goals of projects travel as workbooks.
inline constexpr std::string_view kGoalForm = "form.goal-declaration";

/// The declaration as its workbook shows it. Last year's target and actual value stand in a comment beside
/// each row; what was sent down is grey and says by whom.
io::FormData form_data_of(const GoalFile& file, const LastYear& last);
/// An empty declaration of a project that has no goal yet: its head is filled in.
io::FormData blank_form_data(const Project& project, const Unit& unit, std::string_view department,
                             FiscalYear year);

/// What a workbook says of one section of the form, as the body of a PATCH.
struct SectionSaid {
  std::string section;
  std::string json;                          ///< {"fields":…} or {"rows":…}
  std::map<std::string, std::string> where;  ///< pointer into the body → "sheet!C7"
  Findings findings;                         ///< what makes it unfit to be saved, or worth a look

  /// The cell of a pointer of read_section, or of the nearest one above it.
  std::string cell_of(std::string_view pointer) const;
};

/// The sections that a form that was read has something to say about, laid over the form there is: what the
/// sheet has no place for keeps its value, rows are recognised by their names (a row that only changed its
/// name by level, target and unit), sums are held against their parts.
/// Money of tasks that the form does not have yet goes along if `new_tasks`, which is when the same hand
/// brings the tasks; else it is told (goal_workbook_tasks.cpp).
std::vector<SectionSaid> sections_said(const io::FormData& data, const GoalForm& before,
                                       bool new_tasks = true);
/// Of a department's form what its table of tasks says: the sections "tasks" and "money".
std::vector<SectionSaid> tasks_said(const io::FormData& data, const GoalForm& before, bool new_tasks);

/// A text as spreadsheets give it back: without blanks at its ends, with their line ends.
std::string as_in_a_cell(std::string_view text);

/// What a text field of the form (app/goal_form.h) is called in its layout.
std::string_view layout_name(std::string_view field);

/// The cell of a field of the form as findings name it ("indicators/2/target", "text/text").
std::string cell_of_field(const io::FormData& data, std::string_view field);

}  // namespace jiheng::app
