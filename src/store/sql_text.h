#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/db.h"
#include "store/store.h"

namespace jiheng::store {

/// The statements that write one kind of record.
struct RecordSql {
  std::string insert;         ///< every field, in order
  std::string update;         ///< every field, in order; finds the row by ?1 (region) and ?2 (id)
  std::string select_by_id;   ///< ?1 region, ?2 id
  std::string select_by_key;  ///< ?1 region, ?2 … the natural key's fields
  std::string remove;         ///< ?1 region, ?2 id
};

RecordSql record_sql(const RecordDesc& record);

/// A query as SQL with what has to be bound; the parameters point into the query.
struct QuerySql {
  std::string sql;
  std::vector<Param> params;
};

/// How many values a query may name in all its conditions; more do not fit a statement of either database.
inline constexpr std::size_t kMostQueryValues = 16'000;

/// "select … from … where …"; with `count`, only the number of rows. An unknown field is an error.
Result<QuerySql> query_sql(const RecordDesc& record, const Query& query, bool count);

/// ?1 as $1, outside of quotes.
std::string to_postgres(std::string_view sql);

}  // namespace jiheng::store
