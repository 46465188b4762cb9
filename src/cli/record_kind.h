#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "schema/record.h"

namespace jiheng::cli {

/// The kind of record a user names: "budget-line", "budget_line" or its label "预算明细". not_found lists all
/// of them.
Result<const RecordDesc*> kind_argument(std::string_view text);

/// "unit（预算单位）、project（项目）…", for help texts.
std::string kind_list();

}  // namespace jiheng::cli
