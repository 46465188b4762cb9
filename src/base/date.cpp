#include "base/date.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace jiheng {
namespace {

namespace chrono = std::chrono;

constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;

/// Takes digits off the front of `text`; false when there are none or more than four.
bool take_number(std::string_view& text, int& number) {
  const auto end = text.find_first_not_of("0123456789");
  const auto digits = text.substr(0, end);
  if (digits.empty() || digits.size() > 4) return false;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  text.remove_prefix(digits.size());
  return true;
}

bool take_separator(std::string_view& text, std::string_view chinese) {
  if (text.starts_with(chinese)) {
    text.remove_prefix(chinese.size());
    return true;
  }
  if (text.empty() || std::string_view("-/.").find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

Result<Date> Date::of(int year, unsigned month, unsigned day) {
  const chrono::year_month_day ymd{chrono::year{year}, chrono::month{month}, chrono::day{day}};
  if (!ymd.ok() || year < 1000 || year > 9999) {
    return fail(ErrorCode::invalid, fmt::format("没有 {}-{}-{} 这一天", year, month, day));
  }
  return Date{ymd};
}

Result<Date> Date::parse(std::string_view original) {
  const std::string folded = fold_width(original);
  std::string_view text = trim(folded);
  int year = 0;
  int month = 0;
  int day = 0;
  const bool read = take_number(text, year) && take_separator(text, "年") && take_number(text, month) &&
                    take_separator(text, "月") && take_number(text, day);
  if (text.starts_with("日")) text.remove_prefix(std::string_view("日").size());
  if (!read || !text.empty())
    return fail(ErrorCode::invalid, fmt::format("“{}”不是日期：应为如 2022-03-31", original));
  return of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string Date::to_text() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }

std::string Date::to_chinese() const { return fmt::format("{}年{}月{}日", year(), month(), day()); }

Date Date::plus_days(int days) const {
  return Date{chrono::year_month_day{chrono::sys_days{ymd_} + chrono::days{days}}};
}

int Date::days_since(Date earlier) const {
  return static_cast<int>((chrono::sys_days{ymd_} - chrono::sys_days{earlier.ymd_}).count());
}

Result<FiscalYear> FiscalYear::of(std::int64_t year) {
  if (year < kFirstYear || year > kLastYear) {
    return fail(ErrorCode::invalid, fmt::format("年度“{}”应在 {} 到 {} 之间", year, kFirstYear, kLastYear));
  }
  FiscalYear fiscal;
  fiscal.value_ = static_cast<std::int16_t>(year);
  return fiscal;
}

Result<FiscalYear> FiscalYear::parse(std::string_view original) {
  const std::string folded = fold_width(original);
  std::string_view text = trim(folded);
  for (const std::string_view suffix : {"年度", "年"}) {
    if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  }
  int year = 0;
  if (!take_number(text, year) || !text.empty()) {
    return fail(ErrorCode::invalid, fmt::format("“{}”不是年度：应为如 2022", original));
  }
  return of(year);
}

Date FiscalYear::first_day() const { return *Date::of(value_, 1, 1); }

Date FiscalYear::last_day() const { return *Date::of(value_, 12, 31); }

Result<Quarter> Quarter::of(std::int64_t number) {
  if (number < 1 || number > 4)
    return fail(ErrorCode::invalid, fmt::format("季度“{}”应在 1 到 4 之间", number));
  Quarter quarter;
  quarter.value_ = static_cast<std::int8_t>(number);
  return quarter;
}

Date Quarter::last_day(FiscalYear year) const {
  const chrono::year_month_day_last last{
      chrono::year{year.value()}, chrono::month_day_last{chrono::month{static_cast<unsigned>(value_) * 3}}};
  return *Date::of(year.value(), unsigned{last.month()}, unsigned{last.day()});
}

}  // namespace jiheng
