#include "io/xlsx_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/date.h"
#include "base/decimal.h"
#include "base/int128.h"

namespace jiheng::io {
namespace {

constexpr std::size_t kSignificant = 15;  // digits a spreadsheet keeps and shows
constexpr int kMostExponent = 400;
constexpr std::int64_t kLastSerial = 2'958'465;  // 9999-12-31
constexpr std::int64_t kSecondsADay = 86'400;

bool is_figure(char c) { return c >= '0' && c <= '9'; }

/// Digits without a point, and how many of them stand behind it.
struct DigitRun {
  std::string digits;
  int scale = 0;
  bool negative = false;
};

/// Rounds half up to `kSignificant` digits; says whether there was anything to drop.
bool drop_noise(DigitRun& run) {
  const auto first = run.digits.find_first_not_of('0');
  if (first == std::string::npos || run.scale <= 0) return false;
  const std::size_t significant = run.digits.size() - first;
  if (significant <= kSignificant) return false;
  const std::size_t surplus = std::min(significant - kSignificant, static_cast<std::size_t>(run.scale));
  const char next = run.digits[run.digits.size() - surplus];
  run.digits.resize(run.digits.size() - surplus);
  run.scale -= static_cast<int>(surplus);
  if (next < '5') return true;
  for (std::size_t i = run.digits.size(); i-- > 0;) {
    if (run.digits[i] != '9') {
      ++run.digits[i];
      return true;
    }
    run.digits[i] = '0';
  }
  run.digits.insert(0, 1, '1');
  return true;
}

std::string join_digits(DigitRun run) {
  if (run.scale < 0) {
    run.digits.append(static_cast<std::size_t>(-run.scale), '0');
    run.scale = 0;
  }
  const auto places = static_cast<std::size_t>(run.scale);
  if (run.digits.size() <= places) run.digits.insert(0, places + 1 - run.digits.size(), '0');
  std::string whole = run.digits.substr(0, run.digits.size() - places);
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  std::string text = whole;
  if (places > 0) text += "." + run.digits.substr(run.digits.size() - places);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return run.negative && !zero ? "-" + text : text;
}

/// The exponent after E; nothing when it is none or beyond what a double has.
std::optional<int> read_exponent(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (ec != std::errc{} || end != text.data() + text.size() || value > kMostExponent ||
      value < -kMostExponent)
    return std::nullopt;
  return value;
}

/// Letters of a format code that are not quoted, escaped or in brackets.
std::string bare_format(std::string_view code) {
  std::string bare;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    if (code[i] == '"') {
      i = std::min(code.find('"', i + 1), code.size());
    } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
      ++i;
    } else if (code[i] == '[') {
      const auto close = std::min(code.find(']', i), code.size());
      const auto inside = code.substr(i + 1, close - i - 1);
      // [h], [mm], [ss] count elapsed time; other brackets are colours, conditions and locales.
      if (!inside.empty() && inside.find_first_not_of("hmsHMS") == std::string_view::npos) bare += inside;
      i = close;
    } else {
      bare += static_cast<char>(code[i] >= 'A' && code[i] <= 'Z' ? code[i] + ('a' - 'A') : code[i]);
    }
  }
  return bare;
}

CellKind kind_of_code(std::string_view code) {
  const std::string bare = bare_format(code);
  const auto has = [&](std::string_view letters) { return bare.find_first_of(letters) != std::string::npos; };
  if (bare.starts_with("general")) return CellKind::number;
  const bool time = has("hs");
  const bool date = has("yd") || (has("m") && !time);
  if (date && time) return CellKind::date_time;
  if (date) return CellKind::date;
  if (time) return CellKind::time;
  return has("%") ? CellKind::percent : CellKind::number;
}

int hex_value(char c) {
  if (is_figure(c)) return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void append_utf8(std::string& out, unsigned point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xC0 | (point >> 6));
    out += static_cast<char>(0x80 | (point & 0x3F));
  } else {
    out += static_cast<char>(0xE0 | (point >> 12));
    out += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (point & 0x3F));
  }
}

}  // namespace

std::optional<std::string> plain_number(std::string_view text) {
  DigitRun run;
  if (text.starts_with('-') || text.starts_with('+')) {
    run.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto e = text.find_first_of("eE");
  const std::string_view mantissa = text.substr(0, e);
  bool point = false;
  for (const char c : mantissa) {
    if (c == '.' && !point) {
      point = true;
    } else if (is_figure(c)) {
      run.digits += c;
      run.scale += point ? 1 : 0;
    } else {
      return std::nullopt;
    }
  }
  if (run.digits.empty() || run.digits.size() > 400) return std::nullopt;
  if (e != std::string_view::npos) {
    const auto exponent = read_exponent(text.substr(e + 1));
    if (!exponent) return std::nullopt;
    run.scale -= *exponent;
  }
  if (drop_noise(run) || e != std::string_view::npos) {
    while (run.scale > 0 && run.digits.size() > 1 && run.digits.back() == '0') {
      run.digits.pop_back();
      --run.scale;
    }
  }
  return join_digits(std::move(run));
}

DateShape shape_of_format(int id, std::string_view code) {
  if (kind_of_format(id, code) != CellKind::date) return DateShape::whole;
  if (code.empty()) {
    // 27 and up as a Chinese Excel shows them (ECMA-376 part 1, 18.8.30, zh-cn).
    constexpr std::array kYearMonth{17, 27, 36, 50, 52, 57};
    constexpr std::array kMonthDay{16, 28, 29, 51, 53, 54, 58};
    if (std::ranges::count(kYearMonth, id) > 0) return DateShape::year_month;
    return std::ranges::count(kMonthDay, id) > 0 ? DateShape::month_day : DateShape::whole;
  }
  const std::string bare = bare_format(code);
  const auto has = [&](std::string_view letters) { return bare.find_first_of(letters) != std::string::npos; };
  if (!has("m")) return DateShape::whole;
  if (!has("d")) return DateShape::year_month;
  return has("ye") ? DateShape::whole : DateShape::month_day;
}

CellKind kind_of_format(int id, std::string_view code) {
  if (!code.empty()) return kind_of_code(code);
  if (id == 9 || id == 10) return CellKind::percent;
  if (id >= 14 && id <= 17) return CellKind::date;
  if (id >= 18 && id <= 21) return CellKind::time;
  if (id == 22) return CellKind::date_time;
  if ((id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56) return CellKind::time;
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return CellKind::date;
  return CellKind::number;
}

std::optional<std::string> date_text(std::string_view serial, CellKind kind, bool date1904) {
  const auto plain = plain_number(serial);
  const auto value = plain ? parse_decimal(*plain) : Result<Decimal>(fail(ErrorCode::invalid, ""));
  if (!value || value->units < 0 || value->scale > 18) return std::nullopt;
  i128 unit = 1;
  for (int i = 0; i < value->scale; ++i) unit *= 10;
  const i128 all_seconds = divide(i128{value->units} * kSecondsADay, unit, Rounding::half_up);
  if (all_seconds > i128{kLastSerial + 1} * kSecondsADay) return std::nullopt;
  auto days = static_cast<std::int64_t>(all_seconds / kSecondsADay);
  const auto seconds = static_cast<std::int64_t>(all_seconds % kSecondsADay);
  const std::string time = fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
  if (kind == CellKind::time && days == 0) return time;
  // The 1900 system counts a 29 February 1900 that never was.
  if (!date1904 && (days == 60 || days == 0)) return std::nullopt;
  const auto epoch = date1904    ? Date::of(1904, 1, 1)
                     : days < 60 ? Date::of(1899, 12, 31)
                                 : Date::of(1899, 12, 30);
  const Date date = epoch->plus_days(static_cast<int>(days));
  if (date.year() > 9999) return std::nullopt;
  return kind == CellKind::date ? date.to_text() : date.to_text() + " " + time;
}

std::string unescape_cell(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = i + 6 < text.size() && text[i] == '_' && text[i + 1] == 'x' && text[i + 6] == '_';
    unsigned point = 0;
    bool good = escape;
    for (std::size_t k = 2; good && k < 6; ++k) {
      const int digit = hex_value(text[i + k]);
      good = digit >= 0;
      point = point * 16 + static_cast<unsigned>(std::max(digit, 0));
    }
    if (good && point != 0 && (point < 0xD800 || point > 0xDFFF)) {
      append_utf8(out, point);
      i += 6;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::optional<CellPlace> parse_cell_name(std::string_view name) {
  CellPlace place;
  std::size_t i = 0;
  for (; i < name.size() && name[i] >= 'A' && name[i] <= 'Z'; ++i) {
    place.column = place.column * 26 + static_cast<std::uint32_t>(name[i] - 'A' + 1);
    if (place.column > 16'384) return std::nullopt;
  }
  const auto [end, ec] = std::from_chars(name.data() + i, name.data() + name.size(), place.row);
  const bool good =
      i > 0 && i < name.size() && is_figure(name[i]) && ec == std::errc{} && end == name.data() + name.size();
  if (!good || place.row == 0 || place.row > 1'048'576) return std::nullopt;
  return place;
}

}  // namespace jiheng::io
