#include "app/goal_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/case_hands.h"
#include "app/department_goal_records.h"
#include "app/unit_names.h"

namespace jiheng::app {
namespace {

template <class T>
Result<std::vector<T>> rows_where(store::Store& store, Region region, std::string_view field, std::int64_t id,
                                  std::vector<std::string> order = {}) {
  store::Query query;
  query.region = region;
  query.where.push_back({std::string(field), {Value{id}}});
  query.order_by = std::move(order);
  return store::load<T>(store, query);
}

template <class T>
Result<T> row_of(store::Store& store, Region region, std::int64_t id) {
  auto rows = rows_where<T>(store, region, "id", id);
  if (!rows) return pass(rows);
  if (rows->empty())
    return fail(ErrorCode::not_found, fmt::format("没有编号为 {} 的{}", id, record_of<T>().label));
  return std::move(rows->front());
}

/// Where a goal without a case stands: an import says only draft, submitted or approved.
std::string state_without_case(const law::Process& process, GoalState state) {
  if (state == GoalState::draft) return process.initial;
  for (const auto& one : process.states) {
    if (one.record_state == enum_code(state) && (state == GoalState::submitted || one.waiting.empty()))
      return one.id;
  }
  return process.initial;
}

void read_case(GoalFile& file) {
  file.at = {};
  if (!file.work_case) {
    file.at.state = state_without_case(file.process, file.goal.state);
    return;
  }
  file.at.state = file.work_case->state;
  file.at.round = static_cast<int>(file.work_case->round);
  file.at.assignee_id = file.work_case->assignee_id.value_or(UserId{}).value;
  for (const auto& step : file.steps)
    file.at.history.push_back({step.action, step.from_state, step.to_state, step.actor_id.value, step.role,
                               std::string(plain_name(step.actor_name))});
}

Result<void> load_case(store::Store& store, GoalFile& file) {
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"process", {Value{std::string(process_of(file.kind))}}});
  query.where.push_back({"record_id", {Value{file.goal.id.value}}});
  auto cases = store::load<WorkCase>(store, query);
  if (!cases) return pass(cases);
  if (cases->empty()) return {};
  file.work_case = std::move(cases->front());
  auto steps =
      rows_where<ProcessStep>(store, file.goal.region, "case_id", file.work_case->id.value, {"number"});
  if (!steps) return pass(steps);
  file.steps = std::move(*steps);
  return {};
}

/// Versions and reviews of either form stand in the same tables, by record and number.
template <class T>
Result<std::vector<T>> rows_about(store::Store& store, const GoalFile& file, std::vector<std::string> order) {
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"record", {Value{std::string(record_name(file.kind))}}});
  query.where.push_back({"goal_id", {Value{file.goal.id.value}}});
  query.order_by = std::move(order);
  return store::load<T>(store, query);
}

Result<void> load_rows(store::Store& store, GoalFile& file) {
  if (file.kind == FormKind::department) return load_department_rows(store, file);
  store::Query rows;
  rows.region = file.goal.region;
  rows.where.push_back({"project_id", {Value{file.goal.project_id.value}}});
  rows.where.push_back({"year", {Value{std::int64_t{file.goal.year.value()}}}});
  rows.order_by = {"seq"};
  auto indicators = store::load<Indicator>(store, rows);
  if (!indicators) return pass(indicators);
  file.indicators = std::move(*indicators);
  return {};
}

Result<void> load_parts(store::Store& store, GoalFile& file) {
  const Region region = file.goal.region;
  if (file.kind == FormKind::project) {
    auto project = row_of<Project>(store, region, file.goal.project_id.value);
    if (!project) return pass(project);
    file.project = std::move(*project);
  }
  auto unit = row_of<Unit>(store, region, file.project.unit_id.value);
  if (!unit) return pass(unit);
  file.unit = std::move(*unit);
  if (const auto named = name_of_year(store, file.unit, file.goal.year); !named) return pass(named);
  store::Query departments;
  departments.region = region;
  departments.where.push_back({"code", {Value{file.unit.department_code}}});
  auto department = store::load<Unit>(store, departments);
  if (!department) return pass(department);
  if (!department->empty()) {
    const auto named = name_of_year(store, department->front(), file.goal.year);
    if (!named) return pass(named);
  }
  file.department_name = department->empty() ? file.unit.department_code : department->front().name;
  file.department_code = file.unit.department_code;
  if (const auto read = load_rows(store, file); !read) return read;
  auto versions = rows_about<GoalVersion>(store, file, {"number"});
  if (!versions) return pass(versions);
  file.versions = std::move(*versions);
  auto reviews = rows_about<GoalReview>(store, file, {});
  if (!reviews) return pass(reviews);
  file.reviews = std::move(*reviews);
  return load_case(store, file);
}

GoalRow row_of_record(const Indicator& record) {
  constexpr std::string_view kFixedTarget = "|target";
  GoalRow row;
  row.id = record.id.value;
  row.level1 = record.level1;
  row.level2 = record.level2;
  row.name = record.name;
  row.op = record.op;
  row.target = record.target;
  row.target_medium = record.target_medium.value_or("");
  row.unit = record.unit.value_or("");
  if (record.weight.hundredths() != 0)
    row.weight = record.weight;  // a row of no points is one not yet weighed
  row.core = record.core;
  row.basis = record.basis.value_or("");
  row.source = record.source.value_or("");
  row.method = record.method.value_or("");
  row.fixed_by = record.fixed_by.value_or("");
  row.fixed_target = row.fixed_by.ends_with(kFixedTarget);
  if (row.fixed_target) row.fixed_by.resize(row.fixed_by.size() - kFixedTarget.size());
  return row;
}

std::optional<std::string> filled_text(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// The record of a row; what the form does not show (actual value, scores) stays.
Indicator record_of_row(const GoalFile& file, const GoalRow& row, std::int64_t seq) {
  Indicator record;
  const auto before = std::ranges::find(file.indicators, IndicatorId{row.id}, &Indicator::id);
  if (row.id != 0 && before != file.indicators.end()) record = *before;
  record.region = file.goal.region;
  record.project_id = file.goal.project_id;
  record.year = file.goal.year;
  record.seq = seq;
  record.level1 = row.level1;
  record.level2 = row.level2;
  record.name = row.name;
  record.op = row.op.value_or(Operator::at_least);
  record.target = row.target;
  record.target_medium = filled_text(row.target_medium);
  record.unit = filled_text(row.unit);
  record.weight = row.weight.value_or(Score());
  record.core = row.core;
  record.basis = filled_text(row.basis);
  record.source = filled_text(row.source);
  record.method = filled_text(row.method);
  record.fixed_by =
      row.fixed_by.empty() ? std::nullopt : std::optional(row.fixed_by + (row.fixed_target ? "|target" : ""));
  if (!record.id) record.provenance = file.goal.provenance;
  return record;
}

store::Put put_row(const GoalFile& file, const Indicator& row) {
  if (file.kind == FormKind::department) return put_department_row(file, row);
  return row.id ? store::put_of(row) : store::fresh_put_of(row);
}
store::Put erase_row(const GoalFile& file, const Indicator& row) {
  if (file.kind == FormKind::department) return store::erase_of(department_row_of(file, row));
  return store::erase_of(row);
}

/// Rows keep their identity when they change places: those that get another number are parked beyond all
/// numbers first, for theirs may be wanted before they have left it.
void put_rows(const GoalFile& file, const GoalForm& after, std::vector<store::Put>& puts) {
  constexpr std::int64_t kParked = 1'000'000;
  std::vector<Indicator> next;
  std::set<std::int64_t> kept;
  for (std::size_t i = 0; i < after.rows.size(); ++i) {
    next.push_back(record_of_row(file, after.rows[i], static_cast<std::int64_t>(i) + 1));
    if (next.back().id) kept.insert(next.back().id.value);
  }
  for (const auto& before : file.indicators) {
    if (!kept.contains(before.id.value)) puts.push_back(erase_row(file, before));
  }
  for (const auto& row : next) {
    const auto before = std::ranges::find(file.indicators, row.id, &Indicator::id);
    if (!row.id || before->seq == row.seq) continue;
    auto parked = *before;
    parked.seq += kParked;
    puts.push_back(put_row(file, parked));
  }
  for (const auto& row : next) puts.push_back(put_row(file, row));
}

void put_texts(const GoalForm& after, Goal& goal) {
  goal.leader = filled_text(after.leader);
  goal.phone = filled_text(after.phone);
  goal.period = filled_text(after.period);
  goal.text = after.text;
  goal.text_medium = filled_text(after.text_medium);
  goal.basis = filled_text(after.basis);
  goal.necessity = filled_text(after.necessity);
  goal.plan = filled_text(after.plan);
  goal.declared = money_json(after);
}

}  // namespace

std::string GoalFile::title() const {
  return kind == FormKind::department ? fmt::format("{}部门整体支出", department_name) : project.name;
}

const GoalVersion* GoalFile::adjusting() const {
  const auto found = std::ranges::find(versions, GoalVersionKind::adjusting, &GoalVersion::kind);
  return found == versions.end() ? nullptr : &*found;
}

bool GoalFile::was_approved() const {
  return goal.state == GoalState::approved ||
         std::ranges::count(versions, GoalVersionKind::approved, &GoalVersion::kind) > 0;
}

Subject GoalFile::subject() const {
  const auto of = kind == FormKind::project ? std::optional(goal.project_id) : std::nullopt;
  return {goal.region, project.unit_id, of, state().record_state};
}

engine::CaseHand GoalFile::hand(const Access& access) const {
  const auto& viewer = access.viewer();
  engine::CaseHand hand{viewer.user.value, {}, viewer.for_user.value};
  if (access.may("work_case", law::Action::step, subject())) hand.roles.push_back(viewer.role);
  return hand;
}

GoalForm form_of_records(const Goal& goal, std::vector<Indicator> indicators) {
  GoalForm form;
  form.leader = goal.leader.value_or("");
  form.phone = goal.phone.value_or("");
  form.period = goal.period.value_or("");
  form.text = goal.text;
  form.text_medium = goal.text_medium.value_or("");
  form.basis = goal.basis.value_or("");
  form.necessity = goal.necessity.value_or("");
  form.plan = goal.plan.value_or("");
  if (goal.declared) read_money_json(*goal.declared, form);
  std::ranges::sort(indicators, {}, &Indicator::seq);
  for (const auto& record : indicators) form.rows.push_back(row_of_record(record));
  return form;
}

Result<GoalFile> load_goal(Workspace& workspace, const Access& access, GoalRef ref) {
  auto& store = workspace.store();
  const bool department = ref.kind == FormKind::department;
  const auto& record = department ? record_of<DepartmentGoal>() : record_of<Goal>();
  const auto row = access.find(store, record, law::Action::read, ref.id);
  if (!row) return pass(row);
  GoalFile file;
  file.kind = ref.kind;
  if (department)
    set_department(file, from_row<DepartmentGoal>(*row));
  else
    file.goal = from_row<Goal>(*row);
  const auto day = beijing_date(workspace.clock().now_ms());
  auto process = law::find_process(workspace.book(), process_of(file.kind), file.goal.region, day);
  if (!process) return pass(process);
  file.process = std::move(*process);
  if (const auto loaded = load_parts(store, file); !loaded) return pass(loaded);
  read_case(file);
  if (file.process.state(file.at.state) == nullptr)
    return fail(ErrorCode::internal, fmt::format("case in unknown state {}", file.at.state));
  if (const auto read = read_hands(store, file); !read) return pass(read);
  file.form = form_of_records(file.goal, file.indicators);
  if (department) add_department_form(file);
  if (const auto* version = file.adjusting()) {
    auto form = form_of_json(version->content);
    if (!form) return pass(form);
    file.form = std::move(*form);
  } else if (!department && !file.goal.declared) {
    // Goals of an import have no declared money: the budget that was given says it.
    store::Query lines;
    lines.region = file.goal.region;
    lines.where.push_back({"project_id", {Value{file.goal.project_id.value}}});
    lines.where.push_back({"year", {Value{std::int64_t{file.goal.year.value()}}}});
    const auto budget = store::load<BudgetLine>(store, lines);
    if (!budget) return pass(budget);
    for (const auto& line : *budget)
      file.form.lines.push_back({line.fund_type, line.fund_tag, line.adjusted});
  }
  return file;
}

Result<GoalFile> load_goal_of_case(Workspace& workspace, const Access& access, std::int64_t case_id) {
  const auto row = access.find(workspace.store(), record_of<WorkCase>(), law::Action::read, case_id);
  if (!row) return pass(row);
  const auto work_case = from_row<WorkCase>(*row);
  const auto kind = kind_of_record(work_case.record);
  if (work_case.record != record_name(kind))
    return fail(ErrorCode::internal, fmt::format("case of a {}", work_case.record));
  return load_goal(workspace, access, {work_case.record_id.value, kind});
}

store::Put put_head(const GoalFile& file, const Goal& goal) {
  if (file.kind == FormKind::department) return store::put_of(department_record(file, goal));
  return store::put_of(goal);
}

void put_records(const GoalFile& file, const GoalForm& after, Goal goal, std::vector<store::Put>& puts) {
  if (file.kind == FormKind::department) {
    put_department_records(file, after, goal, puts);
  } else {
    put_texts(after, goal);
    puts.push_back(store::put_of(goal));
  }
  put_rows(file, after, puts);
}

Result<void> put_form(const GoalFile& file, const GoalForm& after, Goal goal, std::vector<store::Put>& puts) {
  if (const auto* version = file.adjusting()) {
    auto next = *version;
    next.content = form_json(after);
    puts.push_back(store::put_of(next));
    puts.push_back(put_head(file, goal));
    return {};
  }
  put_records(file, after, std::move(goal), puts);
  return {};
}

std::string_view plain_name(std::string_view actor) { return actor.substr(0, actor.find("（")); }

}  // namespace jiheng::app
