#include "engine/figure_select.h"

#include <algorithm>
#include <charconv>
#include <type_traits>

namespace jiheng::engine {
namespace {

/// A code of a unit or department of several regions may be written "640323/219".
bool code_matches(std::string_view wanted, std::string_view code, const std::string& region) {
  return wanted == code || (wanted.size() == region.size() + 1 + code.size() && wanted.starts_with(region) &&
                            wanted[region.size()] == '/' && wanted.ends_with(code));
}

std::vector<std::uint8_t> kept_codes(const law::FactColumn& column, const FactDictionary& dictionary,
                                     Region region, std::span<const std::string> wanted) {
  std::vector<std::uint8_t> keep;
  if (column.source == law::CodeSource::fixed) {
    // One byte a code, for every value a byte can have: no bounds to check while reading.
    keep.resize(256, 0);
    for (std::size_t i = 0; i < column.codes.size(); ++i) {
      keep[i] = std::ranges::count(wanted, column.codes[i].code) != 0 ? 1 : 0;
    }
    return keep;
  }
  const std::string place = region.to_text();
  for (const auto& code : dictionary.codes) {
    const bool found =
        std::ranges::any_of(wanted, [&](const auto& text) { return code_matches(text, code, place); });
    keep.push_back(found ? 1 : 0);
  }
  return keep;
}

}  // namespace

FactSelector::FactSelector(const RegionFacts& region, law::Entity entity,
                           std::span<const law::FigureCondition> conditions) {
  const auto& desc = law::entity_desc(entity);
  for (const auto& condition : conditions) add(region, desc, condition, region.table(entity));
}

void FactSelector::add(const RegionFacts& region, const law::EntityDesc& desc,
                       const law::FigureCondition& condition, const FactTable& table) {
  const std::size_t index = desc.index_of(condition.dimension);
  if (index == desc.columns.size()) return;
  const auto& column = desc.columns[index];
  if (column.source == law::CodeSource::region) {
    if (std::ranges::count(condition.codes, region.region.to_text()) == 0) nothing_ = true;
    return;
  }
  if (column.source == law::CodeSource::year) {
    auto& years = years_.emplace_back();
    for (const auto& code : condition.codes) {
      std::int16_t year = 0;
      std::from_chars(code.data(), code.data() + code.size(), year);
      years.push_back(year);
    }
    return;
  }
  auto keep = kept_codes(column, table.dictionaries[index], region.region, condition.codes);
  if (std::ranges::count(keep, 1) == 0) nothing_ = true;
  columns_.push_back({&table.columns[index], std::move(keep)});
}

bool FactSelector::takes_year(std::int16_t year) const {
  return std::ranges::all_of(years_, [&](const auto& years) { return std::ranges::count(years, year) != 0; });
}

std::size_t FactSelector::select(std::size_t begin, std::size_t end, std::uint16_t* kept) const {
  std::size_t count = end - begin;
  bool first = true;
  for (const auto& column : columns_) {
    std::visit(
        [&](const auto& values) {
          const auto* stored = values.data() + begin;
          const std::uint8_t* keep = column.keep.data();
          std::size_t left = 0;
          // Without branches: each position is written, and the end moves on only when it is kept.
          for (std::size_t i = 0; i < count; ++i) {
            const std::uint16_t at = first ? static_cast<std::uint16_t>(i) : kept[i];
            kept[left] = at;
            left += keep[static_cast<std::size_t>(stored[at])];
          }
          count = left;
        },
        column.data->values);
    first = false;
  }
  if (first) {
    for (std::size_t i = 0; i < count; ++i) kept[i] = static_cast<std::uint16_t>(i);
  }
  return count;
}

void FactSelector::mark(std::size_t begin, std::size_t count, const std::uint16_t* kept,
                        std::uint8_t* marks) const {
  std::fill_n(marks, count, nothing_ ? std::uint8_t{0} : std::uint8_t{1});
  if (nothing_) return;
  for (const auto& column : columns_) {
    std::visit(
        [&](const auto& values) {
          const auto* stored = values.data() + begin;
          const std::uint8_t* keep = column.keep.data();
          if (kept == nullptr) {
            for (std::size_t i = 0; i < count; ++i) marks[i] &= keep[static_cast<std::size_t>(stored[i])];
          } else {
            for (std::size_t i = 0; i < count; ++i)
              marks[i] &= keep[static_cast<std::size_t>(stored[kept[i]])];
          }
        },
        column.data->values);
  }
}

}  // namespace jiheng::engine
