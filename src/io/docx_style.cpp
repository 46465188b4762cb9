#include "io/docx.h"

namespace jiheng::io {
namespace {

// The fonts the standard names; a word processor without them takes what it has.
constexpr std::string_view kFangSong = "仿宋_GB2312";
constexpr std::string_view kKai = "楷体_GB2312";
constexpr std::string_view kHei = "黑体";
constexpr std::string_view kTitleSong = "方正小标宋简体";
constexpr std::string_view kSong = "宋体";

constexpr int kTitleSize = 44;       // 2号
constexpr int kBodySize = 32;        // 3号
constexpr int kPageNumberSize = 28;  // 4号
constexpr int kCellSize = 21;        // 5号
constexpr int kLinePitch = 579;      // 225 mm / 22 lines
// 28 characters of 16 pt are 158 mm wide; 0.25 pt less each makes them fit into 156 mm.
constexpr int kTighter = -5;

DocxStyle official_style(std::string id, std::string name, std::string_view font, int half_points) {
  DocxStyle style;
  style.id = std::move(id);
  style.name = std::move(name);
  style.east_asian_font = font;
  style.half_points = half_points;
  return style;
}

DocxStyle official_text(std::string id, std::string name, std::string_view font, int outline) {
  auto style = official_style(std::move(id), std::move(name), font, kBodySize);
  style.first_line = 200;
  style.letter_spacing = kTighter;
  style.outline = outline;
  style.keep_with_next = outline > 0;
  return style;
}

DocxStyle official_cell(std::string id, std::string name, DocxAlign align, std::string_view font) {
  auto style = official_style(std::move(id), std::move(name), font, kCellSize);
  style.align = align;
  style.line = 0;
  style.before = 30;
  style.after = 30;
  return style;
}

}  // namespace

DocxPage official_page() { return {}; }

std::vector<DocxStyle> official_styles() {
  auto title = official_style("title", "公文标题", kTitleSong, kTitleSize);
  title.align = DocxAlign::centre;
  title.line = 700;
  title.before = kLinePitch;
  title.after = kLinePitch;
  title.keep_with_next = true;
  auto note = official_style("note", "说明", kKai, kPageNumberSize);
  note.line = 480;
  note.after = 280;
  auto caption = official_style("caption", "表题", kHei, kPageNumberSize);
  caption.align = DocxAlign::centre;
  caption.before = 200;
  caption.keep_with_next = true;
  auto signature = official_style("signature", "落款", kFangSong, kBodySize);
  signature.align = DocxAlign::right;
  signature.right = 400;
  auto annex = official_style("annex", "附件标识", kHei, kBodySize);
  annex.align = DocxAlign::left;
  auto number = official_style("page-number", "页码", kSong, kPageNumberSize);
  number.latin_font = kSong;
  number.line = 0;
  return {official_text("body", "公文正文", kFangSong, 0),
          std::move(title),
          official_text("heading1", "公文一级标题", kHei, 1),
          official_text("heading2", "公文二级标题", kKai, 2),
          official_text("heading3", "公文三级标题", kFangSong, 3),
          official_text("heading4", "公文四级标题", kFangSong, 4),
          std::move(note),
          std::move(caption),
          official_cell("cell", "表内文字", DocxAlign::left, kFangSong),
          official_cell("cell-number", "表内数字", DocxAlign::right, kFangSong),
          official_cell("cell-head", "表头", DocxAlign::centre, kHei),
          std::move(signature),
          std::move(annex),
          std::move(number)};
}

}  // namespace jiheng::io
