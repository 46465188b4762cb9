#include "app/goal_lint.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/department_goal_lint.h"
#include "app/desk.h"

namespace jiheng::app {
namespace {

engine::LintIndicator lint_row(const GoalRow& row, const LastYear& last) {
  engine::LintIndicator lint;
  lint.level1 = row.level1;
  lint.level2 = row.level2;
  lint.name = row.name;
  lint.op = row.op;
  lint.target = row.target;
  lint.target_medium = row.target_medium;
  lint.unit = row.unit;
  lint.weight = row.weight;
  lint.core = row.core;
  if (const auto* before = last.find(row.name)) {
    engine::LintRowFacts facts;
    facts.last_target = before->target;
    facts.last_actual = before->actual.value_or("");
    lint.facts = std::move(facts);
  }
  return lint;
}

engine::LintProject lint_project(const GoalFile& file, const GoalForm& form) {
  engine::LintProject project;
  project.name = file.project.name;
  project.code = file.project.code;
  project.department = file.department_name;
  project.unit = file.unit.name;
  project.leader = form.leader;
  project.phone = form.phone;
  project.category = file.project.category;
  project.kind = file.project.kind;
  project.sector = file.project.sector;
  project.function_class = file.project.function_class;
  project.policy_basis = form.basis.empty() ? file.project.policy_basis.value_or("") : form.basis;
  project.beneficiaries = file.project.beneficiaries.value_or("");
  project.first_year = file.project.first_year;
  project.last_year = file.project.last_year;
  return project;
}

engine::LintBudget lint_budget(const GoalForm& form) {
  engine::LintBudget budget;
  budget.unit = MoneyUnit::wan;
  if (form.lines.empty()) return budget;
  const auto sums = sums_of(form);
  budget.total.label = "年度资金总额";
  budget.total.adjusted = sums.total;
  for (const auto& line : form.lines) {
    FormAmounts part;
    part.label = enum_label(line.fund_type);
    part.adjusted = line.amount;
    budget.parts.push_back(std::move(part));
  }
  return budget;
}

}  // namespace

const Indicator* LastYear::find(std::string_view name) const {
  const auto found = std::ranges::find(indicators, name, &Indicator::name);
  return found == indicators.end() ? nullptr : &*found;
}

Result<LastYear> last_year_of(store::Store& store, const GoalFile& file) {
  if (file.kind == FormKind::department) return department_last_year(store, file);
  LastYear last;
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"project_id", {Value{file.goal.project_id.value}}});
  query.where.push_back({"year", {Value{std::int64_t{file.goal.year.value()} - 1}}});
  const auto goals = store::load<Goal>(store, query);
  if (!goals) return pass(goals);
  if (!goals->empty()) last.text = goals->front().text;
  query.order_by = {"seq"};
  auto indicators = store::load<Indicator>(store, query);
  if (!indicators) return pass(indicators);
  last.indicators = std::move(*indicators);
  return last;
}

Result<GoalPage> GoalPage::load(store::Store& store, Region region, FiscalYear year,
                                const std::vector<std::int64_t>& projects) {
  GoalPage page;
  if (projects.empty()) return page;
  store::Query query;
  query.region = region;
  query.where.push_back({"project_id", {projects.begin(), projects.end()}});
  query.where.push_back({"year", {Value{std::int64_t{year.value()}}, Value{std::int64_t{year.value()} - 1}}});
  const auto goals = store::load<Goal>(store, query);
  if (!goals) return pass(goals);
  for (const auto& goal : *goals) {
    if (goal.year < year) page.last_[goal.project_id.value].text = goal.text;
  }
  query.order_by = {"seq"};
  auto rows = store::load<Indicator>(store, query);
  if (!rows) return pass(rows);
  for (auto& row : *rows) {
    auto& list =
        row.year < year ? page.last_[row.project_id.value].indicators : page.rows_[row.project_id.value];
    list.push_back(std::move(row));
  }
  return page;
}

std::vector<Indicator> GoalPage::rows_of(ProjectId project) const {
  const auto found = rows_.find(project.value);
  return found == rows_.end() ? std::vector<Indicator>{} : found->second;
}

LastYear GoalPage::last_year_of(ProjectId project) const {
  const auto found = last_.find(project.value);
  return found == last_.end() ? LastYear{} : found->second;
}

engine::LintForm lint_form_of(const GoalFile& file, const GoalForm& form, const LastYear& last) {
  engine::LintForm lint;
  lint.kind = engine::LintFormKind::goal;
  lint.year = file.goal.year;
  lint.project = lint_project(file, form);
  lint.budget = lint_budget(form);
  lint.goal = engine::LintGoal{form.text, form.text_medium};
  for (const auto& row : form.rows) lint.indicators.push_back(lint_row(row, last));
  engine::LintCounty county;
  county.last_goal = last.text;
  lint.county = std::move(county);
  if (file.kind == FormKind::department) make_department_lint(file, form, lint);
  return lint;
}

namespace {

Result<std::shared_ptr<const CountyLint>> county_of(Workspace& workspace, const GoalFile& file, Date day) {
  return workspace.desk().county(workspace.store(), workspace.book(), file.goal.region, file.goal.year, day);
}

}  // namespace

std::vector<Indicator> indicators_of(const GoalFile& file, const GoalForm& form) {
  std::vector<Indicator> rows;
  for (const auto& row : form.rows) {
    Indicator indicator;
    indicator.region = file.goal.region;
    indicator.project_id = file.goal.project_id;
    indicator.year = file.goal.year;
    indicator.name = row.name;
    indicator.target = row.target;
    if (!row.unit.empty()) indicator.unit = row.unit;
    indicator.op = row.op.value_or(Operator{});
    rows.push_back(std::move(indicator));
  }
  return rows;
}

Result<engine::LintReport> lint_goal(Workspace& workspace, const Access& access, const GoalFile& file,
                                     const GoalForm& form, const LastYear& last) {
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto linter = workspace.desk().linter(workspace.book(), file.goal.region, day);
  if (!linter) return pass(linter);
  const auto county = county_of(workspace, file, day);
  if (!county) return pass(county);
  auto lint = lint_form_of(file, form, last);
  (*county)->fill(lint, file.goal.project_id, access);
  return (*linter)->lint(lint);
}

Result<FormVagueness> goal_vagueness(Workspace& workspace, const GoalFile& file, const GoalForm& form) {
  const auto county = county_of(workspace, file, beijing_date(workspace.clock().now_ms()));
  if (!county) return pass(county);
  return (*county)->vagueness(file.goal.project_id, indicators_of(file, form));
}

std::string form_field_of(const engine::LintFinding& finding) {
  const std::string_view where = finding.where;
  if (where.starts_with("/indicators/")) return std::string(where.substr(1));
  if (where.starts_with("/goal/")) return where.ends_with("medium") ? "text/text_medium" : "text/text";
  if (where.starts_with("/budget")) return "money/lines";
  if (where == "/project/leader" || where == "/project/phone")
    return fmt::format("header/{}", where.substr(where.rfind('/') + 1));
  if (where == "/project/policy_basis") return "text/basis";
  return {};
}

FindingCounts count_findings(const engine::LintReport& report) {
  FindingCounts counts;
  for (const auto& finding : report.findings) {
    if (finding.severity == Severity::error)
      ++counts.error;
    else if (finding.severity == Severity::warning)
      ++counts.warning;
    else
      ++counts.info;
  }
  return counts;
}

}  // namespace jiheng::app
