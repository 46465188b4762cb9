#pragma once

#include <span>

#include "base/result.h"
#include "engine/facts.h"
#include "engine/figure.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

/// Builds the facts of every region from the store. `as_of` decides what is late.
Result<engine::FactBase> load_facts(store::Store& store, const law::Book& book, Date as_of);

/// The facts after a commit that touched `regions`: these are built anew, all others shared with `before`.
/// Costs one reading of the region's rows (about 20 ms for a county of 600 projects a year).
Result<engine::FactBase> refresh_facts(const engine::FactBase& before, store::Store& store,
                                       const law::Book& book, Date as_of, std::span<const Region> regions);

/// Looks up the names of facts whose names are not kept in memory.
Result<void> fill_names(store::Store& store, Region place, engine::FigureRows& rows);

}  // namespace jiheng::app
