#include "app/goal_marks.h"

#include <algorithm>

#include "model/records.h"

namespace jiheng::app {
namespace {

template <class T>
Result<std::vector<T>> load_ids(Workspace& workspace, Region region, const std::vector<std::int64_t>& ids) {
  if (ids.empty()) return std::vector<T>{};
  store::Query query;
  query.region = region;
  query.where.push_back({"id", {ids.begin(), ids.end()}});
  return store::load<T>(workspace.store(), query);
}

/// The money of a goal that declares none is its budget's.
void put_budget(GoalForm& form, const std::vector<BudgetLine>& lines, ProjectId project) {
  for (const auto& line : lines) {
    if (line.project_id == project) form.lines.push_back({line.fund_type, line.fund_tag, line.adjusted});
  }
}

}  // namespace

Result<std::map<std::int64_t, GoalMarks>> mark_goals(Workspace& workspace, const Access& access,
                                                     FiscalYear year, const std::vector<std::int64_t>& ids) {
  const auto region = access.viewer().place;
  const auto goals = load_ids<Goal>(workspace, region, ids);
  if (!goals) return pass(goals);
  std::vector<std::int64_t> project_ids;
  for (const auto& goal : *goals) project_ids.push_back(goal.project_id.value);
  const auto page = GoalPage::load(workspace.store(), region, year, project_ids);
  if (!page) return pass(page);
  const auto projects = load_ids<Project>(workspace, region, project_ids);
  if (!projects) return pass(projects);
  std::vector<BudgetLine> lines;
  if (!project_ids.empty()) {
    store::Query query;
    query.region = region;
    query.where.push_back({"project_id", {project_ids.begin(), project_ids.end()}});
    query.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
    auto read = store::load<BudgetLine>(workspace.store(), query);
    if (!read) return pass(read);
    lines = std::move(*read);
  }
  std::map<std::int64_t, GoalMarks> marks;
  for (const auto& goal : *goals) {
    const auto project = std::ranges::find(*projects, goal.project_id, &Project::id);
    if (project == projects->end()) continue;
    GoalFile file;
    file.goal = goal;
    file.project = *project;
    auto form = form_of_records(goal, page->rows_of(goal.project_id));
    if (!goal.declared) put_budget(form, lines, goal.project_id);
    const auto report = lint_goal(workspace, access, file, form, page->last_year_of(goal.project_id));
    if (!report) return pass(report);
    const auto vagueness = goal_vagueness(workspace, file, form);
    if (!vagueness) return pass(vagueness);
    marks[goal.id.value] = {count_findings(*report), vagueness->index};
  }
  return marks;
}

}  // namespace jiheng::app
