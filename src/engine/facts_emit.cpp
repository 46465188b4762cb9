#include <algorithm>

#include "engine/facts_state.h"
#include "model/function_class.h"

namespace jiheng::engine {
namespace {

using law::Entity;

template <class T>
void sort_by_year_and_id(std::vector<T>& records) {
  std::ranges::sort(records, {}, [](const T& record) { return std::pair(record.year, record.id); });
}

std::int64_t fen_or_none(const std::optional<Money>& amount) { return amount ? amount->fen() : kNoValue; }
std::int64_t points_or_none(const std::optional<Score>& score) {
  return score ? score->hundredths() : kNoValue;
}

/// The position of a code in a list that begins with "none".
template <class E>
std::size_t after_none(const std::optional<E>& value) {
  return value ? static_cast<std::size_t>(*value) + 1 : 0;
}

/// (base − decided) / base in parts per million; kNoValue without a base.
std::int64_t reduction_rate(Money base, Money decided) {
  constexpr std::int64_t kMillion = 1'000'000;
  if (base.fen() == 0) return kNoValue;
  const auto rate = multiply_divide(kMillion, base.fen() - decided.fen(), base.fen(), Rounding::half_up);
  return rate ? *rate : kNoValue;
}

/// none, low, middle, high.
std::size_t vagueness_band(std::int64_t index, const VaguenessWeights& weights) {
  constexpr std::int64_t kHundredths = 100;
  if (index == kNoValue) return 0;
  if (index >= weights.band_high * kHundredths) return 3;
  return index >= weights.band_middle * kHundredths ? 2 : 1;
}

void put_project(FactWriter& writer, const ProjectState& project) {
  constexpr auto kE = Entity::project_year;
  writer.code(fact_column<kE>("category"), static_cast<std::size_t>(project.category));
  writer.code(fact_column<kE>("project_kind"), static_cast<std::size_t>(project.kind));
  writer.text(fact_column<kE>("sector"), project.sector, project.sector);
  const auto label = function_class_label(project.function_class);
  writer.text(fact_column<kE>("function_class"), project.function_class,
              label.empty() ? project.function_class : label);
}

void put_stages(FactWriter& writer, const ProjectYearState& facts) {
  constexpr auto kE = Entity::project_year;
  writer.code(fact_column<kE>("fund_type"), facts.main_fund());
  writer.flag(fact_column<kE>("direct_transfer"), facts.direct_transfer);
  writer.flag(fact_column<kE>("special_bond"), facts.special_bond);
  writer.flag(fact_column<kE>("general_bond"), facts.general_bond);
  writer.code(fact_column<kE>("goal_state"), facts.goal_state);
  writer.flag(fact_column<kE>("goal_with_budget"), facts.goal_with_budget);
  writer.flag(fact_column<kE>("vague"), facts.vague > 0);
  writer.code(fact_column<kE>("alert"), facts.alert);
  writer.flag(fact_column<kE>("monitored"), facts.monitored);
  writer.code(fact_column<kE>("self_evaluation_state"), facts.self_state);
  writer.code(fact_column<kE>("self_grade"), facts.self_grade);
  writer.measure(fact_column<kE>("initial"), facts.initial);
  writer.measure(fact_column<kE>("adjusted"), facts.adjusted);
  writer.measure(fact_column<kE>("executed"), facts.executed);
  writer.measure(fact_column<kE>("self_score"), facts.self_score);
  writer.measure(fact_column<kE>("indicator_count"), facts.indicators);
  writer.measure(fact_column<kE>("vague_count"), facts.vague);
}

}  // namespace

Result<FactTable> FactBuilder::State::emit_project_years() {
  constexpr auto kE = Entity::project_year;
  FactWriter writer(kE, project_years.size());
  for (const auto& [key, facts] : project_years) {
    const auto project = projects.find(key.project);
    if (!facts.has_budget || project == projects.end()) continue;
    writer.begin(key.year, key.project.value, project->second.name);
    put_unit<kE>(writer, project->second.unit);
    put_project(writer, project->second);
    put_stages(writer, facts);
    const std::int64_t index = vagueness_of(key);
    writer.measure(fact_column<kE>("vagueness"), index);
    writer.code(fact_column<kE>("vagueness_band"), vagueness_band(index, options.vagueness));
    writer.flag(fact_column<kE>("assessed"), assessed.contains(key.project));
    writer.flag(fact_column<kE>("evaluated"), evaluated.contains(key));
    const auto next_year = FiscalYear::of(key.year.value() + 1);
    writer.flag(fact_column<kE>("result_linked"), next_year && used.contains({*next_year, key.project}));
    put_provenance<kE>(writer, std::max(facts.provenance, project->second.provenance));
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_assessments() {
  constexpr auto kE = Entity::assessment;
  sort_by_year_and_id(assessments);
  FactWriter writer(kE, assessments.size());
  for (const auto& record : assessments) {
    writer.begin(record.year, record.id.value, names.add(record.project_name));
    put_unit<kE>(writer, record.unit_id);
    writer.code(fact_column<kE>("conclusion"), static_cast<std::size_t>(record.conclusion));
    writer.text(fact_column<kE>("sector"), record.sector, record.sector);
    writer.flag(fact_column<kE>("listed"), record.listed);
    writer.measure(fact_column<kE>("amount"), record.amount.fen());
    writer.measure(fact_column<kE>("suggested_amount"), fen_or_none(record.suggested_amount));
    writer.measure(fact_column<kE>("score"), points_or_none(record.score));
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_evaluations() {
  constexpr auto kE = Entity::evaluation;
  sort_by_year_and_id(evaluations);
  FactWriter writer(kE, evaluations.size());
  for (const auto& record : evaluations) {
    const bool linked = used_evaluations.contains({record.year.value(), record.object_name}) ||
                        rectified_objects.contains(record.object_name);
    const auto evaluated_year = std::to_string(record.evaluated_year.value());
    writer.begin(record.year, record.id.value, names.add(record.object_name));
    put_unit<kE>(writer, record.unit_id);
    writer.code(fact_column<kE>("kind"), static_cast<std::size_t>(record.kind));
    writer.text(fact_column<kE>("evaluated_year"), evaluated_year, evaluated_year + "年");
    writer.code(fact_column<kE>("grade"), after_none(record.grade));
    writer.flag(fact_column<kE>("linked"), linked);
    writer.measure(fact_column<kE>("amount"), fen_or_none(record.amount));
    writer.measure(fact_column<kE>("score"), points_or_none(record.score));
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_monitorings() {
  constexpr auto kE = Entity::monitoring;
  sort_by_year_and_id(monitorings);
  FactWriter writer(kE, monitorings.size());
  for (const auto& record : monitorings) {
    const auto project = projects.find(record.project_id);
    if (project == projects.end()) continue;
    const auto year = project_years.find({record.year, record.project_id});
    writer.begin(record.year, record.id.value, project->second.name);
    put_unit<kE>(writer, project->second.unit);
    writer.code(fact_column<kE>("quarter"), static_cast<std::size_t>(record.quarter.value() - 1));
    writer.code(fact_column<kE>("fund_type"), year == project_years.end() ? 0 : year->second.main_fund());
    writer.text(fact_column<kE>("sector"), project->second.sector, project->second.sector);
    writer.flag(fact_column<kE>("submitted"), record.submitted_on.has_value());
    writer.flag(fact_column<kE>("late"), is_late(record.due_on, record.submitted_on));
    writer.code(fact_column<kE>("money_light"), after_none(record.money_light));
    writer.code(fact_column<kE>("goal_light"), after_none(record.goal_light));
    writer.code(fact_column<kE>("alert"), after_none(record.alert));
    writer.measure(fact_column<kE>("executed"), fen_or_none(record.executed));
    writer.measure(fact_column<kE>("goal_progress"),
                   record.goal_progress ? record.goal_progress->to_ppm() : kNoValue);
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_result_uses() {
  constexpr auto kE = Entity::result_use;
  sort_by_year_and_id(result_uses);
  FactWriter writer(kE, result_uses.size());
  for (const auto& record : result_uses) {
    writer.begin(record.year, record.id.value, names.add(record.project_name));
    put_unit<kE>(writer, record.unit_id);
    writer.code(fact_column<kE>("basis"), static_cast<std::size_t>(record.basis));
    writer.code(fact_column<kE>("suggestion"), static_cast<std::size_t>(record.suggestion));
    writer.code(fact_column<kE>("decision"), static_cast<std::size_t>(record.decision));
    writer.measure(fact_column<kE>("base_amount"), record.base_amount.fen());
    writer.measure(fact_column<kE>("decided_amount"), record.decided_amount.fen());
    const auto reduced = subtract(record.base_amount, record.decided_amount);
    writer.measure(fact_column<kE>("reduced_amount"), reduced ? reduced->fen() : kNoValue);
    writer.measure(fact_column<kE>("rate"), reduction_rate(record.base_amount, record.decided_amount));
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_rectifications() {
  constexpr auto kE = Entity::rectification;
  sort_by_year_and_id(rectifications);
  FactWriter writer(kE, rectifications.size());
  for (const auto& record : rectifications) {
    const bool closed = record.state == RectificationState::closed;
    // Mending is in time when the answer came by the due date; a closed one without an answer counts by its
    // closing.
    const auto done = record.answered_on ? record.answered_on : closed ? record.closed_on : std::nullopt;
    writer.begin(record.year, record.id.value, names.add(record.title));
    put_unit<kE>(writer, record.unit_id);
    writer.code(fact_column<kE>("source"), static_cast<std::size_t>(record.source));
    writer.code(fact_column<kE>("state"), static_cast<std::size_t>(record.state));
    writer.flag(fact_column<kE>("overdue"), is_late(record.due_on, done));
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_unit_years() {
  constexpr auto kE = Entity::unit_year;
  struct Tally {
    std::int64_t projects = 0;
    std::int64_t late = 0;
    std::int64_t submitted = 0;
    Provenance provenance{};
  };
  std::map<FiscalYear, std::map<UnitId, Tally>> years;
  for (const auto& [key, facts] : project_years) {
    const auto project = projects.find(key.project);
    if (!facts.has_budget || project == projects.end() || !units.contains(project->second.unit)) continue;
    auto& tally = years[key.year][project->second.unit];
    tally.projects += 1;
    tally.late += facts.self_late ? 1 : 0;
    tally.submitted += facts.self_state != 0 ? 1 : 0;
    tally.provenance = std::max({tally.provenance, facts.provenance, project->second.provenance});
  }
  FactWriter writer(kE, years.size() * units.size());
  for (auto& [year, tallies] : years) {
    for (const auto& [id, unit] : units) {
      const bool in_force = unit.since <= year.value() && year.value() <= unit.until;
      if (unit.kind == UnitKind::unit && in_force) tallies.try_emplace(id);
    }
    for (const auto& [id, tally] : tallies) {
      const auto& unit = units.at(id);
      writer.begin(year, id.value, names.add(name_in(id, year.value())));
      put_unit<kE>(writer, id);
      writer.text(fact_column<kE>("sector"), unit.sector, unit.sector);
      writer.flag(fact_column<kE>("has_project"), tally.projects > 0);
      writer.flag(fact_column<kE>("has_late"), tally.late > 0);
      writer.flag(fact_column<kE>("all_self_evaluated"), tally.submitted == tally.projects);
      writer.measure(fact_column<kE>("project_count"), tally.projects);
      writer.measure(fact_column<kE>("late_count"), tally.late);
      put_provenance<kE>(writer, std::max(tally.provenance, unit.provenance));
      writer.end();
    }
  }
  return writer.finish();
}

}  // namespace jiheng::engine
