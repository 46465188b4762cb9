#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kApprovedMoneyMembers[] = {
    {"total", "integer", "合计，分"},      {"total_text", "string", "万元"},
    {"fiscal", "integer", "财政拨款，分"}, {"fiscal_text", "string", "万元"},
    {"other", "integer", "其他资金，分"},  {"other_text", "string", "万元"},
};
constexpr ShapeMember kDecompositionMembers[] = {
    {"goal", "string", "绩效目标编号"},
    {"etag", "string", "保存时放进 If-Match"},
    {"title", "string", "项目"},
    {"unit_name", "string", "单位"},
    {"year", "integer", "年度"},
    {"state_label", "string", "目标的状态"},
    {"may_write", "boolean", "我可以分解"},
    {"amount", "integer", "目标资金，分"},
    {"amount_text", "string", "万元"},
    {"divided", "integer", "各部分合计，分"},
    {"divided_text", "string", "万元"},
    {"lines", "DecompositionLine[]", "指标"},
    {"parts", "DecompositionPart[]", "地区（单位）"},
    {"refusals", "DecompositionRefusal[]", "全部都不能下达的原因"},
    {"unfilled", "DecompositionRefusal[]", "还没有填完、不能下达的部分，每部分一条"},
};
constexpr ShapeMember kDecompositionLineMembers[] = {
    {"level1", "string", "一级指标"},     {"level2", "string", "二级指标"},
    {"name", "string", "三级指标"},       {"op", "string", "性质"},
    {"op_label", "string", "≥、≤……"},     {"target", "string", "总目标"},
    {"unit", "string", "计量单位"},       {"additive", "boolean", "各部分应当相加"},
    {"sum", "string|null", "各部分合计"}, {"fits", "boolean", "与总目标对得上"},
};
constexpr ShapeMember kDecompositionPartMembers[] = {
    {"name", "string", "地区或单位"},
    {"project_id", "string|null", "承接项目编号"},
    {"project_code", "string", "承接项目编码"},
    {"project_name", "string", "承接项目"},
    {"unit_name", "string", "承接单位"},
    {"amount", "integer|null", "资金，分"},
    {"targets", "strings", "三级指标 → 指标值"},
    {"missing", "string[]", "还缺什么；空为填完了，可以下达"},
    {"sent_by", "string|null", "下达人；改过金额、指标值或承接项目的要重新下达"},
    {"sent_at", "instant|null", "下达时间"},
};
constexpr ShapeMember kDecompositionPartWishMembers[] = {
    {"name", "string", "地区或单位"},
    {"project_id?", "string|null", "承接项目编号"},
    {"amount?", "integer|null", "资金，分"},
    {"targets?", "object|null", "三级指标 → 指标值"},
};
constexpr ShapeMember kDecompositionRefusalMembers[] = {
    {"rule", "string", "规则"},
    {"message", "string", "问题"},
    {"where", "string", "/amount 或 /targets/三级指标"},
    {"hint", "string", "怎么办，依据"},
};
constexpr ShapeMember kDecompositionSendWishMembers[] = {
    {"parts?", "string[]|null", "只下达这些地区或单位；不给为全部填完的"},
};
constexpr ShapeMember kDecompositionSentMembers[] = {
    {"parts", "SentPart[]", "各部分"},
};
constexpr ShapeMember kDecompositionWishMembers[] = {
    {"parts", "DecompositionPartWish[]", "全部地区（单位）"},
};
constexpr ShapeMember kReceivedPartMembers[] = {
    {"title", "string", "被分解的项目"},      {"unit_name", "string", "它的单位"},
    {"name", "string", "分解到的地区或单位"}, {"amount", "integer|null", "下达的资金，分"},
    {"amount_text", "string|null", "万元"},   {"sent_by", "string", "下达人"},
    {"sent_at", "instant", "下达时间"},
};
constexpr ShapeMember kReceivedPartsMembers[] = {
    {"parts", "ReceivedPart[]", "先下达的在前"},
};
constexpr ShapeMember kSentPartMembers[] = {
    {"name", "string", "地区或单位"},
    {"sent", "boolean", "下达了"},
    {"why", "string", "没有下达的原因"},
};
constexpr ShapeMember kDepartmentCoverageMembers[] = {
    {"owed", "integer", "应报部门数"},
    {"begun", "integer", "已开始填"},
    {"submitted", "integer", "已送审（含已批复）"},
    {"approved", "integer", "已批复"},
};
constexpr ShapeMember kDepartmentGoalListMembers[] = {
    {"total", "integer", "全部行数"},
    {"year", "integer", "年度"},
    {"coverage", "DepartmentCoverage", "应报与已报"},
    {"rows", "DepartmentGoalRow[]", "全部部门"},
    {"next", "string|null", "总是 null：一次给全"},
};
constexpr ShapeMember kDepartmentGoalRowMembers[] = {
    {"id", "string|null", "编号；还没有开始填为 null"},
    {"case", "string|null", "事项编号"},
    {"department_code", "string", "部门编码"},
    {"department_name", "string", "部门"},
    {"unit_id", "string|null", "编报的本级单位"},
    {"unit_name", "string", "编报单位"},
    {"may_create", "boolean", "我可以开始填"},
    {"state", "string", "状态；none 为未申报"},
    {"state_label", "string", "状态名称"},
    {"version", "integer", "版本号；0 为还没有"},
    {"amount", "integer|null", "各任务预算合计，分"},
    {"amount_text", "string", "万元"},
    {"projects_amount", "integer", "部门各项目资金合计，分"},
    {"projects_amount_text", "string", "万元"},
    {"filled", "GoalShares|null", "填了多少"},
    {"confirmed", "GoalMarks|null", "是否确认"},
    {"findings", "FindingCounts|null", "目标体检"},
    {"provenance", "string", "数据来源"},
};
constexpr ShapeMember kDepartmentGoalStartMembers[] = {
    {"unit_id", "string", "部门本级单位编号"},
    {"year?", "integer|null", "年度；不给则为所选年度"},
};
constexpr ShapeMember kProjectsMoneyMembers[] = {
    {"count", "integer", "有资金的项目数"}, {"total", "integer", "合计，分"},
    {"total_text", "string", "万元"},       {"fiscal", "integer", "财政拨款，分"},
    {"fiscal_text", "string", "万元"},      {"other", "integer", "其他资金，分"},
    {"other_text", "string", "万元"},
};

constexpr Shape kDepartmentGoalsShapes[] = {
    {"ApprovedMoney", "原来批复的资金", kApprovedMoneyMembers},
    {"Decomposition", "绩效目标分解", kDecompositionMembers},
    {"DecompositionLine", "分解的一个指标", kDecompositionLineMembers},
    {"DecompositionPart", "分解的一个地区（单位）", kDecompositionPartMembers},
    {"DecompositionPartWish", "要保存的一个地区（单位）", kDecompositionPartWishMembers},
    {"DecompositionRefusal", "分解还不能下达的一个原因", kDecompositionRefusalMembers},
    {"DecompositionSendWish", "要下达的部分", kDecompositionSendWishMembers},
    {"DecompositionSent", "分解下达的结果", kDecompositionSentMembers},
    {"DecompositionWish", "要保存的分解", kDecompositionWishMembers},
    {"DepartmentCoverage", "部门整体目标申报情况", kDepartmentCoverageMembers},
    {"DepartmentGoalList", "部门整体目标一览", kDepartmentGoalListMembers},
    {"DepartmentGoalRow", "部门整体目标一览的一行", kDepartmentGoalRowMembers},
    {"DepartmentGoalStart", "要建立的部门整体目标", kDepartmentGoalStartMembers},
    {"ReceivedPart", "上级下达的一部分", kReceivedPartMembers},
    {"ReceivedParts", "上级下达的部分", kReceivedPartsMembers},
    {"SentPart", "一个地区（单位）下达得怎样", kSentPartMembers},
    {"ProjectsMoney", "部门各项目资金", kProjectsMoneyMembers},
};

}  // namespace

std::span<const Shape> department_goals_shapes() { return kDepartmentGoalsShapes; }

}  // namespace jiheng::http
