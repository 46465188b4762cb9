#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jiheng {

/// The whole file; an error (with the path and the system's reason) when it cannot be read or is larger than
/// `limit`.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t limit = 512U << 20U);

/// Writes beside the target and renames over it, so that a reader or a full disk never leaves half a file.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace jiheng
