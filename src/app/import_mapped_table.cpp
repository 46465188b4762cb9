#include "app/import_mapped_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/import_sheet.h"
#include "base/decimal.h"
#include "base/text.h"
#include "io/csv.h"
#include "io/xlsx_reader.h"
#include "law/form.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

/// The rows of one sheet, or of a CSV file.
struct RawTable {
  std::string sheet;
  std::vector<MappedCells> rows;
};

/// What a person sees in the cell.
std::string seen_text(const io::XlsxCell& cell) {
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

RawTable raw_sheet(const io::XlsxSheet& sheet) {
  RawTable table;
  table.sheet = sheet.name;
  for (const auto& cell : sheet.cells) {
    if (table.rows.empty() || table.rows.back().number != cell.row) table.rows.push_back({cell.row, {}});
    auto& cells = table.rows.back().cells;
    cells.resize(cell.column);
    cells.back() = seen_text(cell);
  }
  return table;
}

Result<std::vector<RawTable>> read_raw(const law::Mapping& mapping, std::string_view name,
                                       std::string_view bytes) {
  std::vector<RawTable> tables;
  if (!looks_like_workbook(bytes, name)) {
    RawTable table;
    const auto read = io::read_csv(bytes, {}, [&](io::CsvRecord& record) {
      table.rows.push_back({record.number, std::move(record.fields)});
      return true;
    });
    if (!read) return fail(read.error().code, fmt::format("“{}”：{}", name, read.error().message));
    tables.push_back(std::move(table));
    return tables;
  }
  const auto workbook = io::read_xlsx(bytes, name);
  if (!workbook) return pass(workbook);
  for (const auto& sheet : workbook->sheets) {
    if (sheet.hidden || sheet.cells.empty() || sheet.name.find(mapping.sheet) == std::string::npos) continue;
    tables.push_back(raw_sheet(sheet));
  }
  if (tables.empty())
    return fail(ErrorCode::invalid, fmt::format("“{}”里没有名称带“{}”的工作表", name, mapping.sheet));
  return tables;
}

std::optional<MoneyUnit> unit_in(std::string_view text) {
  // 万元 contains 元, so it is looked for first.
  if (text.find("万元") != std::string_view::npos) return MoneyUnit::wan;
  return text.find("元") == std::string_view::npos ? std::nullopt : std::optional(MoneyUnit::yuan);
}

/// The unit that a header says in its brackets: "年初预算数（万元）".
std::optional<MoneyUnit> unit_in_brackets(std::string_view header) {
  const auto folded = fold_width(header);
  const auto open = folded.find('(');
  return open == std::string::npos ? std::nullopt : unit_in(std::string_view(folded).substr(open));
}

/// The unit that the rows above the header say: "金额单位：万元".
std::optional<MoneyUnit> unit_above(const RawTable& table, std::size_t header) {
  for (std::size_t i = 0; i < header; ++i) {
    for (const auto& cell : table.rows[i].cells) {
      const auto at = cell.find("单位");
      if (at == std::string::npos) continue;
      if (const auto unit = unit_in(std::string_view(cell).substr(at))) return unit;
    }
  }
  return std::nullopt;
}

/// Finds the mapping's columns in one row; what it lacks goes to `missing`.
std::vector<FoundColumn> match_row(const law::Mapping& mapping, const MappedCells& row,
                                   std::vector<std::string>& missing) {
  std::vector<FoundColumn> found;
  for (const auto& column : mapping.columns) {
    const auto cell = std::ranges::find_if(
        row.cells, [&](const std::string& text) { return !trim(text).empty() && column.is_called(text); });
    if (cell != row.cells.end())
      found.push_back(
          {&column, static_cast<std::size_t>(cell - row.cells.begin()), std::string(trim(*cell))});
    else if (column.required)
      missing.push_back(column.labels.front());
  }
  return found;
}

/// A table whose header was found.
class TableFinder {
 public:
  TableFinder(const law::Mapping& mapping, std::string_view file) : mapping_(mapping), file_(file) {}

  /// Looks for the header; notes the row that came nearest otherwise.
  bool look(const RawTable& table) {
    for (std::size_t i = 0; i < table.rows.size() && table.rows[i].number <= mapping_.header_rows; ++i) {
      std::vector<std::string> missing;
      auto found = match_row(mapping_, table.rows[i], missing);
      if (missing.empty()) {
        columns_ = std::move(found);
        header_ = i;
        return true;
      }
      if (found.size() > nearest_) {
        nearest_ = found.size();
        missing_ = fmt::format("第 {} 行像表头，但没有{}", table.rows[i].number, fmt::join(missing, "、"));
      }
    }
    return false;
  }

  tl::unexpected<Error> not_found() const {
    return fail(ErrorCode::invalid,
                fmt::format("“{}”不是“{}”：前 {} 行里没有它的表头{}", file_, mapping_.title,
                            mapping_.header_rows, missing_.empty() ? "" : "（" + missing_ + "）"));
  }

  Result<MappedTable> take(RawTable& raw) {
    MappedTable table;
    table.file = file_;
    table.sheet = raw.sheet;
    table.columns = columns_;
    if (const auto done = find_units(raw, table); !done) return pass(done);
    passed_over(raw, table);
    take_rows(raw, table);
    return table;
  }

 private:
  Result<void> find_units(const RawTable& raw, MappedTable& table) const {
    const auto* record = find_record(mapping_.record);
    const auto above = unit_above(raw, header_);
    Findings findings;
    for (auto& column : table.columns) {
      const auto* field = record->find(column.column->field);
      if (field->type->kind != FieldKind::money) continue;
      auto unit = unit_in_brackets(column.label);
      if (!unit) unit = column.column->unit;
      if (!unit) unit = mapping_.money_unit;
      if (!unit) unit = above;
      if (unit)
        column.unit = *unit;
      else
        findings.push_back({"import.header.unit", Severity::error,
                            fmt::format("看不出“{}”是元还是万元", column.label),
                            table.where(raw.rows[header_].number, column.cell),
                            "在表头写“（万元）”，或在表的上面写“金额单位：万元”"});
    }
    if (findings.empty()) return {};
    return fail(ErrorCode::invalid, fmt::format("“{}”没有说金额单位", file_), std::move(findings));
  }

  void passed_over(const RawTable& raw, MappedTable& table) const {
    const auto& cells = raw.rows[header_].cells;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool taken = std::ranges::count(table.columns, i, &FoundColumn::cell) > 0;
      const auto bare = law::bare_label(cells[i]);
      const bool ignored = std::ranges::any_of(
          mapping_.ignore, [&](const std::string& label) { return law::bare_label(label) == bare; });
      if (!taken && !ignored && !bare.empty()) table.passed_over.emplace_back(trim(cells[i]));
    }
  }

  bool is_total(const MappedCells& row) const {
    const auto first =
        std::ranges::find_if(row.cells, [](const std::string& cell) { return !trim(cell).empty(); });
    if (first == row.cells.end()) return false;
    // 合 计 is written with blanks between.
    const auto bare = law::bare_label(*first);
    return std::ranges::any_of(mapping_.totals,
                               [&](const std::string& word) { return bare.starts_with(word); });
  }

  void take_rows(RawTable& raw, MappedTable& table) const {
    std::size_t width = 0;
    for (const auto& column : table.columns) width = std::max(width, column.cell + 1);
    std::vector<std::string> above(width);
    for (std::size_t i = header_ + 1; i < raw.rows.size(); ++i) {
      auto& row = raw.rows[i];
      row.cells.resize(std::max(width, row.cells.size()));
      const bool blank = std::ranges::all_of(
          table.columns, [&](const FoundColumn& column) { return trim(row.cells[column.cell]).empty(); });
      if (is_total(row)) ++table.totals;
      if (blank || is_total(row)) continue;
      for (const auto& column : table.columns) {
        auto& cell = row.cells[column.cell];
        if (column.column->fill_down && trim(cell).empty()) cell = above[column.cell];
        above[column.cell] = cell;
      }
      table.rows.push_back(std::move(row));
    }
  }

  const law::Mapping& mapping_;
  std::string_view file_;
  std::vector<FoundColumn> columns_;
  std::size_t header_ = 0;
  std::size_t nearest_ = 0;
  std::string missing_;
};

}  // namespace

std::string MappedTable::where(std::int64_t row, std::optional<std::size_t> cell) const {
  if (!sheet.empty()) {
    return fmt::format(
        "{} {}!{}", file, sheet,
        io::cell_name(static_cast<std::uint32_t>(row), static_cast<std::uint32_t>(cell.value_or(0) + 1)));
  }
  if (!cell) return fmt::format("{} 第 {} 行", file, row);
  const auto column = std::ranges::find(columns, *cell, &FoundColumn::cell);
  return fmt::format("{} 第 {} 行“{}”", file, row, column == columns.end() ? "" : column->label);
}

Result<MappedTable> read_mapped_table(const law::Mapping& mapping, std::string_view name,
                                      std::string_view bytes) {
  auto tables = read_raw(mapping, name, bytes);
  if (!tables) return pass(tables);
  TableFinder finder(mapping, name);
  RawTable* chosen = nullptr;
  std::string names;
  int fitting = 0;
  for (auto& table : *tables) {
    if (!finder.look(table)) continue;
    chosen = &table;
    names += fmt::format("{}“{}”", fitting++ == 0 ? "" : "、", table.sheet);
  }
  if (fitting == 0) return finder.not_found();
  if (fitting > 1) {
    return fail(ErrorCode::invalid,
                fmt::format("“{}”里有 {} 张表都像“{}”：{}；请只留一张", name, fitting, mapping.title, names));
  }
  return finder.take(*chosen);
}

}  // namespace jiheng::app
