#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/facts_builder.h"
#include "engine/facts_writer.h"

namespace jiheng::engine {

/// What is known of one project in one year while records come in.
struct ProjectYearState {
  static constexpr std::size_t kFundTypes = kFundTypeTable.size();

  bool has_budget = false;
  std::int64_t initial = 0;
  std::int64_t adjusted = 0;
  std::int64_t executed = kNoValue;
  std::array<std::int64_t, kFundTypes> by_fund{};
  std::array<bool, kFundTypes> has_fund{};
  bool direct_transfer = false;
  bool special_bond = false;
  bool general_bond = false;
  std::size_t goal_state = 0;  ///< 0: none
  bool goal_with_budget = false;
  std::optional<Date> goal_submitted_on;
  std::optional<Date> goal_approved_on;
  int alert_quarter = 0;
  std::size_t alert = 0;
  bool monitored = false;
  std::size_t self_state = 0;  ///< none, late, on_time
  bool self_late = false;      ///< came late, or is missing after it was due
  std::size_t self_grade = 0;
  std::int64_t self_score = kNoValue;
  std::int64_t indicators = 0;
  std::int64_t vague = 0;
  Provenance provenance{};

  /// The type with most money of the year; the first among equals.
  std::size_t main_fund() const;
};

/// A name that a unit had until it was renamed.
struct FormerName {
  int first_year_after = 0;
  std::string name;
};

struct UnitState {
  std::string code;
  std::string name;
  std::string department;
  std::string sector;
  UnitKind kind{};
  int since = 0;
  int until = 9999;
  Provenance provenance{};
};

struct ProjectState {
  std::uint32_t name = FactNames::kNone;
  UnitId unit;
  Category category{};
  ProjectKind kind{};
  std::string sector;
  std::string function_class;
  Provenance provenance{};
};

/// A project and a year; orders by year, then project, as facts are kept.
struct ProjectYearKey {
  FiscalYear year;
  ProjectId project;
  friend auto operator<=>(const ProjectYearKey&, const ProjectYearKey&) = default;
};

/// What a FactBuilder has been told so far; each emit_… writes one table.
struct FactBuilder::State {
  Region region;
  FactOptions options;
  FactNames names;
  bool overflow = false;
  std::unordered_map<UnitId, UnitState> units;
  std::unordered_map<UnitId, std::vector<FormerName>> former_names;  ///< the earliest first
  std::unordered_map<std::string, UnitId> departments;               ///< by code
  std::unordered_map<ProjectId, ProjectState> projects;
  std::map<ProjectYearKey, ProjectYearState> project_years;
  std::map<FiscalYear, VaguenessCorpus> vagueness;  ///< the indicators of each year
  std::vector<Monitoring> monitorings;
  std::vector<Assessment> assessments;
  std::vector<Evaluation> evaluations;
  std::vector<ResultUse> result_uses;
  std::vector<Rectification> rectifications;
  std::vector<BudgetChange> budget_changes;
  std::vector<Release> releases;

  std::set<ProjectId> assessed;
  std::set<ProjectYearKey> evaluated;
  std::set<ProjectYearKey> used;  ///< result used in the budget of that year
  std::set<std::pair<int, std::string>> used_evaluations;
  std::set<std::string> rectified_objects;

  /// The vagueness index of a project in a year, in hundredths of points; kNoValue without indicators.
  std::int64_t vagueness_of(const ProjectYearKey& key) const;
  ProjectYearState& at(ProjectId project, FiscalYear year) { return project_years[{year, project}]; }
  void accumulate(std::int64_t& sum, std::int64_t value);

  /// Whether what was due then is late: it came after, or has not come and is overdue.
  bool is_late(Date due_on, const std::optional<Date>& submitted_on) const;

  /// What a unit was called in that year.
  std::string_view name_in(UnitId id, int year) const;
  template <law::Entity E>
  void put_unit(FactWriter& writer, UnitId id) const;
  template <law::Entity E>
  void put_provenance(FactWriter& writer, Provenance provenance) const;

  Result<FactTable> emit_project_years();
  Result<FactTable> emit_assessments();
  Result<FactTable> emit_evaluations();
  Result<FactTable> emit_monitorings();
  Result<FactTable> emit_result_uses();
  Result<FactTable> emit_rectifications();
  Result<FactTable> emit_unit_years();
  Result<FactTable> emit_budget_changes();
  Result<FactTable> emit_releases();
};

template <law::Entity E>
void FactBuilder::State::put_unit(FactWriter& writer, UnitId id) const {
  const auto unit = units.find(id);
  const bool known = unit != units.end();
  const std::string code = known ? unit->second.code : "?";
  const std::string department = known ? unit->second.department : "?";
  const auto above = departments.find(department);
  const int year = writer.year();
  writer.named(fact_column<E>("unit"), code, known ? name_in(id, year) : "（未知单位）");
  writer.named(fact_column<E>("department"), department,
               above == departments.end() ? std::string_view(department) : name_in(above->second, year));
}

template <law::Entity E>
void FactBuilder::State::put_provenance(FactWriter& writer, Provenance provenance) const {
  writer.code(fact_column<E>("provenance"), static_cast<std::size_t>(provenance));
  writer.flag(fact_column<E>("illustrative"), provenance == Provenance::illustrative);
}

}  // namespace jiheng::engine
