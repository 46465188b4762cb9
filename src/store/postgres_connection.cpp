#include "store/postgres_connection.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>

#include "store/postgres_error.h"
#include "store/postgres_values.h"
#include "store/sql_text.h"
#include "store/statement_cache.h"

namespace jiheng::store {
namespace {

constexpr std::size_t kPostgresStatements = 200;
/// So many statements travel before their answers are read.
constexpr std::size_t kPipelined = 256;
constexpr std::size_t kCopyChunk = 256UL * 1024;

/// Begins, and takes the one lock under which the chain's head may move.
constexpr const char* kBeginWrite = "begin; select pg_advisory_xact_lock(81785169792583)";

/// From so many statements on, plans are made anew: one made while a table was still empty picks any index
/// that begins with the region, and would go on reading all of a region for each row (10,000 rows: 8 s
/// instead of 1 s).
constexpr std::size_t kLargeBatch = 100;

using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

PgResult next_result(PGconn* connection) { return {PQgetResult(connection), PQclear}; }

/// Leaves the connection ready for its next statement, also when a row's reader throws.
struct DrainGuard {
  PGconn* connection;
  ~DrainGuard() {
    while (next_result(connection) != nullptr) {
    }
  }
};

bool is_fine(const PGresult* result) {
  switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_SINGLE_TUPLE:
    case PGRES_PIPELINE_SYNC: return true;
    default: return false;
  }
}

std::int64_t changed_rows(PGresult* result) {
  const std::string_view text = PQcmdTuples(result);
  std::int64_t rows = 0;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return rows;
}

class PostgresConnection final : public Connection {
 public:
  PostgresConnection(PgHandle handle, std::string name)
      : handle_(std::move(handle)),
        name_(std::move(name)),
        statements_(kPostgresStatements, [this](std::string& statement) { deallocate(statement); }) {}
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;
  ~PostgresConnection() override {
    closing_ = true;  // the statements end with the connection
  }

  Result<std::int64_t> run(std::string_view sql, std::span<const Param> params,
                           const RowFn& on_row) override {
    const auto statement = prepare(sql);
    if (!statement) return pass(statement);
    if (!send(**statement, params)) return tl::unexpected(error_of(nullptr, sql));
    PQsetSingleRowMode(pg());
    const DrainGuard drain{pg()};
    std::int64_t changed = 0;
    while (const auto result = next_result(pg())) {
      if (!is_fine(result.get())) return tl::unexpected(error_of(result.get(), sql));
      changed = changed_rows(result.get());
      give_rows(result.get(), on_row);
    }
    return changed;
  }

  tl::expected<void, CallError> run_all(std::span<const Call> calls, const CallRowFn& on_row) override {
    if (calls.size() >= kLargeBatch) {
      if (auto done = script("discard plans"); !done)
        return tl::unexpected(CallError{0, std::move(done.error())});
    }
    for (std::size_t begin = 0; begin < calls.size(); begin += kPipelined) {
      const auto portion = calls.subspan(begin, std::min(kPipelined, calls.size() - begin));
      if (auto done = run_portion(portion, begin, on_row); !done) return done;
    }
    return {};
  }

  Result<void> script(const std::string& sql) override {
    const PgResult result(PQexec(pg(), sql.c_str()), PQclear);
    if (!is_fine(result.get())) return tl::unexpected(error_of(result.get(), sql));
    return {};
  }

  Result<void> insert_rows(const RecordDesc& record, std::span<const Row> rows) override {
    const std::string sql = fmt::format("copy \"{}\" ({}) from stdin", record.name, column_list(record));
    const PgResult begun(PQexec(pg(), sql.c_str()), PQclear);
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return tl::unexpected(error_of(begun.get(), sql));
    const DrainGuard drain{pg()};
    std::string lines;
    bool sent = true;
    for (const auto& row : rows) {
      append_copy_line(lines, row);
      if (lines.size() < kCopyChunk) continue;
      sent = sent && put_copy(lines);
      lines.clear();
    }
    sent = sent && put_copy(lines) && PQputCopyEnd(pg(), nullptr) == 1;
    if (!sent) return tl::unexpected(error_of(nullptr, sql));
    const auto result = next_result(pg());
    if (!is_fine(result.get())) return tl::unexpected(error_of(result.get(), sql));
    return {};
  }

  Result<void> begin_write() override {
    auto done = script(kBeginWrite);
    if (!done) rollback();
    return done;
  }

  /// The server answers a commit of a failed transaction with "ROLLBACK".
  Result<void> commit() override {
    const PgResult result(PQexec(pg(), "commit"), PQclear);
    if (is_fine(result.get()) && std::string_view(PQcmdStatus(result.get())) == "COMMIT") return {};
    if (is_fine(result.get()))
      return fail(ErrorCode::internal, fmt::format("数据库 {} 撤销了这次写入", name_));
    return tl::unexpected(error_of(result.get(), "commit"));
  }

  void rollback() override {
    if (in_transaction()) PQclear(PQexec(pg(), "rollback"));
  }

  bool in_transaction() const override {
    const auto status = PQtransactionStatus(pg());
    return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
  }

  bool lost() const override { return lost_ || PQstatus(pg()) != CONNECTION_OK; }

 private:
  PGconn* pg() const { return handle_.get(); }

  bool put_copy(const std::string& lines) {
    return lines.empty() || PQputCopyData(pg(), lines.data(), static_cast<int>(lines.size())) == 1;
  }

  bool send(const std::string& statement, std::span<const Param> params) {
    params_.set(params);
    return PQsendQueryPrepared(pg(), statement.c_str(), params_.count(), params_.values(), params_.lengths(),
                               params_.formats(), 0) == 1;
  }

  void give_rows(const PGresult* result, const RowFn& on_row) {
    if (!on_row) return;
    for (int row = 0; row < PQntuples(result); ++row) {
      read_pg_row(result, row, row_);
      on_row(row_);
    }
  }

  Result<const std::string*> prepare(std::string_view sql) {
    if (const auto* known = statements_.find(sql)) return known;
    std::string statement = fmt::format("s{}", ++prepared_);
    const PgResult result(PQprepare(pg(), statement.c_str(), to_postgres(sql).c_str(), 0, nullptr), PQclear);
    if (!is_fine(result.get())) return tl::unexpected(error_of(result.get(), sql));
    return &statements_.insert(sql, std::move(statement));
  }

  void deallocate(const std::string& statement) {
    if (!closing_) PQclear(PQexec(pg(), ("deallocate " + statement).c_str()));
  }

  /// Everything is prepared before the pipeline begins, sent, and then answered in order.
  tl::expected<void, CallError> run_portion(std::span<const Call> calls, std::size_t first,
                                            const CallRowFn& on_row) {
    std::vector<const std::string*> statements;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      const auto statement = prepare(calls[i].sql);
      if (!statement) return tl::unexpected(CallError{first + i, statement.error()});
      statements.push_back(*statement);
    }
    if (PQenterPipelineMode(pg()) != 1)
      return tl::unexpected(CallError{first, error_of(nullptr, "pipeline")});
    bool sent = true;
    for (std::size_t i = 0; i < calls.size() && sent; ++i) sent = send(*statements[i], calls[i].params);
    sent = sent && PQpipelineSync(pg()) == 1;
    auto done = sent ? read_answers(calls, first, on_row)
                     : tl::unexpected(CallError{first, error_of(nullptr, "pipeline")});
    if (PQexitPipelineMode(pg()) != 1) lost_ = true;
    return done;
  }

  tl::expected<void, CallError> read_answers(std::span<const Call> calls, std::size_t first,
                                             const CallRowFn& on_row) {
    tl::expected<void, CallError> done;
    for (std::size_t i = 0; i < calls.size(); ++i) {
      while (const auto result = next_result(pg())) {
        const bool aborted = PQresultStatus(result.get()) == PGRES_PIPELINE_ABORTED;
        if (!done || aborted) continue;
        if (!is_fine(result.get()))
          done = tl::unexpected(CallError{first + i, error_of(result.get(), calls[i].sql)});
        else
          give_rows(result.get(), [&](std::span<const Value> row) {
            if (on_row) on_row(first + i, row);
          });
      }
      if (lost()) break;
    }
    if (!lost()) next_result(pg());  // of the sync
    if (done && lost()) done = tl::unexpected(CallError{first, error_of(nullptr, "pipeline")});
    return done;
  }

  Error error_of(const PGresult* result, std::string_view sql) {
    const char* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* said = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string_view sqlstate = state != nullptr ? state : "";
    // A failure without a code is libpq's own. When it could not even send, PQstatus still says that all is
    // well.
    const bool own = result != nullptr && state == nullptr;
    if (own || ends_connection(sqlstate)) lost_ = true;
    if (lost()) return {ErrorCode::unavailable, fmt::format("与数据库 {} 的连接中断", name_), {}};
    return postgres_error(sqlstate, said != nullptr ? said : PQerrorMessage(pg()), name_, sql);
  }

  PgHandle handle_;
  std::string name_;
  bool closing_ = false;
  bool lost_ = false;
  std::int64_t prepared_ = 0;
  PgParams params_;
  Row row_;
  StatementCache<std::string> statements_;
};

}  // namespace

std::unique_ptr<Connection> postgres_connection(PgHandle handle, std::string name) {
  return std::make_unique<PostgresConnection>(std::move(handle), std::move(name));
}

}  // namespace jiheng::store
