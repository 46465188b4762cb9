#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace jiheng::io {

enum class DocxAlign { left, centre, right, both };

/// A named paragraph style. Sizes in half points, distances in twips (1/20 pt), indents in hundredths of a
/// character.
struct DocxStyle {
  std::string id;    ///< ASCII
  std::string name;  ///< as the word processor shows it
  std::string east_asian_font;
  std::string latin_font = "Times New Roman";
  int half_points = 32;
  bool bold = false;
  DocxAlign align = DocxAlign::both;
  int line = 579;      ///< exact line pitch; 0: as the font needs
  int first_line = 0;  ///< first-line indent
  int right = 0;       ///< right indent
  int before = 0;
  int after = 0;
  int letter_spacing = 0;  ///< twips added to each character
  int outline = 0;         ///< 1 to 9: a heading of that level; 0: none
  bool keep_with_next = false;
};

/// A stretch of text in one look.
struct DocxRun {
  std::string text;
  bool bold = false;
  bool superscript = false;
  std::string link;             ///< bookmark it leads to; empty: none
  std::string east_asian_font;  ///< another font than the style's; empty: the style's
};

struct DocxParagraph {
  std::string style;  ///< id
  std::vector<DocxRun> runs;
  std::string bookmark;  ///< name others can link to; empty: none
  bool page_break_before = false;
  bool keep_with_next = false;  ///< on the same page as the next one, whatever the style says
};

struct DocxCell {
  std::vector<DocxParagraph> paragraphs;  ///< at least one
  int span = 1;                           ///< columns it covers
};

/// A bordered table. Its header rows are repeated on each page, a row is never split, and a long table is
/// written as several, because word processors lay out one of thousands of rows in minutes.
struct DocxTable {
  std::vector<int> widths;  ///< twips, one each column
  std::vector<std::vector<DocxCell>> header;
  std::vector<std::vector<DocxCell>> rows;
};

using DocxBlock = std::variant<DocxParagraph, DocxTable>;

/// Paper and margins in tenths of a millimetre.
struct DocxPage {
  int width = 2100;
  int height = 2970;
  int top = 370;
  int right = 260;
  int bottom = 350;
  int left = 280;
  int footer = 230;  ///< from the paper's lower edge to the footer's
};

/// A text document. `blocks` are the whole story: there is one section.
struct Docx {
  std::string title;
  std::string author;
  Date date;  ///< its date of making in the properties; no clock is asked
  DocxPage page;
  std::vector<DocxStyle> styles;  ///< the first is the default
  std::string page_number_style;  ///< id of the style for “— 1 —”, right on odd pages, left on even ones
  std::vector<DocxBlock> blocks;
};

/// The bytes of the .docx: the same document gives the same bytes. Errors: a style or bookmark that is not
/// there.
Result<std::string> write_docx(const Docx& document);

/// The page of an official document, GB/T 9704-2012: A4, top 37 mm, binding edge 28 mm, type area 156 mm ×
/// 225 mm.
DocxPage official_page();

/// The styles of an official document, GB/T 9704-2012: "body" (3号仿宋, 22 lines a page, 28 characters a
/// line), "title" (2号小标宋), "heading1" 黑体, "heading2" 楷体, "heading3" and "heading4" 仿宋, "note",
/// "caption", "cell", "cell-number", "cell-head", "signature", "annex" (“附件”), "page-number" (4号宋体).
std::vector<DocxStyle> official_styles();

}  // namespace jiheng::io
