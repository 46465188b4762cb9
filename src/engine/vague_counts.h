#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/vague_index.h"

namespace jiheng::engine {

/// The county behind the vagueness index of one year, kept up project by project: the same numbers as
/// VaguenessCorpus over the same rows, for answers while somebody types.
class VaguenessCounts {
 public:
  VaguenessCounts(VaguenessWeights weights, VagueWords words) : weights_(weights), words_(std::move(words)) {}

  /// Counts one project's rows in, all at once, or out again; what goes out must be what came in.
  void add(std::span<const Indicator> rows) { count(rows, 1); }
  void remove(std::span<const Indicator> rows) { count(rows, -1); }

  /// The index of an indicator. `counted` says that its own project is counted in with it, and so is no
  /// other.
  VaguenessParts judge(const Indicator& indicator, bool counted) const;
  /// The mean over a project's rows, rounded half up to hundredths of points; nothing without rows.
  static std::optional<int> mean(std::span<const VaguenessParts> parts);

  const VaguenessWeights& weights() const { return weights_; }
  const VagueWords& words() const { return words_; }

 private:
  void count(std::span<const Indicator> rows, int sign);
  int indistinct(const std::string& name) const;

  VaguenessWeights weights_;
  VagueWords words_;
  std::int64_t projects_ = 0;
  std::unordered_map<std::string, std::int64_t> texts_;    ///< how many projects have it
  std::unordered_map<std::uint64_t, std::int64_t> pairs_;  ///< likewise
};

/// "low", "middle" or "high", and 较实, 一般, 空泛.
std::string_view vagueness_band(int hundredths, const VaguenessWeights& weights);
std::string_view vagueness_band_label(std::string_view band);

/// What makes an indicator vague, a sentence each: which words, how many others, how common its name is.
/// Empty when nothing does.
std::vector<std::string> vagueness_reasons(const Indicator& indicator, const VaguenessParts& parts,
                                           const VagueWords& words);

}  // namespace jiheng::engine
