#include "app/export.h"

#include <fmt/format.h>

#include <unordered_map>

#include "io/csv.h"
#include "model/records.h"
#include "schema/columns.h"
#include "schema/field_text.h"

namespace jiheng::app {
namespace {

using CodesById = std::unordered_map<std::int64_t, std::string>;

/// The codes of all rows of `target`, by id.
Result<CodesById> codes_by_id(store::Store& store, const RecordDesc& target, std::optional<Region> place) {
  const auto id_at = target.index_of("id");
  const auto code_at = target.index_of(code_field(target));
  store::Query query;
  query.region = place;
  CodesById codes;
  const auto done = store.scan(target, query, [&](std::span<const Value> row) {
    codes.emplace(std::get<std::int64_t>(row[id_at]), std::get<std::string>(row[code_at]));
  });
  if (!done) return pass(done);
  return codes;
}

/// By field of `record`: the codes that a reference in it is written with.
Result<std::unordered_map<std::size_t, CodesById>> reference_codes(store::Store& store,
                                                                   const RecordDesc& record,
                                                                   std::optional<Region> place) {
  std::unordered_map<std::size_t, CodesById> codes;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto ref = record.fields[i].options.ref;
    if (ref.empty()) continue;
    auto found = codes_by_id(store, *find_record(ref), place);
    if (!found) return pass(found);
    codes.emplace(i, std::move(*found));
  }
  return codes;
}

Result<store::Query> query_of(const RecordDesc& record, const ExportOptions& options) {
  store::Query query;
  query.region = options.place;
  if (options.year) {
    if (record.find("year") == nullptr) {
      return fail(ErrorCode::usage, fmt::format("“{}”没有年度，不能用 --year", record.label));
    }
    query.where.push_back({"year", {Value{std::int64_t{options.year->value()}}}});
  }
  for (const auto position : record.natural_key()) query.order_by.emplace_back(record.fields[position].name);
  return query;
}

}  // namespace

Result<Export> export_records(store::Store& store, const RecordDesc& record, const ExportOptions& options) {
  const auto query = query_of(record, options);
  if (!query) return pass(query);
  const auto codes = reference_codes(store, record, options.place);
  if (!codes) return pass(codes);
  Export out;
  out.csv = io::kByteOrderMark;
  io::append_csv(out.csv, file_header(record, options.unit));
  const auto fields = file_fields(record);
  std::string dangling;
  std::vector<std::string> cells(fields.size());
  const auto done = store.scan(record, *query, [&](std::span<const Value> row) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto& field = record.fields[fields[i]];
      const auto* id = std::get_if<std::int64_t>(&row[fields[i]]);
      if (field.options.ref.empty() || id == nullptr) {
        cells[i] = write_field(field, row[fields[i]], options.unit);
        continue;
      }
      const auto& known = codes->at(fields[i]);
      const auto code = known.find(*id);
      if (code == known.end())
        dangling = fmt::format("“{}”的“{}”引用了不存在的编号 {}", record.label, field.label(), *id);
      else
        cells[i] = code->second;
    }
    io::append_csv(out.csv, cells);
    ++out.rows;
  });
  if (!done) return pass(done);
  if (!dangling.empty()) return fail(ErrorCode::invalid, dangling);
  return out;
}

}  // namespace jiheng::app
