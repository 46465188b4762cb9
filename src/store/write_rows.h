#pragma once

#include <map>

#include "store/sql_text.h"
#include "store/writer.h"

namespace jiheng::store {

/// The statements of every kind of record, made once.
class RecordSqlTable {
 public:
  const RecordSql& of(const RecordDesc& record);

 private:
  std::map<const RecordDesc*, RecordSql> by_record_;
};

/// Everything that is wrong with the rows themselves; `where` is "/<position>/<field>".
Findings check_puts(std::span<const Put> puts);

/// Store::put inside a transaction; the puts have passed check_puts.
Result<WriteReport> write_puts(WriteContext& context, RecordSqlTable& sql, const Actor& actor,
                               std::span<const Put> puts);

/// Store::remove inside a transaction: an id that is not there is an error.
Result<void> remove_rows(WriteContext& context, RecordSqlTable& sql, const Actor& actor,
                         const RecordDesc& record, Region region, std::span<const std::int64_t> ids);

}  // namespace jiheng::store
