#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "engine/library.h"
#include "model/function_class.h"

namespace jiheng::engine {
namespace {

// What each sign is worth; only their proportions matter. Tuned on the training part of the examples.
constexpr int kMostKeywordPoints = 260;
constexpr int kKeywordAtEnd = 40;
constexpr int kStatedSector = 300;
constexpr int kOwnCategory = 400;
constexpr int kBroadCategory = 60;
constexpr int kExamplePoints = 220;
constexpr int kLeastExampleShare = 500;  // of 1000
constexpr int kStarredEntry = 15;
constexpr int kLeastSetPoints = 60;
constexpr int kLeastOwnPoints = 90;
constexpr int kThousand = 1000;
/// Of the suggestions, so many are from sectors and so many from uses when there are any.
constexpr std::size_t kSectorPlaces = 4;
constexpr std::size_t kUsePlaces = 2;
/// Function classes that agree on the 类 (3 digits), 款 (5) or 项 (7).
constexpr int kSameClass = 60;
constexpr int kSameSection = 140;
constexpr int kSameItem = 160;

int class_points(std::string_view set_class, std::string_view project_class) {
  constexpr std::size_t kClassDigits = 3;
  constexpr std::size_t kSectionDigits = 5;
  if (!related_classes(set_class, project_class)) return 0;
  const std::size_t digits = std::min(set_class.size(), project_class.size());
  if (digits <= kClassDigits) return kSameClass;
  return digits <= kSectionDigits ? kSameSection : kSameItem;
}

/// Categories that only one kind of set is for.
bool is_narrow(Category category) {
  return category == Category::personnel || category == Category::public_expense;
}

}  // namespace

/// A project's words, made once.
struct LibraryIndex::ProjectText {
  std::string name;
  std::string purpose;
  std::vector<Gram> name_grams;
  std::vector<Gram> purpose_grams;  ///< those that the name does not have
  std::u32string letters;           ///< of the name

  explicit ProjectText(const ProjectBrief& project)
      : name(folded(project.name)), purpose(folded(project.purpose)), name_grams(grams_of(name)) {
    std::ranges::set_difference(grams_of(purpose), name_grams, std::back_inserter(purpose_grams));
    letters = to_code_points(name);
  }
};

void LibraryIndex::match_keywords(std::size_t set, const ProjectText& text, SetMatch& match) const {
  int points = 0;
  const auto& terms = sets_[set];
  for (std::size_t k = 0; k < terms.keywords.size(); ++k) {
    const auto& keyword = terms.keywords[k];
    const bool in_name = text.name.find(keyword) != std::string::npos;
    if (!in_name && text.purpose.find(keyword) == std::string::npos) continue;
    points += in_name ? terms.keyword_points[k] : terms.keyword_points[k] / 3;
    // A Chinese name ends with what it is: 信息系统运行维护, 设备购置.
    if (in_name && text.name.ends_with(keyword)) points += kKeywordAtEnd;
    match.reasons.push_back(
        {SuggestReason::keyword,
         fmt::format("{}里有“{}”", in_name ? "项目名称" : "项目内容", library_.sets[set].keywords[k])});
  }
  match.points += std::min(points, kMostKeywordPoints);
}

void LibraryIndex::match_examples(std::size_t set, const ProjectText& text, SetMatch& match) const {
  const Example* nearest = nullptr;
  int nearest_share = 0;
  for (const auto& example : sets_[set].examples) {
    int shared = 0;
    for (const Gram gram : example.grams) {
      if (std::ranges::binary_search(text.name_grams, gram)) shared += gram_points(gram);
    }
    const int share = example.weight == 0 ? 0 : kThousand * shared / example.weight;
    if (share > nearest_share) {
      nearest = &example;
      nearest_share = share;
    }
  }
  if (nearest == nullptr || nearest_share < kLeastExampleShare) return;
  match.points += kExamplePoints * nearest_share / kThousand;
  match.reasons.push_back(
      {SuggestReason::example, fmt::format("与“{}”类似", library_.sets[set].projects[nearest->position])});
}

LibraryIndex::SetMatch LibraryIndex::match_set(std::size_t set, const ProjectBrief& project,
                                               const ProjectText& text) const {
  const auto& about = library_.sets[set];
  SetMatch match;
  if (!project.sector.empty() && serves_sector(about, project.sector)) {
    match.points += kStatedSector;
    match.reasons.push_back({SuggestReason::sector, fmt::format("行业是“{}”", project.sector)});
  }
  int best_class = 0;
  std::string_view which;
  for (const auto& code : about.function_classes) {
    const int points = class_points(code, project.function_class);
    if (points > best_class) which = code;
    best_class = std::max(best_class, points);
  }
  if (best_class > 0) {
    match.points += best_class;
    match.reasons.push_back(
        {SuggestReason::function_class,
         fmt::format("功能分类 {} {}", project.function_class, function_class_label(which))});
  }
  if (project.category &&
      std::ranges::find(about.categories, enum_code(*project.category)) != about.categories.end()) {
    match.points += is_narrow(*project.category) ? kOwnCategory : kBroadCategory;
    match.reasons.push_back(
        {SuggestReason::category, fmt::format("项目类别是{}", enum_label(*project.category))});
  }
  match_keywords(set, text, match);
  match_examples(set, text, match);
  return match;
}

/// What each entry's own name has in common with the project; the project's name counts twice.
std::vector<int> LibraryIndex::own_points(const ProjectText& text) const {
  std::vector<int> points(texts_.size(), 0);
  const auto add = [&](const std::vector<Gram>& grams, int times) {
    for (const Gram gram : grams) {
      const auto found = entries_with_.find(gram);
      if (found == entries_with_.end()) continue;
      for (const auto entry : found->second) points[entry] += times * gram_points(gram) / 4;
    }
  };
  add(text.name_grams, 2);
  add(text.purpose_grams, 1);
  return points;
}

/// The longest stretch of the project's name that an entry's name has, as far as it may be read as words: of
/// three letters the pair that more entries have (辅警 of 辅警人), and no pair that says nothing (项目).
/// Empty: none.
std::string LibraryIndex::shared_words(std::size_t entry, const ProjectText& text) const {
  const std::u32string own = to_code_points(texts_[entry].name);
  std::u32string best;
  for (std::size_t from = 0; from + 1 < text.letters.size(); ++from) {
    std::size_t length = std::max<std::size_t>(2, best.size() + 1);
    while (from + length <= text.letters.size() &&
           own.find(text.letters.substr(from, length)) != std::u32string::npos) {
      best = text.letters.substr(from, length);
      ++length;
    }
  }
  if (best.empty()) return {};
  const std::size_t at = text.letters.find(best);
  const auto piece = [&](std::size_t from, std::size_t count) {
    const auto before = first_characters(text.name, at + from);
    return std::string(first_characters(std::string_view(text.name).substr(before.size()), count));
  };
  const auto users_of = [&](const std::string& pair) {
    const auto grams = grams_of(pair);
    const auto found = grams.empty() ? entries_with_.end() : entries_with_.find(grams.front());
    return found == entries_with_.end() ? 0 : found->second.size();
  };
  constexpr std::size_t kSaysNothing = 20;  // in one of so many entries
  if (best.size() > 3) return piece(0, best.size());
  const std::string pair =
      best.size() == 2 || users_of(piece(0, 2)) >= users_of(piece(1, 2)) ? piece(0, 2) : piece(1, 2);
  return users_of(pair) * kSaysNothing > texts_.size() ? std::string() : pair;
}

/// Takes the best one again and again; what has been taken of a level or a set makes its like worth less, so
/// that ten suggestions are not ten counts of the same thing. A project is somebody's work of some kind:
/// places are kept both for the sector's indicators and for those of the use.
std::vector<Suggestion> LibraryIndex::vary(std::vector<Suggestion> candidates, std::size_t limit) const {
  constexpr std::size_t kLooked = 200;  // of each kind
  std::ranges::stable_sort(candidates, std::ranges::greater{}, &Suggestion::points);
  std::array<std::vector<Suggestion>, 2> kinds;  // the sector's, the use's
  for (auto& candidate : candidates) {
    auto& kind = kinds[set_of(candidate.entry).common ? 1 : 0];
    if (kind.size() < kLooked) kind.push_back(std::move(candidate));
  }
  std::array<std::size_t, 2> kept{std::min(kSectorPlaces, kinds[0].size()),
                                  std::min(kUsePlaces, kinds[1].size())};
  Taken counts;
  std::vector<Suggestion> taken;
  while (taken.size() < limit && !(kinds[0].empty() && kinds[1].empty())) {
    const std::size_t left = limit - taken.size();
    const auto [sector, sector_points] = best_of(kinds[0], counts);
    const auto [use, use_points] = best_of(kinds[1], counts);
    std::size_t kind = sector_points >= use_points ? 0 : 1;
    if (left <= kept[0] + kept[1] && kept[kind] == 0) kind = 1 - kind;
    auto& from = kinds[kind];
    const std::size_t at = kind == 0 ? sector : use;
    const auto& entry = library_.entries[from[at].entry];
    ++counts.levels[entry.level];
    ++counts.sets[entry.set];
    if (kept[kind] > 0) --kept[kind];
    taken.push_back(std::move(from[at]));
    from.erase(from.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return taken;
}

/// Position and points of the best candidate after what has been taken; -1 points when there is none.
std::pair<std::size_t, int> LibraryIndex::best_of(const std::vector<Suggestion>& candidates,
                                                  Taken& counts) const {
  constexpr int kSameLevel = 30;
  constexpr int kSameSet = 20;
  constexpr int kHundred = 100;
  std::pair<std::size_t, int> best{0, -1};
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& entry = library_.entries[candidates[i].entry];
    const int weight = kHundred + kSameLevel * counts.levels[entry.level] + kSameSet * counts.sets[entry.set];
    const int points = candidates[i].points * kHundred / weight;
    if (points > best.second) best = {i, points};
  }
  return best;
}

std::vector<Suggestion> LibraryIndex::suggest(const ProjectBrief& project, std::size_t limit) const {
  const ProjectText text(project);
  std::vector<SetMatch> matches;
  matches.reserve(sets_.size());
  for (std::size_t s = 0; s < sets_.size(); ++s) matches.push_back(match_set(s, project, text));
  const std::vector<int> own = own_points(text);
  std::vector<Suggestion> candidates;
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    const auto& entry = library_.entries[i];
    const SetMatch& match = matches[entry.set];
    if (match.points < kLeastSetPoints && own[i] < kLeastOwnPoints) continue;
    const auto& classes = entry.function_classes;
    if (!classes.empty() && std::ranges::none_of(classes, [&](const std::string& code) {
          return related_classes(code, project.function_class);
        }))
      continue;
    candidates.push_back({i, match.points + own[i] + (entry.starred ? kStarredEntry : 0), {}});
  }
  auto chosen = vary(std::move(candidates), limit);
  for (auto& suggestion : chosen) {
    suggestion.reasons = matches[library_.entries[suggestion.entry].set].reasons;
    const std::string words = shared_words(suggestion.entry, text);
    if (!words.empty())
      suggestion.reasons.push_back({SuggestReason::name, fmt::format("指标名称里也有“{}”", words)});
    if (suggestion.reasons.empty())
      suggestion.reasons.push_back({SuggestReason::name, "指标名称与项目内容的用词相近"});
  }
  return chosen;
}

}  // namespace jiheng::engine
