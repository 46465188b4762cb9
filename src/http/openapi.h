#pragma once

#include <string>

namespace jiheng::http {

/// The OpenAPI 3.1 description of the API, from the route table, the shapes and the record descriptions. The
/// committed copy is api/openapi.json.
std::string openapi_text();

}  // namespace jiheng::http
