#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/goal_file.h"
#include "engine/lint.h"

namespace jiheng::app {

/// What is known of last year: shown beside each row, and held against this year's form.
struct LastYear {
  std::string text;  ///< last year's goal; empty: there was none
  std::vector<Indicator> indicators;

  /// The row of that name; nullptr when there was none.
  const Indicator* find(std::string_view name) const;
};
Result<LastYear> last_year_of(store::Store& store, const GoalFile& file);

/// The form as lint rules see it.
engine::LintForm lint_form_of(const GoalFile& file, const GoalForm& form, const LastYear& last);

/// What the rules in force today say of the form.
Result<engine::LintReport> lint_goal(Workspace& workspace, const GoalFile& file, const GoalForm& form,
                                     const LastYear& last);

/// The rows and last year's forms of many projects of one year, read at once.
class GoalPage {
 public:
  static Result<GoalPage> load(store::Store& store, Region region, FiscalYear year,
                               const std::vector<std::int64_t>& projects);
  std::vector<Indicator> rows_of(ProjectId project) const;
  LastYear last_year_of(ProjectId project) const;

 private:
  std::map<std::int64_t, std::vector<Indicator>> rows_;
  std::map<std::int64_t, LastYear> last_;
};

/// Where a finding belongs in the declaration form: "indicators/2/target", "text/text"; "" for the whole.
std::string form_field_of(const engine::LintFinding& finding);

/// How many findings of each severity.
struct FindingCounts {
  int error = 0;
  int warning = 0;
  int info = 0;
};
FindingCounts count_findings(const engine::LintReport& report);

}  // namespace jiheng::app
