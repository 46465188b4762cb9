#include <array>

#include "app/department_goal_form.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/goal_answers.h"
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
  if (auto chosen = choose_version(request, *file); !chosen) return problem(chosen.error());
  auto html = app::form_print(context.workspace, *file);
  if (!html) return problem(html.error());
  return page_answer(std::move(*html));
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
