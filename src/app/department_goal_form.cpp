#include "app/department_goal_form.h"

#include <fmt/format.h>

#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_taken.h"
#include "io/form_html.h"
#include "io/form_writer.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

io::FormData department_data(const GoalFile& file, const LastYear& last) {
  io::FormData data;
  data.form = kDepartmentForm;
  data.sheet = file.department_name;
  const auto put = [&](std::string_view field, std::string text) {
    if (!text.empty()) data.fields[std::string(field)].text = std::move(text);
  };
  const auto& form = file.form;
  put("year", std::to_string(file.goal.year.value()));
  put("department", file.department_name);
  put("department_code", file.department_code);
  for (const auto& field : form_texts(FormKind::department)) put(field.name, form.*field.member);
  if (!form.tasks.empty()) {
    const auto sums = sums_of(form);
    put("sum_total", sums.total.to_wan());
    put("sum_fiscal", sums.fiscal.to_wan());
    put("sum_other", sums.other.to_wan());
  }
  auto& tasks = data.tables["tasks"];
  for (const auto& row : form.tasks) {
    auto& line = tasks.emplace_back();
    const auto cell = [&](std::string_view column, std::string text) {
      if (!text.empty()) line[std::string(column)].text = std::move(text);
    };
    cell("task", row.task);
    cell("content", row.content);
    cell("total", row.total ? row.total->to_wan() : std::string());
    cell("fiscal", row.fiscal ? row.fiscal->to_wan() : std::string());
    cell("other", row.other ? row.other->to_wan() : std::string());
  }
  auto project = form_data_of(file, last);
  data.tables["indicators"] = std::move(project.tables["indicators"]);
  return data;
}

Result<io::FormTemplate> layout_of(Workspace& workspace, const GoalFile& file) {
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto id = file.kind == FormKind::department ? kDepartmentForm : kGoalForm;
  const auto form = law::find_form(workspace.book(), id, file.goal.region, day);
  if (!form) return pass(form);
  return form_template(*form);
}

}  // namespace

io::FormData official_form_data(const GoalFile& file, const LastYear& last) {
  return file.kind == FormKind::department ? department_data(file, last) : form_data_of(file, last);
}

Result<std::string> department_workbook(Workspace& workspace, const GoalFile& file) {
  const auto layout = layout_of(workspace, file);
  if (!layout) return pass(layout);
  const auto last = last_year_of(workspace.store(), file);
  if (!last) return pass(last);
  const auto data = official_form_data(file, *last);
  const auto stamp = stamp_of(workspace, file);
  if (!stamp) return pass(stamp);
  return io::write_forms(*layout, std::span(&data, 1), *stamp);
}

Result<std::string> form_print(Workspace& workspace, const GoalFile& file) {
  const auto layout = layout_of(workspace, file);
  if (!layout) return pass(layout);
  const auto last = last_year_of(workspace.store(), file);
  if (!last) return pass(last);
  const auto data = official_form_data(file, *last);
  return io::write_form_html(*layout, std::span(&data, 1),
                             fmt::format("{}年{}", file.goal.year.value(), file.title()));
}

}  // namespace jiheng::app
