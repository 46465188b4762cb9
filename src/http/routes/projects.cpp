#include <array>

#include "app/goal_marks.h"
#include "app/project_pool.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/money_answers.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kMostProjectsAPage = 500;

/// A code of E from the query parameter `name`; nothing when it is not given.
template <class E>
Result<std::optional<E>> read_code(const Request& request, std::string_view name) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return std::optional<E>{};
  const auto* found = find_enum<E>(*text);
  if (found == nullptr)
    return fail(
        ErrorCode::usage, std::string(name) + " 不认识",
        {{"query", Severity::error, "没有代码“" + std::string(*text) + "”", "?" + std::string(name), {}}});
  return std::optional<E>(*found);
}

std::string text_of(const Request& request, std::string_view name) {
  return std::string(request.parameter(name).value_or(""));
}

Result<FiscalYear> asked_year(const Context& context, const Request& request) {
  const auto text = request.parameter("year");
  return text && !text->empty() ? read_year(*text) : Result<FiscalYear>(context.access->viewer().year);
}

Result<app::ProjectQuestion> read_question(const Context& context, const Request& request) {
  app::ProjectQuestion question;
  const auto year = asked_year(context, request);
  if (!year) return pass(year);
  question.year = *year;
  question.words = text_of(request, "q");
  question.unit = text_of(request, "unit");
  question.department = text_of(request, "department");
  question.sector = text_of(request, "sector");
  question.goal_state = text_of(request, "goal_state");
  question.with_money = text_of(request, "with_money") == "1";
  const auto category = read_code<Category>(request, "category");
  const auto kind = read_code<ProjectKind>(request, "kind");
  const auto fund = read_code<FundType>(request, "fund_type");
  if (!category) return pass(category);
  if (!kind) return pass(kind);
  if (!fund) return pass(fund);
  question.category = *category;
  question.kind = *kind;
  question.fund_type = *fund;
  auto sort = text_of(request, "sort");
  question.descending = sort.starts_with('-');
  if (question.descending) sort.erase(0, 1);
  const auto* by = sort.empty() ? nullptr : find_enum<app::ProjectSort>(sort);
  if (!sort.empty() && by == nullptr)
    return fail(ErrorCode::usage, "sort 不认识",
                {{"query",
                  Severity::error,
                  "可按 code、name、unit、initial、adjusted、executed 排，前面加 - 为倒序",
                  "?sort",
                  {}}});
  if (by != nullptr) question.sort = *by;
  const auto limit = read_number(request, "limit", 50, 1, kMostProjectsAPage);
  const auto cursor = read_number(request, "cursor", 0, 0, INT64_C(1) << 40);
  if (!limit) return pass(limit);
  if (!cursor) return pass(cursor);
  question.limit = static_cast<std::size_t>(*limit);
  question.offset = static_cast<std::size_t>(*cursor);
  return question;
}

Response list_projects_of(const Context& context, const Request& request) {
  const auto question = read_question(context, request);
  if (!question) return problem(question.error());
  const auto list = app::list_projects(context.workspace, *context.access, *question);
  if (!list) return problem(list.error());
  std::map<std::int64_t, app::GoalMarks> marks;
  if (context.access->may("goal", law::Action::list)) {
    std::vector<std::int64_t> goals;
    for (const auto& row : list->rows) {
      if (row.goal_id != 0) goals.push_back(row.goal_id);
    }
    auto marked = app::mark_goals(context.workspace, *context.access, question->year, goals);
    if (!marked) return problem(marked.error());
    marks = std::move(*marked);
  }
  return json_answer(project_list_json(*list, *question, marks));
}

Response story_answer(const Context& context, ProjectId id) {
  const auto story = app::project_story(context.workspace, *context.access, id);
  if (!story) return problem(story.error());
  return json_answer(project_story_json(*context.access, *story));
}

Response get_project(const Context& context, const Request& request) {
  const auto id = read_id(request);
  return id ? story_answer(context, {*id}) : problem(id.error());
}

Result<Node> read_object(const Request& request) {
  auto node = parse_json(request.body, "body");
  if (!node)
    return fail(ErrorCode::usage, "请求正文不是 JSON：" + node.error().message, node.error().findings);
  return node;
}

Response post_project(const Context& context, const Request& request) {
  const auto body = read_object(request);
  if (!body) return problem(body.error());
  const auto saved = app::create_project(context.workspace, *context.access, *body);
  if (!saved) return problem(saved.error());
  return story_answer(context, saved->project.id);
}

/// The tag between the quotes of If-Match.
std::string_view expected_tag(const Request& request) {
  auto tag = request.header("if-match");
  if (tag.starts_with('"')) tag.remove_prefix(1);
  if (tag.ends_with('"')) tag.remove_suffix(1);
  return tag;
}

Response patch_project(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto tag = expected_tag(request);
  if (tag.empty()) return problem(428, "请求要带 If-Match：您看到的 etag");
  const auto body = read_object(request);
  if (!body) return problem(body.error());
  const auto saved = app::update_project(context.workspace, *context.access, {*id}, *body, tag);
  if (!saved) return problem(saved.error());
  if (saved->stale) return problem(412, "别人刚改过这个项目；请核对现在的内容再改");
  return story_answer(context, {*id});
}

Response post_owner(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto body = Body::read(request, {"user_id", "duty"});
  if (!body) return problem(body.error());
  const UserId user{body->id("user_id")};
  const auto text = body->text("duty");
  const auto* duty = find_enum<AssignmentDuty>(text);
  if (duty == nullptr) body->refuse("duty", "应为 project_owner、finance_owner 或 evaluator");
  if (const auto done = body->done(); !done) return problem(done.error());
  const auto added = app::add_owner(context.workspace, *context.access, {*id}, user, *duty);
  if (!added) return problem(added.error());
  return story_answer(context, {*id});
}

Response delete_owner(const Context& context, const Request& request) {
  const auto id = read_id(request);
  const auto owner = read_id(request, "owner");
  if (!id || !owner) return problem(id ? owner.error() : id.error());
  const auto ended = app::end_owner(context.workspace, *context.access, {*id}, {*owner});
  return ended ? empty_answer() : problem(ended.error());
}

constexpr auto kQueryPart = Parameter::In::query;
constexpr std::array kListParameters{
    Parameter{"year", kQueryPart, "年度；不给则为登录时选的", "integer", false, "2024"},
    Parameter{"q", kQueryPart, "项目编码、名称、单位名称里的字，或名称的拼音（首字母）", "string", false, ""},
    Parameter{"unit", kQueryPart, "单位编码", "string", false, "203001"},
    Parameter{"department", kQueryPart, "主管部门编码", "string", false, "203"},
    Parameter{"category", kQueryPart, "项目类别代码", "string", false, "3"},
    Parameter{"kind", kQueryPart, "new 新增，continuing 延续", "string", false, ""},
    Parameter{"sector", kQueryPart, "行业", "string", false, ""},
    Parameter{"fund_type", kQueryPart, "资金性质代码", "string", false, "11"},
    Parameter{"goal_state", kQueryPart, "none 未申报、draft、submitted、approved", "string", false, ""},
    Parameter{"with_money", kQueryPart, "1：只列当年有预算的", "switch", false, ""},
    Parameter{"sort", kQueryPart, "code、name、unit、initial、adjusted、executed；前面加 - 为倒序", "string",
              false, ""},
    Parameter{"cursor", kQueryPart, "上一页的 next", "string", false, ""},
    Parameter{"limit", kQueryPart, "一页几行，最多 500", "integer", false, "50"},
};
constexpr std::array kProjectPart{Parameter{"id", Parameter::In::path, "项目", "string", true, ""}};
constexpr std::array kOwnerParts{Parameter{"id", Parameter::In::path, "项目", "string", true, ""},
                                 Parameter{"owner", Parameter::In::path, "分派", "string", true, ""}};

constexpr Route kProjectsRoutes[] = {
    {"GET",
     "/api/v1/projects",
     "listProjects",
     "项目库：一个年度的项目和金额合计",
     Permission("project", law::Action::list),
     kListParameters,
     "",
     "ProjectList",
     {},
     list_projects_of},
    {"POST",
     "/api/v1/projects",
     "createProject",
     "项目入库",
     Permission("project", law::Action::create),
     {},
     "ProjectBody",
     "ProjectStory",
     {},
     post_project},
    {"GET",
     "/api/v1/projects/{id}",
     "getProject",
     "一个项目的历年：目标、执行、评价、应用",
     Permission("project", law::Action::read),
     kProjectPart,
     "",
     "ProjectStory",
     {},
     get_project},
    {"PATCH",
     "/api/v1/projects/{id}",
     "updateProject",
     "修改项目；须带 If-Match",
     Permission("project", law::Action::write),
     kProjectPart,
     "ProjectBody",
     "ProjectStory",
     {},
     patch_project},
    {"POST",
     "/api/v1/projects/{id}/owners",
     "addProjectOwner",
     "指定项目的经办人",
     Permission("assignment", law::Action::create),
     kProjectPart,
     "ProjectOwnerBody",
     "ProjectStory",
     {},
     post_owner},
    {"DELETE",
     "/api/v1/projects/{id}/owners/{owner}",
     "endProjectOwner",
     "不再由他经办",
     Permission("assignment", law::Action::write),
     kOwnerParts,
     "",
     "",
     {},
     delete_owner},
};

}  // namespace

std::span<const Route> projects_routes() { return kProjectsRoutes; }

}  // namespace jiheng::http
