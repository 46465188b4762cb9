#include "app/snapshot.h"

#include <array>

#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response list_snapshots_of(const Context& context, const Request& request) {
  std::optional<Region> place;
  if (const auto text = request.parameter("place"); text && !text->empty()) {
    const auto region = read_place(*text);
    if (!region) return problem(region.error());
    place = *region;
  }
  auto snapshots = app::list_snapshots(context.workspace, place);
  if (!snapshots) return problem(snapshots.error());
  std::erase_if(*snapshots, [&](const store::Snapshot& one) { return !context.access->covers(one.region); });
  JsonWriter writer;
  writer.begin_object().key("snapshots").begin_list();
  for (const auto& snapshot : *snapshots) write_snapshot(writer, snapshot);
  writer.end_list().end_object();
  return json_answer(writer.take());
}

constexpr std::array kSnapshotParameters{
    Parameter{"place", Parameter::In::query, "地区的 6 位区划代码；不给则为全部", "string", false, "640323"},
};

constexpr Route kSnapshotsRoutes[] = {
    {"GET",
     "/api/v1/snapshots",
     "listSnapshots",
     "数据与规则的快照，新的在前",
     Permission("snapshot", law::Action::list),
     kSnapshotParameters,
     "",
     "SnapshotList",
     {},
     list_snapshots_of},
};

}  // namespace

std::span<const Route> snapshots_routes() { return kSnapshotsRoutes; }

}  // namespace jiheng::http
