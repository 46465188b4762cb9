#include "http/shape.h"

namespace jiheng::http {
namespace {

constexpr ShapeMember kJob[] = {
    {"id", "string", "编号"},
    {"kind", "string", "workbooks 导入工作簿、archive 打包下载、import 按列对应导入"},
    {"title", "string", "名称"},
    {"state", "string", "waiting 排队、running 进行、done 办完、failed 没有办成"},
    {"done", "integer", "完成了多少"},
    {"total", "integer", "一共多少；0 还不知道"},
    {"what", "string", "正在做什么"},
    {"started_at", "instant", "开始时间"},
    {"error", "JobError|null", "没有办成的原因"},
    {"workbooks", "WorkbookReport|null", "导入工作簿的结果"},
    {"import", "ImportReport|null", "按列对应导入的结果"},
    {"file", "JobFile|null", "可以取走的文件：GET /jobs/{id}/file"},
};
constexpr ShapeMember kJobError[] = {
    {"status", "integer", "同样的错误在平常的回答里的状态码"},
    {"detail", "string", "原因"},
    {"errors", "ImportFinding[]", "各处问题"},
};
constexpr ShapeMember kJobFile[] = {{"name", "string", "文件名"}, {"bytes", "integer", "大小"}};
constexpr ShapeMember kJobList[] = {
    {"total", "integer", "件数"}, {"rows", "Job[]", "新的在前"}, {"next", "string|null", "没有下一页"}};
constexpr ShapeMember kJobStartedMembers[] = {{"job", "string", "编号：GET /jobs/{id}"}};
constexpr ShapeMember kWorkbookForm[] = {
    {"file", "string", "文件名；压缩包里的写压缩包里的名字"},
    {"sheet", "string", "工作表"},
    {"kind", "string", "project 项目、department 部门整体"},
    {"goal", "string|null", "绩效目标"},
    {"project_code", "string", "项目编码；部门整体的是部门代码"},
    {"project_name", "string", "项目名称；部门整体的是“某某局部门整体支出”"},
    {"unit_name", "string", "单位"},
    {"outcome", "string", "changed 有变化、unchanged 没有变化、refused 不能导入"},
    {"outcome_label", "string", "结果"},
    {"why", "string", "不能导入的原因"},
    {"taken", "string", "什么时候从网上取出的；工作簿里没有记的为空"},
    {"clashes", "integer", "取出以后网上和表里都改过的格子"},
    {"changes_total", "integer", "几处变化"},
    {"changes", "GoalChange[]", "前 60 处；三百张以上的每张 12 处"},
    {"findings_total", "integer", "几个问题"},
    {"findings", "ImportFinding[]", "前 40 个；三百张以上的每张 6 个"},
};
constexpr ShapeMember kWorkbookReport[] = {
    {"dry_run", "boolean", "只预检，没有写入"},
    {"files", "integer", "工作簿"},
    {"changed", "integer", "导入（预检：将导入）的表"},
    {"unchanged", "integer", "没有变化的表"},
    {"refused", "integer", "不能导入的表"},
    {"forms", "WorkbookForm[]", "按文件里的先后"},
};

// Sorted by name.
constexpr Shape kJobsShapes[] = {
    {"Job", "一件要一会儿才办完的事", kJob},
    {"JobError", "没有办成的原因", kJobError},
    {"JobFile", "可以取走的文件", kJobFile},
    {"JobList", "自己的事", kJobList},
    {"JobStarted", "开始了，问 GET /jobs/{id}", kJobStartedMembers},
    {"WorkbookForm", "工作簿里的一张表", kWorkbookForm},
    {"WorkbookReport", "导入工作簿的结果", kWorkbookReport},
};

}  // namespace

std::span<const Shape> jobs_shapes() { return kJobsShapes; }

}  // namespace jiheng::http
