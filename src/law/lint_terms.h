#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace jiheng::law {

/// What there is one of: a form, an indicator row, a row of the money table.
enum class LintScope : std::uint8_t { form, indicator, amount };

/// What a field holds. Money, score and ratio are numbers too; code and flag are texts.
enum class LintType : std::uint8_t { text, code, flag, number, money, score, ratio };

constexpr bool is_number(LintType type) { return type >= LintType::number; }

/// What lint rules may look at. The same order as kLintFields and as the getters in engine/lint_fields.cpp.
enum class LintField : std::uint8_t {
  form_kind,
  form_year,
  project_name,
  project_code,
  project_department,
  project_unit,
  project_leader,
  project_phone,
  project_category,
  project_kind,
  project_sector,
  project_function_class,
  project_policy_basis,
  project_beneficiaries,
  project_first_year,
  project_last_year,
  budget_unit,
  budget_total,
  budget_initial,
  budget_adjusted,
  budget_executed,
  budget_parts_initial,
  budget_parts_adjusted,
  budget_parts_executed,
  budget_execution_rate,
  budget_real_rate,
  goal_annual,
  goal_medium,
  goal_names,
  self_goal_actual,
  self_execution_weight,
  self_execution_claimed,
  self_execution_reason,
  self_claimed_total,
  self_reviewed_total,
  self_computed_total,
  self_claimed_grade,
  self_note,
  self_claimed_sum,
  self_indicator_rate,
  self_weight_total,
  self_execution_share,
  monitoring_quarter,
  monitoring_executed,
  monitoring_goal_progress,
  approved_goal,
  approved_budget,
  county_last_goal,
  county_same_goal_count,
  county_same_goal_project,
  county_same_goal_unit,
  level1,
  level2,
  name,
  op,
  target,
  target_medium,
  unit,
  weight,
  core,
  actual,
  claimed,
  reviewed,
  computed,
  reason,
  approved_target,
  direction,
  levels,
  quantity,
  target_kind,
  target_number,
  target_unit,
  target_money,
  unit_cost,
  actual_kind,
  actual_number,
  actual_money,
  completion,
  reached,
  claimed_share,
  last_target,
  last_actual,
  last_target_number,
  last_actual_number,
  unit_cost_low,
  unit_cost_high,
  unit_cost_count,
  used,
  full_marks,
  attained,
  amount_label,
  amount_initial,
  amount_adjusted,
  amount_executed,
};

struct LintFieldDesc {
  LintField field;
  std::string_view name;   ///< "indicator.target"
  std::string_view label;  ///< 年度指标值
  LintScope scope;
  LintType type;
  bool input;  ///< written in a form; false: worked out from others
};

inline constexpr std::array kLintFields{
    LintFieldDesc{LintField::form_kind, "form.kind", "表的种类", LintScope::form, LintType::code, true},
    LintFieldDesc{LintField::form_year, "form.year", "年度", LintScope::form, LintType::number, true},
    LintFieldDesc{LintField::project_name, "project.name", "项目名称", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::project_code, "project.code", "项目编码", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::project_department, "project.department", "主管部门", LintScope::form,
                  LintType::text, true},
    LintFieldDesc{LintField::project_unit, "project.unit", "实施单位", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::project_leader, "project.leader", "项目负责人", LintScope::form, LintType::text,
                  true},
    LintFieldDesc{LintField::project_phone, "project.phone", "联系电话", LintScope::form, LintType::text,
                  true},
    LintFieldDesc{LintField::project_category, "project.category", "项目类别", LintScope::form,
                  LintType::code, true},
    LintFieldDesc{LintField::project_kind, "project.kind", "项目属性", LintScope::form, LintType::code, true},
    LintFieldDesc{LintField::project_sector, "project.sector", "行业", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::project_function_class, "project.function_class", "支出功能分类",
                  LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::project_policy_basis, "project.policy_basis", "立项依据", LintScope::form,
                  LintType::text, true},
    LintFieldDesc{LintField::project_beneficiaries, "project.beneficiaries", "服务对象", LintScope::form,
                  LintType::text, true},
    LintFieldDesc{LintField::project_first_year, "project.first_year", "开始年度", LintScope::form,
                  LintType::number, true},
    LintFieldDesc{LintField::project_last_year, "project.last_year", "结束年度", LintScope::form,
                  LintType::number, true},
    LintFieldDesc{LintField::budget_unit, "budget.unit", "金额单位", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::budget_total, "budget.total", "年度资金总额", LintScope::form, LintType::money,
                  false},
    LintFieldDesc{LintField::budget_initial, "budget.initial", "年初预算数", LintScope::form, LintType::money,
                  true},
    LintFieldDesc{LintField::budget_adjusted, "budget.adjusted", "全年预算数", LintScope::form,
                  LintType::money, true},
    LintFieldDesc{LintField::budget_executed, "budget.executed", "全年执行数", LintScope::form,
                  LintType::money, true},
    LintFieldDesc{LintField::budget_parts_initial, "budget.parts_initial", "年初预算明细之和",
                  LintScope::form, LintType::money, false},
    LintFieldDesc{LintField::budget_parts_adjusted, "budget.parts_adjusted", "全年预算明细之和",
                  LintScope::form, LintType::money, false},
    LintFieldDesc{LintField::budget_parts_executed, "budget.parts_executed", "全年执行明细之和",
                  LintScope::form, LintType::money, false},
    LintFieldDesc{LintField::budget_execution_rate, "budget.execution_rate", "填报的执行率", LintScope::form,
                  LintType::ratio, true},
    LintFieldDesc{LintField::budget_real_rate, "budget.real_rate", "预算执行率", LintScope::form,
                  LintType::ratio, false},
    LintFieldDesc{LintField::goal_annual, "goal.annual", "年度总体目标", LintScope::form, LintType::text,
                  true},
    LintFieldDesc{LintField::goal_medium, "goal.medium", "中期目标", LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::goal_names, "goal.indicator_names", "全部三级指标", LintScope::form,
                  LintType::text, false},
    LintFieldDesc{LintField::self_goal_actual, "self_evaluation.goal_actual", "目标实际完成情况",
                  LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::self_execution_weight, "self_evaluation.execution_weight", "执行率分值",
                  LintScope::form, LintType::score, true},
    LintFieldDesc{LintField::self_execution_claimed, "self_evaluation.execution_claimed", "执行率得分",
                  LintScope::form, LintType::score, true},
    LintFieldDesc{LintField::self_execution_reason, "self_evaluation.execution_reason", "执行率偏低原因",
                  LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::self_claimed_total, "self_evaluation.claimed_total", "自评总分", LintScope::form,
                  LintType::score, true},
    LintFieldDesc{LintField::self_reviewed_total, "self_evaluation.reviewed_total", "复核总分",
                  LintScope::form, LintType::score, true},
    LintFieldDesc{LintField::self_computed_total, "self_evaluation.computed_total", "系统计算总分",
                  LintScope::form, LintType::score, true},
    LintFieldDesc{LintField::self_claimed_grade, "self_evaluation.claimed_grade", "自评等级", LintScope::form,
                  LintType::code, true},
    LintFieldDesc{LintField::self_note, "self_evaluation.note", "其他说明", LintScope::form, LintType::text,
                  true},
    LintFieldDesc{LintField::self_claimed_sum, "self_evaluation.claimed_sum", "各项得分之和", LintScope::form,
                  LintType::score, false},
    LintFieldDesc{LintField::self_indicator_rate, "self_evaluation.indicator_rate", "指标得分率",
                  LintScope::form, LintType::ratio, false},
    LintFieldDesc{LintField::self_weight_total, "self_evaluation.weight_total", "分值合计（含执行率）",
                  LintScope::form, LintType::score, false},
    LintFieldDesc{LintField::self_execution_share, "self_evaluation.execution_share", "执行率得分率",
                  LintScope::form, LintType::ratio, false},
    LintFieldDesc{LintField::monitoring_quarter, "monitoring.quarter", "监控季度", LintScope::form,
                  LintType::number, true},
    LintFieldDesc{LintField::monitoring_executed, "monitoring.executed", "监控累计执行数", LintScope::form,
                  LintType::money, true},
    LintFieldDesc{LintField::monitoring_goal_progress, "monitoring.goal_progress", "监控目标完成进度",
                  LintScope::form, LintType::ratio, true},
    LintFieldDesc{LintField::approved_goal, "approved.goal", "批复的目标", LintScope::form, LintType::text,
                  true},
    LintFieldDesc{LintField::approved_budget, "approved.budget", "批复的预算", LintScope::form,
                  LintType::money, true},
    LintFieldDesc{LintField::county_last_goal, "county.last_goal", "上年目标", LintScope::form,
                  LintType::text, true},
    LintFieldDesc{LintField::county_same_goal_count, "county.same_goal_count", "目标相同的其他项目数",
                  LintScope::form, LintType::number, false},
    LintFieldDesc{LintField::county_same_goal_project, "county.same_goal_project", "目标相同的项目",
                  LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::county_same_goal_unit, "county.same_goal_unit", "目标相同的单位",
                  LintScope::form, LintType::text, true},
    LintFieldDesc{LintField::level1, "indicator.level1", "一级指标", LintScope::indicator, LintType::text,
                  true},
    LintFieldDesc{LintField::level2, "indicator.level2", "二级指标", LintScope::indicator, LintType::text,
                  true},
    LintFieldDesc{LintField::name, "indicator.name", "三级指标", LintScope::indicator, LintType::text, true},
    LintFieldDesc{LintField::op, "indicator.op", "指标性质", LintScope::indicator, LintType::code, true},
    LintFieldDesc{LintField::target, "indicator.target", "年度指标值", LintScope::indicator, LintType::text,
                  true},
    LintFieldDesc{LintField::target_medium, "indicator.target_medium", "中期指标值", LintScope::indicator,
                  LintType::text, true},
    LintFieldDesc{LintField::unit, "indicator.unit", "计量单位", LintScope::indicator, LintType::text, true},
    LintFieldDesc{LintField::weight, "indicator.weight", "分值", LintScope::indicator, LintType::score, true},
    LintFieldDesc{LintField::core, "indicator.core", "核心指标", LintScope::indicator, LintType::flag, true},
    LintFieldDesc{LintField::actual, "indicator.actual", "实际完成值", LintScope::indicator, LintType::text,
                  true},
    LintFieldDesc{LintField::claimed, "indicator.claimed", "填报得分", LintScope::indicator, LintType::score,
                  true},
    LintFieldDesc{LintField::reviewed, "indicator.reviewed", "复核得分", LintScope::indicator,
                  LintType::score, true},
    LintFieldDesc{LintField::computed, "indicator.computed", "计算得分", LintScope::indicator,
                  LintType::score, true},
    LintFieldDesc{LintField::reason, "indicator.reason", "偏差原因及改进措施", LintScope::indicator,
                  LintType::text, true},
    LintFieldDesc{LintField::approved_target, "indicator.approved_target", "批复的指标值",
                  LintScope::indicator, LintType::text, true},
    LintFieldDesc{LintField::direction, "indicator.direction", "指标方向", LintScope::indicator,
                  LintType::code, false},
    LintFieldDesc{LintField::levels, "indicator.levels", "一、二级指标", LintScope::indicator, LintType::text,
                  false},
    LintFieldDesc{LintField::quantity, "indicator.quantity", "数和单位", LintScope::indicator, LintType::text,
                  false},
    LintFieldDesc{LintField::target_kind, "indicator.target_kind", "指标值的种类", LintScope::indicator,
                  LintType::code, false},
    LintFieldDesc{LintField::target_number, "indicator.target_number", "指标值里的数", LintScope::indicator,
                  LintType::number, false},
    LintFieldDesc{LintField::target_unit, "indicator.target_unit", "指标值的单位", LintScope::indicator,
                  LintType::text, false},
    LintFieldDesc{LintField::target_money, "indicator.target_money", "指标值的金额", LintScope::indicator,
                  LintType::money, false},
    LintFieldDesc{LintField::unit_cost, "indicator.unit_cost", "单位成本", LintScope::indicator,
                  LintType::money, false},
    LintFieldDesc{LintField::actual_kind, "indicator.actual_kind", "完成值的种类", LintScope::indicator,
                  LintType::code, false},
    LintFieldDesc{LintField::actual_number, "indicator.actual_number", "完成值里的数", LintScope::indicator,
                  LintType::number, false},
    LintFieldDesc{LintField::actual_money, "indicator.actual_money", "完成值的金额", LintScope::indicator,
                  LintType::money, false},
    LintFieldDesc{LintField::completion, "indicator.completion", "完成值与目标值之比", LintScope::indicator,
                  LintType::ratio, false},
    LintFieldDesc{LintField::reached, "indicator.reached", "是否达到目标", LintScope::indicator,
                  LintType::flag, false},
    LintFieldDesc{LintField::claimed_share, "indicator.claimed_share", "得分率", LintScope::indicator,
                  LintType::ratio, false},
    LintFieldDesc{LintField::last_target, "indicator.last_target", "上年指标值", LintScope::indicator,
                  LintType::text, true},
    LintFieldDesc{LintField::last_actual, "indicator.last_actual", "上年完成值", LintScope::indicator,
                  LintType::text, true},
    LintFieldDesc{LintField::last_target_number, "indicator.last_target_number", "上年指标值里的数",
                  LintScope::indicator, LintType::number, false},
    LintFieldDesc{LintField::last_actual_number, "indicator.last_actual_number", "上年完成值里的数",
                  LintScope::indicator, LintType::number, false},
    LintFieldDesc{LintField::unit_cost_low, "indicator.unit_cost_low", "同类单位成本最低",
                  LintScope::indicator, LintType::money, true},
    LintFieldDesc{LintField::unit_cost_high, "indicator.unit_cost_high", "同类单位成本最高",
                  LintScope::indicator, LintType::money, true},
    LintFieldDesc{LintField::unit_cost_count, "indicator.unit_cost_count", "同类项目数", LintScope::indicator,
                  LintType::number, true},
    LintFieldDesc{LintField::used, "indicator.used", "使用该指标的其他项目数", LintScope::indicator,
                  LintType::number, true},
    LintFieldDesc{LintField::full_marks, "indicator.full_marks", "历年满分比例", LintScope::indicator,
                  LintType::ratio, true},
    LintFieldDesc{LintField::attained, "indicator.attained", "历年平均完成程度", LintScope::indicator,
                  LintType::ratio, true},
    LintFieldDesc{LintField::amount_label, "amount.label", "资金名称", LintScope::amount, LintType::text,
                  true},
    LintFieldDesc{LintField::amount_initial, "amount.initial", "年初预算数", LintScope::amount,
                  LintType::money, true},
    LintFieldDesc{LintField::amount_adjusted, "amount.adjusted", "全年预算数", LintScope::amount,
                  LintType::money, true},
    LintFieldDesc{LintField::amount_executed, "amount.executed", "全年执行数", LintScope::amount,
                  LintType::money, true},
};
inline constexpr std::size_t kLintFieldCount = kLintFields.size();

constexpr const LintFieldDesc& lint_field(LintField field) {
  return kLintFields[static_cast<std::size_t>(field)];
}

/// nullptr when there is none.
const LintFieldDesc* find_lint_field(std::string_view name);

/// What an argument of a function may be.
enum class LintArgumentKind : std::uint8_t {
  any_field,       ///< a field the rule can see: of the form, or of the row it looks at
  text_field,      ///< one of texts or codes
  number_field,    ///< one of numbers
  row_field,       ///< a field of the rows that the function goes through
  row_number,      ///< a number of these rows
  words,           ///< a parameter that is a list ("goal.vague-words", "lint.levels#output"), or a list here
  number,          ///< a parameter that is a number, per cent or money; or 0, 1, 2, 100
  comparison,      ///< "<", "<=", "=", ">=", ">"
  row_conditions,  ///< conditions on the rows that the function goes through
};

struct LintArgumentDesc {
  std::string_view name;
  LintArgumentKind kind;
  bool required = true;
  bool many = false;  ///< a list of fields
};

/// The generic functions. The same order as kLintFunctions and as the table in engine/lint_functions.cpp.
enum class LintFunction : std::uint8_t {
  all_rows,
  any_row,
  compare_fields,
  contains_any,
  count_between,
  date_like,
  different_values,
  ends_with_any,
  equals_any,
  filled,
  grade_fits,
  length_between,
  magnitude_apart,
  matches_any,
  mentions,
  number_between,
  product_near,
  project_code,
  ratio_between,
  same_text,
  share_at_least,
  similar_text,
  sum_between,
  sum_equals,
  unique_by,
};

struct LintFunctionDesc {
  LintFunction function;
  std::string_view name;
  std::string_view about;  ///< in Chinese, for the rule pages
  std::span<const LintArgumentDesc> arguments;
};

/// Every function, sorted by name.
std::span<const LintFunctionDesc> lint_functions();
/// nullptr when there is none.
const LintFunctionDesc* find_lint_function(std::string_view name);

/// Placeholders of messages that are no fields: "value", "found", "limit", "row".
std::span<const std::string_view> lint_placeholders();

}  // namespace jiheng::law
