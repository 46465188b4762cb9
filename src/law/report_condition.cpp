#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/text.h"
#include "law/report_text.h"

namespace jiheng::law {
namespace {

constexpr std::array<std::pair<std::string_view, ReportComparison>, 6> kComparisons{{
    {"<=", ReportComparison::at_most},  // longer signs first
    {">=", ReportComparison::at_least},
    {"!=", ReportComparison::unequal},
    {"<", ReportComparison::less},
    {">", ReportComparison::more},
    {"=", ReportComparison::equal},
}};

/// Reads conditions by recursive descent: or, and, not, parentheses, comparisons, names.
class ConditionReader {
 public:
  explicit ConditionReader(std::string_view text) : rest_(text) {}

  Result<ReportCondition> read() {
    auto condition = read_any();
    if (!condition) return condition;
    skip_blanks();
    if (!rest_.empty()) return wrong(fmt::format("条件里多出了“{}”", rest_));
    return condition;
  }

 private:
  static tl::unexpected<Error> wrong(std::string message) {
    return fail(ErrorCode::invalid, std::move(message));
  }

  void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \n"), rest_.size())); }

  bool take(std::string_view sign) {
    skip_blanks();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }

  bool take_word(std::string_view word) {
    skip_blanks();
    const auto after = rest_.substr(std::min(word.size(), rest_.size()));
    const bool ends = after.empty() || after.front() == ' ' || after.front() == '\n' || after.front() == '(';
    return ends && take(word);
  }

  Result<ReportCondition> read_any() {
    return read_joined(ReportCondition::Kind::any, "or", &ConditionReader::read_all);
  }
  Result<ReportCondition> read_all() {
    return read_joined(ReportCondition::Kind::all, "and", &ConditionReader::read_one);
  }

  Result<ReportCondition> read_joined(ReportCondition::Kind kind, std::string_view word,
                                      Result<ReportCondition> (ConditionReader::*part)()) {
    auto first = (this->*part)();
    if (!first || !take_word(word)) return first;
    ReportCondition joined;
    joined.kind = kind;
    joined.parts.push_back(std::move(*first));
    do {
      auto next = (this->*part)();
      if (!next) return next;
      joined.parts.push_back(std::move(*next));
    } while (take_word(word));
    return joined;
  }

  Result<ReportCondition> read_one() {
    if (++parts_ > 32) return wrong("条件太长，请拆成几个有名字的条件");
    if (take_word("not")) {
      auto inner = read_one();
      if (!inner) return inner;
      ReportCondition negation;
      negation.kind = ReportCondition::Kind::negation;
      negation.parts.push_back(std::move(*inner));
      return negation;
    }
    if (!take("(")) return read_comparison();
    auto inner = read_any();
    if (inner && !take(")")) return wrong("条件里的括号没有合上");
    return inner;
  }

  /// A figure or law reference, a literal or a name: up to a blank, a sign or a parenthesis outside brackets.
  std::string_view take_operand() {
    skip_blanks();
    std::size_t end = 0;
    for (bool bracket = false; end < rest_.size(); ++end) {
      const char c = rest_[end];
      if (c == '[') bracket = true;
      if (c == ']') bracket = false;
      if (!bracket && std::string_view(" \n<>=!()").find(c) != std::string_view::npos) break;
    }
    const auto taken = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return taken;
  }

  Result<ReportOperand> read_operand() {
    ReportOperand operand;
    if (take_word("law")) {
      auto law = parse_law_ref(take_operand());
      if (!law) return pass(law);
      operand.kind = ReportOperand::Kind::law;
      operand.law = std::move(*law);
      return operand;
    }
    const auto text = take_operand();
    if (text == "0" || text == "100%") {
      operand.literal = text;
      return operand;
    }
    if (!text.empty() && text.front() >= '0' && text.front() <= '9') {
      return wrong(fmt::format("条件里只能直接写 0 和 100%，“{}”应放进 law/parameters", text));
    }
    auto figure = parse_figure_ref(text);
    if (!figure) return pass(figure);
    operand.kind = ReportOperand::Kind::figure;
    operand.figure = std::move(*figure);
    return operand;
  }

  Result<ReportCondition> read_comparison() {
    skip_blanks();
    ReportCondition condition;
    const auto before = rest_;
    const auto word = take_operand();
    if (!word.empty() && word != "law" &&
        word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos) {
      condition.kind = ReportCondition::Kind::named;
      condition.name = word;
      return condition;
    }
    rest_ = before;
    auto left = read_operand();
    if (!left) return pass(left);
    bool found = false;
    for (const auto& [sign, comparison] : kComparisons) {
      if (found || !take(sign)) continue;
      condition.comparison = comparison;
      found = true;
    }
    if (!found) return wrong("条件应为比较，如 assessment.count > 0");
    auto right = read_operand();
    if (!right) return pass(right);
    condition.left = std::move(*left);
    condition.right = std::move(*right);
    return condition;
  }

  std::string_view rest_;
  int parts_ = 0;
};

}  // namespace

Result<ReportCondition> parse_condition(std::string_view text) { return ConditionReader(trim(text)).read(); }

}  // namespace jiheng::law
