#include "cli/commands/snapshot.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "app/snapshot.h"
#include "base/clock.h"
#include "base/json_writer.h"

namespace jiheng::cli {
namespace {

struct SnapshotOptions {
  std::string place;
  std::string year;
  std::string label;
  std::string id;
  bool json = false;
};

void write_snapshot_json(JsonWriter& json, const store::Snapshot& snapshot) {
  json.begin_object()
      .member("id", snapshot.id)
      .member("label", snapshot.label)
      .member("place", snapshot.region.to_text());
  json.member("taken_at", format_instant(snapshot.taken_at_ms))
      .member("law_version", snapshot.law_version)
      .end_object();
}

int create_snapshot(const Invocation& invocation, const SnapshotOptions& options) {
  app::SnapshotRequest request;
  const auto place = Region::parse(options.place);
  if (!place) return report(place.error());
  const auto year = FiscalYear::parse(options.year);
  if (!year) return report(year.error());
  request.place = *place;
  request.year = *year;
  request.label = options.label;
  request.id = options.id;
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto snapshot = app::take_snapshot(**workspace, request);
  if (!snapshot) return report(snapshot.error());
  if (!options.json) {
    print(fmt::format("已建立快照 {}（{}）：冻结了 {} 的全部数据和规则\n", snapshot->id, snapshot->label,
                      (*workspace)->book().place_name(snapshot->region)));
    return kFine;
  }
  JsonWriter json(2);
  write_snapshot_json(json, *snapshot);
  print(json.text() + "\n");
  return kFine;
}

int list_all_snapshots(const Invocation& invocation, const SnapshotOptions& options) {
  std::optional<Region> place;
  if (!options.place.empty()) {
    const auto parsed = Region::parse(options.place);
    if (!parsed) return report(parsed.error());
    place = *parsed;
  }
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto snapshots = app::list_snapshots(**workspace, place);
  if (!snapshots) return report(snapshots.error());
  if (options.json) {
    JsonWriter json(2);
    json.begin_object().key("snapshots").begin_list();
    for (const auto& snapshot : *snapshots) write_snapshot_json(json, snapshot);
    print(json.end_list().end_object().text() + "\n");
    return kFine;
  }
  for (const auto& snapshot : *snapshots) {
    print(fmt::format("{}\t{}\t{}\t{}\n", snapshot.id, (*workspace)->book().place_name(snapshot.region),
                      format_instant(snapshot.taken_at_ms), snapshot.label));
  }
  print(fmt::format("共 {} 个快照\n", snapshots->size()));
  return kFine;
}

void set_up_snapshot(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto options = std::make_shared<SnapshotOptions>();
  CLI::App* create = app.add_subcommand("create", "把一地的数据和规则冻结下来");
  create->fallthrough();
  create->add_option("--place", options->place, "区划代码，如 640323")->required();
  create->add_option("--year", options->year, "为哪个年度，如 2022")->required();
  create->add_option("--label", options->label, "说明，如“2022 年终”")->required();
  create->add_option("--id", options->id, "编号；不给则自动编，如 640323-2022-1");
  create->add_flag("--json", options->json, "输出 JSON");
  create->callback([&invocation, options] {
    invocation.run = [&invocation, options] { return create_snapshot(invocation, *options); };
  });

  CLI::App* list = app.add_subcommand("list", "列出快照，新的在前");
  list->fallthrough();
  list->add_option("--place", options->place, "只列这个地区的");
  list->add_flag("--json", options->json, "输出 JSON");
  list->callback([&invocation, options] {
    invocation.run = [&invocation, options] { return list_all_snapshots(invocation, *options); };
  });
}

}  // namespace

const Command kSnapshotCommand{"snapshot", "快照：冻结数据和规则", set_up_snapshot};

}  // namespace jiheng::cli
