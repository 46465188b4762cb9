#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/ratio.h"
#include "base/region.h"
#include "base/score.h"
#include "model/budget_line.h"
#include "model/goal.h"
#include "model/grade.h"
#include "model/indicator.h"
#include "model/project.h"
#include "model/self_evaluation_form.h"

namespace jiheng::engine {

/// Which form is looked at; rules say to which they apply.
enum class LintFormKind { goal, self_evaluation, department_overall };

/// Head of the form. Empty texts and optionals are cells that were not filled.
struct LintProject {
  std::string name;
  std::string code;  ///< 21 characters
  std::string department;
  std::string unit;
  std::string leader;
  std::string phone;
  std::optional<Category> category;
  std::optional<ProjectKind> kind;
  std::string sector;
  std::string function_class;
  std::string policy_basis;   ///< 立项依据
  std::string beneficiaries;  ///< 服务对象
  std::optional<FiscalYear> first_year;
  std::optional<FiscalYear> last_year;

  friend bool operator==(const LintProject&, const LintProject&) = default;
};

/// The money table of the form.
struct LintBudget {
  std::optional<MoneyUnit> unit;  ///< as stated in the head
  FormAmounts total;
  std::vector<FormAmounts> parts;
  std::optional<Ratio> execution_rate;  ///< as stated

  friend bool operator==(const LintBudget&, const LintBudget&) = default;
};

struct LintGoal {
  std::string annual;  ///< 年度总体目标
  std::string medium;  ///< 中期目标（实施期）

  friend bool operator==(const LintGoal&, const LintGoal&) = default;
};

/// What the rest of the county says about one row: the same or a like indicator elsewhere. Nothing in an
/// optional: there is none to compare with.
struct LintRowFacts {
  std::string last_target;  ///< the same row of the same project last year
  std::string last_actual;
  std::optional<Money> unit_cost_low;  ///< unit cost of like projects: lowest, highest
  std::optional<Money> unit_cost_high;
  std::optional<std::int64_t> unit_cost_count;  ///< how many projects these come from; empty: nobody looked
  std::optional<std::int64_t>
      used;  ///< how many other projects use an indicator of this name; empty: as above
  std::optional<Ratio> full_marks;  ///< share of its scored uses that got all points
  std::optional<Ratio> attained;    ///< mean of actual / target in past years
  bool unit_cost_hidden = false;    ///< the reader may not see all unit costs: no finding quotes them

  friend bool operator==(const LintRowFacts&, const LintRowFacts&) = default;
};

/// One indicator row.
struct LintIndicator {
  std::string level1;
  std::string level2;
  std::string name;
  std::optional<Operator> op;
  std::string target;         ///< 年度指标值 as written
  std::string target_medium;  ///< 中期指标值 as written
  std::string unit;
  std::optional<Score> weight;
  bool core = false;   ///< ★
  std::string actual;  ///< 实际完成值 as written; self-evaluations only, like the rest
  std::optional<Score> claimed;
  std::optional<Score> reviewed;
  std::optional<Score> computed;  ///< what engine/score makes of it
  std::string reason;             ///< 偏差原因分析及改进措施
  std::string approved_target;    ///< of the approved goal, where the caller has it
  std::optional<LintRowFacts> facts;
  std::string where;  ///< where it was read: "sheet!C7", a JSON pointer, "record:indicator/7"

  friend bool operator==(const LintIndicator&, const LintIndicator&) = default;
};

/// What only a self-evaluation has.
struct LintSelfEvaluation {
  std::string goal_actual;  ///< 年度总体目标实际完成情况
  std::optional<Score> execution_weight;
  std::optional<Score> execution_claimed;
  std::string execution_reason;
  std::optional<Score> claimed_total;
  std::optional<Score> reviewed_total;
  std::optional<Score> computed_total;
  std::optional<Grade> claimed_grade;
  std::string note;

  friend bool operator==(const LintSelfEvaluation&, const LintSelfEvaluation&) = default;
};

/// The latest monitoring of the same project and year.
struct LintMonitoring {
  Quarter quarter;
  std::optional<Money> executed;
  std::optional<Ratio> goal_progress;

  friend bool operator==(const LintMonitoring&, const LintMonitoring&) = default;
};

/// What was approved for the same project and year; held against what the form says.
struct LintApproved {
  std::string goal;
  std::optional<Money> budget;  ///< 全年预算数 of the stored budget lines

  friend bool operator==(const LintApproved&, const LintApproved&) = default;
};

/// A goal of another project that reads alike.
struct LintElsewhere {
  std::string project;
  std::string unit;
  std::string text;

  friend bool operator==(const LintElsewhere&, const LintElsewhere&) = default;
};

/// What the rest of the county says about the form; rows have theirs in LintIndicator::facts.
struct LintCounty {
  std::string last_goal;                   ///< last year's goal of the same project; empty: it had none
  std::vector<LintElsewhere> same_goal{};  ///< this year's goals of other projects with the same text
  bool same_goal_known = false;            ///< false: nobody looked for them

  friend bool operator==(const LintCounty&, const LintCounty&) = default;
};

/// Everything that lint rules may look at: one form as somebody fills it in, and what else is known. A part
/// that is not given is not the same as one that is not filled: rules that need it say "not checked".
struct LintForm {
  LintFormKind kind = LintFormKind::goal;
  std::optional<FiscalYear> year;
  std::optional<LintProject> project;
  std::optional<LintBudget> budget;
  std::optional<LintGoal> goal;
  std::vector<LintIndicator> indicators;
  bool all_indicators = true;  ///< false: `indicators` is a part (one row while typing); sums are not checked
  std::optional<LintSelfEvaluation> self_evaluation;
  bool scored = false;  ///< `computed` of the rows was worked out; otherwise nobody tried
  std::optional<LintMonitoring> monitoring;
  std::optional<LintApproved> approved;
  std::optional<LintCounty> county;
  std::string where;  ///< where the form was read

  friend bool operator==(const LintForm&, const LintForm&) = default;
};

/// A self-evaluation form, or (kind goal) a goal form that was read into the same shape. Row scores
/// (`computed`) stay empty; the caller that scored the form adds them.
LintForm lint_form(const SelfEvaluationForm& form, LintFormKind kind);

/// Whether a form that was read has anything that only a self-evaluation has: an actual value, a score, the
/// reached goal, an executed amount.
LintFormKind kind_of(const SelfEvaluationForm& form);

/// A stored goal. All rows must be of `project` and of one year; indicators in any order. `goal` may be
/// nullptr: none was declared.
LintForm lint_form(const Project& project, const Goal* goal, std::span<const Indicator> indicators,
                   std::span<const BudgetLine> lines, std::string_view unit_name,
                   std::string_view department_name);

}  // namespace jiheng::engine
