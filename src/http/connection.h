#pragma once

// Included by server.cpp alone: no other file sees Asio or Beast (they cost 10 s of compiling each time).
//
// GCC 12 destroys some temporaries of co_await expressions twice. Here therefore: no lambda with captures and
// no braced temporary inside an expression with co_await; they are bound to a name first. A coroutine that is
// a static member of a class template ended in an illegal instruction; member functions and free functions do
// not.

#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <list>
#include <memory>
#include <string>
#include <utility>

#include "http/message.h"
#include "http/server.h"

namespace jiheng::http::detail {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using TlsStream = asio::ssl::stream<Socket>;
using boost::system::error_code;
template <class T>
using Task = asio::awaitable<T, Executor>;
using Token = asio::as_tuple_t<asio::use_awaitable_t<Executor>>;
inline constexpr Token kToken{};
using Clock = std::chrono::steady_clock;

/// What a connection is doing; each but `handling` has a time limit.
enum class Phase { handshake, idle, header, body, handling, writing, closing };

/// What the server's one thread knows of a connection, whatever its stream is.
class AnyConnection {
 public:
  virtual ~AnyConnection() = default;
  /// The time limit has passed: half a request is answered with 408, anything else is cut.
  virtual void expire() = 0;
  virtual void cut() = 0;
  /// Everything from the first byte to the last.
  virtual Task<void> run() = 0;

  Phase phase = Phase::handshake;
  Clock::time_point deadline = Clock::time_point::max();
  std::list<AnyConnection*>::iterator place;
};

/// Runs a connection and keeps it until it has ended.
inline Task<void> serve(std::unique_ptr<AnyConnection> connection) {
  auto running = connection->run();
  co_await std::move(running);
}

/// What connections need of their server.
class Host {
 public:
  virtual ~Host() = default;
  virtual const ServerLimits& limits() const = 0;
  virtual bool stopping() const = 0;
  virtual void enter(AnyConnection& connection) = 0;
  virtual void leave(AnyConnection& connection) = 0;
  virtual Task<Response> answer(Request& request) = 0;
  virtual Response refuse(int status) const = 0;
  /// The body that a request to `target` may have.
  virtual std::uint64_t body_limit(std::string_view method, std::string_view target) const = 0;
  /// Makes room for a large body; false when there is none just now.
  virtual bool hold(std::uint64_t bytes) = 0;
  virtual void let_go(std::uint64_t bytes) = 0;
  virtual const std::string& date() = 0;
};

/// One client: reads requests one after the other, also when they were sent at once, and writes the answers
/// in order.
template <class Stream>
class Connection final : public AnyConnection {
 public:
  template <class... Arguments>
  Connection(Host& host, std::string peer, Socket socket, Arguments&... arguments)
      : host_(host), peer_(std::move(peer)), stream_(std::move(socket), arguments...) {
    host_.enter(*this);
  }
  ~Connection() override {
    let_go();
    host_.leave(*this);
  }

  Task<void> run() override {
    bool more = co_await begin();
    while (more) more = co_await exchange();
    co_await end();
  }

  void expire() override {
    expired_ = true;
    error_code ignored;
    if (phase == Phase::header || phase == Phase::body)
      socket().cancel(ignored);
    else
      cut();
  }

  void cut() override {
    error_code ignored;
    socket().close(ignored);
  }

 private:
  using Parser = beast::http::request_parser<beast::http::string_body>;
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  enum class Reading { complete, gone, refused };

  Socket& socket() {
    if constexpr (kTls)
      return stream_.next_layer();
    else
      return stream_;
  }

  void go(Phase next, std::chrono::milliseconds time, std::uint64_t bytes = 0) {
    phase = next;
    const std::uint64_t extra = bytes / std::max<std::uint64_t>(host_.limits().bytes_per_second, 1);
    deadline = Clock::now() + time + std::chrono::seconds(extra);
  }

  Task<bool> begin() {
    error_code ignored;
    socket().set_option(tcp::no_delay(true), ignored);
    if constexpr (kTls) {
      go(Phase::handshake, host_.limits().handshake_time);
      auto [failed] = co_await stream_.async_handshake(asio::ssl::stream_base::server, kToken);
      if (failed) co_return false;
    }
    co_return true;
  }

  /// One request and its answer; false when there will be no next one.
  Task<bool> exchange() {
    if (host_.stopping()) co_return false;
    Parser parser;
    parser.eager(true);
    parser.header_limit(host_.limits().header_bytes);
    parser.body_limit(std::max(host_.limits().body_bytes, host_.limits().largest_body));
    allowed_ = host_.limits().body_bytes;
    let_go();
    int refusal = 0;
    const Reading reading = co_await read(parser, refusal);
    if (reading == Reading::gone) co_return false;
    Request request;
    if (reading == Reading::complete) refusal = take(parser, request);
    if (refusal != 0) {
      const Response refused = host_.refuse(refusal);
      co_await write(refused, false, false);
      co_return false;
    }
    phase = Phase::handling;
    deadline = Clock::time_point::max();
    const bool head_only = request.method == "HEAD";
    const Response response = co_await host_.answer(request);
    const bool keep = parser.keep_alive() && !host_.stopping();
    const bool written = co_await write(response, head_only, keep);
    co_return written&& keep;
  }

  Task<Reading> read(Parser& parser, int& refusal) {
    constexpr std::size_t kChunk = 16U << 10U;
    go(Phase::idle, host_.limits().idle_time);
    for (;;) {
      if (buffer_.size() > 0) {
        if (phase == Phase::idle) go(Phase::header, host_.limits().header_time);
        error_code failed;
        buffer_.consume(parser.put(buffer_.data(), failed));
        if (failed && failed != beast::http::error::need_more) {
          refusal = status_of(failed);
          co_return Reading::refused;
        }
        if (parser.is_header_done() && phase == Phase::header) refusal = limit_body(parser);
        if (refusal == 0 && parser.get().body().size() > allowed_) refusal = 413;
        if (refusal != 0) co_return Reading::refused;
        if (parser.is_done()) co_return Reading::complete;
        if (parser.is_header_done() && phase == Phase::header) co_await expect_body(parser);
      }
      const auto space = buffer_.prepare(kChunk);
      auto [failed, count] = co_await stream_.async_read_some(space, kToken);
      if (failed) {
        refusal = 408;
        co_return expired_&& phase != Phase::idle ? Reading::refused : Reading::gone;
      }
      buffer_.commit(count);
    }
  }

  /// What this request's body may be, now that its head is known; the status of a refusal, else 0. Only a
  /// body that says its length may be large: room is made for it before it comes.
  int limit_body(Parser& parser) {
    const auto length = parser.content_length();
    if (!length || *length <= allowed_) return 0;
    const auto& message = parser.get();
    const auto target = message.target();
    if (*length > host_.body_limit(std::string(message.method_string()), {target.data(), target.size()}))
      return 413;
    if (!host_.hold(*length)) return 503;
    held_ = allowed_ = *length;
    return 0;
  }

  void let_go() {
    if (held_ > 0) host_.let_go(held_);
    held_ = 0;
  }

  Task<void> expect_body(Parser& parser) {
    const auto length = parser.content_length();
    go(Phase::body, host_.limits().body_time, length ? *length : host_.limits().body_bytes);
    if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
      static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
      const auto bytes = asio::buffer(kContinue);
      auto [failed, count] = co_await asio::async_write(stream_, bytes, kToken);
      static_cast<void>(failed);
      static_cast<void>(count);
    }
  }

  static int status_of(const error_code& failed) {
    using beast::http::error;
    if (failed == error::header_limit) return 431;
    if (failed == error::body_limit) return 413;
    if (failed == error::bad_version) return 505;
    return 400;
  }

  /// Moves what was read into `request`; the status of the refusal when it is none, else 0.
  int take(Parser& parser, Request& request) {
    auto& message = parser.get();
    request.peer = peer_;
    request.method = std::string(message.method_string());
    for (const auto& field : message) {
      std::string name(field.name_string());
      for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      request.headers.push_back({std::move(name), std::string(field.value())});
    }
    request.body = std::move(message.body());
    if (message.version() >= 11 && message.count(beast::http::field::host) != 1) return 400;  // RFC 9112 §3.2
    return read_target(std::string_view(message.target().data(), message.target().size()), request) ? 0 : 400;
  }

  Task<bool> write(const Response& response, bool head_only, bool keep) {
    constexpr std::size_t kJoined = 4096;  // up to here copying is cheaper than a second buffer
    head_.clear();
    append_head(head_, response, keep, host_.date());
    const std::string_view body = head_only || response.status == 304 ? std::string_view{} : response.bytes();
    go(Phase::writing, host_.limits().write_time, body.size());
    if (body.size() < kJoined) head_.append(body);
    std::array<asio::const_buffer, 2> bytes{asio::buffer(head_), asio::const_buffer()};
    if (body.size() >= kJoined) bytes[1] = asio::buffer(body);
    auto [failed, count] = co_await asio::async_write(stream_, bytes, kToken);
    static_cast<void>(count);
    co_return !failed;
  }

  /// Says good-bye and waits for the other end to do so, so that what was last written is not lost to a
  /// reset.
  Task<void> end() {
    if (!socket().is_open()) co_return;
    constexpr std::chrono::milliseconds kLinger{2'000};
    constexpr std::size_t kMostDrained = 16U << 20U;
    go(Phase::closing, kLinger);
    if constexpr (kTls) {
      auto [failed] = co_await stream_.async_shutdown(kToken);
      static_cast<void>(failed);
      co_return;
    }
    error_code ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
    std::array<char, 4096> waste;
    for (std::size_t drained = 0; drained < kMostDrained;) {
      const auto space = asio::buffer(waste);
      auto [failed, count] = co_await socket().async_read_some(space, kToken);
      if (failed) co_return;
      drained += count;
    }
  }

  Host& host_;
  std::string peer_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::string head_;
  std::uint64_t allowed_ = 0;  ///< bytes of the body of the request that is being read
  std::uint64_t held_ = 0;     ///< of the host's room for large bodies
  bool expired_ = false;
};

}  // namespace jiheng::http::detail
