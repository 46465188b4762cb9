#pragma once

#include "base/date.h"
#include "base/result.h"
#include "model/unit.h"
#include "store/store.h"

namespace jiheng::app {

/// Gives one unit the name that it had in that budget year (UnitTree::name_in for a whole tree).
Result<void> name_of_year(store::Store& store, Unit& unit, FiscalYear year);

}  // namespace jiheng::app
