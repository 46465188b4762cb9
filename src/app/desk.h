#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/lint.h"
#include "law/book.h"

namespace jiheng::app {

class SearchIndex;

/// Somebody who has just worked in a form.
struct PresenceEntry {
  std::string name;
  std::string section;
  std::int64_t at_ms = 0;
};

/// What the running program remembers besides data: compiled linters, and who works in which form just now.
/// Nothing here needs to survive. Thread-safe.
class Desk {
 public:
  /// The linter of a place on a day, compiled once.
  Result<std::shared_ptr<const engine::Linter>> linter(const law::Book& book, Region place, Date day);

  /// Notes that `name` has worked in a section of a goal's form.
  void note(std::int64_t goal, std::string_view name, std::string_view section, std::int64_t at_ms);
  /// Who has within the last minutes, the latest first, each once.
  std::vector<PresenceEntry> present(std::int64_t goal, std::int64_t now_ms);

  /// What can be found at a place (app/search.h); empty until somebody searches.
  std::shared_ptr<SearchIndex> search_index(Region place);

 private:
  std::mutex mutex_;
  std::map<std::pair<Region, Date>, std::shared_ptr<const engine::Linter>> linters_;
  std::map<std::int64_t, std::vector<PresenceEntry>> present_;
  std::map<Region, std::shared_ptr<SearchIndex>> searches_;
};

}  // namespace jiheng::app
