#include "engine/vague_counts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/vague_parts.h"

namespace jiheng::engine {
namespace {

constexpr int kCommonName = 3'000;  // from here the commonness of a name is worth a sentence

template <class Map, class Key>
void count_one(Map& map, const Key& key, int sign) {
  auto& number = map[key];
  number += sign;
  if (number <= 0) map.erase(key);
}

}  // namespace

void VaguenessCounts::count(std::span<const Indicator> rows, int sign) {
  if (rows.empty()) return;
  projects_ += sign;
  std::set<std::string> texts;
  std::set<std::uint64_t> pairs;
  for (const auto& row : rows) {
    texts.insert(vague_detail::text_key(row));
    for (const auto pair : vague_detail::neighbours(row.name)) pairs.insert(pair);
  }
  for (const auto& text : texts) count_one(texts_, text, sign);
  for (const auto pair : pairs) count_one(pairs_, pair, sign);
}

/// The mean share of projects in whose names each pair of neighbouring characters stands.
int VaguenessCounts::indistinct(const std::string& name) const {
  const auto pairs = vague_detail::neighbours(name);
  if (pairs.empty() || projects_ <= 0) return 0;
  std::int64_t sum = 0;
  for (const auto pair : pairs) {
    const auto at = pairs_.find(pair);
    if (at != pairs_.end()) sum += at->second * vague_detail::kWholePart / projects_;
  }
  return static_cast<int>(sum / static_cast<std::int64_t>(pairs.size()));
}

VaguenessParts VaguenessCounts::judge(const Indicator& indicator, bool counted) const {
  VaguenessParts parts;
  const int fixed = vague_detail::put_fixed_parts(indicator, weights_, words_, parts);
  const auto text = texts_.find(vague_detail::text_key(indicator));
  const std::int64_t having = text == texts_.end() ? 0 : text->second;
  parts.others = std::max<std::int64_t>(0, having - (counted ? 1 : 0));
  parts.repeated = vague_detail::repeated_part(parts.others, weights_);
  parts.indistinct = indistinct(indicator.name);
  const int corpus = weights_.repeated * parts.repeated + weights_.indistinct * parts.indistinct;
  parts.total = (fixed * 100 + corpus) / 100;
  return parts;
}

std::optional<int> VaguenessCounts::mean(std::span<const VaguenessParts> parts) {
  if (parts.empty()) return std::nullopt;
  std::int64_t sum = 0;
  for (const auto& one : parts) sum += one.total;
  const auto count = static_cast<std::int64_t>(parts.size());
  return static_cast<int>((2 * sum + count) / (2 * count));
}

std::string_view vagueness_band(int hundredths, const VaguenessWeights& weights) {
  if (hundredths >= weights.band_high * 100) return "high";
  return hundredths >= weights.band_middle * 100 ? "middle" : "low";
}

std::string_view vagueness_band_label(std::string_view band) {
  return band == "high" ? "空泛" : band == "middle" ? "一般" : "较实";
}

std::vector<std::string> vagueness_reasons(const Indicator& indicator, const VaguenessParts& parts,
                                           const VagueWords& words) {
  std::vector<std::string> reasons;
  if (auto why = why_vague(indicator, words))
    reasons.push_back(std::move(*why));
  else if (parts.unquantified == vague_detail::kWholePart)
    reasons.emplace_back("指标值里没有数");
  else if (parts.unquantified > 0)
    reasons.emplace_back("指标值只写了评判标准，没有数");
  if (parts.others > 0)
    reasons.push_back(fmt::format("另有 {} 个项目的指标名称和指标值都与它相同", parts.others));
  if (parts.indistinct >= kCommonName)
    reasons.push_back(
        fmt::format("名称的用字，平均 {}% 的项目里都有，换个项目也能用", parts.indistinct / 100));
  return reasons;
}

}  // namespace jiheng::engine
