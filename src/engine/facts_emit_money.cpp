#include <algorithm>

#include "engine/facts_state.h"

namespace jiheng::engine {
namespace {

using law::Entity;

template <class T>
void sort_by_year(std::vector<T>& records) {
  std::ranges::sort(records, {}, [](const T& record) { return std::pair(record.year, record.id); });
}

/// Whether something was done by a day.
bool done_by(const std::optional<Date>& done_on, Date day) { return done_on && *done_on <= day; }

template <Entity E>
void put_money_project(FactWriter& writer, const ProjectState& project) {
  writer.code(fact_column<E>("category"), static_cast<std::size_t>(project.category));
  writer.text(fact_column<E>("sector"), project.sector, project.sector);
}

}  // namespace

Result<FactTable> FactBuilder::State::emit_budget_changes() {
  constexpr auto kE = Entity::budget_change;
  sort_by_year(budget_changes);
  FactWriter writer(kE, budget_changes.size());
  for (const auto& record : budget_changes) {
    const auto project = projects.find(record.project_id);
    if (project == projects.end()) continue;
    const auto goal = project_years.find({record.year, record.project_id});
    const bool sent_in =
        goal != project_years.end() && done_by(goal->second.goal_submitted_on, record.changed_on);
    writer.begin(record.year, record.id.value, project->second.name);
    put_unit<kE>(writer, project->second.unit);
    put_money_project<kE>(writer, project->second);
    writer.code(fact_column<kE>("kind"), static_cast<std::size_t>(record.kind));
    writer.code(fact_column<kE>("fund_type"), static_cast<std::size_t>(record.fund_type));
    writer.flag(fact_column<kE>("with_goal"), record.goal_id.has_value() || sent_in);
    writer.measure(fact_column<kE>("amount"), record.amount.fen());
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

Result<FactTable> FactBuilder::State::emit_releases() {
  constexpr auto kE = Entity::release;
  sort_by_year(releases);
  FactWriter writer(kE, releases.size());
  for (const auto& record : releases) {
    const auto project = projects.find(record.project_id);
    if (project == projects.end()) continue;
    const auto goal = project_years.find({record.year, record.project_id});
    const bool approved =
        goal != project_years.end() && done_by(goal->second.goal_approved_on, record.released_on);
    writer.begin(record.year, record.id.value, project->second.name);
    put_unit<kE>(writer, project->second.unit);
    put_money_project<kE>(writer, project->second);
    writer.code(fact_column<kE>("fund_type"), static_cast<std::size_t>(record.fund_type));
    writer.flag(fact_column<kE>("with_goal"), record.goal_id.has_value() || approved);
    writer.measure(fact_column<kE>("amount"), record.amount.fen());
    put_provenance<kE>(writer, record.provenance);
    writer.end();
  }
  return writer.finish();
}

}  // namespace jiheng::engine
