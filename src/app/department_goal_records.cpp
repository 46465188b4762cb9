#include "app/department_goal_records.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"

namespace jiheng::app {
namespace {

template <class T>
Result<std::vector<T>> of_unit_year(store::Store& store, const GoalFile& file,
                                    std::vector<std::string> order) {
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"unit_id", {Value{file.unit.id.value}}});
  query.where.push_back({"year", {Value{std::int64_t{file.goal.year.value()}}}});
  query.order_by = std::move(order);
  return store::load<T>(store, query);
}

/// Rows whose `field` is one of the ids.
template <class T>
Result<std::vector<T>> rows_among(store::Store& store, Region region, std::string_view field,
                                  const std::vector<std::int64_t>& ids, std::optional<FiscalYear> year) {
  store::Query query;
  query.region = region;
  query.where.push_back({std::string(field), {ids.begin(), ids.end()}});
  if (year) query.where.push_back({"year", {Value{std::int64_t{year->value()}}}});
  return store::load<T>(store, query);
}

std::optional<std::string> told(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

void add_line(DepartmentProject& money, FundType type, Money amount) {
  const bool fiscal = type != FundType::fiscal_account && type != FundType::unit_funds;
  auto& part = fiscal ? money.fiscal : money.other;
  part = add(part, amount).value_or(part);
  money.total = add(money.total, amount).value_or(money.total);
}

TaskRow task_row(const DepartmentGoalTask& task) {
  return {task.number, task.task, task.content.value_or(""), task.total, task.fiscal, task.other};
}

}  // namespace

void set_department(GoalFile& file, DepartmentGoal record) {
  copy_shared_fields(record, file.goal);
  file.goal.with_budget = true;
  file.project.region = record.region;
  file.project.unit_id = record.unit_id;
  file.department = std::move(record);
}

DepartmentGoal department_record(const GoalFile& file, const Goal& goal) {
  DepartmentGoal record = file.department.value_or(DepartmentGoal{});
  copy_shared_fields(goal, record);
  record.unit_id = file.project.unit_id;
  return record;
}

DepartmentGoalIndicator department_row_of(const GoalFile& file, const Indicator& row) {
  DepartmentGoalIndicator made;
  copy_shared_fields(row, made);
  made.unit_id = file.project.unit_id;
  return made;
}

Indicator indicator_of(const DepartmentGoalIndicator& row) {
  Indicator made;
  copy_shared_fields(row, made);
  return made;
}

store::Put put_department_row(const GoalFile& file, const Indicator& row) {
  const auto made = department_row_of(file, row);
  return made.id ? store::put_of(made) : store::fresh_put_of(made);
}

Result<void> load_department_rows(store::Store& store, GoalFile& file) {
  const auto rows = of_unit_year<DepartmentGoalIndicator>(store, file, {"seq"});
  if (!rows) return pass(rows);
  for (const auto& row : *rows) file.indicators.push_back(indicator_of(row));
  auto tasks = of_unit_year<DepartmentGoalTask>(store, file, {"number"});
  if (!tasks) return pass(tasks);
  file.tasks = std::move(*tasks);
  auto projects = department_projects(store, file.goal.region, file.unit.department_code, file.goal.year);
  if (!projects) return pass(projects);
  file.projects = std::move(*projects);
  return {};
}

void add_department_form(GoalFile& file) {
  file.form.kind = FormKind::department;
  if (file.department) file.form.note = file.department->note.value_or("");
  for (const auto& task : file.tasks) file.form.tasks.push_back(task_row(task));
}

void put_department_records(const GoalFile& file, const GoalForm& after, const Goal& goal,
                            std::vector<store::Put>& puts) {
  auto head = department_record(file, goal);
  head.leader = told(after.leader);
  head.phone = told(after.phone);
  head.text = after.text;
  head.note = told(after.note);
  puts.push_back(store::put_of(head));
  std::set<std::int64_t> kept;
  for (const auto& row : after.tasks) {
    const auto before = std::ranges::find(file.tasks, row.number, &DepartmentGoalTask::number);
    kept.insert(row.number);
    if (before != file.tasks.end() && task_row(*before) == row) continue;
    DepartmentGoalTask task = before == file.tasks.end() ? DepartmentGoalTask{} : *before;
    task.region = goal.region;
    task.unit_id = file.project.unit_id;
    task.year = goal.year;
    task.number = row.number;
    task.task = row.task;
    task.content = told(row.content);
    task.total = row.total;
    task.fiscal = row.fiscal;
    task.other = row.other;
    if (!task.id) task.provenance = goal.provenance;
    puts.push_back(task.id ? store::put_of(task) : store::fresh_put_of(task));
  }
  for (const auto& before : file.tasks) {
    if (!kept.contains(before.number)) puts.push_back(store::erase_of(before));
  }
}

Result<std::vector<DepartmentProject>> department_projects(store::Store& store, Region region,
                                                           std::string_view department_code,
                                                           FiscalYear year) {
  store::Query query;
  query.region = region;
  query.where.push_back({"department_code", {Value{std::string(department_code)}}});
  const auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  std::vector<std::int64_t> ids;
  for (const auto& unit : *units) ids.push_back(unit.id.value);
  if (ids.empty()) return std::vector<DepartmentProject>{};
  auto projects = rows_among<Project>(store, region, "unit_id", ids, {});
  if (!projects) return pass(projects);
  std::ranges::sort(*projects, {}, &Project::code);
  ids.clear();
  for (const auto& project : *projects) ids.push_back(project.id.value);
  if (ids.empty()) return std::vector<DepartmentProject>{};
  const auto goals = rows_among<Goal>(store, region, "project_id", ids, year);
  if (!goals) return pass(goals);
  const auto lines = rows_among<BudgetLine>(store, region, "project_id", ids, year);
  if (!lines) return pass(lines);
  std::map<ProjectId, const Goal*> goal_of;
  for (const auto& goal : *goals) goal_of.emplace(goal.project_id, &goal);
  std::vector<DepartmentProject> all;
  for (const auto& project : *projects) {
    DepartmentProject money{project.id, project.name, {}, project.category, {}, {}, {}};
    const auto goal = goal_of.find(project.id);
    if (goal != goal_of.end()) money.text = goal->second->text;
    const bool declared =
        goal != goal_of.end() && goal->second->declared && goal->second->state != GoalState::approved;
    if (declared) {
      GoalForm form;
      read_money_json(*goal->second->declared, form);
      for (const auto& line : form.lines) add_line(money, line.fund_type, line.amount);
    } else {
      for (const auto& line : *lines) {
        if (line.project_id == project.id) add_line(money, line.fund_type, line.adjusted);
      }
    }
    if (money.total.fen() > 0) all.push_back(std::move(money));
  }
  return all;
}

}  // namespace jiheng::app
