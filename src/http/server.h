#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace jiheng::http {

/// What the server takes from a client before it refuses (408, 413, 431) or hangs up.
struct ServerLimits {
  std::uint32_t header_bytes = 16U << 10U;
  std::uint64_t body_bytes = 1U << 20U;      ///< where a route says nothing else
  std::uint64_t largest_body = 64U << 20U;   ///< whatever a route says
  std::uint64_t large_bodies = 128U << 20U;  ///< above body_bytes, of all requests under way; beyond: 503
  std::chrono::milliseconds handshake_time{10'000};
  std::chrono::milliseconds header_time{10'000};  ///< from its first byte
  std::chrono::milliseconds body_time{15'000};    ///< plus the time its length takes at bytes_per_second
  std::chrono::milliseconds idle_time{60'000};    ///< between two requests
  std::chrono::milliseconds write_time{15'000};   ///< plus the time its length takes at bytes_per_second
  std::uint64_t bytes_per_second = 16U << 10U;    ///< the slowest client that is waited for
  std::chrono::milliseconds stop_time{10'000};    ///< for requests under way when the server stops
  std::chrono::milliseconds sweep_every{1'000};   ///< how exactly these times are kept
  std::size_t connections = 4096;                 ///< above, the client nearest its time limit has to go
  std::size_t waiting_requests = 1024;            ///< above, 503
};

struct ServerOptions {
  std::string address = "127.0.0.1";  ///< an address, or "localhost"
  std::uint16_t port = 8080;          ///< 0: any free one
  std::string tls_certificate;        ///< PEM chain; with tls_key makes it an HTTPS server
  std::string tls_key;
  bool behind_proxy = false;    ///< somebody in front speaks TLS: listening beyond loopback is allowed
  bool handle_signals = false;  ///< SIGINT and SIGTERM stop it; a second one has its usual effect
  unsigned workers = 0;         ///< threads that run handlers; 0: by the machine
  /// The body that a request may have, by method and target; empty, or less than limits.body_bytes: that.
  std::function<std::uint64_t(std::string_view method, std::string_view target)> body_limit = {};
  ServerLimits limits;
};

/// Called on a worker thread, by several at once. It may take the request's parts.
using Handler = std::function<Response(Request&&)>;
/// Makes the answer to a request that the server itself refuses before a handler sees it.
using Refusal = std::function<Response(int status)>;

/// An HTTP/1.1 server: one thread for all connections (so that slow ones cost nothing), a pool for handlers.
class Server {
 public:
  /// Binds and listens. Errors: a bad address; beyond loopback without TLS or behind_proxy (refused); a port
  /// in use or not allowed (unavailable); an unusable certificate or key.
  static Result<std::unique_ptr<Server>> listen(const ServerOptions& options, Handler handler,
                                                Refusal refusal);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// The port it listens on, chosen by the system when 0 was asked for.
  std::uint16_t port() const;
  /// "http://127.0.0.1:8080".
  std::string address() const;

  /// Serves until stopped; requests under way get their answer.
  void run();
  /// Ends run(); from any thread.
  void stop();

 private:
  struct Core;
  explicit Server(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

/// Whether `address` is one that only this machine can reach ("127.0.0.1", "::1", "localhost").
bool is_loopback(std::string_view address);

}  // namespace jiheng::http
