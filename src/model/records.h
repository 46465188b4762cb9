#pragma once

#include <span>
#include <string_view>

#include "schema/record.h"

namespace jiheng {

/// Every kind of record, what is referred to before what refers to it.
std::span<const RecordDesc* const> all_records();

/// The kind of that name, snake_case or with hyphens ("budget-line"); nullptr when there is none.
const RecordDesc* find_record(std::string_view name);

}  // namespace jiheng
