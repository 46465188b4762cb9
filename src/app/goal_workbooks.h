#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/goal_list.h"
#include "app/long_work.h"
#include "app/workspace.h"
#include "base/enum_table.h"
#include "base/finding.h"

namespace jiheng::app {

/// The declaration of one goal that the viewer may read, as its official workbook with what is filled in.
Result<OutFile> goal_workbook(Workspace& workspace, const Access& access, std::int64_t goal_id);
/// The empty declaration of a project of the viewer's that has no goal in that year yet.
Result<OutFile> blank_goal_workbook(Workspace& workspace, const Access& access, std::int64_t project_id,
                                    FiscalYear year);

/// Above this many forms an archive is refused: it is held in memory while it is written.
inline constexpr std::int64_t kMostForms = 5000;
/// The workbooks of the goals that a list would show (all pages of it; of `ids`, where not empty, these), one
/// file each, in a zip archive. Errors: none; more than kMostForms; stopped by `progress` (conflict).
Result<OutFile> goal_workbooks(Workspace& workspace, const Access& access, const GoalQuestion& question,
                               const std::vector<std::int64_t>& ids = {}, const Progress& progress = {});

/// The same of the departments that list_department_goals() would show: those that have begun their overall
/// form. Errors as above.
Result<OutFile> department_workbooks(Workspace& workspace, const Access& access, FiscalYear year,
                                     std::string_view words, std::string_view state,
                                     const Progress& progress = {});

/// The official form with nothing in it but the year. Whoever fills one in writes the project's code, or the
/// department's, himself.
Result<OutFile> empty_workbook(Workspace& workspace, const Access& access, FormKind kind, FiscalYear year);

/// Which side holds where a field was changed both in the sheet and, since the workbook went out, in the
/// browser.
enum class ClashChoice { ask, web, sheet };
inline constexpr std::array kClashChoiceTable{
    EnumRow<ClashChoice>{ClashChoice::ask, "ask", "先不导入"},
    EnumRow<ClashChoice>{ClashChoice::web, "web", "以网上的为准"},
    EnumRow<ClashChoice>{ClashChoice::sheet, "sheet", "以表里的为准"}};
constexpr const auto& enum_table(ClashChoice) { return kClashChoiceTable; }

/// What became, or would become, of one form.
enum class FormOutcome { changed, unchanged, refused };
struct WorkbookForm {
  std::string file;   ///< of an archive: its name there
  std::string sheet;  ///< of the file
  FormKind kind = FormKind::project;
  std::int64_t goal = 0;
  std::string project_code;  ///< of a department's form its code
  std::string project_name;  ///< "教育体育局部门整体支出"
  std::string unit_name;
  FormOutcome outcome = FormOutcome::refused;
  std::string why;                  ///< of a refusal
  std::vector<FormChange> changes;  ///< field by field
  Findings findings;                ///< reader, sums and rules; `where` is "sheet!C7"
  std::string tag;                  ///< of the form that it was held against
  std::string taken;         ///< when the workbook went out: "2023-11-13 10:32"; "" when it does not say
  std::int64_t clashes = 0;  ///< fields that both sides have changed since then
};

/// What became of the workbooks that somebody handed in.
struct WorkbookReport {
  bool dry_run = false;
  std::int64_t files = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::int64_t refused = 0;
  std::vector<WorkbookForm> forms;  ///< as they stood; a file that is no workbook is a refused one
  OutFile marked;                   ///< the person's own workbook with the findings in it, of an archive an
                                    ///< archive of those that were refused or break a rule that blocks; no
                                    ///< bytes: there is nothing to act on
};

struct WorkbookOptions {
  bool dry_run = false;
  /// An earlier dry run of the same file: forms that somebody changed since are refused. May be null.
  const WorkbookReport* seen = nullptr;
  Progress progress = {};
  ClashChoice clash = ClashChoice::ask;  ///< ask: forms with such fields are refused
};

/// Takes workbooks back in: one workbook with any number of forms, or a zip archive of workbooks; forms of
/// projects and of departments, each sheet known by its layout. Each form
/// is matched to its goal by project code (or name and unit) or the department's code (or name) and year, and
/// held against it; sections of the viewer's hand are saved as the browser saves them, forms that cannot be
/// are refused with the reason. A form is taken whole or not at all; one that is refused does not hold up the
/// others. A workbook that says when it went out (every one from here does) takes nothing back that was typed
/// in the browser since: what only the browser changed stays and is told, what both changed is decided by
/// `options.clash`. Errors: the file is neither a workbook nor an archive.
Result<WorkbookReport> take_goal_workbooks(Workspace& workspace, const Access& access, std::string_view name,
                                           std::string_view bytes, const WorkbookOptions& options);

}  // namespace jiheng::app
