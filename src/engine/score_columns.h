#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "base/result.h"
#include "law/scheme.h"
#include "model/grade.h"

namespace jiheng::engine {

/// In a column, "not filled".
inline constexpr std::int64_t kMissingValue = std::numeric_limits<std::int64_t>::min();
/// In a result column, "no score" or "no total".
inline constexpr std::int32_t kNoScore = -1;
inline constexpr std::uint8_t kNoGrade = 255;

/// How one cell of ScoreColumns is scored: a rule of the scheme and the operator of the indicator.
struct ColumnRule {
  std::size_t method = 0;  ///< index in scheme.methods
  Operator op = Operator::at_least;
};

/// Many forms as columns in memory: `indicators` cells a form, form after form. Targets and actual values of
/// one cell share a scale, whatever it is; weights are hundredths of a point; amounts are 分.
struct ScoreColumns {
  std::size_t forms = 0;
  std::size_t indicators = 0;
  std::span<const std::int64_t> adjusted;  ///< one a form
  std::span<const std::int64_t> executed;
  std::span<const std::int32_t> execution_weight;
  std::span<const std::uint8_t> rules;  ///< one a cell: index in the rule table
  std::span<const std::int64_t> targets;
  std::span<const std::int64_t> actuals;
  std::span<const std::int32_t> weights;
};

/// Totals in hundredths and grades (as in the enumeration), one a form; `scores` one a cell unless it is
/// empty.
struct ScoreResults {
  std::span<std::int32_t> totals;
  std::span<std::uint8_t> grades;
  std::span<std::int32_t> scores;
};

/// Scores columns under a scheme, cell for cell what score() gives; integers only. A form with a missing
/// value, a weight sum other than the scheme's total, or a rate outside the scheme's bands has no total. An
/// error when columns are of different lengths, a rule is not one a column can be scored by (ratio,
/// reverse_ratio, ratio_with_threshold), or the scheme has no execution rate or more than 256 rules are
/// given.
Result<void> score_columns(const ScoreColumns& columns, std::span<const ColumnRule> rules,
                           const law::Scheme& scheme, const ScoreResults& results);

}  // namespace jiheng::engine
