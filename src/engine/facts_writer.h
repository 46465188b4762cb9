#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/facts.h"

namespace jiheng::engine {

/// Position of a column by name; a name that does not exist does not compile.
template <law::Entity E>
consteval std::size_t fact_column(std::string_view name) {
  const auto& desc = law::entity_desc(E);
  const std::size_t index = desc.index_of(name);
  if (index == desc.columns.size()) throw "no such column";
  return index;
}

/// Keeps each different name once.
class FactNames {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t add(std::string_view name);
  void move_into(RegionFacts& facts);

 private:
  std::unordered_map<std::string, std::uint32_t> index_;
  std::string text_;
  std::vector<std::uint32_t> ends_;
};

/// Fills one table a row at a time; rows must come sorted by year.
class FactWriter {
 public:
  FactWriter(law::Entity entity, std::size_t expected_rows);

  /// Begins a row with every dimension at its first code and every measure not filled.
  void begin(FiscalYear year, std::int64_t id, std::uint32_t name);
  void code(std::size_t column, std::size_t position) { row_[column] = static_cast<std::int64_t>(position); }
  void flag(std::size_t column, bool yes) { row_[column] = yes ? 1 : 0; }
  void measure(std::size_t column, std::int64_t value) { row_[column] = value; }
  /// A code that comes from the data.
  void text(std::size_t column, std::string_view code, std::string_view label);
  /// The same of a code whose label changed over the years: it stands in the dictionary once a label.
  void named(std::size_t column, std::string_view code, std::string_view label);
  /// Of the row that was begun last.
  std::int16_t year() const { return table_.years.back().year; }
  void end();

  /// The table; an error names the column whose values do not fit.
  Result<FactTable> finish();

 private:
  void append(std::size_t column);

  static constexpr std::size_t kMostColumns = 32;

  const law::EntityDesc& desc_;
  FactTable table_;
  std::array<std::int64_t, kMostColumns> row_{};
  std::array<std::int64_t, kMostColumns> blank_{};
  std::vector<std::unordered_map<std::string, std::uint32_t>> positions_;
  std::string too_large_;  ///< label of the first column that overflowed
};

}  // namespace jiheng::engine
