#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/message.h"

namespace jiheng::http {

/// The quality (0 to 1000) that an Accept-like header gives `choice` ("text/csv", "gzip"); ranges such as
/// "text/*" and
/// "*/*" count, the most specific one decides. An empty header accepts everything.
int quality_of(std::string_view header, std::string_view choice);

/// The media type of `offers` that the header likes best, the first among equals; "" when it takes none.
std::string_view choose_media(std::string_view accept, std::span<const std::string_view> offers);

/// Whether the client reads gzip (RFC 9110 §12.5.3): it must say so.
bool takes_gzip(std::string_view accept_encoding);

/// Whether an If-None-Match header has `etag`, compared weakly (RFC 9110 §13.1.2).
bool matches_etag(std::string_view if_none_match, std::string_view etag);

/// A strong entity tag of the bytes, quotes included.
std::string etag_of(std::string_view bytes);

/// Completes a good answer to GET or HEAD: entity tag, 304 where the client has it already, gzip where it
/// helps and is accepted. Other answers stay as they are.
void finish_answer(const Request& request, Response& response);

}  // namespace jiheng::http
