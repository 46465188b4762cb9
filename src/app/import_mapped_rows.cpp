#include "app/import_mapped_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "app/unit_tree.h"
#include "base/text.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

bool code_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// "2050202" of "2050202-高中教育" or "[2050202]高中教育"; the whole text when it begins otherwise.
std::string leading_code(const std::string& text) {
  const std::size_t from = text.starts_with("[") ? 1 : 0;
  std::size_t end = from;
  while (end < text.size() && code_letter(text[end])) ++end;
  return end == from ? text : text.substr(from, end - from);
}

/// "盐池县第一小学" of "219001-盐池县第一小学"; empty when there is no code before it.
std::string_view trailing_name(std::string_view text) {
  const auto after = text.find_first_not_of("0123456789[]-— \t");
  return after == std::string_view::npos || after == 0 ? std::string_view{} : text.substr(after);
}

/// Finds units by what portals write: code, name, or both.
class UnitFinder {
 public:
  explicit UnitFinder(const UnitTree& tree) {
    for (const auto& unit : tree.units()) {
      codes_.insert(unit.code);
      // A department and its own unit (本级) may share a name: projects belong to the unit.
      auto& code = by_name_[unit.name];
      if (code.empty() || unit.kind == UnitKind::unit) code = unit.code;
    }
  }

  /// The code; empty when there is none.
  std::string find(const std::string& text) const {
    if (codes_.contains(text)) return text;
    if (const auto at = by_name_.find(text); at != by_name_.end()) return at->second;
    if (const auto code = leading_code(text); codes_.contains(code)) {
      // Code and name of two units: neither is to be believed.
      const auto named = by_name_.find(trailing_name(text));
      return named == by_name_.end() || named->second == code ? code : std::string{};
    }
    const auto at = by_name_.find(trailing_name(text));
    return at == by_name_.end() ? std::string{} : at->second;
  }

 private:
  std::set<std::string, std::less<>> codes_;
  std::map<std::string, std::string, std::less<>> by_name_;
};

/// Fills a batch from a table.
class MappedRows {
 public:
  MappedRows(const law::Mapping& mapping, const MappedTable& table, Region place)
      : mapping_(mapping), table_(table), place_(place) {
    batch_.desc = find_record(mapping.record);
    batch_.file = table.file;
  }

  Result<ImportBatch> run(store::Store& store, std::int64_t& combined) {
    if (const auto done = read_rows(store); !done) return pass(done);
    if (mapping_.add_up) add_up();
    combined = combined_;
    return std::move(batch_);
  }

 private:
  void plan() {
    auto& header = batch_.header;
    header.cell_of.assign(batch_.desc->fields.size(), HeaderPlan::kNone);
    const auto take = [&](std::string label, std::string_view field, MoneyUnit unit) {
      const auto at = batch_.desc->index_of(field);
      header.cell_of[at] = header.cells.size();
      header.cells.push_back(std::move(label));
      header.columns.emplace_back(Column{at, unit});
    };
    for (const auto& column : table_.columns) take(column.label, column.column->field, column.unit);
    for (const auto& [field, value] : mapping_.constants)
      take(std::string(batch_.desc->find(field)->label()), field, MoneyUnit::yuan);
  }

  Result<void> read_rows(store::Store& store) {
    plan();
    auto tree = UnitTree::load(store, place_);
    if (!tree) return pass(tree);
    const UnitFinder units(*tree);
    for (const auto& source : table_.rows) {
      std::vector<std::string> cells;
      std::vector<std::pair<std::size_t, std::string>> lost_units;
      for (const auto& column : table_.columns) {
        auto text = translated(column, source.cells[column.cell]);
        const auto& field = *batch_.desc->find(column.column->field);
        if (field.options.ref == "unit" && !text.empty()) {
          if (auto code = units.find(text); !code.empty())
            text = std::move(code);
          else
            lost_units.emplace_back(batch_.desc->index_of(field.name), text);
        }
        cells.push_back(std::move(text));
      }
      for (const auto& constant : mapping_.constants) cells.push_back(constant.second);
      take_cells(batch_, source.number, std::move(cells), place_, false);
      for (const auto& [field, text] : lost_units) {
        auto& row = batch_.rows.back();
        row.row[field] = Value{};
        batch_.refuse(row, field, "import.reference", fmt::format("没有叫“{}”的单位", text),
                      "写单位编码或全称，都写时要是同一个单位；更名、合并过的写现在的");
      }
    }
    return {};
  }

  /// What the portal wrote, as our own files would write it.
  std::string translated(const FoundColumn& found, std::string_view cell) const {
    const auto& column = *found.column;
    std::string text(trim(cell));
    for (const auto& [written, code] : column.codes) {
      if (text == written) return code;
    }
    if (column.take_code) text = leading_code(text);
    for (const auto& [written, code] : column.codes) {
      if (text == written) return code;
    }
    const auto kind = batch_.desc->find(column.field)->type->kind;
    if (kind == FieldKind::year) {
      for (const std::string_view end : {"年度", "年"}) {
        if (text.ends_with(end)) text.resize(text.size() - end.size());
      }
    }
    if (kind == FieldKind::money) {
      text = replace_all(replace_all(std::move(text), "，", ""), ",", "");
      if (text == "-" || text == "—" || text == "--") text.clear();
    }
    return text;
  }

  /// Adds the amounts of rows of one record into the first of them.
  void add_up() {
    auto key_fields = batch_.desc->natural_key();
    std::unordered_map<std::string, std::size_t> first;
    std::vector<IncomingRow> kept;
    for (auto& row : batch_.rows) {
      const auto [at, fresh] = first.emplace(mapped_key(key_fields, row.row), kept.size());
      if (fresh || row.refused || kept[at->second].refused) {
        kept.push_back(std::move(row));
        continue;
      }
      ++combined_;
      add_amounts(kept[at->second], row);
    }
    batch_.rows = std::move(kept);
  }

  void add_amounts(IncomingRow& into, const IncomingRow& row) {
    for (std::size_t i = 0; i < row.row.size(); ++i) {
      const auto* more = std::get_if<std::int64_t>(&row.row[i]);
      if (batch_.desc->fields[i].type->kind != FieldKind::money || more == nullptr) continue;
      const auto* have = std::get_if<std::int64_t>(&into.row[i]);
      const auto total = add(Money::from_fen(have == nullptr ? 0 : *have), Money::from_fen(*more));
      if (total)
        into.row[i] = total->fen();
      else
        batch_.refuse(into, i, "import.cell", "相加以后的金额太大");
    }
  }

  const law::Mapping& mapping_;
  const MappedTable& table_;
  Region place_;
  ImportBatch batch_;
  std::int64_t combined_ = 0;
};

}  // namespace

std::string mapped_key(std::span<const std::size_t> fields, std::span<const Value> row) {
  std::string key;
  for (const auto field : fields) {
    if (const auto* text = std::get_if<std::string>(&row[field])) key += *text;
    if (const auto* number = std::get_if<std::int64_t>(&row[field])) key += fmt::format("#{}", *number);
    key.push_back('\0');
  }
  return key;
}

Result<ImportBatch> read_mapped_rows(store::Store& store, const law::Mapping& mapping,
                                     const MappedTable& table, Region place, std::int64_t& combined) {
  return MappedRows(mapping, table, place).run(store, combined);
}

}  // namespace jiheng::app
