// A PostgreSQL that goes away in the middle and comes back; a commit whose answer never arrives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/project.h"
#include "store/audit_verify.h"
#include "store/postgres_db.h"
#include "store/writer.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::Postgres;
using jiheng::testing::TestStore;
using ::testing::HasSubstr;

const Actor kSomebody{"王会计", "test"};

std::vector<Put> rows(std::int64_t first, std::int64_t count) {
  std::vector<Put> puts;
  for (std::int64_t n = first; n < first + count; ++n)
    puts.push_back({&record_of<Project>(), jiheng::testing::sample_row(record_of<Project>(), n)});
  return puts;
}

TEST(PostgresFaults, ConnectionsThatBrokeWhileIdleAreReplacedWithoutAnError) {
  TestStore store(Backend::postgres);
  must(store->put(kSomebody, rows(1, 3)));
  for (int i = 0; i < 3; ++i) {
    Postgres::shared().cut_connections();
    EXPECT_EQ(must(store->count(record_of<Project>(), {})), 3 + i);
    Postgres::shared().cut_connections();
    must(store->put(kSomebody, rows(10 + i, 1)));
    EXPECT_TRUE(store->ping());
  }
  EXPECT_TRUE(must(verify_audit(*store)).findings.empty());
}

TEST(PostgresFaults, AServerThatIsDownIsReportedAndUsedAgainWhenItIsBack) {
  TestStore store(Backend::postgres);
  must(store->put(kSomebody, rows(1, 1)));
  Postgres::shared().stop(false);
  const auto write = store->put(kSomebody, rows(2, 1));
  const auto read = store->count(record_of<Project>(), {});
  const auto ping = store->ping();
  Postgres::shared().start();
  ASSERT_FALSE(write);
  EXPECT_EQ(write.error().code, ErrorCode::unavailable);
  EXPECT_THAT(write.error().message, ::testing::AllOf(HasSubstr("连接不上数据库"), HasSubstr("没有生效")));
  EXPECT_EQ(read.error().code, ErrorCode::unavailable);
  EXPECT_EQ(ping.error().code, ErrorCode::unavailable);
  EXPECT_EQ(must(store->count(record_of<Project>(), {})), 1);
  EXPECT_EQ(must(store->put(kSomebody, rows(2, 1))).inserted, 1);
}

TEST(PostgresFaults, AScanThatBreaksInTheMiddleIsAnErrorAndGivesNoRowTwice) {
  TestStore store(Backend::postgres);
  std::int64_t n = 0;
  must(store->bulk_load(kSomebody, record_of<Project>(), [&](Row& row) {
    row = jiheng::testing::sample_row(record_of<Project>(), ++n);
    return n <= 60'000;
  }));
  std::set<std::int64_t> seen;
  bool twice = false;
  const auto done = store->scan(record_of<Project>(), {}, [&](std::span<const Value> row) {
    twice = twice || !seen.insert(std::get<std::int64_t>(row[1])).second;
    if (seen.size() == 100) Postgres::shared().cut_connections();
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
  EXPECT_FALSE(twice);
  EXPECT_LT(seen.size(), 60'000U);
  EXPECT_EQ(must(store->count(record_of<Project>(), {})), 60'000);
}

/// Where a connection breaks, for the tests below.
enum class Break { never, inside_transaction, after_commit };

/// A database whose next commit, or next statement after a break inside the transaction, gets no answer.
class BreakingDatabase final : public Database {
 public:
  explicit BreakingDatabase(const std::string& url) : real_(postgres_database(*PostgresUrl::parse(url))) {}

  SqlDialect dialect() const override { return real_->dialect(); }
  std::string name() const override { return real_->name(); }
  Result<std::unique_ptr<Connection>> connect() override;

  Break next_break = Break::never;
  bool reachable = true;

 private:
  std::unique_ptr<Database> real_;
};

class BreakingConnection final : public Connection {
 public:
  BreakingConnection(BreakingDatabase& database, std::unique_ptr<Connection> real)
      : database_(database), real_(std::move(real)) {}

  Result<std::int64_t> run(std::string_view sql, std::span<const Param> params,
                           const RowFn& on_row) override {
    if (lost_) return broken();
    return real_->run(sql, params, on_row);
  }
  tl::expected<void, CallError> run_all(std::span<const Call> calls, const CallRowFn& on_row) override {
    return real_->run_all(calls, on_row);
  }
  Result<void> script(const std::string& sql) override { return real_->script(sql); }
  Result<void> insert_rows(const RecordDesc& record, std::span<const Row> new_rows) override {
    return real_->insert_rows(record, new_rows);
  }
  Result<void> begin_write() override {
    auto done = real_->begin_write();
    if (done && database_.next_break == Break::inside_transaction) {
      Postgres::shared().cut_connections();
      database_.next_break = Break::never;
    }
    return done;
  }
  Result<void> commit() override {
    if (database_.next_break != Break::after_commit) return real_->commit();
    database_.next_break = Break::never;
    must(real_->commit());
    lost_ = true;
    return broken();
  }
  void rollback() override { real_->rollback(); }
  bool in_transaction() const override { return !lost_ && real_->in_transaction(); }
  bool lost() const override { return lost_ || real_->lost(); }

 private:
  static tl::unexpected<Error> broken() { return fail(ErrorCode::unavailable, "与数据库的连接中断"); }

  BreakingDatabase& database_;
  std::unique_ptr<Connection> real_;
  bool lost_ = false;
};

Result<std::unique_ptr<Connection>> BreakingDatabase::connect() {
  if (!reachable) return fail(ErrorCode::unavailable, "连接不上");
  auto made = real_->connect();
  if (!made) return pass(made);
  return std::make_unique<BreakingConnection>(*this, std::move(*made));
}

class BrokenWrites : public ::testing::Test {
 protected:
  BrokenWrites()
      : database_(store_.options().url), writer_(database_, must(database_.connect()), clock_, guard_) {}

  Result<void> write(std::int64_t n) {
    return writer_.run([&, n](WriteContext& context) -> Result<void> {
      auto entry = context.entry(kSomebody, "insert", "test");
      entry.id = n;
      context.chain.link(entry);
      auto done = context.db.run(kInsertAuditSql, audit_params(entry));
      if (!done) return pass(done);
      return {};
    });
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

  TestStore store_{Backend::postgres};
  SystemClock clock_;
  std::mutex guard_;
  BreakingDatabase database_;
  Writer writer_;
};

TEST_F(BrokenWrites, ABreakInsideTheTransactionMeansNotWrittenAndIsSaidSo) {
  must(write(1));
  database_.next_break = Break::inside_transaction;
  const auto done = write(2);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("没有生效"));
  must(write(3));
  EXPECT_THAT(written(), ::testing::ElementsAre(1, 3));
}

TEST_F(BrokenWrites, ACommitWithoutAnAnswerIsSettledByTheChainAndNeverRepeated) {
  must(write(1));
  database_.next_break = Break::after_commit;
  must(write(2));
  must(write(3));
  EXPECT_THAT(written(), ::testing::ElementsAre(1, 2, 3));
}

TEST_F(BrokenWrites, ACommitWithoutAnAnswerFromAServerThatStaysAwayIsReportedAsUnknown) {
  must(write(1));
  database_.next_break = Break::after_commit;
  database_.reachable = false;
  const auto done = write(2);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
  EXPECT_THAT(done.error().message, HasSubstr("不得而知"));
  database_.reachable = true;
  must(write(3));
  EXPECT_THAT(written(), ::testing::ElementsAre(1, 2, 3));
}

TEST_F(BrokenWrites, AServerThatRefusesTheCommitItselfLeavesNothing) {
  Postgres::shared().execute(
      store_.options().url,
      "create function die() returns trigger language plpgsql as $$ begin if new.id = 2 then perform "
      "pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); end if; return null; end $$;"
      "create constraint trigger die after insert on audit_entry deferrable initially deferred for each row "
      "execute "
      "function die()");
  must(write(1));
  const auto done = write(2);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("没有生效"));
  must(write(3));
  EXPECT_THAT(written(), ::testing::ElementsAre(1, 3));
}

}  // namespace
}  // namespace jiheng::store
