#include "schema/record.h"

#include <algorithm>

namespace jiheng {

const FieldDesc* RecordDesc::find(std::string_view field_name) const {
  const auto at = index_of(field_name);
  return at < fields.size() ? &fields[at] : nullptr;
}

std::size_t RecordDesc::index_of(std::string_view field_name) const {
  return static_cast<std::size_t>(std::ranges::find(fields, field_name, &FieldDesc::name) - fields.begin());
}

std::vector<std::size_t> RecordDesc::natural_key() const {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].options.key) positions.push_back(i);
  }
  return positions;
}

Row to_row(const RecordDesc& desc, const void* record) {
  Row row;
  row.reserve(desc.fields.size());
  for (const auto& field : desc.fields) row.push_back(field.get(record));
  return row;
}

const FieldDesc* from_row(const RecordDesc& desc, std::span<const Value> row, void* record) {
  const FieldDesc* bad = nullptr;
  for (std::size_t i = 0; i < desc.fields.size() && i < row.size(); ++i) {
    if (!desc.fields[i].set(record, row[i]) && bad == nullptr) bad = &desc.fields[i];
  }
  return bad;
}

}  // namespace jiheng
