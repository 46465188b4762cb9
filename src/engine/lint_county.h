#pragma once

#include <cstdint>
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

/// What the rest of a county says about forms of one year: goals of that year and of the year before,
/// indicators of that year and of all before. Records come in any order, then `finish`; immutable afterwards.
class LintCountyIndex {
 public:
  explicit LintCountyIndex(FiscalYear year) : year_(year) {}

  void add(const Unit& unit);
  void add(const Project& project);
  void add(const Goal& goal);
  void add(const Indicator& indicator);
  void finish();

  /// Puts into `form` (county, facts of each row) what is known besides the project itself; `project` may be
  /// one that is not stored yet. Overwrites what was there.
  void fill(LintForm& form, ProjectId project) const;

 private:
  /// Uses of an indicator name over the county.
  struct NameUse {
    std::vector<std::int64_t> projects;  ///< of this year; sorted, each once after finish
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

  LintCounty county_of(const LintForm& form, ProjectId project) const;
  LintRowFacts facts_of(const LintIndicator& row, ProjectId project, std::optional<FiscalYear> year) const;
  void count_result(NameUse& use, const Indicator& indicator) const;

  FiscalYear year_;
  std::unordered_map<std::int64_t, std::string> units_;
  std::unordered_map<std::int64_t, std::pair<std::string, std::int64_t>> projects_;  ///< name, unit
  std::unordered_map<std::int64_t, std::string> last_goals_;
  std::map<std::u32string, std::vector<std::pair<std::int64_t, std::string>>>
      goals_;  ///< bare text → project
  std::map<std::u32string, NameUse> names_;
  std::map<std::u32string, std::vector<UnitCost>> unit_costs_;  ///< bare name and unit
  std::map<std::pair<std::int64_t, std::u32string>, std::pair<std::string, std::string>>
      last_rows_;  ///< project and bare name → last year's target and actual value
};

}  // namespace jiheng::engine
