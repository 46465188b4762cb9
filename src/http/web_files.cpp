#include "http/web_files.h"

#include <algorithm>

#include "base/gzip.h"
#include "base/pack.h"
#include "http/negotiate.h"
#include "http/problem.h"

#ifdef JIHENG_WEB
extern "C" {
extern const char jiheng_web_pack_begin[];
extern const char jiheng_web_pack_end[];
}
#endif

namespace jiheng::http {
namespace {

struct MediaType {
  std::string_view ending;
  std::string_view type;
};

constexpr MediaType kMediaTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
};

constexpr std::string_view kNoPages =
    "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>绩衡</title>"
    "<h1>绩衡正在运行</h1><p>这个程序构建时没有网页。构建网页后重新构建程序即可：</p>"
    "<pre>npm --prefix web ci\nnpm --prefix web run build\n./start</pre>"
    "<p>接口可以直接使用：<a href=\"/api/v1/health\">/api/v1/health</a>，"
    "<a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a></p></html>";

/// Files whose name carries their content's hash never change.
bool is_hashed(std::string_view path) { return path.starts_with("assets/"); }

bool looks_like_file(std::string_view path) {
  const auto slash = path.rfind('/');
  return path.substr(slash == std::string_view::npos ? 0 : slash + 1).find('.') != std::string_view::npos;
}

/// Browsers ask for pages with "text/html" in so many words; scripts and pictures do not.
bool wants_page(const Request& request) {
  return request.header("accept").find("text/html") != std::string_view::npos;
}

}  // namespace

std::string_view media_type_of(std::string_view path) {
  const auto* found =
      std::ranges::find_if(kMediaTypes, [&](const MediaType& m) { return path.ends_with(m.ending); });
  return found == std::end(kMediaTypes) ? std::string_view("application/octet-stream") : found->type;
}

Result<std::unique_ptr<WebFiles>> WebFiles::from_pack(std::string_view pack) {
  const auto files = read_pack(pack);
  if (!files) return pass(files);
  auto web = std::make_unique<WebFiles>();
  for (const auto& file : *files) {
    auto& entry = web->files_[std::string(file.path)];
    entry.bytes = file.bytes;
    entry.etag = etag_of(file.bytes);
  }
  return web;
}

Result<std::unique_ptr<WebFiles>> WebFiles::embedded() {
#ifdef JIHENG_WEB
  return from_pack(
      {jiheng_web_pack_begin, static_cast<std::size_t>(jiheng_web_pack_end - jiheng_web_pack_begin)});
#else
  return from_pack({});
#endif
}

const WebFiles::File* WebFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Response WebFiles::serve(const Request& request, std::string_view path, const File& file) const {
  constexpr std::size_t kWorthwhile = 1400;
  constexpr int kBest = 9;
  Response response;
  response.content_type = media_type_of(path);
  response.set("Cache-Control", is_hashed(path) ? "public, max-age=31536000, immutable" : "no-cache");
  response.fixed_body = file.bytes;
  std::string etag = file.etag;
  const bool text =
      response.content_type.find("text/") == 0 || path.ends_with(".svg") || path.ends_with(".json");
  if (text && file.bytes.size() >= kWorthwhile) {
    response.set("Vary", "Accept-Encoding");
    if (takes_gzip(request.header("accept-encoding"))) {
      std::call_once(file.once, [&] { file.packed = gzip(file.bytes, kBest); });
      response.fixed_body = file.packed;
      response.set("Content-Encoding", "gzip");
      etag.insert(etag.size() - 1, "-gz");
    }
  }
  response.set("ETag", etag);
  return response;
}

Response WebFiles::answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Response refused = problem(405);
    refused.set("Allow", "GET, HEAD");
    return refused;
  }
  std::string_view path = std::string_view(request.path).substr(1);
  if (const File* file = find(path)) return serve(request, path, *file);
  const bool page = path.empty() || (!is_hashed(path) && (wants_page(request) || !looks_like_file(path)));
  if (!page) return problem(404);
  if (const File* index = find("index.html")) return serve(request, "index.html", *index);
  Response response;
  response.content_type = "text/html; charset=utf-8";
  response.fixed_body = kNoPages;
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace jiheng::http
