#include "io/form_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/decimal.h"
#include "base/text.h"
#include "io/workbook_file.h"

namespace jiheng::io {
namespace {

constexpr int kTitlePoints = 18;
constexpr int kTextPoints = 10;
constexpr int kLinePoints = 15;  // height of a line of text
constexpr int kLeastRowPoints = 20;
constexpr double kMillimetresPerInch = 25.4;

/// The looks of cells, made once a workbook.
class FormFormats {
 public:
  explicit FormFormats(lxw_workbook* workbook) : workbook_(workbook) {}

  lxw_format* get(const GridCell& cell, bool locked = false) {
    const auto key = std::tuple(cell.content, cell.type, cell.align, locked);
    auto& format = formats_[key];
    if (format == nullptr) format = make(cell, locked);
    return format;
  }

 private:
  lxw_format* make(const GridCell& cell, bool locked) {
    constexpr lxw_color_t kLockedGrey = 0xE7E6E6;
    lxw_format* format = workbook_add_format(workbook_);
    if (locked) format_set_bg_color(format, kLockedGrey);
    const bool title = cell.content == CellContent::title;
    format_set_font_name(format, title                                ? "方正小标宋简体"
                                 : cell.content == CellContent::label ? "黑体"
                                                                      : "宋体");
    format_set_font_size(format, title ? kTitlePoints : kTextPoints);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, cell.align == CellAlign::left    ? LXW_ALIGN_LEFT
                             : cell.align == CellAlign::right ? LXW_ALIGN_RIGHT
                                                              : LXW_ALIGN_CENTER);
    format_set_text_wrap(format);
    if (cell.align != CellAlign::centre && cell.content == CellContent::value) format_set_indent(format, 1);
    if (cell.content == CellContent::label || cell.content == CellContent::value)
      format_set_border(format, LXW_BORDER_THIN);
    if (cell.content != CellContent::value) return format;
    if (cell.type == CellType::money) format_set_num_format(format, "#,##0.00");
    if (cell.type == CellType::points) format_set_num_format(format, "0.##");
    if (cell.type == CellType::text || cell.type == CellType::date) format_set_num_format(format, "@");
    return format;
  }

  lxw_workbook* workbook_;
  std::map<std::tuple<CellContent, CellType, CellAlign, bool>, lxw_format*> formats_;
};

/// Half-width characters a text takes.
int width_of(std::string_view text) {
  int width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  for (const char32_t c : to_code_points(text)) width += c > 0x2E80 ? 1 : 0;
  return width;
}

int lines_needed(std::string_view text, int width) {
  int lines = 0;
  for (const auto line : split(text, '\n')) lines += 1 + std::max(0, width_of(line) - 1) / std::max(width, 1);
  return lines;
}

/// "（{year}年度）" with the values of the form; one that is not filled leaves room to write.
std::string fill_note(std::string_view note, const FormData& data) {
  std::string text;
  while (!note.empty()) {
    const auto open = note.find('{');
    const auto close = note.find('}', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) break;
    text += note.substr(0, open);
    const auto value = data.text(note.substr(open + 1, close - open - 1));
    text += value.empty() ? std::string_view("    ") : value;
    note.remove_prefix(close + 1);
  }
  return text + std::string(note);
}

/// Writes one form into one sheet, row by row.
class FormSheetWriter {
 public:
  FormSheetWriter(lxw_worksheet* sheet, FormFormats& formats, const FormTemplate& form, const FormData& data,
                  std::string_view footer)
      : sheet_(sheet), formats_(formats), form_(form), data_(data), footer_(footer) {}

  void write() {
    set_up_page();
    for (const auto& block : form_.grid.blocks) write_block(block);
    close_side();
    worksheet_print_area(sheet_, 0, 0, row_ == 0 ? 0 : row_ - 1, last_column());
  }

 private:
  lxw_col_t last_column() const { return static_cast<lxw_col_t>(form_.grid.columns.size() - 1); }

  void set_up_page() {
    constexpr int kA4 = 9;
    worksheet_set_paper(sheet_, kA4);
    if (form_.grid.landscape) worksheet_set_landscape(sheet_);
    if (const auto& mm = form_.grid.margins; mm.size() == 4) {
      worksheet_set_margins(sheet_, mm[3] / kMillimetresPerInch, mm[1] / kMillimetresPerInch,
                            mm[0] / kMillimetresPerInch, mm[2] / kMillimetresPerInch);
    }
    worksheet_fit_to_pages(sheet_, 1, 0);
    worksheet_center_horizontally(sheet_);
    const std::string taken = footer_.empty() ? std::string() : fmt::format("&R&8{}", footer_);
    worksheet_set_footer(sheet_, fmt::format("&C第 &P 页，共 &N 页{}", taken).c_str());
    worksheet_gridlines(sheet_, LXW_HIDE_ALL_GRIDLINES);
    for (std::size_t c = 0; c < form_.grid.columns.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      worksheet_set_column(sheet_, column, column, form_.grid.columns[c], nullptr);
    }
  }

  void write_block(const GridBlock& block) {
    if (block.side != side_) {
      close_side();
      side_ = block.side;
      side_first_ = row_;
    }
    if (block.repeat.empty()) {
      const lxw_row_t first = row_;
      for (const auto& row : block.rows) write_row(row, block, nullptr, {});
      if (block.repeat_on_pages) worksheet_repeat_rows(sheet_, first, row_ - 1);
    } else {
      write_table(block);
    }
  }

  void write_table(const GridBlock& block) {
    static const std::vector<FormLine> kNone;
    const auto found = data_.tables.find(block.repeat);
    const auto& lines = found == data_.tables.end() ? kNone : found->second;
    const std::size_t rows = std::max(lines.size(), static_cast<std::size_t>(block.least));
    const FormLine blank;
    for (std::size_t i = 0; i < rows; ++i) {
      std::map<std::string, std::size_t, std::less<>> runs;
      for (std::size_t m = 0; m < block.merge.size(); ++m)
        runs[block.merge[m]] = i < lines.size() ? merged_run(block, lines, i, m) : 1;
      for (const auto& row : block.rows) write_row(row, block, i < lines.size() ? &lines[i] : &blank, runs);
    }
  }

  void write_row(const GridRow& row, const GridBlock& block, const FormLine* line,
                 const std::map<std::string, std::size_t, std::less<>>& runs) {
    lxw_col_t column = block.side.empty() ? 0 : 1;
    int height = std::max(row.height, kLeastRowPoints);
    for (const auto& cell : row.cells) {
      while (held_.contains({row_, column})) ++column;
      const FormValue value = value_of(cell, line);
      const std::string& text = value.text;
      const auto run = runs.find(cell.field);
      const int rows = run == runs.end() ? cell.rows : static_cast<int>(run->second);
      if (rows > 0) write_cell(column, cell, rows, value);
      if (rows == 1 && row.height == 0)
        height = std::max(height, 5 + kLinePoints * lines_needed(text, width_between(column, cell.columns)));
      column = static_cast<lxw_col_t>(column + cell.columns);
    }
    worksheet_set_row(sheet_, row_, height, nullptr);
    ++row_;
  }

  FormValue value_of(const GridCell& cell, const FormLine* line) const {
    if (cell.content == CellContent::note) return {fill_note(cell.text, data_), {}};
    if (cell.content != CellContent::value) return {cell.text, {}};
    const auto& values = line == nullptr ? data_.fields : *line;
    const auto found = values.find(cell.field);
    return found == values.end() ? FormValue{} : found->second;
  }

  void write_note(lxw_col_t column, const std::string& note) {
    constexpr double kWider = 1.6;
    static char author[] = "绩衡";  // libxlsxwriter only reads it
    lxw_comment_options options{};
    options.author = author;
    options.x_scale = kWider;
    worksheet_write_comment_opt(sheet_, row_, column, note.c_str(), &options);
  }

  int width_between(lxw_col_t first, int columns) const {
    int width = 0;
    for (int c = 0; c < columns; ++c)
      width += form_.grid.columns[static_cast<std::size_t>(first) + static_cast<std::size_t>(c)];
    return width;
  }

  void write_cell(lxw_col_t column, const GridCell& cell, int rows, const FormValue& said) {
    const std::string& text = said.text;
    lxw_format* format = formats_.get(cell, said.locked);
    const auto last_row = row_ + static_cast<lxw_row_t>(rows) - 1;
    const auto last_column = static_cast<lxw_col_t>(column + cell.columns - 1);
    if (cell.rows > 1) {
      for (lxw_row_t r = row_ + 1; r <= last_row; ++r) {
        for (lxw_col_t c = column; c <= last_column; ++c) held_.insert({r, c});
      }
    }
    if (last_row > row_ || last_column > column)
      worksheet_merge_range(sheet_, row_, column, last_row, last_column, "", format);
    const bool number =
        cell.content == CellContent::value && (cell.type == CellType::money || cell.type == CellType::points);
    const auto value = number ? parse_decimal(text) : fail(ErrorCode::invalid, "");
    if (value && value->scale <= 15) {
      // A spreadsheet only has binary numbers; the text that is read back is rounded to what was written.
      worksheet_write_number(sheet_, row_, column, std::stod(format_decimal(value->units, value->scale)),
                             format);
    } else if (text.empty()) {
      worksheet_write_blank(sheet_, row_, column, format);
    } else {
      worksheet_write_string(sheet_, row_, column, text.c_str(), format);
    }
    if (!said.note.empty()) write_note(column, said.note);
  }

  void close_side() {
    if (side_.empty() || row_ == side_first_) return;
    GridCell cell;
    cell.content = CellContent::label;
    lxw_format* format = formats_.get(cell);
    if (row_ - side_first_ > 1) worksheet_merge_range(sheet_, side_first_, 0, row_ - 1, 0, "", format);
    worksheet_write_string(sheet_, side_first_, 0, side_.c_str(), format);
  }

  lxw_worksheet* sheet_;
  FormFormats& formats_;
  const FormTemplate& form_;
  const FormData& data_;
  std::string_view footer_;
  lxw_row_t row_ = 0;
  std::string side_;
  lxw_row_t side_first_ = 0;
  std::set<std::pair<lxw_row_t, lxw_col_t>> held_;  ///< covered by cells of rows above
};

/// A name that a sheet may have and none has yet: at most 31 characters, none of []:*?/\.
std::string sheet_name(std::string_view wanted, std::set<std::string>& taken) {
  constexpr std::size_t kMost = 31;
  std::string name;
  for (const char c : wanted)
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
  if (name.empty()) name = "表";
  std::string unique(first_characters(name, kMost));
  for (int n = 2; !taken.insert(unique).second; ++n) {
    const std::string mark = fmt::format("({})", n);
    unique = std::string(first_characters(name, kMost - mark.size())) + mark;
  }
  return unique;
}

}  // namespace

Result<std::string> write_forms(const FormTemplate& form, std::span<const FormData> forms,
                                const FormStamp& stamp) {
  if (form.grid.columns.empty()) return fail(ErrorCode::invalid, fmt::format("“{}”没有打印版面", form.title));
  auto file = WorkbookFile::create(false);
  if (!file) return pass(file);
  FormFormats formats(file->workbook());
  std::set<std::string> taken;
  const FormData empty;
  const std::span<const FormData> all = forms.empty() ? std::span(&empty, 1) : forms;
  for (const auto& data : all) {
    const std::string name = sheet_name(data.sheet.empty() ? form.grid.sheet : data.sheet, taken);
    lxw_worksheet* sheet = workbook_add_worksheet(file->workbook(), name.c_str());
    if (sheet == nullptr) return fail(ErrorCode::internal, fmt::format("不能加工作表“{}”", name));
    FormSheetWriter(sheet, formats, form, data, stamp.footer).write();
  }
  if (!stamp.kept.empty()) {
    if (auto written = write_stamp(file->workbook(), stamp.kept); !written) return pass(written);
  }
  return file->finish();
}

}  // namespace jiheng::io
