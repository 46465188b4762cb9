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

io::DocxCell docx_cell(std::string style, std::string text) { return {{docx_paragraph(std::move(style), std::move(text))}, 1}; }

/// The first column gets what the others, of equal width, leave.
std::vector<int> column_widths(std::size_t columns) {
  const int share = columns > 1 ? kTextWidth / static_cast<int>(columns + 1) : kTextWidth;
  std::vector<int> widths(columns, share);
  if (columns > 1) widths[0] = kTextWidth - share * static_cast<int>(columns - 1);
  return widths;
}

void add_table(const engine::Report& report, const engine::ReportBlock& block, io::Docx& docx) {
  io::DocxParagraph caption;
  caption.style = "caption";
  caption.runs = docx_runs(report, block.spans);
  docx.blocks.emplace_back(std::move(caption));
  io::DocxTable table;
  table.widths = column_widths(block.header.size());
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
  paragraph.style = block.kind == engine::ReportBlock::Kind::heading ? fmt::format("heading{}", std::min(block.level, 4)) : "body";
  if (!block.number.empty()) paragraph.runs.emplace_back().text = block.number;
  std::ranges::move(docx_runs(report, block.spans), std::back_inserter(paragraph.runs));
  docx.blocks.emplace_back(std::move(paragraph));
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
  auto table = annex_table({"序号", "指标", "数值", "数据行", "口径与依据"}, {640, 1900, 1560, 840, 3905});
  for (std::size_t i = 0; i < document.report.figures.size(); ++i) {
    const auto& figure = document.report.figures[i];
    auto number = docx_cell("cell-head", fmt::format("{}", i + 1));
    number.paragraphs.front().bookmark = fmt::format("figure_{}", i + 1);
    table.rows.push_back({std::move(number), docx_cell("cell", fmt::format("{}（{}年）", figure.figure.label, figure.year)),
                          annex_value(figure), docx_cell("cell-number", fmt::format("{}", figure.value.rows)),
                          annex_definition(definition_text(figure), citations_text(*document.view.book, figure.citations))});
  }
  docx.blocks.emplace_back(std::move(table));
}

void add_rules(const ReportDocument& document, io::Docx& docx) {
  if (document.report.laws.empty()) return;
  docx.blocks.emplace_back(docx_paragraph("caption", "文中引用的规则"));
  auto table = annex_table({"序号", "规则", "依据"}, {640, 3460, 4745});
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
  if (!report.signature.empty()) {
    docx.blocks.emplace_back(docx_paragraph("body", ""));
    docx.blocks.emplace_back(docx_paragraph("signature", report.signature));
    docx.blocks.emplace_back(docx_paragraph("signature", document.as_of.to_chinese()));
  }
  add_annex(document, docx);
  return io::write_docx(docx);
}

}  // namespace jiheng::app
