#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/goal_sections.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_match.h"
#include "app/goal_workbook_taken.h"
#include "app/goal_workbooks.h"

namespace jiheng::app {

/// A form on its way: what was read, and what it would become.
struct FormTask {
  std::size_t at = 0;  ///< in the report
  io::FormDataReading reading;
  std::shared_ptr<const TakenForm> taken;  ///< what its workbook carries; null: nothing
  std::optional<GoalFile> file;
  GoalForm after;
};

/// Which form a layout (io::FormData::form) is of.
FormKind kind_of_layout(std::string_view layout);

/// Gives a form up: nothing of it is taken.
void refuse_form(WorkbookForm& form, std::string why);

/// Holds forms that were read against the goals they are about.
class FormJudge {
 public:
  FormJudge(Workspace& workspace, const Access& access, const WorkbookOptions& options)
      : workspace_(workspace), access_(access), seen_(options.seen), clash_(options.clash) {}

  /// What the form would write; nothing when it is refused, or says what is there already. Fills in `form`
  /// and what the task would become. Errors are the program's or the database's.
  Result<std::vector<store::Put>> judge(FormTask& task, WorkbookForm& form);

  /// Goals (by presence_key) that a form was found for, and where it stands: of a write that is made again,
  /// as they were before.
  const std::map<std::int64_t, std::string>& taken() const { return taken_; }
  void set_taken(std::map<std::int64_t, std::string> taken) { taken_ = std::move(taken); }

 private:
  Result<GoalEntry> find_goal(const io::FormData& data, FormKind kind);
  template <class Index>
  Result<GoalEntry> find_in(std::map<FiscalYear, Index>& indexes, FiscalYear year, const io::FormData& data);
  std::string in_the_way(const WorkbookForm& form);
  Result<std::optional<GoalForm>> merged(const FormTask& task, const std::vector<SectionSaid>& said,
                                         WorkbookForm& form);
  Result<std::vector<store::Put>> judge_sections(FormTask& task, WorkbookForm& form);

  Workspace& workspace_;
  const Access& access_;
  const WorkbookReport* seen_;
  ClashChoice clash_;
  LaterEdits edits_;
  std::map<FiscalYear, ProjectGoalIndex> projects_;
  std::map<FiscalYear, DepartmentGoalIndex> departments_;
  std::map<std::int64_t, std::string> taken_;
};

}  // namespace jiheng::app
