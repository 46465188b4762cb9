#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/int128.h"
#include "engine/lint_form.h"
#include "engine/lint_text.h"
#include "engine/score_value.h"
#include "law/lint_terms.h"
#include "law/scheme.h"

namespace jiheng::engine::lint_detail {

/// Numbers that rules compare are whole millionths: of a yuan, a point, a unit; a ratio of 1 is one million.
inline constexpr i128 kLintOne = 1'000'000;

/// What a field holds. `missing`: the form does not have the part; `empty`: it is not filled.
struct LintValue {
  enum class State : std::uint8_t { missing, empty, present };
  State state = State::missing;
  std::string_view text{};
  i128 number = 0;

  bool present() const { return state == State::present; }
};

constexpr LintValue lint_missing() { return {}; }
constexpr LintValue lint_empty() { return {LintValue::State::empty}; }

i128 micro(const Decimal& number);
inline i128 micro(Money amount) { return i128{amount.fen()} * (kLintOne / 100); }
inline i128 micro(Score score) { return i128{score.hundredths()} * (kLintOne / 100); }
i128 micro(const Ratio& ratio);

/// "1234.5" for 1,234,500,000 millionths.
std::string micro_text(i128 number);

/// What is worked out once about a row, when first asked for.
struct LintRowCache {
  bool target_ready = false;
  bool actual_ready = false;
  ValueReading target;
  ValueReading actual;
  std::string target_unit;
  std::array<std::uint64_t, law::kLintFieldCount> hits{};  ///< lists of words found in a text
  std::array<bool, law::kLintFieldCount> scanned{};
};

/// A form as rules look at it. Lives for one call; not for several threads.
class LintView {
 public:
  LintView(const LintForm& form, std::span<const law::GradeBand> bands);

  const LintForm& form() const { return form_; }
  std::span<const law::GradeBand> bands() const { return bands_; }
  /// The value of a field; `row` is the indicator or amount looked at, without meaning for fields of the
  /// form.
  LintValue value(law::LintField field, std::size_t row);
  /// The lists of `words` that have a word in the text of a field.
  std::uint64_t hits(law::LintField field, std::size_t row, std::string_view text, const WordIndex& words);

  const LintIndicator& indicator(std::size_t row) const { return form_.indicators[row]; }
  const ValueReading& target(std::size_t row);
  const ValueReading& actual(std::size_t row);
  /// The unit column, else the unit written behind the number of the target.
  std::string_view target_unit(std::size_t row);
  /// Keeps a text that was made for this form.
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }
  /// For each row the first one that `asker` takes for the same; filled by whoever asks first.
  std::vector<std::size_t>& first_same(const void* asker) { return first_same_[asker]; }

 private:
  LintRowCache& cache(std::size_t row) { return rows_[row]; }

  const LintForm& form_;
  std::span<const law::GradeBand> bands_;
  std::vector<LintRowCache> rows_;  ///< one an indicator, then one for the form
  std::deque<std::string> kept_;
  std::map<const void*, std::vector<std::size_t>> first_same_;
};

/// The operator that decides the direction of a row: its 性质, else the sign in its target.
std::optional<Operator> lint_direction(LintView& view, std::size_t row);

/// The value of a field as people write it: "90 万元", "97.3%", "≥".
std::string display(LintView& view, law::LintField field, std::size_t row);
/// A number of that type as people write it.
std::string display_number(const LintForm& form, law::LintType type, i128 number);

}  // namespace jiheng::engine::lint_detail
