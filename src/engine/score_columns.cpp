#include "engine/score_columns.h"

#include <limits>
#include <vector>

#include "engine/score_kernel.h"
#include "engine/score_method.h"

namespace jiheng::engine {
namespace {

/// Up to this, weight × value × 2 stays within 64 bits for weights up to 10,000 points.
constexpr std::int64_t kFastLimit = std::int64_t{1} << 42;
constexpr std::int32_t kFastWeight = 1'000'000;

/// A band of satisfaction as whole numbers of the cell's own scale: [from, end) earns num/den.
struct CellBand {
  std::int64_t from = 0;
  std::int64_t end = 0;
  std::int64_t num = 0;
  std::int64_t den = 1;
};

/// A rule as plain numbers.
struct CellRule {
  law::Method method = law::Method::ratio;
  bool lower_is_better = false;
  bool strict = false;
  bool same = false;               ///< of direct: met by the same value only
  bool unmet_is_zero = false;      ///< of direct
  std::int64_t threshold_num = 0;  ///< 0/1: none
  std::int64_t threshold_den = 1;
  std::vector<CellBand> bands;
  std::span<const law::VerdictBand> verdicts;
};

/// The values of one cell.
struct Cell {
  std::int64_t target = kMissingValue;
  std::int64_t high = kMissingValue;
  std::int64_t actual = kMissingValue;
  std::int32_t weight = 0;
  std::int32_t given = kNoScore;
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
  // den > num here except for a strict operator that is met exactly, which earns all.
  if (num >= den) return weight;
  const bool usual = rounding.decimals == 2 && rounding.mode == Rounding::half_up && weight <= kFastWeight;
  if (!usual || den >= kFastLimit / rule.threshold_den) return slow_points(weight, num, den, rule, rounding);
  if (rule.threshold_num == 0) return fast_points(weight, num, den);
  const std::int64_t above = num * rule.threshold_den - den * rule.threshold_num;
  return above <= 0 ? 0 : fast_points(weight, above, den * (rule.threshold_den - rule.threshold_num));
}

/// The part of the weight that a band gives.
std::int32_t band_points(std::int32_t weight, std::int64_t num, std::int64_t den, CellRounding rounding) {
  static const CellRule kPlain;
  return part_points(weight, num, den, kPlain, rounding);
}

bool is_cell_reached(const Cell& cell, const CellRule& rule) {
  if (rule.lower_is_better) return rule.strict ? cell.actual < cell.target : cell.actual <= cell.target;
  return rule.strict ? cell.actual > cell.target : cell.actual >= cell.target;
}

std::int32_t ratio_points(const Cell& cell, const CellRule& rule, CellRounding rounding) {
  if (is_cell_reached(cell, rule)) return cell.weight;
  return rule.lower_is_better ? part_points(cell.weight, cell.target, cell.actual, rule, rounding)
                              : part_points(cell.weight, cell.actual, cell.target, rule, rounding);
}

std::int32_t interval_points(const Cell& cell, const CellRule& rule, CellRounding rounding) {
  if (cell.high == kMissingValue) return kNoScore;
  if (cell.actual < cell.target) return part_points(cell.weight, cell.actual, cell.target, rule, rounding);
  if (cell.actual > cell.high) return part_points(cell.weight, cell.high, cell.actual, rule, rounding);
  return cell.weight;
}

std::int32_t direct_points(const Cell& cell, const CellRule& rule) {
  const bool met = rule.same ? cell.actual == cell.target : is_cell_reached(cell, rule);
  if (met) return cell.weight;
  return rule.unmet_is_zero ? 0 : kNoScore;
}

std::int32_t satisfaction_points(const Cell& cell, const CellRule& rule, CellRounding rounding) {
  for (const auto& band : rule.bands) {
    if (cell.actual < band.from || cell.actual >= band.end) continue;
    return band_points(cell.weight, band.num, band.den, rounding);
  }
  return kNoScore;
}

std::int32_t verdict_points(const Cell& cell, const CellRule& rule) {
  const auto index = static_cast<std::uint64_t>(cell.actual);
  if (index >= rule.verdicts.size() || cell.given < 0) return kNoScore;
  return kernel::lies_in(cell.given, cell.weight, rule.verdicts[index]) ? cell.given : kNoScore;
}

std::int32_t cell_points(const Cell& cell, const CellRule& rule, CellRounding rounding) {
  if (cell.actual == kMissingValue || cell.weight < 0) return kNoScore;
  switch (rule.method) {
    case law::Method::satisfaction_bands: return satisfaction_points(cell, rule, rounding);
    case law::Method::grade_bands: return verdict_points(cell, rule);
    case law::Method::person: return kNoScore;
    default: break;
  }
  if (cell.target == kMissingValue) return kNoScore;
  if (rule.method == law::Method::interval) return interval_points(cell, rule, rounding);
  if (rule.method == law::Method::direct) return direct_points(cell, rule);
  return ratio_points(cell, rule, rounding);
}

/// The smallest whole number n with n / (100 × 10^decimals) ≥ rate.
std::int64_t first_at(const Ratio& rate, int decimals) {
  i128 scaled = i128{rate.num()} * 100;
  for (int i = 0; i < decimals; ++i) scaled *= 10;
  const i128 whole = scaled / rate.den();
  return static_cast<std::int64_t>(scaled > whole * rate.den() ? whole + 1 : whole);
}

/// The first number behind the band; the band's end itself belongs to it when it says so.
std::int64_t end_of(const law::ValueBand& band, int decimals) {
  if (!band.to) return std::numeric_limits<std::int64_t>::max();
  const std::int64_t first = first_at(*band.to, decimals);
  i128 scaled = i128{band.to->num()} * 100;
  for (int i = 0; i < decimals; ++i) scaled *= 10;
  const bool exact = scaled % band.to->den() == 0;
  return band.to_included && exact ? first + 1 : first;
}

Result<std::vector<CellBand>> cell_bands(const law::MethodRule& method, int decimals) {
  constexpr int kMostDecimals = 9;
  if (decimals < 0 || decimals > kMostDecimals) return fail(ErrorCode::usage, "满意度的小数位数应为 0 到 9");
  std::vector<CellBand> bands;
  for (const auto& band : method.bands) {
    if (band.completed_only) continue;
    bands.push_back(
        {first_at(band.from, decimals), end_of(band, decimals), band.share.num(), band.share.den()});
  }
  return bands;
}

Result<CellRule> cell_rule(const ColumnRule& rule, const law::Scheme& scheme) {
  if (rule.method >= scheme.methods.size()) return fail(ErrorCode::usage, "赋分方法的序号超出方案");
  const auto& method = scheme.methods[rule.method];
  CellRule cell;
  cell.method = method.method;
  cell.strict = rule.op == Operator::more_than || rule.op == Operator::less_than;
  cell.lower_is_better = method.method == law::Method::reverse_ratio || rule.op == Operator::at_most ||
                         rule.op == Operator::less_than;
  cell.unmet_is_zero = method.unmet_is_zero;
  cell.verdicts = method.verdicts;
  if (method.method == law::Method::ratio_with_threshold) {
    cell.threshold_num = method.threshold->num();
    cell.threshold_den = method.threshold->den();
  } else if (method.method == law::Method::satisfaction_bands) {
    auto bands = cell_bands(method, rule.decimals);
    if (!bands) return pass(bands);
    cell.bands = std::move(*bands);
  } else if (method.method == law::Method::direct) {
    if (rule.values == law::TargetKind::yes_no) {
      cell.same = true;
    } else if (rule.values == law::TargetKind::date) {  // a deadline, whatever the operator
      cell.lower_is_better = true;
      cell.strict = false;
    } else if (rule.values != law::TargetKind::number) {
      return fail(ErrorCode::usage, "直接赋分按列计算时，目标应为数、日期或是否");
    }
  }
  return cell;
}

std::int32_t execution_points(const ScoreColumns& columns, std::size_t form, const law::ExecutionRule& rule,
                              CellRounding rounding) {
  const std::int64_t adjusted = columns.adjusted[form];
  const std::int64_t executed = columns.executed[form];
  const std::int32_t weight = columns.execution_weight[form];
  if (adjusted == kMissingValue || executed == kMissingValue || adjusted <= 0 || weight < 0) return kNoScore;
  if (rule.method == law::ExecutionMethod::ratio) {
    return executed >= adjusted ? weight : band_points(weight, executed, adjusted, rounding);
  }
  const bool completed = !columns.completed.empty() && columns.completed[form] == 1;
  const auto at_least = [&](const Ratio& edge) {
    return i128{executed} * edge.den() >= i128{edge.num()} * adjusted;
  };
  for (const auto& band : rule.bands) {
    if ((band.completed_only && !completed) || !at_least(band.from)) continue;
    const bool beyond = band.to && at_least(*band.to);
    const bool on_edge =
        beyond && band.to_included && i128{executed} * band.to->den() == i128{band.to->num()} * adjusted;
    if (!beyond || on_edge) return band_points(weight, band.share.num(), band.share.den(), rounding);
  }
  return kNoScore;
}

bool lengths_fit(const ScoreColumns& c, const ScoreResults& r) {
  const std::size_t cells = c.forms * c.indicators;
  const bool forms =
      c.adjusted.size() == c.forms && c.executed.size() == c.forms && c.execution_weight.size() == c.forms;
  const bool rows = c.rules.size() == cells && c.targets.size() == cells && c.actuals.size() == cells &&
                    c.weights.size() == cells;
  const bool extra = (c.highs.empty() || c.highs.size() == cells) &&
                     (c.given.empty() || c.given.size() == cells) &&
                     (c.completed.empty() || c.completed.size() == c.forms);
  return forms && rows && extra && r.totals.size() == c.forms && r.grades.size() == c.forms &&
         (r.scores.empty() || r.scores.size() == cells);
}

/// The rules as numbers, checked against the columns that are there.
Result<std::vector<CellRule>> cell_rules(const ScoreColumns& columns, std::span<const ColumnRule> rules,
                                         const law::Scheme& scheme) {
  constexpr std::size_t kMostRules = 256;
  if (rules.size() > kMostRules) return fail(ErrorCode::usage, "赋分方法超过 256 种");
  std::vector<CellRule> table;
  for (const auto& given : rules) {
    auto rule = cell_rule(given, scheme);
    if (!rule) return pass(rule);
    if (rule->method == law::Method::interval && columns.highs.empty())
      return fail(ErrorCode::usage, "区间赋分缺少区间上限这一列");
    if (rule->method == law::Method::grade_bands && columns.given.empty())
      return fail(ErrorCode::usage, "定性分档缺少填报分或复核分这一列");
    table.push_back(std::move(*rule));
  }
  for (const std::uint8_t rule : columns.rules) {
    if (rule >= rules.size()) return fail(ErrorCode::usage, "赋分方法的序号超出所给的表");
  }
  return table;
}

Cell cell_at(const ScoreColumns& columns, std::size_t i) {
  return {columns.targets[i], columns.highs.empty() ? kMissingValue : columns.highs[i], columns.actuals[i],
          columns.weights[i], columns.given.empty() ? kNoScore : columns.given[i]};
}

}  // namespace

Result<void> score_columns(const ScoreColumns& columns, std::span<const ColumnRule> rules,
                           const law::Scheme& scheme, const ScoreResults& results) {
  if (!lengths_fit(columns, results)) return fail(ErrorCode::usage, "各列的长度不一致");
  if (!scheme.execution) return fail(ErrorCode::usage, "方案没有预算执行率，不能按列计算");
  const auto table = cell_rules(columns, rules, scheme);
  if (!table) return pass(table);
  const CellRounding rounding{scheme.decimals, scheme.rounding};
  const std::int64_t whole = scheme.total.hundredths();
  std::size_t cell = 0;
  for (std::size_t form = 0; form < columns.forms; ++form) {
    const std::int32_t execution = execution_points(columns, form, *scheme.execution, rounding);
    std::int64_t total = execution;
    std::int64_t weight = columns.execution_weight[form];
    bool complete = execution >= 0;
    for (std::size_t i = 0; i < columns.indicators; ++i, ++cell) {
      const std::int32_t points =
          cell_points(cell_at(columns, cell), (*table)[columns.rules[cell]], rounding);
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
