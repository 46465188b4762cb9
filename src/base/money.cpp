#include "base/money.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/decimal.h"
#include "base/text.h"

namespace jiheng {
namespace {

constexpr int kYuanScale = 2;  // 1 元 = 100 分
constexpr int kWanScale = 6;   // 1 万元 = 1,000,000 分

tl::unexpected<Error> overflow() { return fail(ErrorCode::invalid, "金额超出可表示的范围"); }

}  // namespace

std::string_view money_unit_label(MoneyUnit unit) { return unit == MoneyUnit::yuan ? "元" : "万元"; }

Result<MoneyUnit> parse_money_unit(std::string_view text) {
  std::string folded = fold_width(text);
  for (const std::string_view noise : {"(", ")", "单位", "金额", ":", " ", "人民币"})
    folded = replace_all(folded, noise, "");
  if (folded == "元") return MoneyUnit::yuan;
  if (folded == "万元") return MoneyUnit::wan;
  return fail(ErrorCode::invalid, fmt::format("“{}”不是金额单位：应为“元”或“万元”", text));
}

Result<Money> Money::parse(std::string_view text, MoneyUnit unit) {
  const auto decimal = parse_decimal(text);
  if (!decimal) return pass(decimal);
  const auto fen = rescale(*decimal, unit == MoneyUnit::yuan ? kYuanScale : kWanScale);
  if (!fen) {
    return fail(ErrorCode::invalid, fmt::format("金额“{}”（{}）不能精确到分：{}", text,
                                                money_unit_label(unit), fen.error().message));
  }
  return from_fen(*fen);
}

std::string Money::to_yuan(bool group) const { return format_decimal(fen_, kYuanScale, group); }

std::string Money::to_wan() const { return format_decimal_short(fen_, kWanScale); }

std::string Money::to_wan_display(bool group) const {
  const auto hundredths = static_cast<std::int64_t>(jiheng::divide(i128{fen_}, 10000, Rounding::half_up));
  return format_decimal(hundredths, 2, group);
}

Result<Money> add(Money a, Money b) {
  std::int64_t fen = 0;
  if (__builtin_add_overflow(a.fen(), b.fen(), &fen)) return overflow();
  return Money::from_fen(fen);
}

Result<Money> subtract(Money a, Money b) {
  std::int64_t fen = 0;
  if (__builtin_sub_overflow(a.fen(), b.fen(), &fen)) return overflow();
  return Money::from_fen(fen);
}

Result<Money> sum(std::span<const Money> amounts) {
  Money total;
  for (const Money amount : amounts) {
    const auto next = add(total, amount);
    if (!next) return next;
    total = *next;
  }
  return total;
}

Result<Money> multiply(Money amount, const Ratio& ratio, Rounding rounding) {
  const auto fen = multiply_divide(amount.fen(), ratio.num(), ratio.den(), rounding);
  if (!fen) return overflow();
  return Money::from_fen(*fen);
}

Result<Ratio> divide(Money part, Money whole) { return Ratio::of(part.fen(), whole.fen()); }

Result<std::vector<Money>> split_by_weights(Money whole, std::span<const std::int64_t> weights) {
  i128 total = 0;
  for (const auto weight : weights) {
    if (weight < 0) return fail(ErrorCode::invalid, "分配权重不能为负");
    total += weight;
  }
  if (total == 0) return fail(ErrorCode::invalid, "分配权重不能全为 0");
  std::vector<Money> parts;
  std::vector<i128> remainders;
  i128 left = whole.fen();
  for (const auto weight : weights) {
    const i128 product = i128{whole.fen()} * weight;
    const i128 part = jiheng::divide(product, total, Rounding::down);
    parts.push_back(Money::from_fen(static_cast<std::int64_t>(part)));
    const i128 rest = product - part * total;
    remainders.push_back(rest < 0 ? -rest : rest);
    left -= part;
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t a, std::size_t b) { return remainders[a] > remainders[b]; });
  const std::int64_t step = left < 0 ? -1 : 1;
  for (std::size_t i = 0; left != 0; ++i, left -= step)
    parts[order[i]] = Money::from_fen(parts[order[i]].fen() + step);
  return parts;
}

}  // namespace jiheng
