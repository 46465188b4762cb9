#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "model/assessment.h"
#include "model/budget_change.h"
#include "model/budget_line.h"
#include "model/evaluation.h"
#include "model/goal.h"
#include "model/grade.h"
#include "model/light.h"
#include "model/project.h"
#include "model/provenance.h"
#include "model/rectification.h"
#include "model/result_use.h"

namespace jiheng::law {

/// The kinds of facts that figures are computed from (design §6).
enum class Entity : std::uint8_t {
  project_year,
  assessment,
  evaluation,
  monitoring,
  result_use,
  rectification,
  unit_year,
  budget_change,
  release,
};
inline constexpr std::size_t kEntityCount = 9;

/// What a column of facts holds.
enum class FactKind : std::uint8_t { dimension, money, score, ratio, count };

/// Where the values of a dimension come from.
enum class CodeSource : std::uint8_t {
  fixed,       ///< `codes`, the same everywhere
  dictionary,  ///< codes found in the data that mean the same everywhere (sector, function class)
  local,       ///< codes found in the data that only mean something within a region (unit, department)
  region,      ///< facts are kept by region: no column is stored
  year,        ///< and by year
};

/// One column of a kind of facts: the single description that the check of figure files, the API's
/// dimensions, the builder, the evaluation and the drill-down rows all read.
struct FactColumn {
  std::string_view name;
  std::string_view label;
  FactKind kind = FactKind::dimension;
  int width = 0;  ///< bytes a fact: 1, 2, 4 (dimensions), 2, 4, 8 (measures), 0 when not stored
  CodeSource source = CodeSource::fixed;
  std::span<const CodeRow> codes{};

  constexpr bool is_dimension() const { return kind == FactKind::dimension; }
};

/// A kind of facts. Every fact also has the id of the record it came from, and a name to show in lists.
struct EntityDesc {
  Entity entity;
  std::string_view name;
  std::string_view label;
  std::string_view record;  ///< the record its ids belong to
  std::span<const FactColumn> columns;

  /// Position of the column called `column`; columns.size() when there is none.
  constexpr std::size_t index_of(std::string_view column) const {
    std::size_t i = 0;
    while (i < columns.size() && columns[i].name != column) ++i;
    return i;
  }
  constexpr const FactColumn* find(std::string_view column) const {
    const std::size_t i = index_of(column);
    return i < columns.size() ? &columns[i] : nullptr;
  }
};

namespace detail {

template <class E>
inline constexpr std::span<const CodeRow> kCodes = jiheng::detail::Codec<E>::codes;

/// The codes of E after one for "there is none".
template <class E>
constexpr auto codes_after_none(std::string_view none_label) {
  std::array<CodeRow, std::size(enum_table(E{})) + 1> rows{};
  rows[0] = {"none", none_label};
  for (std::size_t i = 1; i < rows.size(); ++i)
    rows[i] = {enum_table(E{})[i - 1].code, enum_table(E{})[i - 1].label};
  return rows;
}

inline constexpr std::array kYesNo{CodeRow{"no", "否"}, CodeRow{"yes", "是"}};
inline constexpr std::array kQuarters{CodeRow{"1", "一季度"}, CodeRow{"2", "二季度"}, CodeRow{"3", "三季度"},
                                      CodeRow{"4", "四季度"}};
inline constexpr std::array kSubmission{CodeRow{"none", "未提交"}, CodeRow{"late", "逾期提交"},
                                        CodeRow{"on_time", "按时提交"}};
inline constexpr auto kGoalStates = codes_after_none<GoalState>("未申报");
inline constexpr auto kAlerts = codes_after_none<Light>("无");
inline constexpr auto kGrades = codes_after_none<Grade>("未评定");
inline constexpr std::array kVaguenessBands{CodeRow{"none", "没有指标"}, CodeRow{"low", "较实"},
                                            CodeRow{"middle", "一般"}, CodeRow{"high", "空泛"}};

constexpr FactColumn region_column() {
  return {"region", "区划", FactKind::dimension, 0, CodeSource::region};
}
constexpr FactColumn year_column() { return {"year", "年度", FactKind::dimension, 0, CodeSource::year}; }
constexpr FactColumn department_column() {
  return {"department", "主管部门", FactKind::dimension, 2, CodeSource::local};
}
constexpr FactColumn unit_column() { return {"unit", "预算单位", FactKind::dimension, 4, CodeSource::local}; }
constexpr FactColumn sector_column() {
  return {"sector", "行业", FactKind::dimension, 2, CodeSource::dictionary};
}
constexpr FactColumn code_column(std::string_view name, std::string_view label,
                                 std::span<const CodeRow> codes) {
  return {name, label, FactKind::dimension, 1, CodeSource::fixed, codes};
}
constexpr FactColumn yes_no(std::string_view name, std::string_view label) {
  return code_column(name, label, kYesNo);
}
constexpr FactColumn provenance_column() { return code_column("provenance", "数据来源", kCodes<Provenance>); }
constexpr FactColumn illustrative_column() { return yes_no("illustrative", "演示数据"); }
constexpr FactColumn money(std::string_view name, std::string_view label) {
  return {name, label, FactKind::money, 8};
}
constexpr FactColumn score(std::string_view name, std::string_view label) {
  return {name, label, FactKind::score, 4};
}
constexpr FactColumn ratio(std::string_view name, std::string_view label) {
  return {name, label, FactKind::ratio, 8};
}
constexpr FactColumn count(std::string_view name, std::string_view label, int width = 4) {
  return {name, label, FactKind::count, width};
}

}  // namespace detail

/// A project in a year in which it has budget. Money is summed over its budget lines; fund_type is the one
/// with most money; stages say how far the cycle has come for it.
inline constexpr std::array kProjectYearColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("fund_type", "资金性质", detail::kCodes<FundType>),
    detail::code_column("category", "项目类别", detail::kCodes<Category>),
    detail::code_column("project_kind", "项目属性", detail::kCodes<ProjectKind>),
    detail::sector_column(),
    FactColumn{"function_class", "功能分类", FactKind::dimension, 2, CodeSource::dictionary},
    detail::yes_no("direct_transfer", "直达资金"),
    detail::yes_no("special_bond", "专项债券"),
    detail::yes_no("general_bond", "一般债券"),
    detail::code_column("goal_state", "目标状态", detail::kGoalStates),
    detail::yes_no("goal_with_budget", "目标与预算同步"),
    detail::yes_no("vague", "含空泛指标"),
    detail::code_column("vagueness_band", "泛指标化程度", detail::kVaguenessBands),
    detail::code_column("alert", "监控预警", detail::kAlerts),
    detail::yes_no("monitored", "已监控"),
    detail::code_column("self_evaluation_state", "自评状态", detail::kSubmission),
    detail::code_column("self_grade", "自评等级", detail::kGrades),
    detail::yes_no("assessed", "事前评估"),
    detail::yes_no("evaluated", "部门或财政评价"),
    detail::yes_no("result_linked", "结果应用"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("initial", "年初预算数"),
    detail::money("adjusted", "全年预算数"),
    detail::money("executed", "全年执行数"),
    detail::score("self_score", "自评得分"),
    detail::count("indicator_count", "指标数", 2),
    detail::count("vague_count", "空泛指标数", 2),
    detail::score("vagueness", "泛指标化指数"),
};

inline constexpr std::array kAssessmentColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("conclusion", "评估结论", detail::kCodes<Conclusion>),
    detail::sector_column(),
    detail::yes_no("listed", "公开列名"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("amount", "申请金额"),
    detail::money("suggested_amount", "建议金额"),
    detail::score("score", "评估得分"),
};

inline constexpr std::array kEvaluationColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("kind", "评价类型", detail::kCodes<EvaluationKind>),
    FactColumn{"evaluated_year", "被评价年度", FactKind::dimension, 2, CodeSource::dictionary},
    detail::code_column("grade", "评价等级", detail::kGrades),
    detail::yes_no("linked", "结果已应用"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("amount", "涉及金额"),
    detail::score("score", "评价得分"),
};

/// One quarterly form that was due.
inline constexpr std::array kMonitoringColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("quarter", "季度", detail::kQuarters),
    detail::code_column("fund_type", "资金性质", detail::kCodes<FundType>),
    detail::sector_column(),
    detail::yes_no("submitted", "已提交"),
    detail::yes_no("late", "逾期"),
    detail::code_column("money_light", "资金灯", detail::kAlerts),
    detail::code_column("goal_light", "目标灯", detail::kAlerts),
    detail::code_column("alert", "预警", detail::kAlerts),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("executed", "累计执行数"),
    detail::ratio("goal_progress", "目标完成进度"),
};

/// `year` is the budget year that the result changed.
inline constexpr std::array kResultUseColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("basis", "应用依据", detail::kCodes<UseBasis>),
    detail::code_column("suggestion", "建议", detail::kCodes<UseSuggestion>),
    detail::code_column("decision", "决定", detail::kCodes<UseDecision>),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("base_amount", "原预算数"),
    detail::money("decided_amount", "决定预算数"),
    detail::money("reduced_amount", "调减金额"),
    detail::ratio("rate", "调减率"),
};

inline constexpr std::array kRectificationColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("source", "问题来源", detail::kCodes<FindingSource>),
    detail::code_column("state", "整改状态", detail::kCodes<RectificationState>),
    detail::yes_no("overdue", "逾期"),
    detail::provenance_column(),
    detail::illustrative_column(),
};

/// A budget unit in a year; late_count counts its projects whose self-evaluation came late or is missing
/// after it was due.
inline constexpr std::array kUnitYearColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::sector_column(),
    detail::yes_no("has_project", "有项目"),
    detail::yes_no("has_late", "有逾期自评"),
    detail::yes_no("all_self_evaluated", "自评全部提交"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::count("project_count", "项目数"),
    detail::count("late_count", "逾期自评数"),
};

/// One act that changed the budget of a project. `with_goal`: the goal came with it, or had been sent in by
/// that day.
inline constexpr std::array kBudgetChangeColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("kind", "变动种类", detail::kCodes<BudgetChangeKind>),
    detail::code_column("fund_type", "资金性质", detail::kCodes<FundType>),
    detail::code_column("category", "项目类别", detail::kCodes<Category>),
    detail::sector_column(),
    detail::yes_no("with_goal", "同时报目标"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("amount", "变动金额"),
};

/// One line of a release document. `with_goal`: the goal went with it, or had been approved by that day.
inline constexpr std::array kReleaseColumns{
    detail::region_column(),
    detail::year_column(),
    detail::department_column(),
    detail::unit_column(),
    detail::code_column("fund_type", "资金性质", detail::kCodes<FundType>),
    detail::code_column("category", "项目类别", detail::kCodes<Category>),
    detail::sector_column(),
    detail::yes_no("with_goal", "目标一同下达"),
    detail::provenance_column(),
    detail::illustrative_column(),
    detail::money("amount", "下达金额"),
};

inline constexpr std::array<EntityDesc, kEntityCount> kEntities{{
    {Entity::project_year, "project_year", "项目年度", "project", kProjectYearColumns},
    {Entity::assessment, "assessment", "事前绩效评估", "assessment", kAssessmentColumns},
    {Entity::evaluation, "evaluation", "绩效评价", "evaluation", kEvaluationColumns},
    {Entity::monitoring, "monitoring", "绩效监控", "monitoring", kMonitoringColumns},
    {Entity::result_use, "result_use", "结果应用", "result_use", kResultUseColumns},
    {Entity::rectification, "rectification", "整改", "rectification", kRectificationColumns},
    {Entity::unit_year, "unit_year", "单位年度", "unit", kUnitYearColumns},
    {Entity::budget_change, "budget_change", "预算变动", "budget_change", kBudgetChangeColumns},
    {Entity::release, "release", "资金下达", "release", kReleaseColumns},
}};

constexpr const EntityDesc& entity_desc(Entity entity) { return kEntities[static_cast<std::size_t>(entity)]; }

/// The entity of that name; nullptr when there is none.
constexpr const EntityDesc* find_entity(std::string_view name) {
  for (const auto& desc : kEntities) {
    if (desc.name == name) return &desc;
  }
  return nullptr;
}

/// Bytes a stored fact takes: its columns, the record's id and the index of its name.
constexpr std::size_t bytes_per_fact(const EntityDesc& desc) {
  std::size_t bytes = sizeof(std::int64_t) + sizeof(std::uint32_t);
  for (const auto& column : desc.columns) bytes += static_cast<std::size_t>(column.width);
  return bytes;
}
static_assert(bytes_per_fact(kEntities[0]) <= 80, "issue 2 §6: at most 80 bytes a fact");

}  // namespace jiheng::law
