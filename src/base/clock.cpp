#include "base/clock.h"

#include <fmt/format.h>

#include <chrono>

namespace jiheng {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kBeijingOffsetMs = std::int64_t{8} * 3'600'000;

std::int64_t milliseconds_of_day(std::int64_t unix_ms) { return ((unix_ms % kDayMs) + kDayMs) % kDayMs; }

Date utc_date(std::int64_t unix_ms) {
  const auto days = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{unix_ms});
  const std::chrono::year_month_day ymd{std::chrono::sys_days{days}};
  return *Date::of(int{ymd.year()}, unsigned{ymd.month()}, unsigned{ymd.day()});
}

}  // namespace

std::int64_t SystemClock::now_ms() const {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string format_instant(std::int64_t unix_ms) {
  const std::int64_t in_day = milliseconds_of_day(unix_ms);
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", utc_date(unix_ms).to_text(), in_day / 3'600'000,
                     in_day / 60'000 % 60, in_day / 1000 % 60, in_day % 1000);
}

std::string beijing_minute(std::int64_t unix_ms) {
  const std::int64_t in_day = milliseconds_of_day(unix_ms + kBeijingOffsetMs);
  return fmt::format("{} {:02}:{:02}", beijing_date(unix_ms).to_text(), in_day / 3'600'000,
                     in_day / 60'000 % 60);
}

Date beijing_date(std::int64_t unix_ms) { return utc_date(unix_ms + kBeijingOffsetMs); }

}  // namespace jiheng
