#include <array>

#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kAdjustmentWishMembers[] = {
    {"reason", "string", "为什么调整"},
};
constexpr ShapeMember kApprovalMembers[] = {
    {"id", "string", "编号"},        {"document_number", "string", "文号"},
    {"approved_on", "date", "日期"}, {"year", "integer", "年度"},
    {"by", "string", "由谁"},        {"goals", "ApprovedGoal[]", "项目"},
};
constexpr ShapeMember kApprovalResultMembers[] = {
    {"id", "string|null", "批复编号；一个也没有批成为 null"},
    {"approved", "string[]", "批复的"},
    {"refused", "RefusedGoal[]", "没有批复的"},
};
constexpr ShapeMember kApprovalWishMembers[] = {
    {"goals", "string[]", "绩效目标编号"},
    {"department_goals?", "string[]|null", "部门整体绩效目标编号"},
    {"document_number", "string", "批复文号"},
    {"approved_on", "date", "批复日期"},
};
constexpr ShapeMember kApprovedGoalMembers[] = {
    {"goal", "string", "绩效目标编号"},        {"project_code", "string", "项目编码"},
    {"project_name", "string", "项目"},        {"unit_name", "string", "单位"},
    {"department_name", "string", "主管部门"}, {"amount", "integer", "金额，分"},
    {"amount_text", "string", "万元"},
};
constexpr ShapeMember kGoalMembers[] = {
    {"id", "string", "编号"},
    {"case", "string|null", "事项编号"},
    {"kind", "string", "project 项目支出，department 部门整体支出"},
    {"project", "GoalProject", "项目；部门整体为部门的代码和名称"},
    {"unit", "GoalUnit", "单位"},
    {"department_name", "string", "主管部门"},
    {"department_code", "string", "主管部门编码"},
    {"projects_money", "ProjectsMoney|null", "部门整体：本部门各项目资金合计"},
    {"approved_money", "ApprovedMoney|null", "调整中：原来批复的资金"},
    {"year", "integer", "年度"},
    {"state", "string", "状态"},
    {"state_label", "string", "状态名称"},
    {"round", "integer", "第几轮"},
    {"provenance", "string", "数据来源"},
    {"version", "GoalVersionNow", "现在的版本"},
    {"versions", "GoalVersion[]", "各版"},
    {"scheme", "string", "评分方案"},
    {"tree", "GoalTreeLevel[]", "指标体系"},
    {"sections", "GoalSections", "四部分"},
    {"owners", "strings", "字段 → finance 或 project"},
    {"writable", "string[]", "我现在可以写的字段"},
    {"read_only_why", "string|null", "为什么不能写"},
    {"confirmed", "GoalConfirmations", "两方的确认"},
    {"filled", "GoalFilled", "填了多少"},
    {"weight_total", "number", "分值合计"},
    {"findings", "GoalFinding[]", "目标体检"},
    {"vagueness", "VaguenessOfForm|null", "泛指标化指数；没有指标为 null"},
    {"last_year_text", "string", "上年总体目标"},
    {"presence", "GoalPresence[]", "正在填表的人"},
};
constexpr ShapeMember kGoalChangeMembers[] = {
    {"field", "string", "字段"},
    {"label", "string", "名称"},
    {"before", "string", "原来"},
    {"after", "string", "现在"},
};
constexpr ShapeMember kGoalConfirmationMembers[] = {
    {"by", "string", "谁"},
    {"at", "instant", "时间"},
    {"one_person", "boolean", "两部分是同一人确认的"},
};
constexpr ShapeMember kGoalConfirmationsMembers[] = {
    {"finance", "GoalConfirmation|null", "财务"},
    {"project", "GoalConfirmation|null", "业务"},
};
constexpr ShapeMember kGoalDifferenceMembers[] = {
    {"changes", "GoalChange[]", "变化"},
};
constexpr ShapeMember kGoalFieldsMembers[] = {
    {"etag", "string", "保存时放进 If-Match"},
    {"owner", "string", "finance 或 project"},
    {"fields", "object", "字段"},
};
constexpr ShapeMember kGoalFilledMembers[] = {
    {"finance", "GoalFilledPart", "财务"},
    {"project", "GoalFilledPart", "业务"},
};
constexpr ShapeMember kGoalFilledPartMembers[] = {
    {"filled", "integer", "填了"},
    {"of", "integer", "应填"},
};
constexpr ShapeMember kGoalFindingMembers[] = {
    {"rule", "string", "规则"},
    {"severity", "string", "error、warning 或 info"},
    {"message", "string", "问题"},
    {"field", "string", "在哪里，如 indicators/2/target；空为整张表"},
    {"fix", "string", "怎么改"},
    {"clause", "string", "依据"},
    {"verified", "boolean", "依据已核对原文"},
};
constexpr ShapeMember kGoalIndicatorMembers[] = {
    {"id", "string|null", "编号；新的一行为 null"},
    {"seq", "integer", "序号"},
    {"level1", "string", "一级指标"},
    {"level2", "string", "二级指标"},
    {"name", "string", "三级指标"},
    {"op", "string|null", "性质"},
    {"target", "string", "年度指标值"},
    {"target_medium", "string", "中期指标值"},
    {"unit", "string", "计量单位"},
    {"weight", "number|null", "分值"},
    {"core", "boolean", "核心指标"},
    {"basis", "string", "设定依据"},
    {"source", "string", "取值来源"},
    {"method", "string", "取值方式"},
    {"fixed", "boolean", "下达的指标，不能改"},
    {"fixed_by", "string|null", "下达单位"},
    {"fixed_target", "boolean", "指标值也不能改"},
    {"last_year", "GoalLastYear|null", "上年"},
};
constexpr ShapeMember kGoalIndicatorsMembers[] = {
    {"etag", "string", "保存时放进 If-Match"},
    {"owner", "string", "finance 或 project"},
    {"rows", "GoalIndicator[]", "指标行"},
};
constexpr ShapeMember kGoalLastYearMembers[] = {
    {"target", "string", "上年指标值"},
    {"actual", "string|null", "上年完成值"},
};
constexpr ShapeMember kGoalLintMembers[] = {
    {"findings", "GoalFinding[]", "目标体检"},
    {"weight_total", "number", "分值合计"},
    {"vagueness", "VaguenessOfForm|null", "泛指标化指数"},
};
constexpr ShapeMember kGoalListMembers[] = {
    {"total", "integer", "全部行数"},
    {"year", "integer", "年度"},
    {"amount", "integer", "全部金额合计，分"},
    {"amount_text", "string", "万元"},
    {"rows", "GoalRow[]", "一页"},
    {"next", "string|null", "下一页的 cursor"},
};
constexpr ShapeMember kGoalMarksMembers[] = {
    {"finance", "boolean", "财务"},
    {"project", "boolean", "业务"},
};
constexpr ShapeMember kGoalPresenceMembers[] = {
    {"name", "string", "姓名"},
    {"section", "string", "哪一部分"},
    {"at", "instant", "最近一次保存"},
};
constexpr ShapeMember kGoalProjectMembers[] = {
    {"id", "string", "编号"},           {"code", "string", "项目编码"},       {"name", "string", "名称"},
    {"category", "string", "类别代码"}, {"category_label", "string", "类别"}, {"kind", "string", "属性代码"},
    {"kind_label", "string", "属性"},   {"sector", "string", "行业"},
};
constexpr ShapeMember kGoalReviewSheetMembers[] = {
    {"groups", "ReviewGroup[]", "四组"},    {"total", "number|null", "合计"},
    {"grade", "string|null", "等次代码"},   {"grade_label", "string|null", "等次"},
    {"consequence", "string|null", "后果"},
};
constexpr ShapeMember kGoalRowMembers[] = {
    {"id", "string", "编号"},
    {"case", "string|null", "事项编号"},
    {"project", "GoalProjectName", "项目"},
    {"unit_name", "string", "单位"},
    {"department_name", "string", "主管部门"},
    {"state", "string", "状态"},
    {"state_label", "string", "状态名称"},
    {"version", "integer", "版本号；0 为还没有"},
    {"amount", "integer|null", "金额，分；没有填、也没有预算的为空"},
    {"amount_text", "string", "万元"},
    {"filled", "GoalShares", "填了多少"},
    {"confirmed", "GoalMarks", "是否确认"},
    {"findings", "FindingCounts", "目标体检"},
    {"vagueness", "number|null", "泛指标化指数"},
    {"provenance", "string", "数据来源"},
};
constexpr ShapeMember kGoalSectionsMembers[] = {
    {"header", "GoalFields", "表头"},
    {"tasks?", "GoalFields|null", "年度主要任务；部门整体"},
    {"money", "GoalFields", "项目资金"},
    {"text", "GoalFields", "总体目标"},
    {"indicators", "GoalIndicators", "绩效指标"},
};
constexpr ShapeMember kGoalSharesMembers[] = {
    {"finance", "number", "0 至 1"},
    {"project", "number", "0 至 1"},
};
constexpr ShapeMember kGoalStartMembers[] = {
    {"project_id", "string", "项目编号"},
    {"year?", "integer|null", "年度；不给则为所选年度"},
};
constexpr ShapeMember kGoalStartedMembers[] = {
    {"id", "string", "编号"},
    {"case", "string", "事项编号"},
    {"prefilled", "boolean", "带入了上年的"},
    {"detail", "string", "说明"},
};
constexpr ShapeMember kGoalTreeLevelMembers[] = {
    {"level1", "string", "一级指标"},
    {"level2", "string[]", "二级指标"},
};
constexpr ShapeMember kGoalTypedMembers[] = {
    {"goal", "string", "绩效目标编号"},
    {"sections?", "object|null", "改了的部分，同 PATCH 的正文"},
};
constexpr ShapeMember kGoalUnitMembers[] = {
    {"id", "string", "编号"},
    {"code", "string", "单位编码"},
    {"name", "string", "单位名称"},
};
constexpr ShapeMember kGoalVersionMembers[] = {
    {"number", "integer", "版本号"},
    {"kind", "string", "prepared、approved 或 adjusting"},
    {"label", "string", "编制、批复、调整"},
    {"at", "instant", "时间"},
    {"by", "string", "由谁"},
    {"reason", "string|null", "调整原因或批复文号"},
    {"approval", "string|null", "批复的编号；没有文号的为空"},
};
constexpr ShapeMember kGoalVersionNowMembers[] = {
    {"number", "integer", "版本号；0 为还没有"},
    {"kind", "string", "种类"},
    {"label", "string", "名称"},
    {"at", "instant|null", "时间"},
};
constexpr ShapeMember kIndicatorOrderMembers[] = {
    {"year?", "string|null", "年度"},
    {"filter?", "OrderFilter|null", "条件"},
    {"projects?", "string[]|null", "只给这些项目"},
    {"rows", "object[]", "指标行；写了指标值的，指标值也不能改"},
};
constexpr ShapeMember kIndicatorOrderResultMembers[] = {
    {"goals", "string[]", "收到的绩效目标"},
    {"passed_over", "PassedOver[]", "没有下达的"},
};
constexpr ShapeMember kOrderFilterMembers[] = {
    {"unit?", "string|null", "单位或主管部门编码"},
    {"sector?", "string|null", "行业"},
    {"function_class?", "string|null", "功能分类开头"},
};
constexpr ShapeMember kPartWishMembers[] = {
    {"part", "string", "finance 或 project"},
};
constexpr ShapeMember kPassedOverMembers[] = {
    {"goal", "string", "绩效目标编号"},
    {"why", "string", "原因"},
};
constexpr ShapeMember kGoalProjectNameMembers[] = {
    {"id", "string", "编号"},
    {"code", "string", "项目编码"},
    {"name", "string", "名称"},
};
constexpr ShapeMember kRefusedGoalMembers[] = {
    {"goal", "string", "绩效目标编号"},
    {"title", "string", "项目"},
    {"detail", "string", "原因"},
};
constexpr ShapeMember kReviewGroupMembers[] = {
    {"id", "string", "代码"},
    {"label", "string", "完整性、相关性、适当性或可行性"},
    {"points", "ReviewPoint[]", "要点"},
};
constexpr ShapeMember kReviewPointMembers[] = {
    {"id", "string", "代码"},
    {"label", "string", "要点"},
    {"full", "number|null", "满分"},
    {"proposed", "number|null", "按目标体检建议的分"},
    {"score", "number|null", "审核人打的分"},
    {"note", "string", "说明"},
    {"because", "string[]", "建议的理由"},
};
constexpr ShapeMember kReviewScoreMembers[] = {
    {"id", "string", "要点代码"},
    {"score", "number", "得分"},
    {"note?", "string|null", "说明"},
};
constexpr ShapeMember kReviewScoresMembers[] = {
    {"points", "ReviewScore[]", "要点"},
};
constexpr ShapeMember kSectionPatchMembers[] = {
    {"fields?", "object|null", "改了的字段"},
    {"rows?", "object[]|null", "全部指标行"},
};
constexpr ShapeMember kSectionSavedMembers[] = {
    {"section", "object", "这一部分，含新的 etag"},   {"findings", "GoalFinding[]", "目标体检"},
    {"confirmed", "GoalConfirmations", "两方的确认"}, {"filled", "GoalFilled", "填了多少"},
    {"weight_total", "number", "分值合计"},           {"saved_at", "instant", "保存时间"},
    {"vagueness", "VaguenessOfForm|null", "泛指标化指数"},
};

constexpr Shape kGoalsShapes[] = {
    {"AdjustmentWish", "调整", kAdjustmentWishMembers},
    {"Approval", "一次批复", kApprovalMembers},
    {"ApprovalResult", "批复的结果", kApprovalResultMembers},
    {"ApprovalWish", "一同批复", kApprovalWishMembers},
    {"ApprovedGoal", "批复的一个项目", kApprovedGoalMembers},
    {"Goal", "绩效目标申报表", kGoalMembers},
    {"GoalChange", "一处变化", kGoalChangeMembers},
    {"GoalConfirmation", "一方的确认", kGoalConfirmationMembers},
    {"GoalConfirmations", "两方的确认", kGoalConfirmationsMembers},
    {"GoalDifference", "两版之间的变化", kGoalDifferenceMembers},
    {"GoalFields", "申报表的一部分", kGoalFieldsMembers},
    {"GoalFilled", "两部分各填了多少", kGoalFilledMembers},
    {"GoalFilledPart", "填了多少", kGoalFilledPartMembers},
    {"GoalFinding", "目标体检的一条", kGoalFindingMembers},
    {"GoalIndicator", "一行指标", kGoalIndicatorMembers},
    {"GoalIndicators", "绩效指标", kGoalIndicatorsMembers},
    {"GoalLastYear", "上年", kGoalLastYearMembers},
    {"GoalLint", "边填边查的结果", kGoalLintMembers},
    {"GoalList", "绩效目标一览", kGoalListMembers},
    {"GoalMarks", "两部分是否确认", kGoalMarksMembers},
    {"GoalPresence", "正在填表的人", kGoalPresenceMembers},
    {"GoalProject", "申报表的项目", kGoalProjectMembers},
    {"GoalReviewSheet", "审核打分表", kGoalReviewSheetMembers},
    {"GoalRow", "绩效目标一览的一行", kGoalRowMembers},
    {"GoalSections", "申报表的四部分", kGoalSectionsMembers},
    {"GoalShares", "两部分各填了多少", kGoalSharesMembers},
    {"GoalStart", "要建立的绩效目标", kGoalStartMembers},
    {"GoalStarted", "建立的绩效目标", kGoalStartedMembers},
    {"GoalTreeLevel", "指标体系的一级", kGoalTreeLevelMembers},
    {"GoalTyped", "正在填的表", kGoalTypedMembers},
    {"GoalUnit", "申报单位", kGoalUnitMembers},
    {"GoalVersion", "绩效目标的一版", kGoalVersionMembers},
    {"GoalVersionNow", "正在看的一版", kGoalVersionNowMembers},
    {"IndicatorOrder", "下达核心指标", kIndicatorOrderMembers},
    {"IndicatorOrderResult", "下达的结果", kIndicatorOrderResultMembers},
    {"OrderFilter", "下达给哪些项目", kOrderFilterMembers},
    {"PartWish", "确认哪一部分", kPartWishMembers},
    {"PassedOver", "没有下达的", kPassedOverMembers},
    {"GoalProjectName", "项目", kGoalProjectNameMembers},
    {"RefusedGoal", "没有批复的", kRefusedGoalMembers},
    {"ReviewGroup", "一组审核要点", kReviewGroupMembers},
    {"ReviewPoint", "审核要点", kReviewPointMembers},
    {"ReviewScore", "一项得分", kReviewScoreMembers},
    {"ReviewScores", "审核打分", kReviewScoresMembers},
    {"SectionPatch", "保存申报表的一部分", kSectionPatchMembers},
    {"SectionSaved", "保存以后", kSectionSavedMembers},
};

}  // namespace

std::span<const Shape> goals_shapes() { return kGoalsShapes; }

}  // namespace jiheng::http
