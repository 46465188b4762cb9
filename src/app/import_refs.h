#pragma once

#include "app/import_batch.h"
#include "base/result.h"
#include "store/store.h"

namespace jiheng::app {

/// Replaces the codes in reference columns by the ids of what they refer to; a row with an unknown code is
/// refused, with the nearest known code as a hint. Also asks that a unit's supervising department exists, in
/// the file or stored.
Result<void> resolve_references(ImportBatch& batch, store::Store& store);

}  // namespace jiheng::app
