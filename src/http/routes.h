#pragma once

#include <span>

#include "http/route.h"

namespace jiheng::http {

/// Every operation of the API. A file in routes/ that has no row here fails a test.
std::span<const Route> all_routes();

}  // namespace jiheng::http
