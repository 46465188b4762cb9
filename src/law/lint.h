#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_table.h"
#include "base/finding.h"
#include "law/book.h"

namespace jiheng::law {

/// What a lint rule looks at; decides on which forms it runs.
enum class LintTarget {
  goal,             ///< the goal text and the set of indicators of any form
  indicator,        ///< what single rows promise, in any form
  self_evaluation,  ///< what only a self-evaluation has
  budget,           ///< the money table
  form              ///< equations across forms: goal ↔ budget ↔ monitoring ↔ self-evaluation
};

inline constexpr std::array kLintTargetTable{
    EnumRow<LintTarget>{LintTarget::goal, "goal", "绩效目标"},
    EnumRow<LintTarget>{LintTarget::indicator, "indicator", "绩效指标"},
    EnumRow<LintTarget>{LintTarget::self_evaluation, "self_evaluation", "单位自评"},
    EnumRow<LintTarget>{LintTarget::budget, "budget", "资金"},
    EnumRow<LintTarget>{LintTarget::form, "form", "表间关系"},
};
constexpr const auto& enum_table(LintTarget) { return kLintTargetTable; }

/// Once a form, or once for each of its rows.
enum class LintEach { form, indicator, amount };

inline constexpr std::array kLintEachTable{
    EnumRow<LintEach>{LintEach::form, "form", "整张表"},
    EnumRow<LintEach>{LintEach::indicator, "indicator", "每行指标"},
    EnumRow<LintEach>{LintEach::amount, "amount", "每行资金"},
};
constexpr const auto& enum_table(LintEach) { return kLintEachTable; }

/// One argument of a condition, as written: a scalar, a list of scalars, or nested conditions.
struct LintCondition;
struct LintArgument {
  std::string name;                       ///< "field", "low", "words", "where"
  bool literal = false;                   ///< a list written in the rule, no parameter
  std::vector<std::string> texts;         ///< the scalar, or each of the list
  std::vector<LintCondition> conditions;  ///< of `where` and `that`
};

/// A call of a generic function (law/lint_terms.h).
struct LintCondition {
  std::string function;
  std::vector<LintArgument> arguments;
  bool negated = false;

  const LintArgument* find(std::string_view name) const;
};

/// One lint rule (one file of law/lint).
struct LintRule {
  std::string id;
  std::string title;
  std::string place;
  std::string file;
  Severity severity = Severity::warning;
  LintTarget target = LintTarget::indicator;
  LintEach each = LintEach::form;
  std::string at;       ///< field that findings point at
  std::string point;    ///< key of goal.review-points that it feeds; may be empty
  std::string message;  ///< with {placeholders}
  std::string rationale;
  std::string fix;
  Basis basis = Basis::law;
  std::string why;
  std::vector<Citation> citations;
  std::vector<LintCondition> given;  ///< all must hold, else the rule does not apply
  std::vector<LintCondition> then;   ///< the first that does not hold is reported
  std::vector<Node> good;            ///< forms in which the rule finds nothing
  std::vector<Node> bad;             ///< forms in which it finds something
};

/// Reads a file of law/lint that has passed its schema and check.
LintRule read_lint_rule(const Document& document);

/// A piece of a message: text, or (placeholder) a name in braces.
struct LintPiece {
  bool placeholder = false;
  std::string text;
};

/// Takes "指标值“{value}”…" apart; an unclosed brace is text.
std::vector<LintPiece> lint_pieces(std::string_view message);

/// "goal.indicator-count#low" taken apart.
struct LintParameterRef {
  std::string id;
  std::string key;  ///< entry of a map; may be empty
};
LintParameterRef lint_parameter_ref(std::string_view text);

/// The check of law/lint: functions, their arguments, fields, parameters, placeholders and examples exist and
/// fit together.
void check_lint(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
