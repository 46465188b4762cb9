#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng::io {

/// What an archive of files may ask for before it is refused.
struct ZipLimits {
  std::uint64_t entry_bytes = 32U << 20U;   ///< one file, inflated
  std::uint64_t total_bytes = 512U << 20U;  ///< all that were read so far
  std::uint32_t entries = 10'000;
};

/// Whether the bytes are a zip archive that is no workbook (no [Content_Types].xml at its root).
bool is_plain_zip(std::string_view bytes);

/// The files of a zip archive, read one at a time. Names are UTF-8; those that old programs wrote in GBK are
/// decoded. The bytes must outlive it.
class ZipFiles {
 public:
  /// Errors: no zip, truncated, encrypted, more files than the limit.
  static Result<ZipFiles> open(std::string_view bytes, std::string_view file, const ZipLimits& limits = {});
  ZipFiles(ZipFiles&&) noexcept;
  ZipFiles& operator=(ZipFiles&&) noexcept;
  ~ZipFiles();

  /// Folders are left out.
  const std::vector<std::string>& names() const;
  /// The bytes of the file at that position of names(). Errors: damaged, encrypted, over a limit.
  Result<std::string> read(std::size_t at);

 private:
  struct Archive;
  explicit ZipFiles(std::unique_ptr<Archive> archive);
  std::unique_ptr<Archive> archive_;
};

/// Writes files into a zip archive; names are UTF-8, control characters in them become '_', and one that is
/// there already gets a number behind it.
class ZipWriter {
 public:
  static Result<ZipWriter> create();
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) noexcept;
  ~ZipWriter();

  Result<void> add(std::string_view name, std::string bytes);
  std::size_t files() const;
  /// The archive's bytes.
  Result<std::string> finish();

 private:
  struct Archive;
  explicit ZipWriter(std::unique_ptr<Archive> archive);
  std::unique_ptr<Archive> archive_;
};

/// A name that every file system takes: none of /\:*?"<>| and control characters, at most 120 characters.
std::string file_name_of(std::string_view wanted);

}  // namespace jiheng::io
