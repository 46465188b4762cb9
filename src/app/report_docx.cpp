#include <fmt/format.h>

#include <algorithm>

#include "app/report_form.h"
#include "base/text.h"
#include "io/docx.h"

namespace jiheng::app {
namespace {

// 156 mm of type area in twips.
constexpr int kTextWidth = 8845;

/// Bookmark names may only have letters, digits and underscores.
std::string bookmark_name(std::string_view anchor) { return replace_all(std::string(anchor), "-", "_"); }

std::vector<io::DocxRun> docx_runs(const engine::Report& report, const engine::ReportSpans& spans) {
  std::vector<io::DocxRun> runs;
  for (const auto& span : spans) {
    io::DocxRun run;
    run.text = span.text;
    run.bold = span.strong;
    run.link = bookmark_name(annex_anchor(report, span));
    runs.push_back(std::move(run));
    if (!span.illustrative) continue;
    auto& mark = runs.emplace_back();
    mark.text = kDemonstrationMark;
    mark.superscript = true;
  }
  return runs;
}

io::DocxParagraph docx_paragraph(std::string style, std::string text) {
  io::DocxParagraph paragraph;
  paragraph.style = std::move(style);
  paragraph.runs.emplace_back().text = std::move(text);
  return paragraph;
}

io::DocxCell docx_cell(std::string style, std::string text) {
  return {{docx_paragraph(std::move(style), std::move(text))}, 1};
}

/// Widths in proportion to the longest cell of each column; a header may go over two lines.
std::vector<int> column_widths(const engine::ReportBlock& table) {
  std::vector<std::size_t> needs;
  constexpr std::size_t kOneLine = 10;
  for (const auto& cell : table.header)
    needs.push_back(shown_width(cell) <= kOneLine ? shown_width(cell) : shown_width(cell) / 2 + 1);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size() && i < needs.size(); ++i) {
      std::size_t need = 0;
      for (const auto& span : row[i]) need += shown_width(span.text) + (span.illustrative ? 1 : 0);
      needs[i] = std::max(needs[i], need);
    }
  }
  std::size_t all = 0;
  for (auto& need : needs) all += need += 2;
  std::vector<int> widths;
  for (const auto need : needs)
    widths.push_back(static_cast<int>(kTextWidth * need / std::max<std::size_t>(all, 1)));
  return widths;
}

void add_table(const engine::Report& report, const engine::ReportBlock& block, io::Docx& docx) {
  io::DocxParagraph caption;
  caption.style = "caption";
  caption.runs = docx_runs(report, block.spans);
  docx.blocks.emplace_back(std::move(caption));
  io::DocxTable table;
  table.widths = column_widths(block);
  auto& header = table.header.emplace_back();
  for (const auto& cell : block.header) header.push_back(docx_cell("cell-head", cell));
  for (const auto& row : block.rows) {
    auto& cells = table.rows.emplace_back();
    for (const auto& spans : row) {
      io::DocxParagraph paragraph;
      paragraph.style = cells.empty() ? "cell" : "cell-number";
      paragraph.runs = docx_runs(report, spans);
      cells.push_back({{std::move(paragraph)}, 1});
    }
  }
  docx.blocks.emplace_back(std::move(table));
}

void add_block(const engine::Report& report, const engine::ReportBlock& block, io::Docx& docx) {
  if (block.kind == engine::ReportBlock::Kind::table) return add_table(report, block, docx);
  io::DocxParagraph paragraph;
  paragraph.style = block.kind == engine::ReportBlock::Kind::heading
                        ? fmt::format("heading{}", std::min(block.level, 4))
                        : "body";
  if (!block.number.empty()) paragraph.runs.emplace_back().text = block.number;
  std::ranges::move(docx_runs(report, block.spans), std::back_inserter(paragraph.runs));
  docx.blocks.emplace_back(std::move(paragraph));
}

/// GB/T 9704 7.3.5: who signs and the date never stand alone on a page.
void add_signature(const ReportDocument& document, io::Docx& docx) {
  if (auto* last = std::get_if<io::DocxParagraph>(&docx.blocks.back())) last->keep_with_next = true;
  auto gap = docx_paragraph("body", "");
  gap.keep_with_next = true;
  docx.blocks.emplace_back(std::move(gap));
  auto signer = docx_paragraph("signature", document.report.signature);
  signer.keep_with_next = true;
  docx.blocks.emplace_back(std::move(signer));
  docx.blocks.emplace_back(docx_paragraph("signature", document.as_of.to_chinese()));
}

io::DocxCell annex_value(const engine::ReportFigure& figure) {
  auto cell = docx_cell("cell-number", value_with_unit(figure));
  if (figure.illustrative) {
    auto& mark = cell.paragraphs.front().runs.emplace_back();
    mark.text = kDemonstrationMark;
    mark.superscript = true;
  }
  return cell;
}

io::DocxCell annex_definition(std::string definition, std::string basis) {
  io::DocxCell cell;
  if (!definition.empty()) cell.paragraphs.push_back(docx_paragraph("cell", std::move(definition)));
  cell.paragraphs.push_back(docx_paragraph("cell", "依据：" + std::move(basis)));
  return cell;
}

io::DocxTable annex_table(std::vector<std::string> header, std::vector<int> widths) {
  io::DocxTable table;
  table.widths = std::move(widths);
  auto& cells = table.header.emplace_back();
  for (auto& cell : header) cells.push_back(docx_cell("cell-head", std::move(cell)));
  return table;
}

void add_figures(const ReportDocument& document, io::Docx& docx) {
  auto table = annex_table({"序号", "指标", "数值", "数据行", "口径与依据"}, {600, 2000, 1720, 800, 3725});
  for (std::size_t i = 0; i < document.report.figures.size(); ++i) {
    const auto& figure = document.report.figures[i];
    auto number = docx_cell("cell-head", fmt::format("{}", i + 1));
    number.paragraphs.front().bookmark = fmt::format("figure_{}", i + 1);
    table.rows.push_back(
        {std::move(number), docx_cell("cell", label_of(document.report, figure)), annex_value(figure),
         docx_cell("cell-number", fmt::format("{}", figure.value.rows)),
         annex_definition(definition_text(figure), citations_text(*document.view.book, figure.citations))});
  }
  docx.blocks.emplace_back(std::move(table));
}

void add_rules(const ReportDocument& document, io::Docx& docx) {
  if (document.report.laws.empty()) return;
  docx.blocks.emplace_back(docx_paragraph("caption", "文中引用的规则"));
  auto table = annex_table({"序号", "规则", "依据"}, {600, 3500, 4745});
  for (std::size_t i = 0; i < document.report.laws.size(); ++i) {
    const auto& rule = document.report.laws[i];
    auto number = docx_cell("cell-head", fmt::format("{}", i + 1));
    number.paragraphs.front().bookmark = fmt::format("law_{}", i + 1);
    table.rows.push_back({std::move(number), docx_cell("cell", rule.title),
                          docx_cell("cell", citations_text(*document.view.book, rule.citations))});
  }
  docx.blocks.emplace_back(std::move(table));
}

void add_annex(const ReportDocument& document, io::Docx& docx) {
  auto mark = docx_paragraph("annex", "附件");
  mark.page_break_before = true;
  docx.blocks.emplace_back(std::move(mark));
  docx.blocks.emplace_back(docx_paragraph("title", "指标口径说明"));
  add_figures(document, docx);
  add_rules(document, docx);
  docx.blocks.emplace_back(docx_paragraph("caption", "依据文件"));
  for (const auto& cited : cited_documents(document)) docx.blocks.emplace_back(docx_paragraph("cell", cited));
}

}  // namespace

Result<std::string> report_as_docx(const ReportDocument& document) {
  const auto& report = document.report;
  io::Docx docx;
  docx.title = report.heading;
  docx.author = report.signature;
  docx.date = document.as_of;
  docx.page = io::official_page();
  docx.styles = io::official_styles();
  docx.page_number_style = "page-number";
  docx.blocks.emplace_back(docx_paragraph("title", report.heading));
  if (report.illustrative) {
    auto note = docx_paragraph("note", std::string(kDemonstrationMark));
    note.runs.front().superscript = true;
    note.runs.emplace_back().text = report.illustrative_note;
    docx.blocks.emplace_back(std::move(note));
  }
  for (const auto& block : report.blocks) add_block(report, block, docx);
  if (!report.signature.empty()) add_signature(document, docx);
  add_annex(document, docx);
  return io::write_docx(docx);
}

}  // namespace jiheng::app
