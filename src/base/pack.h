#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng {

/// A file inside a pack; both views point into the pack's bytes.
struct PackedFile {
  std::string_view path;
  std::string_view bytes;
};

/// The files of a pack as cmake/pack.cpp writes it, sorted by path. Malformed bytes are an error.
Result<std::vector<PackedFile>> read_pack(std::string_view bytes);

/// The pack of `files`, in the order given.
std::string write_pack(std::span<const PackedFile> files);

}  // namespace jiheng
