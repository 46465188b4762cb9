#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/goal_file.h"
#include "app/lint_county.h"
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

/// The form's rows as indicators of the goal's year.
std::vector<Indicator> indicators_of(const GoalFile& file, const GoalForm& form);

/// What the rules in force today say of the form, the rest of the county in view: what other projects and
/// past years have, as of the last commit. What `access` does not list is neither named nor quoted. The same
/// whether somebody is typing, sends the form or reviews it.
Result<engine::LintReport> lint_goal(Workspace& workspace, const Access& access, const GoalFile& file,
                                     const GoalForm& form, const LastYear& last);

/// How vague the form is, held against the county.
Result<FormVagueness> goal_vagueness(Workspace& workspace, const GoalFile& file, const GoalForm& form);

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
