#include "store/audit_verify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/project.h"
#include "store/postgres_db.h"
#include "store/sqlite_db.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::TestStore;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kEntries = 200;

class AuditVerify : public ::testing::TestWithParam<Backend> {
 protected:
  AuditVerify() {
    std::vector<Put> puts;
    for (int i = 1; i <= kEntries; ++i)
      puts.push_back({&record_of<Project>(), jiheng::testing::sample_row(record_of<Project>(), i)});
    must(store_->put({"王会计", "import"}, puts));
  }

  /// Does what somebody with the database's own tools could do behind the program's back.
  void tamper(const std::string& sql) {
    store_.close();
    const auto& options = store_.options();
    auto database = options.url.empty() ? sqlite_database(options.data / "jiheng.db")
                                        : postgres_database(*PostgresUrl::parse(options.url));
    must(must(database->connect())->script(sql));
    store_.reopen();
  }

  AuditVerification verify(std::int64_t from = 1) { return must(verify_audit(*store_, from)); }

  /// Each finding as "rule message".
  static std::vector<std::string> told(const AuditVerification& done) {
    std::vector<std::string> lines;
    for (const auto& finding : done.findings) lines.push_back(finding.rule + " " + finding.message);
    return lines;
  }

  static constexpr const char* kColumns = "at_ms, actor, via, action, record, region, id, changes, hash";

  TestStore store_{GetParam()};
};

INSTANTIATE_TEST_SUITE_P(Backends, AuditVerify, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(AuditVerify, AnUntouchedChainIsWholeFromAnyEntry) {
  for (const std::int64_t from : {1, 2, 100, kEntries}) {
    const auto done = verify(from);
    EXPECT_THAT(told(done), IsEmpty());
    EXPECT_EQ(done.entries, kEntries - from + 1);
    EXPECT_EQ(done.last.number, kEntries);
  }
}

TEST_P(AuditVerify, BeginningBehindTheLastEntryIsAnError) {
  EXPECT_EQ(verify_audit(*store_, kEntries + 1).error().code, ErrorCode::not_found);
  EXPECT_EQ(verify_audit(*store_, 0).error().code, ErrorCode::usage);
}

TEST_P(AuditVerify, EveryChangedMemberOfAnEntryIsFound) {
  for (const auto* change :
       {"at_ms = at_ms + 1", "actor = 'x'", "via = 'x'", "action = 'update'", "record = 'unit'",
        "region = 640302", "id = id + 1", "changes = replace(changes, '1', '2')"}) {
    tamper("create table kept as select * from audit_entry where number = 77");
    tamper(fmt::format("update audit_entry set {} where number = 77", change));
    EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.changed 第 77 条"))) << change;
    tamper(
        "delete from audit_entry where number = 77; insert into audit_entry select * from kept; drop table "
        "kept");
    EXPECT_THAT(told(verify()), IsEmpty()) << change;
  }
}

TEST_P(AuditVerify, AChangedHashIsFound) {
  tamper("update audit_entry set hash = '" + std::string(64, 'a') + "' where number = 77");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.hash 第 77 条")));
}

TEST_P(AuditVerify, AnEntryRewrittenTogetherWithItsHashIsFoundByTheNext) {
  AuditEntry entry;
  std::string previous;
  must(store_->read_audit(76, [&](const AuditEntry& read) {
    if (read.number == 76) previous = read.hash;
    entry = read;
    return read.number < 77;
  }));
  entry.actor = "x";
  tamper(fmt::format("update audit_entry set actor = 'x', hash = '{}' where number = 77",
                     audit_hash(previous, entry)));
  EXPECT_THAT(told(verify()), ElementsAre(::testing::AllOf(HasSubstr("audit.changed 第 78 条"),
                                                           HasSubstr("第 77 条连同哈希被改写"))));
}

TEST_P(AuditVerify, ARemovedEntryIsFound) {
  tamper("delete from audit_entry where number in (77, 78)");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.missing 第 77–78 条缺失")));
  tamper("delete from audit_entry where number < 4");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("第 1–3 条缺失"), HasSubstr("第 77–78 条缺失")));
}

TEST_P(AuditVerify, ARemovedEntryIsFoundWhenTheOthersAreRenumbered) {
  tamper(
      "delete from audit_entry where number = 77; update audit_entry set number = number + 1000 where number "
      "> 77;");
  tamper("update audit_entry set number = number - 1001 where number > 1000");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.missing 第 77 条"),
                                          HasSubstr("audit.moved 第 78–140 条原为第 79 条起"),
                                          HasSubstr("共 123 条"), HasSubstr("末尾缺少第 200 条")));
}

TEST_P(AuditVerify, AnInsertedEntryIsFound) {
  tamper("update audit_entry set number = number + 1000 where number >= 77");
  tamper("update audit_entry set number = number - 999 where number > 1000");
  tamper(fmt::format(
      "insert into audit_entry (number, {0}) select 77, {0} from audit_entry where number = 12", kColumns));
  EXPECT_THAT(told(verify()),
              ElementsAre(HasSubstr("audit.inserted 第 77 条"),
                          HasSubstr("audit.moved 第 78–140 条原为第 77 条起"), HasSubstr("共 125 条"),
                          HasSubstr("audit.inserted 第 201 条在链头"), HasSubstr("audit.head 第 200 条")));
}

TEST_P(AuditVerify, AnEntryAppendedAtTheEndIsFound) {
  AuditEntry entry;
  must(store_->read_audit(kEntries, [&](const AuditEntry& read) {
    entry = read;
    return true;
  }));
  const std::string previous = entry.hash;
  entry.number = kEntries + 1;
  // Even one that is linked rightly: it is not in the head.
  tamper(
      fmt::format("insert into audit_entry (number, at_ms, actor, via, action, record, region, id, changes, "
                  "hash) select {}, at_ms, actor, via, "
                  "action, record, region, id, changes, '{}' from audit_entry where number = {}",
                  entry.number, audit_hash(previous, entry), kEntries));
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.inserted 第 201 条在链头（第 200 条）之外")));
}

TEST_P(AuditVerify, SwappedEntriesAreFoundAndNamed) {
  tamper(
      "update audit_entry set number = 1000 where number = 77; update audit_entry set number = 77 where "
      "number = 78;"
      "update audit_entry set number = 78 where number = 1000");
  EXPECT_THAT(told(verify()),
              ElementsAre(HasSubstr("audit.moved 第 77 条"), HasSubstr("audit.moved 第 78 条")));
}

TEST_P(AuditVerify, ACutTailIsFoundAgainstTheStoredHead) {
  tamper("delete from audit_entry where number > 190");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.tail 末尾缺少第 191–200 条")));
}

TEST_P(AuditVerify, AForgedHeadIsFoundOnlyAgainstOneThatWasWrittenDown) {
  const auto noted = verify().last;
  std::string hash;
  must(store_->read_audit(190, [&](const AuditEntry& read) {
    hash = read.hash;
    return false;
  }));
  tamper(
      fmt::format("delete from audit_entry where number > 190; update setting set value = '190 {}' where "
                  "name = 'audit.head'",
                  hash));
  EXPECT_THAT(told(verify()), IsEmpty());
  EXPECT_THAT(told(must(verify_audit(*store_, 1, noted))), ElementsAre(HasSubstr("audit.noted 第 200 条")));
}

TEST_P(AuditVerify, AStoredHeadThatDiffersFromTheLastEntryIsFound) {
  tamper(fmt::format("update setting set value = '200 {}' where name = 'audit.head'", std::string(64, 'b')));
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("audit.head 第 200 条")));
  tamper("delete from setting where name = 'audit.head'");
  EXPECT_THAT(told(verify()), ElementsAre(HasSubstr("在链头（第 0 条）之外")));
}

}  // namespace
}  // namespace jiheng::store
