#include "schema/sql.h"

#include <fmt/format.h>

namespace jiheng {

std::string_view column_type(const FieldDesc& field, SqlDialect dialect) {
  const bool postgres = dialect == SqlDialect::postgres;
  switch (field.type->kind) {
    case FieldKind::text:
    case FieldKind::code: return postgres ? "text" : "TEXT";
    case FieldKind::date: return postgres ? "date" : "TEXT";
    case FieldKind::boolean: return postgres ? "boolean" : "INTEGER";
    case FieldKind::score:
    case FieldKind::year:
    case FieldKind::quarter:
    case FieldKind::region: return postgres ? "integer" : "INTEGER";
    case FieldKind::integer:
    case FieldKind::money:
    case FieldKind::ratio:
    case FieldKind::id: return postgres ? "bigint" : "INTEGER";
  }
  return {};
}

std::string column_list(const RecordDesc& desc) {
  std::string list;
  for (const auto& field : desc.fields) {
    if (!list.empty()) list += ", ";
    list += field.name;
  }
  return list;
}

std::string expected_columns(const RecordDesc& desc, SqlDialect dialect) {
  std::string lines;
  for (const auto& field : desc.fields) {
    lines += fmt::format("{} {}{}\n", field.name, column_type(field, dialect),
                         field.type->optional ? "" : " not null");
  }
  return lines;
}

}  // namespace jiheng
