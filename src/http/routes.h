#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "http/route.h"

namespace jiheng::http {

/// Every operation of the API. A file in routes/ that has no row here fails a test.
std::span<const Route> all_routes();

/// The largest body that a request to a path takes, when it is a file; 0: what the server takes of any.
/// What ServerOptions::body_limit asks.
std::uint64_t body_limit_of(std::string_view method, std::string_view target);

}  // namespace jiheng::http
