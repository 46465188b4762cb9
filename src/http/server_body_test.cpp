// Bodies that are files: only routes that take them get them, only what says its length, and only as many at
// once as there is room for.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <thread>

#include "http/problem.h"
#include "http/routes.h"
#include "http/server.h"
#include "support/http_client.h"

namespace jiheng::http {
namespace {

using jiheng::testing::http_request;
using jiheng::testing::HttpConnection;

constexpr std::uint64_t kUsual = 10'000;
constexpr std::uint64_t kLarge = 1'000'000;

class FileServer : public ::testing::Test {
 protected:
  FileServer() {
    ServerOptions options;
    options.port = 0;
    options.limits.body_bytes = kUsual;
    options.limits.large_bodies = kLarge + kLarge / 2;
    options.body_limit = [](std::string_view method, std::string_view target) {
      return method == "POST" && target.starts_with("/file") ? kLarge : 0;
    };
    server_ = std::move(Server::listen(
                            options,
                            [](Request&& request) {
                              Response response;
                              response.content_type = "text/plain";
                              response.body = fmt::format("{}", request.body.size());
                              return response;
                            },
                            [](int status) { return problem(status); })
                            .value());
    thread_ = std::thread([this] { server_->run(); });
  }
  ~FileServer() override {
    server_->stop();
    thread_.join();
  }
  int post(std::string_view target, std::size_t bytes) {
    return http_request(server_->port(), "POST", target, {}, std::string(bytes, 'x')).status;
  }
  static std::string head(std::string_view target, std::size_t bytes) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", target, bytes);
  }

  std::unique_ptr<Server> server_;
  std::thread thread_;
};

TEST_F(FileServer, RefusesWhatIsLargerThanItsRouteTakes) {
  HttpConnection other(server_->port());
  other.send(head("/other", kUsual + 1));
  EXPECT_EQ(other.read_answer().status, 413);
  HttpConnection file(server_->port());
  file.send(head("/file", kLarge + 1));
  EXPECT_EQ(file.read_answer().status, 413);
  HttpConnection get(server_->port());
  get.send(fmt::format("GET /file HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", kUsual + 1));
  EXPECT_EQ(get.read_answer().status, 413);
}

TEST_F(FileServer, TakesALargeBodyWhereTheRouteSaysSo) {
  EXPECT_EQ(post("/file?name=x", kLarge), 200);
  EXPECT_EQ(post("/other", kUsual), 200);
}

TEST_F(FileServer, RefusesALargeBodyThatDoesNotSayItsLength) {
  HttpConnection connection(server_->port());
  connection.send("POST /file HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  connection.send(fmt::format("{:x}\r\n{}\r\n0\r\n\r\n", kUsual + 1, std::string(kUsual + 1, 'x')));
  EXPECT_EQ(connection.read_answer().status, 413);
}

TEST_F(FileServer, SaysToComeBackWhenThereIsNoRoomAndHasItAgainAfterwards) {
  HttpConnection first(server_->port());
  first.send(head("/file", kLarge));
  first.send(std::string(1000, 'x'));
  // Whether the first has been noticed already cannot be seen from here: the second is tried until it has.
  int status = 200;
  for (int i = 0; i < 200 && status == 200; ++i) {
    HttpConnection second(server_->port());
    second.send(head("/file", kLarge));
    second.send(std::string(kLarge, 'x'));
    status = second.read_answer().status;
  }
  EXPECT_EQ(status, 503);
  first.send(std::string(kLarge - 1000, 'x'));
  EXPECT_EQ(first.read_answer().body, fmt::format("{}", kLarge));
  for (int i = 0; i < 200 && status == 503; ++i) status = post("/file", kLarge);
  EXPECT_EQ(status, 200);
}

TEST_F(FileServer, AClientThatGoesAwayLeavesItsRoom) {
  for (int i = 0; i < 5; ++i) {
    HttpConnection gone(server_->port());
    gone.send(head("/file", kLarge));
  }
  int status = 503;
  for (int i = 0; i < 200 && status == 503; ++i) status = post("/file", kLarge);
  EXPECT_EQ(status, 200);
}

TEST(BodyLimits, AreThoseOfTheRouteTable) {
  EXPECT_GT(body_limit_of("POST", "/api/v1/goals/workbooks?dry_run=1"), 1U << 20U);
  EXPECT_GT(body_limit_of("POST", "/api/v1/imports"), 1U << 20U);
  EXPECT_EQ(body_limit_of("GET", "/api/v1/imports"), 0U);
  EXPECT_EQ(body_limit_of("POST", "/api/v1/goals"), 0U);
  EXPECT_EQ(body_limit_of("POST", "/nowhere"), 0U);
}

}  // namespace
}  // namespace jiheng::http
