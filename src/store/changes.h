#pragma once

#include <string>
#include <string_view>

#include "schema/record.h"

namespace jiheng::store {

/// What stands in the audit trail for the value of a secret field.
inline constexpr std::string_view kSecretMark = "***";

/// The audit trail's account of a change: {"field":[before,after],…} of the fields that differ, values as
/// stored (money in 分, scores in hundredths, booleans 0 and 1), null for "not filled". An empty row stands
/// for "no row". The key (region, id) is the entry's own. Of secret fields only that they changed.
std::string changes_json(const RecordDesc& record, const Row& before, const Row& after);

}  // namespace jiheng::store
