#include "app/unit_names.h"

#include "app/unit_tree.h"

namespace jiheng::app {

Result<void> name_of_year(store::Store& store, Unit& unit, FiscalYear year) {
  store::Query query;
  query.region = unit.region;
  query.where.push_back({"from_unit_id", {Value{unit.id.value}}});
  auto changes = store::load<UnitChange>(store, query);
  if (!changes) return pass(changes);
  if (changes->empty()) return {};
  unit.name = std::string(UnitTree({unit}, std::move(*changes)).name_in(unit, year));
  return {};
}

}  // namespace jiheng::app
