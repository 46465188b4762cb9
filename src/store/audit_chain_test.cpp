#include "store/audit_chain.h"

#include <gtest/gtest.h>

#include "model/project.h"
#include "store/bulk.h"
#include "store/changes.h"

namespace jiheng::store {
namespace {

AuditEntry first_entry() {
  AuditEntry entry;
  entry.at_ms = 1'700'000'000'000;
  entry.actor = "王会计";
  entry.via = "import";
  entry.action = "insert";
  entry.record = "project";
  entry.region = 640323;
  entry.id = 42;
  entry.changes = R"({"name":[null,"甲"]})";
  return entry;
}

TEST(AuditHead, TextThatIsNoHeadIsAnError) {
  const std::string hash(64, 'a');
  for (const auto& text : std::vector<std::string>{"x", "1", "1 abc", "-1 " + hash, "1 " + hash + "0",
                                                   "1 " + std::string(64, 'A'), "1" + hash, "1  " + hash}) {
    EXPECT_FALSE(AuditHead::parse(text)) << text;
  }
}

TEST(AuditHead, ComesBackFromItsText) {
  const AuditHead head{77, std::string(64, 'b')};
  EXPECT_EQ(*AuditHead::parse(head.to_text()), head);
  EXPECT_EQ(*AuditHead::parse(""), AuditHead{});
}

/// The value was computed with `openssl dgst -sm3`, by the command in docs/dev/audit-chain.md.
TEST(AuditChain, AnEntryHashesAsDocumented) {
  auto entry = first_entry();
  AuditChain chain;
  chain.link(entry);
  EXPECT_EQ(entry.number, 1);
  EXPECT_EQ(entry.hash, "8501805c964b48ee8ecb2afe8bb6b979fe29910d7b120a34e35031ca070bbe75");
  EXPECT_EQ(chain.head().to_text(), "1 " + entry.hash);
}

TEST(AuditChain, LinksEachEntryToTheOneBefore) {
  AuditChain chain;
  auto first = first_entry();
  auto second = first_entry();
  chain.link(first);
  chain.link(second);
  EXPECT_EQ(second.number, 2);
  EXPECT_EQ(second.hash, audit_hash(first.hash, second));
  EXPECT_NE(second.hash, audit_hash(audit_root(), second));
}

TEST(AuditChain, TextCannotMoveFromOneMemberToTheNext) {
  auto one = first_entry();
  auto other = first_entry();
  one.actor = "a\n1:b";
  one.via = "c";
  other.actor = "a";
  other.via = "b\n1:c";
  EXPECT_NE(audit_hash(audit_root(), one), audit_hash(audit_root(), other));
}

TEST(Changes, TellOnlyWhatDiffersWithNullForNotFilled) {
  Project before;
  before.name = "甲";
  before.note = "旧";
  Project after = before;
  after.name = "乙\"";
  after.note.reset();
  after.id = {5};
  const auto& record = record_of<Project>();
  EXPECT_EQ(changes_json(record, to_row(before), to_row(after)),
            R"({"name":["甲","乙\""],"note":["旧",null]})");
  EXPECT_EQ(changes_json(record, to_row(before), to_row(before)), "{}");
  const auto inserted = changes_json(record, {}, to_row(after));
  EXPECT_NE(inserted.find(R"("name":[null,"乙\""])"), std::string::npos);
  EXPECT_EQ(inserted.find("note"), std::string::npos);
  EXPECT_EQ(inserted.find("region"), std::string::npos);
}

/// `printf '640323\n7\n3:甲\n-\n' | openssl dgst -sm3`
TEST(RowsDigest, HashesAsDocumented) {
  const std::vector<Row> rows{{std::int64_t{640323}, std::int64_t{7}, std::string("甲"), Value{}}};
  EXPECT_EQ(rows_digest(rows), "a373dae63f9e1d23d7877547a5f177e7dd773bbcbfeabe0aa054f7c322fe43e4");
  EXPECT_NE(rows_digest(rows), rows_digest(std::vector<Row>{{std::int64_t{640323}, std::int64_t{7},
                                                             std::string("甲"), std::string()}}));
}

}  // namespace
}  // namespace jiheng::store
