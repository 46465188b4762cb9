#include "base/gzip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <new>

namespace jiheng {
namespace {

constexpr int kGzipWindow = 15 + 16;  // zlib: 32 kB window, gzip's head
constexpr std::size_t kLargestStep = 1U << 30U;

Bytef* zlib_bytes(const char* bytes) { return reinterpret_cast<Bytef*>(const_cast<char*>(bytes)); }

/// Lets zlib see the next part of the input; it counts in 32 bits.
void feed(z_stream& stream, std::string_view& rest) {
  if (stream.avail_in > 0 || rest.empty()) return;
  const std::size_t step = std::min(rest.size(), kLargestStep);
  stream.next_in = zlib_bytes(rest.data());
  stream.avail_in = static_cast<uInt>(step);
  rest.remove_prefix(step);
}

}  // namespace

std::string gzip(std::string_view bytes, int level) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, kGzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out;
  std::string_view rest = bytes;
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    feed(stream, rest);
    const std::size_t used = out.size();
    out.resize(used + std::max<std::size_t>(bytes.size() / 4, 1024));
    stream.next_out = zlib_bytes(out.data() + used);
    const std::size_t space = std::min(out.size() - used, kLargestStep);
    stream.avail_out = static_cast<uInt>(space);
    state = deflate(&stream, rest.empty() ? Z_FINISH : Z_NO_FLUSH);
    out.resize(used + space - stream.avail_out);
  }
  deflateEnd(&stream);
  return out;
}

Result<std::string> gunzip(std::string_view bytes, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, kGzipWindow) != Z_OK) throw std::bad_alloc();
  std::string out;
  std::string_view rest = bytes;
  int state = Z_OK;
  while (state == Z_OK && out.size() <= limit) {
    feed(stream, rest);
    const std::size_t used = out.size();
    const std::size_t space = std::min(limit - used + 1, std::max<std::size_t>(bytes.size(), 4096));
    out.resize(used + space);
    stream.next_out = zlib_bytes(out.data() + used);
    stream.avail_out = static_cast<uInt>(space);
    state = inflate(&stream, Z_NO_FLUSH);
    out.resize(used + space - stream.avail_out);
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0 && rest.empty();
  inflateEnd(&stream);
  if (out.size() > limit) return fail(ErrorCode::invalid, fmt::format("解压后超过 {} 字节", limit));
  if (!whole) return fail(ErrorCode::invalid, "压缩数据已损坏或不完整");
  return out;
}

}  // namespace jiheng
