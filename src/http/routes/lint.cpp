#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "app/desk.h"
#include "base/json_writer.h"
#include "engine/lint_json.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "law/lint_terms.h"

namespace jiheng::http {
namespace {

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::error: return "必须改";
    case Severity::warning: return "建议改";
    case Severity::info: return "提示";
  }
  return {};
}

/// The message with {labels} instead of the names of fields.
std::string message_in_words(const law::LintRule& rule) {
  std::string text;
  for (const auto& piece : law::lint_pieces(rule.message)) {
    if (!piece.placeholder) {
      text += piece.text;
      continue;
    }
    const auto* field = law::find_lint_field(piece.text);
    const std::string_view word = field != nullptr        ? field->label
                                  : piece.text == "found" ? std::string_view("查出的")
                                  : piece.text == "limit" ? std::string_view("界限")
                                  : piece.text == "row"   ? std::string_view("行号")
                                                          : std::string_view("所填的");
    text += fmt::format("{{{}}}", word);
  }
  return text;
}

void write_examples(JsonWriter& writer, std::string_view key, const std::vector<Node>& examples) {
  writer.key(key).begin_list();
  for (const auto& example : examples) {
    writer.begin_object().key("lines").begin_list();
    for (const auto& line : engine::example_texts(example)) writer.string(line);
    writer.end_list().end_object();
  }
  writer.end_list();
}

void write_rule(JsonWriter& writer, const law::Book& book, const law::LintRule& rule) {
  const bool verified =
      !rule.citations.empty() &&
      std::ranges::all_of(rule.citations, [](const law::Citation& one) { return one.verified; });
  writer.begin_object().member("id", rule.id).member("title", rule.title);
  writer.member("severity", severity_code(rule.severity));
  writer.member("severity_label", severity_word(rule.severity)).member("applies_to", enum_code(rule.target));
  writer.member("applies_to_label", enum_label(rule.target)).member("message", message_in_words(rule));
  writer.member("rationale", rule.rationale).member("fix", rule.fix);
  writer.member("clause", engine::basis_text(book, rule)).key("verified").boolean(verified);
  writer.member("point", rule.point);
  write_examples(writer, "bad", rule.bad);
  write_examples(writer, "good", rule.good);
  writer.end_object();
}

Response list_lint_rules(const Context& context, const Request& request) {
  const auto place = read_place(request.parameter("place").value_or(""));
  if (!place) return problem(place.error());
  const auto day = read_date(request, "as_of", beijing_date(context.workspace.clock().now_ms()));
  if (!day) return problem(day.error());
  const auto& book = context.workspace.book();
  const auto linter = context.workspace.desk().linter(book, *place, *day);
  if (!linter) return problem(linter.error());
  const auto wanted = request.parameter("id").value_or("");
  const auto rules = (*linter)->rules();
  JsonWriter writer;
  writer.begin_object().member("law_version", book.version());
  std::int64_t total = 0;
  writer.key("rules").begin_list();
  for (const auto& rule : rules) {
    if (!wanted.empty() && rule->id != wanted) continue;
    write_rule(writer, book, *rule);
    ++total;
  }
  writer.end_list().member("total", total);
  return json_answer(writer.end_object().take());
}

constexpr std::array kLintRuleParameters{
    Parameter{"place", Parameter::In::query, "6 位区划代码", "string", true, "640323"},
    Parameter{"as_of", Parameter::In::query, "哪一天有效；不给则为今天", "date", false, "2023-01-01"},
    Parameter{"id", Parameter::In::query, "只要这一条", "string", false, "indicator.vague-target"}};

constexpr Route kLintRoutes[] = {
    {"GET",
     "/api/v1/lint/rules",
     "listLintRules",
     "体检规则：轻重、依据、怎么改、会报和不报的例子",
     kPublic,
     kLintRuleParameters,
     "",
     "LintRuleList",
     {},
     list_lint_rules},
};

}  // namespace

std::span<const Route> lint_routes() { return kLintRoutes; }

}  // namespace jiheng::http
