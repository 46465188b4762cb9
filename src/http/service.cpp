#include "http/service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <random>

#include "base/clock.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "http/list_export.h"
#include "http/negotiate.h"
#include "http/problem.h"
#include "http/routes.h"

namespace jiheng::http {
namespace {

constexpr std::string_view kContentPolicy =
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

/// Without the port; of "[::1]:8080", "[::1]".
std::string_view host_name(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool is_local_name(std::string_view host) {
  const auto name = host_name(host);
  return name == "[::1]" || name.starts_with("127.") || same_name(name, "localhost");
}

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

std::string client_of(const Request& request, bool behind_proxy) {
  // The last entry is the one that our own proxy wrote; those before it are only what a client claimed.
  if (!behind_proxy || request.header("x-forwarded-for").empty()) return request.peer;
  return std::string(trim(split(request.header("x-forwarded-for"), ',').back()));
}

}  // namespace

Service::Service(Context context, std::unique_ptr<WebFiles> web, ServiceOptions options)
    : context_(std::move(context)),
      jobs_(context_.workspace.clock()),
      authenticator_(context_.workspace),
      web_(std::move(web)),
      options_(std::move(options)),
      router_(all_routes()) {
  context_.jobs = &jobs_;
  context_.secure_cookies = options_.encrypted || options_.behind_proxy;
  std::random_device device;
  boot_ = fmt::format("{:08x}", device());
}

std::string Service::next_id() { return fmt::format("{}-{}", boot_, ++counter_); }

Response Service::handle(Request request) {
  const auto begin = std::chrono::steady_clock::now();
  request.id = next_id();
  request.peer = client_of(request, options_.behind_proxy);
  Response response;
  try {
    response = route(request);
    finish_answer(request, response);
  } catch (const std::exception& defect) {
    response = problem(500);
    response.note = defect.what();
  }
  secure(response);
  response.set("X-Request-Id", request.id);
  const auto taken = std::chrono::steady_clock::now() - begin;
  log(request, response, std::chrono::duration_cast<std::chrono::microseconds>(taken).count());
  return response;
}

Response Service::refuse(int status) {
  Response response = problem(status);
  secure(response);
  return response;
}

Response Service::route(Request& request) {
  if (options_.loopback_only && !is_local_name(request.header("host"))) return problem(421);
  if (request.path == "*") {  // OPTIONS *: what the server as a whole can do
    if (request.method != "OPTIONS") return problem(400);
    Response response;
    response.status = 204;
    response.set("Allow", "GET, HEAD, POST, OPTIONS");
    return response;
  }
  return is_api(request.path) ? call(request) : web_->answer(request);
}

Response Service::call(Request& request) {
  auto found = router_.find(request.method, request.path);
  if (found.allowed.empty()) return problem(404);
  if (found.route == nullptr) {
    Response response = problem(405);
    if (request.method == "OPTIONS") {
      response = Response{};
      response.status = 204;
    }
    response.set("Allow", fmt::format("{}", fmt::join(found.allowed, ", ")));
    return response;
  }
  request.path_parameters = std::move(found.parameters);
  Context context = context_;
  std::optional<app::LoggedIn> who;
  auto admitted = authenticator_.admit(*found.route, request, context, who, options_.loopback_only);
  if (!admitted) return std::move(admitted.error());
  const auto* list = find_list_export(found.route->operation_id);
  const auto format = list == nullptr ? Result<std::string>("json") : take_format(request);
  if (!format) return problem(format.error());
  if (const auto fine = check_parameters(*found.route, request); !fine) return problem(fine.error());
  if (const auto coding = request.header("content-encoding");
      !coding.empty() && !same_name(trim(coding), "identity"))
    return problem(415, "请求正文不要压缩（不接受 Content-Encoding）");
  if (!found.route->body.empty()) {
    const auto type = request.header("content-type");
    if (!same_name(trim(type.substr(0, type.find(';'))), "application/json")) return problem(415);
  }
  Response response = *format == "json" ? found.route->handler(context, request)
                                        : export_list(*list, *format, *found.route, context, request);
  if (response.header("Cache-Control").empty()) {
    const bool shared = found.route->permission.kind() == Permission::Kind::everybody;
    response.set("Cache-Control", shared ? "no-cache" : "no-cache, private");
  }
  if (!found.route->other_forms.empty()) response.set("Vary", "Accept");
  return response;
}

void Service::secure(Response& response) const {
  if (response.header("Content-Security-Policy").empty())
    response.set("Content-Security-Policy", kContentPolicy);
  response.set("X-Content-Type-Options", "nosniff");
  response.set("X-Frame-Options", "DENY");
  response.set("Referrer-Policy", "no-referrer");
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  if (options_.encrypted) response.set("Strict-Transport-Security", "max-age=31536000");
}

void Service::log(const Request& request, const Response& response, std::int64_t microseconds) const {
  if (!options_.log) return;
  JsonWriter line;
  // The path, never the query: what people search for is theirs.
  line.begin_object().member("at", format_instant(SystemClock().now_ms())).member("id", request.id);
  line.member("peer", request.peer).member("method", request.method).member("path", request.path);
  line.member("status", std::int64_t{response.status})
      .member("bytes", static_cast<std::int64_t>(response.bytes().size()));
  line.key("ms").number(fmt::format("{}.{:03}", microseconds / 1000, microseconds % 1000));
  if (!response.note.empty()) line.member("error", response.note);
  line.end_object();
  options_.log(line.text());
}

}  // namespace jiheng::http
