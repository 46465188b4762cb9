#pragma once

#include <cstdint>
#include <functional>

#include "engine/facts.h"

namespace jiheng::bench {

/// The part of a fact that the benchmarks ask about.
struct BenchFact {
  std::int32_t region = 0;
  std::int64_t fund_type = 0;  ///< position of the code
  std::int64_t category = 0;
  std::int64_t goal_state = 0;
  std::int64_t adjusted = 0;  ///< 分
  std::int64_t executed = 0;
};

/// Draws `count` facts, region by region (about 3,300 facts each), and hands each to `sink`. The same every
/// time.
void draw_facts(std::int64_t count, const std::function<void(const BenchFact&)>& sink);

/// The same facts as columns in memory.
engine::FactBase make_facts(std::int64_t count);

/// The year of all of them.
inline constexpr int kBenchYear = 2022;

}  // namespace jiheng::bench
