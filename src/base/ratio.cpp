#include "base/ratio.h"

#include <fmt/format.h>

#include <limits>
#include <numeric>

#include "base/text.h"

namespace jiheng {
namespace {

constexpr std::int64_t kPpm = 1'000'000;

i128 power_of_ten(int exponent) {
  i128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

i128 gcd128(i128 a, i128 b) {
  while (b != 0) {
    const i128 rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

bool fits(i128 value) {
  return value <= std::numeric_limits<std::int64_t>::max() &&
         value >= -std::numeric_limits<std::int64_t>::max();
}

}  // namespace

Result<Ratio> Ratio::of(std::int64_t num, std::int64_t den) { return of(Decimal{num, 0}, Decimal{den, 0}); }

Result<Ratio> Ratio::of(const Decimal& a, const Decimal& b) {
  if (b.units == 0) return fail(ErrorCode::invalid, "除数为 0");
  i128 num = a.units;
  i128 den = b.units;
  // Scales are at most 19, so with int64 units a shared power of ten always fits 128 bits after this
  // subtraction.
  const int shift = b.scale - a.scale;
  if (shift > 18 || shift < -18) return fail(ErrorCode::invalid, "小数位太多，超出可表示的范围");
  if (shift > 0) num *= power_of_ten(shift);
  if (shift < 0) den *= power_of_ten(-shift);
  const i128 divisor = gcd128(num, den);
  num /= divisor;
  den /= divisor;
  if (den < 0) {
    num = -num;
    den = -den;
  }
  if (!fits(num) || !fits(den)) return fail(ErrorCode::invalid, "比例超出可表示的范围");
  Ratio ratio;
  ratio.num_ = static_cast<std::int64_t>(num);
  ratio.den_ = static_cast<std::int64_t>(den);
  return ratio;
}

Result<Ratio> Ratio::parse_percent(std::string_view text) {
  const std::string folded = fold_width(text);
  std::string_view number = trim(folded);
  if (number.ends_with('%')) number.remove_suffix(1);
  const auto decimal = parse_decimal(number);
  if (!decimal)
    return fail(ErrorCode::invalid, fmt::format("“{}”不是百分数：应为如 97.3 或 97.3% 的数", text));
  return of(*decimal, Decimal{100, 0});
}

Ratio Ratio::from_ppm(std::int64_t ppm) {
  const std::int64_t divisor = std::gcd(ppm, kPpm);
  Ratio ratio;
  ratio.num_ = ppm / divisor;
  ratio.den_ = kPpm / divisor;
  return ratio;
}

std::int64_t Ratio::to_ppm() const {
  return static_cast<std::int64_t>(divide(i128{num_} * kPpm, den_, Rounding::half_up));
}

std::string Ratio::to_percent(int decimals) const {
  const i128 scaled = divide(i128{num_} * 100 * power_of_ten(decimals), den_, Rounding::half_up);
  return format_decimal(static_cast<std::int64_t>(scaled), decimals);
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  const i128 left = i128{a.num_} * b.den_;
  const i128 right = i128{b.num_} * a.den_;
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

}  // namespace jiheng
