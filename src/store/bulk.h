#pragma once

#include "store/writer.h"

namespace jiheng::store {

/// Store::bulk_load: takes rows from `next` in the calling thread while the writer writes the batch before.
Result<std::int64_t> load_rows(Writer& writer, const Actor& actor, const RecordDesc& record,
                               const RowSource& next);

/// The digest that a batch's audit entry carries: SM3 over each row's values in field order, a number as
/// "<digits>\n", a text as "<bytes>:<text>\n", "not filled" as "-\n" (docs/dev/audit-chain.md).
std::string rows_digest(std::span<const Row> rows);

}  // namespace jiheng::store
