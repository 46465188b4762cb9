#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "engine/lint_program.h"
#include "model/project_code.h"

namespace jiheng::engine::lint_detail {
namespace {

/// The first word that stands in `text`; nullptr when none does.
const std::string* word_within(std::string_view text, const LintWords& list) {
  const auto found = std::ranges::find_if(
      list.words, [&](const std::string& word) { return text.find(word) != std::string_view::npos; });
  return found == list.words.end() ? nullptr : &*found;
}

void say_found(const LintRun& run, const std::string* word) {
  if (run.detail != nullptr && word != nullptr) run.detail->found = *word;
}

void say_limit_words(const LintRun& run) {
  if (run.detail != nullptr) run.detail->limit = fmt::format("{}", fmt::join(run.call.words->words, "、"));
}

Truth filled(const LintRun& run) {
  const auto value = run.value();
  if (value.state == LintValue::State::missing) return Truth::missing;
  return truth_of(value.present());
}

Truth contains_any(const LintRun& run) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  const auto& list = *run.call.words;
  if (list.bit != 0 && run.detail == nullptr) {
    const bool hit = (run.view.hits(run.call.field, run.row, value.text, run.program.index) & list.bit) != 0;
    // Taking words away never brings one of the list in.
    if (!hit || run.call.except == nullptr) return truth_of(hit);
  }
  std::string text = fold_width(value.text);
  if (run.call.except != nullptr) {
    for (const auto& word : run.call.except->words) text = replace_all(std::move(text), word, "");
  }
  const auto* word = word_within(text, list);
  say_found(run, word);
  say_limit_words(run);
  return truth_of(word != nullptr);
}

template <class Fits>
Truth some_word(const LintRun& run, Fits fits) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  std::string scratch;
  const auto text = folded(value.text, scratch);
  const auto& words = run.call.words->words;
  const auto found = std::ranges::find_if(
      words, [&](const std::string& word) { return fits(text, std::string_view(word)); });
  if (found != words.end()) say_found(run, &*found);
  say_limit_words(run);
  return truth_of(found != words.end());
}

Truth equals_any(const LintRun& run) {
  return some_word(run, [](std::string_view text, std::string_view word) { return text == word; });
}
Truth ends_with_any(const LintRun& run) {
  return some_word(run, [](std::string_view text, std::string_view word) { return text.ends_with(word); });
}
Truth matches_any(const LintRun& run) { return some_word(run, matches_pattern); }

std::string bounds_text(const LintRun& run, law::LintType type) {
  const auto text = [&](const LintBound& bound) {
    return display_number(run.view.form(), bound.type == law::LintType::ratio ? bound.type : type,
                          bound.value);
  };
  const auto& low = run.call.low;
  const auto& high = run.call.high;
  if (low && high)
    return low->value == high->value ? text(*low) : fmt::format("{}–{}", text(*low), text(*high));
  if (low) return text(*low);
  return high ? text(*high) : std::string();
}

Truth length_between(const LintRun& run) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  return within_bounds(run, static_cast<std::int64_t>(count_characters(value.text)) * kLintOne,
                       law::LintType::number);
}

Truth number_between(const LintRun& run) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  return within_bounds(run, value.number, law::lint_field(run.call.field).type);
}

/// Both values of a function that holds two against each other, or why there is nothing to hold.
std::optional<Truth> one_absent(const LintValue& a, const LintValue& b) {
  if (a.present() && b.present()) return std::nullopt;
  const bool missing = a.state == LintValue::State::missing || b.state == LintValue::State::missing;
  return missing ? Truth::missing : Truth::empty;
}

Truth ratio_between(const LintRun& run) {
  const auto a = run.value();
  const auto b = run.other();
  if (const auto nothing = one_absent(a, b)) return *nothing;
  if (b.number <= 0) return Truth::empty;
  return within_bounds(run, a.number * kLintOne / b.number, law::LintType::ratio);
}

/// Whether a and b differ by no more than `tolerance` of b.
bool is_near(i128 a, i128 b, const LintBound& tolerance) {
  const i128 gap = a < b ? b - a : a - b;
  const i128 size = b < 0 ? -b : b;
  return gap * kLintOne <= size * tolerance.value;
}

Truth compare_fields(const LintRun& run) {
  const auto a = run.value();
  const auto b = run.other();
  if (const auto nothing = one_absent(a, b)) return *nothing;
  if (run.detail != nullptr) {
    run.detail->found = display(run.view, run.call.field, run.row);
    run.detail->limit = display(run.view, run.call.other, run.row);
  }
  const bool near = run.call.tolerance && is_near(a.number, b.number, *run.call.tolerance);
  switch (run.call.comparison) {
    case Comparison::less: return truth_of(a.number < b.number && !near);
    case Comparison::at_most: return truth_of(a.number <= b.number || near);
    case Comparison::equal: return truth_of(a.number == b.number || near);
    case Comparison::at_least: return truth_of(a.number >= b.number || near);
    case Comparison::more: return truth_of(a.number > b.number && !near);
  }
  return Truth::empty;
}

Truth magnitude_apart(const LintRun& run) {
  const auto a = run.value();
  const auto b = run.other();
  if (const auto nothing = one_absent(a, b)) return *nothing;
  if (a.number == 0 || b.number == 0) return Truth::empty;
  const i128 factor = run.call.factor->value;
  const auto& tolerance = *run.call.tolerance;
  const bool apart = is_near(a.number, b.number * factor / kLintOne, tolerance) ||
                     is_near(b.number, a.number * factor / kLintOne, tolerance);
  if (run.detail != nullptr) {
    run.detail->found = display(run.view, run.call.field, run.row);
    run.detail->limit = display(run.view, run.call.other, run.row);
  }
  return truth_of(apart);
}

Truth date_like(const LintRun& run) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  const bool target = run.call.field == law::LintField::target;
  const auto kind =
      target ? run.view.target(run.row).kind : read_value(value.text, run.view.form().year).kind;
  if (kind == law::TargetKind::date) return Truth::yes;
  return run.call.words == nullptr ? Truth::no : contains_any(run);
}

template <class Measure>
Truth two_texts(const LintRun& run, Measure measure) {
  const auto a = run.value();
  const auto b = run.other();
  if (const auto nothing = one_absent(a, b)) return *nothing;
  const std::int64_t share = measure(a.text, b.text);
  if (run.detail != nullptr) {
    run.detail->found = display_number(run.view.form(), law::LintType::ratio, share);
    run.detail->limit = display_number(run.view.form(), law::LintType::ratio, run.call.low->value);
  }
  return truth_of(share >= run.call.low->value);
}

Truth similar_text(const LintRun& run) { return two_texts(run, similarity_ppm); }
Truth mentions(const LintRun& run) { return two_texts(run, mention_ppm); }

Truth same_text(const LintRun& run) {
  const auto a = run.value();
  const auto b = run.other();
  if (const auto nothing = one_absent(a, b)) return *nothing;
  if (a.text == b.text) return Truth::yes;
  return truth_of(bare_text(a.text) == bare_text(b.text));
}

Truth project_code(const LintRun& run) {
  const auto value = run.value();
  if (!value.present()) return absent(value);
  const auto code = parse_project_code(value.text);
  if (run.detail != nullptr && !code) run.detail->found = code.error().message;
  return truth_of(code.has_value());
}

Truth grade_fits(const LintRun& run) {
  const auto grade = run.value();
  const auto total = run.other();
  if (const auto nothing = one_absent(grade, total)) return *nothing;
  for (const auto& band : run.view.bands()) {
    if (total.number < micro(band.from)) continue;
    if (run.detail != nullptr) {
      run.detail->found = display(run.view, run.call.other, run.row);
      run.detail->limit = enum_label(band.grade);
    }
    return truth_of(grade.text == enum_code(band.grade));
  }
  return Truth::empty;
}

bool looks_for_words(law::LintFunction function) {
  return function == law::LintFunction::contains_any || function == law::LintFunction::equals_any ||
         function == law::LintFunction::ends_with_any || function == law::LintFunction::matches_any;
}

constexpr std::array<LintFunctionBody, static_cast<std::size_t>(law::LintFunction::unique_by) + 1> kBodies{
    // In the order of law::LintFunction.
    lint_all_rows,       lint_any_row,          compare_fields,   contains_any,    lint_count_between,
    date_like,           lint_different_values, ends_with_any,    equals_any,      filled,
    grade_fits,          length_between,        magnitude_apart,  matches_any,     mentions,
    number_between,      lint_product_near,     project_code,     ratio_between,   same_text,
    lint_share_at_least, similar_text,          lint_sum_between, lint_sum_equals, lint_unique_by,
};

}  // namespace

Truth within_bounds(const LintRun& run, i128 number, law::LintType type) {
  if (run.detail != nullptr) {
    run.detail->found = display_number(run.view.form(), type, number);
    run.detail->limit = bounds_text(run, type);
  }
  if (run.call.low && number < run.call.low->value) return Truth::no;
  return truth_of(!run.call.high || number <= run.call.high->value);
}

std::span<const LintFunctionBody> lint_function_bodies() { return kBodies; }

Truth run_call(const LintProgram& program, const LintCall& call, LintView& view, std::size_t row,
               LintDetail* detail) {
  const LintRun run{program, call, view, row, detail};
  const Truth truth = kBodies[static_cast<std::size_t>(call.function)](run);
  if (!call.negated) return truth;
  // A text that is not there has no such word in it; a number that is not there is neither in nor out.
  if (truth == Truth::empty && looks_for_words(call.function)) return Truth::yes;
  if (truth > Truth::yes) return truth;
  return truth == Truth::yes ? Truth::no : Truth::yes;
}

Truth run_all(const LintProgram& program, const std::vector<LintCall>& calls, LintView& view,
              std::size_t row) {
  bool missing = false;
  for (const auto& call : calls) {
    const Truth truth = run_call(program, call, view, row, nullptr);
    if (truth == Truth::no || truth == Truth::empty) return truth;
    missing = missing || truth == Truth::missing;
  }
  return missing ? Truth::missing : Truth::yes;
}

}  // namespace jiheng::engine::lint_detail
