// Writes that say what they expect: new rows, rows that go, rows that nobody has changed meanwhile.
#include <thread>

#include "model/unit.h"
#include "store/contract_fixture.h"

namespace jiheng::store {
namespace {

using jiheng::testing::must;
using jiheng::testing::sample_row;

class PutKinds : public StoreContract {
 protected:
  Unit stored_unit(const std::string& code) {
    auto unit = from_row<Unit>(sample_row(record_of<Unit>(), 1));
    unit.code = code;
    unit.id.value = must(store_->put({"test", "test"}, std::vector{put_of(unit)})).ids[0];
    return unit;
  }
  std::int64_t units() { return must(store_->count(record_of<Unit>(), {})); }
};

INSTANTIATE_TEST_SUITE_P(Backends, PutKinds,
                         ::testing::Values(Backend::memory, Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(PutKinds, ARowThatMustBeNewConflictsWithOneThatIsThereAndTakesTheRestBack) {
  auto unit = stored_unit("219001");
  auto other = unit;
  other.id = {};
  other.code = "219002";
  unit.id = {};
  unit.name = "别的名字";
  const auto done = store_->put({"test", "test"}, std::vector{put_of(other), fresh_put_of(unit)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::conflict);
  EXPECT_EQ(done.error().findings.at(0).where, "/1");
  EXPECT_EQ(units(), 1);
}

TEST_P(PutKinds, AnErasedRowIsGoneWithOneAuditEntryAndItsKeyIsFreeInTheSameWrite) {
  auto unit = stored_unit("219001");
  const auto entries = audit().size();
  auto next = unit;
  next.id = {};
  next.name = "新的";
  const auto report = must(store_->put({"test", "test"}, std::vector{erase_of(unit), fresh_put_of(next)}));
  EXPECT_EQ(report.erased, 1);
  EXPECT_EQ(report.inserted, 1);
  EXPECT_EQ(audit().size(), entries + 2);
  EXPECT_EQ(audit()[entries].action, "remove");
  EXPECT_NE(report.ids[1], unit.id.value);
  EXPECT_EQ(units(), 1);
  EXPECT_EQ(store_->put({"test", "test"}, std::vector{erase_of(unit)}).error().code, ErrorCode::conflict);
}

TEST_P(PutKinds, OfTwoWhoSawTheSameRowOneIsTold) {
  const auto unit = stored_unit("219001");
  const auto rename = [&](const std::string& name) {
    auto put = put_of(unit);
    put.row[record_of<Unit>().index_of("name")] = name;
    put.expect.emplace_back("name", Value{unit.name});
    return store_->put({name, "test"}, std::vector{put});
  };
  Result<WriteReport> first = fail(ErrorCode::internal, "");
  std::thread other([&] { first = rename("甲"); });
  const auto second = rename("乙");
  other.join();
  EXPECT_NE(first.has_value(), second.has_value());
  const auto& refused = first ? second : first;
  EXPECT_EQ(refused.error().code, ErrorCode::conflict);
}

TEST_P(PutKinds, WhatIsExpectedOfARowThatIsNotThereIsAConflict) {
  auto unit = from_row<Unit>(sample_row(record_of<Unit>(), 1));
  auto put = put_of(unit);
  put.expect.emplace_back("name", Value{unit.name});
  EXPECT_EQ(store_->put({"test", "test"}, std::vector{put}).error().code, ErrorCode::conflict);
  EXPECT_EQ(units(), 0);
}

}  // namespace
}  // namespace jiheng::store
