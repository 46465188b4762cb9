#include <algorithm>
#include <array>

#include "app/department_goal_form.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

/// A declaration as a page to print; of an earlier version with ?version=.
template <app::FormKind kKind>
Response print_form(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto file = app::load_goal(context.workspace, *context.access, {*id, kKind});
  if (!file) return problem(file.error());
  const auto number = read_number(request, "version", 0, 0, INT32_MAX);
  if (!number) return problem(number.error());
  if (*number > 0) {
    const auto version = std::ranges::find(file->versions, *number, &GoalVersion::number);
    if (version == file->versions.end()) return problem(404, "没有这个版本");
    auto form = app::form_of_json(version->content);
    if (!form) return problem(form.error());
    file->form = std::move(*form);
  }
  auto html = app::form_print(context.workspace, *file);
  if (!html) return problem(html.error());
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.body = std::move(*html);
  response.set("Content-Security-Policy",
               "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'");
  return response;
}

constexpr std::array kPrintParameters{
    Parameter{"id", Parameter::In::path, "绩效目标编号", "string", true, ""},
    Parameter{"version", Parameter::In::query, "某一版；不给则为现在", "integer", false, ""}};
constexpr std::array<std::string_view, 1> kPrintForm{"text/html"};

constexpr Route kPrintsRoutes[] = {
    {"GET", "/api/v1/goals/{id}/print", "printGoal", "项目支出绩效目标申报表，供打印",
     Permission("goal", law::Action::print), kPrintParameters, "", "object", kPrintForm,
     print_form<app::FormKind::project>},
    {"GET", "/api/v1/department-goals/{id}/print", "printDepartmentGoal",
     "部门整体支出绩效目标申报表，供打印", Permission("department_goal", law::Action::print),
     kPrintParameters, "", "object", kPrintForm, print_form<app::FormKind::department>},
};

}  // namespace

std::span<const Route> prints_routes() { return kPrintsRoutes; }

}  // namespace jiheng::http
