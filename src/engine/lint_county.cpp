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

std::u32string cost_key(std::u32string name, std::string_view target, std::string_view unit) {
  name += U'/';
  return name +
         bare_text(trim(unit).empty() ? target.substr(std::min(target.find('/'), target.size())) : unit);
}

/// actual / target of a past year in parts per million; nothing where it says nothing.
std::optional<std::int64_t> attained_ppm(std::string_view target_text, std::string_view actual_text,
                                         FiscalYear year) {
  const auto target = read_value(target_text, year);
  const auto actual = read_value(actual_text, year);
  if (target.kind != law::TargetKind::number || actual.kind != law::TargetKind::number) return std::nullopt;
  const i128 wanted = lint_detail::micro(target.number);
  constexpr i128 kMostPpm = 100'000'000;  // a hundred times the target and more is a slip of the pen
  if (wanted <= 0) return std::nullopt;
  const i128 ppm = lint_detail::micro(actual.number) * lint_detail::kLintOne / wanted;
  if (ppm < 0 || ppm > kMostPpm) return std::nullopt;
  return static_cast<std::int64_t>(ppm);
}

}  // namespace

void LintCountyIndex::add(const Unit& unit) { units_[unit.id.value] = unit.name; }

void LintCountyIndex::add(const Project& project) {
  projects_[project.id.value] = {project.name, project.unit_id.value};
}

void LintCountyIndex::add(const Goal& goal) {
  const std::int64_t project = goal.project_id.value;
  if (goal.year.value() == year_.value() - 1) last_goals_[project] = goal.text;
  if (goal.year != year_) return;
  auto key = bare_text(goal.text);
  if (key.empty()) return;
  goals_[std::move(key)].insert_or_assign(project, goal.text);
  kept_[project].goals.emplace_back(goal.year, goal.text);
}

void LintCountyIndex::add(const Indicator& indicator) {
  if (indicator.year > year_) return;
  auto name = bare_text(indicator.name);
  if (name.empty()) return;
  const std::int64_t project = indicator.project_id.value;
  Row row{indicator.year,
          std::move(name),
          indicator.target,
          indicator.unit.value_or(""),
          indicator.actual.value_or(""),
          indicator.reviewed ? indicator.reviewed : indicator.claimed,
          indicator.weight};
  count(row, project, 1);
  kept_[project].rows.push_back(std::move(row));
}

void LintCountyIndex::forget(ProjectId project) {
  last_goals_.erase(project.value);
  const auto found = kept_.find(project.value);
  if (found == kept_.end()) return;
  for (const auto& [year, text] : found->second.goals) {
    const auto goal = goals_.find(bare_text(text));
    if (goal == goals_.end()) continue;
    goal->second.erase(project.value);
    if (goal->second.empty()) goals_.erase(goal);
  }
  for (const auto& row : found->second.rows) {
    count(row, project.value, -1);
    last_rows_.erase({project.value, row.name});
  }
  kept_.erase(found);
}

/// Counts a row in (`sign` 1) or out (-1).
void LintCountyIndex::count(const Row& row, std::int64_t project, int sign) {
  auto& use = names_[row.name];
  if (row.year == year_) {
    auto& uses = use.projects[project];
    uses += sign;
    if (uses <= 0) use.projects.erase(project);
    count_cost(row, project, sign);
    return;
  }
  if (row.points && row.weight > Score{}) {
    use.scored += sign;
    use.full += *row.points >= row.weight ? sign : 0;
  }
  if (const auto ppm = row.actual.empty() ? std::nullopt : attained_ppm(row.target, row.actual, row.year)) {
    use.attained_ppm += sign * *ppm;
    use.attained += sign;
  }
  if (sign > 0 && row.year.value() == year_.value() - 1)
    last_rows_[{project, row.name}] = {row.target, row.actual};
}

void LintCountyIndex::count_cost(const Row& row, std::int64_t project, int sign) {
  const auto fen = unit_cost_fen(row.target, row.unit, year_);
  if (!fen) return;
  auto& costs = unit_costs_[cost_key(row.name, row.target, row.unit)];
  if (sign > 0) {
    costs.push_back({project, *fen});
    return;
  }
  const auto old = std::ranges::find_if(
      costs, [&](const UnitCost& cost) { return cost.project == project && cost.fen == *fen; });
  if (old != costs.end()) costs.erase(old);
}

UnitId LintCountyIndex::unit_of(ProjectId project) const {
  const auto found = projects_.find(project.value);
  return found == projects_.end() ? UnitId{} : UnitId{found->second.second};
}

bool LintCountyIndex::seen(std::int64_t project, const LintSees& sees) const {
  return !sees || sees(unit_of({project}));
}

void LintCountyIndex::fill(LintForm& form, ProjectId project, const LintSees& sees) const {
  form.county = county_of(form, project, sees);
  for (auto& row : form.indicators) row.facts = facts_of(row, project, form.year, sees);
}

LintCounty LintCountyIndex::county_of(const LintForm& form, ProjectId project, const LintSees& sees) const {
  LintCounty county;
  county.same_goal_known = true;
  if (const auto last = last_goals_.find(project.value); last != last_goals_.end())
    county.last_goal = last->second;
  const auto key = form.goal ? bare_text(form.goal->annual) : std::u32string();
  const auto same = goals_.find(key);
  if (key.empty() || same == goals_.end()) return county;
  std::vector<LintElsewhere> unseen;
  for (const auto& [other, text] : same->second) {
    if (other == project.value) continue;
    LintElsewhere elsewhere{"另一单位的项目", "另一单位", text};
    if (!seen(other, sees)) {
      unseen.push_back(std::move(elsewhere));
      continue;
    }
    const auto known = projects_.find(other);
    elsewhere.project = known == projects_.end() ? std::string() : known->second.first;
    const auto unit = units_.find(unit_of({other}).value);
    elsewhere.unit = unit == units_.end() ? std::string() : unit->second;
    county.same_goal.push_back(std::move(elsewhere));
  }
  // Those that can be named come first: the first is the one that is named.
  county.same_goal.insert(county.same_goal.end(), unseen.begin(), unseen.end());
  if (county.same_goal.size() > kMostSameGoals) county.same_goal.resize(kMostSameGoals);
  return county;
}

LintRowFacts LintCountyIndex::facts_of(const LintIndicator& row, ProjectId project,
                                       std::optional<FiscalYear> year, const LintSees& sees) const {
  LintRowFacts facts;
  facts.used = 0;
  facts.unit_cost_count = 0;
  const auto name = bare_text(row.name);
  if (const auto use = names_.find(name); use != names_.end()) {
    const auto& found = use->second;
    const bool own = found.projects.contains(project.value);
    facts.used = std::max<std::int64_t>(static_cast<std::int64_t>(found.projects.size()) - (own ? 1 : 0),
                                        found.scored);
    if (found.scored > 0) facts.full_marks = Ratio::of(found.full, found.scored).value_or(Ratio{});
    if (found.attained > 0) facts.attained = Ratio::from_ppm(found.attained_ppm / found.attained);
  }
  if (const auto last = last_rows_.find({project.value, name}); last != last_rows_.end()) {
    facts.last_target = last->second.first;
    facts.last_actual = last->second.second;
  }
  put_costs(row, project, year.value_or(year_), sees, facts);
  return facts;
}

void LintCountyIndex::put_costs(const LintIndicator& row, ProjectId project, FiscalYear year,
                                const LintSees& sees, LintRowFacts& facts) const {
  if (!unit_cost_fen(row.target, row.unit, year)) return;
  const auto costs = unit_costs_.find(cost_key(bare_text(row.name), row.target, row.unit));
  if (costs == unit_costs_.end()) return;
  for (const auto& cost : costs->second) {
    if (cost.project == project.value) continue;
    const auto amount = Money::from_fen(cost.fen);
    facts.unit_cost_low = std::min(facts.unit_cost_low.value_or(amount), amount);
    facts.unit_cost_high = std::max(facts.unit_cost_high.value_or(amount), amount);
    facts.unit_cost_hidden = facts.unit_cost_hidden || !seen(cost.project, sees);
    ++*facts.unit_cost_count;
  }
}

}  // namespace jiheng::engine
