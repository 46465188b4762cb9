#include <fmt/format.h>

#include <algorithm>

#include "app/report_form.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kIndent = "　　";

std::string line_of(const engine::ReportSpans& spans) {
  std::string line;
  for (const auto& span : spans)
    line += span.illustrative ? fmt::format("{}〔{}〕", span.text, kDemonstrationMark) : span.text;
  return line;
}

std::vector<std::vector<std::string>> table_cells(const engine::ReportBlock& table) {
  std::vector<std::vector<std::string>> cells{table.header};
  for (const auto& row : table.rows) {
    auto& line = cells.emplace_back();
    for (const auto& cell : row) line.push_back(line_of(cell));
  }
  return cells;
}

std::string text_table(const engine::ReportBlock& table) {
  const auto cells = table_cells(table);
  std::vector<std::size_t> widths(table.header.size(), 0);
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], shown_width(row[i]));
  }
  std::string text = fmt::format("{}{}\n", kIndent, line_of(table.spans));
  for (const auto& row : cells) {
    std::string line(kIndent);
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      const std::string padding(widths[i] - shown_width(row[i]), ' ');
      line += i == 0 ? row[i] + padding : "  " + padding + row[i];
    }
    text += std::string(line.substr(0, line.find_last_not_of(' ') + 1)) + "\n";
  }
  return text;
}

std::string made_up_share(const engine::ReportFigure& figure) {
  const auto rows = figure.value.illustrative_rows;
  if (rows > 0) return fmt::format("（演示数据 {} 行）", rows);
  return figure.illustrative ? "（含演示数据）" : std::string();
}

std::string text_annex(const ReportDocument& document) {
  std::string text = "\n附件\n指标口径说明\n\n";
  std::size_t number = 0;
  for (const auto& figure : document.report.figures) {
    text += fmt::format("{}. {}（{}）：{}；{} 行数据{}\n", ++number, label_of(document.report, figure),
                        figure.figure.id, value_with_unit(figure), figure.value.rows, made_up_share(figure));
    text += fmt::format("{}口径：{}\n", kIndent, definition_text(figure));
    text += fmt::format("{}依据：{}\n", kIndent, citations_text(*document.view.book, figure.citations));
  }
  for (const auto& rule : document.report.laws) {
    text += fmt::format("规则“{}”（{}）：{}\n", rule.title, rule.key,
                        citations_text(*document.view.book, rule.citations));
  }
  text += "依据文件：\n";
  for (const auto& cited : cited_documents(document)) text += fmt::format("{}{}\n", kIndent, cited);
  return text;
}

/// The characters that would begin markup inside a Markdown line.
std::string markdown_escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string markdown_line(const engine::Report& report, const engine::ReportSpans& spans) {
  std::string line;
  for (const auto& span : spans) {
    auto text = markdown_escape(span.text);
    const auto anchor = annex_anchor(report, span);
    if (!anchor.empty()) text = fmt::format("[{}](#{})", text, anchor);
    if (span.strong) text = "**" + text + "**";
    if (span.illustrative) text += fmt::format("<sup>{}</sup>", kDemonstrationMark);
    line += text;
  }
  return replace_all(std::move(line), "****", "");
}

std::string markdown_table(const engine::Report& report, const engine::ReportBlock& table) {
  std::string text = markdown_line(report, table.spans) + "\n\n|";
  for (const auto& cell : table.header) text += fmt::format(" {} |", markdown_escape(cell));
  text += "\n|";
  for (std::size_t i = 0; i < table.header.size(); ++i) text += i == 0 ? " --- |" : " ---: |";
  for (const auto& row : table.rows) {
    text += "\n|";
    for (const auto& cell : row) text += fmt::format(" {} |", markdown_line(report, cell));
  }
  return text + "\n";
}

std::string markdown_block(const engine::Report& report, const engine::ReportBlock& block) {
  switch (block.kind) {
    case engine::ReportBlock::Kind::heading:
      return fmt::format("{} {}{}\n", std::string(static_cast<std::size_t>(block.level) + 1, '#'),
                         block.level == 3 ? replace_all(block.number, ".", "\\. ") : block.number,
                         markdown_line(report, block.spans));
    case engine::ReportBlock::Kind::paragraph: return markdown_line(report, block.spans) + "\n";
    case engine::ReportBlock::Kind::table: return markdown_table(report, block);
  }
  return {};
}

std::string markdown_annex(const ReportDocument& document) {
  std::string text =
      "## 附件：指标口径说明\n\n| 指标 | 数值 | 数据行 | 口径 | 依据 |\n| --- | ---: | ---: | --- | --- |\n";
  std::size_t number = 0;
  for (const auto& figure : document.report.figures) {
    text += fmt::format("| <a id=\"figure-{}\"></a>{} | {}{} | {} | {} | {} |\n", ++number,
                        markdown_escape(label_of(document.report, figure)), value_with_unit(figure),
                        figure.illustrative ? fmt::format("<sup>{}</sup>", kDemonstrationMark) : "",
                        figure.value.rows, markdown_escape(definition_text(figure)),
                        citations_text(*document.view.book, figure.citations));
  }
  number = 0;
  for (const auto& rule : document.report.laws) {
    text += fmt::format("\n<a id=\"law-{}\"></a>规则“{}”：{}\n", ++number, markdown_escape(rule.title),
                        citations_text(*document.view.book, rule.citations));
  }
  text += "\n依据文件：\n\n";
  for (const auto& cited : cited_documents(document)) text += fmt::format("- {}\n", markdown_escape(cited));
  return text;
}

}  // namespace

std::string report_as_text(const ReportDocument& document) {
  const auto& report = document.report;
  std::string text = report.heading + "\n\n";
  if (report.illustrative) text += fmt::format("〔{}〕{}\n\n", kDemonstrationMark, report.illustrative_note);
  for (const auto& block : report.blocks) {
    text += block.kind == engine::ReportBlock::Kind::table
                ? text_table(block)
                : fmt::format("{}{}{}\n", kIndent, block.number, line_of(block.spans));
  }
  if (!report.signature.empty())
    text += fmt::format("\n{}{}\n{}{}\n", kIndent, report.signature, kIndent, document.as_of.to_chinese());
  return text + text_annex(document);
}

std::string report_as_markdown(const ReportDocument& document) {
  const auto& report = document.report;
  std::string text = fmt::format("# {}\n\n", markdown_escape(report.heading));
  if (report.illustrative)
    text +=
        fmt::format("> <sup>{}</sup> {}\n\n", kDemonstrationMark, markdown_escape(report.illustrative_note));
  for (const auto& block : report.blocks) text += markdown_block(report, block) + "\n";
  if (!report.signature.empty())
    text += fmt::format("{}  \n{}\n\n", report.signature, document.as_of.to_chinese());
  return text + markdown_annex(document);
}

}  // namespace jiheng::app
