#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "engine/lint_program.h"

namespace jiheng::engine::lint_detail {
namespace {

constexpr std::size_t kRowsNamed = 6;  // so many rows a message names

/// The rows that `where` picks; empty optional when some part of the form is missing.
std::optional<std::vector<std::size_t>> picked_rows(const LintRun& run, const std::vector<LintCall>& where) {
  if (!run.view.form().all_indicators) return std::nullopt;
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < run.view.form().indicators.size(); ++row) {
    const Truth truth = run_all(run.program, where, run.view, row);
    if (truth == Truth::missing) return std::nullopt;
    if (truth == Truth::yes) rows.push_back(row);
  }
  return rows;
}

/// The rows of `rows` that fulfil `that`; nothing when some part of the form is missing for it.
std::optional<std::vector<std::size_t>> fulfilling(const LintRun& run, const std::vector<std::size_t>& rows) {
  std::vector<std::size_t> good;
  for (const auto row : rows) {
    const Truth truth = run_all(run.program, run.call.that, run.view, row);
    if (truth == Truth::missing) return std::nullopt;
    if (truth == Truth::yes) good.push_back(row);
  }
  return good;
}

/// "第 1、3、4 行".
std::string row_list(const std::vector<std::size_t>& rows) {
  std::string text = "第 ";
  for (std::size_t i = 0; i < rows.size() && i < kRowsNamed; ++i)
    text += fmt::format("{}{}", i == 0 ? "" : "、", rows[i] + 1);
  return text + (rows.size() > kRowsNamed ? fmt::format(" 等 {} 行", rows.size()) : std::string(" 行"));
}

/// The denominator of "元/平方米", without a month or a year behind it.
std::string_view priced_thing(std::string_view unit) {
  const auto slash = unit.find('/');
  return slash == std::string_view::npos ? std::string_view() : unit.substr(slash + 1);
}

/// The one row of `quantities` that counts what `price` is the price of.
std::optional<std::size_t> counted_row(const LintRun& run, const std::vector<std::size_t>& quantities,
                                       std::size_t price) {
  const auto thing = priced_thing(run.view.target_unit(price));
  std::optional<std::size_t> match;
  for (const auto row : quantities) {
    if (thing.empty() || run.view.target_unit(row) != thing) continue;
    if (!run.view.value(law::LintField::target_number, row).present() || match) return std::nullopt;
    match = row;
  }
  return match;
}

}  // namespace

Truth lint_all_rows(const LintRun& run) {
  const auto rows = picked_rows(run, run.call.where);
  const auto good = rows ? fulfilling(run, *rows) : std::nullopt;
  if (!good) return Truth::missing;
  if (rows->empty()) return Truth::empty;
  std::vector<std::size_t> bad;
  std::ranges::set_difference(*rows, *good, std::back_inserter(bad));
  if (run.detail != nullptr) {
    run.detail->found = row_list(bad.empty() ? *rows : bad);
    run.detail->limit = std::to_string(rows->size());
  }
  return truth_of(bad.empty());
}

Truth lint_any_row(const LintRun& run) {
  const auto rows = picked_rows(run, run.call.where);
  const auto good = rows ? fulfilling(run, *rows) : std::nullopt;
  if (!good) return Truth::missing;
  if (run.detail != nullptr && !good->empty()) run.detail->found = row_list(*good);
  return truth_of(!good->empty());
}

Truth lint_count_between(const LintRun& run) {
  const auto rows = picked_rows(run, run.call.where);
  if (!rows) return Truth::missing;
  return within_bounds(run, static_cast<std::int64_t>(rows->size()) * kLintOne, law::LintType::number);
}

Truth lint_different_values(const LintRun& run) {
  const auto rows = picked_rows(run, run.call.where);
  if (!rows) return Truth::missing;
  std::set<std::u32string> values;
  std::size_t filled = 0;
  for (const auto row : *rows) {
    const auto value = run.view.value(run.call.field, row);
    if (value.state == LintValue::State::missing) return Truth::missing;
    if (!value.present()) continue;
    ++filled;
    values.insert(bare_text(value.text));
    if (run.detail != nullptr) run.detail->found = value.text;
  }
  const auto wanted = static_cast<std::size_t>(run.call.low->value / kLintOne);
  if (filled < wanted) return Truth::empty;
  if (run.detail != nullptr) run.detail->limit = std::to_string(filled);
  return truth_of(values.size() >= wanted);
}

Truth lint_share_at_least(const LintRun& run) {
  const auto rows = picked_rows(run, run.call.where);
  const auto good = rows ? fulfilling(run, *rows) : std::nullopt;
  if (!good) return Truth::missing;
  if (rows->empty()) return Truth::empty;
  const auto count = static_cast<std::int64_t>(good->size());
  const i128 share = i128{count} * kLintOne / static_cast<std::int64_t>(rows->size());
  if (run.detail != nullptr) {
    run.detail->found = fmt::format("{} 行里有 {} 行，占 {}", rows->size(), count,
                                    display_number(run.view.form(), law::LintType::ratio, share));
    run.detail->limit = display_number(run.view.form(), law::LintType::ratio, run.call.low->value);
  }
  return truth_of(share >= run.call.low->value);
}

namespace {

/// What makes a row the same as another; empty when one of the fields is not filled.
std::u32string row_key(const LintRun& run, std::size_t row) {
  std::u32string key;
  for (const auto field : run.call.fields) {
    const auto value = run.view.value(field, row);
    if (!value.present()) return {};
    key += law::is_number(law::lint_field(field).type) ? to_code_points(micro_text(value.number))
                                                       : bare_text(value.text);
    key += U'|';
  }
  return key;
}

/// For each row the first one that is the same, often itself.
std::vector<std::size_t> first_rows(const LintRun& run) {
  std::map<std::u32string, std::size_t> seen;
  std::vector<std::size_t> first;
  for (std::size_t row = 0; row < run.view.form().indicators.size(); ++row) {
    const auto key = row_key(run, row);
    first.push_back(key.empty() ? row : seen.emplace(key, row).first->second);
  }
  return first;
}

/// The sum over the rows of `where`; says why there is none.
Truth sum_rows(const LintRun& run, i128& sum) {
  const auto rows = picked_rows(run, run.call.where);
  if (!rows) return Truth::missing;
  bool any = false;
  sum = 0;
  for (const auto row : *rows) {
    const auto value = run.view.value(run.call.field, row);
    if (value.state == LintValue::State::missing) return Truth::missing;
    if (value.present()) sum += value.number;
    any = any || value.present();
  }
  return any ? Truth::yes : Truth::empty;
}

}  // namespace

Truth lint_sum_between(const LintRun& run) {
  i128 sum = 0;
  const Truth known = sum_rows(run, sum);
  return known == Truth::yes ? within_bounds(run, sum, law::lint_field(run.call.field).type) : known;
}

Truth lint_sum_equals(const LintRun& run) {
  i128 sum = 0;
  const Truth known = sum_rows(run, sum);
  if (known != Truth::yes) return known;
  const auto type = law::lint_field(run.call.field).type;
  if (run.detail != nullptr) {
    run.detail->found = display_number(run.view.form(), type, sum);
    run.detail->limit = display_number(run.view.form(), type, run.call.low->value);
  }
  return truth_of(sum == run.call.low->value);
}

Truth lint_unique_by(const LintRun& run) {
  if (!run.view.form().all_indicators) return Truth::missing;
  auto& first = run.view.first_same(&run.call);
  if (first.empty()) first = first_rows(run);
  if (first[run.row] == run.row) return Truth::yes;
  if (run.detail != nullptr) run.detail->found = std::to_string(first[run.row] + 1);
  return Truth::no;
}

Truth lint_product_near(const LintRun& run) {
  const auto total = run.other();
  if (!total.present()) return absent(total);
  const auto quantities = picked_rows(run, run.call.where);
  const auto prices = picked_rows(run, run.call.that);
  if (!quantities || !prices) return Truth::missing;
  i128 sum = 0;
  bool any = false;
  for (const auto price : *prices) {
    const auto cost = run.view.value(law::LintField::unit_cost, price);
    if (!cost.present()) continue;
    const auto counted = counted_row(run, *quantities, price);
    if (!counted) return Truth::empty;
    sum += run.view.value(law::LintField::target_number, *counted).number * cost.number / kLintOne;
    any = true;
  }
  if (!any) return Truth::empty;
  const i128 gap = sum < total.number ? total.number - sum : sum - total.number;
  if (run.detail != nullptr) {
    run.detail->found = display_number(run.view.form(), law::LintType::money, sum);
    run.detail->limit = display_number(run.view.form(), law::LintType::ratio, run.call.tolerance->value);
  }
  return truth_of(gap * kLintOne <= total.number * run.call.tolerance->value);
}

}  // namespace jiheng::engine::lint_detail
