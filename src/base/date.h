#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jiheng {

/// A calendar date, always a real one. Knows no clock and no time zone.
class Date {
 public:
  constexpr Date() = default;

  /// An error when there is no such day.
  static Result<Date> of(int year, unsigned month, unsigned day);

  /// From "2022-03-31", "2022/3/31", "2022.3.31" or "2022年3月31日".
  static Result<Date> parse(std::string_view text);

  /// "2022-03-31".
  std::string to_text() const;
  /// "2022年3月31日".
  std::string to_chinese() const;

  int year() const { return int{ymd_.year()}; }
  unsigned month() const { return unsigned{ymd_.month()}; }
  unsigned day() const { return unsigned{ymd_.day()}; }
  Date plus_days(int days) const;
  /// Whole days from `earlier` to this date; negative when it is later.
  int days_since(Date earlier) const;

  friend constexpr auto operator<=>(const Date&, const Date&) = default;

 private:
  constexpr explicit Date(std::chrono::year_month_day ymd) : ymd_(ymd) {}
  std::chrono::year_month_day ymd_{std::chrono::year{1970}, std::chrono::month{1}, std::chrono::day{1}};
};

/// A budget year, 1990 to 2099; in China it is the calendar year.
class FiscalYear {
 public:
  constexpr FiscalYear() = default;
  static Result<FiscalYear> of(std::int64_t year);
  static Result<FiscalYear> parse(std::string_view text);
  constexpr int value() const { return value_; }
  Date first_day() const;
  Date last_day() const;
  friend constexpr auto operator<=>(FiscalYear, FiscalYear) = default;

 private:
  std::int16_t value_ = 2000;
};

/// A quarter of a budget year, 1 to 4.
class Quarter {
 public:
  constexpr Quarter() = default;
  static Result<Quarter> of(std::int64_t number);
  constexpr int value() const { return value_; }
  /// Last day of this quarter in `year`.
  Date last_day(FiscalYear year) const;
  friend constexpr auto operator<=>(Quarter, Quarter) = default;

 private:
  std::int8_t value_ = 1;
};

}  // namespace jiheng
