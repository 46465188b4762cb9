#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kBudgetChangeBody[] = {
    {"project", "string", "项目"},
    {"year", "integer", "年度"},
    {"kind", "string", "initial 年初预算、adjust 调整、supplement 追加"},
    {"document_number?", "string|null", "文号；调整、追加必填"},
    {"on", "date", "日期"},
    {"reason?", "string|null", "事由；调整、追加必填"},
    {"lines", "MoneyLineBody[]", "各种资金的金额；调减写负数"},
};
constexpr ShapeMember kImportChange[] = {
    {"where", "string", "文件的哪一行"}, {"record", "string", "哪条记录"}, {"field", "string", "字段"},
    {"label", "string", "字段名称"},     {"before", "string", "原来的值"}, {"after", "string", "现在的值"},
};
constexpr ShapeMember kImportFinding[] = {
    {"rule", "string", "规则"},    {"severity", "string", "error 拒绝、warning 提示"},
    {"message", "string", "问题"}, {"where", "string", "哪一格：文件 表!C7，或 文件 第 7 行“列名”"},
    {"hint", "string", "怎么改"},
};
constexpr ShapeMember kImportReport[] = {
    {"file", "string", "文件名"},
    {"mapping", "string", "列对应"},
    {"sheet", "string", "工作表；CSV 为空"},
    {"rows", "integer", "表头以下的行数，不计空行"},
    {"totals", "integer", "跳过的合计行"},
    {"combined", "integer", "并入别的行的行数"},
    {"refused", "integer", "有错误的行数"},
    {"passed_over", "string[]", "没有用到的列"},
    {"written", "boolean", "写入了"},
    {"inserted", "integer", "新增（试导入：将新增）"},
    {"updated", "integer", "更新"},
    {"unchanged", "integer", "没有变化"},
    {"changes", "ImportChange[]", "更新的行改了什么"},
    {"findings", "ImportFinding[]", "问题，按文件里的先后"},
};
constexpr ShapeMember kMapping[] = {
    {"id", "string", "编号"},
    {"title", "string", "哪个平台的哪张表"},
    {"record", "string", "导入成什么记录"},
    {"record_label", "string", "记录的名称"},
    {"columns", "string[]", "要用的列"},
};
constexpr ShapeMember kMappingList[] = {
    {"total", "integer", "个数"}, {"rows", "Mapping[]", "按编号"}, {"next", "string|null", "没有下一页"}};
constexpr ShapeMember kMoneyLineBody[] = {
    {"fund_type", "string", "资金性质代码"},
    {"fund_tag", "string", "资金标签代码"},
    {"amount", "integer", "金额，分"},
};
constexpr ShapeMember kMoneyTotals[] = {
    {"initial", "integer", "年初预算数，分"},       {"initial_text", "string", "万元"},
    {"adjusted", "integer", "全年预算数，分"},      {"adjusted_text", "string", "万元"},
    {"executed", "integer|null", "全年执行数，分"}, {"executed_text", "string", "万元"},
    {"released?", "integer", "已下达，分"},         {"released_text?", "string", "万元"},
};
constexpr ShapeMember kProjectBody[] = {
    {"code?", "string", "21 位项目编码；入库以后不能改"},
    {"name?", "string", "项目名称"},
    {"unit_id?", "string", "预算单位"},
    {"category?", "string", "项目类别代码"},
    {"kind?", "string", "new 新增、continuing 延续"},
    {"sector?", "string", "行业"},
    {"function_class?", "string", "功能分类"},
    {"first_year?", "integer", "起始年度"},
    {"last_year?", "integer|null", "终止年度"},
    {"policy_basis?", "string|null", "立项依据"},
    {"beneficiaries?", "string|null", "受益对象"},
    {"place?", "string|null", "实施地点"},
    {"note?", "string|null", "备注"},
};
constexpr ShapeMember kProjectBudget[] = {
    {"project", "ProjectName", "项目"},
    {"year", "integer", "年度"},
    {"lines", "ProjectBudgetLine[]", "各种资金"},
    {"totals", "MoneyTotals", "合计"},
    {"changes", "object[]", "预算变动，按日期；字段同导入的“预算变动”表"},
    {"releases", "object[]", "下达，按日期；字段同“资金下达”表"},
    {"goal_state", "string", "none、draft、submitted、approved"},
    {"goal_state_label", "string", "目标状态"},
    {"goal_id", "string|null", "当年的绩效目标"},
    {"goal_amount", "integer|null", "目标里的年度资金，分"},
    {"goal_amount_text", "string", "万元"},
    {"conclusion", "string|null", "最近一次事前评估的结论"},
    {"may_change", "boolean", "可以登记预算变动"},
    {"may_release", "boolean", "可以下达"},
};
constexpr ShapeMember kProjectBudgetLine[] = {
    {"fund_type", "string", "资金性质代码"},        {"fund_type_label", "string", "资金性质"},
    {"fund_tag", "string", "资金标签代码"},         {"fund_tag_label", "string", "资金标签"},
    {"initial", "integer", "年初预算数，分"},       {"initial_text", "string", "万元"},
    {"adjusted", "integer", "全年预算数，分"},      {"adjusted_text", "string", "万元"},
    {"executed", "integer|null", "全年执行数，分"}, {"executed_text", "string", "万元"},
    {"released", "integer", "已下达，分"},          {"released_text", "string", "万元"},
};
constexpr ShapeMember kProjectCode[] = {{"code", "string", "代码"}, {"label", "string", "名称"}};
constexpr ShapeMember kProjectList[] = {
    {"total", "integer", "项目数"},
    {"totals", "MoneyTotals", "全部行的合计，不只这一页"},
    {"rows", "ProjectRow[]", "这一页"},
    {"next", "string|null", "下一页的 cursor"},
};
constexpr ShapeMember kProjectName[] = {
    {"id", "string", "编号"}, {"code", "string", "项目编码"}, {"name", "string", "项目名称"}};
constexpr ShapeMember kProjectOwner[] = {
    {"id", "string", "分派的编号"},   {"user_id", "string", "人"},   {"account", "string", "账号"},
    {"name", "string", "姓名"},       {"phone", "string", "电话"},   {"duty", "string", "职责代码"},
    {"duty_label", "string", "职责"}, {"since", "date", "自哪天起"},
};
constexpr ShapeMember kProjectOwnerBody[] = {
    {"user_id", "string", "谁"},
    {"duty", "string", "project_owner 项目经办、finance_owner 财务经办、evaluator 评价"}};
constexpr ShapeMember kProjectRow[] = {
    {"id", "string", "编号"},
    {"code", "string", "项目编码"},
    {"name", "string", "项目名称"},
    {"unit_code", "string", "单位编码"},
    {"unit_name", "string", "单位，当年的名称"},
    {"department_code", "string", "主管部门编码"},
    {"department_name", "string", "主管部门"},
    {"category", "string", "类别代码"},
    {"category_label", "string", "类别"},
    {"kind", "string", "属性代码"},
    {"kind_label", "string", "属性"},
    {"sector", "string", "行业"},
    {"function_class", "string", "功能分类"},
    {"function_class_label", "string", "功能分类名称"},
    {"first_year", "integer", "起始年度"},
    {"last_year", "integer|null", "终止年度"},
    {"fund_types", "ProjectCode[]", "当年的资金性质"},
    {"initial", "integer", "年初预算数，分"},
    {"initial_text", "string", "万元"},
    {"adjusted", "integer", "全年预算数，分"},
    {"adjusted_text", "string", "万元"},
    {"executed", "integer|null", "全年执行数，分；没有填为 null"},
    {"executed_text", "string", "万元"},
    {"goal_state", "string", "none、draft、submitted、approved"},
    {"findings", "FindingCounts|null", "目标体检；没有目标为 null"},
    {"vagueness", "number|null", "泛指标化指数"},
    {"goal_state_label", "string", "目标状态"},
    {"goal_id", "string|null", "当年的绩效目标"},
    {"provenance", "string", "数据来源代码"},
    {"provenance_label", "string", "数据来源"},
};
constexpr ShapeMember kProjectStory[] = {
    {"etag", "string", "修改时写进 If-Match"},
    {"project", "object", "项目的字段，代码另有 …_label"},
    {"function_class_label", "string", "功能分类名称"},
    {"unit_code", "string", "单位编码"},
    {"unit_name", "string", "单位"},
    {"department_name", "string", "主管部门"},
    {"may_write", "boolean", "可以修改"},
    {"owners", "ProjectOwner[]", "经办人"},
    {"years", "ProjectYear[]", "各年度，早的在前"},
};
constexpr ShapeMember kProjectYear[] = {
    {"year", "integer", "年度"},
    {"budget", "MoneyTotals", "预算、执行、下达合计"},
    {"lines", "object[]", "预算明细"},
    {"changes", "object[]", "预算变动"},
    {"releases", "object[]", "资金下达"},
    {"assessments", "object[]", "事前评估"},
    {"goals", "object[]", "绩效目标"},
    {"monitorings", "object[]", "运行监控"},
    {"self_evaluations", "object[]", "单位自评"},
    {"evaluations", "object[]", "评价这个年度的绩效评价"},
    {"result_uses", "object[]", "结果应用"},
    {"case", "string|null", "目标的办理事项"},
};
constexpr ShapeMember kReleaseBody[] = {
    {"document_number", "string", "文号"},
    {"year", "integer", "年度"},
    {"on", "date", "下达日期"},
    {"title?", "string|null", "文件标题"},
    {"lines", "ReleaseLineBody[]", "各行"},
};
constexpr ShapeMember kReleaseDocument[] = {
    {"document_number", "string", "文号"},
    {"on", "date", "下达日期"},
    {"year", "integer", "年度"},
    {"title", "string", "文件标题"},
    {"by_name", "string", "由谁登记"},
    {"lines", "ReleaseLine[]", "看得到的行"},
    {"with_goal", "integer", "其中目标一同下达的行数"},
    {"amount", "integer", "合计，分"},
    {"amount_text", "string", "万元"},
};
constexpr ShapeMember kReleaseLine[] = {
    {"id", "string", "编号"},
    {"project", "ProjectName", "项目"},
    {"fund_type", "string", "资金性质代码"},
    {"fund_type_label", "string", "资金性质"},
    {"fund_tag", "string", "资金标签代码"},
    {"fund_tag_label", "string", "资金标签"},
    {"amount", "integer", "金额，分"},
    {"amount_text", "string", "万元"},
    {"goal_id", "string|null", "一同下达的绩效目标"},
    {"goal_version", "integer|null", "它的版本"},
    {"provenance", "string", "数据来源代码"},
    {"provenance_label", "string", "数据来源"},
};
constexpr ShapeMember kReleaseLineBody[] = {
    {"project", "string", "项目"},
    {"fund_type", "string", "资金性质代码"},
    {"fund_tag", "string", "资金标签代码"},
    {"amount", "integer", "金额，分"},
};
constexpr ShapeMember kReleaseList[] = {{"total", "integer", "文件数"},
                                        {"rows", "ReleaseDocument[]", "新的在前"},
                                        {"next", "string|null", "没有下一页"}};

constexpr Shape kMoneyShapes[] = {
    {"BudgetChangeBody", "预算变动", kBudgetChangeBody},
    {"ImportChange", "导入改了的一个字段", kImportChange},
    {"ImportFinding", "导入时的一处问题", kImportFinding},
    {"ImportReport", "导入的结果", kImportReport},
    {"Mapping", "一种平台导出表的列对应", kMapping},
    {"MappingList", "列对应", kMappingList},
    {"MoneyLineBody", "一种资金的金额", kMoneyLineBody},
    {"MoneyTotals", "金额合计", kMoneyTotals},
    {"ProjectBody", "项目的字段", kProjectBody},
    {"ProjectBudget", "一个项目一个年度的钱", kProjectBudget},
    {"ProjectBudgetLine", "一种资金", kProjectBudgetLine},
    {"ProjectCode", "代码和名称", kProjectCode},
    {"ProjectList", "项目库", kProjectList},
    {"ProjectName", "项目", kProjectName},
    {"ProjectOwner", "经办人", kProjectOwner},
    {"ProjectOwnerBody", "新的经办人", kProjectOwnerBody},
    {"ProjectRow", "项目库的一行", kProjectRow},
    {"ProjectStory", "一个项目的历年", kProjectStory},
    {"ProjectYear", "项目的一个年度", kProjectYear},
    {"ReleaseBody", "下达文件", kReleaseBody},
    {"ReleaseDocument", "下达文件", kReleaseDocument},
    {"ReleaseLine", "下达的一行", kReleaseLine},
    {"ReleaseLineBody", "下达的一行", kReleaseLineBody},
    {"ReleaseList", "下达文件", kReleaseList},
};

}  // namespace

std::span<const Shape> money_shapes() { return kMoneyShapes; }

}  // namespace jiheng::http
