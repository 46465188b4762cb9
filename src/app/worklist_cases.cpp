#include "app/worklist_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <tuple>
#include <unordered_set>

namespace jiheng::app {

Result<CaseTable> CaseTable::load(Workspace& workspace, const Access& access) {
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
  if (auto read = table.read_own_steps(); !read) return pass(read);
  return table;
}

WorkCounts CaseTable::counts() const {
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

std::vector<const WorkCase*> CaseTable::in_order(WorkTab tab, std::string_view words) const {
  std::vector<const WorkCase*> chosen;
  for (const auto& one : cases_) {
    if (is_in(one, tab) && fits(one, words)) chosen.push_back(&one);
  }
  if (tab == WorkTab::done) {
    std::ranges::sort(chosen, std::ranges::greater(),
                      [&](const WorkCase* one) { return std::tuple(own_step(*one)->at_ms, one->id); });
    return chosen;
  }
  const Date never = *Date::of(9999, 12, 31);
  std::ranges::sort(chosen, {}, [&](const WorkCase* one) {
    return std::tuple(one->due_on.value_or(never), one->entered_ms, one->id);
  });
  return chosen;
}

WorkRow CaseTable::row_of(const WorkCase& one) const {
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
  if (const auto* step = own_step(one)) row.own_step = told(one, *step);
  return row;
}

const Goal* CaseTable::goal_of(const WorkCase& one) const {
  if (kind_of_record(one.record) != FormKind::project) return nullptr;
  const auto found = goals_.find(one.record_id.value);
  return found == goals_.end() ? nullptr : &found->second;
}

const DepartmentGoal* CaseTable::department_of(const WorkCase& one) const {
  if (kind_of_record(one.record) != FormKind::department) return nullptr;
  const auto found = departments_.find(one.record_id.value);
  return found == departments_.end() ? nullptr : &found->second;
}

const Project* CaseTable::project_of(const Goal& goal) const {
  const auto found = projects_.find(goal.project_id.value);
  return found == projects_.end() ? nullptr : &found->second;
}

const law::Process& CaseTable::process_of_case(const WorkCase& one) const {
  return processes_.find(one.process)->second;
}

std::string CaseTable::title(const WorkCase& one) const {
  if (const auto* department = department_of(one)) return department_title(*department);
  const auto* goal = goal_of(one);
  const auto project = goal == nullptr ? projects_.end() : projects_.find(goal->project_id.value);
  return project == projects_.end() ? std::string() : project->second.name;
}

std::string CaseTable::department_title(const DepartmentGoal& goal) const {
  const auto office = units_.find(goal.unit_id.value);
  std::string_view name;
  for (const auto& [id, unit] : units_) {
    if (office != units_.end() && unit.code == office->second.department_code) name = unit.name;
  }
  return fmt::format("{}部门整体支出", name);
}

std::string CaseTable::unit_name(const WorkCase& one) const {
  const auto unit = units_.find(one.unit_id.value);
  return unit == units_.end() ? std::string()
                              : std::string(tree_.name_in(unit->second, access_->viewer().year));
}

Result<void> CaseTable::read_cases() {
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

Result<void> CaseTable::read_names() {
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

/// Returns with their reasons, and opinions asked for.
Result<void> CaseTable::read_questions() {
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

/// What the viewer did himself, in whichever role, with the cases that he sees in this one.
Result<void> CaseTable::read_own_steps() {
  store::Query query;
  query.region = access_->viewer().place;
  query.where.push_back({"actor_id", {Value{access_->viewer().user.value}}});
  query.order_by = {"case_id", "number"};
  std::unordered_set<std::int64_t> seen;
  for (const auto& one : cases_) seen.insert(one.id.value);
  return workspace_->store().scan(record_of<ProcessStep>(), query, [&](std::span<const Value> values) {
    auto step = from_row<ProcessStep>(values);
    if (seen.contains(step.case_id.value)) own_.insert_or_assign(step.case_id.value, std::move(step));
  });
}

const CaseTable::Latest* CaseTable::latest(const WorkCase& one) const {
  const auto found = latest_.find(one.id.value);
  return found == latest_.end() ? nullptr : &found->second;
}

bool CaseTable::is_mine(const WorkCase& one) const {
  const auto& viewer = access_->viewer();
  const auto* state = process_of_case(one).state(one.state);
  if (state == nullptr) return false;
  if (one.assignee_id && *one.assignee_id != viewer.user) return false;
  const auto* recent = latest(one);
  if (viewer.role == Role::budget_section && recent != nullptr && recent->asked) return true;
  return std::ranges::count(state->waiting, viewer.role) > 0;
}

bool CaseTable::is_through(const WorkCase& one) const {
  const auto* state = process_of_case(one).state(one.state);
  return state == nullptr || state->waiting.empty();
}

bool CaseTable::is_in(const WorkCase& one, WorkTab tab) const {
  switch (tab) {
    case WorkTab::mine: return is_mine(one);
    case WorkTab::unit: return !is_through(one);
    case WorkTab::returned: {
      const auto* recent = latest(one);
      return is_mine(one) && recent != nullptr && recent->returned.has_value();
    }
    case WorkTab::overdue: return is_mine(one) && one.due_on && *one.due_on < today_;
    case WorkTab::waiting: return !is_mine(one) && !is_through(one);
    case WorkTab::done: return own_step(one) != nullptr;
  }
  return false;
}

bool CaseTable::fits(const WorkCase& one, std::string_view words) const {
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

std::string CaseTable::why(const WorkCase& one, const WorkRow& row) const {
  const auto* recent = latest(one);
  if (recent != nullptr && recent->returned) return fmt::format("退回：{}", words_of(one, *recent->returned));
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

std::string CaseTable::words_of(const WorkCase& one, const ProcessStep& step) const {
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

const ProcessStep* CaseTable::own_step(const WorkCase& one) const {
  const auto found = own_.find(one.id.value);
  return found == own_.end() ? nullptr : &found->second;
}

OwnStep CaseTable::told(const WorkCase& one, const ProcessStep& step) const {
  const auto* done = process_of_case(one).transition(step.action, step.from_state);
  return {step.action, done == nullptr ? step.action : done->label, words_of(one, step), step.role,
          step.at_ms};
}

namespace {

/// Where a case stands, for the engine.
engine::CaseState standing(const WorkCase& one) {
  engine::CaseState at;
  at.state = one.state;
  at.round = static_cast<int>(one.round);
  at.assignee_id = one.assignee_id.value_or(UserId{}).value;
  return at;
}

engine::CaseHand hand_over(const Access& access, const CaseTable& table, const WorkCase& one) {
  const auto* goal = table.goal_of(one);
  const auto* state = table.process_of_case(one).state(one.state);
  const Subject subject{one.region, one.unit_id,
                        goal == nullptr ? std::nullopt : std::optional(goal->project_id),
                        state == nullptr ? std::string() : state->record_state};
  engine::CaseHand hand{access.viewer().user.value, {}};
  if (access.may("work_case", law::Action::step, subject)) hand.roles.push_back(access.viewer().role);
  return hand;
}

}  // namespace

Result<void> offer_undoing(Workspace& workspace, const Access& access, const CaseTable& table,
                           std::vector<WorkRow>& rows) {
  if (rows.empty()) return {};
  std::unordered_map<std::int64_t, engine::CaseState> stands;
  store::Query query;
  query.region = access.viewer().place;
  query.where.push_back({"case_id", {}});
  for (const auto& row : rows) {
    stands.emplace(row.work_case.id.value, standing(row.work_case));
    query.where.back().values.emplace_back(row.work_case.id.value);
  }
  query.order_by = {"case_id", "number"};
  auto read = workspace.store().scan(record_of<ProcessStep>(), query, [&](std::span<const Value> values) {
    const auto step = from_row<ProcessStep>(values);
    stands[step.case_id.value].history.push_back(
        {step.action, step.from_state, step.to_state, step.actor_id.value, step.role});
  });
  if (!read) return read;
  for (auto& row : rows) {
    const auto& one = row.work_case;
    const std::array answers{engine::GuardAnswer{"not_opened", !one.opened_ms.has_value()}};
    for (const auto& offer : engine::offers(table.process_of_case(one), stands[one.id.value],
                                            hand_over(access, table, one), answers)) {
      const auto& step = *offer.transition;
      if (step.kind == law::TransitionKind::undo && offer.allowed)
        row.undo = UndoOffer{step.id, step.label, step.needs_opinion};
    }
  }
  return {};
}

}  // namespace jiheng::app
