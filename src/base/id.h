#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace jiheng {

/// A 64-bit identity of one kind of thing; a ProjectId is no UnitId. 0 means "not given yet".
/// Ids are ordered by time of making and travel as strings in JSON.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

/// Makes time-ordered ids: 41 bits of milliseconds since 2020-01-01, then 22 bits that count up within a
/// process. Thread-safe by its caller: the store's one writer owns it.
class IdSource {
 public:
  explicit IdSource(std::int64_t unix_milliseconds = 0) { advance(unix_milliseconds); }

  /// Tells the time; ids never go back even when the clock does.
  void advance(std::int64_t unix_milliseconds) {
    constexpr std::int64_t kEpoch = 1'577'836'800'000;
    const std::int64_t floor = (unix_milliseconds - kEpoch) << 22;
    if (floor > last_) last_ = floor;
  }

  /// Makes every later id larger than `id`, which somebody else made.
  void skip_past(std::int64_t id) {
    if (id > last_) last_ = id;
  }

  std::int64_t next() { return ++last_; }

 private:
  std::int64_t last_ = 0;
};

}  // namespace jiheng

template <class Tag>
struct std::hash<jiheng::Id<Tag>> {
  std::size_t operator()(jiheng::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
