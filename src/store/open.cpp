#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/system_reason.h"
#include "model/records.h"
#include "store/drift.h"
#include "store/migrate.h"
#include "store/postgres_db.h"
#include "store/sql_store.h"
#include "store/sqlite_db.h"

namespace jiheng::store {
namespace {

namespace fs = std::filesystem;

const Clock& clock_of(const Clock* clock) {
  static const SystemClock kMachine;
  return clock != nullptr ? *clock : kMachine;
}

/// Migrates, checks the tables, and makes the store.
Result<std::unique_ptr<Store>> open_database(std::unique_ptr<Database> database,
                                             std::unique_ptr<Connection> connection, const Clock* clock,
                                             const MigrateOptions& options) {
  const auto steps = migrations(database->dialect());
  if (!steps) return pass(steps);
  if (auto done = migrate(*connection, database->dialect(), *steps, clock_of(clock), options); !done) {
    done.error().message = fmt::format("{}：{}", database->name(), done.error().message);
    return pass(done);
  }
  if (auto done = check_drift(*connection, database->dialect(), stored_records()); !done) return pass(done);
  return std::make_unique<SqlStore>(std::move(database), std::move(connection), clock);
}

/// The database writes beside its file too; SQLite's own message for a read-only disk names neither.
Result<void> check_writable(const fs::path& folder, const fs::path& file) {
  for (const auto& path : {folder, file}) {
    if (::access(path.c_str(), W_OK) == 0) continue;
    return fail(ErrorCode::unavailable,
                fmt::format("数据文件夹 {} 不可写：{}", folder.string(), system_reason(errno)));
  }
  return {};
}

Result<void> prepare_folder(const fs::path& folder, OpenMode mode) {
  std::error_code error;
  const auto file = folder / "jiheng.db";
  if (mode == OpenMode::open_existing) {
    if (fs::exists(file, error)) return check_writable(folder, file);
    return fail(ErrorCode::not_found,
                fmt::format("{} 不是绩衡的数据文件夹（没有 jiheng.db）；可用 jiheng init --data {} 建立",
                            folder.string(), folder.string()));
  }
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    return fail(ErrorCode::unavailable, fmt::format("不能建立数据文件夹 {}：{}", folder.string(),
                                                    error ? system_reason(error.value()) : "已有同名文件"));
  }
  return {};
}

/// DIR/backup/jiheng-<version>-<time>.db
Result<void> back_up(Connection& connection, const fs::path& folder, std::int64_t version,
                     const Clock& clock) {
  std::error_code error;
  fs::create_directories(folder / "backup", error);
  std::string time = format_instant(clock.now_ms());
  std::erase_if(time, [](char c) { return c == ':' || c == '-' || c == '.'; });
  const auto copy = folder / "backup" / fmt::format("jiheng-{}-{}.db", version, time);
  auto done =
      error ? fail(ErrorCode::unavailable, system_reason(error.value())) : sqlite_backup(connection, copy);
  if (!done) {
    fs::remove(copy, error);
    done.error().message =
        fmt::format("升级前不能备份到 {}，没有升级：{}", copy.string(), done.error().message);
  }
  return done;
}

Result<std::unique_ptr<Store>> open_folder(const OpenOptions& options) {
  if (auto done = prepare_folder(options.data, options.mode); !done) return pass(done);
  auto database = sqlite_database(options.data / "jiheng.db");
  auto connection = database->connect();
  if (!connection) return pass(connection);
  Connection& db = **connection;
  const MigrateOptions migrate_options{options.mode == OpenMode::create, [&](std::int64_t version) {
                                         return back_up(db, options.data, version, clock_of(options.clock));
                                       }};
  return open_database(std::move(database), std::move(*connection), options.clock, migrate_options);
}

/// The program cannot copy a server's database: whoever keeps it does, and then says so.
Result<void> ask_for_backup(const OpenOptions& options, std::string_view shown, std::int64_t version) {
  if (options.migrate) return {};
  return fail(ErrorCode::refused, fmt::format("数据库版本 {} 比本程序旧，需要升级。请先备份（pg_dump -Fc -f "
                                              "jiheng.dump '{}'），再用 jiheng migrate --yes 升级",
                                              version, shown));
}

Result<std::unique_ptr<Store>> open_url(const OpenOptions& options) {
  auto url = PostgresUrl::parse(options.url);
  if (!url) return pass(url);
  const std::string shown = url->shown;
  auto database = postgres_database(std::move(*url));
  auto connection = database->connect();
  if (!connection) return pass(connection);
  const MigrateOptions migrate_options{options.mode == OpenMode::create, [&](std::int64_t version) {
                                         return ask_for_backup(options, shown, version);
                                       }};
  return open_database(std::move(database), std::move(*connection), options.clock, migrate_options);
}

}  // namespace

Result<std::unique_ptr<Store>> open(const OpenOptions& options) {
  return options.url.empty() ? open_folder(options) : open_url(options);
}

Result<std::unique_ptr<Store>> open_in_memory(const Clock* clock) {
  auto database = sqlite_database({});
  auto connection = database->connect();
  if (!connection) return pass(connection);
  return open_database(std::move(database), std::move(*connection), clock, {true, {}});
}

}  // namespace jiheng::store
