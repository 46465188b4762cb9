#include "engine/lint_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/law_json.h"
#include "law/lint_terms.h"

namespace jiheng::engine {
namespace {

bool rule_verified(const law::LintRule& rule) {
  return rule.basis == law::Basis::law &&
         std::ranges::all_of(rule.citations, [](const auto& citation) { return citation.verified; });
}

void write_basis(JsonWriter& out, const law::Book& book, const law::LintRule& rule) {
  out.member("basis", rule.basis == law::Basis::law ? "law" : "practice").member("why", rule.why);
  out.key("verified").boolean(rule_verified(rule)).key("citations").begin_list();
  for (const auto& citation : rule.citations) law::write_citation(out, book, citation);
  out.end_list();
}

std::string citation_text(const law::Book& book, const law::Citation& citation) {
  const auto* source = book.source(citation.source);
  const std::string_view number = source == nullptr ? citation.source : source->body.text_of("number");
  return fmt::format("{}{}{}{}", number, citation.article.empty() ? "" : " ", citation.article,
                     citation.verified ? "" : "（待核实）");
}

/// "indicator.target" as people call it.
std::string_view at_label(const law::LintRule& rule) {
  if (rule.at == "indicators") return "绩效指标";
  if (rule.at == "budget") return "项目资金";
  const auto* field = law::find_lint_field(rule.at);
  return field == nullptr ? std::string_view(rule.at) : field->label;
}

std::string_view severity_label(Severity severity) {
  switch (severity) {
    case Severity::error: return "须改（不改不能送审）";
    case Severity::warning: return "提示";
    case Severity::info: return "参考";
  }
  return {};
}

/// An example as people would say it: "三级指标 社会稳定；年度指标值 好".
std::string example_text(std::string_view part, const Node& node) {
  std::string text;
  for (const auto& member : node.members) {
    const auto* field = law::find_lint_field(fmt::format("{}.{}", part, member.key));
    const auto label = field == nullptr ? std::string_view(member.key) : field->label;
    const auto value =
        member.value.text.empty() ? std::string_view("（空）") : std::string_view(member.value.text);
    text += fmt::format("{}{}：{}", text.empty() ? "" : "；", label, value);
  }
  return text.empty() ? "（空）" : text;
}

}  // namespace

std::vector<std::string> example_texts(const Node& example) {
  std::vector<std::string> lines;
  for (const auto& member : example.members) {
    const bool rows = member.value.is_list();
    const std::string_view part = member.key == "indicators" ? "indicator"
                                  : member.key == "amounts"  ? "amount"
                                                             : std::string_view(member.key);
    if (member.value.is_scalar()) continue;
    if (!rows) lines.push_back(example_text(part, member.value));
    if (rows && member.value.items.empty()) lines.emplace_back("没有指标");
    for (const auto& item : member.value.items) lines.push_back(example_text(part, item));
  }
  return lines;
}

namespace {

std::string example_lines(const Node& example) {
  std::string lines;
  for (const auto& text : example_texts(example)) lines += fmt::format("  - {}\n", text);
  return lines;
}

std::string examples_section(std::string_view title, const std::vector<Node>& examples) {
  std::string text = fmt::format("\n## {}\n\n", title);
  for (std::size_t i = 0; i < examples.size(); ++i)
    text += fmt::format("- 例 {}\n{}", i + 1, example_lines(examples[i]));
  return text;
}

std::string page_name(std::string_view id) { return fmt::format("{}.md", id); }

}  // namespace

void write_json(JsonWriter& out, const law::Book& book, const LintFinding& finding) {
  const auto& rule = *finding.rule;
  out.begin_object().member("rule", rule.id).member("title", rule.title);
  out.member("severity", severity_code(finding.severity)).member("message", finding.message);
  out.member("where", finding.where).key("row");
  finding.row == LintFinding::kNoRow ? out.null() : out.integer(static_cast<std::int64_t>(finding.row));
  out.member("field", finding.field).member("value", finding.value).member("origin", finding.origin);
  out.member("point", rule.point).member("fix", rule.fix);
  write_basis(out, book, rule);
  out.end_object();
}

void write_json(JsonWriter& out, const law::Book& book, const LintReport& report) {
  out.begin_object().key("blocks").boolean(report.blocks()).key("findings").begin_list();
  for (const auto& finding : report.findings) write_json(out, book, finding);
  out.end_list().key("not_checked").begin_list();
  for (const auto& one : report.not_checked) {
    out.begin_object().member("rule", one.rule->id).member("title", one.rule->title);
    out.member("missing", one.missing).end_object();
  }
  out.end_list().member("checked", static_cast<std::int64_t>(report.checked)).end_object();
}

void write_json(JsonWriter& out, const law::Book& book, const law::LintRule& rule) {
  out.begin_object().member("id", rule.id).member("title", rule.title);
  out.member("severity", severity_code(rule.severity)).member("applies_to", enum_code(rule.target));
  out.member("each", enum_code(rule.each)).member("at", rule.at).member("point", rule.point);
  out.member("message", rule.message).member("rationale", rule.rationale).member("fix", rule.fix);
  out.member("place", rule.place).member("file", rule.file);
  write_basis(out, book, rule);
  out.end_object();
}

std::string basis_text(const law::Book& book, const law::LintRule& rule) {
  std::vector<std::string> parts;
  for (const auto& citation : rule.citations) parts.push_back(citation_text(book, citation));
  const std::string cited = fmt::format("{}", fmt::join(parts, "；"));
  if (rule.basis == law::Basis::law) return cited;
  return cited.empty() ? "通行做法" : "通行做法，参照 " + cited;
}

std::string rule_page(const law::Book& book, const law::LintRule& rule) {
  std::string text = fmt::format("# {}\n\n`{}` · {} · {} · 指向“{}”\n\n", rule.title, rule.id,
                                 severity_label(rule.severity), enum_label(rule.target), at_label(rule));
  text += fmt::format("> {}\n\n", rule.message);
  text += fmt::format("**为什么**：{}。\n\n**怎么改**：{}。\n\n**依据**：{}。\n", rule.rationale, rule.fix,
                      basis_text(book, rule));
  if (!rule.point.empty()) text += fmt::format("\n**目标审核**：归入 `{}`。\n", rule.point);
  text += examples_section("会报的", rule.bad) + examples_section("不报的", rule.good);
  return text + fmt::format("\n由 `jiheng lint --docs` 从 `{}` 生成，不要手改。\n", rule.file);
}

std::string rule_index(std::span<const std::shared_ptr<const law::LintRule>> rules) {
  std::string text = fmt::format(
      "# 目标体检规则\n\n共 {} 条。每条一个文件（`law/lint`），例子就是它的测试。由 `jiheng lint --docs` "
      "生成，不要手改。\n",
      rules.size());
  for (const auto& target : law::kLintTargetTable) {
    text += fmt::format("\n## {}\n\n| 规则 | 说的是 | 轻重 |\n|---|---|---|\n", target.label);
    for (const auto& rule : rules) {
      if (rule->target != target.value) continue;
      text += fmt::format("| [{}]({}) | {} | {} |\n", rule->id, page_name(rule->id), rule->title,
                          severity_label(rule->severity));
    }
  }
  return text;
}

}  // namespace jiheng::engine
