#include "http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <thread>

#include "base/system_reason.h"
#include "http/connection.h"

namespace jiheng::http {
namespace {

using detail::error_code;
using detail::tcp;
using detail::asio::ip::make_address;

/// The address to bind; "localhost" is 127.0.0.1.
Result<detail::asio::ip::address> parse_listen_address(const std::string& text) {
  error_code failed;
  const auto address = make_address(text == "localhost" ? "127.0.0.1" : text.c_str(), failed);
  if (failed)
    return fail(ErrorCode::usage,
                fmt::format("--listen {}：不是 IP 地址（如 127.0.0.1、0.0.0.0、::1）", text));
  return address;
}

Result<void> check_exposure(const ServerOptions& options) {
  if (options.tls_certificate.empty() != options.tls_key.empty()) {
    return fail(ErrorCode::usage, "--tls-cert 与 --tls-key 必须同时给出");
  }
  if (is_loopback(options.address) || !options.tls_certificate.empty() || options.behind_proxy) return {};
  return fail(ErrorCode::refused,
              fmt::format("拒绝在 {} 上不加密地监听：本机以外也能访问。请给出 --tls-cert 与 --tls-key，"
                          "或在前面有 HTTPS 反向代理时加 --behind-proxy，或改回 --listen 127.0.0.1",
                          options.address));
}

tl::unexpected<Error> listen_failure(const ServerOptions& options, const error_code& failed) {
  if (failed == detail::asio::error::address_in_use) {
    return fail(ErrorCode::unavailable,
                fmt::format("端口 {} 已被占用。请换一个端口（如 --port {}），或用 --port 0 由系统挑选，"
                            "或先停掉占用它的程序（ss -ltnp 'sport = :{}' 可以查到）",
                            options.port, options.port == 65535 ? 8080 : options.port + 1, options.port));
  }
  if (failed == detail::asio::error::access_denied) {
    return fail(ErrorCode::unavailable,
                fmt::format("没有权限监听端口 {}。1024 以下的端口需要管理员权限，请换一个，如 --port 8080",
                            options.port));
  }
  return fail(ErrorCode::unavailable, fmt::format("不能在 {}:{} 上监听：{}", options.address, options.port,
                                                  system_reason(failed.value())));
}

Result<std::unique_ptr<detail::asio::ssl::context>> make_tls(const ServerOptions& options) {
  namespace ssl = detail::asio::ssl;
  if (options.tls_certificate.empty()) return nullptr;
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  context->set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 |
                       ssl::context::no_compression);
  error_code failed;
  context->use_certificate_chain_file(options.tls_certificate, failed);
  if (failed)
    return fail(ErrorCode::invalid,
                fmt::format("不能使用证书 {}：{}", options.tls_certificate, failed.message()));
  context->use_private_key_file(options.tls_key, ssl::context::pem, failed);
  if (failed)
    return fail(ErrorCode::invalid, fmt::format("不能使用私钥 {}：{}", options.tls_key, failed.message()));
  if (SSL_CTX_check_private_key(context->native_handle()) != 1) {
    return fail(ErrorCode::invalid,
                fmt::format("私钥 {} 与证书 {} 不配对", options.tls_key, options.tls_certificate));
  }
  return context;
}

unsigned worker_count(unsigned asked) {
  if (asked != 0) return asked;
  return std::clamp(2 * std::thread::hardware_concurrency(), 4U, 16U);
}

}  // namespace

bool is_loopback(std::string_view address) {
  error_code failed;
  const auto parsed = make_address(std::string(address), failed);
  return address == "localhost" || (!failed && parsed.is_loopback());
}

/// The server's one thread and its pool of workers. Everything but answer()'s handler call runs on that
/// thread.
struct Server::Core final : detail::Host {
  Core(ServerOptions o, Handler h, Refusal r)
      : options(std::move(o)),
        handler(std::move(h)),
        refusal(std::move(r)),
        pool(worker_count(options.workers)) {}

  Result<void> open();
  void run();
  void begin_stop();
  detail::Task<void> accept_all();
  detail::Task<void> sweep();
  detail::Task<void> watch_signals();
  void take_in(detail::Socket socket);
  void make_room();

  const ServerLimits& limits() const override { return options.limits; }
  bool stopping() const override { return stopping_now; }
  void enter(detail::AnyConnection& connection) override {
    connection.place = connections.insert(connections.end(), &connection);
  }
  void leave(detail::AnyConnection& connection) override { connections.erase(connection.place); }
  detail::Task<Response> answer(Request& request) override;
  Response refuse(int status) const override { return refusal(status); }
  std::uint64_t body_limit(std::string_view method, std::string_view target) const override;
  bool hold(std::uint64_t bytes) override;
  void let_go(std::uint64_t bytes) override { large_bytes -= bytes; }
  const std::string& date() override;

  ServerOptions options;
  Handler handler;
  Refusal refusal;
  detail::asio::io_context io{1};
  detail::asio::basic_socket_acceptor<tcp, detail::Executor> acceptor{io.get_executor()};
  detail::asio::basic_waitable_timer<detail::Clock, detail::asio::wait_traits<detail::Clock>,
                                     detail::Executor>
      ticker{io.get_executor()};
  detail::asio::basic_signal_set<detail::Executor> signals{io.get_executor()};
  std::unique_ptr<detail::asio::ssl::context> tls;
  std::list<detail::AnyConnection*> connections;
  std::size_t waiting = 0;
  std::uint64_t large_bytes = 0;
  bool stopping_now = false;
  detail::Clock::time_point stop_at = detail::Clock::time_point::max();
  std::int64_t date_second = 0;
  std::string date_text;
  detail::asio::thread_pool pool;  ///< last: its threads end before what they use
};

Result<void> Server::Core::open() {
  if (auto fine = check_exposure(options); !fine) return fine;
  auto address = parse_listen_address(options.address);
  if (!address) return pass(address);
  auto context = make_tls(options);
  if (!context) return pass(context);
  tls = std::move(*context);
  const tcp::endpoint endpoint(*address, options.port);
  error_code failed;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) acceptor.set_option(tcp::acceptor::reuse_address(true), failed);
  if (!failed) acceptor.bind(endpoint, failed);
  if (!failed) acceptor.listen(detail::asio::socket_base::max_listen_connections, failed);
  if (failed) return listen_failure(options, failed);
  return {};
}

const std::string& Server::Core::date() {
  const auto now =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch().count();
  if (now != date_second) {
    date_second = now;
    date_text = http_date(now);
  }
  return date_text;
}

detail::Task<Response> Server::Core::answer(Request& request) {
  if (waiting >= options.limits.waiting_requests) co_return refusal(503);
  ++waiting;
  auto initiate = [this, &request](auto done) {
    auto work = detail::asio::make_work_guard(io);
    auto job = [this, &request, done = std::move(done), work = std::move(work)]() mutable {
      Response response;
      try {
        response = handler(std::move(request));
      } catch (...) {  // a defect: the service has its own net, this is the last one
        response = refusal(500);
      }
      auto back = [done = std::move(done), response = std::move(response)]() mutable {
        std::move(done)(std::move(response));
      };
      detail::asio::post(io, std::move(back));
    };
    detail::asio::post(pool, std::move(job));
  };
  detail::asio::use_awaitable_t<detail::Executor> token;
  Response response =
      co_await detail::asio::async_initiate<decltype(token), void(Response)>(std::move(initiate), token);
  --waiting;
  co_return response;
}

std::uint64_t Server::Core::body_limit(std::string_view method, std::string_view target) const {
  const std::uint64_t said = options.body_limit ? options.body_limit(method, target) : 0;
  return std::min(std::max(said, options.limits.body_bytes), options.limits.largest_body);
}

bool Server::Core::hold(std::uint64_t bytes) {
  if (large_bytes + bytes > options.limits.large_bodies) return false;
  large_bytes += bytes;
  return true;
}

void Server::Core::take_in(detail::Socket socket) {
  error_code ignored;
  const auto remote = socket.remote_endpoint(ignored);
  std::string peer = ignored ? std::string() : remote.address().to_string();
  std::unique_ptr<detail::AnyConnection> connection;
  if (tls)
    connection = std::make_unique<detail::Connection<detail::TlsStream>>(*this, std::move(peer),
                                                                         std::move(socket), *tls);
  else
    connection =
        std::make_unique<detail::Connection<detail::Socket>>(*this, std::move(peer), std::move(socket));
  auto task = detail::serve(std::move(connection));
  detail::asio::co_spawn(io, std::move(task), detail::asio::detached);
}

/// Cuts the connection nearest its time limit among those that only wait for their client.
void Server::Core::make_room() {
  if (connections.size() < options.limits.connections) return;
  detail::AnyConnection* victim = nullptr;
  for (auto* connection : connections) {
    const bool waits =
        connection->phase != detail::Phase::handling && connection->phase != detail::Phase::writing;
    if (waits && (victim == nullptr || connection->deadline < victim->deadline)) victim = connection;
  }
  if (victim != nullptr) victim->cut();
}

detail::Task<void> Server::Core::accept_all() {
  while (!stopping_now) {
    auto [failed, socket] = co_await acceptor.async_accept(detail::kToken);
    if (stopping_now) break;
    if (failed) {  // such as too many open files: leave the others time to end
      detail::asio::basic_waitable_timer<detail::Clock, detail::asio::wait_traits<detail::Clock>,
                                         detail::Executor>
          pause(io.get_executor(), std::chrono::milliseconds(100));
      auto [ignored] = co_await pause.async_wait(detail::kToken);
      static_cast<void>(ignored);
      continue;
    }
    make_room();
    take_in(std::move(socket));
  }
}

detail::Task<void> Server::Core::sweep() {
  while (!(stopping_now && connections.empty())) {
    ticker.expires_after(stopping_now ? std::min(options.limits.sweep_every, std::chrono::milliseconds(20))
                                      : options.limits.sweep_every);
    auto [ignored] = co_await ticker.async_wait(detail::kToken);
    static_cast<void>(ignored);
    const auto now = detail::Clock::now();
    for (auto* connection : connections) {
      if (now >= stop_at)
        connection->cut();
      else if (now >= connection->deadline)
        connection->expire();
    }
  }
}

detail::Task<void> Server::Core::watch_signals() {
  auto [failed, number] = co_await signals.async_wait(detail::kToken);
  static_cast<void>(number);
  if (failed) co_return;
  begin_stop();
}

void Server::Core::begin_stop() {
  if (stopping_now) return;
  stopping_now = true;
  stop_at = detail::Clock::now() + options.limits.stop_time;
  error_code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  signals.clear(ignored);
  ticker.cancel();
  for (auto* connection : connections) {
    const auto phase = connection->phase;
    if (phase == detail::Phase::idle || phase == detail::Phase::header || phase == detail::Phase::handshake)
      connection->cut();
  }
}

void Server::Core::run() {
  if (options.handle_signals) {
    signals.add(SIGINT);
    signals.add(SIGTERM);
    detail::asio::co_spawn(io, watch_signals(), detail::asio::detached);
  }
  detail::asio::co_spawn(io, accept_all(), detail::asio::detached);
  detail::asio::co_spawn(io, sweep(), detail::asio::detached);
  io.run();
  pool.join();
}

Server::Server(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(const ServerOptions& options, Handler handler,
                                               Refusal refusal) {
  auto core = std::make_unique<Core>(options, std::move(handler), std::move(refusal));
  if (auto opened = core->open(); !opened) return pass(opened);
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

std::uint16_t Server::port() const {
  error_code ignored;
  return core_->acceptor.local_endpoint(ignored).port();
}

std::string Server::address() const {
  const auto& options = core_->options;
  const bool wide = options.address.find(':') != std::string::npos;
  return fmt::format("{}://{}{}{}:{}", core_->tls ? "https" : "http", wide ? "[" : "", options.address,
                     wide ? "]" : "", port());
}

void Server::run() { core_->run(); }

void Server::stop() {
  auto* core = core_.get();
  detail::asio::post(core->io, [core] { core->begin_stop(); });
}

}  // namespace jiheng::http
