#pragma once

#include <functional>
#include <string>

#include "store/db.h"
#include "store/store.h"

namespace jiheng::store {

/// Binds a value and returns its placeholder ("?7").
using BindParam = std::function<std::string(Param)>;

/// A RowScope as a condition on the rows of `record`, in brackets. With a region the rows that lead to a unit
/// are looked up as a set, else row by row. The bound values point into `scope`. An error when the record has
/// no way to a unit or project, or no state, that a part asks for.
Result<std::string> scope_condition(const RecordDesc& record, const RowScope& scope,
                                    std::optional<Region> region, const BindParam& bind);

}  // namespace jiheng::store
