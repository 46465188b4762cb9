#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "model/project.h"
#include "model/records.h"
#include "model/unit.h"
#include "support/store_backend.h"

namespace jiheng::store {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::TestStore;

inline const Actor kClerk{"王会计", "import"};
inline const Region kYanchi = *Region::of(640323);
inline constexpr std::int64_t kNow = 1'700'000'000'000;

/// What every Store must do is tested on each backend.
class StoreContract : public ::testing::TestWithParam<Backend> {
 protected:
  FixedClock clock_{kNow};
  TestStore store_{GetParam(), &clock_};

  std::vector<Row> rows_of(const RecordDesc& record, const Query& query = {}) {
    std::vector<Row> rows;
    must(store_->scan(record, query,
                      [&](std::span<const Value> row) { rows.emplace_back(row.begin(), row.end()); }));
    return rows;
  }

  std::vector<AuditEntry> audit(std::int64_t from = 1) {
    std::vector<AuditEntry> entries;
    must(store_->read_audit(from, [&](const AuditEntry& entry) {
      entries.push_back(entry);
      return true;
    }));
    return entries;
  }

  Result<WriteReport> put(const RecordDesc& record, std::vector<Row> rows) {
    std::vector<Put> puts;
    for (auto& row : rows) puts.push_back({&record, std::move(row)});
    return store_->put(kClerk, puts);
  }
};

inline Project project(std::string code, std::string name) {
  Project made;
  made.region = kYanchi;
  made.code = std::move(code);
  made.name = std::move(name);
  made.unit_id = {7};
  made.sector = "教育";
  made.function_class = "205";
  return made;
}

}  // namespace jiheng::store
