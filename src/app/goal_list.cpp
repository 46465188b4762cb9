#include "app/goal_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "app/unit_tree.h"

namespace jiheng::app {
namespace {

/// What the list needs of a year, read at once.
class GoalTable {
 public:
  Result<void> load(Workspace& workspace, const Access& access, FiscalYear year) {
    const auto day = beijing_date(workspace.clock().now_ms());
    auto process = law::find_process(workspace.book(), kGoalProcess, access.viewer().place, day);
    if (!process) return pass(process);
    process_ = std::move(*process);
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
    auto narrowed = access.narrow(record_of<Goal>(), law::Action::list, query);
    if (!narrowed) return pass(narrowed);
    auto goals = store::load<Goal>(workspace.store(), *narrowed);
    if (!goals) return pass(goals);
    goals_ = std::move(*goals);
    query.region = access.viewer().place;
    query.where.push_back({"process", {Value{std::string(kGoalProcess)}}});
    if (auto read = index(workspace, query, cases_, [](const WorkCase& one) { return one.record_id.value; });
        !read)
      return read;
    query.where.clear();
    if (auto read = index(workspace, query, projects_, [](const Project& one) { return one.id.value; });
        !read)
      return read;
    const auto tree = UnitTree::load(workspace.store(), access.viewer().place);
    if (!tree) return pass(tree);
    for (auto unit : tree->units()) {
      unit.name = std::string(tree->name_in(unit, year));
      if (unit.kind == UnitKind::department) departments_[unit.code] = unit.name;
      units_.emplace(unit.id.value, std::move(unit));
    }
    return {};
  }

  std::vector<const Goal*> choose(const GoalQuestion& question) const {
    std::vector<const Goal*> chosen;
    for (const auto& goal : goals_) {
      if (fits(goal, question)) chosen.push_back(&goal);
    }
    std::ranges::sort(chosen, {}, [&](const Goal* goal) {
      const auto* project = project_of(*goal);
      const auto* unit = project == nullptr ? nullptr : find(units_, project->unit_id.value);
      return std::tuple(unit == nullptr ? std::string() : unit->code,
                        project == nullptr ? std::string() : project->code, goal->id);
    });
    return chosen;
  }

  std::string state_of(const Goal& goal) const {
    const auto* one = find(cases_, goal.id.value);
    if (one != nullptr) return one->state;
    for (const auto& state : process_.states) {
      const bool through = state.waiting.empty();
      if (state.record_state == enum_code(goal.state) && through == (goal.state == GoalState::approved))
        return state.id;
    }
    return process_.initial;
  }

  GoalListRow row_of(const Goal& goal) const {
    GoalListRow row;
    row.goal = goal;
    if (const auto* one = find(cases_, goal.id.value)) row.work_case = *one;
    if (const auto* project = project_of(goal)) row.project = *project;
    if (const auto* unit = find(units_, row.project.unit_id.value)) {
      row.unit_name = unit->name;
      const auto department = departments_.find(unit->department_code);
      row.department_name = department == departments_.end() ? unit->department_code : department->second;
    }
    row.state = state_of(goal);
    const auto* state = process_.state(row.state);
    row.state_label = state == nullptr ? row.state : state->label;
    return row;
  }

 private:
  template <class T, class Key>
  static Result<void> index(Workspace& workspace, const store::Query& query, std::map<std::int64_t, T>& into,
                            Key key) {
    auto rows = store::load<T>(workspace.store(), query);
    if (!rows) return pass(rows);
    for (auto& row : *rows) into.emplace(key(row), std::move(row));
    return {};
  }
  template <class T>
  static const T* find(const std::map<std::int64_t, T>& all, std::int64_t id) {
    const auto found = all.find(id);
    return found == all.end() ? nullptr : &found->second;
  }
  const Project* project_of(const Goal& goal) const { return find(projects_, goal.project_id.value); }

  bool fits(const Goal& goal, const GoalQuestion& question) const {
    if (!question.state.empty() && state_of(goal) != question.state) return false;
    const auto* project = project_of(goal);
    if (!question.words.empty() &&
        (project == nullptr || (project->name.find(question.words) == std::string::npos &&
                                project->code.find(question.words) == std::string::npos)))
      return false;
    if (question.unit.empty()) return true;
    const auto* unit = project == nullptr ? nullptr : find(units_, project->unit_id.value);
    return unit != nullptr && (unit->code == question.unit || unit->department_code == question.unit);
  }

  law::Process process_;
  std::vector<Goal> goals_;
  std::map<std::int64_t, WorkCase> cases_;  ///< by goal
  std::map<std::int64_t, Project> projects_;
  std::map<std::int64_t, Unit> units_;
  std::map<std::string, std::string, std::less<>> departments_;
};

/// Money of goals that came by an import is that of their budget.
Result<std::map<std::int64_t, Money>> budgets(Workspace& workspace, const Access& access, FiscalYear year) {
  store::Query query;
  query.region = access.viewer().place;
  query.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
  std::map<std::int64_t, Money> sums;
  const auto scanned =
      workspace.store().scan(record_of<BudgetLine>(), query, [&](std::span<const Value> values) {
        const auto line = from_row<BudgetLine>(values);
        auto& sum = sums[line.project_id.value];
        sum = add(sum, line.adjusted).value_or(sum);
      });
  if (!scanned) return pass(scanned);
  return sums;
}

std::optional<Money> amount_of(const Goal& goal, const std::map<std::int64_t, Money>& budgets) {
  if (goal.declared) {
    GoalForm form;
    read_money_json(*goal.declared, form);
    if (form.lines.empty()) return std::nullopt;
    return sums_of(form).total;
  }
  const auto budget = budgets.find(goal.project_id.value);
  if (budget == budgets.end()) return std::nullopt;
  return budget->second;
}

/// The parts of a row that need its indicators.
Result<void> complete(Workspace& workspace, const Access& access, const GoalPage& page, GoalListRow& row) {
  GoalFile file;
  file.goal = row.goal;
  file.project = row.project;
  file.unit.name = row.unit_name;
  file.department_name = row.department_name;
  auto form = form_of_records(row.goal, page.rows_of(row.goal.project_id));
  if (!row.goal.declared && row.amount)
    form.lines.push_back({FundType::general_public, FundTag::none, *row.amount});
  row.finance = filled_finance(form);
  row.project_part = filled_project(form);
  const auto report = lint_goal(workspace, access, file, form, page.last_year_of(row.goal.project_id));
  if (!report) return pass(report);
  row.findings = count_findings(*report);
  const auto vagueness = goal_vagueness(workspace, file, form);
  if (!vagueness) return pass(vagueness);
  row.vagueness = vagueness->index;
  return {};
}

}  // namespace

Result<GoalList> list_goals(Workspace& workspace, const Access& access, const GoalQuestion& question) {
  GoalTable table;
  if (const auto loaded = table.load(workspace, access, question.year); !loaded) return pass(loaded);
  const auto sums = budgets(workspace, access, question.year);
  if (!sums) return pass(sums);
  const auto chosen = table.choose(question);
  GoalList list;
  list.total = static_cast<std::int64_t>(chosen.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const auto amount = amount_of(*chosen[i], *sums);
    list.amount = add(list.amount, amount.value_or(Money())).value_or(list.amount);
    if (i < question.offset || i >= question.offset + question.limit) continue;
    list.rows.push_back(table.row_of(*chosen[i]));
    list.rows.back().amount = amount;
  }
  std::vector<std::int64_t> projects;
  for (const auto& row : list.rows) projects.push_back(row.project.id.value);
  const auto page = GoalPage::load(workspace.store(), access.viewer().place, question.year, projects);
  if (!page) return pass(page);
  for (auto& row : list.rows) {
    if (const auto done = complete(workspace, access, *page, row); !done) return pass(done);
  }
  return list;
}

Result<std::vector<std::int64_t>> goal_ids(Workspace& workspace, const Access& access,
                                           const GoalQuestion& question) {
  GoalTable table;
  if (const auto loaded = table.load(workspace, access, question.year); !loaded) return pass(loaded);
  std::vector<std::int64_t> ids;
  for (const auto* goal : table.choose(question)) ids.push_back(goal->id.value);
  return ids;
}

}  // namespace jiheng::app
