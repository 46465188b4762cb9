#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/access.h"
#include "base/result.h"
#include "engine/lint_county.h"
#include "engine/vague_counts.h"
#include "store/store.h"

namespace jiheng::app {

/// Reads what the lint rules want to know of the rest of a county for forms of `year`: one reading of its
/// units, projects, goals and indicators.
Result<engine::LintCountyIndex> load_lint_county(store::Store& store, Region region, FiscalYear year);

/// How vague the rows of a form are, each held against the county, and why.
struct FormVagueness {
  struct Row {
    engine::VaguenessParts parts;
    std::vector<std::string> reasons;  ///< empty: nothing is vague about it
  };
  std::optional<int> index;  ///< hundredths of points; empty: no rows
  std::vector<Row> rows;     ///< as they stand in the form
  engine::VaguenessWeights weights;
};

/// An indicator of the year as it stands in the store, with whose it is.
struct CountyRow {
  Indicator indicator;
  UnitId unit;
};

/// The rest of a county as rules look at it, for the forms of one year: read once, then kept up by the audit
/// trail, a few rows a commit. Thread-safe.
class CountyLint {
 public:
  static Result<std::shared_ptr<CountyLint>> load(store::Store& store, const law::Book& book, Region region,
                                                  FiscalYear year, Date day);

  /// Takes in what was written since, by whatever program. Costs one question when nothing was.
  Result<void> catch_up(store::Store& store);

  /// Fills in what the county says of the form; what `access` does not list is neither named nor quoted.
  void fill(engine::LintForm& form, ProjectId project, const Access& access) const;
  /// The rows of a form of `project`, stored or as typed.
  FormVagueness vagueness(ProjectId project, const std::vector<Indicator>& rows) const;
  /// One indicator that is nobody's: an entry of the library.
  FormVagueness::Row vagueness(const Indicator& indicator) const;
  /// Every indicator of the year whose unit passes, by project.
  std::vector<CountyRow> rows(const engine::LintSees& sees) const;
  /// The units to which `access` may do that, as `rows` and rules ask for them; empty: all of them.
  engine::LintSees sees(const Access& access, std::string_view resource, law::Action action) const;

  const engine::VaguenessWeights& weights() const { return counts_.weights(); }

 private:
  struct Changed;  ///< what the audit trail says has changed

  CountyLint(Region region, FiscalYear year, engine::VaguenessWeights weights, engine::VagueWords words)
      : region_(region), year_(year), index_(year), counts_(weights, std::move(words)) {}

  Result<void> read_all(store::Store& store);
  Result<Changed> read_changes(store::Store& store) const;
  Result<void> find_projects(store::Store& store, Changed& changed) const;
  Result<void> reread(store::Store& store, const Changed& changed);
  Result<void> reread_names(store::Store& store, const Changed& changed);
  void take_out(std::int64_t project);
  void put_in(const std::vector<Goal>& goals, const std::vector<Indicator>& rows);
  void put_unit(const Unit& unit);

  Region region_;
  FiscalYear year_;
  std::mutex turn_;  ///< one reader catches up at a time; the others wait for it
  std::atomic<std::int64_t> audit_{0};
  mutable std::shared_mutex mutex_;  ///< guards what follows
  engine::LintCountyIndex index_;
  engine::VaguenessCounts counts_;
  std::unordered_map<std::int64_t, std::vector<Indicator>> rows_;      ///< of the year, by project
  std::unordered_map<std::int64_t, std::int64_t> owner_of_goal_;       ///< project, for rows that are erased
  std::unordered_map<std::int64_t, std::int64_t> owner_of_indicator_;  ///< likewise
  std::unordered_map<std::int64_t, std::string> unit_codes_;
};

}  // namespace jiheng::app
