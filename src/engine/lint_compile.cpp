#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "engine/lint_program.h"
#include "law/parameter.h"
#include "law/scheme.h"

namespace jiheng::engine::lint_detail {
namespace {

constexpr std::string_view kPointsParameter = "goal.review-points";
constexpr std::string_view kSharesParameter = "lint.review-shares";
constexpr std::string_view kBandsScheme = "scheme.grade-bands";

law::LintField field_of(std::string_view name) { return law::find_lint_field(name)->field; }

Comparison comparison_of(std::string_view text) {
  if (text == "<") return Comparison::less;
  if (text == "<=") return Comparison::at_most;
  if (text == ">=") return Comparison::at_least;
  return text == ">" ? Comparison::more : Comparison::equal;
}

/// Turns the rules of one place and day into calls. The book has passed check_lint, so names exist.
class LintCompiler {
 public:
  LintCompiler(const law::Book& book, Region place, Date as_of)
      : book_(book), place_(place), as_of_(as_of), program_(std::make_unique<LintProgram>()) {}

  Result<std::unique_ptr<LintProgram>> compile() {
    for (const auto& match : book_.all(law::Kind::lint, place_, as_of_)) {
      auto rule = std::make_shared<const law::LintRule>(law::read_lint_rule(*match.rule));
      if (const auto added = add_rule(rule); !added) return pass(added);
    }
    std::ranges::sort(program_->rules, {}, [](const CompiledRule& rule) { return rule.rule->id; });
    for (const auto& rule : program_->rules) program_->list.push_back(rule.rule);
    if (const auto read = read_bands(); !read) return pass(read);
    if (const auto read = read_review(); !read) return pass(read);
    return std::move(program_);
  }

 private:
  Result<void> add_rule(const std::shared_ptr<const law::LintRule>& rule) {
    CompiledRule compiled;
    compiled.rule = rule;
    compiled.message = law::lint_pieces(rule->message);
    if (const auto* at = law::find_lint_field(rule->at)) compiled.at = at->field;
    for (const auto& [conditions, calls] :
         {std::pair(&rule->given, &compiled.given), std::pair(&rule->then, &compiled.then)}) {
      auto made = calls_of(*conditions);
      if (!made) return fail(made.error().code, fmt::format("{}：{}", rule->id, made.error().message));
      *calls = std::move(*made);
    }
    const auto whole = [](const LintCall& call) { return looks_at_rows(call); };
    compiled.whole_form =
        std::ranges::any_of(compiled.given, whole) || std::ranges::any_of(compiled.then, whole);
    program_->rules.push_back(std::move(compiled));
    return {};
  }

  static bool looks_at_rows(const LintCall& call) {
    return call.function == law::LintFunction::unique_by || !call.where.empty() || !call.that.empty() ||
           call.function == law::LintFunction::count_between ||
           call.function == law::LintFunction::different_values ||
           call.function == law::LintFunction::sum_equals || call.function == law::LintFunction::sum_between;
  }

  Result<std::vector<LintCall>> calls_of(const std::vector<law::LintCondition>& conditions) {
    std::vector<LintCall> calls;
    for (const auto& condition : conditions) {
      auto call = call_of(condition);
      if (!call) return pass(call);
      calls.push_back(std::move(*call));
    }
    return calls;
  }

  Result<LintCall> call_of(const law::LintCondition& condition) {
    LintCall call;
    call.function = law::find_lint_function(condition.function)->function;
    call.negated = condition.negated;
    for (const auto& argument : condition.arguments) {
      if (const auto put = put_argument(call, argument); !put) return pass(put);
    }
    return call;
  }

  Result<void> put_argument(LintCall& call, const law::LintArgument& argument) {
    const std::string& text = argument.texts.empty() ? kNoText : argument.texts.front();
    if (!argument.conditions.empty()) {
      auto calls = calls_of(argument.conditions);
      if (!calls) return pass(calls);
      const bool first = argument.name == "where" || argument.name == "quantity";
      (first ? call.where : call.that) = std::move(*calls);
    } else if (argument.name == "field") {
      call.field = field_of(text);
    } else if (argument.name == "other") {
      call.other = field_of(text);
    } else if (argument.name == "fields") {
      for (const auto& name : argument.texts) call.fields.push_back(field_of(name));
    } else if (argument.name == "is") {
      call.comparison = comparison_of(text);
    } else if (argument.name == "words" || argument.name == "except") {
      auto words = words_of(argument);
      if (!words) return pass(words);
      (argument.name == "words" ? call.words : call.except) = *words;
    } else {
      auto bound = bound_of(text);
      if (!bound) return pass(bound);
      bound_place(call, argument.name) = *bound;
    }
    return {};
  }

  static std::optional<LintBound>& bound_place(LintCall& call, std::string_view name) {
    if (name == "high") return call.high;
    if (name == "tolerance") return call.tolerance;
    return name == "factor" ? call.factor : call.low;
  }

  /// A list of words; the same list is kept once.
  Result<const LintWords*> words_of(const law::LintArgument& argument) {
    const std::string key =
        argument.literal ? fmt::format("[{}]", fmt::join(argument.texts, "\n")) : argument.texts.front();
    if (const auto known = program_->word_lists.find(key); known != program_->word_lists.end())
      return known->second.get();
    auto list = std::make_unique<LintWords>();
    list->words = argument.texts;
    if (!argument.literal) {
      const auto ref = law::lint_parameter_ref(key);
      auto words = law::list_parameter(book_, ref.id, place_, as_of_, ref.key);
      if (!words) return pass(words);
      list->words = std::move(*words);
    }
    for (auto& word : list->words) word = fold_width(word);
    const std::size_t number = program_->word_lists.size();
    if (program_->index.add(list->words)) list->bit = std::uint64_t{1} << number;
    return program_->word_lists.emplace(key, std::move(list)).first->second.get();
  }

  Result<LintBound> bound_of(const std::string& text) {
    if (const auto plain = parse_decimal(text)) return LintBound{micro(*plain), law::LintType::number};
    const auto ref = law::lint_parameter_ref(text);
    const auto found = law::find_parameter(book_, ref.id, place_, as_of_);
    if (!found) return pass(found);
    const bool percent = found->type == law::ParameterType::percent ||
                         (found->type == law::ParameterType::map && found->unit == "%");
    if (percent) {
      const auto value = law::percent_parameter(book_, ref.id, place_, as_of_, ref.key);
      if (!value) return pass(value);
      return LintBound{micro(*value), law::LintType::ratio};
    }
    if (found->type == law::ParameterType::money) {
      const auto value = law::money_parameter(book_, ref.id, place_, as_of_, ref.key);
      if (!value) return pass(value);
      return LintBound{micro(*value), law::LintType::money};
    }
    const auto value = law::number_parameter(book_, ref.id, place_, as_of_, ref.key);
    if (!value) return pass(value);
    return LintBound{micro(*value), law::LintType::number};
  }

  Result<void> read_bands() {
    const auto match = book_.find(law::Kind::schemes, kBandsScheme, place_, as_of_);
    if (!match) return {};
    auto bands = law::read_grade_bands(*match->rule);
    if (!bands) return pass(bands);
    program_->bands = std::move(*bands);
    return {};
  }

  Result<void> read_review() {
    const auto points = law::find_parameter(book_, kPointsParameter, place_, as_of_);
    if (!points) return {};
    const Node* labels = points->rule->body.find("keys");
    for (const auto& member : points->value->members) {
      const auto full = Score::parse(member.value.text);
      if (!full) return pass(full);
      const auto label = labels == nullptr ? std::string_view(member.key) : labels->text_of(member.key);
      program_->points.push_back({member.key, std::string(label), *full, *full, {}});
    }
    for (const auto severity : {Severity::info, Severity::warning, Severity::error}) {
      const auto share =
          law::percent_parameter(book_, kSharesParameter, place_, as_of_, severity_code(severity));
      if (!share) return pass(share);
      program_->review_shares[severity] = *share;
    }
    return {};
  }

  static inline const std::string kNoText;
  const law::Book& book_;
  Region place_;
  Date as_of_;
  std::unique_ptr<LintProgram> program_;
};

}  // namespace

Result<std::unique_ptr<LintProgram>> compile_lint(const law::Book& book, Region place, Date as_of) {
  return LintCompiler(book, place, as_of).compile();
}

}  // namespace jiheng::engine::lint_detail
