#include "app/lint_county.h"

#include <algorithm>
#include <set>

#include "model/records.h"

namespace jiheng::app {
namespace {

/// So many changed rows are read one by one; beyond, reading everything again is cheaper.
constexpr std::size_t kMostChanges = 2000;

template <class T>
Result<void> feed_county(store::Store& store, Region region, engine::LintCountyIndex& index) {
  store::Query query;
  query.region = region;
  return store.scan(record_of<T>(), query, [&](std::span<const Value> row) { index.add(from_row<T>(row)); });
}

template <class T>
Result<std::vector<T>> load_by(store::Store& store, Region region, std::string_view field,
                               const std::set<std::int64_t>& ids) {
  if (ids.empty()) return std::vector<T>{};
  store::Query query;
  query.region = region;
  query.where.push_back({std::string(field), {ids.begin(), ids.end()}});
  return store::load<T>(store, query);
}

}  // namespace

Result<engine::LintCountyIndex> load_lint_county(store::Store& store, Region region, FiscalYear year) {
  engine::LintCountyIndex index(year);
  for (const auto feed :
       {feed_county<Unit>, feed_county<Project>, feed_county<Goal>, feed_county<Indicator>}) {
    if (const auto fed = feed(store, region, index); !fed) return pass(fed);
  }
  return index;
}

struct CountyLint::Changed {
  bool everything = false;
  std::int64_t last = 0;  ///< the last audit entry that was looked at
  std::set<std::int64_t> units;
  std::set<std::int64_t> names;  ///< projects whose own row changed
  std::set<std::int64_t> goals;
  std::set<std::int64_t> indicators;
  std::set<std::int64_t> projects;  ///< whose goals or indicators changed

  std::size_t size() const { return units.size() + names.size() + goals.size() + indicators.size(); }
};

Result<std::shared_ptr<CountyLint>> CountyLint::load(store::Store& store, const law::Book& book,
                                                     Region region, FiscalYear year, Date day) {
  std::shared_ptr<CountyLint> county(new CountyLint(
      region, year, engine::vagueness_weights(book, region, day), engine::vague_words(book, region, day)));
  const auto last = store.last_audit_number();  // before the rows: what comes in between is read once more
  if (!last) return pass(last);
  if (const auto read = county->read_all(store); !read) return pass(read);
  county->audit_ = *last;
  return county;
}

Result<void> CountyLint::read_all(store::Store& store) {
  store::Query query;
  query.region = region_;
  const auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  const auto projects = store::load<Project>(store, query);
  if (!projects) return pass(projects);
  const auto goals = store::load<Goal>(store, query);
  if (!goals) return pass(goals);
  auto rows = store::load<Indicator>(store, query);
  if (!rows) return pass(rows);
  const std::unique_lock lock(mutex_);
  index_ = engine::LintCountyIndex(year_);
  counts_ = engine::VaguenessCounts(counts_.weights(), counts_.words());
  rows_.clear();
  owner_of_goal_.clear();
  owner_of_indicator_.clear();
  for (const auto& unit : *units) put_unit(unit);
  for (const auto& project : *projects) index_.add(project);
  put_in(*goals, *rows);
  return {};
}

void CountyLint::put_unit(const Unit& unit) {
  index_.add(unit);
  unit_codes_[unit.id.value] = unit.code;
}

/// All goals and indicators of the projects they are of.
void CountyLint::put_in(const std::vector<Goal>& goals, const std::vector<Indicator>& rows) {
  for (const auto& goal : goals) {
    index_.add(goal);
    owner_of_goal_[goal.id.value] = goal.project_id.value;
  }
  std::set<std::int64_t> projects;
  for (const auto& row : rows) {
    index_.add(row);
    owner_of_indicator_[row.id.value] = row.project_id.value;
    if (row.year != year_) continue;
    rows_[row.project_id.value].push_back(row);
    projects.insert(row.project_id.value);
  }
  for (const auto project : projects) counts_.add(rows_[project]);
}

void CountyLint::take_out(std::int64_t project) {
  index_.forget({project});
  const auto found = rows_.find(project);
  if (found == rows_.end()) return;
  counts_.remove(found->second);
  rows_.erase(found);
}

Result<void> CountyLint::catch_up(store::Store& store) {
  const auto last = store.last_audit_number();
  if (!last) return pass(last);
  if (audit_ >= *last) return {};
  const std::lock_guard turn(turn_);
  if (audit_ >= *last) return {};
  auto changed = read_changes(store);
  if (!changed) return pass(changed);
  if (changed->everything || changed->size() > kMostChanges) {
    if (const auto read = read_all(store); !read) return read;
  } else {
    if (const auto found = find_projects(store, *changed); !found) return found;
    if (const auto read = reread_names(store, *changed); !read) return read;
    if (const auto read = reread(store, *changed); !read) return read;
  }
  audit_ = changed->last;
  return {};
}

Result<CountyLint::Changed> CountyLint::read_changes(store::Store& store) const {
  Changed changed;
  changed.last = audit_;
  const auto read = store.read_audit(changed.last + 1, [&](const store::AuditEntry& entry) {
    changed.last = entry.number;
    auto* ids = entry.record == "unit"        ? &changed.units
                : entry.record == "project"   ? &changed.names
                : entry.record == "goal"      ? &changed.goals
                : entry.record == "indicator" ? &changed.indicators
                                              : nullptr;
    if (ids == nullptr) return true;
    const auto region = Region::of(entry.region);
    if (entry.action == "bulk" || !region)
      changed.everything = true;
    else if (*region == region_)
      ids->insert(entry.id);
    return true;
  });
  if (!read) return pass(read);
  return changed;
}

/// Whose the changed goals and indicators are: those that are there say it, those that are gone are known.
Result<void> CountyLint::find_projects(store::Store& store, Changed& changed) const {
  const auto goals = load_by<Goal>(store, region_, "id", changed.goals);
  if (!goals) return pass(goals);
  const auto rows = load_by<Indicator>(store, region_, "id", changed.indicators);
  if (!rows) return pass(rows);
  for (const auto& goal : *goals) changed.projects.insert(goal.project_id.value);
  for (const auto& row : *rows) changed.projects.insert(row.project_id.value);
  const std::shared_lock lock(mutex_);
  const auto note_owner = [&](const auto& owners, std::int64_t id) {
    if (const auto owner = owners.find(id); owner != owners.end()) changed.projects.insert(owner->second);
  };
  for (const auto id : changed.goals) note_owner(owner_of_goal_, id);
  for (const auto id : changed.indicators) note_owner(owner_of_indicator_, id);
  return {};
}

Result<void> CountyLint::reread_names(store::Store& store, const Changed& changed) {
  const auto units = load_by<Unit>(store, region_, "id", changed.units);
  if (!units) return pass(units);
  const auto projects = load_by<Project>(store, region_, "id", changed.names);
  if (!projects) return pass(projects);
  const std::unique_lock lock(mutex_);
  for (const auto& unit : *units) put_unit(unit);
  for (const auto& project : *projects) index_.add(project);
  return {};
}

Result<void> CountyLint::reread(store::Store& store, const Changed& changed) {
  const auto goals = load_by<Goal>(store, region_, "project_id", changed.projects);
  if (!goals) return pass(goals);
  const auto rows = load_by<Indicator>(store, region_, "project_id", changed.projects);
  if (!rows) return pass(rows);
  const std::unique_lock lock(mutex_);
  for (const auto project : changed.projects) take_out(project);
  put_in(*goals, *rows);
  return {};
}

engine::LintSees CountyLint::sees(const Access& access, std::string_view resource, law::Action action) const {
  const auto codes = access.unit_codes(resource, action);
  if (!codes) return {};
  std::set<std::int64_t> units;
  const std::shared_lock lock(mutex_);
  for (const auto& [id, code] : unit_codes_) {
    if (std::ranges::find(*codes, code) != codes->end()) units.insert(id);
  }
  return [units = std::move(units)](UnitId unit) { return units.contains(unit.value); };
}

void CountyLint::fill(engine::LintForm& form, ProjectId project, const Access& access) const {
  const auto who = sees(access, "goal", law::Action::list);
  const std::shared_lock lock(mutex_);
  index_.fill(form, project, who);
}

FormVagueness CountyLint::vagueness(ProjectId project, const std::vector<Indicator>& rows) const {
  FormVagueness vagueness;
  vagueness.weights = counts_.weights();
  const std::shared_lock lock(mutex_);
  const auto stored = rows_.find(project.value);
  std::vector<engine::VaguenessParts> parts;
  for (const auto& row : rows) {
    const bool counted =
        stored != rows_.end() && std::ranges::any_of(stored->second, [&](const Indicator& one) {
          return one.name == row.name && one.target == row.target;
        });
    parts.push_back(counts_.judge(row, counted));
    vagueness.rows.push_back({parts.back(), engine::vagueness_reasons(row, parts.back(), counts_.words())});
  }
  vagueness.index = engine::VaguenessCounts::mean(parts);
  return vagueness;
}

FormVagueness::Row CountyLint::vagueness(const Indicator& indicator) const {
  const std::shared_lock lock(mutex_);
  const auto parts = counts_.judge(indicator, false);
  return {parts, engine::vagueness_reasons(indicator, parts, counts_.words())};
}

std::vector<CountyRow> CountyLint::rows(const engine::LintSees& sees) const {
  std::vector<CountyRow> rows;
  const std::shared_lock lock(mutex_);
  for (const auto& [project, own] : rows_) {
    const auto unit = index_.unit_of({project});
    if (sees && !sees(unit)) continue;
    for (const auto& row : own) rows.push_back({row, unit});
  }
  std::ranges::sort(rows, {}, [](const CountyRow& row) {
    return std::pair(row.indicator.project_id.value, row.indicator.id.value);
  });
  return rows;
}

}  // namespace jiheng::app
