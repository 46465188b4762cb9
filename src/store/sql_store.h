#pragma once

#include <memory>
#include <mutex>

#include "store/pool.h"
#include "store/write_rows.h"
#include "store/writer.h"

namespace jiheng::store {

/// The Store over either database: one writer thread, and a pool of connections for reads.
class SqlStore final : public Store {
 public:
  /// `connection` becomes the writer's; the database is migrated.
  SqlStore(std::unique_ptr<Database> database, std::unique_ptr<Connection> connection, const Clock* clock);

  using Store::put;
  Result<WriteReport> put(const Actor& actor, std::span<const Put> puts, const PutOptions& options) override;
  Result<void> remove(const Actor& actor, const RecordDesc& record, Region region,
                      std::span<const std::int64_t> ids) override;
  Result<std::int64_t> bulk_load(const Actor& actor, const RecordDesc& record,
                                 const RowSource& next) override;
  Result<void> scan(const RecordDesc& record, const Query& query, const RowSink& sink) override;
  Result<std::int64_t> count(const RecordDesc& record, const Query& query) override;
  Result<void> save_snapshot(const Actor& actor, const Snapshot& snapshot, std::string_view facts,
                             std::string_view law) override;
  Result<std::vector<Snapshot>> snapshots(std::optional<Region> region) override;
  Result<std::pair<std::string, std::string>> load_snapshot(std::string_view id) override;
  Result<std::optional<std::string>> setting(std::string_view name) override;
  Result<void> set_setting(const Actor& actor, std::string_view name, std::string_view value) override;
  Result<void> read_audit(std::int64_t from, const std::function<bool(const AuditEntry&)>& sink) override;
  Result<std::int64_t> last_audit_number() override;
  std::string_view kind() const override;
  Result<void> ping() override;

 private:
  /// Runs `read` on a connection; once more on a new one when the first broke and `may_repeat` still says so.
  Result<void> reading(const std::function<Result<void>(Connection&)>& read,
                       const std::function<bool()>& may_repeat = {});

  SystemClock machine_clock_;
  std::unique_ptr<Database> database_;
  std::mutex guard_;    ///< of the writer's connection
  RecordSqlTable sql_;  ///< used by the writer's thread only
  ReadPool pool_;
  Writer writer_;  ///< last, so that it ends first
};

}  // namespace jiheng::store
