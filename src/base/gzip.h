#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jiheng {

/// `bytes` in gzip's form (RFC 1952). The same bytes and level give the same result: no time, no name is
/// written.
std::string gzip(std::string_view bytes, int level = 6);

/// The bytes again. Errors: damaged or truncated input, or more than `limit` bytes when unpacked.
Result<std::string> gunzip(std::string_view bytes, std::size_t limit);

}  // namespace jiheng
