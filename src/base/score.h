#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ratio.h"
#include "base/result.h"

namespace jiheng {

/// Points in hundredths: 92.75 分 is 9275. Also used for weights (分值).
class Score {
 public:
  constexpr Score() = default;

  static constexpr Score from_hundredths(std::int32_t hundredths) {
    Score score;
    score.hundredths_ = hundredths;
    return score;
  }

  static constexpr Score from_points(std::int32_t points) { return from_hundredths(points * 100); }

  /// From "92.75"; an error for more than two decimals, negative points or more than 10,000.
  static Result<Score> parse(std::string_view text);

  constexpr std::int32_t hundredths() const { return hundredths_; }

  /// "92.75", "90.70": always two decimals; parse gives it back.
  std::string to_text() const;

  /// "92.75", "90.7", "4": no zeros at the end.
  std::string to_short() const;

  friend constexpr auto operator<=>(Score, Score) = default;
  friend constexpr Score operator+(Score a, Score b) {
    return from_hundredths(a.hundredths_ + b.hundredths_);
  }
  friend constexpr Score operator-(Score a, Score b) {
    return from_hundredths(a.hundredths_ - b.hundredths_);
  }

 private:
  std::int32_t hundredths_ = 0;
};

/// weight × ratio, kept within [0, weight], rounded half up to 0.01 point at the end only (domain §3.6).
Score part_of(Score weight, const Ratio& ratio);

}  // namespace jiheng
