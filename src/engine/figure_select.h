#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/facts.h"
#include "law/figure.h"

namespace jiheng::engine {

/// Facts are read in blocks that stay in the fastest cache.
inline constexpr std::size_t kFactBlock = 2048;

/// The conditions of a figure on one region's table: for each column, which of its stored codes are kept.
class FactSelector {
 public:
  FactSelector(const RegionFacts& region, law::Entity entity,
               std::span<const law::FigureCondition> conditions);

  /// No fact of this region can be kept.
  bool nothing() const { return nothing_; }
  /// Every fact is kept.
  bool everything() const { return columns_.empty() && !nothing_; }
  /// Whether facts of `year` are kept, as far as conditions on the year say.
  bool takes_year(std::int16_t year) const;
  /// Writes the positions, from `begin` on, of the kept facts among [begin, end); at most kFactBlock of them.
  std::size_t select(std::size_t begin, std::size_t end, std::uint16_t* kept) const;
  /// Writes 1 or 0 for each of the facts `begin + kept[i]`: whether it is kept. `kept` may be nullptr for all
  /// in a row.
  void mark(std::size_t begin, std::size_t count, const std::uint16_t* kept, std::uint8_t* marks) const;

 private:
  struct Column {
    const FactColumnData* data = nullptr;
    std::vector<std::uint8_t> keep;  ///< by stored code
  };

  void add(const RegionFacts& region, const law::EntityDesc& desc, const law::FigureCondition& condition,
           const FactTable& table);

  std::vector<Column> columns_;
  std::vector<std::vector<std::int16_t>> years_;
  bool nothing_ = false;
};

}  // namespace jiheng::engine
