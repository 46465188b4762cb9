#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/int128.h"
#include "base/result.h"

namespace jiheng {

/// An exact fraction num/den in lowest terms, den > 0. 97.3% is 973/1000.
class Ratio {
 public:
  constexpr Ratio() = default;

  /// num/den in lowest terms; an error when den is 0 or the terms do not fit int64.
  static Result<Ratio> of(std::int64_t num, std::int64_t den);

  /// a/b for two decimals as they were written; an error when b is 0.
  static Result<Ratio> of(const Decimal& a, const Decimal& b);

  /// From "97.3" or "97.3%", both meaning 97.3 per cent.
  static Result<Ratio> parse_percent(std::string_view text);

  /// From parts per million, the form in which ratios are stored.
  static Ratio from_ppm(std::int64_t ppm);

  /// Parts per million, rounded half up.
  std::int64_t to_ppm() const;

  constexpr std::int64_t num() const { return num_; }
  constexpr std::int64_t den() const { return den_; }

  /// Percent with `decimals` places, rounded half up, without the sign: "97.30".
  std::string to_percent(int decimals = 2) const;

  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);
  friend bool operator==(const Ratio& a, const Ratio& b) = default;

 private:
  std::int64_t num_ = 0;
  std::int64_t den_ = 1;
};

}  // namespace jiheng
