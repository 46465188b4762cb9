#include "io/sheet_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>

#include "base/decimal.h"
#include "base/ratio.h"
#include "base/text.h"
#include "io/csv.h"
#include "io/workbook_file.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {
namespace {

constexpr lxw_row_t kLastRow = 1'048'575;  // zero-based
constexpr std::size_t kLongestText = 32'767;
constexpr int kListFontPoints = 10;

bool is_number(FieldKind kind) {
  return kind == FieldKind::money || kind == FieldKind::score || kind == FieldKind::ratio ||
         kind == FieldKind::integer || kind == FieldKind::year || kind == FieldKind::quarter;
}

/// The decimals behind the point of a kind as it is stored, in the unit that is shown.
int stored_decimals(FieldKind kind, MoneyUnit unit) {
  if (kind == FieldKind::money) return unit == MoneyUnit::wan ? 6 : 2;
  if (kind == FieldKind::score) return 2;
  return kind == FieldKind::ratio ? 6 : 0;
}

const char* number_format(const SheetColumn& column) {
  switch (column.kind) {
    case FieldKind::money: return "#,##0.00";
    case FieldKind::score: return "0.00";
    case FieldKind::ratio: return "0.00%";
    case FieldKind::date: return "yyyy-mm-dd";
    case FieldKind::integer:
    case FieldKind::year:
    case FieldKind::quarter: return "0";
    default: return "@";
  }
}

/// The nearest binary number, which is all that a workbook can hold.
double nearest(std::int64_t units, int decimals) {
  const std::string text = format_decimal(units, decimals);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string label_of(const SheetColumn& column, const std::string& code) {
  const auto found = std::ranges::find(column.codes, std::string_view(code), &CodeRow::code);
  return found == column.codes.end() ? code : std::string(found->label);
}

/// What a value is called in a text file.
std::string plain_text(const SheetColumn& column, const Value& value, MoneyUnit unit) {
  if (const auto* text = std::get_if<std::string>(&value)) return label_of(column, *text);
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return {};
  switch (column.kind) {
    case FieldKind::boolean: return *number != 0 ? "是" : "否";
    case FieldKind::money: {
      const Money money = Money::from_fen(*number);
      return unit == MoneyUnit::wan ? money.to_wan() : money.to_yuan();
    }
    case FieldKind::score: return format_decimal(*number, 2);
    case FieldKind::ratio: return Ratio::from_ppm(*number).to_percent() + "%";
    default: return std::to_string(*number);
  }
}

/// What the last line says, so that a reader sees whether he has all of it.
std::string last_line(const SheetLayout& layout, std::int64_t rows) {
  const bool sums = std::ranges::any_of(layout.columns, &SheetColumn::total);
  return fmt::format(fmt::runtime(sums ? "合计（共 {} 行）" : "共 {} 行"), rows);
}

bool is_left_out(const FieldDesc& field) {
  return field.options.system || field.type->kind == FieldKind::id || field.name == "region";
}

int width_of_title(std::string_view title) { return 4 + 2 * static_cast<int>(count_characters(title)); }

}  // namespace

std::vector<std::size_t> sheet_fields(const RecordDesc& record) {
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    if (!is_left_out(record.fields[i])) positions.push_back(i);
  }
  return positions;
}

SheetLayout sheet_layout(const RecordDesc& record, MoneyUnit unit) {
  constexpr int kNarrow = 10;
  constexpr int kWide = 40;
  SheetLayout layout{std::string(record.label), {}, unit};
  for (const auto position : sheet_fields(record)) {
    const auto& field = record.fields[position];
    SheetColumn column;
    column.title = field.label();
    column.kind = field.type->kind;
    column.codes = field.type->codes;
    column.total = column.kind == FieldKind::money;
    if (column.total) column.title += fmt::format("（{}）", money_unit_label(unit));
    const int wished = column.kind == FieldKind::text ? std::min(kWide, 8 + field.options.max / 5) : kNarrow;
    column.width = std::max(wished, width_of_title(column.title));
    layout.columns.push_back(std::move(column));
  }
  return layout;
}

struct SheetWriter::Book {
  Book(WorkbookFile opened, SheetLayout said) : file(std::move(opened)), layout(std::move(said)) {
    totals.resize(layout.columns.size());
    head = make_format("@", true);
    sum_label = make_format("@", true);
    for (const auto& column : layout.columns) {
      formats.push_back(make_format(number_format(column), false));
      sums.push_back(make_format(number_format(column), true));
    }
  }

  lxw_format* make_format(const char* number, bool strong) {
    lxw_format* format = workbook_add_format(file.workbook());
    format_set_font_size(format, kListFontPoints);
    format_set_font_name(format, "宋体");
    format_set_num_format(format, number);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (strong) {
      format_set_bold(format);
      format_set_bg_color(format, 0xDDEBF7);
    }
    return format;
  }

  Result<void> next_sheet() {
    close_sheet();
    ++sheets;
    std::string name;
    for (const char c : layout.title)
      name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    name = first_characters(name, 24);
    if (sheets > 1) name += fmt::format("({})", sheets);
    sheet = workbook_add_worksheet(file.workbook(), name.c_str());
    if (sheet == nullptr) return fail(ErrorCode::internal, fmt::format("不能加工作表“{}”", name));
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      const auto at = static_cast<lxw_col_t>(c);
      worksheet_set_column(sheet, at, at, layout.columns[c].width, nullptr);
    }
    for (std::size_t c = 0; c < layout.columns.size(); ++c)
      worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(c), layout.columns[c].title.c_str(), head);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    row = 1;
    return {};
  }

  void close_sheet() {
    if (sheet == nullptr || layout.columns.empty()) return;
    worksheet_autofilter(sheet, 0, 0, row - 1, static_cast<lxw_col_t>(layout.columns.size() - 1));
  }

  Result<void> write(std::size_t c, const Value& value) {
    const auto& column = layout.columns[c];
    const auto at = static_cast<lxw_col_t>(c);
    if (is_empty(value)) {
      worksheet_write_blank(sheet, row, at, formats[c]);
      return {};
    }
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number != nullptr && is_number(column.kind)) {
      worksheet_write_number(sheet, row, at, nearest(*number, stored_decimals(column.kind, layout.unit)),
                             formats[c]);
      if (column.total && __builtin_add_overflow(totals[c], *number, &totals[c]))
        return fail(ErrorCode::invalid, fmt::format("“{}”的合计太大", column.title));
      return {};
    }
    const auto* text = std::get_if<std::string>(&value);
    if (column.kind == FieldKind::date && text != nullptr) {
      if (const auto date = Date::parse(*text)) {
        lxw_datetime day{
            date->year(), static_cast<int>(date->month()), static_cast<int>(date->day()), 0, 0, 0};
        worksheet_write_datetime(sheet, row, at, &day, formats[c]);
        return {};
      }
    }
    const std::string shown = plain_text(column, value, layout.unit);
    if (count_characters(shown) > kLongestText) {
      return fail(ErrorCode::invalid, fmt::format("{} 的文字有 {} 字，一格最多 {} 字",
                                                  cell_name(row + 1, static_cast<std::uint32_t>(c) + 1),
                                                  count_characters(shown), kLongestText));
    }
    worksheet_write_string(sheet, row, at, shown.c_str(), formats[c]);
    return {};
  }

  Result<void> write_totals() {
    if (layout.columns.empty()) return {};
    close_sheet();
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
      const auto at = static_cast<lxw_col_t>(c);
      const auto& column = layout.columns[c];
      if (column.total) {
        worksheet_write_number(sheet, row, at, nearest(totals[c], stored_decimals(column.kind, layout.unit)),
                               sums[c]);
      } else if (c == 0) {
        worksheet_write_string(sheet, row, at, last_line(layout, count).c_str(), sum_label);
      } else {
        worksheet_write_blank(sheet, row, at, sum_label);
      }
    }
    return {};
  }

  WorkbookFile file;
  SheetLayout layout;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t row = 0;
  std::int64_t count = 0;  ///< of rows, over all sheets
  int sheets = 0;
  lxw_format* head = nullptr;
  lxw_format* sum_label = nullptr;
  std::vector<lxw_format*> formats;
  std::vector<lxw_format*> sums;
  std::vector<std::int64_t> totals;
};

SheetWriter::SheetWriter(std::unique_ptr<Book> book) : book_(std::move(book)) {}
SheetWriter::SheetWriter(SheetWriter&&) noexcept = default;
SheetWriter& SheetWriter::operator=(SheetWriter&&) noexcept = default;
SheetWriter::~SheetWriter() = default;

Result<SheetWriter> SheetWriter::create(SheetLayout layout) {
  auto file = WorkbookFile::create(true);
  if (!file) return pass(file);
  SheetWriter writer(std::make_unique<Book>(std::move(*file), std::move(layout)));
  if (const auto opened = writer.book_->next_sheet(); !opened) return pass(opened);
  return writer;
}

Result<void> SheetWriter::add(std::span<const Value> values) {
  auto& book = *book_;
  if (values.size() != book.layout.columns.size())
    return fail(ErrorCode::internal,
                fmt::format("一行有 {} 个值，表有 {} 列", values.size(), book.layout.columns.size()));
  // One row is kept for the totals.
  if (book.row >= kLastRow) {
    if (const auto opened = book.next_sheet(); !opened) return opened;
  }
  for (std::size_t c = 0; c < values.size(); ++c) {
    if (auto done = book.write(c, values[c]); !done) return done;
  }
  ++book.row;
  ++book.count;
  return {};
}

Result<std::string> SheetWriter::finish() {
  if (const auto done = book_->write_totals(); !done) return pass(done);
  book_->close_sheet();
  return book_->file.finish();
}

CsvSheetWriter::CsvSheetWriter(SheetLayout layout) : layout_(std::move(layout)), out_(kByteOrderMark) {
  totals_.resize(layout_.columns.size());
  std::vector<std::string> titles;
  for (const auto& column : layout_.columns) titles.push_back(column.title);
  append_csv(out_, titles);
}

void CsvSheetWriter::add(std::span<const Value> values) {
  std::vector<std::string> cells;
  for (std::size_t c = 0; c < values.size(); ++c) {
    cells.push_back(plain_text(layout_.columns[c], values[c], layout_.unit));
    const auto* number = std::get_if<std::int64_t>(&values[c]);
    if (layout_.columns[c].total && number != nullptr) totals_[c] += *number;
  }
  append_csv(out_, cells);
  ++rows_;
}

std::string CsvSheetWriter::finish() {
  if (!layout_.columns.empty()) {
    std::vector<std::string> cells(layout_.columns.size());
    cells.front() = last_line(layout_, rows_);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      if (layout_.columns[c].total)
        cells[c] = plain_text(layout_.columns[c], Value{totals_[c]}, layout_.unit);
    }
    append_csv(out_, cells);
  }
  return std::move(out_);
}

}  // namespace jiheng::io
