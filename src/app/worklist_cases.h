#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/goal_file.h"
#include "app/unit_tree.h"
#include "app/worklist.h"

namespace jiheng::app {

/// Every case of the viewer's year that he may see, with the names beside it and what was done with it.
class CaseTable {
 public:
  static Result<CaseTable> load(Workspace& workspace, const Access& access);

  WorkCounts counts() const;
  /// The cases of a tab, most urgent first; of what he has done himself the newest first.
  std::vector<const WorkCase*> in_order(WorkTab tab, std::string_view words) const;
  WorkRow row_of(const WorkCase& one) const;

  const std::vector<WorkCase>& cases() const { return cases_; }
  const std::map<std::int64_t, Unit>& units() const { return units_; }
  Date today() const { return today_; }
  /// nullptr: the case is of a department's form.
  const Goal* goal_of(const WorkCase& one) const;
  const Project* project_of(const Goal& goal) const;
  const law::Process& process_of_case(const WorkCase& one) const;
  /// The project's name, or "教育体育局部门整体支出".
  std::string title(const WorkCase& one) const;
  std::string unit_name(const WorkCase& one) const;

 private:
  /// Steps that came with the present state or after it.
  struct Latest {
    std::optional<ProcessStep> returned;
    bool asked = false;
    std::string question;
  };

  CaseTable(Workspace& workspace, const Access& access) : workspace_(&workspace), access_(&access) {}
  Result<void> read_cases();
  Result<void> read_names();
  Result<void> read_questions();
  Result<void> read_own_steps();

  const DepartmentGoal* department_of(const WorkCase& one) const;
  std::string department_title(const DepartmentGoal& goal) const;
  const Latest* latest(const WorkCase& one) const;
  const ProcessStep* own_step(const WorkCase& one) const;
  bool is_mine(const WorkCase& one) const;
  bool is_through(const WorkCase& one) const;
  bool is_in(const WorkCase& one, WorkTab tab) const;
  bool fits(const WorkCase& one, std::string_view words) const;
  std::string why(const WorkCase& one, const WorkRow& row) const;
  std::string words_of(const WorkCase& one, const ProcessStep& step) const;
  OwnStep told(const WorkCase& one, const ProcessStep& step) const;

  Workspace* workspace_;
  const Access* access_;
  std::map<std::string, law::Process, std::less<>> processes_;
  Date today_;
  std::vector<WorkCase> cases_;
  std::map<std::int64_t, Goal> goals_;
  std::map<std::int64_t, Project> projects_;
  std::map<std::int64_t, Unit> units_;
  UnitTree tree_;
  std::map<std::int64_t, DepartmentGoal> departments_;
  std::map<std::int64_t, Money> task_sums_;  ///< by unit
  std::map<std::int64_t, Latest> latest_;
  std::unordered_map<std::int64_t, ProcessStep> own_;  ///< the viewer's last step, by case
};

/// Says of each row what the viewer may take back of it, as the process offers it.
Result<void> offer_undoing(Workspace& workspace, const Access& access, const CaseTable& table,
                           std::vector<WorkRow>& rows);

}  // namespace jiheng::app
