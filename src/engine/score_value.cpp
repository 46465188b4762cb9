#include "engine/score_value.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "model/operator_text.h"

namespace jiheng::engine {
namespace {

constexpr std::array<std::string_view, 7> kYesWords{"是", "有", "完成", "已完成", "达标", "已达标", "达到"};
constexpr std::array<std::string_view, 6> kNoWords{"否", "无", "没有", "未完成", "未达标", "未达到"};
constexpr std::array<std::string_view, 6> kRangeSigns{"-", "~", "—", "–", "至", "到"};
constexpr std::array<std::string_view, 8> kDeadlineEndings{"底之前", "底以前", "底前", "之前",
                                                           "以前",   "前",     "底",   "末"};

constexpr int kMostDecimals = 18;  // so that two numbers can be compared in 128 bits

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// The digits at the front of `text`, at most `most` of them, as a number; -1 when there are none.
int take_digits(std::string_view& text, std::size_t most) {
  int value = 0;
  std::size_t count = 0;
  while (count < text.size() && count < most && is_digit(text[count]))
    value = value * 10 + (text[count++] - '0');
  text.remove_prefix(count);
  return count == 0 ? -1 : value;
}

/// The number at the front of `text`; what is left behind it is the unit.
std::optional<Decimal> take_number(std::string_view& text) {
  std::size_t length = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++length;
  while (length < text.size() && (is_digit(text[length]) || text[length] == '.' || text[length] == ','))
    ++length;
  const auto number = parse_decimal(text.substr(0, length));
  if (!number || number->scale > kMostDecimals) return std::nullopt;
  text = trim(text.substr(length));
  return *number;
}

/// A unit is a short word without digits or signs that would make the text more than one value.
bool is_value_unit(std::string_view text) {
  if (count_characters(text) > 12) return false;
  // "9x", "XX%" and "9*" are places somebody left open.
  static constexpr std::string_view kNever = ";,-~()[]xX*?";
  return std::ranges::none_of(text,
                              [](char c) { return is_digit(c) || kNever.find(c) != std::string_view::npos; });
}

std::optional<ValueReading> read_number(std::string_view text) {
  ValueReading reading;
  reading.sign = take_operator(text);
  take(text, "达到");
  const auto number = take_number(text);
  if (!number || !is_value_unit(text)) return std::nullopt;
  reading.kind = law::TargetKind::number;
  reading.number = *number;
  reading.unit = text;
  return reading;
}

std::optional<ValueReading> read_interval(std::string_view text) {
  auto low = take_number(text);
  if (!low) return std::nullopt;
  std::size_t at = std::string_view::npos;
  std::string_view sign;
  for (const auto candidate : kRangeSigns) {
    const auto found = text.find(candidate);
    if (found < at) {
      at = found;
      sign = candidate;
    }
  }
  if (at == std::string_view::npos) return std::nullopt;
  const auto low_unit = trim(text.substr(0, at));
  const auto high = read_number(trim(text.substr(at + sign.size())));
  if (!high || high->sign || !is_value_unit(low_unit) || !comparable_units(low_unit, high->unit))
    return std::nullopt;
  const auto order = Ratio::of(*low, Decimal{1, 0}).value_or(Ratio{}) <=>
                     Ratio::of(high->number, Decimal{1, 0}).value_or(Ratio{});
  if (order == std::strong_ordering::greater) return std::nullopt;
  ValueReading reading;
  reading.kind = law::TargetKind::interval;
  reading.number = *low;
  reading.high = high->number;
  reading.unit = high->unit;
  return reading;
}

/// Year, month, day as far as they are written; 0 where not.
struct Moment {
  int year = 0;
  int month = 0;
  int day = 0;
};

bool take_separator(std::string_view& text, std::string_view word) {
  return take(text, word) || take(text, ".") || take(text, "-") || take(text, "/");
}

/// "2022年12月31日", "2022.12.31", "2022年12月", "12月31日", "12月"; leaves the rest in `text`.
std::optional<Moment> take_moment(std::string_view& text) {
  Moment moment;
  std::string_view rest = text;
  int first = take_digits(rest, 4);
  if (first >= 1990 && first <= 2099) {
    moment.year = first;
    if (!take_separator(rest, "年")) return std::nullopt;
    std::string_view after = rest;
    first = take_digits(after, 2);
    if (first < 0) {
      text = rest;
      return moment;  // "2022年"
    }
    rest = after;
  }
  if (first < 1 || first > 12) return std::nullopt;
  moment.month = first;
  const bool word = rest.starts_with("月");
  if (!word && (moment.year == 0 || !take_separator(rest, "月"))) return std::nullopt;
  if (word) take(rest, "月");
  std::string_view after = rest;
  const int day = take_digits(after, 2);
  if (day >= 1) {
    moment.day = day;
    rest = after;
    if (!take(rest, "日") && word) return std::nullopt;
  } else if (!word) {
    return std::nullopt;
  }
  text = rest;
  return moment;
}

unsigned last_day_of_month(int year, int month) {
  for (unsigned day = 31; day > 28; --day) {
    if (Date::of(year, static_cast<unsigned>(month), day)) return day;
  }
  return 28;
}

/// The days a moment can mean, first and last.
std::optional<std::pair<Date, Date>> days_of(const Moment& moment) {
  const int first_month = moment.month == 0 ? 1 : moment.month;
  const int last_month = moment.month == 0 ? 12 : moment.month;
  const unsigned first_day = moment.day == 0 ? 1 : static_cast<unsigned>(moment.day);
  const unsigned last_day = moment.day == 0 ? last_day_of_month(moment.year, last_month) : first_day;
  const auto from = Date::of(moment.year, static_cast<unsigned>(first_month), first_day);
  const auto to = Date::of(moment.year, static_cast<unsigned>(last_month), last_day);
  if (!from || !to) return std::nullopt;
  return std::pair(*from, *to);
}

/// "-12月", "至2022年12月31日": the second moment of a period, which takes over the year of the first.
std::optional<Moment> take_period_end(std::string_view text, const Moment& begin) {
  const auto sign = std::ranges::find_if(
      kRangeSigns, [&](std::string_view candidate) { return text.starts_with(candidate); });
  if (sign == kRangeSigns.end()) return std::nullopt;
  text = trim(text.substr(sign->size()));
  auto end = take_moment(text);
  if (!end || !trim(text).empty()) return std::nullopt;
  if (end->year == 0) end->year = begin.year;
  return end;
}

std::optional<ValueReading> read_date(std::string_view text, std::optional<FiscalYear> year) {
  auto moment = take_moment(text);
  if (!moment) return std::nullopt;
  const bool has_year = moment->year != 0;
  if (!has_year) {
    if (!year) return std::nullopt;
    moment->year = year->value();
  }
  ValueReading reading;
  reading.kind = law::TargetKind::date;
  text = trim(text);
  if (const auto end = take_period_end(text, *moment)) {
    const auto first = days_of(*moment);
    const auto last = days_of(*end);
    if (!first || !last || last->second < first->first) return std::nullopt;
    reading.from = first->first;
    reading.to = last->second;
    reading.period = true;
    return reading;
  }
  const bool ended =
      std::ranges::any_of(kDeadlineEndings, [&](std::string_view ending) { return text == ending; });
  // A bare "12月" may as well be twelve months, so it needs a year, a day or a word like 底前.
  if (!text.empty() && !ended) return std::nullopt;
  if (!has_year && moment->day == 0 && !ended) return std::nullopt;
  const auto days = days_of(*moment);
  if (!days) return std::nullopt;
  reading.from = days->first;
  reading.to = days->second;
  return reading;
}

std::optional<ValueReading> read_composite(std::string_view text) {
  const std::string joined = replace_all(std::string(text), "\n", ";");
  ValueReading reading;
  reading.kind = law::TargetKind::composite;
  for (const auto part : split(joined, ';')) {
    if (trim(part).empty()) continue;
    auto value = read_number(trim(part));
    if (!value) return std::nullopt;
    reading.parts.push_back(std::move(*value));
  }
  return reading.parts.size() < 2 ? std::nullopt : std::optional<ValueReading>(std::move(reading));
}

}  // namespace

bool comparable_units(std::string_view a, std::string_view b) {
  const std::string left = replace_all(fold_width(trim(a)), " ", "");
  const std::string right = replace_all(fold_width(trim(b)), " ", "");
  if (left.empty() || right.empty() || left == right) return true;
  return left.starts_with('%') && right.starts_with('%');
}

ValueReading read_value(std::string_view original, std::optional<FiscalYear> year) {
  const std::string folded = replace_all(fold_width(original), "\xE3\x80\x80", " ");
  const std::string_view text = trim(folded);
  ValueReading reading;
  if (std::ranges::find(kYesWords, text) != kYesWords.end() ||
      std::ranges::find(kNoWords, text) != kNoWords.end()) {
    reading.kind = law::TargetKind::yes_no;
    reading.yes = std::ranges::find(kYesWords, text) != kYesWords.end();
    return reading;
  }
  if (const auto date = read_date(text, year)) return *date;
  if (const auto number = read_number(text)) return *number;
  if (const auto interval = read_interval(text)) return *interval;
  if (const auto composite = read_composite(text)) return *composite;
  return reading;
}

}  // namespace jiheng::engine
