#include "engine/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace jiheng::engine {
namespace {

template <class T>
std::int64_t widen(T value) {
  if constexpr (std::is_signed_v<T>) {
    if (value == std::numeric_limits<T>::min()) return kNoValue;
  }
  return static_cast<std::int64_t>(value);
}

/// "640300" covers 640301…640399, "640000" every county of 64, no code at all the nation; any other code only
/// itself.
bool place_covers(Region place, Region region) {
  constexpr std::int32_t kPrefecture = 100;
  constexpr std::int32_t kProvince = 10000;
  const std::int32_t code = place.code();
  if (code == 0) return true;
  if (code % kProvince == 0) return region.code() / kProvince == code / kProvince;
  if (code % kPrefecture == 0) return region.code() / kPrefecture == code / kPrefecture;
  return region.code() == code;
}

std::size_t text_bytes(const std::vector<std::string>& texts) {
  constexpr std::size_t kInPlace = 15;
  std::size_t bytes = texts.capacity() * sizeof(std::string);
  for (const auto& text : texts) bytes += text.capacity() > kInPlace ? text.capacity() + 1 : 0;
  return bytes;
}

std::size_t table_bytes(const FactTable& table) {
  std::size_t bytes =
      table.ids.capacity() * sizeof(std::int64_t) + table.names.capacity() * sizeof(std::uint32_t);
  for (const auto& column : table.columns) {
    bytes += sizeof(FactColumnData);
    std::visit([&](const auto& values) { bytes += values.capacity() * sizeof(values[0]); }, column.values);
  }
  for (const auto& dictionary : table.dictionaries) {
    bytes += sizeof(FactDictionary) + text_bytes(dictionary.codes) + text_bytes(dictionary.labels);
  }
  return bytes + table.years.capacity() * sizeof(FactTable::YearRange);
}

std::vector<DimensionValue> found_values(std::span<const RegionFacts* const> regions, law::Entity entity,
                                         std::size_t index) {
  std::map<std::string, std::string> values;
  for (const auto* region : regions) {
    const auto& dictionary = region->table(entity).dictionaries[index];
    for (std::size_t i = 0; i < dictionary.codes.size(); ++i)
      values.insert_or_assign(dictionary.codes[i], dictionary.labels[i]);  // the newest name comes last
  }
  std::vector<DimensionValue> list;
  for (auto& [code, label] : values) list.push_back({code, label});
  return list;
}

}  // namespace

std::int64_t FactColumnData::at(std::size_t row) const {
  return std::visit([row](const auto& list) { return widen(list[row]); }, values);
}

std::string_view RegionFacts::name(std::uint32_t index) const {
  if (index >= name_ends.size()) return {};
  const std::size_t begin = index == 0 ? 0 : name_ends[index - 1];
  return std::string_view(name_text).substr(begin, name_ends[index] - begin);
}

FactBase::FactBase(std::vector<std::shared_ptr<const RegionFacts>> regions) : regions_(std::move(regions)) {
  std::ranges::sort(regions_, {}, [](const auto& facts) { return facts->region; });
}

std::vector<const RegionFacts*> FactBase::within(Region place) const {
  std::vector<const RegionFacts*> found;
  for (const auto& facts : regions_) {
    if (place_covers(place, facts->region)) found.push_back(facts.get());
  }
  return found;
}

FactBase FactBase::with(std::shared_ptr<const RegionFacts> facts) const {
  auto regions = regions_;
  const auto same =
      std::ranges::find_if(regions, [&](const auto& other) { return other->region == facts->region; });
  if (same == regions.end())
    regions.push_back(std::move(facts));
  else
    *same = std::move(facts);
  return FactBase(std::move(regions));
}

std::vector<FiscalYear> FactBase::years(Region place) const {
  std::set<std::int16_t> found;
  for (const auto* region : within(place)) {
    for (const auto& table : region->tables) {
      for (const auto& range : table.years) found.insert(range.year);
    }
  }
  std::vector<FiscalYear> list;
  for (const auto year : found) {
    if (const auto checked = FiscalYear::of(year)) list.push_back(*checked);
  }
  return list;
}

std::size_t FactBase::count(law::Entity entity) const {
  std::size_t total = 0;
  for (const auto& facts : regions_) total += facts->table(entity).size();
  return total;
}

std::size_t FactBase::bytes() const {
  std::size_t bytes = regions_.capacity() * sizeof(regions_[0]);
  for (const auto& facts : regions_) {
    bytes += sizeof(RegionFacts) + facts->name_text.capacity() +
             facts->name_ends.capacity() * sizeof(std::uint32_t);
    for (const auto& table : facts->tables) bytes += sizeof(FactTable) + table_bytes(table);
  }
  return bytes;
}

std::vector<DimensionValue> FactBase::values_of(Region place, law::Entity entity,
                                                std::string_view dimension) const {
  const auto& desc = law::entity_desc(entity);
  const std::size_t index = desc.index_of(dimension);
  if (index == desc.columns.size() || !desc.columns[index].is_dimension()) return {};
  const auto regions = within(place);
  std::vector<DimensionValue> list;
  switch (desc.columns[index].source) {
    case law::CodeSource::fixed:
      for (const auto& row : desc.columns[index].codes)
        list.push_back({std::string(row.code), std::string(row.label)});
      return list;
    case law::CodeSource::dictionary:
    case law::CodeSource::local: return found_values(regions, entity, index);
    case law::CodeSource::region:
      for (const auto* region : regions) list.push_back({region->region.to_text(), region->region.to_text()});
      return list;
    case law::CodeSource::year: {
      std::set<std::int16_t> found;
      for (const auto* region : regions) {
        for (const auto& range : region->table(entity).years) found.insert(range.year);
      }
      for (const auto year : found) list.push_back({std::to_string(year), fmt::format("{}年", year)});
      return list;
    }
  }
  return list;
}

}  // namespace jiheng::engine
