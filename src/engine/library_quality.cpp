#include "engine/library_quality.h"

#include <algorithm>
#include <map>

namespace jiheng::engine {

SuggestQuality suggest_quality(const LibraryIndex& index, const std::vector<KnownProject>& projects) {
  constexpr std::size_t kShown = 10;
  SuggestQuality quality;
  quality.projects = projects.size();
  for (const auto& project : projects) {
    const auto suggestions = index.suggest(project.brief, kShown);
    const auto is_right = [&](const Suggestion& suggestion) {
      return std::ranges::any_of(project.sectors, [&](const std::string& sector) {
        return serves_sector(index.set_of(suggestion.entry), sector);
      });
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
  const auto held_out = held_out_names(library);
  std::map<std::string_view, std::vector<std::string>> sectors;
  for (const auto& set : library.sets) {
    for (const auto& name : set.projects) {
      if (held_out.contains(name)) sectors[name].push_back(set.sector);
    }
  }
  std::vector<KnownProject> projects;
  for (auto& [name, right] : sectors) {
    ProjectBrief brief;
    brief.name = name;
    projects.push_back({std::move(brief), std::move(right)});
  }
  return projects;
}

}  // namespace jiheng::engine
