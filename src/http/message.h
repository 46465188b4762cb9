#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace jiheng::http {

/// A header field; the name of a request's is in lower case.
struct Header {
  std::string name;
  std::string value;
};

/// Name and value, decoded; in the order of the address.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// A request as handlers see it. Knows nothing of sockets.
struct Request {
  std::string method;  ///< "GET"
  std::string path;    ///< percent-decoded, without the query
  Parameters query;
  Parameters path_parameters;  ///< set by the router
  std::vector<Header> headers;
  std::string body;
  std::string peer;  ///< address of the other end
  std::string id;    ///< given to it by the service; in the log and in the answer

  /// The first header of that lower-case name; "" when there is none.
  std::string_view header(std::string_view name) const;
  /// The first query parameter of that name; nothing when there is none.
  std::optional<std::string_view> parameter(std::string_view name) const;
  /// Every value of a query parameter that may be repeated.
  std::vector<std::string_view> parameters(std::string_view name) const;
  /// A part of the path, by the name it has in the route; "" when the route has none.
  std::string_view part(std::string_view name) const;
};

/// What a handler answers. Either `body` or, for bytes that outlive the server, `fixed_body`.
struct Response {
  int status = 200;
  std::string content_type;
  std::vector<Header> headers;
  std::string body;
  std::string_view fixed_body;
  std::string note;  ///< for the log only: what a client is not told

  std::string_view bytes() const { return fixed_body.empty() ? std::string_view(body) : fixed_body; }
  /// The first header of that name (any case); "" when there is none.
  std::string_view header(std::string_view name) const;
  /// Sets or replaces a header.
  void set(std::string_view name, std::string_view value);
};

/// Reads a request target ("/a%20b?x=1") into path and query. Errors: no path, a broken escape, bytes that
/// are not UTF-8, or a NUL.
Result<void> read_target(std::string_view target, Request& request);

/// Percent-decoding; with `form`, a plus is a blank. An error when an escape is broken.
Result<std::string> percent_decode(std::string_view text, bool form);

/// The reason phrase of a status.
std::string_view reason_of(int status);

/// Appends status line and header fields, the empty line included. Values never carry a line break: one is
/// cut there.
void append_head(std::string& out, const Response& response, bool keep_alive, std::string_view date);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
std::string http_date(std::int64_t unix_seconds);

/// Whether two header names are the same.
bool same_name(std::string_view a, std::string_view b);

}  // namespace jiheng::http
