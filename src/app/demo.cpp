#include "app/demo.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/pack.h"
#include "base/text.h"
#include "io/csv.h"
#include "model/goal.h"
#include "model/records.h"
#include "model/release.h"

extern "C" const char jiheng_demo_pack_begin[];
extern "C" const char jiheng_demo_pack_end[];

namespace jiheng::app {
namespace {

/// Kinds that are loaded by load_demo_people().
bool is_about_people(const RecordDesc& record) {
  return record.name == "user" || record.name == "role_grant" || record.name == "assignment";
}

Result<std::vector<PackedFile>> demo_pack() {
  const auto size = static_cast<std::size_t>(jiheng_demo_pack_end - jiheng_demo_pack_begin);
  return read_pack({jiheng_demo_pack_begin, size});
}

/// Files carry no ids, so what goes with a release is put to it afterwards: the goal that was approved by
/// then.
Result<void> put_goals_to_releases(Workspace& workspace) {
  auto releases = store::load<Release>(workspace.store());
  if (!releases) return pass(releases);
  const auto goals = store::load<Goal>(workspace.store());
  if (!goals) return pass(goals);
  std::vector<store::Put> puts;
  for (auto& release : *releases) {
    const auto goal = std::ranges::find_if(*goals, [&](const Goal& one) {
      return one.project_id == release.project_id && one.year == release.year && one.approved_on &&
             *one.approved_on <= release.released_on;
    });
    if (goal == goals->end()) continue;
    release.goal_id = goal->id;
    release.goal_version = goal->version;
    puts.push_back(store::put_of(release));
  }
  const auto written = workspace.write({"演示", "init"}, std::move(puts));
  if (!written) return pass(written);
  return {};
}

}  // namespace

Result<std::vector<std::string>> demo_names() {
  const auto pack = demo_pack();
  if (!pack) return pass(pack);
  std::vector<std::string> names;
  for (const auto& file : *pack) {
    if (file.path.ends_with("/unit.csv")) names.emplace_back(file.path.substr(0, file.path.find('/')));
  }
  return names;
}

Result<std::vector<ImportSource>> demo_files(std::string_view name) {
  const auto names = demo_names();
  if (!names) return pass(names);
  if (std::ranges::count(*names, name) == 0) {
    return fail(ErrorCode::not_found,
                fmt::format("没有叫“{}”的演示数据：有 {}", name, fmt::join(*names, "、")));
  }
  const auto pack = demo_pack();
  if (!pack) return pass(pack);
  std::vector<ImportSource> files;
  for (const auto* record : all_records()) {
    if (is_about_people(*record)) continue;
    const auto path = fmt::format("{}/{}.csv", name, record->name);
    const auto file = std::ranges::find(*pack, path, &PackedFile::path);
    if (file != pack->end()) files.push_back({record, fmt::format("{}.csv", record->name), file->bytes});
  }
  return files;
}

Result<void> load_demo(Workspace& workspace, std::string_view name,
                       const std::function<void(const RecordDesc&, const ImportReport&)>& told) {
  const auto files = demo_files(name);
  if (!files) return pass(files);
  ImportOptions options;
  options.actor.via = "init";
  auto reports = import_together(workspace, *files, options, {{"demo", std::string(name)}});
  if (!reports) return pass(reports);
  for (std::size_t i = 0; i < reports->size(); ++i) {
    auto& report = (*reports)[i];
    if (!report.findings.empty()) {
      return fail(ErrorCode::internal, fmt::format("演示数据“{}”有问题", report.file),
                  std::move(report.findings));
    }
    told(*(*files)[i].record, report);
  }
  return put_goals_to_releases(workspace);
}

Result<std::string_view> demo_file(std::string_view name, std::string_view file) {
  const auto pack = demo_pack();
  if (!pack) return pass(pack);
  const auto found = std::ranges::find(*pack, fmt::format("{}/{}", name, file), &PackedFile::path);
  if (found == pack->end())
    return fail(ErrorCode::not_found, fmt::format("演示数据里没有 {}/{}", name, file));
  return found->bytes;
}

Result<std::vector<DemoRow>> read_demo_rows(std::string_view bytes) {
  std::vector<DemoRow> rows;
  std::vector<std::string> header;
  const auto read = io::read_csv(bytes, {}, [&](io::CsvRecord& record) {
    if (header.empty()) {
      header = record.fields;
      return true;
    }
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < header.size() && i < record.fields.size(); ++i)
      row[header[i]] = record.fields[i];
    return true;
  });
  if (!read) return pass(read);
  return rows;
}

}  // namespace jiheng::app
