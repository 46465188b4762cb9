#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/region.h"
#include "base/result.h"
#include "engine/lint.h"
#include "law/book.h"
#include "store/store.h"

namespace jiheng::app {

class SearchIndex;
class CountyLint;

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

  /// What the rest of a county says of forms of that year (app/lint_county.h), as of the last commit.
  Result<std::shared_ptr<const CountyLint>> county(store::Store& store, const law::Book& book, Region place,
                                                   FiscalYear year, Date day);

  /// Notes that `name` has worked in a section of a goal's form.
  void note(std::int64_t goal, std::string_view name, std::string_view section, std::int64_t at_ms);
  /// Who has within the last minutes, the latest first, each once.
  std::vector<PresenceEntry> present(std::int64_t goal, std::int64_t now_ms);

  /// Whether messages leave the program: an adapter is set up, so the outbox is to be filled.
  bool sends_notices() const { return sends_notices_; }
  void set_sends_notices(bool sends) { sends_notices_ = sends; }

  /// What can be found at a place (app/search.h); empty until somebody searches.
  std::shared_ptr<SearchIndex> search_index(Region place);

 private:
  std::atomic<bool> sends_notices_{false};
  std::mutex mutex_;
  std::map<std::pair<Region, Date>, std::shared_ptr<const engine::Linter>> linters_;
  std::map<std::int64_t, std::vector<PresenceEntry>> present_;
  std::mutex county_mutex_;  ///< held while a county is read for the first time
  std::vector<std::pair<std::tuple<Region, FiscalYear, Date>, std::shared_ptr<CountyLint>>> counties_;
  std::map<Region, std::shared_ptr<SearchIndex>> searches_;
};

}  // namespace jiheng::app
