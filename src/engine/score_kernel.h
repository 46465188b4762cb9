#pragma once

#include <algorithm>
#include <cstdint>

#include "base/int128.h"
#include "engine/score.h"
#include "law/scheme.h"

/// The arithmetic that score() and score_columns() share: exact shares, one rounding at the end.
namespace jiheng::engine::kernel {

inline constexpr Share kNone{0, 1};
inline constexpr Share kAll{1, 1};

/// weight × share in hundredths of a point, rounded to `decimals` (0 to 2) places, within [0, weight].
inline std::int32_t points(std::int32_t weight, const Share& share, int decimals, Rounding rounding) {
  if (share.num <= 0) return 0;
  if (share.num >= share.den) return weight;
  const std::int32_t unit = decimals == 2 ? 1 : decimals == 1 ? 10 : 100;
  const i128 rounded = divide(i128{weight} * share.num, share.den * unit, rounding) * unit;
  return std::min(weight, static_cast<std::int32_t>(rounded));
}

/// The part of a rate above the threshold t/u: (num/den − t/u) / (1 − t/u); num, den ≥ 0.
inline Share above_threshold(std::int64_t num, std::int64_t den, std::int64_t t, std::int64_t u) {
  const i128 top = i128{num} * u - i128{t} * den;
  const i128 bottom = i128{den} * (u - t);
  if (top <= 0) return kNone;
  return top >= bottom ? kAll : Share{top, bottom};
}

/// Whether points a person gave lie in the band of the verdict: [low, high) of the weight, and all of it
/// itself.
inline bool lies_in(std::int32_t given, std::int32_t weight, const law::VerdictBand& band) {
  const i128 points = given;
  const bool from = points * band.low.den() >= i128{weight} * band.low.num();
  const bool whole = band.high.num() == band.high.den();
  return from && (whole ? given <= weight : points * band.high.den() < i128{weight} * band.high.num());
}

}  // namespace jiheng::engine::kernel
