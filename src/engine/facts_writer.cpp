#include "engine/facts_writer.h"

#include <fmt/format.h>

#include <limits>

namespace jiheng::engine {
namespace {

void set_storage(FactColumnData& column, const law::FactColumn& desc, std::size_t rows) {
  const bool dimension = desc.is_dimension();
  switch (desc.width) {
    case 1: column.values = std::vector<std::uint8_t>{}; break;
    case 2:
      if (dimension)
        column.values = std::vector<std::uint16_t>{};
      else
        column.values = std::vector<std::int16_t>{};
      break;
    case 4:
      if (dimension)
        column.values = std::vector<std::uint32_t>{};
      else
        column.values = std::vector<std::int32_t>{};
      break;
    case 8: column.values = std::vector<std::int64_t>{}; break;
    default: return;
  }
  std::visit([rows](auto& values) { values.reserve(rows); }, column.values);
}

/// Appends `value`; false when T cannot hold it.
template <class T>
bool append_value(std::vector<T>& values, std::int64_t value) {
  using Limits = std::numeric_limits<T>;
  if constexpr (std::is_signed_v<T>) {
    // The smallest value stands for "not filled".
    const bool missing = value == kNoValue;
    const bool fits =
        missing || (value > std::int64_t{Limits::min()} && value <= std::int64_t{Limits::max()});
    values.push_back(missing || !fits ? Limits::min() : static_cast<T>(value));
    return fits;
  } else {
    const bool fits = value >= 0 && value <= std::int64_t{Limits::max()};
    values.push_back(fits ? static_cast<T>(value) : T{0});
    return fits;
  }
}

}  // namespace

std::uint32_t FactNames::add(std::string_view name) {
  const auto [found, fresh] = index_.try_emplace(std::string(name), static_cast<std::uint32_t>(ends_.size()));
  if (fresh) {
    text_ += name;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  }
  return found->second;
}

void FactNames::move_into(RegionFacts& facts) {
  text_.shrink_to_fit();
  ends_.shrink_to_fit();
  facts.name_text = std::move(text_);
  facts.name_ends = std::move(ends_);
  index_.clear();
}

FactWriter::FactWriter(law::Entity entity, std::size_t expected_rows) : desc_(law::entity_desc(entity)) {
  const std::size_t columns = desc_.columns.size();
  table_.columns.resize(columns);
  table_.dictionaries.resize(columns);
  positions_.resize(columns);
  table_.ids.reserve(expected_rows);
  table_.names.reserve(expected_rows);
  for (std::size_t i = 0; i < columns; ++i) {
    set_storage(table_.columns[i], desc_.columns[i], expected_rows);
    blank_[i] = desc_.columns[i].is_dimension() ? 0 : kNoValue;
  }
}

void FactWriter::begin(FiscalYear year, std::int64_t id, std::uint32_t name) {
  row_ = blank_;
  const auto value = static_cast<std::int16_t>(year.value());
  const auto at = static_cast<std::uint32_t>(table_.ids.size());
  if (table_.years.empty() || table_.years.back().year != value) table_.years.push_back({value, at, at});
  table_.ids.push_back(id);
  table_.names.push_back(name);
}

void FactWriter::text(std::size_t column, std::string_view code, std::string_view label) {
  auto& dictionary = table_.dictionaries[column];
  const auto [found, fresh] =
      positions_[column].try_emplace(std::string(code), static_cast<std::uint32_t>(dictionary.codes.size()));
  if (fresh) {
    dictionary.codes.emplace_back(code);
    dictionary.labels.emplace_back(label);
  }
  row_[column] = found->second;
}

void FactWriter::named(std::size_t column, std::string_view code, std::string_view label) {
  auto& dictionary = table_.dictionaries[column];
  auto key = std::string(code) + '\n' + std::string(label);
  const auto [found, fresh] =
      positions_[column].try_emplace(std::move(key), static_cast<std::uint32_t>(dictionary.codes.size()));
  if (fresh) {
    dictionary.codes.emplace_back(code);
    dictionary.labels.emplace_back(label);
  }
  row_[column] = found->second;
}

void FactWriter::append(std::size_t column) {
  auto& data = table_.columns[column];
  const std::int64_t value = row_[column];
  const bool fits = std::visit([value](auto& values) { return append_value(values, value); }, data.values);
  if (!fits && too_large_.empty()) too_large_ = desc_.columns[column].label;
  if (desc_.columns[column].is_dimension()) return;
  if (value == kNoValue)
    data.has_missing = true;
  else
    data.largest = std::max(data.largest, value < 0 ? -value : value);
}

void FactWriter::end() {
  for (std::size_t i = 0; i < desc_.columns.size(); ++i) {
    if (desc_.columns[i].width > 0) append(i);
  }
  table_.years.back().end = static_cast<std::uint32_t>(table_.ids.size());
}

Result<FactTable> FactWriter::finish() {
  if (!too_large_.empty()) {
    return fail(ErrorCode::invalid, fmt::format("{}的“{}”超出了可以统计的范围", desc_.label, too_large_));
  }
  return std::move(table_);
}

}  // namespace jiheng::engine
