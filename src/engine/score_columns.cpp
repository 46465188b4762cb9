#include "engine/score_columns.h"

#include <array>

#include "engine/score_kernel.h"
#include "engine/score_method.h"

namespace jiheng::engine {
namespace {

/// Up to this, weight × value × 2 stays within 64 bits for weights up to 10,000 points.
constexpr std::int64_t kFastLimit = std::int64_t{1} << 42;
constexpr std::int32_t kFastWeight = 1'000'000;

/// A rule as plain numbers.
struct CellRule {
  bool lower_is_better = false;
  bool strict = false;
  std::int64_t threshold_num = 0;  ///< 0/1: none
  std::int64_t threshold_den = 1;
};

struct CellRounding {
  int decimals = 2;
  Rounding mode = Rounding::half_up;
};

/// weight × num / den rounded half up to hundredths, 0 ≤ num < den, all small enough for 64 bits.
std::int32_t fast_points(std::int32_t weight, std::int64_t num, std::int64_t den) {
  const auto doubled = static_cast<std::uint64_t>(num) * static_cast<std::uint64_t>(weight) * 2 +
                       static_cast<std::uint64_t>(den);
  return static_cast<std::int32_t>(doubled / (static_cast<std::uint64_t>(den) * 2));
}

std::int32_t slow_points(std::int32_t weight, std::int64_t num, std::int64_t den, const CellRule& rule,
                         CellRounding rounding) {
  const Share share = rule.threshold_num == 0
                          ? Share{num, den}
                          : kernel::above_threshold(num, den, rule.threshold_num, rule.threshold_den);
  return kernel::points(weight, share, rounding.decimals, rounding.mode);
}

/// weight × num/den for a target that was not reached.
std::int32_t part_points(std::int32_t weight, std::int64_t num, std::int64_t den, const CellRule& rule,
                         CellRounding rounding) {
  if (num <= 0 || den <= 0) return 0;
  const bool plain = rule.threshold_num == 0 && rounding.decimals == 2 && rounding.mode == Rounding::half_up;
  // den > num here except for a strict operator that is met exactly, which earns all.
  if (num >= den) return weight;
  if (plain && den < kFastLimit && weight <= kFastWeight) return fast_points(weight, num, den);
  return slow_points(weight, num, den, rule, rounding);
}

std::int32_t cell_points(std::int64_t target, std::int64_t actual, std::int32_t weight, const CellRule& rule,
                         CellRounding rounding) {
  if (actual == kMissingValue || target == kMissingValue || weight < 0) return kNoScore;
  if (rule.lower_is_better) {
    const bool reached = rule.strict ? actual < target : actual <= target;
    return reached ? weight : part_points(weight, target, actual, rule, rounding);
  }
  const bool reached = rule.strict ? actual > target : actual >= target;
  return reached ? weight : part_points(weight, actual, target, rule, rounding);
}

Result<CellRule> cell_rule(const ColumnRule& rule, const law::Scheme& scheme) {
  if (rule.method >= scheme.methods.size()) return fail(ErrorCode::usage, "赋分方法的序号超出方案");
  const auto& method = scheme.methods[rule.method];
  CellRule cell;
  cell.strict = rule.op == Operator::more_than || rule.op == Operator::less_than;
  cell.lower_is_better = method.method == law::Method::reverse_ratio || rule.op == Operator::at_most ||
                         rule.op == Operator::less_than;
  const bool numeric = method.method == law::Method::ratio || method.method == law::Method::reverse_ratio;
  if (method.method == law::Method::ratio_with_threshold) {
    cell.threshold_num = method.threshold->num();
    cell.threshold_den = method.threshold->den();
  } else if (!numeric) {
    return fail(ErrorCode::usage, "这种赋分方法不能按列计算");
  }
  return cell;
}

std::int32_t execution_points(std::int64_t adjusted, std::int64_t executed, std::int32_t weight,
                              const law::ExecutionRule& rule, CellRounding rounding) {
  if (adjusted == kMissingValue || executed == kMissingValue || adjusted <= 0 || weight < 0) return kNoScore;
  if (rule.method == law::ExecutionMethod::ratio) {
    return executed >= adjusted ? weight : part_points(weight, executed, adjusted, CellRule{}, rounding);
  }
  const auto rate = Ratio::of(executed, adjusted);
  const auto* band = rate ? band_of(*rate, rule.bands, false) : nullptr;
  if (band == nullptr) return kNoScore;
  return kernel::points(weight, {band->share.num(), band->share.den()}, rounding.decimals, rounding.mode);
}

bool lengths_fit(const ScoreColumns& c, const ScoreResults& r) {
  const std::size_t cells = c.forms * c.indicators;
  const bool forms =
      c.adjusted.size() == c.forms && c.executed.size() == c.forms && c.execution_weight.size() == c.forms;
  const bool rows = c.rules.size() == cells && c.targets.size() == cells && c.actuals.size() == cells &&
                    c.weights.size() == cells;
  return forms && rows && r.totals.size() == c.forms && r.grades.size() == c.forms &&
         (r.scores.empty() || r.scores.size() == cells);
}

}  // namespace

Result<void> score_columns(const ScoreColumns& columns, std::span<const ColumnRule> rules,
                           const law::Scheme& scheme, const ScoreResults& results) {
  if (!lengths_fit(columns, results)) return fail(ErrorCode::usage, "各列的长度不一致");
  if (!scheme.execution) return fail(ErrorCode::usage, "方案没有预算执行率，不能按列计算");
  std::array<CellRule, 256> table{};
  if (rules.size() > table.size()) return fail(ErrorCode::usage, "赋分方法超过 256 种");
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto rule = cell_rule(rules[i], scheme);
    if (!rule) return pass(rule);
    table[i] = *rule;
  }
  for (const std::uint8_t rule : columns.rules) {
    if (rule >= rules.size()) return fail(ErrorCode::usage, "赋分方法的序号超出所给的表");
  }
  const CellRounding rounding{scheme.decimals, scheme.rounding};
  const std::int64_t whole = scheme.total.hundredths();
  std::size_t cell = 0;
  for (std::size_t form = 0; form < columns.forms; ++form) {
    const std::int32_t execution =
        execution_points(columns.adjusted[form], columns.executed[form], columns.execution_weight[form],
                         *scheme.execution, rounding);
    std::int64_t total = execution;
    std::int64_t weight = columns.execution_weight[form];
    bool complete = execution >= 0;
    for (std::size_t i = 0; i < columns.indicators; ++i, ++cell) {
      const std::int32_t points = cell_points(columns.targets[cell], columns.actuals[cell],
                                              columns.weights[cell], table[columns.rules[cell]], rounding);
      if (!results.scores.empty()) results.scores[cell] = points;
      complete = complete && points >= 0;
      total += points;
      weight += columns.weights[cell];
    }
    const bool has_total = complete && weight == whole;
    results.totals[form] = has_total ? static_cast<std::int32_t>(total) : kNoScore;
    results.grades[form] =
        has_total ? static_cast<std::uint8_t>(grade_of(Score::from_hundredths(results.totals[form]), scheme))
                  : kNoGrade;
  }
  return {};
}

}  // namespace jiheng::engine
