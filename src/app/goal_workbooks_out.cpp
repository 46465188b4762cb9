#include <fmt/format.h>

#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbooks.h"
#include "io/form_writer.h"
#include "io/zip_file.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

Result<io::FormTemplate> template_now(Workspace& workspace, Region place) {
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto form = law::find_form(workspace.book(), kGoalForm, place, day);
  if (!form) return pass(form);
  return form_template(*form);
}

std::string workbook_name(const Project& project, FiscalYear year) {
  return io::file_name_of(fmt::format("{}-{}年绩效目标申报表", project.name, year.value())) + ".xlsx";
}

Result<OutFile> workbook_of(Workspace& workspace, const Access& access, std::int64_t goal_id,
                            const io::FormTemplate& form) {
  const auto file = load_goal(workspace, access, goal_id);
  if (!file) return pass(file);
  const auto last = last_year_of(workspace.store(), *file);
  if (!last) return pass(last);
  const auto data = form_data_of(*file, *last);
  auto bytes = io::write_forms(form, std::span(&data, 1));
  if (!bytes) return pass(bytes);
  return OutFile{workbook_name(file->project, file->goal.year), std::move(*bytes)};
}

}  // namespace

Result<OutFile> goal_workbook(Workspace& workspace, const Access& access, std::int64_t goal_id) {
  const auto form = template_now(workspace, access.viewer().place);
  if (!form) return pass(form);
  return workbook_of(workspace, access, goal_id, *form);
}

Result<OutFile> blank_goal_workbook(Workspace& workspace, const Access& access, std::int64_t project_id,
                                    FiscalYear year) {
  auto& store = workspace.store();
  const auto row = access.find(store, record_of<Project>(), law::Action::read, project_id);
  if (!row) return pass(row);
  const auto project = from_row<Project>(*row);
  store::Query query;
  query.region = project.region;
  const auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  const auto unit = std::ranges::find(*units, project.unit_id, &Unit::id);
  if (unit == units->end()) return fail(ErrorCode::internal, "project without unit");
  const auto department = std::ranges::find(*units, unit->department_code, &Unit::code);
  const auto form = template_now(workspace, project.region);
  if (!form) return pass(form);
  const auto data = blank_form_data(
      project, *unit, department == units->end() ? unit->department_code : department->name, year);
  auto bytes = io::write_forms(*form, std::span(&data, 1));
  if (!bytes) return pass(bytes);
  return OutFile{workbook_name(project, year), std::move(*bytes)};
}

Result<OutFile> goal_workbooks(Workspace& workspace, const Access& access, const GoalQuestion& question,
                               const std::vector<std::int64_t>& chosen, const Progress& progress) {
  auto ids = chosen;
  if (ids.empty()) {
    auto found = goal_ids(workspace, access, question);
    if (!found) return pass(found);
    ids = std::move(*found);
  }
  const auto total = static_cast<std::int64_t>(ids.size());
  if (total == 0) return fail(ErrorCode::not_found, "没有符合条件的绩效目标");
  if (total > kMostForms)
    return fail(ErrorCode::conflict,
                fmt::format("有 {} 张表，一次最多 {} 张；请按单位或步骤分批下载", total, kMostForms));
  const auto form = template_now(workspace, access.viewer().place);
  if (!form) return pass(form);
  auto zip = io::ZipWriter::create();
  if (!zip) return pass(zip);
  for (std::int64_t i = 0; i < total; ++i) {
    auto file = workbook_of(workspace, access, ids[static_cast<std::size_t>(i)], *form);
    if (!file) return pass(file);
    if (!tell(progress, i, total, file->name)) return fail(ErrorCode::conflict, "已停止，没有生成文件");
    if (auto added = zip->add(file->name, std::move(file->bytes)); !added) return pass(added);
  }
  auto bytes = zip->finish();
  if (!bytes) return pass(bytes);
  return OutFile{fmt::format("{}年绩效目标申报表-{}份.zip", question.year.value(), total), std::move(*bytes)};
}

}  // namespace jiheng::app
