#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng {

/// A six-digit administrative division code (GB/T 2260), such as 640323.
class Region {
 public:
  constexpr Region() = default;

  /// From "640323"; an error unless six digits that begin with a province (11–65, 71, 81, 82).
  static Result<Region> parse(std::string_view text);
  static Result<Region> of(std::int64_t code);

  constexpr std::int32_t code() const { return code_; }
  std::string to_text() const;
  /// The places whose law applies here, most specific first: "cn/640323", "cn/6403", "cn/64", "cn".
  /// Pairs of zeros at the end fall away: 640000 gives "cn/64", "cn".
  std::vector<std::string> law_places() const;

  friend constexpr auto operator<=>(Region, Region) = default;

 private:
  std::int32_t code_ = 0;
};

}  // namespace jiheng
