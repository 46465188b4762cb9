#pragma once

#include <string>
#include <vector>

#include "app/goal_workbook_form.h"
#include "app/goal_workbook_taken.h"
#include "app/goal_workbooks.h"

namespace jiheng::app {

/// A field that was changed in the browser after the workbook went out, and that the sheet has otherwise.
struct LaterChange {
  std::string section;
  std::string label;
  std::string taken;   ///< what it was when the workbook went out
  std::string web;     ///< what it is now
  std::string sheet;   ///< what the sheet says
  std::string where;   ///< "sheet!C7"
  bool clash = false;  ///< the sheet was changed, too; else it merely still has what it went out with
  std::string by;      ///< who changed it last, and when: "王丽 2023-11-14 10:32"; "" when unknown
};

/// A sheet laid over the form as it is now by what both have changed since the workbook went out.
struct MergedForm {
  GoalForm form;  ///< what is to be saved
  std::vector<LaterChange> changes;
};

/// Keeps in `sheet` (the form as the sheet would have it) what was changed in the browser since `taken` and
/// not in the sheet; where both have changed, the browser's value stays unless `choice` says the sheet's.
/// What the viewer himself has brought in as workbooks since is no change of the browser's: the sheet at hand
/// is the later state of the same file. `edits` have been read from its going out on.
MergedForm merge_sheet(const GoalFile& file, const GoalForm& taken, GoalForm sheet, const io::FormData& data,
                       const LaterEdits& edits, ClashChoice choice);

/// What is told of such a field at its cell; an error while nobody has decided about a clash.
Finding told(const LaterChange& change, ClashChoice choice);

}  // namespace jiheng::app
