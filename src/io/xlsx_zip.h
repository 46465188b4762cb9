#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {

/// A part's name as it is compared: letters of either case are the same (ECMA-376 part 2, 7.3.5), some
/// programs write \ for /.
std::string part_key(std::string_view name);

/// The parts of a workbook's archive, read in blocks and counted against the limits.
class XlsxArchive {
 public:
  static Result<XlsxArchive> open(std::string_view bytes, std::string_view file, const XlsxLimits& limits);

  bool contains(const std::string& name) const;

  /// Hands a part over block by block; `sink` says false to stop without an error of its own.
  Result<void> stream(const std::string& name, const std::function<bool(std::string_view)>& sink);

 private:
  struct Closer {
    void operator()(void* archive) const;
  };

  XlsxArchive() = default;
  std::optional<std::uint64_t> place_of(std::string_view name) const;

  std::unique_ptr<void, Closer> zip_;
  std::string file_;
  XlsxLimits limits_;
  std::map<std::string, std::uint64_t, std::less<>> places_;  ///< by part_key
  std::uint64_t inflated_ = 0;                                ///< of all parts so far
};

}  // namespace jiheng::io
