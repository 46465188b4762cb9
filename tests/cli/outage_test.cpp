// PostgreSQL ends in the middle of the requests of the real program, and comes back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <thread>

#include "base/node.h"
#include "support/http_client.h"
#include "support/postgres.h"
#include "support/program.h"

namespace jiheng::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

/// Clients that ask one after the other until they are told to stop, each on connections of its own.
class RequestStream {
 public:
  RequestStream(std::uint16_t port, std::string target, int clients) {
    for (int i = 0; i < clients; ++i) {
      threads_.emplace_back([this, port, target] {
        while (!stop_) note(ask(port, target));
      });
    }
  }
  ~RequestStream() { finish(); }

  void finish() {
    stop_ = true;
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

  int answered(int status) const { return status == 200 ? good_ : status == 503 ? unavailable_ : other_; }
  /// The first 503 there was.
  HttpAnswer problem() const {
    const std::lock_guard lock(mutex_);
    return problem_;
  }

 private:
  /// A server that does not answer at all counts as neither good nor a problem document.
  static HttpAnswer ask(std::uint16_t port, const std::string& target) {
    try {
      return http_request(port, "GET", target);
    } catch (const std::exception&) {
      return {};
    }
  }

  void note(const HttpAnswer& answer) {
    ++(answer.status == 200 ? good_ : answer.status == 503 ? unavailable_ : other_);
    const std::lock_guard lock(mutex_);
    if (answer.status == 503 && problem_.status == 0) problem_ = answer;
  }

  std::atomic<bool> stop_ = false;
  std::atomic<int> good_ = 0;
  std::atomic<int> unavailable_ = 0;
  std::atomic<int> other_ = 0;
  mutable std::mutex mutex_;
  HttpAnswer problem_;
  std::vector<std::thread> threads_;
};

/// Waits until `condition`, at most 20 s.
template <class Condition>
bool soon(const Condition& condition) {
  for (int i = 0; i < 2000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(10));
  }
  return false;
}

TEST(Outage, InTheMiddleOfRequestsIsA503ThatSaysSoAndEndsWhenTheDatabaseIsBack) {
  Postgres postgres;
  const auto url = postgres.create_database();
  Program init({"init", "--db", url, "--demo", "yanchi"});
  ASSERT_EQ(init.wait(), 0) << init.err();
  Program serve({"serve", "--db", url, "--port", "0"});
  RequestStream stream(serve.port(), "/api/v1/snapshots?place=640323", 4);
  ASSERT_TRUE(soon([&] { return stream.answered(200) >= 100; }));

  postgres.stop(true);
  ASSERT_TRUE(soon([&] { return stream.answered(503) >= 20; }));
  const int before = stream.answered(200);
  postgres.start();
  EXPECT_TRUE(soon([&] { return stream.answered(200) >= before + 100; }));
  stream.finish();

  EXPECT_EQ(stream.answered(0), 0) << "nothing but good answers and 503";
  const auto problem = stream.problem();
  EXPECT_EQ(problem.header("content-type"), "application/problem+json");
  EXPECT_FALSE(problem.header("retry-after").empty());
  EXPECT_THAT(problem.body, HasSubstr("暂时不能服务"));
  EXPECT_THAT(problem.body, Not(HasSubstr("postgresql://"))) << "where the database is, is nobody's business";
  EXPECT_THAT(serve.err(), HasSubstr("连接")) << "the log says what happened";
  serve.signal(SIGTERM);
  EXPECT_EQ(serve.wait(), 0);
}

TEST(Outage, DuringAnImportLeavesTheOldRowsAndExitsWith4) {
  Postgres postgres;
  const auto url = postgres.create_database();
  Program init({"init", "--db", url, "--demo", "yanchi"});
  ASSERT_EQ(init.wait(), 0) << init.err();
  postgres.stop(true);
  Program import({"import", "unit", "demo/yanchi/unit.csv", "--db", url});
  EXPECT_EQ(import.wait(), 4) << import.out();
  EXPECT_THAT(import.err(), HasSubstr("连接不上数据库"));
  postgres.start();
  Program again({"import", "unit", "demo/yanchi/unit.csv", "--db", url});
  EXPECT_EQ(again.wait(), 0) << again.err();
  EXPECT_THAT(again.out(), HasSubstr("没有变化 189"));
  Program chain({"audit", "verify", "--db", url});
  EXPECT_EQ(chain.wait(), 0) << chain.out();
}

/// The last table of the demonstration refuses its rows when all others are written.
TEST(Outage, OfOneTableDuringInitLeavesNothingOfTheDemonstration) {
  Postgres postgres;
  const auto url = postgres.create_database();
  Program tables({"init", "--db", url});
  ASSERT_EQ(tables.wait(), 0) << tables.err();
  postgres.execute(url, "alter table rectification add constraint never check (id < 0)");
  Program init({"init", "--db", url, "--demo", "yanchi"});
  EXPECT_EQ(init.wait(), 3) << init.out();
  EXPECT_THAT(init.err(), HasSubstr("没有留下任何数据"));
  Program units({"export", "unit", "--db", url});
  EXPECT_EQ(units.wait(), 0);
  EXPECT_THAT(units.out(), Not(HasSubstr("640323"))) << "the tables before it are empty too";
  postgres.execute(url, "alter table rectification drop constraint never");
  Program again({"init", "--db", url, "--demo", "yanchi"});
  EXPECT_EQ(again.wait(), 0) << again.err();
}

}  // namespace
}  // namespace jiheng::testing
