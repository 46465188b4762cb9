#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/authenticate.h"
#include "http/message.h"
#include "http/route.h"
#include "http/router.h"
#include "http/web_files.h"

namespace jiheng::http {

struct ServiceOptions {
  bool loopback_only = true;  ///< refuse requests for other host names (a web page elsewhere may have bent
                              ///< its name to 127.0.0.1)
  bool behind_proxy =
      false;               ///< the peer is the proxy: the client's address is what it says in X-Forwarded-For
  bool encrypted = false;  ///< say so to browsers (HSTS)
  std::function<void(std::string_view line)> log;  ///< takes one JSON line a request; empty: nobody listens
};

/// Everything between a request and its answer that is not a socket: routes, who asks and whether he may, web
/// pages, entity tags, compression, security headers, problems, the access log. Thread-safe.
class Service {
 public:
  Service(Context context, std::unique_ptr<WebFiles> web, ServiceOptions options);

  Response handle(Request request);
  /// The answer to a request that the server could not or would not read.
  Response refuse(int status);

 private:
  Response route(Request& request);
  Response call(Request& request);
  void secure(Response& response) const;
  void log(const Request& request, const Response& response, std::int64_t microseconds) const;
  std::string next_id();

  Context context_;
  app::Jobs jobs_;
  Authenticator authenticator_;
  std::unique_ptr<WebFiles> web_;
  ServiceOptions options_;
  Router router_;
  std::string boot_;
  std::atomic<std::uint64_t> counter_{0};
};

}  // namespace jiheng::http
