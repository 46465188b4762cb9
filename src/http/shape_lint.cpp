#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kLibraryDecision[] = {
    {"decision", "string", "adopt 采纳、refuse 不采纳或 merge 并入"},
    {"reason?", "string", "审定意见；不采纳和并入必填"},
    {"code?", "string", "并入哪个指标"},
    {"entry?", "LibraryDraft", "采纳时改用的写法；不给则照建议"},
};
constexpr ShapeMember kLibraryDraft[] = {
    {"name", "string", "指标名称"},       {"level", "string", "二级指标，如 数量"},
    {"sector", "string", "行业"},         {"op", "string", "性质代码"},
    {"op_label?", "string", "性质"},      {"target", "string", "常用值"},
    {"unit?", "string|null", "计量单位"}, {"explanation", "string", "指标解释"},
    {"evidence?", "string", "佐证要求"},  {"data_source?", "string", "数据来源"},
    {"core?", "boolean", "核心指标"},
};
constexpr ShapeMember kLibraryNear[] = {
    {"code", "string", "编号"},
    {"name", "string", "指标"},
    {"level", "string", "二级指标"},
    {"sector", "string", "行业"},
};
constexpr ShapeMember kLibraryProposal[] = {
    {"id", "string", "建议编号"},
    {"kind", "string", "add、change 或 retire"},
    {"kind_label", "string", "新增、修改、停用"},
    {"state", "string", "状态代码"},
    {"state_label", "string", "状态"},
    {"code", "string|null", "指标编号；新增的采纳后才有"},
    {"name", "string", "指标"},
    {"sector", "string", "行业"},
    {"unit_name", "string", "建议单位"},
    {"reason", "string", "理由"},
    {"by", "string", "建议人"},
    {"at", "instant", "时间"},
    {"entry", "LibraryDraft|null", "内容；停用的为 null"},
    {"decided_by", "string|null", "审定人"},
    {"decided_at", "instant|null", "审定时间"},
    {"decision", "string|null", "审定意见"},
    {"merged_into", "string|null", "并入哪个指标"},
    {"near", "LibraryNear[]", "待审定时，库里说得相近的指标"},
};
constexpr ShapeMember kLibraryProposalList[] = {
    {"total", "integer", "全部行数"},      {"open", "integer", "待审定的"},
    {"may_decide", "boolean", "我能审定"}, {"may_propose", "boolean", "我能建议"},
    {"rows", "LibraryProposal[]", "一页"}, {"next", "string|null", "下一页的 cursor"},
};
constexpr ShapeMember kLibraryProposalWish[] = {
    {"kind", "string", "add、change 或 retire"},
    {"code?", "string", "要修改、停用的指标"},
    {"entry?", "LibraryDraft", "内容；停用不给"},
    {"reason", "string", "理由"},
};
constexpr ShapeMember kLibraryVersion[] = {
    {"number", "integer", "第几版"},
    {"since", "date", "自哪天起"},
    {"by", "string", "由谁"},
    {"at", "instant", "时间"},
    {"sector", "string", "行业"},
    {"entry", "LibraryDraft|null", "内容；停用为 null"},
    {"proposal", "string|null", "由哪个建议"},
};
constexpr ShapeMember kLibraryVersionList[] = {
    {"code", "string", "指标编号"},
    {"versions", "LibraryVersion[]", "本县的各版，从第一版起；没有为空"},
};
constexpr ShapeMember kLintExample[] = {
    {"lines", "string[]", "表上各处写的"},
};
constexpr ShapeMember kLintRule[] = {
    {"id", "string", "规则"},
    {"title", "string", "名称"},
    {"severity", "string", "error、warning 或 info"},
    {"severity_label", "string", "必须改、建议改、提示"},
    {"applies_to", "string", "看什么：goal、indicator、self_evaluation、budget、form"},
    {"applies_to_label", "string", "看什么"},
    {"message", "string", "会怎么说；花括号里的是表上的值"},
    {"rationale", "string", "为什么"},
    {"fix", "string", "怎么改"},
    {"clause", "string", "依据"},
    {"verified", "boolean", "依据已核对原文"},
    {"point", "string", "归入哪个审核要点；可空"},
    {"bad", "LintExample[]", "会报的例子"},
    {"good", "LintExample[]", "不报的例子"},
};
constexpr ShapeMember kLintRuleList[] = {
    {"law_version", "string", "规则的版本"},
    {"total", "integer", "条数"},
    {"rules", "LintRule[]", "按规则编号"},
};
constexpr ShapeMember kReminder[] = {
    {"key", "string", "标为已读时用"},
    {"kind", "string", "overdue、returned、due、arrived 或 opened"},
    {"kind_label", "string", "逾期、被退回、快到期、待你办理、对方已打开"},
    {"title", "string", "项目"},
    {"unit_name", "string", "单位"},
    {"text", "string", "说明"},
    {"record", "string", "goal 或 department_goal"},
    {"record_id", "string", "绩效目标编号"},
    {"state", "string", "流程状态"},
    {"case", "string", "事项编号"},
    {"at", "instant", "时间"},
    {"read", "boolean", "读过了"},
};
constexpr ShapeMember kReminderList[] = {
    {"total", "integer", "全部条数"},
    {"unread", "integer", "没有读过的"},
    {"rows", "Reminder[]", "没有读过的在前"},
};
constexpr ShapeMember kReminderMarks[] = {
    {"keys", "string[]", "哪些提醒"},
};
constexpr ShapeMember kVagueExample[] = {
    {"name", "string", "指标"},
    {"target", "string", "指标值"},
    {"project", "string", "项目；指标库的为空"},
    {"index", "number", "指数"},
    {"reasons", "string[]", "为什么空泛"},
    {"explanation", "string", "怎么算的"},
};
constexpr ShapeMember kVaguenessOfForm[] = {
    {"index", "number", "各行的平均，0 最实、100 最空"},
    {"band", "string", "low、middle 或 high"},
    {"band_label", "string", "较实、一般、空泛"},
    {"rows", "VaguenessOfRow[]", "各行"},
};
constexpr ShapeMember kVaguenessOfRow[] = {
    {"band", "string", "low、middle 或 high"},
    {"band_label", "string", "较实、一般、空泛"},
    {"index", "number", "指数"},
    {"reasons", "string[]", "为什么空泛；空为不空泛"},
    {"explanation", "string", "怎么算的"},
};
constexpr ShapeMember kVaguenessRanking[] = {
    {"place", "string", "地区"},
    {"year", "integer", "年度"},
    {"by", "string", "排什么"},
    {"by_label", "string", "排什么"},
    {"figure", "string", "口径见这个统计指标"},
    {"index", "number|null", "所问各项目的平均"},
    {"projects", "integer", "所问的项目数"},
    {"band_middle", "integer", "多少分起算一般"},
    {"band_high", "integer", "多少分起算空泛"},
    {"total", "integer", "全部行数"},
    {"rows", "VaguenessRow[]", "一页"},
    {"next", "string|null", "下一页的 cursor"},
};
constexpr ShapeMember kVaguenessRow[] = {
    {"id", "string", "项目编号、单位或指标编码、行业"},
    {"name", "string", "名称"},
    {"unit_name", "string", "项目的单位；指标的指标值；指标库的行业"},
    {"index", "number", "指数"},
    {"band", "string", "low、middle 或 high"},
    {"band_label", "string", "较实、一般、空泛"},
    {"projects", "integer", "项目数"},
    {"indicators", "integer", "指标数"},
    {"vague", "integer", "空泛的指标数"},
    {"examples", "VagueExample[]", "最空泛的至多三个"},
};

constexpr Shape kLintShapes[] = {
    {"LibraryDecision", "对一条建议的审定", kLibraryDecision},
    {"LibraryDraft", "指标库的一个指标，建议的写法", kLibraryDraft},
    {"LibraryNear", "相近的指标", kLibraryNear},
    {"LibraryProposal", "指标库的一条建议", kLibraryProposal},
    {"LibraryProposalList", "指标库建议", kLibraryProposalList},
    {"LibraryProposalWish", "提一条建议", kLibraryProposalWish},
    {"LibraryVersion", "指标的一版", kLibraryVersion},
    {"LibraryVersionList", "指标的各版", kLibraryVersionList},
    {"LintExample", "一个例子", kLintExample},
    {"LintRule", "一条体检规则", kLintRule},
    {"LintRuleList", "体检规则", kLintRuleList},
    {"Reminder", "一条提醒", kReminder},
    {"ReminderList", "我的提醒", kReminderList},
    {"ReminderMarks", "标为已读", kReminderMarks},
    {"VagueExample", "一个例子", kVagueExample},
    {"VaguenessOfForm", "申报表的泛指标化指数", kVaguenessOfForm},
    {"VaguenessOfRow", "一行指标的泛指标化指数", kVaguenessOfRow},
    {"VaguenessRanking", "泛指标化指数排行", kVaguenessRanking},
    {"VaguenessRow", "排行的一行", kVaguenessRow},
};

}  // namespace

std::span<const Shape> lint_shapes() { return kLintShapes; }

}  // namespace jiheng::http
