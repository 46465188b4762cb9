#include "engine/library_quality.h"

#include <algorithm>

namespace jiheng::engine {

SuggestQuality suggest_quality(const LibraryIndex& index, const std::vector<KnownProject>& projects) {
  constexpr std::size_t kShown = 10;
  SuggestQuality quality;
  quality.projects = projects.size();
  for (const auto& project : projects) {
    const auto suggestions = index.suggest(project.brief, kShown);
    const auto is_right = [&](const Suggestion& suggestion) {
      return serves_sector(index.set_of(suggestion.entry), project.sector);
    };
    const auto right = static_cast<std::size_t>(std::ranges::count_if(suggestions, is_right));
    quality.suggested += suggestions.size();
    quality.right += right;
    if (right > 0)
      ++quality.hits;
    else
      quality.missed.push_back(project.brief.name);
    if (!suggestions.empty() && is_right(suggestions.front())) ++quality.first;
  }
  return quality;
}

std::vector<KnownProject> held_out_projects(const law::IndicatorLibrary& library) {
  std::vector<KnownProject> projects;
  for (const auto& set : library.sets) {
    for (std::size_t p = 0; p < set.projects.size(); ++p) {
      if (!is_held_out(p)) continue;
      ProjectBrief brief;
      brief.name = set.projects[p];
      projects.push_back({std::move(brief), set.sector});
    }
  }
  return projects;
}

}  // namespace jiheng::engine
