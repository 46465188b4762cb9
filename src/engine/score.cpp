#include "engine/score.h"

#include <fmt/format.h>

#include <array>

#include "engine/score_budget.h"
#include "engine/score_check.h"
#include "engine/score_method.h"

namespace jiheng::engine {
namespace {

constexpr std::array<std::string_view, 6> kStateCodes{"computed",  "judged",       "not_filled",
                                                      "no_weight", "needs_person", "not_applicable"};

/// Sums in 64 bits: a form may carry many rows and weights far beyond 100.
struct Sums {
  std::int64_t scored = 0;
  std::int64_t scored_weight = 0;
  std::int64_t open = 0;
  std::int64_t weight = 0;
  std::int64_t accepted = 0;
  bool weights_known = true;
  bool complete = true;
  bool acceptable = true;

  void add(const RowScore& row, std::optional<Score> reviewed, std::optional<Score> claimed) {
    weight += row.weight ? row.weight->hundredths() : 0;
    weights_known = weights_known && row.weight.has_value();
    const auto accepts = row.score ? row.score : reviewed ? reviewed : claimed;
    acceptable = acceptable && accepts && row.weight && *accepts <= *row.weight;
    accepted += accepts ? accepts->hundredths() : 0;
    if (row.score) {
      scored += row.score->hundredths();
      scored_weight += row.weight ? row.weight->hundredths() : 0;
    } else {
      complete = false;
      open += row.weight ? row.weight->hundredths() : 0;
    }
  }
};

Score from_sum(std::int64_t hundredths) {
  constexpr std::int64_t kMost = 2'000'000'000;
  return Score::from_hundredths(static_cast<std::int32_t>(std::min(hundredths, kMost)));
}

void add_totals(const SelfEvaluationForm& form, const law::Scheme& scheme, Scored& scored) {
  Sums sums;
  if (scheme.execution) sums.add(scored.execution, form.execution_reviewed, form.execution_claimed);
  for (std::size_t i = 0; i < form.indicators.size(); ++i) {
    sums.add(scored.indicators[i], form.indicators[i].reviewed, form.indicators[i].claimed);
  }
  const bool whole = sums.weights_known && sums.weight == scheme.total.hundredths();
  if (whole && sums.complete) {
    scored.total = from_sum(sums.scored);
    scored.grade = grade_of(*scored.total, scheme);
  } else {
    scored.incomplete = Incomplete{from_sum(sums.scored), from_sum(sums.scored_weight), from_sum(sums.open),
                                   sums.weights_known};
  }
  if (whole && sums.acceptable) {
    scored.accepted_total = from_sum(sums.accepted);
    scored.accepted_grade = grade_of(*scored.accepted_total, scheme);
  }
}

}  // namespace

std::string_view score_state_code(ScoreState state) {
  return kStateCodes.at(static_cast<std::size_t>(state));
}

Grade grade_of(Score total, const law::Scheme& scheme) {
  for (const auto& band : scheme.grades) {
    if (total >= band.from) return band.grade;
  }
  return Grade::poor;
}

std::string grade_bands_text(const law::Scheme& scheme) {
  std::string text;
  Score above = scheme.total;
  for (const auto& band : scheme.grades) {
    const bool first = text.empty();
    text += fmt::format("{}{} [{}, {}{}", first ? "" : "、", enum_label(band.grade), band.from.to_short(),
                        above.to_short(), first ? "]" : ")");
    above = band.from;
  }
  return text;
}

Scored score(const SelfEvaluationForm& form, const law::Scheme& scheme, Date as_of) {
  Scored scored;
  scored.execution = judge_execution(form, scheme);
  scored.indicators.reserve(form.indicators.size());
  for (const auto& indicator : form.indicators)
    scored.indicators.push_back(judge_indicator(indicator, scheme, form.year));
  add_totals(form, scheme, scored);
  if (form.indicators.empty()) {
    scored.findings.push_back({"score.no_indicators", Severity::error, "表中没有绩效指标", form.where, {}});
  }
  if (form.year && form.year->first_day() > as_of) {
    scored.findings.push_back({"score.future_year",
                               Severity::warning,
                               fmt::format("{} 年度在 {} 尚未开始", form.year->value(), as_of.to_text()),
                               form.where,
                               {}});
  }
  check_budget(form, scheme, scored.execution, scored.findings);
  check_weights(form, scheme, scored.findings);
  check_rows(form, scheme, scored, scored.findings);
  check_totals(form, scheme, scored, scored.findings);
  return scored;
}

}  // namespace jiheng::engine
