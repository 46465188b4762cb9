#include "app/import_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/decimal.h"
#include "io/xlsx_reader.h"

namespace jiheng::app {
namespace {

/// What a person sees in the cell: 95%, 是; a formula that failed stays visible as such.
std::string sheet_text(const io::XlsxCell& cell) {
  switch (cell.kind) {
    case io::CellKind::percent: {
      const auto share = parse_decimal(cell.text);
      return share ? format_decimal_short(share->units * 100, share->scale) + "%" : cell.text;
    }
    case io::CellKind::boolean: return cell.text == "TRUE" ? "是" : "否";
    case io::CellKind::error: return cell.text.empty() ? "#公式没有结果" : cell.text;
    default: return cell.text;
  }
}

Result<const io::XlsxSheet*> choose_sheet(const io::XlsxWorkbook& workbook, std::string_view sheet_name) {
  const io::XlsxSheet* only = nullptr;
  int filled = 0;
  std::string names;
  for (const auto& sheet : workbook.sheets) {
    if (sheet.hidden || sheet.cells.empty()) continue;
    if (sheet.name == sheet_name) return &sheet;
    ++filled;
    only = &sheet;
    names += fmt::format("{}“{}”", names.empty() ? "" : "、", sheet.name);
  }
  if (filled == 0) return fail(ErrorCode::invalid, "工作簿里没有内容");
  if (filled > 1) {
    return fail(ErrorCode::invalid,
                fmt::format("工作簿里有 {} 张表：{}；请只留一张，或把要导入的表命名为“{}”", filled, names,
                            sheet_name));
  }
  return only;
}

}  // namespace

bool looks_like_workbook(std::string_view bytes, std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  // Other tables are no workbooks either, but the reader says what they are and how to save them.
  constexpr std::array<std::string_view, 7> kTables{".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ett", ".ods"};
  return std::ranges::any_of(kTables, [&](std::string_view end) { return lower.ends_with(end); }) ||
         bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

Result<void> read_sheet(std::string_view bytes, std::string_view file, std::string_view sheet_name,
                        const io::CsvSink& sink) {
  const auto workbook = io::read_xlsx(bytes, file);
  if (!workbook) return pass(workbook);
  const auto sheet = choose_sheet(*workbook, sheet_name);
  if (!sheet) return pass(sheet);
  const auto& cells = (*sheet)->cells;
  std::size_t width = 0;  // of the header; rows that end earlier have empty cells
  for (std::size_t at = 0; at < cells.size();) {
    io::CsvRecord record;
    record.number = record.line = cells[at].row;
    for (; at < cells.size() && cells[at].row == record.number; ++at) {
      record.fields.resize(cells[at].column);
      record.fields.back() = sheet_text(cells[at]);
    }
    if (width == 0) width = record.fields.size();
    record.fields.resize(std::max(width, record.fields.size()));
    if (!sink(record)) break;
  }
  return {};
}

}  // namespace jiheng::app
