#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "engine/lint_form.h"
#include "law/book.h"
#include "law/lint.h"

namespace jiheng::engine {

/// What one rule says about one place of a form.
struct LintFinding {
  std::shared_ptr<const law::LintRule> rule;  ///< id, title, rationale, fix, citations
  Severity severity = Severity::warning;
  std::string message;  ///< "第 3 行 年度指标值：…", with the values put in
  std::string where;  ///< pointer into the LintForm: "/indicators/2/target", "/goal/annual", "/budget/total"
  std::size_t row = kNoRow;  ///< index in LintForm::indicators; kNoRow: the form as a whole
  std::string field;         ///< "indicator.target"
  std::string value;         ///< what stands there now; may be empty
  std::string origin;        ///< where the row or the form was read: "自评表!C7"; may be empty

  static constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);
};

/// A rule that applies to the form and could not be judged.
struct LintNotChecked {
  std::shared_ptr<const law::LintRule> rule;
  std::string missing;  ///< labels of the inputs it lacks: "全县情况"
};

/// All of it at once, in a fixed order: rows as they stand, then by rule id.
struct LintReport {
  std::vector<LintFinding> findings;
  std::vector<LintNotChecked> not_checked;  ///< by rule id
  std::size_t checked = 0;                  ///< rules that are for such a form, those of `not_checked` included

  bool blocks() const;    ///< some finding is an error
  bool worrying() const;  ///< some finding is an error or a warning
};

/// What the rules propose for one point of the goal review (domain §4).
struct ReviewProposal {
  std::string point;  ///< key of goal.review-points: "completeness.form"
  std::string label;  ///< 完整性：规范完整
  Score full;
  Score proposed;
  std::vector<std::size_t> because;  ///< indices in LintReport::findings
};

/// The lint rules in force at a place on a day, read once, their parameters put in. Immutable: any number of
/// threads may use one.
class Linter {
 public:
  /// An error when a rule needs a parameter that has no value there and then.
  static Result<Linter> compile(const law::Book& book, Region place, Date as_of);
  Linter(Linter&&) noexcept;
  Linter& operator=(Linter&&) noexcept;
  ~Linter();

  /// Every rule that applies to the form. Pure.
  LintReport lint(const LintForm& form) const;
  /// One row alone, for answers while typing: the rules that look at single rows, nothing about the whole
  /// form. An empty report when there is no such row.
  LintReport lint_row(const LintForm& form, std::size_t row) const;
  /// Points of the goal review, each prefilled from the findings that feed it.
  std::vector<ReviewProposal> review(const LintReport& report) const;

  /// The rules, by id.
  std::span<const std::shared_ptr<const law::LintRule>> rules() const;
  /// nullptr when there is none in force.
  const law::LintRule* find(std::string_view id) const;

 private:
  struct Compiled;
  explicit Linter(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

/// Compiles and lints once; keep a Linter where there are several forms.
Result<LintReport> lint(const LintForm& form, const law::Book& book, Region place, Date as_of);

}  // namespace jiheng::engine
