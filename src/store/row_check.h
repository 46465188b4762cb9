#pragma once

#include <cstdint>

#include "store/store.h"

namespace jiheng::store {

/// Whether every value is one that both databases can keep in its column and give back unchanged: right kind,
/// in range, dates real and written "2022-03-31", codes known, text well-formed UTF-8 without NUL, required
/// fields filled. What the business asks beyond that is the application's to check. Findings name
/// "/<position>/<field>".
void check_row(const RecordDesc& record, const Row& row, std::int64_t position, Findings& findings);

}  // namespace jiheng::store
