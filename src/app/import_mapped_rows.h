#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "app/import_batch.h"
#include "app/import_mapped_table.h"
#include "store/store.h"

namespace jiheng::app {

/// What rows are told apart by: their values of `fields`.
std::string mapped_key(std::span<const std::size_t> fields, std::span<const Value> row);

/// Reads the cells of a portal's table into rows of our record: codes translated, units found by code or
/// name, amounts in their unit, constants filled in, and, where the mapping says so, rows of one record added
/// up
/// (`combined` counts those that went into another).
Result<ImportBatch> read_mapped_rows(store::Store& store, const law::Mapping& mapping,
                                     const MappedTable& table, Region place, std::int64_t& combined);

}  // namespace jiheng::app
