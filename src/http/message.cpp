#include "http/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.h"

namespace jiheng::http {
namespace {

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

const std::string* find_pair(const Parameters& pairs, std::string_view name) {
  const auto found =
      std::ranges::find(pairs, name, [](const auto& pair) -> std::string_view { return pair.first; });
  return found == pairs.end() ? nullptr : &found->second;
}

Result<std::string> decode_checked(std::string_view text, bool form) {
  auto decoded = percent_decode(text, form);
  if (!decoded) return decoded;
  if (decoded->find('\0') != std::string::npos || !is_utf8(*decoded)) {
    return fail(ErrorCode::invalid, "地址不是有效的 UTF-8 文本");
  }
  return decoded;
}

Result<void> read_query(std::string_view text, Parameters& query) {
  constexpr std::size_t kMostParameters = 200;
  for (const auto pair : split(text, '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decode_checked(pair.substr(0, equals), true);
    if (!name) return pass(name);
    auto value =
        decode_checked(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!value) return pass(value);
    query.emplace_back(std::move(*name), std::move(*value));
    if (query.size() > kMostParameters) return fail(ErrorCode::invalid, "地址里的参数太多");
  }
  return {};
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return to_lower(x) == to_lower(y); });
}

std::string_view Request::header(std::string_view name) const {
  const auto found =
      std::ranges::find(headers, name, [](const Header& h) -> std::string_view { return h.name; });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

std::optional<std::string_view> Request::parameter(std::string_view name) const {
  const auto* value = find_pair(query, name);
  return value == nullptr ? std::nullopt : std::optional<std::string_view>(*value);
}

std::vector<std::string_view> Request::parameters(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : query) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

std::string_view Request::part(std::string_view name) const {
  const auto* value = find_pair(path_parameters, name);
  return value == nullptr ? std::string_view{} : std::string_view(*value);
}

std::string_view Response::header(std::string_view name) const {
  const auto found = std::ranges::find_if(headers, [&](const Header& h) { return same_name(h.name, name); });
  return found == headers.end() ? std::string_view{} : std::string_view(found->value);
}

void Response::set(std::string_view name, std::string_view value) {
  const auto found = std::ranges::find_if(headers, [&](const Header& h) { return same_name(h.name, name); });
  if (found == headers.end())
    headers.push_back({std::string(name), std::string(value)});
  else
    found->value = value;
}

Result<std::string> percent_decode(std::string_view text, bool form) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && form) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
      if (low < 0) return fail(ErrorCode::invalid, "地址里的 % 转义不完整");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

Result<void> read_target(std::string_view target, Request& request) {
  // The absolute form (RFC 9112 §3.2.2) is for proxies; only its path matters here.
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!target.starts_with(scheme)) continue;
    const auto slash = target.find('/', scheme.size());
    target = slash == std::string_view::npos ? std::string_view("/") : target.substr(slash);
  }
  if (target != "*" && !target.starts_with('/')) return fail(ErrorCode::invalid, "请求的地址须以 / 开头");
  target = target.substr(0, target.find('#'));
  const auto question = target.find('?');
  auto path = decode_checked(target.substr(0, question), false);
  if (!path) return pass(path);
  request.path = std::move(*path);
  if (question == std::string_view::npos) return {};
  return read_query(target.substr(question + 1), request.query);
}

std::string_view reason_of(int status) {
  struct Reason {
    int status;
    std::string_view text;
  };
  static constexpr std::array kReasons{
      Reason{200, "OK"},
      Reason{204, "No Content"},
      Reason{304, "Not Modified"},
      Reason{400, "Bad Request"},
      Reason{401, "Unauthorized"},
      Reason{403, "Forbidden"},
      Reason{404, "Not Found"},
      Reason{405, "Method Not Allowed"},
      Reason{406, "Not Acceptable"},
      Reason{408, "Request Timeout"},
      Reason{409, "Conflict"},
      Reason{412, "Precondition Failed"},
      Reason{413, "Content Too Large"},
      Reason{415, "Unsupported Media Type"},
      Reason{421, "Misdirected Request"},
      Reason{422, "Unprocessable Content"},
      Reason{428, "Precondition Required"},
      Reason{429, "Too Many Requests"},
      Reason{431, "Request Header Fields Too Large"},
      Reason{500, "Internal Server Error"},
      Reason{503, "Service Unavailable"},
      Reason{505, "HTTP Version Not Supported"},
  };
  const auto* found = std::ranges::find(kReasons, status, &Reason::status);
  return found == kReasons.end() ? std::string_view("Unknown") : found->text;
}

void append_head(std::string& out, const Response& response, bool keep_alive, std::string_view date) {
  const auto line = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value.substr(0, value.find_first_of("\r\n"))).append("\r\n");
  };
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  line("Date", date);
  if (!response.content_type.empty()) line("Content-Type", response.content_type);
  // 304 and 204 have no body by definition; a length there would be that of the body left out.
  if (response.status != 304 && response.status != 204)
    line("Content-Length", fmt::format_int(response.bytes().size()).c_str());
  for (const auto& header : response.headers) line(header.name, header.value);
  if (!keep_alive) line("Connection", "close");
  out += "\r\n";
}

std::string http_date(std::int64_t unix_seconds) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_seconds instant{std::chrono::seconds(unix_seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day ymd{day};
  const std::chrono::hh_mm_ss time{instant - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kDays[std::chrono::weekday(day).c_encoding()], unsigned{ymd.day()},
                     kMonths[unsigned{ymd.month()} - 1], int{ymd.year()}, time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

}  // namespace jiheng::http
