#include <array>

#include "engine/lint_fields.h"

namespace jiheng::engine::lint_detail {
namespace {

using law::LintField;

/// A member of a part of the form that may not be there at all.
template <auto Part, auto Member>
LintValue text_in(LintView& view, std::size_t) {
  const auto& part = view.form().*Part;
  return part ? of_text((*part).*Member) : lint_missing();
}
template <auto Part, auto Member>
LintValue number_in(LintView& view, std::size_t) {
  const auto& part = view.form().*Part;
  return part ? of_optional((*part).*Member) : lint_missing();
}
template <auto Part, auto Member>
LintValue code_in(LintView& view, std::size_t) {
  const auto& part = view.form().*Part;
  return part ? of_enum((*part).*Member) : lint_missing();
}
template <auto Part, auto Member>
LintValue year_in(LintView& view, std::size_t) {
  const auto& part = view.form().*Part;
  return part ? of_year((*part).*Member) : lint_missing();
}
template <auto Member>
LintValue text_of_row(LintView& view, std::size_t row) {
  return of_text(view.indicator(row).*Member);
}
template <auto Member>
LintValue number_of_row(LintView& view, std::size_t row) {
  return of_optional(view.indicator(row).*Member);
}
template <auto Member>
LintValue fact_number(LintView& view, std::size_t row) {
  const auto& facts = view.indicator(row).facts;
  return facts ? of_optional((*facts).*Member) : lint_missing();
}
template <auto Member>
LintValue fact_text(LintView& view, std::size_t row) {
  const auto& facts = view.indicator(row).facts;
  return facts ? of_text((*facts).*Member) : lint_missing();
}
template <auto Member>
LintValue fact_count(LintView& view, std::size_t row) {
  const auto& facts = view.indicator(row).facts;
  return facts && (*facts).*Member ? of_number(*((*facts).*Member) * kLintOne) : lint_missing();
}
template <auto Member>
LintValue total_of(LintView& view, std::size_t) {
  const auto& budget = view.form().budget;
  return budget ? of_optional(budget->total.*Member) : lint_missing();
}
template <auto Member>
LintValue part_of_budget(LintView& view, std::size_t row) {
  return of_optional(view.form().budget->parts[row].*Member);
}

/// The sum of a column over the rows below the total; empty when no row has it.
template <auto Member>
LintValue sum_of_budget(LintView& view, std::size_t) {
  const auto& budget = view.form().budget;
  if (!budget) return lint_missing();
  i128 sum = 0;
  bool any = false;
  for (const auto& part : budget->parts) {
    if (!(part.*Member)) continue;
    sum += micro(*(part.*Member));
    any = true;
  }
  return any ? of_number(sum) : lint_empty();
}

LintValue form_kind(LintView& view, std::size_t) {
  switch (view.form().kind) {
    case LintFormKind::goal: return of_code("goal");
    case LintFormKind::self_evaluation: return of_code("self_evaluation");
    case LintFormKind::department_overall: return of_code("department_overall");
  }
  return lint_missing();
}

LintValue budget_unit(LintView& view, std::size_t) {
  const auto& budget = view.form().budget;
  if (!budget) return lint_missing();
  return budget->unit ? of_text(money_unit_label(*budget->unit)) : lint_empty();
}

/// What there is to spend this year: 全年预算数, else 年初预算数, else what the rows below add up to. A total
/// of 0 above rows that have money was not filled in.
LintValue budget_total(LintView& view, std::size_t row) {
  const auto& budget = view.form().budget;
  if (!budget) return lint_missing();
  for (const auto& amount : {budget->total.adjusted, budget->total.initial}) {
    if (amount && *amount != Money{}) return of_number(micro(*amount));
  }
  const auto adjusted = sum_of_budget<&FormAmounts::adjusted>(view, row);
  return adjusted.present() ? adjusted : sum_of_budget<&FormAmounts::initial>(view, row);
}

LintValue real_rate(LintView& view, std::size_t) {
  const auto& budget = view.form().budget;
  if (!budget) return lint_missing();
  const auto& total = budget->total;
  if (!total.adjusted || !total.executed || total.adjusted->fen() <= 0) return lint_empty();
  return of_number(i128{total.executed->fen()} * kLintOne / total.adjusted->fen());
}

LintValue indicator_names(LintView& view, std::size_t) {
  if (!view.form().all_indicators) return lint_missing();
  std::string all;
  for (const auto& row : view.form().indicators) all += row.name + "，" + row.target + "；";
  return all.empty() ? lint_empty() : of_text(view.keep(std::move(all)));
}

/// Σ of the points the unit gives itself; empty while a row or the execution rate has none.
LintValue claimed_sum(LintView& view, std::size_t) {
  const auto& form = view.form();
  if (!form.self_evaluation || !form.all_indicators) return lint_missing();
  if (!form.self_evaluation->execution_claimed || form.indicators.empty()) return lint_empty();
  i128 sum = micro(*form.self_evaluation->execution_claimed);
  for (const auto& row : form.indicators) {
    if (!row.claimed) return lint_empty();
    sum += micro(*row.claimed);
  }
  return of_number(sum);
}

/// Σ claimed / Σ weight over the rows.
LintValue indicator_rate(LintView& view, std::size_t) {
  const auto& form = view.form();
  if (!form.self_evaluation || !form.all_indicators) return lint_missing();
  i128 claimed = 0;
  i128 weight = 0;
  for (const auto& row : form.indicators) {
    if (!row.claimed || !row.weight) return lint_empty();
    claimed += micro(*row.claimed);
    weight += micro(*row.weight);
  }
  return weight <= 0 ? lint_empty() : of_number(claimed * kLintOne / weight);
}

LintValue monitoring_quarter(LintView& view, std::size_t) {
  const auto& monitoring = view.form().monitoring;
  return monitoring ? of_number(monitoring->quarter.value() * kLintOne) : lint_missing();
}

LintValue same_goal_count(LintView& view, std::size_t) {
  const auto& county = view.form().county;
  if (!county || !county->same_goal_known) return lint_missing();
  return of_number(static_cast<std::int64_t>(county->same_goal.size()) * kLintOne);
}

template <auto Member>
LintValue first_same_goal(LintView& view, std::size_t) {
  const auto& county = view.form().county;
  if (!county) return lint_missing();
  return county->same_goal.empty() ? lint_empty() : of_text(county->same_goal.front().*Member);
}

LintValue amount_label(LintView& view, std::size_t row) {
  return of_text(view.form().budget->parts[row].label);
}

LintValue form_year(LintView& view, std::size_t) { return of_year(view.form().year); }

/// Σ of the weights, that of the execution rate included; empty while a row has none.
LintValue weight_total(LintView& view, std::size_t) {
  const auto& form = view.form();
  if (!form.self_evaluation || !form.all_indicators) return lint_missing();
  if (!form.self_evaluation->execution_weight || form.indicators.empty()) return lint_empty();
  i128 sum = micro(*form.self_evaluation->execution_weight);
  for (const auto& row : form.indicators) {
    if (!row.weight) return lint_empty();
    sum += micro(*row.weight);
  }
  return of_number(sum);
}

LintValue execution_share(LintView& view, std::size_t) {
  const auto& part = view.form().self_evaluation;
  if (!part) return lint_missing();
  if (!part->execution_claimed || !part->execution_weight || *part->execution_weight <= Score{})
    return lint_empty();
  return of_number(micro(*part->execution_claimed) * kLintOne / micro(*part->execution_weight));
}

constexpr auto kProject = &LintForm::project;
constexpr auto kBudget = &LintForm::budget;
constexpr auto kSelf = &LintForm::self_evaluation;

struct GetterRow {
  LintField field;
  LintValue (*getter)(LintView& view, std::size_t row);
};

constexpr std::array kGetterRows{
    GetterRow{LintField::form_kind, form_kind},
    GetterRow{LintField::form_year, form_year},
    GetterRow{LintField::project_name, text_in<kProject, &LintProject::name>},
    GetterRow{LintField::project_code, text_in<kProject, &LintProject::code>},
    GetterRow{LintField::project_department, text_in<kProject, &LintProject::department>},
    GetterRow{LintField::project_unit, text_in<kProject, &LintProject::unit>},
    GetterRow{LintField::project_leader, text_in<kProject, &LintProject::leader>},
    GetterRow{LintField::project_phone, text_in<kProject, &LintProject::phone>},
    GetterRow{LintField::project_category, code_in<kProject, &LintProject::category>},
    GetterRow{LintField::project_kind, code_in<kProject, &LintProject::kind>},
    GetterRow{LintField::project_sector, text_in<kProject, &LintProject::sector>},
    GetterRow{LintField::project_function_class, text_in<kProject, &LintProject::function_class>},
    GetterRow{LintField::project_policy_basis, text_in<kProject, &LintProject::policy_basis>},
    GetterRow{LintField::project_beneficiaries, text_in<kProject, &LintProject::beneficiaries>},
    GetterRow{LintField::project_first_year, year_in<kProject, &LintProject::first_year>},
    GetterRow{LintField::project_last_year, year_in<kProject, &LintProject::last_year>},
    GetterRow{LintField::budget_unit, budget_unit},
    GetterRow{LintField::budget_total, budget_total},
    GetterRow{LintField::budget_initial, total_of<&FormAmounts::initial>},
    GetterRow{LintField::budget_adjusted, total_of<&FormAmounts::adjusted>},
    GetterRow{LintField::budget_executed, total_of<&FormAmounts::executed>},
    GetterRow{LintField::budget_parts_initial, sum_of_budget<&FormAmounts::initial>},
    GetterRow{LintField::budget_parts_adjusted, sum_of_budget<&FormAmounts::adjusted>},
    GetterRow{LintField::budget_parts_executed, sum_of_budget<&FormAmounts::executed>},
    GetterRow{LintField::budget_execution_rate, number_in<kBudget, &LintBudget::execution_rate>},
    GetterRow{LintField::budget_real_rate, real_rate},
    GetterRow{LintField::goal_annual, text_in<&LintForm::goal, &LintGoal::annual>},
    GetterRow{LintField::goal_medium, text_in<&LintForm::goal, &LintGoal::medium>},
    GetterRow{LintField::goal_names, indicator_names},
    GetterRow{LintField::self_goal_actual, text_in<kSelf, &LintSelfEvaluation::goal_actual>},
    GetterRow{LintField::self_execution_weight, number_in<kSelf, &LintSelfEvaluation::execution_weight>},
    GetterRow{LintField::self_execution_claimed, number_in<kSelf, &LintSelfEvaluation::execution_claimed>},
    GetterRow{LintField::self_execution_reason, text_in<kSelf, &LintSelfEvaluation::execution_reason>},
    GetterRow{LintField::self_claimed_total, number_in<kSelf, &LintSelfEvaluation::claimed_total>},
    GetterRow{LintField::self_reviewed_total, number_in<kSelf, &LintSelfEvaluation::reviewed_total>},
    GetterRow{LintField::self_computed_total, number_in<kSelf, &LintSelfEvaluation::computed_total>},
    GetterRow{LintField::self_claimed_grade, code_in<kSelf, &LintSelfEvaluation::claimed_grade>},
    GetterRow{LintField::self_note, text_in<kSelf, &LintSelfEvaluation::note>},
    GetterRow{LintField::self_claimed_sum, claimed_sum},
    GetterRow{LintField::self_indicator_rate, indicator_rate},
    GetterRow{LintField::self_weight_total, weight_total},
    GetterRow{LintField::self_execution_share, execution_share},
    GetterRow{LintField::monitoring_quarter, monitoring_quarter},
    GetterRow{LintField::monitoring_executed, number_in<&LintForm::monitoring, &LintMonitoring::executed>},
    GetterRow{LintField::monitoring_goal_progress,
              number_in<&LintForm::monitoring, &LintMonitoring::goal_progress>},
    GetterRow{LintField::approved_goal, text_in<&LintForm::approved, &LintApproved::goal>},
    GetterRow{LintField::approved_budget, number_in<&LintForm::approved, &LintApproved::budget>},
    GetterRow{LintField::county_last_goal, text_in<&LintForm::county, &LintCounty::last_goal>},
    GetterRow{LintField::county_same_goal_count, same_goal_count},
    GetterRow{LintField::county_same_goal_project, first_same_goal<&LintElsewhere::project>},
    GetterRow{LintField::county_same_goal_unit, first_same_goal<&LintElsewhere::unit>},
    GetterRow{LintField::level1, text_of_row<&LintIndicator::level1>},
    GetterRow{LintField::level2, text_of_row<&LintIndicator::level2>},
    GetterRow{LintField::name, text_of_row<&LintIndicator::name>},
    GetterRow{LintField::op, row_op},
    GetterRow{LintField::target, text_of_row<&LintIndicator::target>},
    GetterRow{LintField::target_medium, text_of_row<&LintIndicator::target_medium>},
    GetterRow{LintField::unit, text_of_row<&LintIndicator::unit>},
    GetterRow{LintField::weight, number_of_row<&LintIndicator::weight>},
    GetterRow{LintField::core, row_core},
    GetterRow{LintField::actual, text_of_row<&LintIndicator::actual>},
    GetterRow{LintField::claimed, number_of_row<&LintIndicator::claimed>},
    GetterRow{LintField::reviewed, number_of_row<&LintIndicator::reviewed>},
    GetterRow{LintField::computed, row_computed},
    GetterRow{LintField::reason, text_of_row<&LintIndicator::reason>},
    GetterRow{LintField::approved_target, approved_target},
    GetterRow{LintField::direction, row_direction},
    GetterRow{LintField::levels, row_levels},
    GetterRow{LintField::quantity, row_quantity},
    GetterRow{LintField::target_kind, target_kind},
    GetterRow{LintField::target_number, target_number},
    GetterRow{LintField::target_unit, target_unit},
    GetterRow{LintField::target_money, target_money},
    GetterRow{LintField::unit_cost, unit_cost},
    GetterRow{LintField::actual_kind, actual_kind},
    GetterRow{LintField::actual_number, actual_number},
    GetterRow{LintField::actual_money, actual_money},
    GetterRow{LintField::completion, completion},
    GetterRow{LintField::reached, reached},
    GetterRow{LintField::claimed_share, claimed_share},
    GetterRow{LintField::last_target, fact_text<&LintRowFacts::last_target>},
    GetterRow{LintField::last_actual, fact_text<&LintRowFacts::last_actual>},
    GetterRow{LintField::last_target_number, last_target_number},
    GetterRow{LintField::last_actual_number, last_actual_number},
    GetterRow{LintField::unit_cost_low, fact_number<&LintRowFacts::unit_cost_low>},
    GetterRow{LintField::unit_cost_high, fact_number<&LintRowFacts::unit_cost_high>},
    GetterRow{LintField::unit_cost_count, fact_count<&LintRowFacts::unit_cost_count>},
    GetterRow{LintField::used, fact_count<&LintRowFacts::used>},
    GetterRow{LintField::full_marks, fact_number<&LintRowFacts::full_marks>},
    GetterRow{LintField::attained, fact_number<&LintRowFacts::attained>},
    GetterRow{LintField::amount_label, amount_label},
    GetterRow{LintField::amount_initial, part_of_budget<&FormAmounts::initial>},
    GetterRow{LintField::amount_adjusted, part_of_budget<&FormAmounts::adjusted>},
    GetterRow{LintField::amount_executed, part_of_budget<&FormAmounts::executed>},
};

consteval bool getters_in_order() {
  for (std::size_t i = 0; i < kGetterRows.size(); ++i) {
    if (static_cast<std::size_t>(kGetterRows[i].field) != i) return false;
  }
  return kGetterRows.size() == law::kLintFieldCount;
}
static_assert(getters_in_order(), "a getter for each LintField, in its order");

}  // namespace

LintValue LintView::value(LintField field, std::size_t row) {
  return kGetterRows[static_cast<std::size_t>(field)].getter(*this, row);
}

}  // namespace jiheng::engine::lint_detail
