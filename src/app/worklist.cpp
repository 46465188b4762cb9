#include "app/worklist.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "app/department_goal_lint.h"
#include "app/desk.h"
#include "app/goal_file.h"
#include "app/owing.h"
#include "app/unit_tree.h"

namespace jiheng::app {
namespace {

/// Every case of the viewer's year that he may see, with the names beside it.
class CaseTable {
 public:
  static Result<CaseTable> load(Workspace& workspace, const Access& access) {
    CaseTable table(workspace, access);
    const auto day = beijing_date(workspace.clock().now_ms());
    for (const auto kind : {FormKind::project, FormKind::department}) {
      auto process = law::find_process(workspace.book(), process_of(kind), access.viewer().place, day);
      if (!process) return pass(process);
      table.processes_.emplace(process_of(kind), std::move(*process));
    }
    table.today_ = day;
    if (auto read = table.read_cases(); !read) return pass(read);
    if (auto read = table.read_names(); !read) return pass(read);
    if (auto read = table.read_questions(); !read) return pass(read);
    return table;
  }

  WorkCounts counts() const {
    WorkCounts counts;
    for (const auto& one : cases_) {
      counts.mine += is_in(one, WorkTab::mine) ? 1 : 0;
      counts.unit += is_in(one, WorkTab::unit) ? 1 : 0;
      counts.returned += is_in(one, WorkTab::returned) ? 1 : 0;
      counts.overdue += is_in(one, WorkTab::overdue) ? 1 : 0;
      counts.waiting += is_in(one, WorkTab::waiting) ? 1 : 0;
      counts.done += is_in(one, WorkTab::done) ? 1 : 0;
    }
    return counts;
  }

  /// The cases of a tab, most urgent first.
  std::vector<const WorkCase*> in_order(WorkTab tab, std::string_view words) const {
    std::vector<const WorkCase*> chosen;
    for (const auto& one : cases_) {
      if (is_in(one, tab) && fits(one, words)) chosen.push_back(&one);
    }
    const Date never = *Date::of(9999, 12, 31);
    std::ranges::sort(chosen, {}, [&](const WorkCase* one) {
      return std::tuple(one->due_on.value_or(never), one->entered_ms, one->id);
    });
    return chosen;
  }

  WorkRow row_of(const WorkCase& one) const {
    WorkRow row;
    row.work_case = one;
    if (const auto* goal = goal_of(one)) {
      if (const auto project = projects_.find(goal->project_id.value); project != projects_.end()) {
        row.title = project->second.name;
        row.project_code = project->second.code;
      }
      if (goal->declared) {
        GoalForm form;
        read_money_json(*goal->declared, form);
        if (!form.lines.empty()) row.amount = sums_of(form).total;
      }
    }
    if (const auto* department = department_of(one)) {
      row.title = department_title(*department);
      if (const auto sum = task_sums_.find(department->unit_id.value); sum != task_sums_.end())
        row.amount = sum->second;
    }
    row.unit_name = unit_name(one);
    const auto* state = process_of_case(one).state(one.state);
    row.state_label = state == nullptr ? one.state : state->label;
    if (one.due_on && state != nullptr && !state->waiting.empty())
      row.days_left = one.due_on->days_since(today_);
    row.why = why(one, row);
    return row;
  }

  const Goal* goal_of(const WorkCase& one) const {
    if (kind_of_record(one.record) != FormKind::project) return nullptr;
    const auto found = goals_.find(one.record_id.value);
    return found == goals_.end() ? nullptr : &found->second;
  }
  const DepartmentGoal* department_of(const WorkCase& one) const {
    if (kind_of_record(one.record) != FormKind::department) return nullptr;
    const auto found = departments_.find(one.record_id.value);
    return found == departments_.end() ? nullptr : &found->second;
  }
  const Project* project_of(const Goal& goal) const {
    const auto found = projects_.find(goal.project_id.value);
    return found == projects_.end() ? nullptr : &found->second;
  }
  const std::vector<WorkCase>& cases() const { return cases_; }
  const law::Process& process_of_case(const WorkCase& one) const {
    return processes_.find(one.process)->second;
  }
  const law::Process& process() const { return processes_.find(kGoalProcess)->second; }
  const std::map<std::int64_t, Unit>& units() const { return units_; }
  std::string title(const WorkCase& one) const {
    if (const auto* department = department_of(one)) return department_title(*department);
    const auto* goal = goal_of(one);
    const auto project = goal == nullptr ? projects_.end() : projects_.find(goal->project_id.value);
    return project == projects_.end() ? std::string() : project->second.name;
  }
  /// "教育体育局部门整体支出".
  std::string department_title(const DepartmentGoal& goal) const {
    const auto office = units_.find(goal.unit_id.value);
    std::string_view name;
    for (const auto& [id, unit] : units_) {
      if (office != units_.end() && unit.code == office->second.department_code) name = unit.name;
    }
    return fmt::format("{}部门整体支出", name);
  }
  std::string unit_name(const WorkCase& one) const {
    const auto unit = units_.find(one.unit_id.value);
    return unit == units_.end() ? std::string()
                                : std::string(tree_.name_in(unit->second, access_->viewer().year));
  }
  Date today() const { return today_; }

 private:
  CaseTable(Workspace& workspace, const Access& access) : workspace_(&workspace), access_(&access) {}

  Result<void> read_cases() {
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{access_->viewer().year.value()}}}});
    query.where.push_back({"process", {}});
    for (const auto& [id, process] : processes_) query.where.back().values.emplace_back(id);
    auto narrowed = access_->narrow(record_of<WorkCase>(), law::Action::list, std::move(query));
    if (!narrowed) return pass(narrowed);
    auto cases = store::load<WorkCase>(workspace_->store(), *narrowed);
    if (!cases) return pass(cases);
    cases_ = std::move(*cases);
    return {};
  }

  Result<void> read_names() {
    store::Query query;
    query.region = access_->viewer().place;
    auto goals_query = query;
    goals_query.where.push_back({"year", {Value{std::int64_t{access_->viewer().year.value()}}}});
    const auto goals = store::load<Goal>(workspace_->store(), goals_query);
    if (!goals) return pass(goals);
    for (const auto& goal : *goals) goals_.emplace(goal.id.value, goal);
    const auto departments = store::load<DepartmentGoal>(workspace_->store(), goals_query);
    if (!departments) return pass(departments);
    for (const auto& goal : *departments) departments_.emplace(goal.id.value, goal);
    const auto tasks = store::load<DepartmentGoalTask>(workspace_->store(), goals_query);
    if (!tasks) return pass(tasks);
    for (const auto& task : *tasks) {
      auto& sum = task_sums_[task.unit_id.value];
      sum = add(sum, task.total.value_or(Money())).value_or(sum);
    }
    const auto projects = store::load<Project>(workspace_->store(), query);
    if (!projects) return pass(projects);
    for (const auto& project : *projects) projects_.emplace(project.id.value, project);
    auto tree = UnitTree::load(workspace_->store(), access_->viewer().place);
    if (!tree) return pass(tree);
    tree_ = std::move(*tree);
    for (const auto& unit : tree_.units()) units_.emplace(unit.id.value, unit);
    return {};
  }

  /// Steps that came with the present state or after it: returns with their reasons, and opinions asked for.
  Result<void> read_questions() {
    store::Query query;
    query.region = access_->viewer().place;
    query.where.push_back({"action",
                           {Value{std::string("return")}, Value{std::string("countersign")},
                            Value{std::string("countersigned")}}});
    query.order_by = {"case_id", "number"};
    std::unordered_map<std::int64_t, const WorkCase*> by_id;
    for (const auto& one : cases_) by_id.emplace(one.id.value, &one);
    return workspace_->store().scan(record_of<ProcessStep>(), query, [&](std::span<const Value> values) {
      auto step = from_row<ProcessStep>(values);
      const auto found = by_id.find(step.case_id.value);
      if (found == by_id.end() || step.at_ms < found->second->entered_ms) return;
      auto& latest = latest_[step.case_id.value];
      if (step.action == "return") latest.returned = step;
      latest.asked = step.action == "countersign";
      if (latest.asked) latest.question = step.opinion.value_or("");
    });
  }

  struct Latest {
    std::optional<ProcessStep> returned;
    bool asked = false;
    std::string question;
  };
  const Latest* latest(const WorkCase& one) const {
    const auto found = latest_.find(one.id.value);
    return found == latest_.end() ? nullptr : &found->second;
  }

  bool is_mine(const WorkCase& one) const {
    const auto& viewer = access_->viewer();
    const auto* state = process_of_case(one).state(one.state);
    if (state == nullptr) return false;
    if (one.assignee_id && *one.assignee_id != viewer.user) return false;
    const auto* recent = latest(one);
    if (viewer.role == Role::budget_section && recent != nullptr && recent->asked) return true;
    return std::ranges::count(state->waiting, viewer.role) > 0;
  }

  bool is_through(const WorkCase& one) const {
    const auto* state = process_of_case(one).state(one.state);
    return state == nullptr || state->waiting.empty();
  }

  bool is_in(const WorkCase& one, WorkTab tab) const {
    switch (tab) {
      case WorkTab::mine: return is_mine(one);
      case WorkTab::unit: return !is_through(one);
      case WorkTab::returned: {
        const auto* recent = latest(one);
        return is_mine(one) && recent != nullptr && recent->returned.has_value();
      }
      case WorkTab::overdue: return is_mine(one) && one.due_on && *one.due_on < today_;
      case WorkTab::waiting: return !is_mine(one) && !is_through(one);
      case WorkTab::done: return is_through(one);
    }
    return false;
  }

  bool fits(const WorkCase& one, std::string_view words) const {
    if (words.empty()) return true;
    const auto* goal = goal_of(one);
    const auto project = goal == nullptr ? projects_.end() : projects_.find(goal->project_id.value);
    const bool in_project =
        project != projects_.end() && (project->second.name.find(words) != std::string::npos ||
                                       project->second.code.find(words) != std::string::npos);
    if (const auto* department = department_of(one);
        department != nullptr && department_title(*department).find(words) != std::string::npos)
      return true;
    return in_project || unit_name(one).find(words) != std::string::npos;
  }

  std::string why(const WorkCase& one, const WorkRow& row) const {
    const auto* recent = latest(one);
    if (recent != nullptr && recent->returned)
      return fmt::format("退回：{}", reasons_of(one, *recent->returned));
    if (recent != nullptr && recent->asked)
      return access_->viewer().role == Role::budget_section ? fmt::format("请你会签：{}", recent->question)
                                                            : "等会签意见";
    if (is_mine(one) && one.assignee_id) return "转给你办理";
    if (row.days_left && *row.days_left < 0) return fmt::format("逾期 {} 天", -*row.days_left);
    if (is_through(one)) return row.state_label;
    if (is_mine(one))
      return one.state == process_of_case(one).initial ? "等你填报"
                                                       : fmt::format("等你办理：{}", row.state_label);
    return fmt::format("等待{}", row.state_label);
  }

  std::string reasons_of(const WorkCase& one, const ProcessStep& step) const {
    std::string text;
    if (const auto reasons = parse_json(step.reasons, "reasons")) {
      for (const auto& item : reasons->items) {
        const auto* reason = process_of_case(one).reason(item.text_of("code"));
        if (!text.empty()) text += "、";
        text +=
            reason == nullptr || reason->needs_text ? item.text_of("text") : std::string_view(reason->label);
      }
    }
    if (step.opinion) text += fmt::format("{}{}", text.empty() ? "" : "；", *step.opinion);
    return text;
  }

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
};

/// What the rules say of the goals of one page of the list.
Result<void> count_page(Workspace& workspace, const Access& access, const CaseTable& table,
                        std::vector<WorkRow>& rows) {
  std::vector<std::int64_t> projects;
  for (const auto& row : rows) {
    if (const auto* goal = table.goal_of(row.work_case)) projects.push_back(goal->project_id.value);
  }
  const auto page = GoalPage::load(workspace.store(), access.viewer().place, access.viewer().year, projects);
  if (!page) return pass(page);
  for (auto& row : rows) {
    if (kind_of_record(row.work_case.record) == FormKind::department) {
      const GoalRef ref(row.work_case.record_id.value, FormKind::department);
      auto counted = count_findings(workspace, access, ref);
      if (!counted) return pass(counted);
      row.findings = *counted;
      continue;
    }
    const auto* goal = table.goal_of(row.work_case);
    const auto* project = goal == nullptr ? nullptr : table.project_of(*goal);
    if (project == nullptr) continue;
    GoalFile file;
    file.goal = *goal;
    file.project = *project;
    file.unit.name = row.unit_name;
    const auto form = form_of_records(*goal, page->rows_of(goal->project_id));
    const auto report = lint_goal(workspace, access, file, form, page->last_year_of(goal->project_id));
    if (!report) return pass(report);
    row.findings = count_findings(*report);
  }
  return {};
}

}  // namespace

Result<Worklist> worklist(Workspace& workspace, const Access& access, const WorkQuestion& question) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  Worklist list;
  list.counts = table->counts();
  const auto chosen = table->in_order(question.tab, question.words);
  list.total = static_cast<std::int64_t>(chosen.size());
  for (std::size_t i = question.offset; i < std::min(chosen.size(), question.offset + question.limit); ++i)
    list.rows.push_back(table->row_of(*chosen[i]));
  if (!question.with_findings) return list;
  if (const auto counted = count_page(workspace, access, *table, list.rows); !counted) return pass(counted);
  return list;
}

Result<std::optional<std::int64_t>> next_case(Workspace& workspace, const Access& access, WorkTab tab,
                                              std::int64_t case_id) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  const auto chosen = table->in_order(tab, {});
  const auto here =
      std::ranges::find_if(chosen, [&](const WorkCase* one) { return one->id.value == case_id; });
  // What was just done is not in the list any more: then its first is the next.
  const auto after = here == chosen.end() ? chosen.begin() : here + 1;
  if (after != chosen.end()) return std::optional((*after)->id.value);
  if (chosen.empty() || chosen.front()->id.value == case_id) return std::optional<std::int64_t>();
  return std::optional(chosen.front()->id.value);
}

Result<MissingList> missing_list(Workspace& workspace, const Access& access, FormKind kind) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  Owing owing;
  for (const auto& one : table->cases()) {
    const auto* state = table->process_of_case(one).state(one.state);
    if (one.process != process_of(kind) || state == nullptr || state->record_state != "draft") continue;
    const auto unit = table->units().find(one.unit_id.value);
    if (unit == table->units().end()) continue;
    owing.add(unit->second, table->unit_name(one), table->title(one));
    if (one.state == table->process_of_case(one).initial) owing.due = one.due_on;
  }
  if (kind == FormKind::department) {
    if (auto added = owing.add_not_begun(workspace, access); !added) return pass(added);
  }
  const auto what = fmt::format("{} 年{}绩效目标申报", access.viewer().year.value(),
                                kind == FormKind::department ? "部门整体" : "");
  return owing.list(what, table->today());
}

}  // namespace jiheng::app
