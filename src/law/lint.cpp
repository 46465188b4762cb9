#include "law/lint.h"

#include <algorithm>

#include "law/lint_terms.h"

namespace jiheng::law {
namespace {

template <class E>
E code_or(const Node& node, std::string_view key, E fallback) {
  const E* value = find_enum<E>(node.text_of(key));
  return value == nullptr ? fallback : *value;
}

Severity severity_of(std::string_view code) {
  for (const auto severity : {Severity::info, Severity::warning, Severity::error}) {
    if (severity_code(severity) == code) return severity;
  }
  return Severity::error;
}

std::vector<LintCondition> read_conditions(const Node* list);

LintArgument read_argument(const Member& member) {
  LintArgument argument;
  argument.name = member.key;
  const Node& value = member.value;
  const bool nested = value.is_list() && !value.items.empty() && value.items.front().is_map();
  if (nested) {
    argument.conditions = read_conditions(&value);
  } else if (value.is_list()) {
    for (const auto& item : value.items) argument.texts.push_back(item.text);
    argument.literal = true;
  } else {
    argument.texts.push_back(value.text);
  }
  return argument;
}

LintCondition read_condition(const Node& node) {
  LintCondition condition;
  condition.function = node.text_of("function");
  condition.negated = node.text_of("not") == "true";
  for (const auto& member : node.members) {
    if (member.key != "function" && member.key != "not") condition.arguments.push_back(read_argument(member));
  }
  return condition;
}

std::vector<LintCondition> read_conditions(const Node* list) {
  std::vector<LintCondition> conditions;
  if (list == nullptr) return conditions;
  for (const auto& node : list->items) conditions.push_back(read_condition(node));
  return conditions;
}

}  // namespace

const LintArgument* LintCondition::find(std::string_view name) const {
  const auto found = std::ranges::find(arguments, name, &LintArgument::name);
  return found == arguments.end() ? nullptr : &*found;
}

LintRule read_lint_rule(const Document& document) {
  const Node& body = document.body;
  LintRule rule;
  rule.id = document.id;
  rule.title = document.title;
  rule.place = document.place;
  rule.file = document.file;
  rule.severity = severity_of(body.text_of("severity"));
  rule.target = code_or(body, "applies_to", LintTarget::indicator);
  rule.each =
      code_or(body, "each", rule.target == LintTarget::indicator ? LintEach::indicator : LintEach::form);
  rule.at = body.text_of("at");
  rule.point = body.text_of("point");
  rule.message = body.text_of("message");
  rule.rationale = body.text_of("rationale");
  rule.fix = body.text_of("fix");
  rule.basis = document.basis;
  rule.why = document.why;
  rule.citations = document.citations;
  rule.given = read_conditions(body.find("given"));
  rule.then = read_conditions(body.find("then"));
  if (const Node* examples = body.find("examples")) {
    if (const Node* good = examples->find("good")) rule.good = good->items;
    if (const Node* bad = examples->find("bad")) rule.bad = bad->items;
  }
  return rule;
}

std::vector<LintPiece> lint_pieces(std::string_view message) {
  std::vector<LintPiece> pieces;
  while (!message.empty()) {
    const auto open = message.find('{');
    const auto close = open == std::string_view::npos ? open : message.find('}', open);
    if (close == std::string_view::npos) {
      pieces.push_back({false, std::string(message)});
      break;
    }
    if (open > 0) pieces.push_back({false, std::string(message.substr(0, open))});
    pieces.push_back({true, std::string(message.substr(open + 1, close - open - 1))});
    message.remove_prefix(close + 1);
  }
  return pieces;
}

LintParameterRef lint_parameter_ref(std::string_view text) {
  const auto hash = text.find('#');
  if (hash == std::string_view::npos) return {std::string(text), {}};
  return {std::string(text.substr(0, hash)), std::string(text.substr(hash + 1))};
}

}  // namespace jiheng::law
