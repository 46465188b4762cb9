#include "engine/lint_county.h"

#include <algorithm>

#include "base/text.h"
#include "engine/lint_text.h"
#include "engine/lint_view.h"
#include "engine/score_value.h"

namespace jiheng::engine {
namespace {

constexpr std::size_t kMostSameGoals = 10;  // so many are named; more say nothing more

/// Money for one of something, in 分, from "71.86" and "元/平方米"; nothing when it is none.
std::optional<std::int64_t> unit_cost_fen(std::string_view target, std::string_view unit, FiscalYear year) {
  const auto reading = read_value(target, year);
  if (reading.kind != law::TargetKind::number) return std::nullopt;
  const std::string_view whole = trim(unit).empty() ? std::string_view(reading.unit) : trim(unit);
  const auto slash = whole.find('/');
  const std::string_view money = whole.substr(0, slash);
  if (slash == std::string_view::npos || (money != "元" && money != "万元")) return std::nullopt;
  const i128 fen =
      lint_detail::micro(reading.number) * (money == "元" ? 1 : 10'000) * 100 / lint_detail::kLintOne;
  constexpr i128 kMostFen = 1'000'000'000'000'000;
  if (fen <= 0 || fen > kMostFen) return std::nullopt;
  return static_cast<std::int64_t>(fen);
}

std::u32string cost_key(std::string_view name, std::string_view target, std::string_view unit) {
  std::u32string key = bare_text(name);
  key += U'/';
  return key +
         bare_text(trim(unit).empty() ? target.substr(std::min(target.find('/'), target.size())) : unit);
}

}  // namespace

void LintCountyIndex::add(const Unit& unit) { units_[unit.id.value] = unit.name; }

void LintCountyIndex::add(const Project& project) {
  projects_[project.id.value] = {project.name, project.unit_id.value};
}

void LintCountyIndex::add(const Goal& goal) {
  if (goal.year.value() == year_.value() - 1) last_goals_[goal.project_id.value] = goal.text;
  if (goal.year != year_) return;
  auto key = bare_text(goal.text);
  if (!key.empty()) goals_[std::move(key)].emplace_back(goal.project_id.value, goal.text);
}

void LintCountyIndex::add(const Indicator& indicator) {
  if (indicator.year > year_) return;
  auto name = bare_text(indicator.name);
  if (name.empty()) return;
  auto& use = names_[name];
  if (indicator.year == year_) {
    use.projects.push_back(indicator.project_id.value);
    const auto fen = unit_cost_fen(indicator.target, indicator.unit.value_or(""), year_);
    if (fen) {
      unit_costs_[cost_key(indicator.name, indicator.target, indicator.unit.value_or(""))].push_back(
          {indicator.project_id.value, *fen});
    }
    return;
  }
  count_result(use, indicator);
  if (indicator.year.value() == year_.value() - 1) {
    last_rows_[{indicator.project_id.value, std::move(name)}] = {indicator.target,
                                                                 indicator.actual.value_or("")};
  }
}

/// What came of an indicator of a past year.
void LintCountyIndex::count_result(NameUse& use, const Indicator& indicator) const {
  const auto points = indicator.reviewed ? indicator.reviewed : indicator.claimed;
  if (points && indicator.weight > Score{}) {
    ++use.scored;
    use.full += *points >= indicator.weight ? 1 : 0;
  }
  if (!indicator.actual) return;
  const auto target = read_value(indicator.target, indicator.year);
  const auto actual = read_value(*indicator.actual, indicator.year);
  if (target.kind != law::TargetKind::number || actual.kind != law::TargetKind::number) return;
  const i128 wanted = lint_detail::micro(target.number);
  constexpr i128 kMostPpm = 100'000'000;  // a hundred times the target and more is a slip of the pen
  if (wanted <= 0) return;
  const i128 ppm = lint_detail::micro(actual.number) * lint_detail::kLintOne / wanted;
  if (ppm < 0 || ppm > kMostPpm) return;
  use.attained_ppm += static_cast<std::int64_t>(ppm);
  ++use.attained;
}

void LintCountyIndex::finish() {
  for (auto& [name, use] : names_) {
    std::ranges::sort(use.projects);
    use.projects.erase(std::ranges::unique(use.projects).begin(), use.projects.end());
  }
  for (auto& [text, projects] : goals_) std::ranges::sort(projects);
}

void LintCountyIndex::fill(LintForm& form, ProjectId project) const {
  form.county = county_of(form, project);
  for (auto& row : form.indicators) row.facts = facts_of(row, project, form.year);
}

LintCounty LintCountyIndex::county_of(const LintForm& form, ProjectId project) const {
  LintCounty county;
  county.same_goal_known = true;
  if (const auto last = last_goals_.find(project.value); last != last_goals_.end())
    county.last_goal = last->second;
  const auto key = form.goal ? bare_text(form.goal->annual) : std::u32string();
  const auto same = goals_.find(key);
  if (key.empty() || same == goals_.end()) return county;
  for (const auto& [other, text] : same->second) {
    if (other == project.value || county.same_goal.size() >= kMostSameGoals) continue;
    LintElsewhere elsewhere;
    elsewhere.text = text;
    if (const auto known = projects_.find(other); known != projects_.end()) {
      elsewhere.project = known->second.first;
      const auto unit = units_.find(known->second.second);
      if (unit != units_.end()) elsewhere.unit = unit->second;
    }
    county.same_goal.push_back(std::move(elsewhere));
  }
  return county;
}

LintRowFacts LintCountyIndex::facts_of(const LintIndicator& row, ProjectId project,
                                       std::optional<FiscalYear> year) const {
  LintRowFacts facts;
  facts.used = 0;
  facts.unit_cost_count = 0;
  const auto name = bare_text(row.name);
  if (const auto use = names_.find(name); use != names_.end()) {
    const auto& found = use->second;
    const bool own = std::ranges::binary_search(found.projects, project.value);
    facts.used = std::max<std::int64_t>(static_cast<std::int64_t>(found.projects.size()) - (own ? 1 : 0),
                                        found.scored);
    if (found.scored > 0) facts.full_marks = Ratio::of(found.full, found.scored).value_or(Ratio{});
    if (found.attained > 0) facts.attained = Ratio::from_ppm(found.attained_ppm / found.attained);
  }
  if (const auto last = last_rows_.find({project.value, name}); last != last_rows_.end()) {
    facts.last_target = last->second.first;
    facts.last_actual = last->second.second;
  }
  if (!unit_cost_fen(row.target, row.unit, year.value_or(year_))) return facts;
  const auto costs = unit_costs_.find(cost_key(row.name, row.target, row.unit));
  if (costs == unit_costs_.end()) return facts;
  for (const auto& cost : costs->second) {
    if (cost.project == project.value) continue;
    const auto amount = Money::from_fen(cost.fen);
    facts.unit_cost_low = std::min(facts.unit_cost_low.value_or(amount), amount);
    facts.unit_cost_high = std::max(facts.unit_cost_high.value_or(amount), amount);
    ++*facts.unit_cost_count;
  }
  return facts;
}

}  // namespace jiheng::engine
