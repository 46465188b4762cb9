#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "law/check.h"
#include "law/lint.h"
#include "law/lint_terms.h"
#include "law/parameter.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::array<std::string_view, 4> kPlainNumbers{"0", "1", "2", "100"};
constexpr std::string_view kReviewPoints = "goal.review-points";
/// What findings may point at besides fields that are filled in.
constexpr std::array<std::string_view, 2> kWholeTables{"indicators", "budget"};

std::vector<std::string> field_names(bool inputs_only) {
  std::vector<std::string> names;
  for (const auto& field : kLintFields) {
    if (field.input || !inputs_only) names.emplace_back(field.name);
  }
  return names;
}

/// The value of a parameter that a file of any date gives first; enough to know its kind.
const Node* first_value(const Book& book, const LintParameterRef& ref) {
  const auto versions = book.versions(Kind::parameters, ref.id);
  if (versions.empty()) return nullptr;
  const Node* values = versions.front()->body.find("values");
  if (values == nullptr || values->items.empty()) return nullptr;
  const Node* value = values->items.front().find("value");
  return value == nullptr || ref.key.empty() ? value : value->find(ref.key);
}

class LintChecker {
 public:
  LintChecker(const Book& book, const Document& document, Findings& findings)
      : book_(book), document_(document), rule_(read_lint_rule(document)), findings_(findings) {}

  void check() {
    check_conditions(document_.body.find("given"), row_scope());
    check_conditions(document_.body.find("then"), row_scope());
    check_at();
    check_point();
    check_message();
    const Node& examples = *document_.body.find("examples");
    for (const auto key : {"good", "bad"}) {
      for (const auto& example : examples.find(key)->items) check_example(example);
    }
  }

 private:
  LintScope row_scope() const {
    if (rule_.each == LintEach::indicator) return LintScope::indicator;
    return rule_.each == LintEach::amount ? LintScope::amount : LintScope::form;
  }

  void complain(const Node& node, std::string message, std::string hint = {}) {
    findings_.push_back(finding_at(document_, node, "law.lint", std::move(message), std::move(hint)));
  }

  void check_conditions(const Node* list, LintScope scope) {
    if (list == nullptr) return;
    for (const auto& node : list->items) check_condition(node, scope);
  }

  void check_condition(const Node& node, LintScope scope) {
    const Node& name = *node.find("function");
    const auto* function = find_lint_function(name.text);
    if (function == nullptr) {
      std::vector<std::string> names;
      for (const auto& known : lint_functions()) names.emplace_back(known.name);
      return complain(name, fmt::format("没有函数“{}”", name.text), did_you_mean(name.text, names));
    }
    for (const auto& argument : function->arguments) {
      const Node* value = node.find(argument.name);
      if (value == nullptr && argument.required)
        complain(node, fmt::format("函数 {} 要写“{}”", function->name, argument.name));
      if (value != nullptr) check_argument(argument, *value, scope);
    }
    for (const auto& member : node.members) {
      if (member.key == "function" || member.key == "not") continue;
      if (std::ranges::find(function->arguments, member.key, &LintArgumentDesc::name) ==
          function->arguments.end()) {
        complain(member.value, fmt::format("函数 {} 没有参数“{}”", function->name, member.key), "删去这一项");
      }
    }
  }

  void check_argument(const LintArgumentDesc& argument, const Node& value, LintScope scope) {
    switch (argument.kind) {
      case LintArgumentKind::any_field: return check_field(value, scope, false, false);
      case LintArgumentKind::text_field: return check_field(value, scope, true, false);
      case LintArgumentKind::number_field: return check_field(value, scope, false, true);
      case LintArgumentKind::row_field:
        if (!value.is_list()) return check_row_field(value, false);
        for (const auto& item : value.items) check_row_field(item, false);
        return;
      case LintArgumentKind::row_number: return check_row_field(value, true);
      case LintArgumentKind::words: return check_words(value);
      case LintArgumentKind::number: return check_number(value);
      case LintArgumentKind::comparison: return;  // the schema's enum
      case LintArgumentKind::row_conditions:
        if (value.is_list() && !value.items.empty() && value.items.front().is_map())
          check_conditions(&value, LintScope::indicator);
        return;
    }
  }

  const LintFieldDesc* known_field(const Node& value) {
    const auto* field = find_lint_field(value.text);
    if (field == nullptr)
      complain(value, fmt::format("没有字段“{}”", value.text), did_you_mean(value.text, field_names(false)));
    return field;
  }

  void check_field(const Node& value, LintScope scope, bool text, bool number) {
    const auto* field = known_field(value);
    if (field == nullptr) return;
    if (field->scope != LintScope::form && field->scope != scope) {
      complain(value, fmt::format("“{}”是逐行的字段，这里看的不是它的行", value.text),
               "写 each: indicator 或 each: amount，或者放进 where、that");
    }
    check_type(value, *field, text, number);
  }

  void check_row_field(const Node& value, bool number) {
    const auto* field = known_field(value);
    if (field == nullptr) return;
    if (field->scope != LintScope::indicator)
      complain(value, fmt::format("“{}”不是指标行的字段", value.text), "用 indicator. 开头的字段");
    check_type(value, *field, false, number);
  }

  void check_type(const Node& value, const LintFieldDesc& field, bool text, bool number) {
    if (text && is_number(field.type)) complain(value, fmt::format("“{}”是数，这里要文字", value.text));
    if (number && !is_number(field.type)) {
      complain(value, fmt::format("“{}”是文字，这里要数", value.text),
               "文字里的数用 indicator.target_number 这样的字段");
    }
  }

  void check_words(const Node& value) {
    if (value.is_list()) return;
    const Node* list = parameter(value);
    if (list != nullptr && !list->is_list())
      complain(value, fmt::format("参数“{}”不是词表", value.text), "用 type: list 的参数");
  }

  void check_number(const Node& value) {
    if (value.kind == Node::Kind::number) {
      if (std::ranges::find(kPlainNumbers, value.text) == kPlainNumbers.end()) {
        complain(value, fmt::format("界限 {} 不应写死在规则里", value.text),
                 "放进 law/parameters，这里写参数编号");
      }
      return;
    }
    const Node* number = parameter(value);
    if (number != nullptr && number->kind != Node::Kind::number)
      complain(value, fmt::format("参数“{}”不是数", value.text), "map 要写出键：编号#键");
  }

  /// The value of the parameter that `node` names; nullptr after a finding.
  const Node* parameter(const Node& node) {
    const auto ref = lint_parameter_ref(node.text);
    const Node* value = first_value(book_, ref);
    if (value != nullptr) return value;
    if (book_.versions(Kind::parameters, ref.id).empty()) {
      complain(node, fmt::format("参数“{}”不存在", ref.id), "在 law/parameters 里写它");
    } else {
      complain(node, fmt::format("参数“{}”没有“{}”这一项", ref.id, ref.key), "改正 # 后面的键");
    }
    return nullptr;
  }

  void check_at() {
    const Node& at = *document_.body.find("at");
    if (std::ranges::find(kWholeTables, at.text) != kWholeTables.end()) return;
    const auto* field = find_lint_field(at.text);
    if (field == nullptr || !field->input) {
      return complain(at, fmt::format("发现不能指向“{}”", at.text),
                      field == nullptr ? did_you_mean(at.text, field_names(true))
                                       : "算出来的字段填表人改不了，指向它的来源");
    }
    if (field->scope != LintScope::form && field->scope != row_scope())
      complain(at, fmt::format("“{}”是逐行的字段，规则却不逐行查", at.text), "写 each:");
  }

  void check_point() {
    const Node* point = document_.body.find("point");
    if (point == nullptr) return;
    const auto ref = LintParameterRef{std::string(kReviewPoints), point->text};
    if (first_value(book_, ref) == nullptr)
      complain(*point, fmt::format("目标审核没有“{}”这一项", point->text), "见参数 goal.review-points 的键");
  }

  void check_message() {
    const Node& message = *document_.body.find("message");
    for (const auto& piece : lint_pieces(message.text)) {
      if (!piece.placeholder) continue;
      if (std::ranges::find(lint_placeholders(), piece.text) != lint_placeholders().end()) continue;
      const auto* field = find_lint_field(piece.text);
      if (field == nullptr) {
        complain(message, fmt::format("消息里的 {{{}}} 不是字段", piece.text),
                 did_you_mean(piece.text, field_names(false)));
      } else if (field->scope != LintScope::form && field->scope != row_scope()) {
        complain(message, fmt::format("消息里的 {{{}}} 是逐行的字段，规则却不逐行查", piece.text));
      }
    }
  }

  void check_example(const Node& example) {
    for (const auto& member : example.members) {
      if (member.value.is_scalar()) {
        check_example_field("form." + member.key, member.value);
        continue;
      }
      const std::string_view part = member.key == "indicators" ? "indicator"
                                    : member.key == "amounts"  ? "amount"
                                                               : std::string_view(member.key);
      if (member.value.is_list()) {
        for (const auto& row : member.value.items) check_example_part(part, row);
      } else {
        check_example_part(part, member.value);
      }
    }
  }

  void check_example_part(std::string_view part, const Node& values) {
    for (const auto& member : values.members)
      check_example_field(fmt::format("{}.{}", part, member.key), member.value);
  }

  void check_example_field(const std::string& name, const Node& value) {
    const auto* field = find_lint_field(name);
    if (field != nullptr && field->input) return;
    complain(value, fmt::format("例子里没有字段“{}”", name), did_you_mean(name, field_names(true)));
  }

  const Book& book_;
  const Document& document_;
  LintRule rule_;
  Findings& findings_;
};

}  // namespace

void check_lint(const Book& book, const Document& document, Findings& findings) {
  LintChecker(book, document, findings).check();
}

}  // namespace jiheng::law
