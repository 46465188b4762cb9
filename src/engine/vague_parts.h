#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/vague_index.h"

// What the indexes over a whole county and the counts that are kept up share.
namespace jiheng::engine::vague_detail {

inline constexpr int kWholePart = 10'000;

/// Each pair of neighbouring characters of a name, in their order.
std::vector<std::uint64_t> neighbours(std::string_view name);
/// What makes two indicators the same: name and target.
std::string text_key(const Indicator& indicator);
/// The two parts that need nothing but the row itself, put into `parts`; their weighted sum.
int put_fixed_parts(const Indicator& indicator, const VaguenessWeights& weights, const VagueWords& words,
                    VaguenessParts& parts);
/// The part of being repeated by so many other projects.
int repeated_part(std::int64_t others, const VaguenessWeights& weights);

}  // namespace jiheng::engine::vague_detail
