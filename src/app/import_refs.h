#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "app/import_batch.h"
#include "base/result.h"
#include "store/store.h"

namespace jiheng::app {

using CodeIds = std::unordered_map<std::string, std::int64_t>;

/// Codes of rows that are written in the same transaction, by record and region.
using PendingCodes = std::map<std::pair<const RecordDesc*, Region>, CodeIds>;

/// Replaces the codes in reference columns by the ids of what they refer to; a row with an unknown code is
/// refused, with the nearest known code as a hint. Also asks that a unit's supervising department exists, in
/// the file or stored.
Result<void> resolve_references(ImportBatch& batch, store::Store& store, const PendingCodes& pending);

/// Gives the rows of a record that has codes ids of their own, from 1 on, and notes them in `pending`. Only
/// for a database without records.
void number_codes(ImportBatch& batch, PendingCodes& pending);

}  // namespace jiheng::app
