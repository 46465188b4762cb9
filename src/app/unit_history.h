#pragma once

#include <string>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "model/unit.h"
#include "model/unit_change.h"

// What becomes of units from one budget year to the next: 合并, 拆分, 更名, 划转.
namespace jiheng::app {

/// Where the work of a unit goes on: in a unit that is there, or in one that begins with the change.
struct UnitSuccessor {
  UnitId unit;       ///< 0: a new one
  std::string code;  ///< of a new one: 3 digits of its department and 3 of its own
  std::string name;
  std::string sector;
};

struct UnitChangeWish {
  FiscalYear year;  ///< first budget year after the change
  UnitChangeKind kind{};
  std::vector<UnitId> from;
  std::vector<UnitSuccessor> to;  ///< none of a rename
  std::string name;               ///< of a rename: the new name
  bool goes_on = false;           ///< of a split: the first unit stays beside the new ones
  std::string basis;              ///< the document that says so
  bool dry_run = false;           ///< check only
};

/// Registers the change: units that end, units that begin, and what came from what, in one transaction.
/// Nobody's projects are rewritten: the successor's people reach them through the change. Errors: invalid
/// (every fault at once with its pointer), refused. Returns the changes; of a dry run what they would be,
/// new units with the id 0.
Result<std::vector<UnitChange>> change_units(Workspace& workspace, const Access& access,
                                             const UnitChangeWish& wish);

/// A new unit that comes from none. Errors: as above.
Result<Unit> add_unit(Workspace& workspace, const Access& access, Unit unit);

}  // namespace jiheng::app
