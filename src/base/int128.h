#pragma once

#include <cstdint>

#include "base/result.h"

namespace jiheng {

__extension__ using i128 = __int128;

/// How a quotient that does not come out even is taken to a whole number.
enum class Rounding {
  half_up,    ///< 四舍五入, away from zero on a half
  down,       ///< towards zero
  half_even,  ///< to the even neighbour on a half
};

/// numerator / denominator under `rounding`; denominator must not be 0.
i128 divide(i128 numerator, i128 denominator, Rounding rounding);

/// value × numerator / denominator, exact until the one rounding at the end; an error when it does not fit
/// int64 or the denominator is 0.
Result<std::int64_t> multiply_divide(std::int64_t value, std::int64_t numerator, std::int64_t denominator,
                                     Rounding rounding);

}  // namespace jiheng
