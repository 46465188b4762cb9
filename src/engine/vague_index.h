#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/vague.h"
#include "law/book.h"

namespace jiheng::engine {

/// How much each part counts for the vagueness index (泛指标化指数); law/parameters/lint/vagueness. The four
/// weights add up to 100.
struct VaguenessWeights {
  int unquantified = 0;   ///< the target has no number
  int empty = 0;          ///< why_vague: words that promise nothing, percentages of nothing
  int repeated = 0;       ///< other projects of the county have the same indicator with the same target
  int indistinct = 0;     ///< the name is made of words that stand in everybody's forms
  int repeated_full = 1;  ///< so many other projects count as fully repeated
  int band_middle = 0;    ///< points from which a project counts as middling,
  int band_high = 0;      ///< and as vague

  bool given() const { return unquantified + empty + repeated + indistinct == 100; }
};

/// The weights in force; not given() where the law has none.
VaguenessWeights vagueness_weights(const law::Book& book, Region place, Date as_of);

/// The parts of one indicator's index, each 0 (sharp) to 10,000 (vague), and their weighted mean.
struct VaguenessParts {
  int unquantified = 0;
  int empty = 0;
  int repeated = 0;
  int indistinct = 0;
  int total = 0;            ///< hundredths of points, 0 to 10,000
  std::int64_t others = 0;  ///< how many other projects have the same indicator and target

  friend bool operator==(const VaguenessParts&, const VaguenessParts&) = default;
};

/// "没有数值 100×40% + 空泛词 0×30% + 与 3 个项目重复 30×15% + 用字常见 52.3×15% = 52.35".
std::string explain(const VaguenessParts& parts, const VaguenessWeights& weights);

/// All indicators of one county in one year, against which each is judged. Whole numbers throughout, so that
/// the same rows give the same index everywhere.
class VaguenessCorpus {
 public:
  VaguenessCorpus(VaguenessWeights weights, VagueWords words) : weights_(weights), words_(std::move(words)) {}

  /// Adds a row of a project; `finish` when all are there.
  void add(ProjectId project, const Indicator& indicator);
  void finish();

  /// The index of an indicator. `in_corpus` says that it is one of the rows (so that its own project does not
  /// count as another); otherwise it is new: being typed, or an entry of the library.
  VaguenessParts judge(const Indicator& indicator, bool in_corpus) const;
  /// The mean over each project's rows, rounded half up to hundredths of points.
  const std::unordered_map<ProjectId, int>& projects() const { return by_project_; }

 private:
  struct Row {
    std::uint32_t project;
    std::uint32_t name;
    std::uint32_t text;   ///< name and target together
    std::uint16_t fixed;  ///< unquantified and empty, weighted
  };

  std::uint32_t project_number(ProjectId project);
  std::uint32_t name_number(std::string_view name);
  int fixed_parts(const Indicator& indicator, VaguenessParts& parts) const;
  int indistinct(std::string_view name) const;
  int repeated(std::int64_t others) const;

  VaguenessWeights weights_;
  VagueWords words_;
  std::vector<Row> rows_;
  std::vector<ProjectId> project_ids_;
  std::unordered_map<ProjectId, std::uint32_t> project_numbers_;
  std::unordered_map<std::string, std::uint32_t> names_;
  std::vector<std::vector<std::uint64_t>> name_pairs_;  ///< neighbouring characters, in their order
  std::unordered_map<std::string, std::uint32_t> texts_;
  std::vector<std::int64_t> text_projects_;  ///< how many projects have it
  std::unordered_map<std::uint64_t, std::int64_t> pair_projects_;
  std::unordered_map<ProjectId, int> by_project_;
};

}  // namespace jiheng::engine
