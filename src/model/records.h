#pragma once

#include <span>
#include <string_view>

#include "schema/record.h"

namespace jiheng {

/// Every kind of record that files carry (import, export), what is referred to before what refers to it.
std::span<const RecordDesc* const> all_records();

/// The kinds that only the program writes and reads: credentials, sessions, delegations. Never imported,
/// exported or listed.
std::span<const RecordDesc* const> internal_records();

/// Both: every table of a database.
std::span<const RecordDesc* const> stored_records();

/// The kind that files carry of that name, snake_case or with hyphens ("budget-line"); nullptr when there is
/// none.
const RecordDesc* find_record(std::string_view name);

}  // namespace jiheng
