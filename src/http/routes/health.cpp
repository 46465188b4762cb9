#include "app/workspace.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response get_health(const Context& context, const Request& /*request*/) {
  auto& store = context.workspace.store();
  if (const auto alive = store.ping(); !alive) {
    return problem(Error{ErrorCode::unavailable, alive.error().message, {}});
  }
  const std::int64_t uptime = (context.workspace.clock().now_ms() - context.started_ms) / 1000;
  JsonWriter writer;
  writer.begin_object()
      .member("status", "ok")
      .member("database", store.kind())
      .member("uptime_seconds", uptime)
      .end_object();
  Response response = json_answer(writer.take());
  response.set("Cache-Control", "no-store");
  return response;
}

constexpr Route kHealthRoutes[] = {
    {"GET", "/api/v1/health", "getHealth", "服务和数据库是否正常", kPublic, {}, "", "Health", {}, get_health},
};

}  // namespace

std::span<const Route> health_routes() { return kHealthRoutes; }

}  // namespace jiheng::http
