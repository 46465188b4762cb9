#include "law/form_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/enum_table.h"
#include "law/check.h"

namespace jiheng::law {
namespace {

struct TypeRow {
  std::string_view code;
  CellType type;
};
constexpr std::array kTypeRows{TypeRow{"text", CellType::text},     TypeRow{"money", CellType::money},
                               TypeRow{"number", CellType::number}, TypeRow{"points", CellType::points},
                               TypeRow{"year", CellType::year},     TypeRow{"date", CellType::date},
                               TypeRow{"sign", CellType::sign}};

CellAlign read_align(std::string_view text, const GridCell& cell) {
  if (text == "left") return CellAlign::left;
  if (text == "right") return CellAlign::right;
  if (text == "centre") return CellAlign::centre;
  if (cell.content == CellContent::note) return CellAlign::left;
  return cell.type == CellType::money ? CellAlign::right : CellAlign::centre;
}

GridCell read_cell(const Node& node) {
  GridCell cell;
  for (const auto& [key, content] :
       {std::pair("label", CellContent::label), {"title", CellContent::title}, {"note", CellContent::note}}) {
    const Node* text = node.find(key);
    if (text == nullptr) continue;
    cell.content = content;
    cell.text = text->text;
  }
  cell.field = node.text_of("field");
  cell.type = read_cell_type(node.text_of("type"));
  cell.columns = small_number(node, "columns", 1);
  cell.rows = small_number(node, "rows", 1);
  cell.align = read_align(node.text_of("align"), cell);
  return cell;
}

GridBlock read_grid_block(const Node& node) {
  GridBlock block;
  block.repeat = node.text_of("repeat");
  block.side = node.text_of("side");
  block.least = small_number(node, "least", 0);
  block.repeat_on_pages = node.text_of("repeat_on_pages") == "true";
  if (const Node* merge = node.find("merge")) {
    for (const auto& item : merge->items) block.merge.push_back(item.text);
  }
  for (const auto& row : node.find("rows")->items) {
    GridRow read{small_number(row, "height", 0), {}};
    for (const auto& cell : row.find("cells")->items) read.cells.push_back(read_cell(cell));
    block.rows.push_back(std::move(read));
  }
  return block;
}

/// Every name that the grid may write: header and footer fields, and funds as "row.column".
std::set<std::string> grid_field_names(const Form& form) {
  std::set<std::string> names;
  for (const auto& field : form.header) names.insert(field.field);
  for (const auto& field : form.footer) names.insert(field.field);
  for (const auto& row : form.fund_rows) {
    for (const auto& column : form.fund_columns) names.insert(row.field + "." + column.field);
  }
  return names;
}

/// The columns of a table of the form; nullptr when it has no such table.
const std::vector<FormField>* table_columns(const Form& form, std::string_view table) {
  if (table == "indicators") return &form.indicator_columns;
  const auto found = form.tables.find(std::string(table));
  return found == form.tables.end() ? nullptr : &found->second.columns;
}

class GridCheck {
 public:
  GridCheck(const Document& document, const Form& form, Findings& findings)
      : document_(document), form_(form), findings_(findings), names_(grid_field_names(form)) {}

  void check(const Node& layout) {
    const std::size_t width = form_.grid->columns.size();
    std::vector<int> held(width, 0);  // rows for which a cell from above still covers the column
    const auto& blocks = layout.find("blocks")->items;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      const GridBlock& block = form_.grid->blocks[b];
      check_block(blocks[b], block);
      const auto& rows = blocks[b].find("rows")->items;
      for (std::size_t r = 0; r < rows.size(); ++r) check_row(rows[r], block, block.rows[r], held);
    }
    if (std::ranges::any_of(held, [](int rows) { return rows > 0; }))
      fault(layout, "最后一行的下面还有没画完的格子", "减小 rows");
  }

 private:
  void fault(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, "law.form.layout", std::move(message), std::move(hint)));
  }

  void check_block(const Node& node, const GridBlock& block) {
    if (block.repeat.empty()) return;
    const auto* columns = table_columns(form_, block.repeat);
    if (columns == nullptr) {
      fault(node, fmt::format("没有表“{}”", block.repeat), "写 indicators，或在 tables 里写这个表");
      return;
    }
    for (const auto& name : block.merge) {
      if (std::ranges::find(*columns, name, &FormField::field) == columns->end())
        fault(node, fmt::format("表“{}”没有列“{}”", block.repeat, name), "合并的列要在表里");
    }
  }

  void check_row(const Node& node, const GridBlock& block, const GridRow& row, std::vector<int>& held) {
    std::size_t at = block.side.empty() ? 0 : 1;
    const auto skip = [&] {
      while (at < held.size() && held[at] > 0) ++at;
    };
    std::vector<int> fresh(held.size(), 0);
    for (const auto& cell : row.cells) {
      skip();
      check_cell(node, block, cell);
      for (int c = 0; c < cell.columns; ++c, ++at) {
        if (at >= held.size() || held[at] > 0) {
          fault(node, fmt::format("一行的格子超出 {} 列，或与上面的格子重叠", held.size()),
                "改 columns 或 rows");
          return;
        }
        fresh[at] = cell.rows;
      }
    }
    skip();
    if (at != held.size())
      fault(node, fmt::format("一行只占了 {} 列，版面有 {} 列", at, held.size()), "补足格子或改 columns");
    for (std::size_t c = 0; c < held.size(); ++c) held[c] = std::max(0, std::max(held[c], fresh[c]) - 1);
  }

  void check_cell(const Node& node, const GridBlock& block, const GridCell& cell) {
    if (cell.content != CellContent::value || cell.field.empty()) return;
    if (block.repeat.empty()) {
      if (!names_.contains(cell.field))
        fault(node, fmt::format("版面写字段“{}”，表里没有", cell.field), "先写在 header、footer 或 funds 里");
      return;
    }
    const auto* columns = table_columns(form_, block.repeat);
    if (columns != nullptr && std::ranges::find(*columns, cell.field, &FormField::field) == columns->end())
      fault(node, fmt::format("表“{}”没有列“{}”", block.repeat, cell.field), "先写在表的 columns 里");
  }

  const Document& document_;
  const Form& form_;
  Findings& findings_;
  std::set<std::string> names_;
};

}  // namespace

CellType read_cell_type(std::string_view text) {
  const auto* found = std::ranges::find(kTypeRows, text, &TypeRow::code);
  return found == kTypeRows.end() ? CellType::text : found->type;
}

int small_number(const Node& map, std::string_view key, int fallback) {
  const auto text = map.text_of(key);
  int number = fallback;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

FormGrid read_form_grid(const Node& layout) {
  FormGrid grid;
  grid.sheet = layout.text_of("sheet");
  grid.landscape = layout.text_of("landscape") == "true";
  const auto numbers = [&](std::string_view key) {
    std::vector<int> read;
    const Node* list = layout.find(key);
    if (list == nullptr) return read;
    for (const auto& item : list->items) {
      read.push_back(0);
      std::from_chars(item.text.data(), item.text.data() + item.text.size(), read.back());
    }
    return read;
  };
  grid.margins = numbers("margins");
  grid.columns = numbers("columns");
  for (const auto& block : layout.find("blocks")->items) grid.blocks.push_back(read_grid_block(block));
  return grid;
}

void check_form_grid(const Document& document, const Form& form, Findings& findings) {
  if (form.grid) GridCheck(document, form, findings).check(*document.body.find("layout"));
}

}  // namespace jiheng::law
