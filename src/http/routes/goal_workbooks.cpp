#include "app/goal_workbooks.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/job_answers.h"
#include "http/list_export.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

constexpr std::string_view kIntakeKind = "workbooks";
constexpr std::size_t kMostAtOnce = 200;  ///< forms that a request packs itself; more is long work

Response get_workbook(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto file = app::goal_workbook(context.workspace, *context.access, *id);
  return file ? file_answer(*file) : problem(file.error());
}

Response get_blank(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto year = context.access->viewer().year;
  if (const auto text = request.parameter("year"); text && !text->empty()) {
    const auto read = read_year(*text);
    if (!read) return problem(read.error());
    year = *read;
  }
  const auto file = app::blank_goal_workbook(context.workspace, *context.access, *id, year);
  return file ? file_answer(*file) : problem(file.error());
}

/// Which goals: as GET /goals filters them, or those of `goals`.
struct Choice {
  app::GoalQuestion question;
  std::vector<std::int64_t> ids;
};

Result<Choice> read_choice(const Context& context, const Request& request) {
  Choice choice;
  choice.question.year = context.access->viewer().year;
  if (const auto text = request.parameter("year"); text && !text->empty()) {
    const auto year = read_year(*text);
    if (!year) return pass(year);
    choice.question.year = *year;
  }
  choice.question.state = request.parameter("state").value_or("");
  choice.question.unit = request.parameter("unit").value_or("");
  choice.question.words = request.parameter("q").value_or("");
  for (const auto part : split(request.parameter("goals").value_or(""), ',')) {
    if (part.empty()) continue;
    std::int64_t id = 0;
    const auto [rest, failed] = std::from_chars(part.data(), part.data() + part.size(), id);
    if (failed != std::errc{} || rest != part.data() + part.size())
      return fail(ErrorCode::usage, "goals 应为编号，用逗号隔开",
                  {{"parameter.bad", Severity::error, fmt::format("“{}”不是编号", part), "?goals", ""}});
    choice.ids.push_back(id);
  }
  return choice;
}

Response get_archive(const Context& context, const Request& request) {
  const auto choice = read_choice(context, request);
  if (!choice) return problem(choice.error());
  const app::Progress few = [](std::int64_t, std::int64_t total, std::string_view) {
    return total <= static_cast<std::int64_t>(kMostAtOnce);
  };
  const auto file =
      app::goal_workbooks(context.workspace, *context.access, choice->question, choice->ids, few);
  if (file) return file_answer(*file);
  if (file.error().code != ErrorCode::conflict) return problem(file.error());
  return problem(409, fmt::format("超过 {} 张，请用 POST /goals/workbooks/archive，打包完再取", kMostAtOnce));
}

Response start_archive(const Context& context, const Request& request) {
  const auto choice = read_choice(context, request);
  if (!choice) return problem(choice.error());
  auto work = [&workspace = context.workspace, access = context.access,
               choice = *choice](const app::Progress& progress) -> Result<app::JobResult> {
    auto file = app::goal_workbooks(workspace, *access, choice.question, choice.ids, progress);
    if (!file) return pass(file);
    return app::JobResult{"{}", std::move(*file)};
  };
  return start_job(context, "archive", "打包下载绩效目标申报表", 0, std::move(work));
}

/// Which departments, as GET /department-goals filters them.
struct DepartmentChoice {
  FiscalYear year;
  std::string words;
  std::string state;
};

Result<FiscalYear> chosen_year(const Context& context, const Request& request) {
  const auto text = request.parameter("year").value_or("");
  return text.empty() ? Result<FiscalYear>(context.access->viewer().year) : read_year(text);
}

Result<DepartmentChoice> read_departments(const Context& context, const Request& request) {
  const auto year = chosen_year(context, request);
  if (!year) return pass(year);
  return DepartmentChoice{*year, std::string(request.parameter("q").value_or("")),
                          std::string(request.parameter("state").value_or(""))};
}

Response get_department_archive(const Context& context, const Request& request) {
  const auto choice = read_departments(context, request);
  if (!choice) return problem(choice.error());
  const auto file = app::department_workbooks(context.workspace, *context.access, choice->year, choice->words,
                                              choice->state);
  return file ? file_answer(*file) : problem(file.error());
}

Response start_department_archive(const Context& context, const Request& request) {
  const auto choice = read_departments(context, request);
  if (!choice) return problem(choice.error());
  auto work = [&workspace = context.workspace, access = context.access,
               choice = *choice](const app::Progress& progress) -> Result<app::JobResult> {
    auto file =
        app::department_workbooks(workspace, *access, choice.year, choice.words, choice.state, progress);
    if (!file) return pass(file);
    return app::JobResult{"{}", std::move(*file)};
  };
  return start_job(context, "archive", "打包下载部门整体支出绩效目标申报表", 0, std::move(work));
}

Response get_empty(const Context& context, const Request& request) {
  const auto kind = request.parameter("kind").value_or("project");
  if (kind != "project" && kind != "department")
    return problem(
        Error{ErrorCode::usage,
              "kind 应为 project 或 department",
              {{"parameter.bad", Severity::error, "kind 应为 project 或 department", "?kind", ""}}});
  const auto year = chosen_year(context, request);
  if (!year) return problem(year.error());
  const auto form = kind == "department" ? app::FormKind::department : app::FormKind::project;
  const auto file = app::empty_workbook(context.workspace, *context.access, form, *year);
  return file ? file_answer(*file) : problem(file.error());
}

/// The dry run of the same file that the person has looked at.
Result<std::shared_ptr<const void>> seen_report(const Context& context, std::string_view id) {
  if (id.empty()) return nullptr;
  if (context.jobs == nullptr) return fail(ErrorCode::internal, "no jobs");
  const auto job = context.jobs->find(job_owner(context), id);
  if (!job) return fail(ErrorCode::conflict, "预检已经过期，请重新预检");
  if (job->kind != kIntakeKind || job->result == nullptr || job->result->kept == nullptr)
    return fail(ErrorCode::usage, "after 应为一次预检的编号");
  return job->result->kept;
}

Response take_in(const Context& context, const Request& request) {
  const auto seen = seen_report(context, request.parameter("after").value_or(""));
  if (!seen) return problem(seen.error());
  const bool dry_run = request.parameter("dry_run") == "1";
  const std::string name(request.parameter("name").value_or("绩效目标.xlsx"));
  const auto* clash = find_enum<app::ClashChoice>(request.parameter("clash").value_or("ask"));
  if (clash == nullptr)
    return problem(Error{ErrorCode::usage,
                         "clash 应为 ask、web 或 sheet",
                         {{"parameter.bad", Severity::error, "clash 应为 ask、web 或 sheet", "?clash", ""}}});
  if (request.body.empty())
    return problem(Error{ErrorCode::usage, "请求正文应为工作簿（.xlsx）或装着工作簿的 .zip", {}});
  auto work = [&workspace = context.workspace, access = context.access, name, dry_run, seen = *seen,
               clash = *clash,
               bytes = request.body](const app::Progress& progress) -> Result<app::JobResult> {
    app::WorkbookOptions options;
    options.dry_run = dry_run;
    options.seen = static_cast<const app::WorkbookReport*>(seen.get());
    options.progress = progress;
    options.clash = clash;
    auto report = app::take_goal_workbooks(workspace, *access, name, bytes, options);
    if (!report) return pass(report);
    app::JobResult result{workbook_report_json(*report), std::move(report->marked)};
    if (dry_run) {
      report->marked = {};
      result.kept = std::make_shared<const app::WorkbookReport>(std::move(*report));
    }
    return result;
  };
  return start_job(context, kIntakeKind, fmt::format("{}{}", dry_run ? "预检 " : "导入 ", name),
                   request.body.size(), std::move(work));
}

constexpr Parameter kGoalOrProject{"id", Parameter::In::path, "编号", "string", true, ""};
constexpr std::array kGoalOrProjectOnly{kGoalOrProject};
constexpr std::array kBlankParameters{
    kGoalOrProject,
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"}};
constexpr std::array kChoiceParameters{
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"},
    Parameter{"state", Parameter::In::query, "流程状态", "string", false, "drafting"},
    Parameter{"unit", Parameter::In::query, "单位或主管部门编码", "string", false, "219"},
    Parameter{"q", Parameter::In::query, "项目名称或编码的一部分", "string", false, ""},
    Parameter{"goals", Parameter::In::query, "只要这些目标，编号用逗号隔开", "string", false, ""}};
constexpr std::array kDepartmentChoiceParameters{
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"},
    Parameter{"state", Parameter::In::query, "流程状态", "string", false, ""},
    Parameter{"q", Parameter::In::query, "部门名称或编码的一部分", "string", false, ""}};
constexpr std::array kEmptyParameters{
    Parameter{"kind", Parameter::In::query, "project 项目、department 部门整体", "string", false, "project"},
    Parameter{"year", Parameter::In::query, "年度；不给则为所选年度", "integer", false, "2024"}};
constexpr std::array kIntakeParameters{
    Parameter{"name", Parameter::In::query, "文件名，用来说明问题在哪里", "string", false, "申报表.xlsx"},
    Parameter{"dry_run", Parameter::In::query, "1：只预检，说清每张表会改什么", "switch", false, ""},
    Parameter{"clash", Parameter::In::query,
              "取出以后网上和表里都改过的格子：ask 先不导入那张表、web 以网上的为准、sheet 以表里的为准",
              "string", false, "ask"},
    Parameter{"after", Parameter::In::query, "看过的那次预检的编号：以后有人改过的表不导入", "string", false,
              ""}};
constexpr std::array kWorkbookForms{kXlsxMedia};
constexpr std::array kArchiveForms{std::string_view("application/zip")};

constexpr Route kGoalWorkbooksRoutes[] = {
    {"GET", "/api/v1/goals/{id}/workbook", "getGoalWorkbook", "申报表的工作簿（官方表样，已填的带着）",
     Permission("goal", Action::read), kGoalOrProjectOnly, "", "object", kWorkbookForms, get_workbook},
    {"GET", "/api/v1/projects/{id}/goal-workbook", "getBlankGoalWorkbook", "还没有目标的项目的空白申报表",
     Permission("project", Action::read), kBlankParameters, "", "object", kWorkbookForms, get_blank},
    {"GET", "/api/v1/goals/workbooks", "getGoalWorkbooks",
     "申报表的工作簿，一张一个文件，打成压缩包（最多 200 张）", Permission("goal", Action::list),
     kChoiceParameters, "", "object", kArchiveForms, get_archive},
    {"POST",
     "/api/v1/goals/workbooks/archive",
     "startGoalArchive",
     "同上，张数多时在后台打包",
     Permission("goal", Action::list),
     kChoiceParameters,
     "",
     "JobStarted",
     {},
     start_archive},
    {"GET", "/api/v1/goals/workbooks/blank", "getEmptyWorkbook", "空白的申报表：只有年度，别的自己填",
     Permission("goal", Action::read), kEmptyParameters, "", "object", kWorkbookForms, get_empty},
    {"GET", "/api/v1/department-goals/workbooks", "getDepartmentGoalWorkbooks",
     "部门整体申报表的工作簿，一个部门一个文件，打成压缩包", Permission("department_goal", Action::export_),
     kDepartmentChoiceParameters, "", "object", kArchiveForms, get_department_archive},
    {"POST",
     "/api/v1/department-goals/workbooks/archive",
     "startDepartmentGoalArchive",
     "同上，在后台打包",
     Permission("department_goal", Action::export_),
     kDepartmentChoiceParameters,
     "",
     "JobStarted",
     {},
     start_department_archive},
    {"POST",
     "/api/v1/goals/workbooks",
     "takeGoalWorkbooks",
     "导入填好的申报表；正文就是工作簿，或装着工作簿的压缩包",
     Permission("goal", Action::write),
     kIntakeParameters,
     "",
     "JobStarted",
     {},
     take_in,
     kMostFileBytes},
};

}  // namespace

std::span<const Route> goal_workbooks_routes() { return kGoalWorkbooksRoutes; }

}  // namespace jiheng::http
