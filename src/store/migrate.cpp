#include "store/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/pack.h"

extern "C" {
extern const char jiheng_migrations_pack_begin;
extern const char jiheng_migrations_pack_end;
}

namespace jiheng::store {
namespace {

constexpr const char* kVersionTable =
    "create table if not exists schema_version (version integer not null primary key, name text not null, "
    "applied_at_ms bigint not null)";

Result<std::int64_t> single_number(Connection& db, std::string_view sql) {
  std::int64_t number = 0;
  const auto read = db.run(sql, {}, [&](std::span<const Value> row) {
    if (const auto* found = std::get_if<std::int64_t>(&row[0])) number = *found;
  });
  if (!read) return pass(read);
  return number;
}

Result<std::int64_t> count_tables(Connection& db, SqlDialect dialect, std::string_view name) {
  const std::string from = dialect == SqlDialect::sqlite
                               ? "select count(*) from sqlite_schema where type = 'table' and name like ?1"
                               : "select count(*) from information_schema.tables where table_schema = "
                                 "current_schema() and table_type = 'BASE TABLE' and table_name like ?1";
  std::int64_t tables = 0;
  const Param params[] = {name};
  const auto read =
      db.run(from, params, [&](std::span<const Value> row) { tables = std::get<std::int64_t>(row[0]); });
  if (!read) return pass(read);
  return tables;
}

/// "0001_ground.sql" of "sqlite/0001_ground.sql".
Result<Migration> read_step(const PackedFile& file, std::string_view file_name) {
  Migration step;
  const auto* end = file_name.data() + file_name.size();
  const auto [rest, error] = std::from_chars(file_name.data(), end, step.version);
  if (error != std::errc{} || rest == end || *rest != '_' || !file_name.ends_with(".sql")) {
    return fail(ErrorCode::internal, fmt::format("migration {} is not called NNNN_name.sql", file.path));
  }
  step.name = std::string_view(rest + 1, static_cast<std::size_t>(end - rest) - 5);
  step.sql = file.bytes;
  return step;
}

Result<void> apply_step(Connection& db, const Migration& step, const Clock& clock) {
  if (auto done = db.script(std::string(step.sql)); !done) return done;
  const Param params[] = {step.version, step.name, clock.now_ms()};
  if (auto done =
          db.run("insert into schema_version (version, name, applied_at_ms) values (?1, ?2, ?3)", params);
      !done)
    return pass(done);
  return {};
}

/// One step under the writer lock; somebody else may have taken it meanwhile.
Result<void> take_step(Connection& db, SqlDialect dialect, const Migration& step, const Clock& clock) {
  if (auto done = db.begin_write(); !done) return done;
  Result<void> done = db.script(kVersionTable);
  if (done) {
    const auto version = schema_version(db, dialect);
    if (!version)
      done = pass(version);
    else if (*version < step.version)
      done = apply_step(db, step, clock);
  }
  if (done) return db.commit();
  db.rollback();
  done.error().message = fmt::format("数据库升级到版本 {}（{}）失败，数据库未改动：{}", step.version,
                                     step.name, done.error().message);
  return done;
}

}  // namespace

Result<std::vector<Migration>> migrations(SqlDialect dialect) {
  const char* begin = &jiheng_migrations_pack_begin;
  const auto files = read_pack({begin, static_cast<std::size_t>(&jiheng_migrations_pack_end - begin)});
  if (!files) return pass(files);
  const std::string_view folder = dialect == SqlDialect::sqlite ? "sqlite/" : "postgres/";
  std::vector<Migration> steps;
  for (const auto& file : *files) {
    if (!file.path.starts_with(folder)) continue;
    const auto step = read_step(file, file.path.substr(folder.size()));
    if (!step) return pass(step);
    if (step->version != static_cast<std::int64_t>(steps.size()) + 1) {
      return fail(ErrorCode::internal, fmt::format("migration {} leaves a gap", file.path));
    }
    steps.push_back(*step);
  }
  return steps;
}

Result<std::int64_t> schema_version(Connection& db, SqlDialect dialect) {
  const auto known = count_tables(db, dialect, "schema_version");
  if (!known || *known == 0) return known;
  return single_number(db, "select coalesce(max(version), 0) from schema_version");
}

Result<void> migrate(Connection& db, SqlDialect dialect, std::span<const Migration> steps, const Clock& clock,
                     const MigrateOptions& options) {
  const auto version = schema_version(db, dialect);
  if (!version) return pass(version);
  const auto newest = static_cast<std::int64_t>(steps.size());
  if (*version > newest) {
    return fail(
        ErrorCode::refused,
        fmt::format("这个数据库由更新的绩衡建立（数据库版本 {}，本程序只认识到 {}）；请升级程序后再打开",
                    *version, newest));
  }
  if (*version == 0) {
    const auto tables = count_tables(db, dialect, "%");
    if (!tables) return pass(tables);
    // They may be our own, made since by somebody who opens the same new database.
    const auto again = *tables > 0 ? schema_version(db, dialect) : version;
    if (!again) return pass(again);
    if (*tables > 0 && *again == 0)
      return fail(ErrorCode::refused, "这个数据库里有别的程序的表，不是绩衡的数据库");
    if (!options.create) return fail(ErrorCode::not_found, "这个数据库还是空的；请先用 jiheng init 建立");
  } else if (*version < newest && options.before_upgrade) {
    if (auto done = options.before_upgrade(*version); !done) return done;
  }
  for (const auto& step : steps.subspan(static_cast<std::size_t>(*version))) {
    if (auto done = take_step(db, dialect, step, clock); !done) return done;
  }
  return {};
}

}  // namespace jiheng::store
