#include "app/lint_goal_workbook.h"

#include <fmt/format.h>

#include "app/department_goal_form.h"
#include "app/form_layout.h"
#include "app/goal_lint.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_judge.h"
#include "base/text.h"
#include "io/goal_workbook.h"
#include "io/xlsx_reader.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

Result<std::vector<io::FormTemplate>> layouts_of(const law::Book& book, const ScoreOptions& options) {
  std::vector<io::FormTemplate> layouts;
  for (const auto id : {kGoalForm, kDepartmentForm}) {
    const auto match = book.find(law::Kind::forms, id, options.place, options.as_of.value_or(options.today));
    if (!match) return fail(ErrorCode::not_found, fmt::format("没有生效的表样“{}”", id));
    layouts.push_back(form_template(law::read_form(*match->rule)));
  }
  return layouts;
}

/// The form that the sheet makes of an empty one.
GoalForm form_said(GoalSheet& sheet, FormKind kind) {
  GoalForm form;
  form.kind = kind;
  for (auto& said : sections_said(sheet.data, form)) {
    const auto body = parse_json(said.json, said.section);
    auto faults = body ? read_section(*body, said.section, form) : body.error().findings;
    for (auto& fault : faults) {
      fault.where = said.cell_of(fault.where);
      sheet.reading.push_back(std::move(fault));
    }
    for (auto& finding : said.findings) sheet.reading.push_back(std::move(finding));
  }
  return form;
}

void put_form(GoalSheet& sheet) {
  const auto& data = sheet.data;
  GoalFile file;
  file.kind = kind_of_layout(data.form);
  const auto form = form_said(sheet, file.kind);
  file.project.name = std::string(trim(data.text("project_name")));
  file.project.code = std::string(trim(data.text("project_code")));
  file.department_name = std::string(trim(data.text("department")));
  file.unit.name = std::string(trim(data.text("unit")));
  if (const auto year = FiscalYear::parse(trim(data.text("year")))) sheet.year = *year;
  if (sheet.year) file.goal.year = *sheet.year;
  if (const auto region = Region::parse(first_characters(file.project.code, 6))) sheet.region = *region;
  sheet.title = file.kind == FormKind::department ? file.department_name + "部门整体支出" : file.project.name;
  sheet.lint = lint_form_of(file, form, {});
  // What the sheet does not say is not known, which is not the same as none.
  sheet.lint.county.reset();
  sheet.lint.year = sheet.year;
  if (sheet.lint.project) {
    sheet.lint.project->category.reset();
    sheet.lint.project->kind.reset();
  }
}

}  // namespace

Result<std::vector<GoalSheet>> read_goal_sheets(const law::Book& book, std::string_view bytes,
                                                const std::string& file, const ScoreOptions& options) {
  const auto layouts = layouts_of(book, options);
  if (!layouts) return pass(layouts);
  const auto workbook = io::read_xlsx(bytes, file);
  if (!workbook) return pass(workbook);
  auto readings = io::read_form_data(*workbook, file, *layouts);
  if (!readings) return pass(readings);
  std::vector<GoalSheet> sheets;
  for (auto& reading : *readings) {
    auto& sheet = sheets.emplace_back();
    sheet.data = std::move(reading.data);
    sheet.reading = std::move(reading.findings);
    put_form(sheet);
  }
  return sheets;
}

}  // namespace jiheng::app
