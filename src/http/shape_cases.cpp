#include <array>

#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kAssigneeMembers[] = {
    {"id", "string", "用户编号"},         {"account", "string", "账号"},
    {"name", "string", "姓名"},           {"role", "string", "角色"},
    {"role_label", "string", "角色名称"}, {"unit_name", "string", "哪里的；可为空"},
};
constexpr ShapeMember kAssigneeListMembers[] = {
    {"total", "integer", "人数"}, {"rows", "Assignee[]", "按姓名"}, {"next", "string|null", "总为 null"}};
constexpr ShapeMember kBatchResultMembers[] = {
    {"done", "string[]", "办成的"},
    {"refused", "RefusedCase[]", "没有办成的"},
};
constexpr ShapeMember kBatchWishMembers[] = {
    {"cases", "string[]", "事项编号"},         {"action", "string", "操作"},
    {"to?", "string|null", "退回到的状态"},    {"opinion?", "string|null", "意见"},
    {"reasons?", "ReasonWish[]|null", "理由"}, {"expect_state?", "string|null", "我看到的状态"},
};
constexpr ShapeMember kCaseMembers[] = {
    {"id", "string|null", "事项编号"},
    {"process", "string", "流程"},
    {"process_label", "string", "流程名称"},
    {"record", "string", "记录种类"},
    {"record_id", "string", "记录编号"},
    {"title", "string", "项目名称"},
    {"unit_name", "string", "单位"},
    {"state", "string", "状态"},
    {"state_label", "string", "状态名称"},
    {"round", "integer", "第几轮；调整为新的一轮"},
    {"due_on", "date|null", "期限"},
    {"to_open", "boolean", "等我办而我还没有打开；打开要另外告诉（POST …/opened）"},
    {"waiting_for", "WaitingFor[]", "等谁办"},
    {"actions", "CaseAction[]", "我能做的"},
    {"steps", "CaseStep[]", "办理经过"},
    {"changes_since_last_look", "SeenChange[]", "我这一方上次办理以后的改动"},
};
constexpr ShapeMember kCaseActionMembers[] = {
    {"id", "string", "操作"},
    {"label", "string", "名称"},
    {"kind", "string", "move、return、undo、ask、answer 或 reassign"},
    {"target_label", "string|null", "到谁那里"},
    {"targets", "CaseTarget[]", "可以到的状态；退回时从中选"},
    {"needs_opinion", "boolean", "须写意见"},
    {"needs_reason", "boolean", "须选理由"},
    {"allowed", "boolean", "现在可以做"},
    {"refusals", "CaseRefusal[]", "不可以的原因"},
};
constexpr ShapeMember kCaseRefusalMembers[] = {
    {"rule", "string", "规则"},
    {"message", "string", "说明"},
    {"clause", "string", "依据；practice 为通行做法"},
    {"remedy", "string", "怎么办"},
};
constexpr ShapeMember kCaseStepMembers[] = {
    {"number", "integer", "序号"},       {"action", "string", "操作"},
    {"label", "string", "名称"},         {"from", "string", "原状态"},
    {"from_label", "string", ""},        {"to", "string", "新状态"},
    {"to_label", "string", ""},          {"actor", "string", "办理人"},
    {"role", "string", "角色"},          {"role_label", "string", "角色名称"},
    {"at", "instant", "时间"},           {"opinion", "string|null", "意见"},
    {"reasons", "StepReason[]", "理由"}, {"changes", "integer", "到这一步改了几处"},
};
constexpr ShapeMember kCaseTargetMembers[] = {
    {"state", "string", "状态"},
    {"label", "string", "状态名称"},
};
constexpr ShapeMember kFindingCountsMembers[] = {
    {"error", "integer", "必须改的"},
    {"warning", "integer", "请看一看的"},
    {"info", "integer", "提示"},
};
constexpr ShapeMember kMissingListMembers[] = {
    {"text", "string", "可直接粘贴的文字"},
    {"units", "MissingUnit[]", "单位"},
};
constexpr ShapeMember kMissingUnitMembers[] = {
    {"code", "string", "单位编码"},
    {"name", "string", "单位名称"},
    {"department", "string", "主管部门编码"},
    {"projects", "string[]", "还没有送审的项目，或部门整体"},
};
constexpr ShapeMember kNextCaseMembers[] = {
    {"case", "string|null", "事项编号"},
};
constexpr ShapeMember kOwnerRadarMembers[] = {
    {"not_begun", "RadarEntry[]", "还没有建立整体绩效目标的部门"},
    {"never_updated", "RadarEntry[]", "建立后没有填过"},
    {"untouched_two_periods", "RadarEntry[]", "两期没有动过"},
    {"last_day_filled", "RadarEntry[]", "最后一天才填"},
    {"copied_from_last_year", "RadarEntry[]", "照抄上年"},
};
constexpr ShapeMember kProcessMembers[] = {
    {"id", "string", "编号"},
    {"title", "string", "名称"},
    {"initial", "string", "起始状态"},
    {"states", "ProcessState[]", "状态，按办理先后"},
    {"transitions", "ProcessTransition[]", "操作"},
    {"groups", "ProcessGroup[]", "填报分工"},
    {"reasons", "ProcessReason[]", "退回理由"},
    {"guards", "ProcessGuard[]", "检查"},
};
constexpr ShapeMember kProcessGroupMembers[] = {
    {"id", "string", "代码"},
    {"label", "string", "名称"},
    {"who", "RoleName[]", "谁填"},
    {"fields", "string[]", "字段"},
};
constexpr ShapeMember kProcessGuardMembers[] = {
    {"id", "string", "代码"},
    {"message", "string", "不通过时说什么"},
    {"remedy", "string", "怎么办"},
    {"clause", "string", "依据"},
};
constexpr ShapeMember kProcessReasonMembers[] = {
    {"code", "string", "代码"},
    {"label", "string", "理由"},
    {"needs_text", "boolean", "须写说明"},
};
constexpr ShapeMember kProcessStateMembers[] = {
    {"id", "string", "代码"},
    {"label", "string", "名称"},
    {"record_state", "string", "记录上的状态"},
    {"waiting", "RoleName[]", "等谁"},
    {"editable", "string[]", "可以改的分工"},
};
constexpr ShapeMember kProcessTransitionMembers[] = {
    {"id", "string", "代码"},
    {"label", "string", "名称"},
    {"kind", "string", "种类"},
    {"from", "string[]", "从哪些状态"},
    {"to", "string[]", "到哪些状态"},
    {"who", "RoleName[]", "谁可以做"},
    {"guards", "string[]", "先满足的检查"},
    {"needs_reason", "boolean", "须选理由"},
    {"needs_opinion", "boolean", "须写意见"},
};
constexpr ShapeMember kRadarEntryMembers[] = {
    {"kind", "string", "project 项目、department 部门整体"},
    {"goal", "string|null", "绩效目标编号；还没有建立时没有"},
    {"unit", "string", "单位"},
    {"project", "string", "项目"},
    {"owner", "string", "填报人，可为空"},
    {"why", "string", "为什么"},
};
constexpr ShapeMember kReasonWishMembers[] = {
    {"code", "string", "理由代码"},
    {"field?", "string|null", "针对的字段"},
    {"text?", "string|null", "说明"},
};
constexpr ShapeMember kRefusedCaseMembers[] = {
    {"case", "string", "事项编号"},
    {"title", "string", "项目"},
    {"detail", "string", "原因"},
};
constexpr ShapeMember kRoleNameMembers[] = {
    {"code", "string", "代码"},
    {"label", "string", "名称"},
};
constexpr ShapeMember kSeenChangeMembers[] = {
    {"field", "string", "字段"}, {"label", "string", "名称"}, {"before", "string", "原来"},
    {"after", "string", "现在"}, {"by", "string", "谁改的"},  {"at", "instant", "时间"},
};
constexpr ShapeMember kStepReasonMembers[] = {
    {"code", "string", "理由代码"},
    {"label", "string", "理由"},
    {"field?", "string", "针对的字段"},
    {"text?", "string", "说明"},
};
constexpr ShapeMember kStepWishMembers[] = {
    {"action", "string", "操作"},
    {"to?", "string|null", "退回到的状态，或转给谁"},
    {"opinion?", "string|null", "意见"},
    {"reasons?", "ReasonWish[]|null", "理由"},
    {"expect_state?", "string|null", "我看到的状态"},
};
constexpr ShapeMember kWaitingForMembers[] = {
    {"role", "string", "角色"},
    {"role_label", "string", "角色名称"},
    {"unit_name", "string", "单位"},
    {"user?", "string", "承办人"},
};
constexpr ShapeMember kWorkCountsMembers[] = {
    {"mine", "integer", "待我办理"}, {"unit", "integer", "本单位在办"},  {"returned", "integer", "退回我的"},
    {"overdue", "integer", "逾期"},  {"waiting", "integer", "等别人办"}, {"done", "integer", "我办过的"},
};
constexpr ShapeMember kOwnStepMembers[] = {
    {"action", "string", "操作"},
    {"label", "string", "名称"},
    {"opinion", "string|null", "理由和意见"},
    {"role_label", "string", "以什么角色"},
    {"at", "instant", "时间"},
};
constexpr ShapeMember kUndoOfferMembers[] = {
    {"id", "string", "操作"},
    {"label", "string", "名称，如“取消终审”"},
    {"needs_opinion", "boolean", "须写意见"},
};
constexpr ShapeMember kWorkRowMembers[] = {
    {"case", "string", "事项编号"},
    {"process", "string", "流程"},
    {"process_label", "string", "流程名称"},
    {"record", "string", "记录种类"},
    {"record_id", "string", "记录编号"},
    {"title", "string", "项目名称"},
    {"project_code", "string", "项目编码"},
    {"unit_name", "string", "单位"},
    {"state", "string", "状态"},
    {"state_label", "string", "状态名称"},
    {"why", "string", "为什么在这里"},
    {"due_on", "date|null", "期限"},
    {"days_left", "integer|null", "还有几天；负数为逾期"},
    {"since", "instant", "何时到这一步"},
    {"amount", "integer|null", "申报金额，分"},
    {"amount_text", "string", "万元"},
    {"findings", "FindingCounts", "目标体检"},
    {"own_step", "OwnStep|null", "我最近办的一步"},
    {"undo", "UndoOffer|null", "还能撤回或取消的一步；只在 done 一栏"},
    {"provenance", "string", "数据来源"},
};
constexpr ShapeMember kWorklistMembers[] = {
    {"counts", "WorkCounts", "各栏件数"},
    {"total", "integer", "这一栏的件数"},
    {"rows", "WorkRow[]", "一页，最急的在前；done 一栏最近办的在前"},
    {"next", "string|null", "下一页的 cursor"},
};

constexpr ShapeMember kSearchAnswerMembers[] = {{"groups", "SearchGroup[]", "项目、单位、绩效目标"}};
constexpr ShapeMember kSearchGroupMembers[] = {
    {"kind", "string", "project、unit 或 goal"},
    {"label", "string", "名称"},
    {"total", "integer", "符合的个数，只数看得到的"},
    {"rows", "SearchHit[]", "最像的在前"},
};
constexpr ShapeMember kSearchHitMembers[] = {
    {"id", "string", "编号"},
    {"code", "string", "编码；目标为项目的编码"},
    {"name", "string", "名称；目标为项目的名称"},
    {"extra", "string", "项目的单位，单位的主管部门或原名，目标的状态"},
    {"year", "integer|null", "目标的年度"},
};

constexpr Shape kCasesShapes[] = {
    {"Assignee", "可以转办的人", kAssigneeMembers},
    {"AssigneeList", "可以转办的人", kAssigneeListMembers},
    {"BatchResult", "批量办理的结果", kBatchResultMembers},
    {"BatchWish", "批量办理", kBatchWishMembers},
    {"Case", "一件事项", kCaseMembers},
    {"CaseAction", "可以做的一件事", kCaseActionMembers},
    {"CaseRefusal", "为什么现在不能办", kCaseRefusalMembers},
    {"CaseStep", "办理的一步", kCaseStepMembers},
    {"CaseTarget", "可以到的状态", kCaseTargetMembers},
    {"FindingCounts", "各级问题的条数", kFindingCountsMembers},
    {"MissingList", "未报名单", kMissingListMembers},
    {"MissingUnit", "还没有报的单位", kMissingUnitMembers},
    {"NextCase", "下一件", kNextCaseMembers},
    {"OwnStep", "自己办的一步", kOwnStepMembers},
    {"OwnerRadar", "填报人雷达", kOwnerRadarMembers},
    {"Process", "一个流程", kProcessMembers},
    {"ProcessGroup", "填报分工", kProcessGroupMembers},
    {"ProcessGuard", "操作前的检查", kProcessGuardMembers},
    {"ProcessReason", "退回理由", kProcessReasonMembers},
    {"ProcessState", "流程的状态", kProcessStateMembers},
    {"ProcessTransition", "流程的操作", kProcessTransitionMembers},
    {"RadarEntry", "要提醒的填报人", kRadarEntryMembers},
    {"ReasonWish", "选的理由", kReasonWishMembers},
    {"RefusedCase", "没有办成的", kRefusedCaseMembers},
    {"RoleName", "角色", kRoleNameMembers},
    {"SearchAnswer", "找到的", kSearchAnswerMembers},
    {"SearchGroup", "找到的一类", kSearchGroupMembers},
    {"SearchHit", "找到的一条", kSearchHitMembers},
    {"SeenChange", "上次看过以后的改动", kSeenChangeMembers},
    {"StepReason", "退回理由", kStepReasonMembers},
    {"StepWish", "要办的一步", kStepWishMembers},
    {"UndoOffer", "可以撤回或取消的一步", kUndoOfferMembers},
    {"WaitingFor", "等谁办", kWaitingForMembers},
    {"WorkCounts", "各栏的件数", kWorkCountsMembers},
    {"WorkRow", "待办的一行", kWorkRowMembers},
    {"Worklist", "待办", kWorklistMembers},
};

}  // namespace

std::span<const Shape> cases_shapes() { return kCasesShapes; }

}  // namespace jiheng::http
