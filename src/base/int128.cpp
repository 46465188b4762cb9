#include "base/int128.h"

#include <limits>

namespace jiheng {

i128 divide(i128 numerator, i128 denominator, Rounding rounding) {
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const i128 quotient = numerator / denominator;
  const i128 rest = numerator % denominator;
  const i128 magnitude = rest < 0 ? -rest : rest;
  const i128 step = numerator < 0 ? -1 : 1;
  // magnitude against denominator - magnitude: doubling could overflow.
  const i128 other = denominator - magnitude;
  switch (rounding) {
    case Rounding::down: return quotient;
    case Rounding::half_up: return magnitude >= other ? quotient + step : quotient;
    case Rounding::half_even:
      if (magnitude == other) return quotient % 2 == 0 ? quotient : quotient + step;
      return magnitude > other ? quotient + step : quotient;
  }
  return quotient;
}

Result<std::int64_t> multiply_divide(std::int64_t value, std::int64_t numerator, std::int64_t denominator,
                                     Rounding rounding) {
  if (denominator == 0) return fail(ErrorCode::invalid, "除数为 0");
  const i128 result = divide(i128{value} * numerator, denominator, rounding);
  if (result > std::numeric_limits<std::int64_t>::max() ||
      result < std::numeric_limits<std::int64_t>::min()) {
    return fail(ErrorCode::invalid, "数值超出可表示的范围");
  }
  return static_cast<std::int64_t>(result);
}

}  // namespace jiheng
