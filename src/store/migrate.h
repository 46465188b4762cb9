#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "store/db.h"

namespace jiheng::store {

/// One step of the schema; embedded from migrations/<dialect>/NNNN_name.sql.
struct Migration {
  std::int64_t version = 0;
  std::string_view name;
  std::string_view sql;
};

/// The steps for a dialect in order: 1, 2, 3 … without gaps.
Result<std::vector<Migration>> migrations(SqlDialect dialect);

/// The version a database is at; 0 when it has none of our tables.
Result<std::int64_t> schema_version(Connection& db, SqlDialect dialect);

/// What migrate() has to be told.
struct MigrateOptions {
  bool create = false;  ///< whether an empty database may be filled
  /// Asked before an older database is changed, with its version; an error stops.
  std::function<Result<void>(std::int64_t version)> before_upgrade;
};

/// Brings the database to the newest version, each step in its own transaction under the writer lock. Refuses
/// a newer one, one that is not Jiheng's, and, without `create`, an empty one.
Result<void> migrate(Connection& db, SqlDialect dialect, std::span<const Migration> steps, const Clock& clock,
                     const MigrateOptions& options);

}  // namespace jiheng::store
