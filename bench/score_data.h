#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "engine/score_columns.h"

// What the scoring benchmarks score.
namespace jiheng::bench {

inline constexpr std::size_t kForms = 1'000'000;
inline constexpr std::size_t kIndicators = 8;
inline constexpr std::array<std::int32_t, kIndicators> kWeights{1500, 1500, 1000, 1000, 1500, 1500, 500, 500};

struct BenchColumns {
  std::vector<std::int64_t> adjusted, executed, targets, actuals, highs;
  std::vector<std::int32_t> execution_weight, weights, given;
  std::vector<std::uint8_t> rules;
  std::vector<std::int32_t> totals;
  std::vector<std::uint8_t> grades;

  engine::ScoreColumns columns() const {
    return {adjusted.size(), kIndicators, adjusted, executed, execution_weight, rules, targets, actuals,
            weights,         highs,       given,    {}};
  }
};

/// Amounts, targets and values of ratio (rule 0) and reverse ratio (rule 1), three to one.
inline BenchColumns make_columns(std::size_t forms) {
  Rng rng(20231123);
  BenchColumns data;
  for (std::size_t form = 0; form < forms; ++form) {
    const std::int64_t adjusted = 10'000'00 + static_cast<std::int64_t>(rng.next() % 1'000'000'00);
    data.adjusted.push_back(adjusted);
    data.executed.push_back(adjusted * static_cast<std::int64_t>(70 + rng.next() % 31) / 100);
    data.execution_weight.push_back(1000);
    for (std::size_t i = 0; i < kIndicators; ++i) {
      const std::int64_t target = 1 + static_cast<std::int64_t>(rng.next() % 100'000);
      data.targets.push_back(target);
      data.actuals.push_back(target * static_cast<std::int64_t>(60 + rng.next() % 60) / 100);
      data.weights.push_back(kWeights[i]);
      data.rules.push_back(static_cast<std::uint8_t>(rng.next() % 4 == 0));
    }
  }
  data.totals.resize(forms);
  data.grades.resize(forms);
  return data;
}

inline const BenchColumns& million() {
  static const BenchColumns kData = make_columns(kForms);
  return kData;
}

}  // namespace jiheng::bench
