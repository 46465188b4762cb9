#pragma once

#include <memory>

#include "store/db.h"
#include "store/postgres_url.h"

namespace jiheng::store {

/// A PostgreSQL database (13 or later, UTF-8), through libpq.
std::unique_ptr<Database> postgres_database(PostgresUrl url);

}  // namespace jiheng::store
