#include <dlfcn.h>

#include <cstdlib>

#include "facts_data.h"
#include "peer.h"

// The part of DuckDB's stable C interface that is used here, declared by hand: the library is found at run
// time and is never needed to build or run Jiheng.
namespace jiheng::bench {
namespace {

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

bool find_functions(void* library, DuckFunctions& duck) {
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

class DuckPeer final : public Peer {
 public:
  DuckPeer(const DuckFunctions& duck, int threads) : duck_(duck), threads_(threads) {}
  ~DuckPeer() override {
    duck_.disconnect(&connection_);
    duck_.close(&database_);
  }

  std::string name() const override {
    return std::string("DuckDB ") + duck_.library_version() + (threads_ == 1 ? "（1 线程）" : "（全部线程）");
  }

  Result<void> load(std::int64_t count) override {
    if (duck_.open(nullptr, &database_) != 0 || duck_.connect(database_, &connection_) != 0) {
      return fail(ErrorCode::unavailable, "DuckDB does not open");
    }
    if (threads_ > 0) run("set threads = " + std::to_string(threads_));
    run("create table facts (region integer, fund_type utinyint, category utinyint, goal_state utinyint, "
        "adjusted bigint, executed bigint)");
    Handle appender = nullptr;
    duck_.appender_create(connection_, nullptr, "facts", &appender);
    draw_facts(count, [&](const BenchFact& fact) {
      for (const auto value : {std::int64_t{fact.region}, fact.fund_type, fact.category, fact.goal_state,
                               fact.adjusted, fact.executed}) {
        duck_.append_int64(appender, value);
      }
      duck_.appender_end_row(appender);
    });
    duck_.appender_destroy(&appender);
    return {};
  }

  Result<std::vector<PeerGroup>> ask(PeerQuestion question) override {
    DuckResult result{};
    std::vector<PeerGroup> groups;
    if (duck_.query(connection_, peer_sql(question).c_str(), &result) != 0) {
      const std::string message = duck_.result_error(&result);
      duck_.destroy_result(&result);
      return fail(ErrorCode::internal, message);
    }
    for (std::uint64_t i = 0; i < duck_.row_count(&result); ++i) {
      groups.push_back({duck_.value_int64(&result, 0, i), duck_.value_int64(&result, 1, i),
                        duck_.value_int64(&result, 2, i)});
    }
    duck_.destroy_result(&result);
    return groups;
  }

 private:
  void run(const std::string& sql) {
    DuckResult result{};
    duck_.query(connection_, sql.c_str(), &result);
    duck_.destroy_result(&result);
  }

  DuckFunctions duck_;
  int threads_;
  Handle database_ = nullptr;
  Handle connection_ = nullptr;
};

}  // namespace

std::unique_ptr<Peer> duckdb_peer(int threads) {
  const char* path = std::getenv("JIHENG_DUCKDB");
  if (path == nullptr) return nullptr;
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  DuckFunctions duck{};
  if (library == nullptr || !find_functions(library, duck)) return nullptr;
  return std::make_unique<DuckPeer>(duck, threads);
}

}  // namespace jiheng::bench
