// PostgreSQL goes away under a running server and comes back.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "api/fixture.h"
#include "support/http_client.h"

namespace jiheng::testing {
namespace {

/// The status of `target`, asked again until it is `wanted` or the time is over.
int status_within(std::uint16_t port, const std::string& target, int wanted, std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  do {
    status = http_request(port, "GET", target).status;
    if (status == wanted) return status;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  } while (std::chrono::steady_clock::now() < end);
  return status;
}

TEST(DatabaseOutage, is_answered_with_503_and_ends_by_itself) {
  // A PostgreSQL of its own: stopping it must not disturb the other tests.
  Postgres postgres;
  ApiServer server(postgres.create_database());
  const auto port = server.port();
  const std::string snapshots = "/api/v1/snapshots?place=640323";
  ASSERT_EQ(http_request(port, "GET", snapshots).status, 200);

  postgres.stop(true);
  for (const std::string& target :
       {snapshots, std::string("/api/v1/health"), std::string("/api/v1/version")}) {
    const auto answer = http_request(port, "GET", target);
    EXPECT_EQ(answer.status, 503) << target << server.log().back();
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
    EXPECT_FALSE(answer.header("retry-after").empty());
    EXPECT_EQ(answer.body.find("password"), std::string::npos);
  }
  // Figures are in memory: they do not need the database.
  EXPECT_EQ(http_request(port, "GET", "/api/v1/figures/assessment.count?place=640323&year=2022").status, 200);

  postgres.start();
  EXPECT_EQ(status_within(port, "/api/v1/health", 200, std::chrono::seconds(20)), 200);
  EXPECT_EQ(status_within(port, snapshots, 200, std::chrono::seconds(20)), 200);
}

TEST(DatabaseOutage, of_single_connections_is_not_noticed_for_long) {
  Postgres postgres;
  ApiServer server(postgres.create_database());
  postgres.cut_connections();
  EXPECT_EQ(status_within(server.port(), "/api/v1/version", 200, std::chrono::seconds(10)), 200);
}

}  // namespace
}  // namespace jiheng::testing
