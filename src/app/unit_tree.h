#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "model/role.h"
#include "model/unit.h"
#include "model/unit_change.h"
#include "store/store.h"

namespace jiheng::app {

/// The units of one place with what became of them: departments and sections, their units, and changes from
/// year to year. Immutable.
class UnitTree {
 public:
  UnitTree() = default;
  UnitTree(std::vector<Unit> units, std::vector<UnitChange> changes);
  static Result<UnitTree> load(store::Store& store, Region place);

  const std::vector<Unit>& units() const { return units_; }  ///< by code
  const std::vector<UnitChange>& changes() const { return changes_; }
  const Unit* find(UnitId id) const;
  const Unit* find(std::string_view code) const;
  /// The department of a unit; nullptr when its code leads nowhere.
  const Unit* department_of(const Unit& unit) const;

  /// The units that a role held for `unit` reaches, by id, sorted: of a department role the department and
  /// all its units; and the units they came from (合并、拆分、划转), whose projects they go on with.
  std::vector<std::int64_t> reach(UnitId unit, RoleScope scope) const;

  /// What the unit was called in a budget year: before a rename, its old name.
  std::string_view name_in(const Unit& unit, FiscalYear year) const;
  /// Whether it is there in that budget year.
  static bool in_force(const Unit& unit, FiscalYear year);

 private:
  std::vector<Unit> units_;
  std::vector<UnitChange> changes_;
  std::map<std::int64_t, std::size_t> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_code_;
};

}  // namespace jiheng::app
