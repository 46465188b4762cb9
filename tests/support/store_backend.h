#pragma once

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <string>

#include "base/clock.h"
#include "store/store.h"
#include "support/postgres.h"
#include "support/temp_dir.h"

namespace jiheng::testing {

enum class Backend { memory, file, postgres };

inline std::string backend_name(Backend backend) {
  switch (backend) {
    case Backend::memory: return "memory";
    case Backend::file: return "file";
    case Backend::postgres: return "postgres";
  }
  return {};
}

/// Takes the value out of a Result or throws what went wrong.
template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(to_string(result.error()));
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A new empty store on one of the backends; its database goes with it.
class TestStore {
 public:
  explicit TestStore(Backend backend, const Clock* clock = nullptr) : backend_(backend), clock_(clock) {
    if (backend == Backend::postgres) options_.url = Postgres::shared().create_database();
    options_.data = dir_.path() / "data";
    options_.clock = clock;
    options_.mode = store::OpenMode::create;
    reopen();
  }

  store::Store& operator*() { return *store_; }
  store::Store* operator->() { return store_.get(); }

  /// Closes it and opens it again; not for a database in memory, which would be gone.
  void reopen() {
    store_.reset();
    store_ = must(backend_ == Backend::memory ? store::open_in_memory(clock_) : store::open(options_));
  }
  void close() { store_.reset(); }
  const store::OpenOptions& options() const { return options_; }

 private:
  TempDir dir_;
  Backend backend_;
  const Clock* clock_;
  store::OpenOptions options_;
  std::unique_ptr<store::Store> store_;
};

/// A valid row of any kind of record, the `n`th of its kind: every required field filled, and with
/// `optionals` every optional one. Ids are 0.
inline Row sample_row(const RecordDesc& record, std::int64_t n, bool optionals = true) {
  Row row;
  for (const auto& field : record.fields) {
    const bool skip = field.type->optional && !optionals;
    switch (field.type->kind) {
      case FieldKind::text: row.emplace_back(fmt::format("{}“{}”\t\\{}", field.label(), n, n % 7)); break;
      case FieldKind::integer:
      case FieldKind::money:
      case FieldKind::ratio: row.emplace_back(n * 1000 - 7); break;
      case FieldKind::boolean: row.emplace_back(n % 2); break;
      case FieldKind::score: row.emplace_back(n % 10001); break;
      case FieldKind::date: row.emplace_back(fmt::format("2022-{:02}-{:02}", n % 12 + 1, n % 28 + 1)); break;
      case FieldKind::year: row.emplace_back(std::int64_t{2022}); break;
      case FieldKind::quarter: row.emplace_back(n % 4 + 1); break;
      case FieldKind::code:
        row.emplace_back(
            std::string(field.type->codes[static_cast<std::size_t>(n) % field.type->codes.size()].code));
        break;
      case FieldKind::region: row.emplace_back(std::int64_t{640323}); break;
      case FieldKind::id: row.emplace_back(field.name == "id" ? 0 : n + 1); break;
    }
    if (skip) row.back() = Value{};
  }
  return row;
}

}  // namespace jiheng::testing
