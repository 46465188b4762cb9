#include "engine/vague_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/decimal.h"
#include "engine/vague_parts.h"
#include "law/parameter.h"

namespace jiheng::engine {
namespace {

using vague_detail::kWholePart;
using vague_detail::neighbours;
using vague_detail::text_key;

constexpr std::string_view kVaguenessParameter = "lint.vagueness";

int vagueness_number(const law::Book& book, std::string_view key, Region place, Date as_of) {
  return law::integer_parameter(book, kVaguenessParameter, place, as_of, key).value_or(0);
}

std::string hundredths_text(int hundredths) { return format_decimal_short(hundredths, 2); }

}  // namespace

VaguenessWeights vagueness_weights(const law::Book& book, Region place, Date as_of) {
  const auto number = [&](std::string_view key) { return vagueness_number(book, key, place, as_of); };
  VaguenessWeights weights;
  weights.unquantified = number("unquantified");
  weights.empty = number("empty");
  weights.repeated = number("repeated");
  weights.indistinct = number("indistinct");
  weights.repeated_full = std::max(1, number("repeated_full"));
  weights.band_middle = number("band_middle");
  weights.band_high = number("band_high");
  return weights;
}

std::string explain(const VaguenessParts& parts, const VaguenessWeights& weights) {
  return fmt::format("没有数值 {}×{}% + 空泛词 {}×{}% + 与 {} 个项目重复 {}×{}% + 用字常见 {}×{}% = {}",
                     hundredths_text(parts.unquantified), weights.unquantified, hundredths_text(parts.empty),
                     weights.empty, parts.others, hundredths_text(parts.repeated), weights.repeated,
                     hundredths_text(parts.indistinct), weights.indistinct, hundredths_text(parts.total));
}

std::uint32_t VaguenessCorpus::project_number(ProjectId project) {
  const auto [at, fresh] = project_numbers_.emplace(project, static_cast<std::uint32_t>(project_ids_.size()));
  if (fresh) project_ids_.push_back(project);
  return at->second;
}

std::uint32_t VaguenessCorpus::name_number(std::string_view name) {
  const auto [at, fresh] = names_.emplace(name, static_cast<std::uint32_t>(name_pairs_.size()));
  if (fresh) name_pairs_.push_back(neighbours(name));
  return at->second;
}

int VaguenessCorpus::fixed_parts(const Indicator& indicator, VaguenessParts& parts) const {
  return vague_detail::put_fixed_parts(indicator, weights_, words_, parts);
}

int VaguenessCorpus::repeated(std::int64_t others) const {
  return vague_detail::repeated_part(others, weights_);
}

/// The mean share of projects in whose names each pair of neighbouring characters stands.
int VaguenessCorpus::indistinct(std::string_view name) const {
  const auto known = names_.find(std::string(name));
  const auto pairs = known == names_.end() ? neighbours(name) : name_pairs_[known->second];
  const auto projects = static_cast<std::int64_t>(project_ids_.size());
  if (pairs.empty() || projects == 0) return 0;
  std::int64_t sum = 0;
  for (const auto pair : pairs) {
    const auto at = pair_projects_.find(pair);
    if (at != pair_projects_.end()) sum += at->second * kWholePart / projects;
  }
  return static_cast<int>(sum / static_cast<std::int64_t>(pairs.size()));
}

void VaguenessCorpus::add(ProjectId project, const Indicator& indicator) {
  VaguenessParts parts;
  const int fixed = fixed_parts(indicator, parts);
  const auto text = texts_.emplace(text_key(indicator), static_cast<std::uint32_t>(texts_.size()));
  rows_.push_back({project_number(project), name_number(indicator.name), text.first->second,
                   static_cast<std::uint16_t>(fixed)});
}

void VaguenessCorpus::finish() {
  std::ranges::stable_sort(rows_, {}, &Row::project);
  text_projects_.assign(texts_.size(), 0);
  for (std::size_t begin = 0; begin < rows_.size();) {
    std::size_t end = begin;
    std::set<std::uint32_t> texts;
    std::vector<std::uint64_t> pairs;
    for (; end < rows_.size() && rows_[end].project == rows_[begin].project; ++end) {
      texts.insert(rows_[end].text);
      const auto& own = name_pairs_[rows_[end].name];
      pairs.insert(pairs.end(), own.begin(), own.end());
    }
    for (const auto text : texts) ++text_projects_[text];
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    for (const auto pair : pairs) ++pair_projects_[pair];
    begin = end;
  }
  std::vector<int> of_name(name_pairs_.size());
  for (const auto& [name, number] : names_) of_name[number] = indistinct(name);
  std::vector<std::int64_t> sums(project_ids_.size());
  std::vector<std::int64_t> counts(project_ids_.size());
  for (const auto& row : rows_) {
    const int corpus =
        weights_.repeated * repeated(text_projects_[row.text] - 1) + weights_.indistinct * of_name[row.name];
    sums[row.project] += (int{row.fixed} * 100 + corpus) / 100;
    ++counts[row.project];
  }
  for (std::size_t i = 0; i < sums.size(); ++i)
    by_project_[project_ids_[i]] = static_cast<int>((2 * sums[i] + counts[i]) / (2 * counts[i]));
}

VaguenessParts VaguenessCorpus::judge(const Indicator& indicator, bool in_corpus) const {
  VaguenessParts parts;
  const int fixed = fixed_parts(indicator, parts);
  const auto text = texts_.find(text_key(indicator));
  const std::int64_t having = text == texts_.end() ? 0 : text_projects_[text->second];
  parts.others = std::max<std::int64_t>(0, having - (in_corpus ? 1 : 0));
  parts.repeated = repeated(parts.others);
  parts.indistinct = indistinct(indicator.name);
  const int corpus = weights_.repeated * parts.repeated + weights_.indistinct * parts.indistinct;
  parts.total = (fixed * 100 + corpus) / 100;
  return parts;
}

}  // namespace jiheng::engine
