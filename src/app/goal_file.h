#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/workspace.h"
#include "engine/process.h"
#include "law/process.h"
#include "model/department_goal.h"
#include "model/department_goal_task.h"
#include "model/goal.h"
#include "model/goal_review.h"
#include "model/goal_version.h"
#include "model/indicator.h"
#include "model/process_step.h"
#include "model/project.h"
#include "model/unit.h"
#include "model/work_case.h"

namespace jiheng::app {

/// The process that goals go through.
inline constexpr std::string_view kGoalProcess = "process.goal";

/// Money of one project of a department, as its goal asks for it or its budget has it.
struct DepartmentProject {
  ProjectId id;
  std::string name;
  std::string text;  ///< its goal; empty: none
  Category category{};
  Money total;
  Money fiscal;
  Money other;
};

/// Everything about one goal on one day: records, process, and the form as it is being worked on. Of a
/// department's form `goal` is its head (the columns that both records have), `project` is empty but for the
/// unit that fills it in, and `indicators` are its rows; goal_file.cpp and department_goal_records.cpp alone
/// know that these are other tables.
struct GoalFile {
  FormKind kind = FormKind::project;
  Goal goal;
  Project project;
  Unit unit;
  std::string department_name;
  std::string department_code;
  std::optional<DepartmentGoal> department;  ///< the stored record of a department's form
  std::vector<DepartmentGoalTask> tasks;     ///< stored, by number
  std::vector<DepartmentProject> projects;   ///< of the department, by code; departments only
  std::vector<Indicator> indicators;         ///< stored, by seq
  std::optional<WorkCase> work_case;         ///< empty: it came in by an import and nothing was done with it
  std::vector<ProcessStep> steps;            ///< by number
  std::vector<GoalVersion> versions;         ///< by number
  std::vector<GoalReview> reviews;           ///< of every round
  law::Process process;
  engine::CaseState at;  ///< where the case stands
  GoalForm form;         ///< the working copy: of an adjustment its own

  GoalRef ref() const { return {goal.id.value, kind}; }
  /// What it is called in lists: the project's name, or "教育体育局部门整体支出".
  std::string title() const;
  const law::ProcessState& state() const { return *process.state(at.state); }
  /// The version that is being adjusted; nullptr when none is.
  const GoalVersion* adjusting() const;
  bool was_approved() const;
  /// What is written is the record's own rows, not those of an adjustment.
  Subject subject() const;
  /// The roles that the viewer of `access` holds over this goal.
  engine::CaseHand hand(const Access& access) const;
};

/// Reads a goal that the viewer may read; not_found when there is none or he may not.
Result<GoalFile> load_goal(Workspace& workspace, const Access& access, GoalRef ref);
/// The same by its case.
Result<GoalFile> load_goal_of_case(Workspace& workspace, const Access& access, std::int64_t case_id);

/// The form that the records hold.
GoalForm form_of_records(const Goal& goal, std::vector<Indicator> indicators);

/// Adds the writes that make `after` the working copy: of an adjustment its version, else the goal's columns
/// and its indicators. `goal` carries whatever else changes in the goal's row.
Result<void> put_form(const GoalFile& file, const GoalForm& after, Goal goal, std::vector<store::Put>& puts);
/// The same into the records, whatever is being adjusted: what an approval does.
void put_records(const GoalFile& file, const GoalForm& after, Goal goal, std::vector<store::Put>& puts);

/// The write of the head alone.
store::Put put_head(const GoalFile& file, const Goal& goal);

/// The goal's case, made when there is none yet: an import brings goals without one.
Result<WorkCase> open_case(Workspace& workspace, const Access& access, GoalRef ref);

/// Whether the unit has one person only who may fill in its forms, and the place allows him both parts.
Result<bool> one_person_unit(Workspace& workspace, const GoalFile& file, Date day);

/// "王丽" of "王丽（wangli）".
std::string_view plain_name(std::string_view actor);

}  // namespace jiheng::app
