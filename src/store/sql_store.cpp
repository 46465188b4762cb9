#include "store/sql_store.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "base/text.h"
#include "store/bulk.h"
#include "store/snapshots.h"

namespace jiheng::store {
namespace {

constexpr std::int64_t kAuditPage = 10'000;

bool is_own_setting(std::string_view name) { return name == kAuditHeadSetting || name == kLastIdSetting; }

Result<void> check_setting(std::string_view name) {
  if (!name.empty() && !is_own_setting(name)) return {};
  return fail(ErrorCode::usage, fmt::format("设置项“{}”不能由外部修改", name));
}

Result<void> check_settings(const PutOptions& options) {
  for (const auto& [name, value] : options.settings) {
    if (auto done = check_setting(name); !done) return done;
  }
  return {};
}

Result<void> check_actor(const Actor& actor) {
  const bool fine = !actor.name.empty() && is_utf8(actor.name) && is_utf8(actor.via) &&
                    (actor.name + actor.via).find('\0') == std::string::npos;
  if (!fine) return fail(ErrorCode::usage, "写入必须说明操作人（UTF-8 文字）");
  return {};
}

Result<std::optional<std::string>> read_setting(Connection& db, std::string_view name) {
  std::optional<std::string> value;
  const Param params[] = {name};
  const auto read = db.run("select value from setting where name = ?1", params,
                           [&](std::span<const Value> row) { value = std::get<std::string>(row[0]); });
  if (!read) return pass(read);
  return value;
}

Result<void> write_setting(WriteContext& context, const Actor& actor, std::string_view name,
                           std::string_view value) {
  const auto before = read_setting(context.db, name);
  if (!before) return pass(before);
  if (*before == value) return {};
  const Param params[] = {name, value};
  constexpr std::string_view kSql =
      "insert into setting (name, value) values (?1, ?2) on conflict (name) do update set value = "
      "excluded.value";
  if (auto done = context.db.run(kSql, params); !done) return pass(done);
  auto entry = context.entry(actor, before->has_value() ? "update" : "insert", "setting");
  JsonWriter json;
  json.begin_object().key(name).begin_list();
  if (*before)
    json.string(**before);
  else
    json.null();
  entry.changes = json.string(value).end_list().end_object().take();
  context.chain.link(entry);
  if (auto done = context.db.run(kInsertAuditSql, audit_params(entry)); !done) return pass(done);
  return {};
}

}  // namespace

SqlStore::SqlStore(std::unique_ptr<Database> database, std::unique_ptr<Connection> connection,
                   const Clock* clock)
    : database_(std::move(database)),
      pool_(*database_),
      writer_(*database_, std::move(connection), clock != nullptr ? *clock : machine_clock_, guard_) {}

Result<WriteReport> SqlStore::put(const Actor& actor, std::span<const Put> puts, const PutOptions& options) {
  if (auto done = check_actor(actor); !done) return pass(done);
  if (auto findings = check_puts(puts); !findings.empty()) {
    return fail(ErrorCode::invalid, "有不能写入的值，什么都没有写入", std::move(findings));
  }
  if (auto done = check_settings(options); !done) return pass(done);
  WriteReport report;
  if (puts.empty() && options.settings.empty()) return report;
  auto done = writer_.run([&](WriteContext& context) -> Result<void> {
    report = {};
    report.stale = options.only_after && context.chain.head().number != *options.only_after;
    if (report.stale) return {};
    auto written = write_puts(context, sql_, actor, puts);
    if (!written) return pass(written);
    report = std::move(*written);
    for (const auto& [name, value] : options.settings) {
      if (auto set = write_setting(context, actor, name, value); !set) return set;
    }
    return {};
  });
  if (!done) return pass(done);
  return report;
}

Result<void> SqlStore::remove(const Actor& actor, const RecordDesc& record, Region region,
                              std::span<const std::int64_t> ids) {
  if (auto done = check_actor(actor); !done) return done;
  return writer_.run(
      [&](WriteContext& context) { return remove_rows(context, sql_, actor, record, region, ids); });
}

Result<std::int64_t> SqlStore::bulk_load(const Actor& actor, const RecordDesc& record,
                                         const RowSource& next) {
  if (auto done = check_actor(actor); !done) return pass(done);
  return load_rows(writer_, actor, record, next);
}

Result<void> SqlStore::reading(const std::function<Result<void>(Connection&)>& read,
                               const std::function<bool()>& may_repeat) {
  if (database_->single()) {
    const std::lock_guard lock(guard_);
    return read(writer_.connection());
  }
  auto lease = pool_.lend();
  if (!lease) return pass(lease);
  auto done = read(**lease);
  if (done || !(*lease)->lost()) return done;
  pool_.drop_idle();
  if (may_repeat && !may_repeat()) return done;
  auto fresh = pool_.lend();
  if (!fresh) return pass(fresh);
  return read(**fresh);
}

Result<void> SqlStore::scan(const RecordDesc& record, const Query& query, const RowSink& sink) {
  auto sql = query_sql(record, query, false);
  if (!sql) return pass(sql);
  bool began = false;
  std::vector<Row> held;  // in memory, the one connection must be free again when the sink is called
  const bool hold = database_->single();
  const RowFn take = [&](std::span<const Value> row) {
    began = true;
    if (hold)
      held.emplace_back(row.begin(), row.end());
    else
      sink(row);
  };
  auto done = reading(
      [&](Connection& db) -> Result<void> {
        auto read = db.run(sql->sql, sql->params, take);
        if (!read) return pass(read);
        return {};
      },
      [&] { return !began; });
  if (!done) return done;
  for (const auto& row : held) sink(row);
  return {};
}

Result<std::int64_t> SqlStore::count(const RecordDesc& record, const Query& query) {
  auto sql = query_sql(record, query, true);
  if (!sql) return pass(sql);
  std::int64_t rows = 0;
  auto done = reading([&](Connection& db) -> Result<void> {
    auto read = db.run(sql->sql, sql->params,
                       [&](std::span<const Value> row) { rows = std::get<std::int64_t>(row[0]); });
    if (!read) return pass(read);
    return {};
  });
  if (!done) return pass(done);
  return query.limit > 0 ? std::min(rows, query.limit) : rows;
}

Result<void> SqlStore::save_snapshot(const Actor& actor, const Snapshot& snapshot, std::string_view facts,
                                     std::string_view law) {
  if (auto done = check_actor(actor); !done) return done;
  return writer_.run(
      [&](WriteContext& context) { return write_snapshot(context, actor, snapshot, facts, law); });
}

Result<std::vector<Snapshot>> SqlStore::snapshots(std::optional<Region> region) {
  std::vector<Snapshot> found;
  auto done = reading([&](Connection& db) -> Result<void> {
    auto read = read_snapshots(db, region);
    if (!read) return pass(read);
    found = std::move(*read);
    return {};
  });
  if (!done) return pass(done);
  return found;
}

Result<std::pair<std::string, std::string>> SqlStore::load_snapshot(std::string_view id) {
  std::pair<std::string, std::string> found;
  auto done = reading([&](Connection& db) -> Result<void> {
    auto read = read_snapshot(db, id);
    if (!read) return pass(read);
    found = std::move(*read);
    return {};
  });
  if (!done) return pass(done);
  return found;
}

Result<std::optional<std::string>> SqlStore::setting(std::string_view name) {
  std::optional<std::string> value;
  auto done = reading([&](Connection& db) -> Result<void> {
    auto read = read_setting(db, name);
    if (!read) return pass(read);
    value = std::move(*read);
    return {};
  });
  if (!done) return pass(done);
  return value;
}

Result<void> SqlStore::set_setting(const Actor& actor, std::string_view name, std::string_view value) {
  if (auto done = check_actor(actor); !done) return done;
  if (auto done = check_setting(name); !done) return done;
  return writer_.run([&](WriteContext& context) { return write_setting(context, actor, name, value); });
}

/// Page by page, so that a long read holds no old state of the database and can stop at any entry.
Result<void> SqlStore::read_audit(std::int64_t from, const std::function<bool(const AuditEntry&)>& sink) {
  const std::string sql =
      fmt::format("select {} from audit_entry where number >= ?1 order by number limit ?2", kAuditColumns);
  std::int64_t next = from;
  bool more = true;
  std::vector<AuditEntry> held;
  AuditEntry entry;
  while (more) {
    std::int64_t seen = 0;
    const std::int64_t first = next;
    held.clear();
    auto done = reading(
        [&](Connection& db) -> Result<void> {
          const Param params[] = {first, kAuditPage};
          auto read = db.run(sql, params, [&](std::span<const Value> row) {
            ++seen;
            if (!more) return;
            audit_from_row(row, entry);
            next = entry.number + 1;
            if (database_->single())
              held.push_back(entry);
            else
              more = sink(entry);
          });
          if (!read) return pass(read);
          return {};
        },
        [&] { return seen == 0; });
    if (!done) return done;
    for (std::size_t i = 0; i < held.size() && more; ++i) more = sink(held[i]);
    more = more && seen == kAuditPage;
  }
  return {};
}

std::string_view SqlStore::kind() const {
  return database_->dialect() == SqlDialect::sqlite ? "sqlite" : "postgresql";
}

Result<std::int64_t> SqlStore::last_audit_number() {
  std::int64_t last = 0;
  const auto done = reading([&](Connection& db) -> Result<void> {
    auto read = db.run("select coalesce(max(number), 0) from audit_entry", {},
                       [&](std::span<const Value> row) { last = std::get<std::int64_t>(row[0]); });
    if (!read) return pass(read);
    return {};
  });
  if (!done) return pass(done);
  return last;
}

Result<void> SqlStore::ping() {
  return reading([](Connection& db) -> Result<void> {
    auto read = db.run("select 1");
    if (!read) return pass(read);
    return {};
  });
}

}  // namespace jiheng::store
