#include "store/sql_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "store/scope_sql.h"

namespace jiheng::store {
namespace {

std::string numbered_params(std::size_t count) {
  std::string list;
  for (std::size_t i = 1; i <= count; ++i) list += fmt::format("{}?{}", i == 1 ? "" : ", ", i);
  return list;
}

Error unknown_field(const RecordDesc& record, std::string_view name) {
  return {ErrorCode::usage, fmt::format("{}没有名为“{}”的字段", record.label, name), {}};
}

/// Builds the text of one query; holds what has been bound so far.
class QueryWriter {
 public:
  explicit QueryWriter(const RecordDesc& record) : record_(record) {}

  Result<void> where(const Query& query) {
    if (query.region) {
      add_term(fmt::format("region = {}", bind(std::int64_t{query.region->code()})));
    }
    for (const auto& condition : query.where) {
      if (record_.find(condition.field) == nullptr)
        return tl::unexpected(unknown_field(record_, condition.field));
      add_condition(condition);
    }
    if (query.scope != nullptr) {
      const auto scope =
          scope_condition(record_, *query.scope, query.region, [this](Param param) { return bind(param); });
      if (!scope) return pass(scope);
      add_term(*scope);
    }
    if (out_.params.size() > kMostQueryValues) {
      return fail(ErrorCode::usage, fmt::format("查询条件的取值超过 {} 个，请分批查询", kMostQueryValues));
    }
    return {};
  }

  Result<void> order(const Query& query) {
    out_.sql += " order by ";
    for (const auto& name : query.order_by) {
      const auto* field = record_.find(name);
      if (field == nullptr) return tl::unexpected(unknown_field(record_, name));
      out_.sql += fmt::format("{}{}, ", name, field->type->optional ? " nulls first" : "");
    }
    out_.sql += "region, id";
    return {};
  }

  void limit(std::int64_t rows) {
    if (rows > 0) out_.sql += fmt::format(" limit {}", bind(rows));
  }

  QuerySql out_;

 private:
  std::string bind(Param param) {
    out_.params.push_back(param);
    return fmt::format("?{}", out_.params.size());
  }

  void add_term(std::string_view term) {
    out_.sql += first_ ? " where " : " and ";
    out_.sql += term;
    first_ = false;
  }

  void add_condition(const Condition& condition) {
    std::vector<const Value*> filled;
    for (const auto& value : condition.values) {
      if (!is_empty(value)) filled.push_back(&value);
    }
    const bool with_empty = filled.size() < condition.values.size();
    std::string term = filled.empty() ? "" : fmt::format("{} in ({})", condition.field, list_of(filled));
    if (with_empty) term += fmt::format("{}{} is null", term.empty() ? "" : " or ", condition.field);
    // No value at all holds for no row.
    add_term(term.empty() ? "1 = 0" : fmt::format("({})", term));
  }

  /// As many places as the next power of two, the last value again and again, so that lists of many lengths
  /// share few prepared statements.
  std::string list_of(const std::vector<const Value*>& values) {
    const std::size_t places = std::bit_ceil(values.size());
    std::string list;
    for (std::size_t i = 0; i < places; ++i) {
      if (i > 0) list += ", ";
      list += bind(param_of(*values[std::min(i, values.size() - 1)]));
    }
    return list;
  }

  const RecordDesc& record_;
  bool first_ = true;
};

}  // namespace

RecordSql record_sql(const RecordDesc& record) {
  RecordSql sql;
  const std::string columns = column_list(record);
  sql.insert = fmt::format("insert into \"{}\" ({}) values ({})", record.name, columns,
                           numbered_params(record.fields.size()));
  std::string sets;
  for (std::size_t i = 2; i < record.fields.size(); ++i) {
    sets += fmt::format("{}{} = ?{}", i == 2 ? "" : ", ", record.fields[i].name, i + 1);
  }
  constexpr std::string_view kById = "where region = ?1 and id = ?2";
  sql.update = fmt::format("update \"{}\" set {} {}", record.name, sets, kById);
  sql.select_by_id = fmt::format("select {} from \"{}\" {}", columns, record.name, kById);
  sql.remove = fmt::format("delete from \"{}\" {}", record.name, kById);
  std::string by_key = "where region = ?1";
  std::size_t place = 1;
  for (const auto position : record.natural_key()) {
    const auto& field = record.fields[position];
    by_key += field.type->optional ? fmt::format(" and coalesce({}, 0) = coalesce(cast(?{} as bigint), 0)",
                                                 field.name, ++place)
                                   : fmt::format(" and {} = ?{}", field.name, ++place);
  }
  sql.select_by_key = fmt::format("select {} from \"{}\" {}", columns, record.name, by_key);
  return sql;
}

Result<QuerySql> query_sql(const RecordDesc& record, const Query& query, bool count) {
  QueryWriter writer(record);
  writer.out_.sql =
      fmt::format("select {} from \"{}\"", count ? "count(*)" : column_list(record), record.name);
  if (auto done = writer.where(query); !done) return pass(done);
  if (!count) {
    if (auto done = writer.order(query); !done) return pass(done);
    writer.limit(query.limit);
  }
  return std::move(writer.out_);
}

std::string to_postgres(std::string_view sql) {
  std::string out;
  out.reserve(sql.size());
  bool quoted = false;
  for (const char c : sql) {
    if (c == '\'') quoted = !quoted;
    out += c == '?' && !quoted ? '$' : c;
  }
  return out;
}

}  // namespace jiheng::store
