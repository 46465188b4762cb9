#include "store/db.h"

namespace jiheng::store {

Param param_of(const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
  return std::monostate{};
}

}  // namespace jiheng::store
