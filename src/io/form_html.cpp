#include "io/form_html.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace jiheng::io {
namespace {

using PageRuns = std::map<std::string, std::size_t, std::less<>>;

/// A row of the page: its cells are written, its place at the side is not.
struct PageRow {
  std::string cells;
  int height = 0;  ///< points; 0: as high as the text
  std::string_view side;
};

/// Rows between two breaks of the table: a head that repeats, and what stands below it.
struct PageTable {
  std::vector<PageRow> head;
  std::vector<PageRow> body;
};

std::string_view class_of(const GridCell& cell) {
  switch (cell.content) {
    case CellContent::title: return "title";
    case CellContent::note: return cell.align == CellAlign::right ? "note right" : "note";
    case CellContent::label: return "label";
    case CellContent::value: break;
  }
  if (cell.align == CellAlign::left) return "left";
  return cell.align == CellAlign::right ? "right" : "value";
}

/// The size of the text in hundredths of a point: what a spreadsheet makes of the workbook's size when it
/// fits the columns into the width of the paper. A column of n characters is 7n + 5 pixels of 0.75 pt there.
int text_size(const FormGrid& grid) {
  constexpr int kFullSize = 1000;  // form_writer's 10 pt
  constexpr int kShort = 210;
  constexpr int kLong = 297;
  constexpr int kMargin = 14;
  constexpr int kPointsPer100mm = 28346;  // hundredths
  const bool told = grid.margins.size() == 4;
  const int sides = told ? grid.margins[1] + grid.margins[3] : 2 * kMargin;
  const int paper = ((grid.landscape ? kLong : kShort) - sides) * kPointsPer100mm / 100;
  int sheet = 0;
  for (const int column : grid.columns) sheet += (7 * column + 5) * 75;
  return sheet <= paper ? kFullSize : kFullSize * paper / sheet;
}

/// Lays one form out.
class FormPage {
 public:
  FormPage(const FormTemplate& form, const FormData& data) : form_(form), data_(data) {}

  std::string write() {
    for (const auto& block : form_.grid.blocks) add_block(block);
    std::string html;
    for (const auto& table : tables_) html += table_html(table);
    return html;
  }

 private:
  void add_block(const GridBlock& block) {
    const bool fresh = tables_.empty() || block.repeat_on_pages || (after_table_ && block.repeat.empty());
    if (fresh) tables_.emplace_back();
    after_table_ = false;
    auto& table = tables_.back();
    if (block.repeat.empty()) {
      auto& rows = block.repeat_on_pages ? table.head : table.body;
      for (const auto& row : block.rows) rows.push_back(row_of(row, block, nullptr, {}));
      return;
    }
    static const std::vector<FormLine> kNone;
    const auto found = data_.tables.find(block.repeat);
    const auto& lines = found == data_.tables.end() ? kNone : found->second;
    const FormLine blank;
    for (std::size_t i = 0; i < std::max(lines.size(), static_cast<std::size_t>(block.least)); ++i) {
      PageRuns runs;
      for (std::size_t m = 0; m < block.merge.size(); ++m)
        runs[block.merge[m]] = i < lines.size() ? merged_run(block, lines, i, m) : 1;
      for (const auto& row : block.rows)
        table.body.push_back(row_of(row, block, i < lines.size() ? &lines[i] : &blank, runs));
    }
    after_table_ = !table.head.empty();
  }

  PageRow row_of(const GridRow& row, const GridBlock& block, const FormLine* line,
                 const PageRuns& runs) const {
    PageRow made;
    made.side = block.side;
    made.height = row.height;
    for (const auto& cell : row.cells) {
      const auto run = runs.find(cell.field);
      const auto rows = run == runs.end() ? static_cast<std::size_t>(cell.rows) : run->second;
      if (rows == 0) continue;
      made.cells += fmt::format("<td class=\"{}\"", class_of(cell));
      if (cell.columns > 1) made.cells += fmt::format(" colspan=\"{}\"", cell.columns);
      if (rows > 1) made.cells += fmt::format(" rowspan=\"{}\"", rows);
      made.cells += fmt::format(">{}</td>", content_of(cell, line));
    }
    return made;
  }

  std::string content_of(const GridCell& cell, const FormLine* line) const {
    if (cell.content == CellContent::note) return escape_markup(note_text(cell.text));
    if (cell.content != CellContent::value) return escape_markup(cell.text);
    const FormValue* value = nullptr;
    if (line != nullptr) {
      const auto found = line->find(cell.field);
      if (found != line->end()) value = &found->second;
    } else if (const auto found = data_.fields.find(cell.field); found != data_.fields.end()) {
      value = &found->second;
    }
    if (value == nullptr) return {};
    auto html = escape_markup(shown(value->text, cell.type));
    if (cell.field == "target" && !value->note.empty())
      html += fmt::format("<small>{}</small>", escape_markup(value->note));
    return html;
  }

  /// Amounts as people read them, everything else as it was written.
  static std::string shown(const std::string& text, CellType type) {
    if (type != CellType::money) return text;
    const auto amount = Money::parse(text, MoneyUnit::wan);
    return amount ? amount->to_wan_display() : text;
  }

  /// "（{year}年度）" with the values of the form.
  std::string note_text(std::string_view note) const {
    std::string text;
    for (auto open = note.find('{'); open != std::string_view::npos; open = note.find('{')) {
      const auto close = note.find('}', open);
      if (close == std::string_view::npos) break;
      text += note.substr(0, open);
      const auto value = data_.text(note.substr(open + 1, close - open - 1));
      text += value.empty() ? std::string_view("    ") : value;
      note.remove_prefix(close + 1);
    }
    return text + std::string(note);
  }

  std::string table_html(const PageTable& table) const {
    const auto& columns = form_.grid.columns;
    const int whole = std::max(1, std::accumulate(columns.begin(), columns.end(), 0));
    std::string html = "<table><colgroup>";
    for (const int width : columns) {
      const int share = 10000 * width / whole;
      html += fmt::format("<col style=\"width:{}.{:02}%\">", share / 100, share % 100);
    }
    html += "</colgroup>";
    if (!table.head.empty()) html += fmt::format("<thead>{}</thead>", rows_html(table.head, true, false));
    return html + fmt::format("<tbody>{}</tbody></table>", rows_html(table.body, false, !table.head.empty()));
  }

  /// The rows, with one cell at the side of those that belong together. A head's is left blank and open
  /// towards the rows below it, for on further pages it stands alone.
  static std::string rows_html(const std::vector<PageRow>& rows, bool head, bool below_head) {
    std::string html;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      html += "<tr";
      if (rows[i].height > 0)  // points of the workbook, whose text has 10
        html += fmt::format(" style=\"height:{}.{}em\"", rows[i].height / 10, rows[i].height % 10);
      html += ">";
      const auto& side = rows[i].side;
      if (!side.empty() && (i == 0 || rows[i - 1].side != side)) {
        std::size_t length = 1;
        while (i + length < rows.size() && rows[i + length].side == side) ++length;
        const std::string_view open = head ? " open-below" : below_head && i == 0 ? " open-above" : "";
        html += fmt::format("<td class=\"label side{}\" rowspan=\"{}\">{}</td>", open, length,
                            head ? std::string() : escape_markup(side));
      }
      html += rows[i].cells + "</tr>";
    }
    return html;
  }

  const FormTemplate& form_;
  const FormData& data_;
  std::vector<PageTable> tables_;
  bool after_table_ = false;
};

constexpr std::string_view kPageStyles =
    "body{margin:0;color:#000;font:9.5pt/1.35 SimSun,'宋体','Noto Serif CJK SC','Source Han Serif SC',serif}"
    "table{border-collapse:collapse;table-layout:fixed;width:calc(100% - 1px);margin-top:-1px}"
    "td{border:1px solid #000;padding:.1em .3em;text-align:center;vertical-align:middle;height:2em;"
    "box-sizing:border-box;overflow-wrap:anywhere;white-space:pre-wrap}"
    "td.left{text-align:left;padding-left:.6em}td.right{text-align:right;padding-right:.6em}"
    "td.label{font-family:SimHei,'黑体','Noto Sans CJK SC','Source Han Sans SC',sans-serif}"
    "td.title,td.note{border:0;height:auto}td.note{white-space:nowrap}td.note.right{padding:0 .1em}"
    "td.title{font:1.8em/1.3 '方正小标宋简体',FZXiaoBiaoSong-B05S,'Noto Serif CJK SC',SimSun,serif}"
    "td.side{padding:0;text-wrap:balance}td.open-below{border-bottom:0}td.open-above{border-top:0}"
    "small{display:block;font-size:.8em;line-height:1.2;color:#444}"
    "td:not([rowspan]){break-inside:avoid}thead{display:table-header-group}"
    ".form+.form{break-before:page}.form table:last-child{break-before:avoid;break-inside:avoid}"
    "@media screen{body{background:#eee}.form{box-sizing:border-box;max-width:210mm;margin:8mm auto;"
    "padding:14mm;background:#fff}.form.wide{max-width:297mm}}";

}  // namespace

std::string form_html_styles(const FormTemplate& form) {
  const auto& mm = form.grid.margins;
  std::string margins = "14mm";
  if (mm.size() == 4) margins = fmt::format("{}mm {}mm {}mm {}mm", mm[0], mm[1], mm[2], mm[3]);
  return fmt::format(
      "@page{{size:A4{};margin:{};@bottom-center{{font:9pt serif;content:'第 ' counter(page) ' 页，共 ' "
      "counter(pages) ' 页'}}}}{}",
      form.grid.landscape ? " landscape" : "", margins, kPageStyles);
}

Result<std::string> form_html_tables(const FormTemplate& form, const FormData& data) {
  if (form.grid.columns.empty()) return fail(ErrorCode::invalid, fmt::format("“{}”没有打印版面", form.title));
  const int size = text_size(form.grid);
  return fmt::format("<div class=\"form{}\" style=\"font-size:{}.{:02}pt\">{}</div>",
                     form.grid.landscape ? " wide" : "", size / 100, size % 100,
                     FormPage(form, data).write());
}

Result<std::string> write_form_html(const FormTemplate& form, std::span<const FormData> forms,
                                    std::string_view title) {
  std::string body;
  for (const auto& data : forms) {
    const auto one = form_html_tables(form, data);
    if (!one) return pass(one);
    body += *one;
  }
  return fmt::format(
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{}</title>"
      "<style>{}</style></head><body>{}</body></html>\n",
      escape_markup(title), form_html_styles(form), body);
}

}  // namespace jiheng::io
