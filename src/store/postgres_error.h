#pragma once

#include <string_view>

#include "base/result.h"

namespace jiheng::store {

/// What a SQLSTATE means for the program; `message` is the server's own, `name` the database as shown to
/// users.
Error postgres_error(std::string_view sqlstate, std::string_view message, std::string_view name,
                     std::string_view sql = {});

/// Whether the server has ended this connection, or is about to (class 08, 57P01 to 57P03).
bool ends_connection(std::string_view sqlstate);

}  // namespace jiheng::store
