#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace jiheng::store {

/// A database address, checked. Its password is never part of what is shown, nor of any error.
struct PostgresUrl {
  std::string url;
  std::string shown;     ///< "postgresql://user@host:port/database", without password and options
  std::string password;  ///< empty when there is none in the address

  /// Reads "postgresql://…" or "postgres://…"; the error never repeats the address.
  static Result<PostgresUrl> parse(std::string_view text);

  /// `message` with every occurrence of the password, plain or percent-encoded as in the address, as "***".
  std::string without_password(std::string message) const;
};

}  // namespace jiheng::store
