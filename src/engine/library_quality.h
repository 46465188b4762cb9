#pragma once

#include <string>
#include <vector>

#include "engine/library.h"

namespace jiheng::engine {

/// A project whose sector is known, to be held against what is suggested for it.
struct KnownProject {
  ProjectBrief brief;                ///< what the suggestion may see
  std::vector<std::string> sectors;  ///< what is right, by a set's name or alias
};

/// How often suggestions were from the right sector.
struct SuggestQuality {
  std::size_t projects = 0;
  std::size_t hits = 0;             ///< at least one of the right sector's in the first ten
  std::size_t first = 0;            ///< the very first one is
  std::size_t suggested = 0;        ///< suggestions in all, at most ten a project
  std::size_t right = 0;            ///< of them from the right sector
  std::vector<std::string> missed;  ///< names without a hit
};

/// Asks `index` for ten indicators for each project.
SuggestQuality suggest_quality(const LibraryIndex& index, const std::vector<KnownProject>& projects);

/// The examples that LibraryExamples::training leaves out, with nothing but their names. A name that several
/// sets have is right in each of them.
std::vector<KnownProject> held_out_projects(const law::IndicatorLibrary& library);

}  // namespace jiheng::engine
