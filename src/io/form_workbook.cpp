#include "io/form_workbook.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "io/form_sheet.h"
#include "io/form_value.h"
#include "model/operator_text.h"

namespace jiheng::io {
namespace {

/// Columns of an inner table: field → first and last column of its header cell.
using ColumnMap = std::map<std::string, std::pair<std::uint32_t, std::uint32_t>, std::less<>>;

ColumnMap match_header(const FormSheet& sheet, std::uint32_t row, const std::vector<LabelField>& fields) {
  ColumnMap columns;
  for (const XlsxCell* cell : sheet.row(row)) {
    const LabelField* field = find_label(fields, cell->text);
    if (field != nullptr) columns.try_emplace(field->field, cell->column, sheet.last_column(*cell));
  }
  return columns;
}

std::vector<std::string> missing_columns(const ColumnMap& columns, const std::vector<LabelField>& fields) {
  std::vector<std::string> missing;
  for (const auto& field : fields) {
    if (field.required && !columns.contains(field.field))
      missing.push_back(field.labels.empty() ? field.field : field.labels.front());
  }
  return missing;
}

struct HeaderRow {
  std::uint32_t row = 0;  ///< 0: not found
  ColumnMap columns;
  std::vector<std::string> missing;  ///< of the best row
};

/// The first row that has every required column of a table before `end`.
HeaderRow find_header(const FormSheet& sheet, const std::vector<LabelField>& fields, std::uint32_t end) {
  HeaderRow best;
  best.missing = missing_columns({}, fields);
  for (std::uint32_t row = 1; row <= end; ++row) {
    ColumnMap columns = match_header(sheet, row, fields);
    if (columns.empty()) continue;
    auto missing = missing_columns(columns, fields);
    if (missing.empty()) return {row, std::move(columns), {}};
    if (missing.size() < best.missing.size()) best.missing = std::move(missing);
  }
  return best;
}

/// Reads one sheet whose indicator header is known.
class SheetForm {
 public:
  SheetForm(const FormSheet& sheet, std::string_view file, const FormLayout& layout, const HeaderRow& header)
      : sheet_(sheet), layout_(layout), header_(header) {
    form_.file = file;
    form_.where = sheet.sheet().name;
  }

  FormReading read() {
    read_head_fields();
    read_money_unit();
    read_funds();
    const std::uint32_t end = read_indicators();
    read_foot(end);
    return std::move(reading_);
  }

 private:
  void remark(std::string_view rule, Severity severity, const XlsxCell& cell, std::string message) {
    reading_.findings.push_back(
        {fmt::format("form.{}", rule), severity, std::move(message), sheet_.place(cell), {}});
  }

  /// The cell's text; empty, with a finding, when it shows an error or was never computed.
  std::optional<std::string> text_of(const XlsxCell* cell);
  const XlsxCell* cell_in(std::uint32_t row, const ColumnMap& columns, std::string_view field) const;
  const XlsxCell* right_of(const XlsxCell& label) const;
  const XlsxCell* below(const XlsxCell& label) const;
  /// "自评表!E12"; empty for no cell.
  std::string place_of(const XlsxCell* cell) const { return cell == nullptr ? "" : sheet_.place(*cell); }
  std::optional<Score> points_of(const XlsxCell* cell);
  std::optional<Money> amount_of(const XlsxCell* cell);
  bool is_any_label(std::string_view text) const;
  void set_field(std::string_view field, const XlsxCell& label, const XlsxCell* value);
  void set_year(const XlsxCell& cell);
  void set_project(std::string text);
  void read_head_fields();
  void read_money_unit();
  void read_funds();
  void read_fund_row(const LabelField& field, const XlsxCell& label, const ColumnMap& columns);
  void read_rate(const XlsxCell* cell);
  std::uint32_t read_indicators();
  bool ends_table(std::uint32_t row) const;
  void read_indicator(std::uint32_t row);
  void read_foot(std::uint32_t begin);

  const FormSheet& sheet_;
  const FormLayout& layout_;
  const HeaderRow& header_;
  FormReading reading_;
  SelfEvaluationForm& form_ = reading_.form;
  std::string level1_;
  std::string level2_;
};

std::optional<std::string> SheetForm::text_of(const XlsxCell* cell) {
  if (cell == nullptr) return std::nullopt;
  if (cell->kind == CellKind::error) {
    remark("cell_error", Severity::error, *cell,
           cell->text.empty() ? "公式没有保存计算结果，请用表格软件打开并保存一次"
                              : fmt::format("单元格是错误值 {}", cell->text));
    return std::nullopt;
  }
  std::string text = form_text(*cell);
  return text.empty() ? std::nullopt : std::optional<std::string>(std::move(text));
}

const XlsxCell* SheetForm::cell_in(std::uint32_t row, const ColumnMap& columns,
                                   std::string_view field) const {
  const auto range = columns.find(field);
  if (range == columns.end()) return nullptr;
  for (std::uint32_t column = range->second.first; column <= range->second.second; ++column) {
    if (const XlsxCell* cell = sheet_.shown(row, column)) return cell;
  }
  return nullptr;
}

bool SheetForm::is_any_label(std::string_view text) const {
  return find_label(layout_.header, text) != nullptr || find_label(layout_.footer, text) != nullptr;
}

const XlsxCell* SheetForm::right_of(const XlsxCell& label) const {
  const std::uint32_t behind = sheet_.last_column(label);
  for (const XlsxCell* cell : sheet_.row(label.row)) {
    if (cell->column <= behind) continue;
    return is_any_label(cell->text) ? nullptr : cell;
  }
  return nullptr;
}

const XlsxCell* SheetForm::below(const XlsxCell& label) const {
  const XlsxCell* cell = sheet_.shown(sheet_.last_row(label) + 1, label.column);
  const bool inside = cell != nullptr && cell->row < header_.row;
  return inside && !is_any_label(cell->text) ? cell : nullptr;
}

std::optional<Score> SheetForm::points_of(const XlsxCell* cell) {
  const auto text = text_of(cell);
  if (!text) return std::nullopt;
  const auto score = read_points(*text, sheet_.place(*cell), reading_.findings);
  if (score) return *score;
  remark("value", Severity::error, *cell, fmt::format("分数“{}”不能读取：{}", *text, score.error().message));
  return std::nullopt;
}

std::optional<Money> SheetForm::amount_of(const XlsxCell* cell) {
  const auto text = text_of(cell);
  if (!text || *text == "-" || *text == "—" || *text == "/") return std::nullopt;
  const auto money = Money::parse(*text, form_.money_unit.value_or(MoneyUnit::wan));
  if (money) return *money;
  remark("value", Severity::error, *cell, money.error().message);
  return std::nullopt;
}

void SheetForm::set_year(const XlsxCell& cell) {
  const std::string key = label_key(cell.text);
  const auto at = key.find("年度");
  if (form_.year || at == std::string::npos || at < 4) return;
  const auto year = FiscalYear::parse(key.substr(at - 4, 4));
  if (year) form_.year = *year;
}

/// "51000021R000000019951-工资性支出": the code stands in front of the name.
void SheetForm::set_project(std::string text) {
  std::size_t length = 0;
  while (length < text.size() &&
         ((text[length] >= '0' && text[length] <= '9') || (text[length] >= 'A' && text[length] <= 'Z')))
    ++length;
  if (length >= 20) {
    form_.project_code = text.substr(0, length);
    text.erase(0, std::min(text.find_first_not_of("-_ ", length), text.size()));
  }
  form_.project_name = std::move(text);
}

void SheetForm::set_field(std::string_view field, const XlsxCell& label, const XlsxCell* value) {
  auto text = text_of(value);
  if (!text) return;
  const std::map<std::string_view, std::string SelfEvaluationForm::*> kTexts{
      {"department", &SelfEvaluationForm::department},
      {"unit", &SelfEvaluationForm::unit},
      {"leader", &SelfEvaluationForm::leader},
      {"phone", &SelfEvaluationForm::phone},
      {"goal_expected", &SelfEvaluationForm::goal_expected},
      {"goal_actual", &SelfEvaluationForm::goal_actual},
      {"note", &SelfEvaluationForm::note}};
  if (field == "project_name") {
    if (form_.project_name.empty()) set_project(std::move(*text));
  } else if (field == "claimed_total") {
    form_.claimed_total = points_of(value);
    form_.places.claimed_total = place_of(value);
  } else if (field == "claimed_grade") {
    const Grade* grade = find_enum<Grade>(*text);
    if (grade != nullptr) form_.claimed_grade = *grade;
    form_.places.claimed_grade = place_of(value);
    if (grade == nullptr)
      remark("value", Severity::warning, label, fmt::format("等级“{}”应为 优、良、中、差", *text));
  } else if (const auto member = kTexts.find(field);
             member != kTexts.end() && (form_.*member->second).empty()) {
    form_.*member->second = std::move(*text);
  }
}

void SheetForm::read_head_fields() {
  for (const XlsxCell& cell : sheet_.sheet().cells) {
    if (cell.row >= header_.row) break;
    set_year(cell);
    const LabelField* field = find_label(layout_.header, cell.text);
    if (field == nullptr || field->place == LabelPlace::same_cell) continue;
    set_field(field->field, cell, field->place == LabelPlace::right ? right_of(cell) : below(cell));
  }
  if (form_.project_name.empty()) {
    reading_.findings.push_back(
        {"form.no_project", Severity::warning, "没有找到项目名称", sheet_.sheet().name, {}});
  }
}

/// "金额单位：万元", "项目资金（万元）", "单位：元".
void SheetForm::read_money_unit() {
  for (const XlsxCell& cell : sheet_.sheet().cells) {
    if (cell.row >= header_.row) break;
    const std::string key = label_key(cell.text);
    const bool about_money = key.find("单位") != std::string::npos || key.find("资金") != std::string::npos ||
                             key.find("预算数") != std::string::npos;
    if (!about_money || count_characters(key) > 20) continue;
    if (key.ends_with("万元") || key.ends_with("万元)"))
      form_.money_unit = MoneyUnit::wan;
    else if (key.ends_with("单位元") || key.ends_with("(元)") || key.ends_with("单位元)"))
      form_.money_unit = MoneyUnit::yuan;
    if (form_.money_unit) return;
  }
}

void SheetForm::read_rate(const XlsxCell* cell) {
  const auto text = text_of(cell);
  if (!text) return;
  const auto rate = Ratio::parse_percent(*text);
  if (!rate) return remark("value", Severity::warning, *cell, rate.error().message);
  // Without a per-cent sign, 1 or 0.97 is the share itself.
  const bool share = text->find('%') == std::string::npos && *rate <= Ratio::from_ppm(10'000);
  form_.execution_rate = share ? Ratio::of(rate->num() * 100, rate->den()).value_or(*rate) : *rate;
}

void SheetForm::read_fund_row(const LabelField& field, const XlsxCell& label, const ColumnMap& columns) {
  FormAmounts amounts;
  amounts.label = trim(label.text);
  amounts.where = sheet_.place(label);
  const auto cell = [&](std::string_view name) { return cell_in(label.row, columns, name); };
  amounts.initial = amount_of(cell("initial"));
  amounts.adjusted = amount_of(cell("adjusted"));
  amounts.executed = amount_of(cell("executed"));
  amounts.places = {place_of(cell("initial")), place_of(cell("adjusted")), place_of(cell("executed"))};
  if (field.field != "total") {
    form_.parts.push_back(std::move(amounts));
    return;
  }
  form_.total = std::move(amounts);
  form_.execution_weight = points_of(cell("weight"));
  form_.execution_claimed = points_of(cell("score"));
  form_.places.execution_weight = place_of(cell("weight"));
  form_.places.execution_claimed = place_of(cell("score"));
  read_rate(cell("rate"));
}

void SheetForm::read_funds() {
  const HeaderRow funds = find_header(sheet_, layout_.fund_columns, header_.row - 1);
  if (funds.row == 0) {
    reading_.findings.push_back(
        {"form.no_funds",
         Severity::warning,
         fmt::format("没有找到项目资金表（缺少列：{}）", fmt::join(funds.missing, "、")),
         sheet_.sheet().name,
         {}});
    return;
  }
  std::uint32_t first = funds.columns.begin()->second.first;
  for (const auto& [field, range] : funds.columns) first = std::min(first, range.first);
  for (std::uint32_t row = funds.row + 1; row < header_.row; ++row) {
    for (const XlsxCell* cell : sheet_.row(row)) {
      const LabelField* field = cell->column < first ? find_label(layout_.fund_rows, cell->text) : nullptr;
      if (field != nullptr) read_fund_row(*field, *cell, funds.columns);
    }
  }
  if (form_.total.where.empty())
    form_.total.where = fmt::format("{}!{}", sheet_.sheet().name, cell_name(funds.row, first));
}

bool SheetForm::ends_table(std::uint32_t row) const {
  const auto cells = sheet_.row(row);
  if (cells.empty()) return false;
  return is_label(layout_.end_labels, cells.front()->text) ||
         find_label(layout_.footer, cells.front()->text) != nullptr;
}

void SheetForm::read_indicator(std::uint32_t row) {
  const auto cell = [&](std::string_view field) { return cell_in(row, header_.columns, field); };
  FormIndicator indicator;
  const auto level1 = text_of(cell("level1"));
  if (level1 && *level1 != level1_) level2_.clear();
  if (level1) level1_ = *level1;
  if (const auto level2 = text_of(cell("level2"))) level2_ = *level2;
  indicator.level1 = level1_;
  indicator.level2 = level2_;
  const XlsxCell* name = cell("name");
  indicator.target = text_of(cell("target"));
  indicator.actual = text_of(cell("actual"));
  indicator.name = text_of(name).value_or("");
  if (indicator.name.empty() && !indicator.target && !indicator.actual) return;
  const XlsxCell* place = name != nullptr             ? name
                          : cell("target") != nullptr ? cell("target")
                                                      : cell("actual");
  indicator.where = sheet_.place(*place);
  indicator.places = {place_of(cell("op")),     place_of(cell("target")),  place_of(cell("actual")),
                      place_of(cell("weight")), place_of(cell("claimed")), place_of(cell("reviewed"))};
  if (indicator.name.empty()) remark("no_name", Severity::warning, *place, "指标没有名称");
  if (const auto sign = text_of(cell("op"))) {
    indicator.op = parse_operator(*sign);
    if (!indicator.op)
      remark("value", Severity::error, *cell("op"), fmt::format("性质“{}”应为 ≥、>、=、<、≤ 或 定性", *sign));
  }
  indicator.unit = text_of(cell("unit"));
  indicator.weight = points_of(cell("weight"));
  indicator.claimed = points_of(cell("claimed"));
  indicator.reviewed = points_of(cell("reviewed"));
  indicator.deviation_reason = text_of(cell("deviation_reason")).value_or("");
  std::string stars = replace_all(indicator.name, "☆", "★");
  while (stars.find("★") != std::string::npos && indicator.stars < 9) {
    stars.replace(stars.find("★"), std::string_view("★").size(), "");
    ++indicator.stars;
  }
  if (indicator.stars > 0) indicator.name = trim(stars);
  form_.indicators.push_back(std::move(indicator));
}

std::uint32_t SheetForm::read_indicators() {
  std::uint32_t row = header_.row + 1;
  for (; row <= sheet_.last_row(); ++row) {
    if (ends_table(row)) break;
    read_indicator(row);
  }
  return row;
}

void SheetForm::read_foot(std::uint32_t begin) {
  for (const XlsxCell& cell : sheet_.sheet().cells) {
    if (cell.row < begin) continue;
    const LabelField* field = find_label(layout_.footer, cell.text);
    if (field == nullptr) continue;
    // 总分 stands at the left; what is claimed stands in the same column as the rows' scores.
    const bool in_column = field->field == "claimed_total" && header_.columns.contains("claimed");
    const XlsxCell* value = in_column ? cell_in(cell.row, header_.columns, "claimed") : right_of(cell);
    if (value != &cell) set_field(field->field, cell, value);
  }
}

}  // namespace

Result<std::vector<FormReading>> read_form_workbook(const XlsxWorkbook& workbook, std::string_view file,
                                                    const FormLayout& layout) {
  std::vector<FormReading> readings;
  Findings missing;
  for (const auto& sheet : workbook.sheets) {
    const FormSheet view(sheet);
    const HeaderRow header = find_header(view, layout.indicator_columns, view.last_row());
    if (header.row != 0) {
      readings.push_back(SheetForm(view, file, layout, header).read());
    } else {
      missing.push_back(
          {"form.layout",
           Severity::error,
           fmt::format("没有“{}”的指标表头，缺少列：{}", layout.title, fmt::join(header.missing, "、")),
           sheet.name,
           {}});
    }
  }
  if (!readings.empty()) return readings;
  return fail(ErrorCode::invalid,
              fmt::format("{}：不是“{}”的表样；找的是一行里有 {} 各列的表头", file, layout.title,
                          fmt::join(missing_columns({}, layout.indicator_columns), "、")),
              std::move(missing));
}

}  // namespace jiheng::io
