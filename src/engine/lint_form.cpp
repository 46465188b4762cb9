#include "engine/lint_form.h"

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine {
namespace {

LintIndicator lint_indicator(const FormIndicator& row) {
  LintIndicator indicator;
  indicator.level1 = row.level1;
  indicator.level2 = row.level2;
  indicator.name = row.name;
  indicator.op = row.op;
  indicator.target = row.target.value_or("");
  indicator.unit = row.unit.value_or("");
  indicator.weight = row.weight;
  indicator.core = row.stars > 0;
  indicator.actual = row.actual.value_or("");
  indicator.claimed = row.claimed;
  indicator.reviewed = row.reviewed;
  indicator.reason = row.deviation_reason;
  indicator.where = row.where;
  return indicator;
}

LintIndicator lint_indicator(const Indicator& row) {
  LintIndicator indicator;
  indicator.level1 = row.level1;
  indicator.level2 = row.level2;
  indicator.name = row.name;
  indicator.op = row.op;
  indicator.target = row.target;
  indicator.unit = row.unit.value_or("");
  indicator.weight = row.weight;
  indicator.core = row.core;
  indicator.actual = row.actual.value_or("");
  indicator.claimed = row.claimed;
  indicator.reviewed = row.reviewed;
  indicator.reason = row.deviation_reason.value_or("");
  indicator.where = "record:indicator/" + std::to_string(row.id.value);
  return indicator;
}

LintSelfEvaluation self_evaluation_part(const SelfEvaluationForm& form) {
  LintSelfEvaluation part;
  part.goal_actual = form.goal_actual;
  part.execution_weight = form.execution_weight;
  part.execution_claimed = form.execution_claimed;
  part.execution_reason = form.execution_reason;
  part.claimed_total = form.claimed_total;
  part.reviewed_total = form.reviewed_total;
  part.claimed_grade = form.claimed_grade;
  part.note = form.note;
  return part;
}

/// Adds an amount to a sum; empty when it does not fit.
void add_to(std::optional<Money>& sum, Money amount) {
  const auto next = add(sum.value_or(Money{}), amount);
  sum = next ? std::optional(*next) : std::nullopt;
}

LintBudget stored_budget(std::span<const BudgetLine> lines) {
  LintBudget budget;
  budget.unit = MoneyUnit::wan;
  budget.total.label = "年度资金总额";
  budget.total.where = "record:budget_line";
  bool all_executed = !lines.empty();
  for (const auto& line : lines) {
    add_to(budget.total.initial, line.initial);
    add_to(budget.total.adjusted, line.adjusted);
    if (line.executed) add_to(budget.total.executed, *line.executed);
    all_executed = all_executed && line.executed;
    budget.parts.push_back({std::string(enum_label(line.fund_type)), line.initial, line.adjusted,
                            line.executed, "record:budget_line/" + std::to_string(line.id.value)});
  }
  if (!all_executed) budget.total.executed.reset();
  return budget;
}

}  // namespace

LintFormKind kind_of(const SelfEvaluationForm& form) {
  const bool row = std::ranges::any_of(
      form.indicators, [](const auto& one) { return one.actual || one.claimed || one.reviewed; });
  const bool head = form.claimed_total || form.claimed_grade || form.execution_claimed ||
                    form.total.executed || !trim(form.goal_actual).empty();
  return row || head ? LintFormKind::self_evaluation : LintFormKind::goal;
}

LintForm lint_form(const SelfEvaluationForm& form, LintFormKind kind) {
  LintForm out;
  out.kind = kind;
  out.year = form.year;
  out.where = form.where;
  LintProject project;
  project.name = form.project_name;
  project.code = form.project_code;
  project.department = form.department;
  project.unit = form.unit;
  project.leader = form.leader;
  project.phone = form.phone;
  out.project = std::move(project);
  out.budget = LintBudget{form.money_unit, form.total, form.parts, form.execution_rate};
  out.goal = LintGoal{form.goal_expected, {}};
  for (const auto& row : form.indicators) out.indicators.push_back(lint_indicator(row));
  if (kind == LintFormKind::self_evaluation) out.self_evaluation = self_evaluation_part(form);
  return out;
}

LintForm lint_form(const Project& project, const Goal* goal, std::span<const Indicator> indicators,
                   std::span<const BudgetLine> lines, std::string_view unit_name,
                   std::string_view department_name) {
  LintForm out;
  out.where = "record:project/" + std::to_string(project.id.value);
  if (goal != nullptr) out.year = goal->year;
  if (goal == nullptr && !lines.empty()) out.year = lines.front().year;
  LintProject head;
  head.name = project.name;
  head.code = project.code;
  head.unit = unit_name;
  head.department = department_name;
  head.category = project.category;
  head.kind = project.kind;
  head.sector = project.sector;
  head.function_class = project.function_class;
  head.policy_basis = project.policy_basis.value_or("");
  head.beneficiaries = project.beneficiaries.value_or("");
  head.first_year = project.first_year;
  head.last_year = project.last_year;
  out.project = std::move(head);
  out.budget = stored_budget(lines);
  out.goal = LintGoal{goal == nullptr ? std::string() : goal->text, {}};
  std::vector<const Indicator*> rows;
  for (const auto& row : indicators) rows.push_back(&row);
  std::ranges::stable_sort(rows, {}, [](const Indicator* row) { return row->seq; });
  for (const auto* row : rows) out.indicators.push_back(lint_indicator(*row));
  return out;
}

}  // namespace jiheng::engine
