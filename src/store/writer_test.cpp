#include "store/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "store/audit_verify.h"
#include "store/sqlite_db.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::TestStore;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class WriterTest : public ::testing::Test {
 protected:
  WriterTest()
      : database_(sqlite_database(store_.options().data / "jiheng.db")),
        writer_(*database_, must(database_->connect()), clock_, guard_) {}

  static Result<void> append(WriteContext& context, std::int64_t n) {
    auto entry = context.entry({"w", "test"}, "insert", "test");
    entry.id = n;
    context.chain.link(entry);
    auto done = context.db.run(kInsertAuditSql, audit_params(entry));
    if (!done) return pass(done);
    return {};
  }

  /// Holds the writer inside a write while `more` are queued, so that these are taken as one group.
  std::vector<Result<void>> in_one_group(const std::vector<Writer::Job>& more) {
    std::promise<void> began;
    std::promise<void> go_on;
    auto first = std::async(std::launch::async, [&] {
      return writer_.run([&](WriteContext&) -> Result<void> {
        began.set_value();
        go_on.get_future().wait();
        return {};
      });
    });
    began.get_future().wait();
    std::vector<std::future<Result<void>>> waiting;
    for (const auto& job : more) {
      waiting.push_back(std::async(std::launch::async, [this, &job] { return writer_.run(job); }));
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    go_on.set_value();
    must(first.get());
    std::vector<Result<void>> results;
    for (auto& each : waiting) results.push_back(each.get());
    return results;
  }

  std::vector<std::int64_t> written() {
    std::vector<std::int64_t> ids;
    must(store_->read_audit(1, [&](const AuditEntry& entry) {
      ids.push_back(entry.id);
      return true;
    }));
    EXPECT_TRUE(must(verify_audit(*store_)).findings.empty());
    return ids;
  }

  TestStore store_{Backend::file};
  FixedClock clock_{1'700'000'000'000};
  std::mutex guard_;
  std::unique_ptr<Database> database_;
  Writer writer_;
};

TEST_F(WriterTest, AWriteThatFailsOrThrowsInAGroupLeavesNothingAndTheOthersStand) {
  const auto results = in_one_group({
      [](WriteContext& context) { return append(context, 1); },
      [](WriteContext& context) -> Result<void> {
        must(append(context, 2));
        return fail(ErrorCode::conflict, "二");
      },
      [](WriteContext& context) -> Result<void> {
        must(append(context, 3));
        throw std::runtime_error("三");
      },
      [](WriteContext& context) { return append(context, 4); },
  });
  EXPECT_TRUE(results[0]);
  EXPECT_EQ(results[1].error().message, "二");
  EXPECT_EQ(results[2].error().code, ErrorCode::internal);
  EXPECT_THAT(results[2].error().message, HasSubstr("三"));
  EXPECT_TRUE(results[3]);
  EXPECT_THAT(written(), ElementsAre(1, 4));
}

TEST_F(WriterTest, AGroupWhoseTransactionEndsUnderItFailsAsAWhole) {
  const auto results = in_one_group({
      [](WriteContext& context) { return append(context, 1); },
      [](WriteContext& context) -> Result<void> {
        must(context.db.script("rollback"));
        return fail(ErrorCode::unavailable, "磁盘已满");
      },
      [](WriteContext& context) { return append(context, 3); },
  });
  for (const auto& result : results) {
    ASSERT_FALSE(result);
    EXPECT_THAT(result.error().message, ::testing::AllOf(HasSubstr("磁盘已满"), HasSubstr("没有生效")));
  }
  EXPECT_THAT(written(), ElementsAre());
  must(writer_.run([](WriteContext& context) { return append(context, 5); }));
  EXPECT_THAT(written(), ElementsAre(5));
}

TEST_F(WriterTest, MakesIdsThatGrowEvenWhenTheClockGoesBack) {
  std::vector<std::int64_t> ids;
  for (int i = 0; i < 3; ++i) {
    must(writer_.run([&](WriteContext& context) -> Result<void> {
      ids.push_back(context.next_id());
      return append(context, i);
    }));
    clock_.set(clock_.now_ms() - 60'000);
  }
  EXPECT_LT(ids[0], ids[1]);
  EXPECT_LT(ids[1], ids[2]);
}

}  // namespace
}  // namespace jiheng::store
