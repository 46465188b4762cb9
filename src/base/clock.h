#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/date.h"

namespace jiheng {

/// Where "now" comes from. The engine never asks it: there, dates are parameters.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Milliseconds since 1970-01-01T00:00:00Z.
  virtual std::int64_t now_ms() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
};

/// Another clock some whole days earlier or later: the calendar of a demonstration county, whose year is
/// over. Thread-safe.
class CalendarClock final : public Clock {
 public:
  explicit CalendarClock(std::shared_ptr<const Clock> machine) : machine_(std::move(machine)) {}
  std::int64_t now_ms() const override { return machine_->now_ms() + shift_days() * kDay; }
  std::int64_t shift_days() const { return shift_days_.load(); }
  void shift(std::int64_t days) { shift_days_ = days; }

 private:
  static constexpr std::int64_t kDay = 86'400'000;
  std::shared_ptr<const Clock> machine_;
  std::atomic<std::int64_t> shift_days_{0};
};

/// A clock that stands still until it is moved; for tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(std::int64_t unix_ms) : now_(unix_ms) {}
  std::int64_t now_ms() const override { return now_; }
  void set(std::int64_t unix_ms) { now_ = unix_ms; }

 private:
  std::int64_t now_;
};

/// "2026-11-23T08:15:02.123Z".
std::string format_instant(std::int64_t unix_ms);

/// "2023-11-14 10:32" in 北京时间.
std::string beijing_minute(std::int64_t unix_ms);

/// The date in 北京时间 (UTC+8, no daylight saving) at that instant.
Date beijing_date(std::int64_t unix_ms);

}  // namespace jiheng
