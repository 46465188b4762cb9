// Ratio, Score and rounding: small types that everything else is computed with.
#include <gtest/gtest.h>

#include <array>

#include "base/decimal.h"
#include "base/int128.h"
#include "base/ratio.h"
#include "base/rng.h"
#include "base/score.h"

namespace jiheng {
namespace {

struct RoundingCase {
  int numerator;
  int denominator;
  int half_up;
  int down;
  int half_even;
};

TEST(Rounding, SaysWhatBecomesOfAHalfOnBothSidesOfZero) {
  const std::array cases{
      RoundingCase{5, 2, 3, 2, 2},     RoundingCase{7, 2, 4, 3, 4}, RoundingCase{-5, 2, -3, -2, -2},
      RoundingCase{5, -2, -3, -2, -2}, RoundingCase{4, 3, 1, 1, 1}, RoundingCase{5, 3, 2, 1, 2},
      RoundingCase{-5, 3, -2, -1, -2}, RoundingCase{0, 9, 0, 0, 0}, RoundingCase{1, 2, 1, 0, 0},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(static_cast<int>(divide(c.numerator, c.denominator, Rounding::half_up)), c.half_up)
        << c.numerator << "/" << c.denominator;
    EXPECT_EQ(static_cast<int>(divide(c.numerator, c.denominator, Rounding::down)), c.down);
    EXPECT_EQ(static_cast<int>(divide(c.numerator, c.denominator, Rounding::half_even)), c.half_even);
  }
}

TEST(Ratio, DividingByZeroIsAnError) {
  EXPECT_FALSE(Ratio::of(1, 0));
  EXPECT_FALSE(Ratio::of(Decimal{1, 0}, Decimal{0, 3}));
  EXPECT_FALSE(Ratio::parse_percent("约九成"));
}

TEST(Ratio, IsExactAndInLowestTerms) {
  EXPECT_EQ(*Ratio::of(973, 1000), *Ratio::parse_percent("97.3%"));
  EXPECT_EQ(*Ratio::of(Decimal{4604, 0}, Decimal{4754, 0}), *Ratio::of(2302, 2377));
  EXPECT_EQ(Ratio::of(-6, -9)->num(), 2);
  EXPECT_EQ(Ratio::of(6, -9)->num(), -2);
  EXPECT_LT(*Ratio::of(1, 3), *Ratio::of(334, 1000));
  EXPECT_EQ(Ratio::of(2, 3)->to_percent(2), "66.67");
  EXPECT_EQ(Ratio::of(2, 3)->to_ppm(), 666667);
}

TEST(Ratio, PartsPerMillionAndBackIsTheSame) {
  for (std::int64_t ppm = -2'000'000; ppm <= 2'000'000; ppm += 37)
    ASSERT_EQ(Ratio::from_ppm(ppm).to_ppm(), ppm);
}

TEST(Score, RefusesNegativePointsAndHalfHundredths) {
  EXPECT_FALSE(Score::parse("-1"));
  EXPECT_FALSE(Score::parse("92.755"));
  EXPECT_FALSE(Score::parse("10000.01"));
  EXPECT_FALSE(Score::parse("优"));
}

TEST(Score, PrintsAsItIsRead) {
  EXPECT_EQ(Score::parse("90.7")->hundredths(), 9070);
  EXPECT_EQ(Score::parse("90.7")->to_text(), "90.70");
  EXPECT_EQ(Score::parse("90.70")->to_short(), "90.7");
  for (std::int32_t h = 0; h <= 12'000; ++h)
    ASSERT_EQ(Score::parse(Score::from_hundredths(h).to_text())->hundredths(), h);
}

TEST(Score, APartStaysWithinItsWeightAndRoundsOnceHalfUp) {
  EXPECT_EQ(part_of(Score::from_points(5), *Ratio::of(4604, 4754)).to_text(), "4.84");
  EXPECT_EQ(part_of(Score::from_points(10), *Ratio::of(98, 100)).to_text(), "9.80");
  EXPECT_EQ(part_of(Score::from_points(10), *Ratio::of(130, 100)).to_text(), "10.00");
  EXPECT_EQ(part_of(Score::from_points(10), *Ratio::of(-1, 100)).to_text(), "0.00");
  EXPECT_EQ(part_of(Score::from_hundredths(1), *Ratio::of(1, 2)).to_text(), "0.01");
}

TEST(Decimal, RescalingNeverLosesADigitSilently) {
  EXPECT_FALSE(rescale(Decimal{123, 2}, 1));
  EXPECT_EQ(*rescale(Decimal{120, 2}, 1), 12);
  EXPECT_EQ(*rescale(Decimal{12, 0}, 3), 12000);
  EXPECT_FALSE(rescale(Decimal{9'000'000'000'000'000'000, 0}, 2));
}

TEST(Decimal, PrintsEveryWidthWithItsSign) {
  EXPECT_EQ(format_decimal(5, 2), "0.05");
  EXPECT_EQ(format_decimal(-5, 2), "-0.05");
  EXPECT_EQ(format_decimal(123456789, 2, true), "1,234,567.89");
  EXPECT_EQ(format_decimal(100, 0, true), "100");
  EXPECT_EQ(format_decimal_short(1200, 2), "12");
}

}  // namespace
}  // namespace jiheng
