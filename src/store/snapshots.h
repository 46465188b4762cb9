#pragma once

#include <utility>

#include "store/writer.h"

namespace jiheng::store {

/// Store::save_snapshot inside a transaction; an id that is taken is a conflict.
Result<void> write_snapshot(WriteContext& context, const Actor& actor, const Snapshot& snapshot,
                            std::string_view facts, std::string_view law);

Result<std::vector<Snapshot>> read_snapshots(Connection& db, std::optional<Region> region);

/// The facts and the law, checked against the digests kept with them.
Result<std::pair<std::string, std::string>> read_snapshot(Connection& db, std::string_view id);

}  // namespace jiheng::store
