#pragma once

#include <string>
#include <string_view>

#include "schema/record.h"

namespace jiheng {

enum class SqlDialect { sqlite, postgres };

/// The column type of a field: "INTEGER"/"TEXT" on SQLite, "bigint"/"integer"/"text"/"date"/"boolean" on
/// PostgreSQL.
std::string_view column_type(const FieldDesc& field, SqlDialect dialect);

/// "region, id, code, …" in the order of the description.
std::string column_list(const RecordDesc& desc);

/// The columns a migrated table must have, a line each: "name type [not null]". Migrations are written by
/// hand; the drift check compares them with this.
std::string expected_columns(const RecordDesc& desc, SqlDialect dialect);

}  // namespace jiheng
