#pragma once

#include <vector>

#include "app/goal_file.h"
#include "model/department_goal_indicator.h"

// How the form of a department is kept. Between goal_file.cpp and department_goal*.cpp; everybody else works
// with GoalFile.
namespace jiheng::app {

/// Makes `record` the head of the file.
void set_department(GoalFile& file, DepartmentGoal record);
/// The record with what `goal` says of the columns that both forms have.
DepartmentGoal department_record(const GoalFile& file, const Goal& goal);

/// Reads the file's indicators and tasks, and the money of the department's projects.
Result<void> load_department_rows(store::Store& store, GoalFile& file);
/// Puts what only this form has into `file.form`.
void add_department_form(GoalFile& file);

/// The stored row of an indicator of the form, and back.
DepartmentGoalIndicator department_row_of(const GoalFile& file, const Indicator& row);
Indicator indicator_of(const DepartmentGoalIndicator& row);
store::Put put_department_row(const GoalFile& file, const Indicator& row);

/// Adds the writes of head and tasks.
void put_department_records(const GoalFile& file, const GoalForm& after, const Goal& goal,
                            std::vector<store::Put>& puts);

/// The projects of a department in a year with the money that their goals ask for, else that of their budget;
/// by code, those without money left out.
Result<std::vector<DepartmentProject>> department_projects(store::Store& store, Region region,
                                                           std::string_view department_code, FiscalYear year);

}  // namespace jiheng::app
