#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "io/docx_xml.h"

namespace jiheng::io {
namespace {

constexpr std::size_t kRowsPerTable = 200;
constexpr std::string_view kDocumentHead =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" )"
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>)";

int twips(int tenths_of_mm) { return (tenths_of_mm * 1440 + 127) / 254; }

/// Writes document.xml front to back; remembers what was referred to but is not there.
class BodyWriter {
 public:
  explicit BodyWriter(const Docx& document) : document_(document) {
    for (const auto& style : document.styles) styles_.insert(style.id);
    for (const auto& block : document.blocks) collect(block);
  }

  Result<std::string> write() {
    out_ = kDocumentHead;
    for (const auto& block : document_.blocks) {
      if (const auto* paragraph = std::get_if<DocxParagraph>(&block)) {
        write_paragraph(*paragraph);
      } else {
        write_table(std::get<DocxTable>(block));
      }
    }
    write_section();
    out_ += "</w:body></w:document>";
    if (!missing_.empty())
      return fail(ErrorCode::internal, fmt::format("文档里没有样式或书签“{}”", missing_));
    return std::move(out_);
  }

 private:
  void collect(const DocxParagraph& paragraph) {
    if (!paragraph.bookmark.empty()) bookmarks_.emplace(paragraph.bookmark, bookmarks_.size());
  }

  void collect(const DocxBlock& block) {
    if (const auto* paragraph = std::get_if<DocxParagraph>(&block)) return collect(*paragraph);
    for (const auto& row : std::get<DocxTable>(block).rows) {
      for (const auto& cell : row) {
        for (const auto& paragraph : cell.paragraphs) collect(paragraph);
      }
    }
  }

  void write_run(const DocxRun& run) {
    std::string look;
    if (!run.east_asian_font.empty())
      look += fmt::format(R"(<w:rFonts w:eastAsia="{}"/>)", escape_markup(run.east_asian_font));
    if (run.bold) look += "<w:b/>";
    if (run.superscript) look += R"(<w:vertAlign w:val="superscript"/>)";
    if (!look.empty()) look = "<w:rPr>" + look + "</w:rPr>";
    const auto text =
        fmt::format(R"(<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>)", look, escape_markup(run.text));
    if (run.link.empty()) {
      out_ += text;
      return;
    }
    if (!bookmarks_.contains(run.link)) missing_ = run.link;
    out_ += fmt::format(R"(<w:hyperlink w:anchor="{}" w:history="1">{}</w:hyperlink>)",
                        escape_markup(run.link), text);
  }

  void write_paragraph(const DocxParagraph& paragraph) {
    if (!styles_.contains(paragraph.style)) missing_ = paragraph.style;
    out_ += fmt::format(R"(<w:p><w:pPr><w:pStyle w:val="{}"/>{}{}</w:pPr>)", escape_markup(paragraph.style),
                        paragraph.keep_with_next ? "<w:keepNext/>" : "",
                        paragraph.page_break_before ? "<w:pageBreakBefore/>" : "");
    if (!paragraph.bookmark.empty()) {
      const auto id = bookmarks_.at(paragraph.bookmark);
      out_ += fmt::format(R"(<w:bookmarkStart w:id="{0}" w:name="{1}"/><w:bookmarkEnd w:id="{0}"/>)", id,
                          escape_markup(paragraph.bookmark));
    }
    for (const auto& run : paragraph.runs) write_run(run);
    out_ += "</w:p>";
  }

  void write_row(const std::vector<int>& widths, const std::vector<DocxCell>& cells, bool header) {
    out_ += fmt::format("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>", header ? "<w:tblHeader/>" : "");
    std::size_t column = 0;
    for (const auto& cell : cells) {
      int width = 0;
      for (int i = 0; i < cell.span && column < widths.size(); ++i) width += widths[column++];
      out_ += fmt::format(R"(<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/>)", width);
      if (cell.span > 1) out_ += fmt::format(R"(<w:gridSpan w:val="{}"/>)", cell.span);
      out_ += R"(<w:vAlign w:val="center"/></w:tcPr>)";
      for (const auto& paragraph : cell.paragraphs) write_paragraph(paragraph);
      out_ += "</w:tc>";
    }
    out_ += "</w:tr>";
  }

  void write_table_part(const DocxTable& table, std::size_t from, std::size_t to) {
    int width = 0;
    for (const int column : table.widths) width += column;
    out_ += fmt::format(
        R"(<w:tbl><w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>)", width);
    for (const auto side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
      out_ += fmt::format(R"(<w:{} w:val="single" w:sz="4" w:space="0" w:color="000000"/>)", side);
    }
    out_ += R"(</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/>)"
            R"(<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>)";
    for (const int column : table.widths) out_ += fmt::format(R"(<w:gridCol w:w="{}"/>)", column);
    out_ += "</w:tblGrid>";
    for (const auto& row : table.header) write_row(table.widths, row, true);
    for (std::size_t i = from; i < to; ++i) write_row(table.widths, table.rows[i], false);
    out_ += "</w:tbl>";
  }

  /// Two tables in a row would be joined into one, and a table must not end the body: an empty line follows
  /// each.
  void write_table(const DocxTable& table) {
    std::size_t from = 0;
    do {
      const auto to = std::min(from + kRowsPerTable, table.rows.size());
      write_table_part(table, from, to);
      out_ +=
          R"(<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>)";
      from = to;
    } while (from < table.rows.size());
  }

  void write_section() {
    const auto& page = document_.page;
    out_ +=
        R"(<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>)";
    out_ += fmt::format(R"(<w:pgSz w:w="{}" w:h="{}"/>)", twips(page.width), twips(page.height));
    out_ += fmt::format(
        R"(<w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="851" w:footer="{}" w:gutter="0"/></w:sectPr>)",
        twips(page.top), twips(page.right), twips(page.bottom), twips(page.left), twips(page.footer));
  }

  const Docx& document_;
  std::set<std::string> styles_;
  std::map<std::string, std::size_t> bookmarks_;
  std::string missing_;
  std::string out_;
};

}  // namespace

Result<std::string> docx_body(const Docx& document) { return BodyWriter(document).write(); }

}  // namespace jiheng::io
