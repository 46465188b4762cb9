#include "http/openapi.h"

#include "http/answers.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response get_openapi(const Context& /*context*/, const Request& /*request*/) {
  static const std::string kText = openapi_text();
  Response response;
  response.content_type = "application/json";
  response.fixed_body = kText;
  return response;
}

constexpr Route kOpenapiRoutes[] = {
    {"GET",
     "/api/v1/openapi.json",
     "getOpenApi",
     "本接口的 OpenAPI 3.1 说明",
     kPublic,
     {},
     "",
     "object",
     {},
     get_openapi},
};

}  // namespace

std::span<const Route> openapi_routes() { return kOpenapiRoutes; }

}  // namespace jiheng::http
