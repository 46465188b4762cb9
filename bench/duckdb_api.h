#pragma once

#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>
#include <optional>

// The part of DuckDB's stable C interface that the benchmarks use, declared by hand: the library is found at
// run time and is never needed to build or run Jiheng.
namespace jiheng::bench {

using Handle = void*;
struct DuckResult {
  std::uint64_t deprecated[3];
  void* deprecated_columns;
  char* deprecated_error;
  void* internal;
};

struct DuckFunctions {
  int (*open)(const char* path, Handle* database);
  int (*connect)(Handle database, Handle* connection);
  void (*disconnect)(Handle* connection);
  void (*close)(Handle* database);
  int (*query)(Handle connection, const char* sql, DuckResult* result);
  void (*destroy_result)(DuckResult* result);
  const char* (*result_error)(DuckResult* result);
  std::uint64_t (*row_count)(DuckResult* result);
  std::int64_t (*value_int64)(DuckResult* result, std::uint64_t column, std::uint64_t row);
  int (*appender_create)(Handle connection, const char* schema, const char* table, Handle* appender);
  int (*append_int64)(Handle appender, std::int64_t value);
  int (*appender_end_row)(Handle appender);
  int (*appender_destroy)(Handle* appender);
  const char* (*library_version)();
};

template <class F>
bool find_function(void* library, const char* name, F& function) {
  function = reinterpret_cast<F>(dlsym(library, name));
  return function != nullptr;
}

inline bool find_functions(void* library, DuckFunctions& duck) {
  return find_function(library, "duckdb_open", duck.open) &&
         find_function(library, "duckdb_connect", duck.connect) &&
         find_function(library, "duckdb_disconnect", duck.disconnect) &&
         find_function(library, "duckdb_close", duck.close) &&
         find_function(library, "duckdb_query", duck.query) &&
         find_function(library, "duckdb_destroy_result", duck.destroy_result) &&
         find_function(library, "duckdb_result_error", duck.result_error) &&
         find_function(library, "duckdb_row_count", duck.row_count) &&
         find_function(library, "duckdb_value_int64", duck.value_int64) &&
         find_function(library, "duckdb_appender_create", duck.appender_create) &&
         find_function(library, "duckdb_append_int64", duck.append_int64) &&
         find_function(library, "duckdb_appender_end_row", duck.appender_end_row) &&
         find_function(library, "duckdb_appender_destroy", duck.appender_destroy) &&
         find_function(library, "duckdb_library_version", duck.library_version);
}

/// DuckDB as the environment variable JIHENG_DUCKDB names it (a libduckdb.so); nothing when there is none.
inline std::optional<DuckFunctions> find_duckdb() {
  const char* path = std::getenv("JIHENG_DUCKDB");
  if (path == nullptr) return std::nullopt;
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  DuckFunctions duck{};
  if (library == nullptr || !find_functions(library, duck)) return std::nullopt;
  return duck;
}

}  // namespace jiheng::bench
