#include "app/workspace.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response get_version(const Context& context, const Request& /*request*/) {
  const auto demo = context.workspace.store().setting("demo");
  if (!demo) return problem(demo.error());
  JsonWriter writer;
  writer.begin_object().member("name", "jiheng").member("version", JIHENG_VERSION);
  writer.member("law_version", context.workspace.book().version());
  writer.key("demo").boolean(demo->has_value()).key("today");
  if (context.workspace.has_own_calendar())
    writer.string(beijing_date(context.workspace.clock().now_ms()).to_text());
  else
    writer.null();
  writer.end_object();
  return json_answer(writer.take());
}

constexpr Route kVersionRoutes[] = {
    {"GET", "/api/v1/version", "getVersion", "程序与规则的版本", kPublic, {}, "", "Version", {}, get_version},
};

}  // namespace

std::span<const Route> version_routes() { return kVersionRoutes; }

}  // namespace jiheng::http
