#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <future>
#include <latch>
#include <thread>

#include "http/problem.h"
#include "support/http_client.h"

namespace jiheng::http {
namespace {

using jiheng::testing::http_request;
using jiheng::testing::HttpAnswer;
using jiheng::testing::HttpConnection;
using std::chrono::milliseconds;
using ::testing::HasSubstr;

constexpr std::string_view kGet = "GET /hello HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

ServerOptions quick_options() {
  ServerOptions options;
  options.port = 0;
  options.limits.header_time = milliseconds(300);
  options.limits.body_time = milliseconds(300);
  options.limits.bytes_per_second = 1U << 30U;
  options.limits.idle_time = milliseconds(600);
  options.limits.sweep_every = milliseconds(20);
  options.limits.stop_time = milliseconds(2000);
  options.limits.body_bytes = 100'000;
  return options;
}

/// Answers with what it was asked.
Response echo(Request&& request) {
  Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.path + "\n" + request.body;
  if (request.path == "/big") response.body.assign(3'000'000, 'x');
  if (request.path == "/throw") throw std::runtime_error("a defect");
  return response;
}

/// A server on a free port, in a thread of its own.
class Running {
 public:
  explicit Running(const ServerOptions& options = quick_options(), Handler handler = echo) {
    auto server = Server::listen(options, std::move(handler), [](int status) { return problem(status); });
    if (!server) throw std::runtime_error(to_string(server.error()));
    server_ = std::move(*server);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    server_->stop();
    thread_.join();
  }
  Server& operator*() { return *server_; }
  std::uint16_t port() const { return server_->port(); }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

struct BadRequest {
  const char* what;
  std::string bytes;
  int status;
};

class BadRequests : public ::testing::TestWithParam<BadRequest> {};

TEST_P(BadRequests, are_refused_with_a_problem_and_the_connection_ends) {
  Running server;
  HttpConnection connection(server.port());
  connection.send(GetParam().bytes);
  const auto answer = connection.read_answer();
  EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  EXPECT_EQ(answer.header("connection"), "close");
  connection.finish_sending();
  EXPECT_TRUE(connection.ends());
  EXPECT_EQ(http_request(server.port(), "GET", "/after").status, 200);
}

INSTANTIATE_TEST_SUITE_P(
    Server, BadRequests,
    ::testing::Values(
        BadRequest{"no HTTP at all", "hello\r\n\r\n", 400},
        BadRequest{"binary", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 15), 400},
        BadRequest{"another version", "GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        BadRequest{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
        BadRequest{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        BadRequest{"two lengths",
                   "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
        BadRequest{
            "length and chunks",
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            400},
        BadRequest{"a length that is none", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        BadRequest{"a bad chunk",
                   "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n\r\n", 400},
        BadRequest{"a header without a name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
        BadRequest{"a blank before the colon", "GET / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400},
        BadRequest{"a path without a slash", "GET hello HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"a broken escape", "GET /%4 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"an escaped NUL", "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"bytes that are not UTF-8", "GET /%ff%fe HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        BadRequest{"a header too large",
                   "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
        BadRequest{"a header too large that does not end",
                   "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x'), 431},
        BadRequest{"a body too large", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100001\r\n\r\n", 413},
        BadRequest{"a chunked body too large",
                   "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186A1\r\n" +
                       std::string(100'001, 'x') + "\r\n0\r\n\r\n",
                   413},
        BadRequest{"half a header", "GET / HTTP/1.1\r\nHost: a\r\n", 408},
        BadRequest{"half a body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf", 408}),
    [](const auto& test) {
      std::string name = test.param.what;
      for (char& c : name) c = c == ' ' || c == '-' ? '_' : c;
      return name;
    });

TEST(Server, answers_a_header_that_comes_byte_by_byte) {
  Running server;
  HttpConnection connection(server.port());
  for (const char c : kGet) connection.send({&c, 1});
  EXPECT_EQ(connection.read_answer().body, "GET /hello\n");
}

TEST(Server, closes_an_idle_connection_without_a_word) {
  Running server;
  HttpConnection connection(server.port());
  connection.send(kGet);
  EXPECT_EQ(connection.read_answer().status, 200);
  EXPECT_TRUE(connection.ends());
}

TEST(Server, answers_normal_clients_at_once_while_64_hold_half_a_header) {
  auto options = quick_options();
  options.limits.header_time = milliseconds(30'000);
  Running server(options);
  std::vector<HttpConnection> slow;
  for (int i = 0; i < 64; ++i) {
    slow.emplace_back(server.port());
    slow.back().send("GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nX-");
  }
  std::vector<milliseconds> times;
  for (int i = 0; i < 50; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    ASSERT_EQ(http_request(server.port(), "GET", "/quick").status, 200);
    times.push_back(std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - begin));
  }
  std::ranges::sort(times);
  EXPECT_LT(times[times.size() / 2], milliseconds(100));
  slow[63].send("Late: 1\r\n\r\n");
  EXPECT_EQ(slow[63].read_answer().body, "GET /slow\n");
}

TEST(Server, keeps_answering_while_its_handlers_are_slow) {
  std::latch begun(2);
  std::promise<void> release;
  const auto released = release.get_future().share();
  auto options = quick_options();
  options.workers = 3;
  Running server(options, [&, released](Request&& request) {
    if (request.path == "/wait") {
      begun.count_down();
      released.wait();
    }
    return echo(std::move(request));
  });
  HttpConnection first(server.port());
  HttpConnection second(server.port());
  first.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  second.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  begun.wait();
  EXPECT_EQ(http_request(server.port(), "GET", "/third").status, 200);
  release.set_value();
  EXPECT_EQ(first.read_answer().status, 200);
  EXPECT_EQ(second.read_answer().status, 200);
}

TEST(Server, says_503_when_too_many_requests_wait) {
  std::promise<void> release;
  const auto released = release.get_future().share();
  auto options = quick_options();
  options.workers = 1;
  options.limits.waiting_requests = 3;
  Running server(options, [released](Request&& request) {
    released.wait();
    return echo(std::move(request));
  });
  std::vector<HttpConnection> waiting;
  for (int i = 0; i < 4; ++i) {
    waiting.emplace_back(server.port());
    waiting.back().send(kGet);
  }
  // Which of the four comes last is the system's choice; one of them is one too many.
  std::this_thread::sleep_for(milliseconds(100));
  release.set_value();
  std::vector<int> statuses;
  for (auto& connection : waiting) statuses.push_back(connection.read_answer().status);
  EXPECT_THAT(statuses, ::testing::UnorderedElementsAre(200, 200, 200, 503));
}

TEST(Server, answers_pipelined_requests_in_order) {
  Running server;
  HttpConnection connection(server.port());
  std::string many;
  for (int i = 0; i < 100; ++i) many += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  connection.send(many);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(connection.read_answer().body, "GET /" + std::to_string(i) + "\n");
}

TEST(Server, reads_bodies_with_a_length_and_in_chunks_on_one_connection) {
  Running server;
  HttpConnection connection(server.port());
  connection.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\n绩效");
  EXPECT_EQ(connection.read_answer().body, "POST /a\n绩效");
  connection.send(
      "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(connection.read_answer().body, "POST /b\nabcde");
}

TEST(Server, asks_for_the_body_when_the_client_waits_for_that) {
  Running server;
  HttpConnection connection(server.port());
  connection.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(connection.read_answer().status, 100);
  connection.send("abc");
  EXPECT_EQ(connection.read_answer().body, "POST /a\nabc");
}

TEST(Server, says_how_long_a_body_would_be_to_head) {
  Running server;
  HttpConnection connection(server.port());
  connection.send("HEAD /big HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = connection.read_answer(true);
  EXPECT_EQ(answer.header("content-length"), "3000000");
  connection.send(kGet);
  EXPECT_EQ(connection.read_answer().body, "GET /hello\n");
}

TEST(Server, closes_after_an_old_client_and_keeps_one_that_asks_for_it) {
  Running server;
  HttpConnection old(server.port());
  old.send("GET /old HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.read_answer().body, "GET /old\n");
  old.finish_sending();
  EXPECT_TRUE(old.ends());
}

TEST(Server, writes_big_bodies_whole) {
  Running server;
  EXPECT_EQ(http_request(server.port(), "GET", "/big").body, std::string(3'000'000, 'x'));
}

TEST(Server, survives_a_handler_that_throws) {
  Running server;
  EXPECT_EQ(http_request(server.port(), "GET", "/throw").status, 500);
  EXPECT_EQ(http_request(server.port(), "GET", "/hello").status, 200);
}

TEST(Server, finishes_requests_under_way_when_it_stops_and_takes_no_new_ones) {
  std::latch begun(1);
  std::promise<void> release;
  const auto released = release.get_future().share();
  Running server(quick_options(), [&, released](Request&& request) {
    begun.count_down();
    released.wait();
    return echo(std::move(request));
  });
  const auto port = server.port();
  HttpConnection idle(port);
  HttpConnection busy(port);
  busy.send(kGet);
  begun.wait();
  (*server).stop();
  EXPECT_TRUE(idle.ends());
  EXPECT_THROW(HttpConnection{port}, std::runtime_error);
  release.set_value();
  const auto answer = busy.read_answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("connection"), "close");
  server.stop();
}

TEST(Server, stops_even_when_a_client_does_not_read) {
  auto options = quick_options();
  options.limits.stop_time = milliseconds(200);
  Running server(options);
  HttpConnection deaf(server.port());
  std::string many;
  for (int i = 0; i < 20; ++i) many += "GET /big HTTP/1.1\r\nHost: a\r\n\r\n";
  deaf.send(many);
  std::this_thread::sleep_for(milliseconds(100));
  const auto begin = std::chrono::steady_clock::now();
  server.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(2000));
}

TEST(Server, stops_on_a_signal) {
  auto options = quick_options();
  options.handle_signals = true;
  Running server(options);
  ASSERT_EQ(http_request(server.port(), "GET", "/hello").status, 200);  // run() has set its signals
  const auto port = server.port();
  std::raise(SIGTERM);
  for (int i = 0; i < 100; ++i) {
    try {
      HttpConnection probe(port);
    } catch (const std::runtime_error&) {
      return;
    }
    std::this_thread::sleep_for(milliseconds(20));
  }
  FAIL() << "it still listens";
}

TEST(Server, lets_the_slowest_go_when_there_are_too_many_connections) {
  auto options = quick_options();
  options.limits.connections = 8;
  options.limits.header_time = milliseconds(30'000);
  Running server(options);
  std::vector<HttpConnection> slow;
  for (int i = 0; i < 8; ++i) {
    slow.emplace_back(server.port());
    slow.back().send("GET /");
  }
  EXPECT_EQ(http_request(server.port(), "GET", "/new").status, 200);
}

TEST(Listening, beyond_loopback_needs_tls_or_a_proxy) {
  auto options = quick_options();
  options.address = "0.0.0.0";
  const auto refused = Server::listen(options, echo, [](int status) { return problem(status); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_THAT(refused.error().message, HasSubstr("--tls-cert"));
  EXPECT_THAT(refused.error().message, HasSubstr("--behind-proxy"));
  options.behind_proxy = true;
  EXPECT_TRUE(Server::listen(options, echo, [](int status) { return problem(status); }));
}

TEST(Listening, on_a_port_in_use_names_it_and_the_way_out) {
  Running server;
  auto options = quick_options();
  options.port = server.port();
  const auto refused = Server::listen(options, echo, [](int status) { return problem(status); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_THAT(refused.error().message, HasSubstr(std::to_string(options.port)));
  EXPECT_THAT(refused.error().message, HasSubstr("--port"));
}

TEST(Listening, refuses_addresses_and_certificates_that_are_none) {
  for (const auto& [address, certificate, key] : std::vector<std::array<std::string, 3>>{
           {"example.com", "", ""}, {"127.0.0.1", "cert.pem", ""}, {"127.0.0.1", "/nowhere", "/nowhere"}}) {
    auto options = quick_options();
    options.address = address;
    options.tls_certificate = certificate;
    options.tls_key = key;
    EXPECT_FALSE(Server::listen(options, echo, [](int status) { return problem(status); }))
        << address << certificate;
  }
}

}  // namespace
}  // namespace jiheng::http
