#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "base/ratio.h"
#include "base/result.h"

namespace jiheng {

/// The unit an amount was written in. Forms mix 元 and 万元 and get it wrong, so it is always said.
enum class MoneyUnit { yuan, wan };

/// "元" or "万元".
std::string_view money_unit_label(MoneyUnit unit);

/// Reads "元" or "万元" (also "（单位：万元）" and the like); nothing else is a unit of money.
Result<MoneyUnit> parse_money_unit(std::string_view text);

/// An amount in 分, exact. Never made from a floating-point number.
class Money {
 public:
  constexpr Money() = default;

  static constexpr Money from_fen(std::int64_t fen) {
    Money money;
    money.fen_ = fen;
    return money;
  }

  /// From text written in `unit`; an error when it is no number, has parts of a 分, or does not fit.
  static Result<Money> parse(std::string_view text, MoneyUnit unit);

  constexpr std::int64_t fen() const { return fen_; }

  /// 元 with two decimals, "84726.10"; with `group`, "84,726.10". parse(text, yuan) gives it back.
  std::string to_yuan(bool group = false) const;

  /// 万元 without loss and without zeros at the end ("8.976411"). parse(text, wan) gives it back.
  std::string to_wan() const;

  /// 万元 with two decimals, rounded half up, for people to read ("84,726.10").
  std::string to_wan_display(bool group = true) const;

  friend constexpr auto operator<=>(Money, Money) = default;

 private:
  std::int64_t fen_ = 0;
};

/// Sum, difference; an error on overflow.
Result<Money> add(Money a, Money b);
Result<Money> subtract(Money a, Money b);
Result<Money> sum(std::span<const Money> amounts);

/// amount × ratio, rounded once to 分.
Result<Money> multiply(Money amount, const Ratio& ratio, Rounding rounding);

/// part / whole; an error when whole is 0.
Result<Ratio> divide(Money part, Money whole);

/// Splits `whole` by `weights` (each ≥ 0, not all 0) so that the parts add up to it: the largest remainders
/// get the odd 分, earlier ones first among equals.
Result<std::vector<Money>> split_by_weights(Money whole, std::span<const std::int64_t> weights);

}  // namespace jiheng
