#include "engine/vague_parts.h"

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine::vague_detail {
namespace {

bool says_number(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::vector<std::uint64_t> neighbours(std::string_view name) {
  const auto characters = to_code_points(name);
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 1; i < characters.size(); ++i)
    pairs.push_back(std::uint64_t{characters[i - 1]} << 32U | std::uint64_t{characters[i]});
  return pairs;
}

std::string text_key(const Indicator& indicator) { return indicator.name + '\n' + indicator.target; }

int put_fixed_parts(const Indicator& indicator, const VaguenessWeights& weights, const VagueWords& words,
                    VaguenessParts& parts) {
  const std::string target = fold_width(indicator.target);
  const bool standard = std::ranges::any_of(
      words.standard_marks, [&](const std::string& mark) { return target.find(mark) != std::string::npos; });
  parts.unquantified = says_number(target) ? 0 : standard ? kWholePart / 2 : kWholePart;
  parts.empty = why_vague(indicator, words) ? kWholePart : 0;
  return (weights.unquantified * parts.unquantified + weights.empty * parts.empty) / 100;
}

int repeated_part(std::int64_t others, const VaguenessWeights& weights) {
  return static_cast<int>(std::min<std::int64_t>(kWholePart, others * kWholePart / weights.repeated_full));
}

}  // namespace jiheng::engine::vague_detail
