#include "store/drift.h"

#include <fmt/format.h>

#include <algorithm>

namespace jiheng::store {
namespace {

constexpr std::string_view kSqliteColumns =
    "select name, type, \"notnull\" from pragma_table_info(?1) order by cid";
constexpr std::string_view kPostgresColumns =
    "select column_name::text, data_type::text, is_nullable = 'NO' from information_schema.columns"
    " where table_schema = current_schema() and table_name = ?1 order by ordinal_position";

/// The first line in which the two differ.
std::string first_difference(std::string_view expected, std::string_view actual) {
  while (!expected.empty() || !actual.empty()) {
    const auto want = expected.substr(0, expected.find('\n'));
    const auto have = actual.substr(0, actual.find('\n'));
    if (want != have) return fmt::format("应为“{}”，实为“{}”", want, have);
    expected.remove_prefix(std::min(want.size() + 1, expected.size()));
    actual.remove_prefix(std::min(have.size() + 1, actual.size()));
  }
  return {};
}

}  // namespace

Result<std::string> actual_columns(Connection& db, SqlDialect dialect, std::string_view table) {
  std::string lines;
  const Param params[] = {table};
  const auto read = db.run(dialect == SqlDialect::sqlite ? kSqliteColumns : kPostgresColumns, params,
                           [&](std::span<const Value> row) {
                             const bool not_null = std::get<std::int64_t>(row[2]) != 0;
                             lines += fmt::format("{} {}{}\n", std::get<std::string>(row[0]),
                                                  std::get<std::string>(row[1]), not_null ? " not null" : "");
                           });
  if (!read) return pass(read);
  return lines;
}

Result<void> check_drift(Connection& db, SqlDialect dialect, std::span<const RecordDesc* const> records) {
  Findings findings;
  for (const auto* record : records) {
    const auto actual = actual_columns(db, dialect, record->name);
    if (!actual) return pass(actual);
    const std::string difference = first_difference(expected_columns(*record, dialect), *actual);
    if (difference.empty()) continue;
    findings.push_back({"store.drift",
                        Severity::error,
                        fmt::format("表 {} 的列与程序不符：{}", record->name, difference),
                        std::string(record->name),
                        {}});
  }
  if (findings.empty()) return {};
  return fail(ErrorCode::refused, "数据库的表与本程序的记录定义不一致，不能打开", std::move(findings));
}

}  // namespace jiheng::store
