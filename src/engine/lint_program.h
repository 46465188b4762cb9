#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/lint.h"
#include "engine/lint_view.h"
#include "law/lint.h"
#include "law/lint_terms.h"

namespace jiheng::engine::lint_detail {

/// What a condition says. `empty`: a value it needs is not filled, so there is nothing to judge; `missing`:
/// the form lacks a part it needs.
enum class Truth : std::uint8_t { no, yes, empty, missing };

/// A number of a rule, its parameter put in.
struct LintBound {
  i128 value = 0;
  law::LintType type = law::LintType::number;  ///< how it is to be shown
};

/// A list of words, its parameter put in.
struct LintWords {
  std::vector<std::string> words;  ///< in ASCII width
  std::uint64_t bit = 0;           ///< in LintProgram::index; 0: has to be searched word by word
};

enum class Comparison : std::uint8_t { less, at_most, equal, at_least, more };

/// A call of a generic function, ready to run.
struct LintCall {
  law::LintFunction function{};
  bool negated = false;
  law::LintField field{};
  law::LintField other{};
  std::vector<law::LintField> fields;
  Comparison comparison = Comparison::equal;
  const LintWords* words = nullptr;
  const LintWords* except = nullptr;
  std::optional<LintBound> low;  ///< also of `at_least` and `equals`
  std::optional<LintBound> high;
  std::optional<LintBound> tolerance;
  std::optional<LintBound> factor;
  std::vector<LintCall> where;  ///< also of `quantity`
  std::vector<LintCall> that;   ///< also of `price`
};

/// What a condition met, for its message.
struct LintDetail {
  std::string found;
  std::string limit;
};

struct CompiledRule {
  std::shared_ptr<const law::LintRule> rule;
  std::vector<LintCall> given;
  std::vector<LintCall> then;
  std::vector<law::LintPiece> message;
  std::optional<law::LintField> at;  ///< empty: a whole table
  bool whole_form = false;           ///< looks at other rows, so it cannot be judged for one row alone
};

/// All rules in force at a place on a day.
struct LintProgram {
  std::vector<CompiledRule> rules;  ///< by id
  std::vector<std::shared_ptr<const law::LintRule>> list;
  std::map<std::string, std::unique_ptr<LintWords>, std::less<>> word_lists;
  WordIndex index;
  std::vector<law::GradeBand> bands;
  std::vector<ReviewProposal> points;       ///< of the goal review, full
  std::map<Severity, Ratio> review_shares;  ///< what a finding takes off its point
};

/// Reads and resolves the rules.
Result<std::unique_ptr<LintProgram>> compile_lint(const law::Book& book, Region place, Date as_of);

/// Runs one condition on a row (or on the form); fills `detail` where it is given.
Truth run_call(const LintProgram& program, const LintCall& call, LintView& view, std::size_t row,
               LintDetail* detail);

/// Whether all of `calls` hold. An `empty` or a `no` decides before a `missing`.
Truth run_all(const LintProgram& program, const std::vector<LintCall>& calls, LintView& view,
              std::size_t row);

/// One generic function: its name is said by the table it stands in (lint_functions.cpp).
struct LintRun {
  const LintProgram& program;
  const LintCall& call;
  LintView& view;
  std::size_t row;
  LintDetail* detail;

  LintValue value() const { return view.value(call.field, row); }
  LintValue other() const { return view.value(call.other, row); }
};
using LintFunctionBody = Truth (*)(const LintRun& run);
std::span<const LintFunctionBody> lint_function_bodies();

/// The functions that go through rows (lint_row_functions.cpp).
Truth lint_all_rows(const LintRun& run);
Truth lint_any_row(const LintRun& run);
Truth lint_count_between(const LintRun& run);
Truth lint_different_values(const LintRun& run);
Truth lint_product_near(const LintRun& run);
Truth lint_share_at_least(const LintRun& run);
Truth lint_sum_between(const LintRun& run);
Truth lint_sum_equals(const LintRun& run);
Truth lint_unique_by(const LintRun& run);

/// Whether `number` lies within the bounds of the call; says so in the detail, as that type is written.
Truth within_bounds(const LintRun& run, i128 number, law::LintType type);

inline Truth truth_of(bool holds) { return holds ? Truth::yes : Truth::no; }

/// What a value that is not there means for a condition.
inline Truth absent(const LintValue& value) {
  return value.state == LintValue::State::missing ? Truth::missing : Truth::empty;
}

}  // namespace jiheng::engine::lint_detail
