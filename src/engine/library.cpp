#include "engine/library.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"

namespace jiheng::engine {
namespace {

// What a word's place in an entry is worth. Only their order matters.
constexpr int kWholeName = 1000;
constexpr int kNameBegins = 600;
constexpr int kInName = 400;
constexpr int kSectorName = 300;
constexpr int kSound = 120;  // times the fit of 1 to 3
constexpr int kInExplanation = 120;
constexpr int kKeyword = 100;
constexpr int kLevel = 80;
constexpr int kStarred = 5;

/// The groups of the sector tree in the order they are offered.
constexpr std::array<std::string_view, 7> kGroups{"共性指标", "社会事业", "农林水",  "城乡建设与交通",
                                                  "公共安全", "经济发展", "党政综合"};

std::vector<std::string_view> search_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (const auto word : split(text, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// Blanks of every kind as one.
std::string with_plain_blanks(std::string_view text) {
  std::string out = replace_all(folded(text), "\u3000", " ");
  for (char& c : out) c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
  return out;
}

void sort_hits(std::vector<LibraryHit>& hits) {
  std::ranges::stable_sort(hits, std::ranges::greater{}, &LibraryHit::points);
}

}  // namespace

bool serves_sector(const law::LibrarySet& set, std::string_view sector) {
  return set.sector == sector || std::ranges::find(set.aliases, sector) != set.aliases.end();
}

bool related_classes(std::string_view a, std::string_view b) {
  return !a.empty() && !b.empty() && (a.starts_with(b) || b.starts_with(a));
}

std::set<std::string_view> held_out_names(const law::IndicatorLibrary& library) {
  constexpr std::size_t kEvery = 3;
  std::set<std::string_view> names;
  for (const auto& set : library.sets) {
    for (std::size_t p = kEvery - 1; p < set.projects.size(); p += kEvery) names.insert(set.projects[p]);
  }
  return names;
}

LibraryIndex::LibraryIndex(law::IndicatorLibrary library, LibraryExamples examples)
    : library_(std::move(library)) {
  index_entries();
  index_sets(examples);
}

void LibraryIndex::index_entries() {
  texts_.reserve(library_.entries.size());
  for (std::size_t i = 0; i < library_.entries.size(); ++i) {
    const auto& entry = library_.entries[i];
    by_code_.emplace(entry.code, i);
    EntryText text;
    text.name = folded(entry.name);
    text.explanation = folded(entry.explanation + " " + entry.evidence);
    text.grams = grams_of(text.name);
    for (const Gram gram : text.grams) entries_with_[gram].push_back(static_cast<std::uint32_t>(i));
    texts_.push_back(std::move(text));
  }
}

/// Keywords and grams say the more, the fewer sets have them.
void LibraryIndex::index_sets(LibraryExamples examples) {
  std::map<std::string, int> keyword_sets;
  std::unordered_map<Gram, std::uint64_t> gram_sets;
  std::vector<std::set<Gram>> grams(library_.sets.size());
  for (std::size_t i = 0; i < texts_.size(); ++i)
    grams[library_.entries[i].set].insert(texts_[i].grams.begin(), texts_[i].grams.end());
  const auto held_out =
      examples == LibraryExamples::training ? held_out_names(library_) : std::set<std::string_view>();
  sets_.resize(library_.sets.size());
  for (std::size_t s = 0; s < sets_.size(); ++s) {
    const auto& set = library_.sets[s];
    for (const auto& keyword : set.keywords) {
      sets_[s].keywords.push_back(folded(keyword));
      ++keyword_sets[sets_[s].keywords.back()];
      for (const Gram gram : grams_of(sets_[s].keywords.back())) grams[s].insert(gram);
    }
    for (std::size_t p = 0; p < set.projects.size() && examples != LibraryExamples::none; ++p) {
      if (held_out.contains(set.projects[p])) continue;
      Example example{grams_of(folded(set.projects[p])), 0, p};
      grams[s].insert(example.grams.begin(), example.grams.end());
      sets_[s].examples.push_back(std::move(example));
    }
    for (const Gram gram : grams[s]) ++gram_sets[gram];
  }
  for (const auto& [gram, count] : gram_sets)
    gram_points_.emplace(gram, 1 + scaled_log2(sets_.size() + 1, count));
  for (auto& set : sets_) {
    for (const auto& keyword : set.keywords) {
      constexpr int kPointsPerLetter = 40;
      const int letters = static_cast<int>(count_characters(keyword));
      set.keyword_points.push_back(kPointsPerLetter * letters / keyword_sets[keyword]);
    }
    for (auto& example : set.examples) {
      for (const Gram gram : example.grams) example.weight += gram_points(gram);
    }
  }
}

int LibraryIndex::gram_points(Gram gram) const {
  const auto found = gram_points_.find(gram);
  return found == gram_points_.end() ? 0 : found->second;
}

const law::LibraryEntry* LibraryIndex::find(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &library_.entries[found->second];
}

std::vector<SectorNode> LibraryIndex::sector_tree() const {
  std::vector<SectorNode> nodes;
  for (const auto group : kGroups) {
    for (std::size_t s = 0; s < library_.sets.size(); ++s) {
      const auto& set = library_.sets[s];
      if (set.group != group) continue;
      const auto count = static_cast<std::size_t>(
          std::ranges::count(library_.entries, s, [](const auto& entry) { return entry.set; }));
      const auto same = std::ranges::find_if(
          nodes, [&](const SectorNode& node) { return node.group == group && node.sector == set.sector; });
      if (same != nodes.end())
        same->entries += count;
      else
        nodes.push_back({set.group, set.sector, count});
    }
  }
  return nodes;
}

bool LibraryIndex::passes(std::size_t entry, const LibraryFilter& filter) const {
  const auto& set = set_of(entry);
  if (!filter.sector.empty() && !serves_sector(set, filter.sector)) return false;
  if (!filter.level.empty() && library_.entries[entry].level != filter.level) return false;
  if (filter.function_class.empty() || set.common) return true;
  const auto& own = library_.entries[entry].function_classes;
  return std::ranges::any_of(own.empty() ? set.function_classes : own, [&](const std::string& code) {
    return related_classes(code, filter.function_class);
  });
}

std::vector<std::size_t> LibraryIndex::list(const LibraryFilter& filter) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (passes(i, filter)) found.push_back(i);
  }
  return found;
}

const std::vector<PinyinText>& LibraryIndex::pinyin() const {
  std::call_once(pinyin_once_, [this] {
    std::vector<std::string_view> names;
    for (const auto& text : texts_) names.push_back(text.name);
    pinyin_ = pinyin_of(names);
  });
  return pinyin_;
}

int LibraryIndex::word_points(std::size_t entry, std::string_view word, bool latin) const {
  const auto& text = texts_[entry];
  const auto& set = set_of(entry);
  if (text.name == word || library_.entries[entry].code == word) return kWholeName;
  const auto at = text.name.find(word);
  if (at != std::string::npos) return at == 0 ? kNameBegins : kInName;
  if (latin) {
    const int fit = pinyin_fit(pinyin()[entry], word);
    if (fit > 0) return kSound * fit;
  }
  if (serves_sector(set, word)) return kSectorName;
  if (text.explanation.find(word) != std::string::npos) return kInExplanation;
  const auto& keywords = sets_[library_.entries[entry].set].keywords;
  if (std::ranges::find(keywords, word) != keywords.end()) return kKeyword;
  return library_.entries[entry].level == word ? kLevel : 0;
}

std::vector<LibraryHit> LibraryIndex::search(std::string_view words, const LibraryFilter& filter,
                                             std::size_t limit) const {
  const std::string text = with_plain_blanks(words);
  const auto wanted = search_words(text);
  std::vector<LibraryHit> hits;
  if (wanted.empty()) return hits;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (!passes(i, filter)) continue;
    int points = library_.entries[i].starred ? kStarred : 0;
    const bool all = std::ranges::all_of(wanted, [&](std::string_view word) {
      const int found = word_points(i, word, is_latin(word));
      points += found;
      return found > 0;
    });
    if (all) hits.push_back({i, points, false});
  }
  if (hits.empty()) hits = search_partly(text, filter);
  sort_hits(hits);
  if (hits.size() > limit) hits.resize(limit);
  return hits;
}

std::vector<LibraryHit> LibraryIndex::search_partly(std::string_view words,
                                                    const LibraryFilter& filter) const {
  const auto wanted = grams_of(words);
  std::map<std::size_t, int> shared;
  for (const Gram gram : wanted) {
    const auto found = entries_with_.find(gram);
    if (found == entries_with_.end()) continue;
    for (const auto entry : found->second) ++shared[entry];
  }
  constexpr int kAll = 100;
  std::vector<LibraryHit> hits;
  for (const auto& [entry, count] : shared) {
    const int points = kAll * count / static_cast<int>(wanted.size());
    if (2 * points >= kAll && passes(entry, filter)) hits.push_back({entry, points, true});
  }
  return hits;
}

}  // namespace jiheng::engine
