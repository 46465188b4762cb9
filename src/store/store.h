#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/region.h"
#include "base/result.h"
#include "schema/record.h"

namespace jiheng::store {

/// Who writes, for the audit trail.
struct Actor {
  std::string name;  ///< a user, or "cli"
  std::string via;   ///< the use case: "import", "init", "simulate"
};

/// A row to be there: inserted, or updated where it differs from the one with the same id, or, when its id is
/// 0, with the same region and natural key. An equal row changes nothing and leaves no audit entry.
struct Put {
  enum class Kind {
    any,    ///< insert or update
    fresh,  ///< must not be there yet; conflict when it is
    erase,  ///< must be there, and goes; its other values are not looked at
  };

  const RecordDesc* record = nullptr;
  Row row;
  Kind kind = Kind::any;
  /// Fields and values that the stored row must have when the write happens, else conflict: what the writer
  /// had seen. Checked in the transaction, so that of two who saw the same row one is told.
  std::vector<std::pair<std::string_view, Value>> expect{};
};

/// What a put is made on, and what goes with it.
struct PutOptions {
  /// The number of the last audit entry that the puts were made from: when another write came in between,
  /// nothing is written and the report is `stale`. Empty: whatever was written meanwhile.
  std::optional<std::int64_t> only_after{};
  /// Settings to write in the same transaction.
  std::vector<std::pair<std::string, std::string>> settings{};
};

struct WriteReport {
  bool stale = false;  ///< nothing was written: see PutOptions::only_after
  std::int64_t inserted = 0;
  std::int64_t updated = 0;
  std::int64_t unchanged = 0;
  std::int64_t erased = 0;
  std::vector<std::int64_t> ids;  ///< a Put each
};

/// `field` is one of `values`; an empty Value means "not filled".
struct Condition {
  std::string field;
  std::vector<Value> values;
};

/// Which rows somebody may see, by whose they are: a row passes when one of the parts lets it. A row's unit
/// is its own `unit_id`, of a unit itself, else that of the project, goal, case … it refers to.
struct RowScope {
  struct Part {
    std::optional<std::vector<std::int64_t>> units{};     ///< ids; empty: of every unit
    std::optional<std::vector<std::int64_t>> projects{};  ///< ids; empty: of every project
    std::vector<std::string> states{};  ///< codes of the field `state`; empty: in every state
  };
  std::vector<Part> parts{};  ///< none: no row at all
};

struct Query {
  std::optional<Region> region{};           ///< empty: every region
  std::vector<Condition> where{};           ///< all must hold
  std::shared_ptr<const RowScope> scope{};  ///< empty: every row
  std::vector<std::string> order_by{};      ///< field names; always ends with region, id
  std::int64_t limit = 0;                   ///< 0: no limit
};

/// Called once a row; the span is only good during the call.
using RowSink = std::function<void(std::span<const Value>)>;
/// Fills the next row; false at the end.
using RowSource = std::function<bool(Row&)>;

/// One link of the audit chain: hash = SM3(previous hash and every other member, in a fixed form).
struct AuditEntry {
  std::int64_t number = 0;  ///< from 1, without gaps
  std::int64_t at_ms = 0;
  std::string actor;
  std::string via;
  std::string action;  ///< "insert", "update", "remove", "bulk", "snapshot"
  std::string record;  ///< record name
  std::int32_t region = 0;
  std::int64_t id = 0;
  std::string changes;  ///< JSON: {"field":[before,after],…}
  std::string hash;     ///< hexadecimal
};

/// Frozen facts with the law they were computed under.
struct Snapshot {
  std::string id;  ///< text id, such as "640323-2022-final"
  std::string label;
  Region region;
  std::int64_t taken_at_ms = 0;
  std::string law_version;
};

/// A database of Jiheng's records. One writer at a time inside, many readers. Thread-safe.
class Store {
 public:
  virtual ~Store() = default;

  /// Writes all or nothing in one transaction, audit entries included; what it acknowledges survives kill -9.
  virtual Result<WriteReport> put(const Actor& actor, std::span<const Put> puts,
                                  const PutOptions& options) = 0;
  Result<WriteReport> put(const Actor& actor, std::span<const Put> puts) { return put(actor, puts, {}); }
  virtual Result<void> remove(const Actor& actor, const RecordDesc& record, Region region,
                              std::span<const std::int64_t> ids) = 0;
  /// Loads many new rows (ids given or made) in large transactions with one audit entry a batch: the entry
  /// carries the number of rows and an SM3 digest over them. Returns the number of rows.
  virtual Result<std::int64_t> bulk_load(const Actor& actor, const RecordDesc& record,
                                         const RowSource& next) = 0;

  virtual Result<void> scan(const RecordDesc& record, const Query& query, const RowSink& sink) = 0;
  virtual Result<std::int64_t> count(const RecordDesc& record, const Query& query) = 0;

  virtual Result<void> save_snapshot(const Actor& actor, const Snapshot& snapshot, std::string_view facts,
                                     std::string_view law) = 0;
  virtual Result<std::vector<Snapshot>> snapshots(std::optional<Region> region) = 0;
  /// The frozen facts and law of a snapshot; not_found when there is none.
  virtual Result<std::pair<std::string, std::string>> load_snapshot(std::string_view id) = 0;

  /// Small settings of the database itself ("demo" = "yanchi").
  virtual Result<std::optional<std::string>> setting(std::string_view name) = 0;
  virtual Result<void> set_setting(const Actor& actor, std::string_view name, std::string_view value) = 0;

  virtual Result<void> read_audit(std::int64_t from, const std::function<bool(const AuditEntry&)>& sink) = 0;
  /// The number of the last audit entry, 0 when there is none: it grows with every write, whoever's it is.
  virtual Result<std::int64_t> last_audit_number() = 0;

  /// "sqlite" or "postgresql".
  virtual std::string_view kind() const = 0;
  /// Asks the database one trivial question; an error says why it does not answer.
  virtual Result<void> ping() = 0;
};

enum class OpenMode {
  open_existing,
  create,  ///< makes what is missing: folder, database, tables; opens what is there
};

struct OpenOptions {
  std::filesystem::path data;  ///< data folder; its database is jiheng.db. Ignored with a url.
  std::string url;             ///< "postgresql://…"; empty: SQLite
  OpenMode mode = OpenMode::open_existing;
  const Clock* clock = nullptr;  ///< nullptr: the machine's; outlives the store
  bool migrate =
      false;  ///< PostgreSQL: the administrator has made a backup, and an older database may be upgraded
};

/// Opens, migrating an older database after a backup copy (SQLite: DIR/backup/jiheng-<version>-<time>.db;
/// PostgreSQL: see OpenOptions::migrate) and refusing a newer one. No error and no log ever contains a
/// password.
Result<std::unique_ptr<Store>> open(const OpenOptions& options);

/// An SQLite database in memory, for tests.
Result<std::unique_ptr<Store>> open_in_memory(const Clock* clock = nullptr);

/// All rows of T that `query` finds.
template <class T>
Result<std::vector<T>> load(Store& store, const Query& query = {}) {
  std::vector<T> records;
  const auto done = store.scan(record_of<T>(), query,
                               [&](std::span<const Value> row) { records.push_back(from_row<T>(row)); });
  if (!done) return pass(done);
  return records;
}

template <class T>
Put put_of(const T& record) {
  return {&record_of<T>(), to_row(record)};
}

/// A put that makes the row; a conflict when it is there already.
template <class T>
Put fresh_put_of(const T& record) {
  return {&record_of<T>(), to_row(record), Put::Kind::fresh};
}

/// A put that takes the row with the record's region and id away.
template <class T>
Put erase_of(const T& record) {
  return {&record_of<T>(), to_row(record), Put::Kind::erase};
}

}  // namespace jiheng::store
