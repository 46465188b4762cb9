#include "base/score.h"

#include <fmt/format.h>

#include "base/decimal.h"
#include "base/int128.h"

namespace jiheng {
namespace {
constexpr std::int64_t kLargest = 1'000'000;  // 10,000 points
}

Result<Score> Score::parse(std::string_view text) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return pass(decimal);
  const auto hundredths = rescale(*decimal, 2);
  if (!hundredths) return fail(ErrorCode::invalid, fmt::format("分数“{}”最多两位小数", text));
  if (*hundredths < 0 || *hundredths > kLargest) {
    return fail(ErrorCode::invalid, fmt::format("分数“{}”应在 0 到 10000 之间", text));
  }
  return from_hundredths(static_cast<std::int32_t>(*hundredths));
}

std::string Score::to_text() const { return format_decimal(hundredths_, 2); }

std::string Score::to_short() const { return format_decimal_short(hundredths_, 2); }

Score part_of(Score weight, const Ratio& ratio) {
  if (ratio.num() <= 0) return Score{};
  if (ratio.num() >= ratio.den()) return weight;
  const i128 hundredths = divide(i128{weight.hundredths()} * ratio.num(), ratio.den(), Rounding::half_up);
  return Score::from_hundredths(static_cast<std::int32_t>(hundredths));
}

}  // namespace jiheng
