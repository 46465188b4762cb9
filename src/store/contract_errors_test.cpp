// What every Store must refuse, whatever database is behind it.
#include <map>

#include "model/unit.h"
#include "store/contract_fixture.h"

namespace jiheng::store {
namespace {

using jiheng::testing::sample_row;
using ::testing::HasSubstr;

class StoreRefuses : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(Backends, StoreRefuses,
                         ::testing::Values(Backend::memory, Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(StoreRefuses, AValueOfTheWrongKindIsRefusedWithItsPlaceAndNothingIsWritten) {
  const auto& record = record_of<Project>();
  Row good = sample_row(record, 1);
  Row bad = sample_row(record, 2);
  bad[record.index_of("name")] = std::int64_t{5};
  bad[record.index_of("category")] = std::string("99");
  bad[record.index_of("first_year")] = Value{};
  const auto done = put(record, {good, bad});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::invalid);
  std::vector<std::string> places;
  for (const auto& finding : done.error().findings) places.push_back(finding.where);
  EXPECT_THAT(places, ::testing::ElementsAre("/1/name", "/1/category", "/1/first_year"));
  EXPECT_EQ(must(store_->count(record, {})), 0);
  EXPECT_TRUE(audit().empty());
}

TEST_P(StoreRefuses, ValuesThatOneOfTheDatabasesCouldNotKeepAreRefused) {
  const auto& record =
      find_record("monitoring") != nullptr ? *find_record("monitoring") : record_of<Project>();
  const std::map<std::string, Value> bad{
      {"quarter", std::int64_t{5}},
      {"due_on", std::string("2022-02-30")},
      {"submitted_on", std::string("2022/3/1")},
      {"region", std::int64_t{1}},
      {"deviation_reason", std::string("a\0b", 3)},
      {"alert", std::string("purple")},
      {"year", std::int64_t{20222}},
      {"deviation_reason", std::string("\xff\xfe")},
  };
  for (const auto& [field, value] : bad) {
    Row row = sample_row(record, 1);
    row[record.index_of(field)] = value;
    const auto done = put(record, {row});
    ASSERT_FALSE(done) << field;
    EXPECT_EQ(done.error().findings.at(0).where, "/0/" + field);
  }
  EXPECT_EQ(must(store_->count(record, {})), 0);
}

TEST_P(StoreRefuses, ATakenNaturalKeyIsAConflictThatNamesTheRowAndTakesTheWholePutBack) {
  const auto& record = record_of<Project>();
  must(put(record, {to_row(project("A", "甲"))}));
  auto other = project("A", "乙");
  other.id = {99};
  const auto done = put(record, {to_row(project("B", "丙")), to_row(other)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::conflict);
  EXPECT_THAT(done.error().message, HasSubstr("项目编码 A"));
  EXPECT_EQ(done.error().findings.at(0).where, "/1");
  EXPECT_EQ(must(store_->count(record, {})), 1);
  EXPECT_EQ(audit().size(), 1U);
}

TEST_P(StoreRefuses, EveryKindOfRecordHoldsItsNaturalKeyOnce) {
  for (const auto* record : stored_records()) {
    Row first = sample_row(*record, 1);
    must(put(*record, {first}));
    first[1] = std::int64_t{123};
    const auto done = put(*record, {first});
    ASSERT_FALSE(done) << record->name;
    EXPECT_EQ(done.error().code, ErrorCode::conflict) << record->name;
  }
}

TEST_P(StoreRefuses, RemovingWhatIsNotThereIsAnErrorAndRemovesNothing) {
  const auto& record = record_of<Project>();
  const auto written = must(put(record, {to_row(project("A", "甲"))}));
  const std::vector<std::int64_t> ids{written.ids[0], 424242};
  const auto done = store_->remove(kClerk, record, kYanchi, ids);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::not_found);
  EXPECT_EQ(must(store_->count(record, {})), 1);
}

TEST_P(StoreRefuses, AnUnknownFieldInAQueryIsAnError) {
  const auto done =
      store_->scan(record_of<Project>(), {.where = {{"colour", {std::int64_t{1}}}}}, [](auto) {});
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("colour"));
}

TEST_P(StoreRefuses, AWriteWithoutAnActorIsRefused) {
  const std::vector<Put> puts{put_of(project("A", "甲"))};
  EXPECT_EQ(store_->put({"", "import"}, puts).error().code, ErrorCode::usage);
}

TEST_P(StoreRefuses, TheChainsOwnSettingsCannotBeSetFromOutside) {
  EXPECT_EQ(store_->set_setting(kClerk, "audit.head", "0 x").error().code, ErrorCode::usage);
}

TEST_P(StoreRefuses, ASnapshotThatIsThereIsNotReplacedAndOneThatIsNotIsNotFound) {
  const Snapshot snapshot{"640323-2022-final", "2022 年度", kYanchi, kNow, "v1"};
  must(store_->save_snapshot(kClerk, snapshot, "facts", "law"));
  EXPECT_EQ(store_->save_snapshot(kClerk, snapshot, "other", "law").error().code, ErrorCode::conflict);
  EXPECT_EQ(store_->load_snapshot("640323-2021-final").error().code, ErrorCode::not_found);
  EXPECT_EQ(must(store_->load_snapshot(snapshot.id)).first, "facts");
}

}  // namespace
}  // namespace jiheng::store
