#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jiheng {

/// A decimal number as it was written: units × 10^-scale. "3.50" is {350, 2}.
struct Decimal {
  std::int64_t units = 0;
  int scale = 0;

  friend bool operator==(const Decimal&, const Decimal&) = default;
};

/// Reads what people type: ASCII or full-width digits, sign (+ - ＋ － −), thousands commas in groups of
/// three, one decimal point, blanks around. Refuses exponents, units and words, and says which.
Result<Decimal> parse_decimal(std::string_view text);

/// The value at exactly `scale` decimals; an error when digits would be lost or it does not fit int64.
Result<std::int64_t> rescale(const Decimal& value, int scale);

/// "-1234.50" for units=-123450, scale=2; with `group`, "-1,234.50".
std::string format_decimal(std::int64_t units, int scale, bool group = false);

/// As format_decimal, without zeros at the end of the fraction ("1234.5", "7").
std::string format_decimal_short(std::int64_t units, int scale);

}  // namespace jiheng
