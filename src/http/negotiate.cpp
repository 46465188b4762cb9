#include "http/negotiate.h"

#include <fmt/format.h>

#include <array>

#include "base/gzip.h"
#include "base/sm3.h"
#include "base/text.h"

namespace jiheng::http {
namespace {

/// "0.8" as 800; 0 for what is none.
int parse_quality(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int value = (text[0] - '0') * 1000;
  int step = 100;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (i == 1 ? text[i] != '.' : (text[i] < '0' || text[i] > '9')) return 0;
    if (i == 1) continue;
    value += (text[i] - '0') * step;
    step /= 10;
  }
  return value > 1000 ? 1000 : value;
}

/// How exactly `range` names `choice`: 0 not at all, 1 "*/*" or "*", 2 "text/*", 3 itself.
int specificity(std::string_view range, std::string_view choice) {
  if (same_name(range, choice)) return 3;
  if (range == "*/*" || range == "*") return 1;
  const bool group = range.ends_with("/*") && choice.size() >= range.size() &&
                     same_name(range.substr(0, range.size() - 1), choice.substr(0, range.size() - 1));
  return group ? 2 : 0;
}

bool is_compressible(std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  return type.starts_with("text/") || type.ends_with("json") || type.ends_with("javascript") ||
         type.ends_with("xml");
}

}  // namespace

int quality_of(std::string_view header, std::string_view choice) {
  if (trim(header).empty()) return 1000;
  int best = 0;
  int quality = 0;
  for (const auto item : split(header, ',')) {
    const auto parts = split(item, ';');
    const int fit = specificity(trim(parts[0]), choice);
    if (fit <= best) continue;
    best = fit;
    quality = 1000;
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const auto part = trim(parts[i]);
      if (part.starts_with("q=") || part.starts_with("Q=")) quality = parse_quality(part.substr(2));
    }
  }
  return quality;
}

std::string_view choose_media(std::string_view accept, std::span<const std::string_view> offers) {
  std::string_view chosen;
  int best = 0;
  for (const auto offer : offers) {
    const int quality = quality_of(accept, offer);
    if (quality <= best) continue;
    best = quality;
    chosen = offer;
  }
  return chosen;
}

bool takes_gzip(std::string_view accept_encoding) {
  return !trim(accept_encoding).empty() && quality_of(accept_encoding, "gzip") > 0;
}

bool matches_etag(std::string_view if_none_match, std::string_view etag) {
  if (trim(if_none_match) == "*") return true;
  for (const auto item : split(if_none_match, ',')) {
    auto tag = trim(item);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (!tag.empty() && tag == etag) return true;
  }
  return false;
}

std::string etag_of(std::string_view bytes) {
  constexpr std::size_t kDigits = 32;  // 128 bits are plenty to tell versions of one address apart
  return fmt::format("\"{}\"", to_hex(sm3(bytes)).substr(0, kDigits));
}

void finish_answer(const Request& request, Response& response) {
  constexpr std::size_t kWorthwhile = 1400;  // what fits one packet gains nothing
  constexpr int kLevel = 5;
  const bool reads = request.method == "GET" || request.method == "HEAD";
  if (!reads || response.status != 200 || response.header("Cache-Control") == "no-store") return;
  const bool encoded = !response.header("Content-Encoding").empty();
  const bool could =
      !encoded && response.bytes().size() >= kWorthwhile && is_compressible(response.content_type);
  const bool packs = could && takes_gzip(request.header("accept-encoding"));
  std::string etag(response.header("ETag"));
  if (etag.empty()) {
    etag = etag_of(response.bytes());
    if (packs) etag.insert(etag.size() - 1, "-gz");
    response.set("ETag", etag);
  }
  if (could || encoded)
    response.set("Vary", response.header("Vary").empty() ? "Accept-Encoding" : "Accept, Accept-Encoding");
  if (matches_etag(request.header("if-none-match"), etag)) {
    response.status = 304;
    response.body.clear();
    response.fixed_body = {};
    response.content_type.clear();
    return;
  }
  if (!packs) return;
  response.body = gzip(response.bytes(), kLevel);
  response.fixed_body = {};
  response.set("Content-Encoding", "gzip");
}

}  // namespace jiheng::http
