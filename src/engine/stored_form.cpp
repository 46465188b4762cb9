#include "engine/stored_form.h"

#include <fmt/format.h>

#include <algorithm>

namespace jiheng::engine {
namespace {

/// The fields of several records that make up a sum.
void add_place(std::string& places, const std::string& record, std::string_view field) {
  places += fmt::format("{}{}#{}", places.empty() ? "" : "＋", record, field);
}

/// Adds to a sum that is empty until something is added, and empty again for good when it overflows.
class AmountSum {
 public:
  void add(Money amount) {
    const auto next = jiheng::add(sum_.value_or(Money{}), amount);
    if (next) {
      sum_ = *next;
    } else {
      overflow_ = true;
    }
  }
  std::optional<Money> value() const { return overflow_ ? std::nullopt : sum_; }

 private:
  std::optional<Money> sum_;
  bool overflow_ = false;
};

FormIndicator form_indicator(const Indicator& row) {
  FormIndicator indicator;
  indicator.level1 = row.level1;
  indicator.level2 = row.level2;
  indicator.name = row.name;
  indicator.op = row.op;
  indicator.target = row.target;
  indicator.unit = row.unit;
  indicator.actual = row.actual;
  indicator.weight = row.weight;
  indicator.claimed = row.claimed;
  indicator.reviewed = row.reviewed;
  indicator.deviation_reason = row.deviation_reason.value_or("");
  indicator.stars = row.core ? 1 : 0;
  indicator.where = fmt::format("record:indicator/{}", row.id.value);
  const auto field = [&](std::string_view name) { return fmt::format("{}#{}", indicator.where, name); };
  indicator.places = {field("op"),     field("target"),  field("actual"),
                      field("weight"), field("claimed"), field("reviewed")};
  return indicator;
}

void add_amounts(SelfEvaluationForm& form, std::span<const BudgetLine> lines) {
  AmountSum initial;
  AmountSum adjusted;
  AmountSum executed;
  bool all_executed = !lines.empty();
  for (const auto& line : lines) {
    initial.add(line.initial);
    adjusted.add(line.adjusted);
    if (line.executed) executed.add(*line.executed);
    all_executed = all_executed && line.executed.has_value();
    const std::string record = fmt::format("record:budget_line/{}", line.id.value);
    form.parts.push_back({std::string(enum_label(line.fund_type)),
                          line.initial,
                          line.adjusted,
                          line.executed,
                          record,
                          {record + "#initial", record + "#adjusted", record + "#executed"}});
    add_place(form.total.places.initial, record, "initial");
    add_place(form.total.places.adjusted, record, "adjusted");
    add_place(form.total.places.executed, record, "executed");
  }
  form.total.label = "年度资金总额";
  form.total.initial = initial.value();
  form.total.adjusted = adjusted.value();
  // One line without an executed amount leaves the sum open: not filled is not zero.
  form.total.executed = all_executed ? executed.value() : std::nullopt;
  form.total.where = "record:budget_line";
  // Parts of which one is open would not add up to the open total, which is no fault of the form.
  if (!all_executed) form.parts.clear();
}

}  // namespace

SelfEvaluationForm stored_form(const Project& project, FiscalYear year, std::span<const BudgetLine> lines,
                               std::span<const Indicator> indicators, const SelfEvaluation* evaluation,
                               const Goal* goal, std::string_view unit_name,
                               std::string_view department_name) {
  SelfEvaluationForm form;
  form.where = fmt::format("record:project/{}", project.id.value);
  form.year = year;
  form.region = project.region;
  form.project_name = project.name;
  form.project_code = project.code;
  form.unit = unit_name;
  form.department = department_name;
  form.money_unit = MoneyUnit::wan;
  add_amounts(form, lines);
  for (const auto& row : indicators) form.indicators.push_back(form_indicator(row));
  std::vector<std::size_t> order(indicators.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return indicators[i].seq; });
  std::vector<FormIndicator> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) sorted.push_back(std::move(form.indicators[i]));
  form.indicators = std::move(sorted);
  if (goal != nullptr) form.goal_expected = goal->text;
  if (evaluation != nullptr) {
    form.goal_actual = evaluation->actual_text.value_or("");
    form.claimed_total = evaluation->claimed_total;
    form.reviewed_total = evaluation->reviewed_total;
    const std::string record = fmt::format("record:self_evaluation/{}#", evaluation->id.value);
    form.places.claimed_total = record + "claimed_total";
    form.places.reviewed_total = record + "reviewed_total";
  }
  return form;
}

}  // namespace jiheng::engine
