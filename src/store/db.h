#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "base/result.h"
#include "schema/record.h"
#include "schema/sql.h"

namespace jiheng::store {

/// Bytes that are not text.
struct Blob {
  std::string_view bytes;
};

/// What is bound to ?1, ?2 …; texts and bytes must outlive the call.
using Param = std::variant<std::monostate, std::int64_t, std::string_view, Blob>;

/// The parameter for a stored value.
Param param_of(const Value& value);

/// Called once a row; the span is only good during the call.
using RowFn = std::function<void(std::span<const Value>)>;

/// One statement of a batch.
struct Call {
  std::string_view sql;
  std::vector<Param> params;
};

/// Why a batch failed, and which of its statements did.
struct CallError {
  std::size_t index = 0;
  Error error;
};

/// One connection to one database; used by one thread at a time. Statements are written with ?1, ?2 … and
/// prepared once. Booleans are read as 0 and 1 and dates as "2022-03-31" whatever the database keeps.
class Connection {
 public:
  using CallRowFn = std::function<void(std::size_t, std::span<const Value>)>;

  virtual ~Connection() = default;

  /// Runs one statement; returns the number of rows it changed.
  virtual Result<std::int64_t> run(std::string_view sql, std::span<const Param> params = {},
                                   const RowFn& on_row = {}) = 0;
  /// Runs the statements in order, in as few round trips as the database allows; stops at the first that
  /// fails.
  virtual tl::expected<void, CallError> run_all(std::span<const Call> calls,
                                                const CallRowFn& on_row = {}) = 0;
  /// Runs a text of several statements.
  virtual Result<void> script(const std::string& sql) = 0;
  /// Inserts new rows the fastest way there is.
  virtual Result<void> insert_rows(const RecordDesc& record, std::span<const Row> rows) = 0;

  /// Begins a transaction that holds the database's one writer lock until it ends.
  virtual Result<void> begin_write() = 0;
  /// Ends the transaction. On an error nothing is written, unless lost() says that the connection broke: then
  /// the outcome is unknown.
  virtual Result<void> commit() = 0;
  /// Takes back what the transaction did, as far as there is still one.
  virtual void rollback() = 0;
  /// Whether a transaction is open (a full disk or a broken connection ends one).
  virtual bool in_transaction() const = 0;
  /// Whether the connection broke and a new one is needed.
  virtual bool lost() const = 0;
};

/// A database that connections can be made to.
class Database {
 public:
  virtual ~Database() = default;

  virtual SqlDialect dialect() const = 0;
  virtual Result<std::unique_ptr<Connection>> connect() = 0;
  /// Whether there is only the one connection (a database in memory).
  virtual bool single() const { return false; }
  /// What users call it: a path, or an address without its password.
  virtual std::string name() const = 0;
};

}  // namespace jiheng::store
