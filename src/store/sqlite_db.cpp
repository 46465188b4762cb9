#include "store/sqlite_db.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "store/sql_text.h"
#include "store/sqlite_error.h"
#include "store/statement_cache.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kSqliteStatements = 200;
constexpr int kBusyTimeoutMs = 5000;

/// FULL: what is acknowledged must survive a power cut.
constexpr const char* kSqliteSettings =
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = "
    "memory;"
    "pragma cache_size = -16384; pragma secure_delete = fast;"
    "pragma wal_autocheckpoint = 4000; pragma journal_size_limit = 67108864;";

/// Makes a statement ready for its next use, also when a row's reader throws.
using ResetGuard = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_reset)>;

int bind_param(sqlite3_stmt* statement, int place, const Param& param) {
  if (const auto* number = std::get_if<std::int64_t>(&param))
    return sqlite3_bind_int64(statement, place, *number);
  if (const auto* text = std::get_if<std::string_view>(&param)) {
    return sqlite3_bind_text64(statement, place, text->data() == nullptr ? "" : text->data(), text->size(),
                               SQLITE_STATIC, SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&param)) {
    return sqlite3_bind_blob64(statement, place, blob->bytes.data() == nullptr ? "" : blob->bytes.data(),
                               blob->bytes.size(), SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, place);
}

void take_text(Value& value, const char* bytes, std::size_t size) {
  if (auto* text = std::get_if<std::string>(&value))
    text->assign(bytes, size);
  else
    value.emplace<std::string>(bytes, size);
}

/// Puts column `i` of the current row into `value`, reusing its text's memory.
void read_column(sqlite3_stmt* statement, int i, Value& value) {
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_INTEGER: value = sqlite3_column_int64(statement, i); return;
    case SQLITE_NULL: value = std::monostate{}; return;
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
      take_text(value, bytes == nullptr ? "" : bytes,
                static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
      return;
    }
    default: {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      take_text(value, bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
    }
  }
}

class SqliteConnection final : public Connection {
 public:
  SqliteConnection(sqlite3* db, std::string name)
      : db_(db),
        name_(std::move(name)),
        statements_(kSqliteStatements, [](sqlite3_stmt*& statement) { sqlite3_finalize(statement); }) {}
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;
  ~SqliteConnection() override {
    statements_.clear();
    sqlite3_close_v2(db_);
  }

  sqlite3* handle() const { return db_; }

  Result<std::int64_t> run(std::string_view sql, std::span<const Param> params,
                           const RowFn& on_row) override {
    const auto statement = prepare(sql);
    if (!statement) return pass(statement);
    const ResetGuard reset(*statement, sqlite3_reset);
    int code = SQLITE_OK;
    for (std::size_t i = 0; i < params.size() && code == SQLITE_OK; ++i) {
      code = bind_param(*statement, static_cast<int>(i + 1), params[i]);
    }
    if (code == SQLITE_OK) code = step_all(*statement, on_row);
    if (code != SQLITE_DONE) return tl::unexpected(sqlite_error(db_, code, name_, sql));
    return sqlite3_changes64(db_);
  }

  tl::expected<void, CallError> run_all(std::span<const Call> calls, const CallRowFn& on_row) override {
    std::size_t index = 0;
    const RowFn forward = [&](std::span<const Value> row) {
      if (on_row) on_row(index, row);
    };
    for (; index < calls.size(); ++index) {
      auto done = run(calls[index].sql, calls[index].params, forward);
      if (!done) return tl::unexpected(CallError{index, std::move(done.error())});
    }
    return {};
  }

  Result<void> script(const std::string& sql) override {
    const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(sqlite_error(db_, code, name_, sql));
    return {};
  }

  Result<void> insert_rows(const RecordDesc& record, std::span<const Row> rows) override {
    const std::string sql = record_sql(record).insert;
    const auto statement = prepare(sql);
    if (!statement) return pass(statement);
    for (const auto& row : rows) {
      const ResetGuard reset(*statement, sqlite3_reset);
      int code = SQLITE_OK;
      for (std::size_t i = 0; i < row.size() && code == SQLITE_OK; ++i)
        code = bind_param(*statement, static_cast<int>(i + 1), param_of(row[i]));
      if (code == SQLITE_OK) code = sqlite3_step(*statement);
      if (code != SQLITE_DONE) return tl::unexpected(sqlite_error(db_, code, name_, sql));
    }
    return {};
  }

  /// IMMEDIATE: a deferred transaction cannot be upgraded beside another writer.
  Result<void> begin_write() override { return run_plain("begin immediate"); }

  Result<void> commit() override {
    auto done = run_plain("commit");
    if (!done) rollback();
    return done;
  }

  void rollback() override {
    if (in_transaction()) sqlite3_exec(db_, "rollback", nullptr, nullptr, nullptr);
  }

  bool in_transaction() const override { return sqlite3_get_autocommit(db_) == 0; }
  bool lost() const override { return false; }

 private:
  Result<sqlite3_stmt*> prepare(std::string_view sql) {
    if (auto* known = statements_.find(sql)) return *known;
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return tl::unexpected(sqlite_error(db_, code, name_, sql));
    return statements_.insert(sql, statement);
  }

  int step_all(sqlite3_stmt* statement, const RowFn& on_row) {
    const int columns = sqlite3_column_count(statement);
    row_.resize(std::max(row_.size(), static_cast<std::size_t>(columns)));
    int code = sqlite3_step(statement);
    for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
      if (!on_row) continue;
      for (int i = 0; i < columns; ++i) read_column(statement, i, row_[static_cast<std::size_t>(i)]);
      on_row(std::span<const Value>(row_).first(static_cast<std::size_t>(columns)));
    }
    return code;
  }

  Result<void> run_plain(std::string_view sql) {
    auto done = run(sql, {}, {});
    if (!done) return pass(done);
    return {};
  }

  sqlite3* db_;
  std::string name_;
  StatementCache<sqlite3_stmt*> statements_;
  Row row_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(std::filesystem::path file) : file_(std::move(file)) {}

  SqlDialect dialect() const override { return SqlDialect::sqlite; }
  bool single() const override { return file_.empty(); }
  std::string name() const override { return file_.empty() ? "（内存）" : file_.string(); }

  Result<std::unique_ptr<Connection>> connect() override {
    sqlite3* db = nullptr;
    const std::string path = file_.empty() ? ":memory:" : file_.string();
    const int code = sqlite3_open_v2(
        path.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    auto connection = std::make_unique<SqliteConnection>(db, name());
    if (code != SQLITE_OK) return tl::unexpected(sqlite_error(db, code, name()));
    sqlite3_extended_result_codes(db, 1);
    sqlite3_busy_timeout(db, kBusyTimeoutMs);
    if (auto done = settle(*connection); !done) return pass(done);
    return std::unique_ptr<Connection>(std::move(connection));
  }

 private:
  /// Two that open a new file at once both want it alone for the change to WAL; SQLite tells one of them at
  /// once that it is busy, whatever the time-out, so that they do not wait for each other.
  static Result<void> settle(SqliteConnection& connection) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyTimeoutMs);
    for (;;) {
      auto done = connection.script(kSqliteSettings);
      const bool busy = !done && (sqlite3_errcode(connection.handle()) & 0xff) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() > until) return done;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<Database> sqlite_database(const std::filesystem::path& file) {
  return std::make_unique<SqliteDatabase>(file);
}

Result<void> sqlite_backup(Connection& from, const std::filesystem::path& to) {
  sqlite3* source = static_cast<SqliteConnection&>(from).handle();
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(to.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> target(raw, sqlite3_close);
  if (opened != SQLITE_OK) return tl::unexpected(sqlite_error(raw, opened, to.string()));
  sqlite3_backup* backup = sqlite3_backup_init(raw, "main", source, "main");
  if (backup == nullptr) return tl::unexpected(sqlite_error(raw, sqlite3_errcode(raw), to.string()));
  const int copied = sqlite3_backup_step(backup, -1);
  const int finished = sqlite3_backup_finish(backup);
  if (copied != SQLITE_DONE) return tl::unexpected(sqlite_error(raw, copied, to.string()));
  if (finished != SQLITE_OK) return tl::unexpected(sqlite_error(raw, finished, to.string()));
  return {};
}

}  // namespace jiheng::store
