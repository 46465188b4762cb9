#include "app/decomposition_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/case_guards.h"
#include "base/decimal.h"
#include "law/parameter.h"

namespace jiheng::app {
namespace {

/// Which targets add up, as the law's lists say.
struct AdditiveRule {
  std::vector<std::string> levels;
  std::vector<std::string> ratio_units;
  std::vector<std::string> methods;
};

bool holds_one(std::string_view text, const std::vector<std::string>& words) {
  return std::ranges::any_of(words,
                             [&](const auto& word) { return text.find(word) != std::string_view::npos; });
}

bool adds_up(const AdditiveRule& rule, const GoalRow& row) {
  if (row.op == Operator::qualitative || !parse_decimal(row.target)) return false;
  if (holds_one(row.method, rule.methods)) return true;
  return std::ranges::count(rule.levels, row.level2) > 0 && !holds_one(row.unit, rule.ratio_units) &&
         !(row.unit.empty() && holds_one(row.target, rule.ratio_units));
}

/// Sum at a common scale; nothing when a part is no number or it does not fit.
class PartSum {
 public:
  void add(std::string_view text) {
    const auto number = parse_decimal(text);
    if (!number) {
      broken_ = true;
      return;
    }
    const auto value = rescale(*number, kScale);
    if (!value || __builtin_add_overflow(sum_, *value, &sum_)) broken_ = true;
    any_ = true;
  }
  std::optional<std::int64_t> value() const { return any_ && !broken_ ? std::optional(sum_) : std::nullopt; }

  static constexpr int kScale = 6;

 private:
  std::int64_t sum_ = 0;
  bool any_ = false;
  bool broken_ = false;
};

/// Whether the parts make up the whole. While some are still to be filled in (`open`) they may fall short.
bool fits(const GoalRow& row, std::int64_t sum, bool open) {
  const auto whole = parse_decimal(row.target);
  const auto target = whole ? rescale(*whole, PartSum::kScale) : fail(ErrorCode::invalid, "");
  if (!target) return false;
  switch (row.op.value_or(Operator::equal)) {
    case Operator::at_least:
    case Operator::more_than: return open || sum >= *target;
    case Operator::at_most:
    case Operator::less_than: return sum <= *target;
    default: return open ? sum <= *target : sum == *target;
  }
}

class DecompositionCheck {
 public:
  DecompositionCheck(Workspace& workspace, Decomposition& made)
      : book_(workspace.book()),
        region_(made.file.goal.region),
        day_(beijing_date(workspace.clock().now_ms())),
        made_(made) {}

  Result<void> run() {
    for (const auto& [id, into] :
         {std::pair("goal.additive-levels", &rule_.levels), std::pair("goal.ratio-units", &rule_.ratio_units),
          std::pair("goal.additive-methods", &rule_.methods)}) {
      auto list = law::list_parameter(book_, id, region_, day_);
      if (!list) return pass(list);
      *into = std::move(*list);
    }
    for (std::size_t i = 0; i < made_.parts.size(); ++i) {
      if (auto done = part(i); !done) return done;
    }
    for (const auto& row : made_.file.form.rows) {
      if (auto done = line(row); !done) return done;
    }
    const bool same = open() ? made_.divided <= made_.whole : made_.divided == made_.whole;
    if (made_.parts.empty() || same) return {};
    return told("goal.decomposition-money", "/amount",
                fmt::format("合计 {} 万元，目标资金 {} 万元", made_.divided.to_wan(), made_.whole.to_wan()),
                made_.findings);
  }

 private:
  /// Some part is still to be filled in.
  bool open() const { return !made_.unfilled.empty(); }

  /// What a part lacks, all at once.
  Result<void> part(std::size_t i) {
    auto& part = made_.parts[i];
    if (!part.stored.amount) part.missing.emplace_back("没有填资金");
    if (part.targets.empty()) part.missing.emplace_back("没有承担的指标");
    for (const auto& row : made_.file.form.rows) {
      const auto target = part.targets.find(row.name);
      if (target != part.targets.end() && adds_up(rule_, row) && !parse_decimal(target->second))
        part.missing.push_back(fmt::format("“{}”的指标值“{}”不是数", row.name, target->second));
    }
    if (part.missing.empty()) return {};
    std::string detail = part.stored.name;
    for (const auto& one : part.missing) detail += (&one == part.missing.data() ? "，" : "、") + one;
    return told("goal.decomposition-part", fmt::format("/parts/{}", i), detail, made_.unfilled);
  }

  Result<void> line(const GoalRow& row) {
    DecompositionLine made{row, adds_up(rule_, row), {}, true};
    PartSum sum;
    bool carried = false;
    for (const auto& part : made_.parts) {
      const auto target = part.targets.find(row.name);
      if (target == part.targets.end()) continue;
      carried = true;
      if (made.additive) sum.add(target->second);
    }
    if (const auto value = sum.value()) {
      made.sum = format_decimal_short(*value, PartSum::kScale);
      made.fits = fits(row, *value, open());
    }
    made_.lines.push_back(made);
    if (made_.parts.empty()) return {};
    const auto where = fmt::format("/targets/{}", row.name);
    if (!carried && !open())
      return told("goal.decomposition-carried", where, fmt::format("“{}”", row.name), made_.findings);
    if (made.fits) return {};
    return told("goal.decomposition-targets", where,
                fmt::format("“{}”合计 {}{}，总目标 {}{}{}", row.name, *made.sum, row.unit,
                            row.op ? enum_label(*row.op) : "", row.target, row.unit),
                made_.findings);
  }

  /// A guard that does not hold, in the words of its file.
  Result<void> told(std::string_view guard, std::string where, const std::string& detail, Findings& into) {
    const auto match = law::find_parameter(book_, guard, region_, day_);
    if (!match) return fail(ErrorCode::not_found, fmt::format("没有规定 {}", guard));
    const auto message = law::text_parameter(book_, guard, region_, day_, "message");
    if (!message) return pass(message);
    const auto remedy = law::text_parameter(book_, guard, region_, day_, "remedy");
    if (!remedy) return pass(remedy);
    into.push_back({std::string(guard), Severity::error, fmt::format("{}：{}", *message, detail),
                    std::move(where),
                    fmt::format("{}（依据：{}）", *remedy, clause_text(book_, match->rule->citations))});
    return {};
  }

  const law::Book& book_;
  Region region_;
  Date day_;
  Decomposition& made_;
  AdditiveRule rule_;
};

}  // namespace

Result<void> check_decomposition(Workspace& workspace, Decomposition& made) {
  return DecompositionCheck(workspace, made).run();
}

}  // namespace jiheng::app
