#include "base/pack.h"

#include <charconv>

namespace jiheng {

Result<std::vector<PackedFile>> read_pack(std::string_view bytes) {
  std::vector<PackedFile> files;
  while (!bytes.empty()) {
    std::size_t path_size = 0;
    std::size_t size = 0;
    const char* end = bytes.data() + bytes.size();
    const auto first = std::from_chars(bytes.data(), end, path_size);
    if (first.ec != std::errc{} || first.ptr == end || *first.ptr != ' ')
      return fail(ErrorCode::internal, "malformed pack");
    const auto second = std::from_chars(first.ptr + 1, end, size);
    if (second.ec != std::errc{} || second.ptr == end || *second.ptr != '\n')
      return fail(ErrorCode::internal, "malformed pack");
    bytes.remove_prefix(static_cast<std::size_t>(second.ptr + 1 - bytes.data()));
    if (path_size > bytes.size() || size > bytes.size() - path_size)
      return fail(ErrorCode::internal, "truncated pack");
    files.push_back({bytes.substr(0, path_size), bytes.substr(path_size, size)});
    bytes.remove_prefix(path_size + size);
  }
  return files;
}

std::string write_pack(std::span<const PackedFile> files) {
  std::string out;
  for (const auto& file : files) {
    out.append(std::to_string(file.path.size()))
        .append(" ")
        .append(std::to_string(file.bytes.size()))
        .append("\n");
    out.append(file.path).append(file.bytes);
  }
  return out;
}

}  // namespace jiheng
