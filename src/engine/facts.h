#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "law/fact_entity.h"

namespace jiheng::engine {

/// "Not filled" in a measure; never a value.
inline constexpr std::int64_t kNoValue = INT64_MIN;

/// The stored values of one column: dictionary or enumeration codes unsigned, measures signed; the smallest
/// value of a signed type is "not filled".
struct FactColumnData {
  std::variant<std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>,
               std::vector<std::int16_t>, std::vector<std::int32_t>, std::vector<std::int64_t>>
      values;
  std::int64_t largest =
      0;  ///< of measures: the largest absolute value, so that sums know how far they are safe
  bool has_missing = false;  ///< of measures: some are not filled

  /// The value at `row`; kNoValue for "not filled".
  std::int64_t at(std::size_t row) const;
};

/// Codes that come from the data, each with its label; facts hold positions. A code whose label changed from
/// one year to another stands there once a label, the oldest first.
struct FactDictionary {
  std::vector<std::string> codes;
  std::vector<std::string> labels;
};

/// All facts of one kind in one region, sorted by year, then as added. Columns are in the order of the
/// entity's description; those of region and year are empty, because the table's place and `year_starts` say
/// them.
struct FactTable {
  /// Facts of `year` are rows [begin, end).
  struct YearRange {
    std::int16_t year = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  std::vector<FactColumnData> columns;
  std::vector<FactDictionary> dictionaries;  ///< one a column; empty for fixed codes and measures
  std::vector<std::int64_t> ids;             ///< the record each fact came from
  std::vector<std::uint32_t> names;          ///< positions in RegionFacts::names
  std::vector<YearRange> years;              ///< ascending

  std::size_t size() const { return ids.size(); }
};

/// The facts of one region. Immutable once built; a commit that touches the region replaces the whole of it.
struct RegionFacts {
  Region region;
  std::vector<FactTable> tables;  ///< one an entity
  std::string name_text;          ///< the names one after the other
  std::vector<std::uint32_t> name_ends;

  const FactTable& table(law::Entity entity) const { return tables[static_cast<std::size_t>(entity)]; }
  /// "" when names were not kept.
  std::string_view name(std::uint32_t index) const;
};

/// One value of a dimension.
struct DimensionValue {
  std::string code;
  std::string label;
};

/// All facts in memory: immutable, cheap to copy (regions are shared), thread-safe to read.
class FactBase {
 public:
  FactBase() = default;
  /// Regions in any order, each at most once.
  explicit FactBase(std::vector<std::shared_ptr<const RegionFacts>> regions);

  std::span<const std::shared_ptr<const RegionFacts>> regions() const { return regions_; }
  /// The regions that belong to `place`: itself, and what lies below a code that ends in zeros (640300,
  /// 640000). A Region without a code is the nation.
  std::vector<const RegionFacts*> within(Region place) const;
  /// A base in which `facts` stands for its region; the others are shared with this one.
  FactBase with(std::shared_ptr<const RegionFacts> facts) const;

  /// The years that have facts at `place`, ascending.
  std::vector<FiscalYear> years(Region place) const;
  std::size_t count(law::Entity entity) const;
  /// Memory that the facts take, dictionaries and names included.
  std::size_t bytes() const;

  /// The values that a dimension has at `place`, in the order in which groups are listed; empty for unknown
  /// names.
  std::vector<DimensionValue> values_of(Region place, law::Entity entity, std::string_view dimension) const;

 private:
  std::vector<std::shared_ptr<const RegionFacts>> regions_;  ///< by region code
};

/// The facts of `place` as bytes for a snapshot: versioned, compressed, the same bytes for the same facts.
std::string save_facts(const FactBase& facts, Region place);

/// Reads them back. Damaged, truncated or foreign bytes are an error, never a crash.
Result<FactBase> load_saved_facts(std::string_view bytes);

}  // namespace jiheng::engine
