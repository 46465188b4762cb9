#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/lint_form.h"
#include "model/unit.h"

namespace jiheng::engine {

/// Whether the reader of the findings may see what a unit wrote. Empty: he may see everything.
using LintSees = std::function<bool(UnitId)>;

/// What the rest of a county says about forms of one year: goals of that year and of the year before,
/// indicators of that year and of all before. Records come in any order; those of a project can be taken out
/// and put in again when they have changed.
class LintCountyIndex {
 public:
  explicit LintCountyIndex(FiscalYear year) : year_(year) {}

  void add(const Unit& unit);
  void add(const Project& project);
  void add(const Goal& goal);
  void add(const Indicator& indicator);
  /// Takes the goals and indicators of a project out; its name stays.
  void forget(ProjectId project);

  /// Puts into `form` (county, facts of each row) what is known besides the project itself; `project` may be
  /// one that is not stored yet. Overwrites what was there. What a unit wrote that `sees` does not let the
  /// reader see counts, but is neither named nor quoted.
  void fill(LintForm& form, ProjectId project, const LintSees& sees = {}) const;
  /// The unit of a project; 0 when it is not known.
  UnitId unit_of(ProjectId project) const;

 private:
  /// An indicator as far as others are held against it.
  struct Row {
    FiscalYear year;
    std::u32string name;
    std::string target;
    std::string unit;
    std::string actual;
    std::optional<Score> points;
    Score weight;
  };
  /// What a project has put in.
  struct Kept {
    std::vector<std::pair<FiscalYear, std::string>> goals;
    std::vector<Row> rows;
  };
  /// Uses of an indicator name over the county.
  struct NameUse {
    std::map<std::int64_t, int> projects;  ///< of this year, with how many rows each
    std::int64_t scored = 0;
    std::int64_t full = 0;
    std::int64_t attained_ppm = 0;  ///< sum of actual / target
    std::int64_t attained = 0;      ///< how many of these
  };
  /// A unit cost ("元/人") somebody wrote this year.
  struct UnitCost {
    std::int64_t project;
    std::int64_t fen;
  };

  LintCounty county_of(const LintForm& form, ProjectId project, const LintSees& sees) const;
  LintRowFacts facts_of(const LintIndicator& row, ProjectId project, std::optional<FiscalYear> year,
                        const LintSees& sees) const;
  void put_costs(const LintIndicator& row, ProjectId project, FiscalYear year, const LintSees& sees,
                 LintRowFacts& facts) const;
  bool seen(std::int64_t project, const LintSees& sees) const;
  void count(const Row& row, std::int64_t project, int sign);
  void count_cost(const Row& row, std::int64_t project, int sign);

  FiscalYear year_;
  std::unordered_map<std::int64_t, std::string> units_;
  std::unordered_map<std::int64_t, std::pair<std::string, std::int64_t>> projects_;  ///< name, unit
  std::unordered_map<std::int64_t, Kept> kept_;                                      ///< by project
  std::unordered_map<std::int64_t, std::string> last_goals_;
  std::map<std::u32string, std::map<std::int64_t, std::string>> goals_;  ///< bare text → project → text
  std::map<std::u32string, NameUse> names_;
  std::map<std::u32string, std::vector<UnitCost>> unit_costs_;  ///< bare name and unit
  std::map<std::pair<std::int64_t, std::u32string>, std::pair<std::string, std::string>>
      last_rows_;  ///< project and bare name → last year's target and actual value
};

}  // namespace jiheng::engine
