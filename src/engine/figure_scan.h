#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/int128.h"
#include "engine/facts.h"
#include "law/figure.h"

namespace jiheng::engine {

/// One pass over the facts of an entity.
struct ScanSpec {
  law::Entity entity{};
  Region place;
  std::vector<std::int16_t> years;               ///< empty: every year
  std::vector<law::FigureCondition> conditions;  ///< all must hold
  std::vector<law::FigureCondition> part;        ///< what holds for the part of them that is added up apart
  std::optional<std::size_t> measure;            ///< column to add up
  std::vector<std::size_t> keys;                 ///< at most three columns to group by
};

/// What a scan adds up for one combination of keys.
struct ScanCell {
  i128 sum = 0;
  std::int64_t filled = 0;     ///< facts in which the measure is filled
  std::int64_t part_rows = 0;  ///< facts in the part
  i128 part_sum = 0;
  std::array<std::int64_t, 3> rows{};  ///< facts by Provenance

  std::int64_t all_rows() const { return rows[0] + rows[1] + rows[2]; }
  void add(const ScanCell& other);
};

/// The values that one key took, in the order in which they were met.
class ScanKeySpace {
 public:
  struct Entry {
    std::string code;
    std::string label;
  };

  std::uint32_t add(const std::string& code, const std::string& label);
  /// A code that had several names bears the one of the facts that were read last.
  void relabel(std::uint32_t entry, const std::string& label) { entries_[entry].label = label; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::uint32_t> index_;
};

/// Positions in the three key spaces, 21 bits each.
struct ScanResult {
  static constexpr int kBits = 21;

  std::array<ScanKeySpace, 3> spaces;
  std::unordered_map<std::uint64_t, ScanCell> cells;

  static std::uint32_t part(std::uint64_t key, std::size_t which) {
    return static_cast<std::uint32_t>(key >> (kBits * static_cast<int>(which))) & ((1U << kBits) - 1U);
  }
};

/// Reads the facts block by block: select, then group and add. Sums are exact.
ScanResult scan_facts(const FactBase& facts, const ScanSpec& spec);

/// Calls `sink(region, row)` for every fact that the scan would count, in the order of region and year.
void scan_rows(const FactBase& facts, const ScanSpec& spec,
               const std::function<void(const RegionFacts& region, std::size_t row)>& sink);

}  // namespace jiheng::engine
