#pragma once

#include <memory>
#include <string>

#include "store/db.h"

struct pg_conn;

namespace jiheng::store {

using PgHandle = std::unique_ptr<pg_conn, void (*)(pg_conn*)>;

/// A Connection over an open libpq handle; `name` is what users call the database.
std::unique_ptr<Connection> postgres_connection(PgHandle handle, std::string name);

}  // namespace jiheng::store
