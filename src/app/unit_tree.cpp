#include "app/unit_tree.h"

#include <algorithm>
#include <set>

namespace jiheng::app {

UnitTree::UnitTree(std::vector<Unit> units, std::vector<UnitChange> changes)
    : units_(std::move(units)), changes_(std::move(changes)) {
  std::ranges::sort(units_, {}, &Unit::code);
  for (std::size_t i = 0; i < units_.size(); ++i) {
    by_id_[units_[i].id.value] = i;
    by_code_[units_[i].code] = i;
  }
}

Result<UnitTree> UnitTree::load(store::Store& store, Region place) {
  store::Query query;
  query.region = place;
  auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  auto changes = store::load<UnitChange>(store, query);
  if (!changes) return pass(changes);
  return UnitTree(std::move(*units), std::move(*changes));
}

const Unit* UnitTree::find(UnitId id) const {
  const auto found = by_id_.find(id.value);
  return found == by_id_.end() ? nullptr : &units_[found->second];
}

const Unit* UnitTree::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &units_[found->second];
}

const Unit* UnitTree::department_of(const Unit& unit) const { return find(unit.department_code); }

std::vector<std::int64_t> UnitTree::reach(UnitId unit, RoleScope scope) const {
  std::set<std::int64_t> reached;
  std::vector<std::int64_t> open{unit.value};
  while (!open.empty()) {
    const auto id = open.back();
    open.pop_back();
    if (!reached.insert(id).second) continue;
    const Unit* here = find(UnitId{id});
    if (scope == RoleScope::department && here != nullptr && here->kind == UnitKind::department) {
      for (const auto& other : units_) {
        if (other.department_code == here->code) open.push_back(other.id.value);
      }
    }
    for (const auto& change : changes_) {
      if (change.to_unit_id.value == id) open.push_back(change.from_unit_id.value);
    }
  }
  return {reached.begin(), reached.end()};
}

std::string_view UnitTree::name_in(const Unit& unit, FiscalYear year) const {
  const UnitChange* next = nullptr;  // the first rename after that year
  for (const auto& change : changes_) {
    const bool renamed = change.kind == UnitChangeKind::rename && change.from_unit_id == unit.id;
    if (!renamed || !change.from_name || change.year <= year) continue;
    if (next == nullptr || change.year < next->year) next = &change;
  }
  return next == nullptr ? std::string_view(unit.name) : std::string_view(*next->from_name);
}

bool UnitTree::in_force(const Unit& unit, FiscalYear year) {
  return (!unit.since_year || *unit.since_year <= year) && (!unit.until_year || year <= *unit.until_year);
}

}  // namespace jiheng::app
