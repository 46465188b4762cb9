#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/library_pinyin.h"
#include "engine/library_text.h"
#include "law/indicator_library.h"
#include "model/project.h"

namespace jiheng::engine {

/// What to look among; empty members ask for nothing.
struct LibraryFilter {
  std::string sector;          ///< as a set or one of its aliases is called
  std::string level;           ///< 数量, 质量, …
  std::string function_class;  ///< sets for this class, one above or one below it; common sets always
};

/// An entry that was found, by position in the library.
struct LibraryHit {
  std::size_t entry = 0;
  int points = 0;        ///< higher fits better; only good for comparing hits of one search
  bool partial = false;  ///< not every word was found, only letters of them
};

/// An entry whose name is close to one that somebody thinks of.
struct LibraryNear {
  std::size_t entry = 0;
  int share = 0;  ///< pairs of letters that both names have, in a hundred; 100: the same name
};

/// What is known of a project that needs indicators.
struct ProjectBrief {
  std::string name;
  std::string purpose;               ///< 立项依据, 主要内容 or the goal; may be empty
  std::string function_class;        ///< 支出功能分类 code; may be empty
  std::string sector;                ///< may be empty
  std::optional<Category> category;  ///< empty: not known
};

/// Why something is suggested.
enum class SuggestReason { keyword, example, function_class, sector, category, name };

inline constexpr std::array kSuggestReasonTable{
    EnumRow<SuggestReason>{SuggestReason::keyword, "keyword", "项目名称里的词"},
    EnumRow<SuggestReason>{SuggestReason::example, "example", "类似的项目"},
    EnumRow<SuggestReason>{SuggestReason::function_class, "function_class", "功能分类"},
    EnumRow<SuggestReason>{SuggestReason::sector, "sector", "行业"},
    EnumRow<SuggestReason>{SuggestReason::category, "category", "项目类别"},
    EnumRow<SuggestReason>{SuggestReason::name, "name", "指标名称"},
};
constexpr const auto& enum_table(SuggestReason) { return kSuggestReasonTable; }

struct Reason {
  SuggestReason kind{};
  std::string text;  ///< "项目名称里有“营养改善”"
};

struct Suggestion {
  std::size_t entry = 0;
  int points = 0;
  std::vector<Reason> reasons;  ///< at least one
};

/// A sector of the tree: 行业大类 → 行业, with how many indicators it has.
struct SectorNode {
  std::string group;
  std::string sector;
  std::size_t entries = 0;
};

/// Which of the library's own project examples an index may learn from.
enum class LibraryExamples {
  all,
  training,  ///< without every third of each set, which measure the quality
  none,
};

/// The project examples that are kept back to measure the quality: every third of each set, in every set that
/// has the same name.
std::set<std::string_view> held_out_names(const law::IndicatorLibrary& library);

/// The library in memory, ready to be searched. Immutable and thread-safe; pinyin is made when somebody first
/// types Latin letters.
class LibraryIndex {
 public:
  explicit LibraryIndex(law::IndicatorLibrary library, LibraryExamples examples = LibraryExamples::all);

  const law::IndicatorLibrary& library() const { return library_; }
  const law::LibraryEntry& entry(std::size_t position) const { return library_.entries[position]; }
  const law::LibrarySet& set_of(std::size_t entry) const {
    return library_.sets[library_.entries[entry].set];
  }
  /// The entry with that code; nullptr when there is none.
  const law::LibraryEntry* find(std::string_view code) const;
  /// The sectors, common sets first, then by group in the order of the law.
  std::vector<SectorNode> sector_tree() const;
  /// The entries that pass the filter, in the library's order.
  std::vector<std::size_t> list(const LibraryFilter& filter) const;

  /// Entries that have every word of `words` (parted by blanks) in their name, explanation, sector or code;
  /// Latin words also by sound, whole syllables or initials. When nothing has every word, entries that share
  /// at least half of the letter pairs, marked partial. Best first; equal ones in the library's order.
  std::vector<LibraryHit> search(std::string_view words, const LibraryFilter& filter,
                                 std::size_t limit) const;

  /// Entries whose names have at least half of their pairs of letters in common with `name`; the closest
  /// first, of equal ones those of `level` (数量, …; may be empty). Nothing for a name without letters.
  std::vector<LibraryNear> near(std::string_view name, std::string_view level, std::size_t limit) const;

  /// Indicators for a project, each with its reasons; varied in level and source. Deterministic.
  std::vector<Suggestion> suggest(const ProjectBrief& project, std::size_t limit) const;

 private:
  struct Example {
    std::vector<Gram> grams;
    int weight = 0;  ///< what its grams say together
    std::size_t position = 0;
  };
  struct SetTerms {
    std::vector<std::string> keywords;  ///< folded
    std::vector<int> keyword_points;
    std::vector<Example> examples;
  };
  struct EntryText {
    std::string name;         ///< folded
    std::string explanation;  ///< folded, with evidence
    std::vector<Gram> grams;  ///< of the name
  };
  struct SetMatch {
    int points = 0;
    std::vector<Reason> reasons;
  };
  /// How many have been taken of each level and set.
  struct Taken {
    std::map<std::string_view, int> levels;
    std::map<std::size_t, int> sets;
  };
  struct ProjectText;  // library_suggest.cpp

  void index_sets(LibraryExamples examples);
  void index_entries();
  bool passes(std::size_t entry, const LibraryFilter& filter) const;
  int word_points(std::size_t entry, std::string_view word, bool latin) const;
  std::vector<LibraryHit> search_partly(std::string_view words, const LibraryFilter& filter) const;
  const std::vector<PinyinText>& pinyin() const;
  int gram_points(Gram gram) const;

  SetMatch match_set(std::size_t set, const ProjectBrief& project, const ProjectText& text) const;
  void match_keywords(std::size_t set, const ProjectText& text, SetMatch& match) const;
  void match_examples(std::size_t set, const ProjectText& text, SetMatch& match) const;
  std::vector<int> own_points(const ProjectText& text) const;
  std::vector<Suggestion> vary(std::vector<Suggestion> candidates, std::size_t limit) const;
  std::pair<std::size_t, int> best_of(const std::vector<Suggestion>& candidates, Taken& counts) const;
  std::string shared_words(std::size_t entry, const ProjectText& text) const;

  law::IndicatorLibrary library_;
  std::vector<SetTerms> sets_;
  std::vector<EntryText> texts_;
  std::unordered_map<Gram, int> gram_points_;
  std::unordered_map<Gram, std::vector<std::uint32_t>> entries_with_;
  std::map<std::string_view, std::size_t> by_code_;
  mutable std::once_flag pinyin_once_;
  mutable std::vector<PinyinText> pinyin_;  ///< of the entries' names
};

/// Whether a set is for projects of `sector`, by its own name or an alias.
bool serves_sector(const law::LibrarySet& set, std::string_view sector);

/// Whether function class `a` is `b`, contains it or is contained in it.
bool related_classes(std::string_view a, std::string_view b);

}  // namespace jiheng::engine
