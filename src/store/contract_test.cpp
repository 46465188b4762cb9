// What every Store must do, whatever database is behind it.
#include <atomic>
#include <thread>

#include "base/sm3.h"
#include "store/contract_fixture.h"

namespace jiheng::store {
namespace {

using jiheng::testing::sample_row;
using ::testing::HasSubstr;

class StoreKeeps : public StoreContract {};

INSTANTIATE_TEST_SUITE_P(Backends, StoreKeeps,
                         ::testing::Values(Backend::memory, Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(StoreKeeps, EveryKindOfRecordComesBackAsItWentInFilledAndUnfilled) {
  for (const auto* record : stored_records()) {
    std::vector<Row> rows{sample_row(*record, 1, true), sample_row(*record, 2, false),
                          sample_row(*record, 11, true)};
    const auto report = must(put(*record, rows));
    EXPECT_EQ(report.inserted, 3) << record->name;
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i][1] = report.ids[i];
    EXPECT_EQ(rows_of(*record), rows) << record->name;
  }
}

TEST_P(StoreKeeps, ExtremeNumbersAndEveryCharacterComeBackUnchanged) {
  const auto& record = *find_record("budget_line");
  Row row = sample_row(record, 1);
  row[record.index_of("initial")] = std::numeric_limits<std::int64_t>::max();
  row[record.index_of("adjusted")] = std::numeric_limits<std::int64_t>::min();
  auto text = project("A'\"\\;--", "引号'\"反斜\\ 换行\n制表\t回车\r 𠮷 ？?1 $1 %s {}");
  must(put(record, {row}));
  must(put(record_of<Project>(), {to_row(text)}));
  EXPECT_EQ(rows_of(record)[0][record.index_of("adjusted")], row[record.index_of("adjusted")]);
  EXPECT_EQ(rows_of(record)[0][record.index_of("initial")], row[record.index_of("initial")]);
  EXPECT_EQ(must(load<Project>(*store_))[0].name, text.name);
}

TEST_P(StoreKeeps, AnEqualRowChangesNothingAndLeavesNoTrace) {
  const std::vector<Row> rows{to_row(project("A", "甲")), to_row(project("B", "乙"))};
  const auto first = must(put(record_of<Project>(), rows));
  const auto second = must(put(record_of<Project>(), rows));
  EXPECT_EQ(second.unchanged, 2);
  EXPECT_EQ(second.ids, first.ids);
  EXPECT_EQ(audit().size(), 2U);
}

TEST_P(StoreKeeps, ARowIsUpdatedByItsNaturalKeyAndByItsIdAndTheTrailSaysWhatChanged) {
  const auto id = must(put(record_of<Project>(), {to_row(project("A", "甲"))})).ids[0];
  auto changed = project("A", "甲二");
  changed.note = "改名";
  EXPECT_EQ(must(put(record_of<Project>(), {to_row(changed)})).updated, 1);
  changed.id = {id};
  changed.code = "A2";
  changed.note.reset();
  EXPECT_EQ(must(put(record_of<Project>(), {to_row(changed)})).ids[0], id);
  const auto entries = audit(2);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].changes, R"({"name":["甲","甲二"],"note":[null,"改名"]})");
  EXPECT_EQ(entries[1].changes, R"({"code":["A","A2"],"note":["改名",null]})");
  EXPECT_EQ(entries[1].action, "update");
  EXPECT_EQ(entries[1].record, "project");
  EXPECT_EQ(entries[1].region, 640323);
  EXPECT_EQ(entries[1].id, id);
  EXPECT_EQ(entries[1].actor, kClerk.name);
  EXPECT_EQ(entries[1].via, "import");
  EXPECT_EQ(entries[1].at_ms, kNow);
}

TEST_P(StoreKeeps, OnePutMayTouchARowManyTimesAndTheLastWins) {
  std::vector<Row> rows;
  for (int i = 0; i < 50; ++i) rows.push_back(to_row(project("A", i % 2 == 0 ? "甲" : "乙")));
  auto renamed = project("B", "丙");
  const auto report = must(put(record_of<Project>(), rows));
  EXPECT_EQ(report.inserted, 1);
  EXPECT_EQ(report.updated, 49);
  renamed.id = {report.ids[0]};
  // The key A is free again within the same put.
  const auto again = must(put(record_of<Project>(), {to_row(renamed), to_row(project("A", "丁"))}));
  EXPECT_EQ(again.updated, 1);
  EXPECT_EQ(again.inserted, 1);
  EXPECT_EQ(must(store_->count(record_of<Project>(), {})), 2);
}

TEST_P(StoreKeeps, ThousandsOfRowsOfSeveralKindsGoInInOnePut) {
  std::vector<Put> puts;
  for (std::int64_t n = 1; n <= 2500; ++n) {
    for (const auto* name : {"unit", "project", "indicator"}) {
      const auto* record = find_record(name);
      puts.push_back({record, sample_row(*record, n, n % 3 == 0)});
    }
  }
  const auto report = must(store_->put(kClerk, puts));
  EXPECT_EQ(report.inserted, 7500);
  EXPECT_EQ(must(store_->count(*find_record("indicator"), {})), 2500);
  EXPECT_EQ(must(store_->put(kClerk, puts)).unchanged, 7500);
  EXPECT_EQ(audit().size(), 7500U);
}

TEST_P(StoreKeeps, QueriesFilterOrderAndLimit) {
  std::vector<Row> rows;
  for (int i = 0; i < 9; ++i) {
    auto made = project(fmt::format("P{}", i), fmt::format("项目{}", 9 - i));
    made.sector = i % 3 == 0 ? "教育" : "卫生";
    if (i % 2 == 0) made.note = fmt::format("n{}", i / 4);
    made.first_year = *FiscalYear::of(2020 + i % 2);
    rows.push_back(to_row(made));
  }
  auto elsewhere = project("P0", "外县");
  elsewhere.region = *Region::of(640302);
  rows.push_back(to_row(elsewhere));
  must(put(record_of<Project>(), rows));
  const auto codes = [&](const Query& query) {
    std::string list;
    for (const auto& found : must(load<Project>(*store_, query))) list += found.code + " ";
    return list;
  };
  EXPECT_EQ(codes({.region = kYanchi, .where = {{"sector", {std::string("教育")}}}}), "P0 P3 P6 ");
  EXPECT_EQ(codes({.region = kYanchi, .where = {{"note", {Value{}}}}}), "P1 P3 P5 P7 ");
  EXPECT_EQ(codes({.region = kYanchi, .where = {{"note", {Value{}, std::string("n2")}}}}), "P1 P3 P5 P7 P8 ");
  EXPECT_EQ(codes({.where = {{"code", {}}}}), "");
  EXPECT_EQ(codes({.where = {{"code", {std::string("P0")}}}}), "P0 P0 ");
  EXPECT_EQ(codes({.region = kYanchi, .order_by = {"name"}, .limit = 3}), "P8 P7 P6 ");
  EXPECT_EQ(codes({.region = kYanchi, .order_by = {"note", "first_year", "code"}, .limit = 5}),
            "P1 P3 P5 P7 P0 ");
  EXPECT_EQ(must(store_->count(record_of<Project>(),
                               {.region = kYanchi, .where = {{"first_year", {std::int64_t{2021}}}}})),
            4);
}

TEST_P(StoreKeeps, TextIsOrderedByItsBytesWhateverTheDatabasesLocale) {
  must(put(record_of<Project>(),
           {to_row(project("b", "b")), to_row(project("B", "B")), to_row(project("a", "a")),
            to_row(project("_", "_")), to_row(project("é", "é")), to_row(project("中", "中"))}));
  std::string order;
  for (const auto& found : must(load<Project>(*store_, {.order_by = {"code"}}))) order += found.code;
  EXPECT_EQ(order, "B_abé中");
}

TEST_P(StoreKeeps, AConditionMayNameThousandsOfValues) {
  std::vector<Row> rows;
  Condition wanted{"code", {}};
  for (int i = 0; i < 3000; ++i) {
    rows.push_back(to_row(project(fmt::format("{}", i), "x")));
    if (i % 2 == 0) wanted.values.emplace_back(fmt::format("{}", i));
  }
  must(put(record_of<Project>(), rows));
  EXPECT_EQ(must(store_->count(record_of<Project>(), {.where = {wanted}})), 1500);
}

TEST_P(StoreKeeps, ASinkMayReadAndWriteTheStoreItself) {
  must(put(record_of<Project>(), {to_row(project("A", "甲")), to_row(project("B", "乙"))}));
  std::int64_t counted = 0;
  must(store_->scan(record_of<Project>(), {}, [&](std::span<const Value> row) {
    counted += must(store_->count(record_of<Project>(), {}));
    auto more = from_row<Project>(row);
    more.id = {};
    more.code += "2";
    must(store_->put(kClerk, std::vector{put_of(more)}));
  }));
  EXPECT_GE(counted, 4);
  EXPECT_GE(must(store_->count(record_of<Project>(), {})), 4);
}

TEST_P(StoreKeeps, RemovedRowsAreGoneAndTheTrailKeepsWhatTheyWere) {
  const auto ids =
      must(put(record_of<Project>(), {to_row(project("A", "甲")), to_row(project("B", "乙"))})).ids;
  must(store_->remove(kClerk, record_of<Project>(), kYanchi, std::vector{ids[0]}));
  EXPECT_EQ(must(load<Project>(*store_))[0].code, "B");
  const auto entry = audit(3).at(0);
  EXPECT_EQ(entry.action, "remove");
  EXPECT_THAT(entry.changes, HasSubstr(R"("name":["甲",null])"));
}

TEST_P(StoreKeeps, ABulkLoadLeavesOneEntryABatchWithItsDigest) {
  const auto& record = *find_record("indicator");
  std::int64_t made = 0;
  const auto loaded = store_->bulk_load(kClerk, record, [&](Row& row) {
    if (made == 45'000) return false;
    ++made;
    row = sample_row(record, made, made % 2 == 0);
    return true;
  });
  EXPECT_EQ(must(loaded), 45'000);
  EXPECT_EQ(must(store_->count(record, {})), 45'000);
  const auto entries = audit();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].action, "bulk");
  EXPECT_THAT(entries[2].changes, HasSubstr(R"("rows":5000)"));
  Row last = sample_row(record, 45'000, true);
  const auto found = rows_of(record, {.where = {{"seq", {last[record.index_of("seq")]}}}});
  ASSERT_EQ(found.size(), 1U);
  last[1] = found[0][1];
  EXPECT_EQ(found[0], last);
}

TEST_P(StoreKeeps, ABulkLoadWithABadOrATakenRowStopsAndWritesNothingOfThatBatch) {
  const auto& record = record_of<Project>();
  int given = 0;
  const auto bad = store_->bulk_load(kClerk, record, [&](Row& row) {
    row = sample_row(record, ++given);
    if (given == 3) row[record.index_of("name")] = Value{};
    return given <= 5;
  });
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().findings.at(0).where, "/2/name");
  given = 0;
  const auto taken = store_->bulk_load(kClerk, record, [&](Row& row) {
    row = sample_row(record, ++given % 4);
    return given <= 8;
  });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().code, ErrorCode::conflict);
  EXPECT_EQ(must(store_->count(record, {})), 0);
  EXPECT_TRUE(audit().empty());
  EXPECT_EQ(must(put(record, {sample_row(record, 1)})).inserted, 1);
}

TEST_P(StoreKeeps, SettingsAreKeptAndAudited) {
  EXPECT_EQ(must(store_->setting("demo")), std::nullopt);
  must(store_->set_setting(kClerk, "demo", "yanchi"));
  must(store_->set_setting(kClerk, "demo", "yanchi"));
  must(store_->set_setting(kClerk, "demo", ""));
  EXPECT_EQ(must(store_->setting("demo")), "");
  ASSERT_EQ(audit().size(), 2U);
  EXPECT_EQ(audit()[0].changes, R"({"demo":[null,"yanchi"]})");
  EXPECT_EQ(audit()[1].changes, R"({"demo":["yanchi",""]})");
}

TEST_P(StoreKeeps, SnapshotsKeepTheirBytes) {
  std::string facts;
  for (int i = 0; i < 300'000; ++i) facts += static_cast<char>(i % 256);
  must(store_->save_snapshot(kClerk, {"b", "后", kYanchi, kNow + 1, "v2"}, facts, ""));
  must(store_->save_snapshot(kClerk, {"a", "前", kYanchi, kNow, "v1"}, "x", "法"));
  const auto [kept, law] = must(store_->load_snapshot("b"));
  EXPECT_EQ(kept, facts);
  EXPECT_EQ(law, "");
  const auto list = must(store_->snapshots(kYanchi));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].id, "a");
  EXPECT_EQ(list[1].label, "后");
  EXPECT_EQ(list[1].law_version, "v2");
  EXPECT_TRUE(must(store_->snapshots(*Region::of(640302))).empty());
  EXPECT_THAT(audit()[0].changes, HasSubstr(to_hex(sm3(facts))));
}

TEST_P(StoreKeeps, ReadingTheTrailStopsWhenTheSinkSaysSo) {
  std::vector<Row> rows;
  for (int i = 0; i < 30; ++i) rows.push_back(to_row(project(fmt::format("{}", i), "x")));
  must(put(record_of<Project>(), rows));
  std::vector<std::int64_t> seen;
  must(store_->read_audit(11, [&](const AuditEntry& entry) {
    seen.push_back(entry.number);
    return seen.size() < 3;
  }));
  EXPECT_THAT(seen, ::testing::ElementsAre(11, 12, 13));
}

TEST_P(StoreKeeps, ManyThreadsWriteAtOnceAndOneThatFailsSpoilsNoOther) {
  constexpr int kThreads = 6;
  constexpr int kWrites = 40;
  std::atomic<int> written = 0;
  std::atomic<int> refused = 0;
  must(put(record_of<Project>(), {to_row(project("taken", "x"))}));
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kWrites; ++i) {
        auto mine = project(i % 5 == 4 ? "taken" : fmt::format("{}-{}", t, i), "x");
        if (i % 5 == 4) mine.id = {1000 + t};
        const auto done =
            store_->put(kClerk, std::vector{put_of(project(fmt::format("{}={}", t, i), "y")), put_of(mine)});
        ++(done ? written : refused);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(written, kThreads * kWrites * 4 / 5);
  EXPECT_EQ(refused, kThreads * kWrites / 5);
  EXPECT_EQ(must(store_->count(record_of<Project>(), {})), 1 + written * 2);
  const auto entries = audit();
  ASSERT_EQ(entries.size(), static_cast<std::size_t>(1 + written * 2));
  for (std::size_t i = 0; i < entries.size(); ++i)
    EXPECT_EQ(entries[i].number, static_cast<std::int64_t>(i) + 1);
}

TEST_P(StoreKeeps, EverythingIsThereAfterReopening) {
  if (GetParam() == Backend::memory) {
    EXPECT_EQ(store_->kind(), "sqlite");
    return;
  }
  const auto ids = must(put(record_of<Project>(), {to_row(project("A", "甲"))})).ids;
  must(store_->set_setting(kClerk, "demo", "yanchi"));
  store_.reopen();
  EXPECT_EQ(must(load<Project>(*store_))[0].id.value, ids[0]);
  EXPECT_EQ(must(store_->setting("demo")), "yanchi");
  EXPECT_EQ(must(put(record_of<Project>(), {to_row(project("B", "乙"))})).ids[0], ids[0] + 1);
  EXPECT_EQ(audit().back().number, 3);
}

TEST_P(StoreKeeps, TwoStoresOnOneDatabaseShareTheChainAndNeverAnId) {
  if (GetParam() == Backend::memory) {
    EXPECT_TRUE(store_->ping());
    return;
  }
  auto options = store_.options();
  options.mode = OpenMode::open_existing;
  const auto other = must(open(options));
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 10; ++i) {
    Store& chosen = i % 2 == 0 ? *store_ : *other;
    ids.push_back(must(chosen.put(kClerk, std::vector{put_of(project(fmt::format("{}", i), "x"))})).ids[0]);
  }
  EXPECT_TRUE(std::ranges::is_sorted(ids, std::less_equal{}));
  EXPECT_EQ(audit().size(), 10U);
}

TEST_P(StoreKeeps, ItAnswersAPing) { EXPECT_TRUE(store_->ping()); }

}  // namespace
}  // namespace jiheng::store
