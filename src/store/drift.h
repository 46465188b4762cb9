#pragma once

#include <span>
#include <string>

#include "store/db.h"

namespace jiheng::store {

/// The columns a table really has, a line each, as schema/sql.h's expected_columns writes them; empty without
/// a table.
Result<std::string> actual_columns(Connection& db, SqlDialect dialect, std::string_view table);

/// Compares every record's table with its description: an error with a finding for each table that differs.
Result<void> check_drift(Connection& db, SqlDialect dialect, std::span<const RecordDesc* const> records);

}  // namespace jiheng::store
