#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "law/book.h"
#include "model/role.h"

namespace jiheng::app {

/// The values of law/parameters/security as they are in force at a place and a day.
struct SecurityRules {
  int min_length = 0;    ///< of passwords, in characters
  int classes = 0;       ///< of the four: upper, lower, digits, others
  int max_age_days = 0;  ///< 0: never grows old
  int history = 0;       ///< passwords before that may not come back
  std::vector<std::string> common_passwords;
  int lock_failures = 0;
  int lock_minutes = 0;
  int address_per_minute = 0;
  int idle_minutes = 0;
  int absolute_hours = 0;
  std::vector<Role> second_factor_roles;
  int hash_passes = 0;
  int hash_memory_mib = 0;
  int hashes_at_once = 0;

  bool needs_second_factor(Role role) const;
};

/// Reads them; `demo`: the data folder holds demonstration data, whose accounts are public, and
/// security.demonstration applies. An error when one is missing or of another type.
Result<SecurityRules> read_security_rules(const law::Book& book, Region place, Date as_of, bool demo);

}  // namespace jiheng::app
