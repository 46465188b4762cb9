#include "store/snapshots.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/sm3.h"

namespace jiheng::store {
namespace {

constexpr std::string_view kInsertSnapshotSql =
    "insert into snapshot (region, id, label, taken_at_ms, law_version, facts, facts_sm3, law, law_sm3)"
    " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

std::string taken(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

Result<void> write_snapshot(WriteContext& context, const Actor& actor, const Snapshot& snapshot,
                            std::string_view facts, std::string_view law) {
  const std::string facts_sm3 = to_hex(sm3(facts));
  const std::string law_sm3 = to_hex(sm3(law));
  const std::int64_t region = snapshot.region.code();
  const Param params[] = {region,
                          std::string_view(snapshot.id),
                          std::string_view(snapshot.label),
                          snapshot.taken_at_ms,
                          std::string_view(snapshot.law_version),
                          Blob{facts},
                          std::string_view(facts_sm3),
                          Blob{law},
                          std::string_view(law_sm3)};
  if (auto done = context.db.run(kInsertSnapshotSql, params); !done) {
    if (done.error().code == ErrorCode::conflict)
      return fail(ErrorCode::conflict, fmt::format("快照“{}”已经存在", snapshot.id));
    return pass(done);
  }
  auto entry = context.entry(actor, "snapshot", "snapshot");
  entry.region = snapshot.region.code();
  JsonWriter json;
  json.begin_object()
      .member("id", snapshot.id)
      .member("label", snapshot.label)
      .member("law_version", snapshot.law_version);
  entry.changes = json.member("facts_sm3", facts_sm3).member("law_sm3", law_sm3).end_object().take();
  context.chain.link(entry);
  if (auto done = context.db.run(kInsertAuditSql, audit_params(entry)); !done) return pass(done);
  return {};
}

Result<std::vector<Snapshot>> read_snapshots(Connection& db, std::optional<Region> region) {
  std::string sql = "select region, id, label, taken_at_ms, law_version from snapshot";
  std::vector<Param> params;
  if (region) {
    sql += " where region = ?1";
    params.push_back(std::int64_t{region->code()});
  }
  std::vector<Snapshot> found;
  const auto read =
      db.run(sql + " order by taken_at_ms, region, id", params, [&](std::span<const Value> row) {
        const auto place = Region::of(std::get<std::int64_t>(row[0]));
        found.push_back({taken(row[1]), taken(row[2]), place.value_or(Region{}),
                         std::get<std::int64_t>(row[3]), taken(row[4])});
      });
  if (!read) return pass(read);
  return found;
}

Result<std::pair<std::string, std::string>> read_snapshot(Connection& db, std::string_view id) {
  std::optional<std::pair<std::string, std::string>> found;
  bool intact = true;
  const Param params[] = {id};
  const auto read = db.run("select facts, facts_sm3, law, law_sm3 from snapshot where id = ?1", params,
                           [&](std::span<const Value> row) {
                             found.emplace(taken(row[0]), taken(row[2]));
                             intact = to_hex(sm3(found->first)) == taken(row[1]) &&
                                      to_hex(sm3(found->second)) == taken(row[3]);
                           });
  if (!read) return pass(read);
  if (!found) return fail(ErrorCode::not_found, fmt::format("没有快照“{}”", id));
  if (!intact) return fail(ErrorCode::invalid, fmt::format("快照“{}”的内容与保存时的摘要不符，已不可信", id));
  return std::move(*found);
}

}  // namespace jiheng::store
