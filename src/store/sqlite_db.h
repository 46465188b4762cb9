#pragma once

#include <filesystem>
#include <memory>

#include "store/db.h"

namespace jiheng::store {

/// An SQLite file; with an empty path, a database in memory whose one connection is all there is.
std::unique_ptr<Database> sqlite_database(const std::filesystem::path& file);

/// Copies the open database `from` into a new file `to` (SQLite's online backup; the source stays usable).
Result<void> sqlite_backup(Connection& from, const std::filesystem::path& to);

}  // namespace jiheng::store
