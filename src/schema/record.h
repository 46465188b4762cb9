#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "schema/field.h"

namespace jiheng {

/// A kind of record: its table, its label and its fields. Field 0 is always `region`, field 1 always `id`;
/// together they are the primary key. JSON, SQL, OpenAPI, CSV and XLSX columns all come from this one
/// description.
struct RecordDesc {
  std::string_view name;   ///< snake_case, singular: table name and JSON name
  std::string_view label;  ///< Chinese
  std::span<const FieldDesc> fields;

  /// The field called `field_name`; nullptr when there is none.
  const FieldDesc* find(std::string_view field_name) const;
  /// Its position; fields.size() when there is none.
  std::size_t index_of(std::string_view field_name) const;
  /// Positions of the natural key's fields, without the region.
  std::vector<std::size_t> natural_key() const;
};

/// The description of T; every record of model/ specialises it in its own .cpp.
template <class T>
const RecordDesc& record_of();

/// A record's values in the order of its description's fields.
using Row = std::vector<Value>;

/// The values of `record`, which must be of the type that `desc` describes.
Row to_row(const RecordDesc& desc, const void* record);

/// Puts `row` into `record`. Returns the first field whose value is not of its type, nullptr when all are.
const FieldDesc* from_row(const RecordDesc& desc, std::span<const Value> row, void* record);

template <class T>
Row to_row(const T& record) {
  return to_row(record_of<T>(), &record);
}

/// The record of a row that was checked when it was written; fields that do not fit keep their default.
template <class T>
T from_row(std::span<const Value> row) {
  T record{};
  from_row(record_of<T>(), row, &record);
  return record;
}

/// Copies to `to` every field that both kinds of record have by name, the region and the number included. A
/// field that is one day added to both is copied without anybody thinking of it.
template <class From, class To>
void copy_shared_fields(const From& from, To& to) {
  const auto& source = record_of<From>();
  const auto& target = record_of<To>();
  const auto values = to_row(from);
  auto row = to_row(to);
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto at = source.index_of(target.fields[i].name);
    if (at < values.size()) row[i] = values[at];
  }
  from_row(target, row, &to);
}

}  // namespace jiheng
