#pragma once

#include <string_view>

#include "base/result.h"

struct sqlite3;

namespace jiheng::store {

/// The last failure of `db` as an Error; `name` is the file, `sql` the statement, for defects of the program.
Error sqlite_error(sqlite3* db, int code, std::string_view name, std::string_view sql = {});

}  // namespace jiheng::store
