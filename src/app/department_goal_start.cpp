#include <fmt/format.h>

#include <algorithm>

#include "app/department_goal_records.h"
#include "app/goal_sections.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kOwnTasks = 6;        ///< the largest projects are tasks of their own
constexpr std::size_t kMostTaskName = 100;  ///< as read_section takes them
constexpr std::size_t kMostContent = 200;

void add_to(DepartmentGoalTask& task, const DepartmentProject& project) {
  task.total = add(task.total.value_or(Money()), project.total).value_or(Money());
  task.fiscal = add(task.fiscal.value_or(Money()), project.fiscal).value_or(Money());
  task.other = add(task.other.value_or(Money()), project.other).value_or(Money());
}

DepartmentGoalTask task_of(std::string_view name, std::string_view content) {
  DepartmentGoalTask task;
  task.task = std::string(first_characters(name, kMostTaskName));
  task.content = std::string(first_characters(content, kMostContent));
  return task;
}

/// The tasks that the department's projects make: the largest by themselves, the rest of them as one,
/// 人员和公用 as one. Their money adds up to that of all projects.
std::vector<DepartmentGoalTask> tasks_of(std::vector<DepartmentProject> projects) {
  std::ranges::stable_sort(projects, std::greater{}, &DepartmentProject::total);
  std::vector<DepartmentGoalTask> tasks;
  auto running = task_of("保障机构正常运转", "人员经费、公用经费");
  auto rest = task_of("其他项目支出", "其余项目，详见各项目绩效目标申报表");
  for (const auto& project : projects) {
    const bool earmarked =
        project.category == Category::earmarked || project.category == Category::other_operating;
    if (!earmarked) {
      add_to(running, project);
    } else if (tasks.size() < kOwnTasks) {
      tasks.push_back(task_of(project.name, project.text.empty() ? project.name : project.text));
      add_to(tasks.back(), project);
    } else {
      add_to(rest, project);
    }
  }
  if (rest.total) tasks.push_back(std::move(rest));
  if (running.total) tasks.push_back(std::move(running));
  return tasks;
}

/// What the file of last year has to give.
struct Before {
  std::optional<DepartmentGoal> goal;
  std::vector<DepartmentGoalTask> tasks;
  std::vector<DepartmentGoalIndicator> rows;
};

template <class T>
Result<std::vector<T>> of_year(store::Store& store, const Unit& unit, int year) {
  store::Query query;
  query.region = unit.region;
  query.where.push_back({"unit_id", {Value{unit.id.value}}});
  query.where.push_back({"year", {Value{std::int64_t{year}}}});
  return store::load<T>(store, query);
}

Result<Before> read_before(store::Store& store, const Unit& unit, int year) {
  Before before;
  auto goals = of_year<DepartmentGoal>(store, unit, year);
  if (!goals) return pass(goals);
  if (!goals->empty()) before.goal = std::move(goals->front());
  auto tasks = of_year<DepartmentGoalTask>(store, unit, year);
  if (!tasks) return pass(tasks);
  before.tasks = std::move(*tasks);
  auto rows = of_year<DepartmentGoalIndicator>(store, unit, year);
  if (!rows) return pass(rows);
  before.rows = std::move(*rows);
  return before;
}

/// The department has one form a year, whichever of its offices began it.
Result<void> check_first(store::Store& store, const Unit& unit, FiscalYear year) {
  store::Query query;
  query.region = unit.region;
  query.where.push_back({"department_code", {Value{unit.department_code}}});
  const auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  store::Query goals;
  goals.region = unit.region;
  goals.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
  std::vector<Value> ids;
  for (const auto& one : *units) ids.emplace_back(one.id.value);
  goals.where.push_back({"unit_id", std::move(ids)});
  const auto there = store::load<DepartmentGoal>(store, goals);
  if (!there) return pass(there);
  if (there->empty()) return {};
  return fail(ErrorCode::conflict, fmt::format("{} 年的部门整体支出绩效目标已经有了", year.value()));
}

std::vector<store::Put> puts_of(const Unit& unit, FiscalYear year, const Before& before,
                                const std::vector<DepartmentProject>& projects) {
  DepartmentGoal goal;
  goal.region = unit.region;
  goal.unit_id = unit.id;
  goal.year = year;
  goal.provenance = unit.provenance;
  if (before.goal) {
    goal.text = before.goal->text;
    goal.leader = before.goal->leader;
    goal.phone = before.goal->phone;
    goal.scheme = before.goal->scheme;
  }
  std::vector<store::Put> puts{store::fresh_put_of(goal)};
  std::int64_t number = 0;
  for (auto& task : tasks_of(projects)) {
    const auto same = std::ranges::find(before.tasks, task.task, &DepartmentGoalTask::task);
    if (same != before.tasks.end() && same->content) task.content = same->content;
    task.region = unit.region;
    task.unit_id = unit.id;
    task.year = year;
    task.number = ++number;
    task.provenance = goal.provenance;
    puts.push_back(store::fresh_put_of(task));
  }
  for (auto row : before.rows) {
    row.id = {};
    row.year = year;
    row.actual = std::nullopt;
    row.fixed_by = std::nullopt;
    row.provenance = goal.provenance;
    puts.push_back(store::fresh_put_of(row));
  }
  return puts;
}

}  // namespace

Result<StartedGoal> start_department_goal(Workspace& workspace, const Access& access, UnitId unit_id,
                                          FiscalYear year) {
  auto& store = workspace.store();
  const auto row = access.find(store, record_of<Unit>(), law::Action::read, unit_id.value);
  if (!row) return pass(row);
  const auto unit = from_row<Unit>(*row);
  const Subject subject{unit.region, unit.id, {}, {}};
  if (auto may = access.require("department_goal", law::Action::create, subject); !may) return pass(may);
  bool prefilled = false;
  const auto written =
      workspace.write(access.viewer().actor("goals"), [&]() -> Result<std::vector<store::Put>> {
        if (auto first = check_first(store, unit, year); !first) return pass(first);
        const auto before = read_before(store, unit, year.value() - 1);
        if (!before) return pass(before);
        const auto projects = department_projects(store, unit.region, unit.department_code, year);
        if (!projects) return pass(projects);
        prefilled = before->goal.has_value() || !projects->empty();
        return puts_of(unit, year, *before, *projects);
      });
  if (!written) return pass(written);
  const GoalRef ref(written->ids.front(), FormKind::department);
  if (const auto opened = open_case(workspace, access, ref); !opened) return pass(opened);
  auto file = load_goal(workspace, access, ref);
  if (!file) return pass(file);
  return StartedGoal{std::move(*file), prefilled};
}

}  // namespace jiheng::app
