#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "http/route.h"

namespace jiheng::http {

/// Finds the route of a request by method and path. A literal segment wins over a parameter.
class Router {
 public:
  /// `routes` must outlive the router.
  explicit Router(std::span<const Route> routes);

  struct Found {
    const Route* route = nullptr;      ///< nullptr: no such path, or not with this method
    std::vector<std::string> allowed;  ///< methods of the path, sorted; empty: no such path
    Parameters parameters;             ///< the parts of the path
  };

  /// HEAD is answered by the route of GET.
  Found find(std::string_view method, std::string_view path) const;

  std::span<const Route> routes() const { return routes_; }

 private:
  struct Pattern {
    const Route* route;
    std::vector<std::string_view> segments;
  };

  std::span<const Route> routes_;
  std::vector<Pattern> patterns_;
};

/// Checks the query against the route's parameters: unknown ones, required ones that are missing, those that
/// may stand once only. All of it at once.
Result<void> check_parameters(const Route& route, const Request& request);

}  // namespace jiheng::http
