#include "base/decimal.h"

#include <fmt/format.h>

#include <limits>

#include "base/int128.h"
#include "base/text.h"

namespace jiheng {
namespace {

constexpr i128 kMax = std::numeric_limits<std::int64_t>::max();

tl::unexpected<Error> not_a_number(std::string_view text, std::string_view expected) {
  return fail(ErrorCode::invalid, fmt::format("“{}”{}", text, expected));
}

/// Splits the sign off; returns whether the number is negative.
bool take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '-' && text.front() != '+')) return false;
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  text = trim(text);
  return negative;
}

/// Commas, where there are any, must part the whole digits into groups of three.
bool commas_are_well_placed(std::string_view text) {
  const auto whole = text.substr(0, text.find('.'));
  const auto first = whole.find(',');
  if (first == std::string_view::npos) return text.find(',') == std::string_view::npos;
  if (first == 0 || first > 3 || text.find(',', whole.size()) != std::string_view::npos) return false;
  for (std::size_t i = first; i < whole.size(); i += 4) {
    if (whole[i] != ',' || whole.size() - i < 4) return false;
    if (whole.substr(i + 1, 3).find(',') != std::string_view::npos) return false;
  }
  return (whole.size() - first) % 4 == 0;
}

}  // namespace

Result<Decimal> parse_decimal(std::string_view original) {
  const std::string folded = fold_width(original);
  std::string_view text = trim(folded);
  const bool negative = take_sign(text);
  if (text.empty()) return not_a_number(original, "不是数字：应为如 1234.56 的数");
  if (!commas_are_well_placed(text))
    return not_a_number(original, "千分位逗号的位置不对：应每三位一个，如 1,234.50");
  i128 units = 0;
  int scale = 0;
  bool point = false;
  bool digit = false;
  for (const char c : text) {
    if (c == ',') continue;
    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digit = true;
      units = units * 10 + (c - '0');
      if (point) ++scale;
      if (units > kMax) return not_a_number(original, "位数太多，超出可表示的范围");
    } else if ((c == 'e' || c == 'E') && digit) {
      return not_a_number(original, "用了科学计数法：请写成普通数字，如 1000000");
    } else {
      return not_a_number(original, "不是数字：只能有数字、小数点、千分位逗号和正负号，单位写在表头");
    }
  }
  if (!digit) return not_a_number(original, "不是数字：应为如 1234.56 的数");
  return Decimal{static_cast<std::int64_t>(negative ? -units : units), scale};
}

Result<std::int64_t> rescale(const Decimal& value, int scale) {
  i128 units = value.units;
  for (int s = value.scale; s < scale; ++s) {
    units *= 10;
    if (units > kMax || units < -kMax) return fail(ErrorCode::invalid, "数值超出可表示的范围");
  }
  for (int s = value.scale; s > scale; --s) {
    if (units % 10 != 0) {
      return fail(ErrorCode::invalid, fmt::format("“{}”的小数位太多：最多 {} 位",
                                                  format_decimal(value.units, value.scale), scale));
    }
    units /= 10;
  }
  return static_cast<std::int64_t>(units);
}

std::string format_decimal(std::int64_t units, int scale, bool group) {
  const bool negative = units < 0;
  std::string digits =
      fmt::format("{}", negative ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units));
  const auto places = static_cast<std::size_t>(scale);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string whole = digits.substr(0, digits.size() - places);
  if (group) {
    for (std::size_t i = whole.size(); i > 3;) {
      i -= 3;
      whole.insert(i, 1, ',');
    }
  }
  std::string text = negative ? "-" + whole : whole;
  if (places > 0) text += "." + digits.substr(digits.size() - places);
  return text;
}

std::string format_decimal_short(std::int64_t units, int scale) {
  while (scale > 0 && units % 10 == 0) {
    units /= 10;
    --scale;
  }
  return format_decimal(units, scale);
}

}  // namespace jiheng
