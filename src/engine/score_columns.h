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

/// How one cell of ScoreColumns is scored: a rule of the scheme, and the operator and kind of value of the
/// indicator.
struct ColumnRule {
  std::size_t method = 0;  ///< index in scheme.methods
  Operator op = Operator::at_least;
  law::TargetKind values = law::TargetKind::number;  ///< of direct: number, date or yes_no
  int decimals =
      0;  ///< of satisfaction_bands, whose values are per cent: how many of their digits are decimals
};

/// Many forms as columns in memory: `indicators` cells a form, form after form. Targets and actual values of
/// one cell share a scale, whatever it is; weights are hundredths of a point; amounts are 分. What the cells
/// mean depends on the method:
/// - ratio, reverse_ratio, ratio_with_threshold: numbers;
/// - interval: the target is the lower end, `highs` the upper;
/// - direct: numbers, days (any count of days) or 1 for 是 and 0 for 否;
/// - satisfaction_bands: the actual value is a percentage with ColumnRule::decimals decimals;
/// - grade_bands: the actual value is the index of the verdict in the rule, `given` the points of a person;
/// - person: nothing; there never is a score.
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
  std::span<const std::int64_t> highs{};  ///< one a cell; empty: no rule is an interval
  std::span<const std::int32_t> given{};  ///< one a cell: reviewed, else claimed points, or kNoScore; empty:
                                          ///< no rule has grade bands
  std::span<const std::uint8_t> completed{};  ///< one a form, 1: the project is completed; empty: not said
};

/// Totals in hundredths and grades (as in the enumeration), one a form; `scores` one a cell unless it is
/// empty.
struct ScoreResults {
  std::span<std::int32_t> totals;
  std::span<std::uint8_t> grades;
  std::span<std::int32_t> scores;
};

/// Scores columns under a scheme, cell for cell what score() gives; integers only. A form with a missing
/// value, a cell that a person must judge, a weight sum other than the scheme's total, or a rate outside the
/// scheme's bands has no total. An error when columns are of different lengths or one is missing that a rule
/// needs, a rule is of an unknown method or kind of value, more than 256 rules are given, or the scheme has
/// no execution rate.
Result<void> score_columns(const ScoreColumns& columns, std::span<const ColumnRule> rules,
                           const law::Scheme& scheme, const ScoreResults& results);

}  // namespace jiheng::engine
