#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jiheng::testing {

/// An answer as it came over the wire; header names are in lower case.
struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;
  std::string body;

  std::string header(std::string_view name) const;
};

/// A plain connection to 127.0.0.1 that sends what it is told to, byte by byte if need be. It throws
/// std::runtime_error when the server does not do its part within the time limit.
class HttpConnection {
 public:
  explicit HttpConnection(std::uint16_t port, std::chrono::milliseconds limit = std::chrono::seconds(10));
  HttpConnection(HttpConnection&& other) noexcept;
  HttpConnection& operator=(HttpConnection&&) = delete;
  ~HttpConnection();

  void send(std::string_view bytes);
  /// Tells the server that nothing more will come.
  void finish_sending();
  /// Reads the next answer; of a HEAD request it has no body.
  HttpAnswer read_answer(bool head_only = false);
  /// Whether the server hangs up within the limit.
  bool ends();

 private:
  bool fill();

  int socket_ = -1;
  std::chrono::milliseconds limit_;
  std::string buffer_;
};

/// Sends one request with `Host` and `Connection: close` and reads the answer. Headers are whole lines.
HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const std::vector<std::string>& headers = {}, std::string_view body = {});

}  // namespace jiheng::testing
