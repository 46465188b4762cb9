#include "io/goal_workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/score.h"
#include "base/text.h"
#include "io/form_labels.h"
#include "io/form_sheet.h"
#include "io/form_stamp.h"
#include "io/form_value.h"
#include "model/operator_text.h"

namespace jiheng::io {
namespace {

/// Reads one sheet whose indicator table is known.
class FormDataSheet {
 public:
  FormDataSheet(const FormSheet& sheet, std::string_view file, const FormTemplate& form,
                const FormLabels& labels, const TableHead& head)
      : sheet_(sheet), form_(form), labels_(labels) {
    reading_.data.form = form.id;
    reading_.data.file = file;
    reading_.data.sheet = sheet.sheet().name;
    heads_["indicators"] = head;
  }

  FormDataReading read() {
    read_money_unit();
    for (const auto& [name, table] : form_.tables) {
      if (name != "indicators")
        heads_[name] = find_table(sheet_, labels_.tables.at(name), heads_["indicators"].row - 1);
    }
    for (const auto& [name, table] : form_.tables) read_table(name, table);
    read_fields();
    read_funds();
    check_required();
    return std::move(reading_);
  }

 private:
  void remark(std::string_view rule, Severity severity, std::string where, std::string message,
              std::string hint) {
    reading_.findings.push_back(
        {fmt::format("form.{}", rule), severity, std::move(message), std::move(where), std::move(hint)});
  }

  /// The cell's text; nothing when it is empty, or shows an error, which is remarked on.
  std::optional<std::string> text_of(const XlsxCell* cell) {
    if (cell == nullptr) return std::nullopt;
    if (cell->kind == CellKind::error) {
      remark("cell_error", Severity::error, sheet_.place(*cell),
             cell->text.empty() ? "公式没有保存计算结果" : fmt::format("单元格是错误值 {}", cell->text),
             cell->text.empty() ? "用表格软件打开并保存一次" : "改正公式，或填上数");
      return std::nullopt;
    }
    if (cell->formula && cell->text.starts_with("=DISPIMG(")) {
      remark("picture", Severity::warning, sheet_.place(*cell), "单元格里是图片，没有读", "填文字");
      return std::nullopt;
    }
    std::string text = plain_width(form_text(*cell));
    return text.empty() ? std::nullopt : std::optional<std::string>(std::move(text));
  }

  /// The value in the form that is kept; nothing, and a finding, when it is not of its type.
  std::optional<std::string> typed(CellType type, const XlsxCell& cell, std::string text) {
    const auto refuse = [&](std::string message, std::string hint) -> std::optional<std::string> {
      remark("value", Severity::error, sheet_.place(cell), std::move(message), std::move(hint));
      return std::nullopt;
    };
    if (type == CellType::money) {
      if (text == "-" || text == "—" || text == "/") return std::nullopt;
      const auto money = Money::parse(text, unit_);
      return money ? std::optional(money->to_wan())
                   : refuse(money.error().message, fmt::format("只填数，单位是{}", money_unit_label(unit_)));
    }
    if (type == CellType::points) {
      const auto points = read_points(text, sheet_.place(cell), reading_.findings);
      return points ? std::optional(points->to_short())
                    : refuse(fmt::format("分值“{}”不能读取", text), "填数，如 10 或 7.5");
    }
    if (type == CellType::sign) {
      const auto op = parse_operator(text);
      return op ? std::optional(std::string(enum_label(*op)))
                : refuse(fmt::format("性质“{}”不认识", text), "填 ≥、>、=、<、≤ 或 定性");
    }
    if (type == CellType::number && !parse_decimal(text))
      return refuse(fmt::format("“{}”不是数", text), "填数");
    return text;
  }

  std::optional<FormValue> value_of(const XlsxCell* cell, CellType type) {
    auto text = text_of(cell);
    if (!text) return std::nullopt;
    text = typed(type, *cell, std::move(*text));
    if (!text) return std::nullopt;
    return FormValue{std::move(*text), sheet_.place(*cell)};
  }

  /// Whether a text is printed on the form, so that it is nobody's value.
  bool is_printed(std::string_view text) const {
    if (labels_.fields.find(text) != nullptr || labels_.fund_columns.find(text) != nullptr ||
        labels_.fund_rows.find(text) != nullptr)
      return true;
    return labels_.sides.contains(label_key(text));
  }

  const XlsxCell* right_of(const XlsxCell& label) const {
    const std::uint32_t behind = sheet_.last_column(label);
    for (const XlsxCell* cell : sheet_.row(label.row)) {
      if (cell->column > behind) return is_printed(cell->text) ? nullptr : cell;
    }
    return nullptr;
  }

  const XlsxCell* below(const XlsxCell& label) const {
    const XlsxCell* cell = sheet_.shown(sheet_.last_row(label) + 1, label.column);
    return cell == nullptr || is_printed(cell->text) ? nullptr : cell;
  }

  std::string place_at(std::uint32_t row, std::uint32_t column) const {
    return fmt::format("{}!{}", sheet_.sheet().name, cell_name(row, column));
  }

  bool in_table(std::uint32_t row) const {
    return std::ranges::any_of(spans_,
                               [&](const auto& span) { return row >= span.first && row <= span.second; });
  }

  /// "金额单位：万元", "项目资金（万元）", "单位：元"; without any, 万元.
  void read_money_unit() {
    for (const XlsxCell& cell : sheet_.sheet().cells) {
      if (cell.row > heads_["indicators"].row) return;
      const std::string key = label_key(cell.text);
      const bool about_money = key.find("单位") != std::string::npos || key.find("资金") != std::string::npos;
      if (!about_money || count_characters(key) > 20) continue;
      if (key.ends_with("万元") || key.ends_with("万元)")) return;
      if (key.ends_with("单位元") || key.ends_with("(元)") || key.ends_with("单位元)")) {
        unit_ = MoneyUnit::yuan;
        return;
      }
    }
  }

  void read_year(const XlsxCell& cell) {
    const std::string key = label_key(cell.text);
    const auto at = key.find("年度");
    if (at == std::string::npos || at < 4 || reading_.data.fields.contains("year")) return;
    const auto year = FiscalYear::parse(key.substr(at - 4, 4));
    if (year) reading_.data.fields["year"] = {key.substr(at - 4, 4), sheet_.place(cell)};
  }

  void read_fields() {
    std::map<std::string, int> seen;
    for (const XlsxCell& cell : sheet_.sheet().cells) {
      if (in_table(cell.row)) continue;
      read_year(cell);
      const auto* first = labels_.fields.find(cell.text);
      if (first == nullptr || first->place == TemplateField::Place::same_cell) continue;
      const int nth = ++seen[label_key(cell.text)];
      const auto* field = nth_field(cell.text, nth, *first);
      if (field == nullptr || reading_.data.fields.contains(field->field)) continue;
      const bool is_below = field->place == TemplateField::Place::below;
      const XlsxCell* cell_of_value = is_below ? below(cell) : right_of(cell);
      reading_.data.places.try_emplace(field->field, cell_of_value != nullptr ? sheet_.place(*cell_of_value)
                                                     : is_below
                                                         ? place_at(sheet_.last_row(cell) + 1, cell.column)
                                                         : place_at(cell.row, sheet_.last_column(cell) + 1));
      if (auto value = value_of(cell_of_value, field->type))
        reading_.data.fields[field->field] = std::move(*value);
    }
  }

  /// Of the fields that share a label, the one for its nth appearance.
  const TemplateField* nth_field(std::string_view text, int nth, const TemplateField& first) const {
    for (const auto& field : form_.fields) {
      if (field.nth == nth && field.labels == first.labels) return &field;
    }
    return nth == 1 || std::ranges::none_of(
                           form_.fields, [&](const auto& f) { return f.nth > 1 && is_label(f.labels, text); })
               ? &first
               : nullptr;
  }

  void read_funds() {
    if (form_.fund_columns.empty()) return;
    const TableHead funds = find_table(sheet_, labels_.fund_columns, heads_["indicators"].row - 1);
    if (funds.row == 0) {
      remark("no_funds", Severity::warning, sheet_.sheet().name, "没有找到项目资金表", "用系统导出的表样");
      return;
    }
    for (std::uint32_t row = funds.row + 1; row < heads_["indicators"].row; ++row) {
      for (const XlsxCell* label : sheet_.row(row)) {
        const auto* of_row = labels_.fund_rows.find(label->text);
        if (of_row == nullptr) continue;
        for (const auto& column : form_.fund_columns) {
          const auto type = column.field == "rate"                                ? CellType::text
                            : column.field == "weight" || column.field == "score" ? CellType::points
                                                                                  : CellType::money;
          const XlsxCell* cell = cell_in(row, funds.columns, column.field);
          if (cell == nullptr || trim(cell->text) == "—") continue;
          if (auto value = value_of(cell, type))
            reading_.data.fields[of_row->field + "." + column.field] = std::move(*value);
        }
        break;
      }
    }
  }

  const XlsxCell* cell_in(std::uint32_t row, const TableColumns& columns, std::string_view field) const {
    const auto range = columns.find(field);
    if (range == columns.end()) return nullptr;
    for (std::uint32_t column = range->second.first; column <= range->second.second; ++column) {
      if (const XlsxCell* cell = sheet_.shown(row, column)) return cell;
    }
    return nullptr;
  }

  /// A row that begins with an end label or with the label of another part.
  bool ends_table(std::uint32_t row, const TemplateTable& table) const {
    for (const XlsxCell* cell : sheet_.row(row)) {
      if (is_label(table.end_labels, cell->text)) return true;
      const auto* field = labels_.fields.find(cell->text);
      if (field != nullptr && field->place != TemplateField::Place::same_cell) return true;
      for (const auto& [name, other] : heads_) {
        if (other.row == row) return true;
      }
      if (!is_printed(cell->text)) return false;
    }
    return false;
  }

  void read_table(const std::string& name, const TemplateTable& table) {
    const TableHead& head = heads_[name];
    auto& lines = reading_.data.tables[name];
    if (head.row == 0) {
      remark("no_table", Severity::error, sheet_.sheet().name,
             fmt::format("没有找到“{}”的表头", table.columns.front().labels.front()), "用系统导出的表样");
      return;
    }
    auto& place = reading_.data.table_places[name];
    place.head = head.row;
    for (const auto& [column, range] : head.columns) place.columns.emplace(column, range.first);
    std::map<std::string, FormValue> above;
    std::uint32_t row = head.row + 1;
    for (; row <= sheet_.last_row() && !ends_table(row, table); ++row) {
      FormLine line = read_line(row, head, table, above);
      if (line.empty()) continue;
      check_line(line, row, table);
      lines.push_back(std::move(line));
      place.rows.push_back(row);
    }
    spans_.push_back({head.row, row - 1});
  }

  /// Empty when nothing of its own is filled in; values that go down from above do not make a line.
  FormLine read_line(std::uint32_t row, const TableHead& head, const TemplateTable& table,
                     std::map<std::string, FormValue>& above) {
    FormLine line;
    bool own = false;
    bool outer_changed = false;
    for (const auto& column : table.columns) {
      auto value = value_of(cell_in(row, head.columns, column.field), column.type);
      if (column.fill_down) {
        if (value) {
          outer_changed = outer_changed || above[column.field].text != value->text;
          above[column.field] = *value;
        } else if (outer_changed) {
          above.erase(column.field);
        }
        if (const auto kept = above.find(column.field); kept != above.end())
          line[column.field] = kept->second;
        continue;
      }
      if (!value) continue;
      own = true;
      line[column.field] = std::move(*value);
    }
    if (own) without_unit_twice(line, row, head);
    return own ? line : FormLine{};
  }

  /// A number shown as 95% beside the unit % is 95: spreadsheets make a percentage of what is typed with a %.
  void without_unit_twice(FormLine& line, std::uint32_t row, const TableHead& head) const {
    const auto unit = line.find("unit");
    if (unit == line.end() || unit->second.text != "%") return;
    for (auto& [column, value] : line) {
      const XlsxCell* cell = cell_in(row, head.columns, column);
      if (cell != nullptr && cell->kind == CellKind::percent && value.text.ends_with('%'))
        value.text.pop_back();
    }
  }

  void check_line(const FormLine& line, std::uint32_t row, const TemplateTable& table) {
    for (const auto& column : table.columns) {
      if (!column.required || line.contains(column.field)) continue;
      const auto range = columns_place(table, column.field);
      remark("missing", Severity::error, place_at(row, range),
             fmt::format("没有填“{}”", column.labels.front()), "填上，或删掉这一行");
    }
  }

  std::uint32_t columns_place(const TemplateTable& table, std::string_view field) const {
    for (const auto& [name, head] : heads_) {
      if (&form_.tables.at(name) == &table) {
        const auto found = head.columns.find(field);
        if (found != head.columns.end()) return found->second.first;
      }
    }
    return 1;
  }

  void check_required() {
    for (const auto& field : form_.fields) {
      if (!field.required || reading_.data.fields.contains(field.field)) continue;
      std::string where = reading_.data.place(field.field);
      if (where.empty()) where = sheet_.sheet().name;
      remark("missing", Severity::error, std::move(where), fmt::format("没有填“{}”", field.labels.front()),
             "填上");
    }
  }

  const FormSheet& sheet_;
  const FormTemplate& form_;
  const FormLabels& labels_;
  std::map<std::string, TableHead> heads_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans_;  ///< rows of tables, heads included
  MoneyUnit unit_ = MoneyUnit::wan;
  FormDataReading reading_;
};

/// A layout with its labels looked up, and how a sheet answers to it.
struct KnownLayout {
  explicit KnownLayout(const FormTemplate& layout) : form(&layout), labels(layout) {}

  TableHead indicators(const FormSheet& view) const {
    return find_table(view, labels.tables.at("indicators"), view.last_row());
  }
  /// How much of the layout the sheet has: heads of its tables, and its title.
  int fit(const FormSheet& view) const {
    int fit = 0;
    for (const auto& [name, table] : form->tables)
      fit += find_table(view, labels.tables.at(name), view.last_row()).row != 0 ? 1 : 0;
    const auto title = label_key(form->title);
    return fit + (std::ranges::any_of(view.sheet().cells,
                                      [&](const XlsxCell& cell) { return label_key(cell.text) == title; })
                      ? 1
                      : 0);
  }

  const FormTemplate* form;
  FormLabels labels;
};

}  // namespace

Result<std::vector<FormDataReading>> read_form_data(const XlsxWorkbook& workbook, std::string_view file,
                                                    std::span<const FormTemplate> forms) {
  std::vector<FormDataReading> readings;
  const std::vector<KnownLayout> layouts(forms.begin(), forms.end());
  Findings missing, hidden;
  const bool all_hidden = std::ranges::all_of(workbook.sheets, &XlsxSheet::hidden);
  for (const auto& sheet : workbook.sheets) {
    if (is_stamp(sheet)) continue;
    const FormSheet view(sheet);
    const auto& layout =
        *std::ranges::max_element(layouts, {}, [&](const KnownLayout& one) { return one.fit(view); });
    const TableHead head = layout.indicators(view);
    if (head.row == 0)
      missing.push_back(
          {"form.layout", Severity::error,
           fmt::format("没有“{}”的指标表头，缺少列：{}", layout.form->title, fmt::join(head.missing, "、")),
           sheet.name, "用系统导出的表样，不要改表头"});
    else if (sheet.hidden && !all_hidden)
      hidden.push_back({"form.hidden", Severity::info, fmt::format("隐藏的工作表“{}”没有读", sheet.name),
                        sheet.name, "要交这张表，请取消隐藏"});
    else
      readings.push_back(FormDataSheet(view, file, *layout.form, layout.labels, head).read());
  }
  if (!readings.empty()) {
    std::ranges::move(hidden, std::back_inserter(readings.front().findings));
    return readings;
  }
  std::ranges::move(hidden, std::back_inserter(missing));
  std::string titles;
  for (const auto& form : forms) titles += fmt::format("{}“{}”", titles.empty() ? "" : "或", form.title);
  return fail(ErrorCode::invalid, fmt::format("{}：不是{}的表样", file, titles), std::move(missing));
}

Result<std::vector<FormDataReading>> read_form_data(const XlsxWorkbook& workbook, std::string_view file,
                                                    const FormTemplate& form) {
  return read_form_data(workbook, file, std::span(&form, 1));
}

}  // namespace jiheng::io
