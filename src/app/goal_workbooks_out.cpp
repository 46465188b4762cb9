#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/department_goal_form.h"
#include "app/department_goal_list.h"
#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_taken.h"
#include "app/goal_workbooks.h"
#include "io/form_writer.h"
#include "io/zip_file.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

Result<io::FormTemplate> template_now(Workspace& workspace, Region place, std::string_view id = kGoalForm) {
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto form = law::find_form(workspace.book(), id, place, day);
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
  const auto stamp = stamp_of(workspace, *file);
  if (!stamp) return pass(stamp);
  auto bytes = io::write_forms(form, std::span(&data, 1), *stamp);
  if (!bytes) return pass(bytes);
  return OutFile{workbook_name(file->project, file->goal.year), std::move(*bytes)};
}

/// An archive that is being filled; the first file makes it.
struct Packing {
  std::int64_t total = 0;
  const Progress& progress;
  std::int64_t done = 0;
  std::optional<io::ZipWriter> zip{};

  Result<void> add(OutFile file) {
    if (!zip) {
      auto made = io::ZipWriter::create();
      if (!made) return pass(made);
      zip.emplace(std::move(*made));
    }
    if (!tell(progress, done++, total, file.name)) return fail(ErrorCode::conflict, "已停止，没有生成文件");
    return zip->add(file.name, std::move(file.bytes));
  }
  Result<OutFile> finish(std::string name) {
    auto bytes = zip->finish();
    if (!bytes) return pass(bytes);
    return OutFile{std::move(name), std::move(*bytes)};
  }
};

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
  Packing packing{.total = total, .progress = progress};
  for (const auto id : ids) {
    auto file = workbook_of(workspace, access, id, *form);
    if (!file) return pass(file);
    if (auto added = packing.add(std::move(*file)); !added) return pass(added);
  }
  return packing.finish(fmt::format("{}年绩效目标申报表-{}份.zip", question.year.value(), total));
}

Result<OutFile> department_workbooks(Workspace& workspace, const Access& access, FiscalYear year,
                                     std::string_view words, std::string_view state,
                                     const Progress& progress) {
  auto list = list_department_goals(workspace, access, year, words, state);
  if (!list) return pass(list);
  std::erase_if(list->rows, [](const DepartmentGoalRow& row) { return !row.file.has_value(); });
  if (list->rows.empty()) return fail(ErrorCode::not_found, "没有符合条件的部门整体绩效目标");
  const auto total = static_cast<std::int64_t>(list->rows.size());
  Packing packing{.total = total, .progress = progress};
  for (const auto& row : list->rows) {
    auto bytes = department_workbook(workspace, *row.file);
    if (!bytes) return pass(bytes);
    auto name =
        io::file_name_of(fmt::format("{}-{}年部门整体支出绩效目标申报表", row.department_name, year.value()));
    if (auto added = packing.add({name + ".xlsx", std::move(*bytes)}); !added) return pass(added);
  }
  return packing.finish(fmt::format("{}年部门整体支出绩效目标申报表-{}份.zip", year.value(), total));
}

Result<OutFile> empty_workbook(Workspace& workspace, const Access& access, FormKind kind, FiscalYear year) {
  const auto id = kind == FormKind::department ? kDepartmentForm : kGoalForm;
  const auto form = template_now(workspace, access.viewer().place, id);
  if (!form) return pass(form);
  io::FormData data;
  data.form = id;
  data.fields["year"].text = std::to_string(year.value());
  auto bytes = io::write_forms(*form, std::span(&data, 1));
  if (!bytes) return pass(bytes);
  return OutFile{fmt::format("{}-{}年-空白表.xlsx", form->title, year.value()), std::move(*bytes)};
}

}  // namespace jiheng::app
