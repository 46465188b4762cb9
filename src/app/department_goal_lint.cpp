#include "app/department_goal_lint.h"

#include "app/department_goal_records.h"

namespace jiheng::app {

void make_department_lint(const GoalFile& file, const GoalForm& form, engine::LintForm& lint) {
  lint.kind = engine::LintFormKind::department_overall;
  lint.project.reset();
  lint.budget.reset();
  if (!form.tasks.empty()) {
    engine::LintBudget budget;
    budget.unit = MoneyUnit::wan;
    budget.total.label = "金额合计";
    budget.total.adjusted = sums_of(form).total;
    for (const auto& task : form.tasks) {
      FormAmounts row;
      row.label = task.task;
      row.adjusted = task.total;
      if (task.fiscal || task.other)
        row.initial = add(task.fiscal.value_or(Money()), task.other.value_or(Money())).value_or(Money());
      budget.parts.push_back(std::move(row));
    }
    lint.budget = std::move(budget);
  }
  Money projects;
  for (const auto& project : file.projects) projects = add(projects, project.total).value_or(projects);
  if (!file.projects.empty()) lint.approved = engine::LintApproved{{}, projects};
}

Result<FindingCounts> count_findings(Workspace& workspace, const Access& access, GoalRef ref) {
  const auto file = load_goal(workspace, access, ref);
  if (!file && file.error().code == ErrorCode::not_found) return FindingCounts{};
  if (!file) return pass(file);
  const auto last = last_year_of(workspace.store(), *file);
  if (!last) return pass(last);
  const auto report = lint_goal(workspace, access, *file, file->form, *last);
  if (!report) return pass(report);
  return count_findings(*report);
}

Result<LastYear> department_last_year(store::Store& store, const GoalFile& file) {
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"unit_id", {Value{file.unit.id.value}}});
  query.where.push_back({"year", {Value{std::int64_t{file.goal.year.value()} - 1}}});
  const auto goals = store::load<DepartmentGoal>(store, query);
  if (!goals) return pass(goals);
  LastYear last;
  if (!goals->empty()) last.text = goals->front().text;
  query.order_by = {"seq"};
  const auto rows = store::load<DepartmentGoalIndicator>(store, query);
  if (!rows) return pass(rows);
  for (const auto& row : *rows) last.indicators.push_back(indicator_of(row));
  return last;
}

}  // namespace jiheng::app
