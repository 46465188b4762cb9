#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "app/goal_workbook_form.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "model/operator_text.h"

namespace jiheng::app {
namespace {

std::string fund_field(FundType type) { return fmt::format("fund_{}", enum_code(type)); }

}  // namespace

std::string as_in_a_cell(std::string_view text) {
  return std::string(trim(replace_all(std::string(text), "\r\n", "\n")));
}

std::string SectionSaid::cell_of(std::string_view pointer) const {
  for (std::string at(pointer);; at.resize(at.rfind('/'))) {
    if (const auto found = where.find(at); found != where.end()) return found->second;
    if (at.rfind('/') == std::string::npos || at.rfind('/') == 0) break;
  }
  const auto whole = where.find("");
  return whole == where.end() ? std::string() : whole->second;
}

namespace {

/// Reads one line of the indicator table over the stored row that it is.
class RowSaid {
 public:
  RowSaid(const io::FormData& data, const io::FormLine& line, std::size_t at, const GoalRow* stored,
          SectionSaid& said)
      : data_(data), line_(line), at_(at), stored_(stored), said_(said) {}

  void write(JsonWriter& writer) {
    writer.begin_object().key("id");
    if (stored_ == nullptr || stored_->id == 0)
      writer.null();
    else
      writer.string(std::to_string(stored_->id));
    said_.where[fmt::format("/rows/{}", at_)] = data_.place("indicators", at_, "name");
    static const GoalRow kNew;
    const GoalRow& before = stored_ == nullptr ? kNew : *stored_;
    text(writer, "level1", before.level1);
    text(writer, "level2", before.level2);
    text(writer, "name", before.name);
    text(writer, "target", before.target);
    text(writer, "target_medium", before.target_medium);
    text(writer, "unit", before.unit);
    // A row's relation always stands in its record: an empty cell does not take it away.
    const auto op = parse_operator(cell("op"));
    keep(writer, "op",
         op          ? std::string(enum_code(*op))
         : before.op ? std::string(enum_code(*before.op))
                     : "");
    if (asks_for("weight")) {
      const auto weight = Score::parse(cell("weight"));
      const bool nothing = !weight || (weight->hundredths() == 0 && !before.weight);
      keep(writer, "weight", nothing ? std::string() : weight->to_short());
    }
    if (asks_for("core")) core(writer);
    writer.end_object();
  }

 private:
  bool asks_for(std::string_view column) const {
    const auto place = data_.table_places.find("indicators");
    return place != data_.table_places.end() && place->second.columns.contains(column);
  }
  std::string cell(std::string_view column) const {
    const auto found = line_.find(column);
    return found == line_.end() ? std::string() : as_in_a_cell(found->second.text);
  }
  void keep(JsonWriter& writer, std::string_view column, const std::string& value) {
    writer.member(column, value);
    said_.where[fmt::format("/rows/{}/{}", at_, column)] = data_.place("indicators", at_, column);
  }
  void text(JsonWriter& writer, std::string_view column, const std::string& stored) {
    if (!asks_for(column)) return;
    const auto said = cell(column);
    keep(writer, column, said == as_in_a_cell(stored) ? stored : said);
  }
  void core(JsonWriter& writer) {
    static constexpr std::array<std::string_view, 6> kYes{"★", "☆", "是", "√", "核心", "1"};
    static constexpr std::array<std::string_view, 5> kNo{"", "否", "×", "0", "—"};
    const auto said = cell("core");
    const bool yes = std::ranges::count(kYes, said) > 0;
    if (!yes && std::ranges::count(kNo, said) == 0)
      said_.findings.push_back({"workbook.core", Severity::error, fmt::format("核心“{}”不认识", said),
                                data_.place("indicators", at_, "core"), "核心指标填 ★，其余不填"});
    writer.key("core").boolean(yes);
    said_.where[fmt::format("/rows/{}/core", at_)] = data_.place("indicators", at_, "core");
  }

  const io::FormData& data_;
  const io::FormLine& line_;
  std::size_t at_;
  const GoalRow* stored_;
  SectionSaid& said_;
};

/// Reads one form over the one there is.
class FormSaid {
 public:
  FormSaid(const io::FormData& data, const GoalForm& before, bool new_tasks)
      : data_(data), before_(before), new_tasks_(new_tasks) {}

  std::vector<SectionSaid> read() {
    texts("header");
    if (before_.kind == FormKind::department)
      std::ranges::move(tasks_said(data_, before_, new_tasks_), std::back_inserter(sections_));
    else
      money();
    texts("text");
    indicators();
    return std::move(sections_);
  }

 private:
  SectionSaid& begin(std::string_view section) {
    sections_.push_back({std::string(section), {}, {{"", data_.sheet}}, {}});
    return sections_.back();
  }

  bool asks_for(std::string_view field) const { return data_.places.contains(field); }

  void texts(std::string_view section) {
    auto& said = begin(section);
    JsonWriter writer;
    writer.begin_object().key("fields").begin_object();
    for (const auto& field : form_texts(before_.kind)) {
      const auto name = layout_name(field.name);
      if (field.section != section || !asks_for(name)) continue;
      const auto& stored = before_.*field.member;
      const auto text = data_.text(name);
      // What only lost its blanks on the way is what it was.
      writer.member(field.name, as_in_a_cell(stored) == as_in_a_cell(text) ? stored : as_in_a_cell(text));
      said.where[fmt::format("/fields/{}", field.name)] = data_.place(name);
    }
    said.json = writer.end_object().end_object().take();
  }

  std::optional<Money> amount(std::string_view field) const {
    const auto text = data_.text(field);
    if (text.empty()) return std::nullopt;
    const auto money = Money::parse(text, MoneyUnit::wan);
    return money ? std::optional(*money) : std::nullopt;  // the reader has told what is none
  }

  void money() {
    auto& said = begin("money");
    GoalForm after = before_;
    JsonWriter writer;
    writer.begin_object().key("fields").begin_object();
    for (const auto& field : form_amounts()) {
      if (!asks_for(field.name)) continue;
      writer.key(field.name);
      const auto value = amount(field.name);
      if (value)
        writer.integer(value->fen());
      else
        writer.null();
      said.where[fmt::format("/fields/{}", field.name)] = data_.place(field.name);
    }
    bool split = false;
    for (const auto& type : enum_table(FundType{})) {
      if (!asks_for(fund_field(type.value))) continue;
      split = true;
      fund(type.value, after, said);
    }
    writer.key("lines").begin_list();
    for (const auto& line : after.lines) {
      writer.begin_object().member("fund_type", enum_code(line.fund_type));
      writer.member("fund_tag", enum_code(line.fund_tag)).member("amount", line.amount.fen()).end_object();
    }
    said.json = writer.end_list().end_object().end_object().take();
    if (const auto place = data_.place("year_total"); !place.empty()) said.where[""] = place;
    check_sums(sums_of(after), split, said);
  }

  /// One cell for all lines of a kind of money: it can only say what becomes of a single one.
  void fund(FundType type, GoalForm& after, SectionSaid& said) {
    Money stored;
    int lines = 0;
    for (const auto& line : before_.lines) {
      if (line.fund_type != type) continue;
      stored = add(stored, line.amount).value_or(stored);
      ++lines;
    }
    const auto told = amount(fund_field(type));
    if (told.value_or(Money()) == stored) return;
    const auto place = data_.place(fund_field(type));
    if (lines > 1) {
      said.findings.push_back(
          {"workbook.tagged_money", Severity::error,
           fmt::format("“{}”在系统里分 {} 行（有标签），表里只有一个合计，不能分到各行", enum_label(type),
                       lines),
           place, fmt::format("合计 {} 万元没有变就照原样填；要改请在网页的资金表里改", stored.to_wan())});
      return;
    }
    if (!told || told->fen() == 0) {
      std::erase_if(after.lines, [&](const MoneyLine& line) { return line.fund_type == type; });
    } else if (lines == 1) {
      std::ranges::find(after.lines, type, &MoneyLine::fund_type)->amount = *told;
    } else {
      after.lines.push_back({type, FundTag::none, *told});
    }
    said.where["/fields/lines"] = place;
  }

  /// The sums are the program's; a form that says others is wrong in one of the two places.
  void check_sums(const MoneySums& sums, bool split, SectionSaid& said) const {
    const std::pair<std::string_view, Money> told[] = {
        {"year_total", sums.total}, {"year_fiscal", sums.fiscal}, {"year_other", sums.other}};
    for (const auto& [field, sum] : told) {
      const auto value = amount(field);
      if (!value || *value == sum) continue;
      said.findings.push_back(
          {"workbook.sum", Severity::error,
           fmt::format("{}填的是 {} 万元，各资金性质相加是 {} 万元",
                       field == "year_total"    ? "年度资金总额"
                       : field == "year_fiscal" ? "年度财政拨款"
                                                : "年度其他资金",
                       value->to_wan(), sum.to_wan()),
           data_.place(field),
           split ? "改成一致：总额由各资金性质相加得出" : "表里没有按资金性质分列，请用系统导出的表样"});
    }
  }

  /// The stored row of each line; nullptr for new ones.
  std::vector<const GoalRow*> match(const std::vector<io::FormLine>& lines) const {
    std::vector<const GoalRow*> rows(lines.size(), nullptr);
    std::vector<const GoalRow*> left;
    for (const auto& row : before_.rows) left.push_back(&row);
    const auto pair_up = [&](const auto& same) {
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (rows[i] != nullptr) continue;
        const auto found =
            std::ranges::find_if(left, [&](const GoalRow* row) { return same(lines[i], *row); });
        if (found == left.end()) continue;
        rows[i] = *found;
        left.erase(found);
      }
    };
    const auto is = [](const io::FormLine& line, std::string_view column, const std::string& stored) {
      const auto found = line.find(column);
      return (found == line.end() ? std::string() : as_in_a_cell(found->second.text)) == as_in_a_cell(stored);
    };
    pair_up([&](const auto& line, const GoalRow& row) {
      return is(line, "name", row.name) && is(line, "level2", row.level2);
    });
    pair_up([&](const auto& line, const GoalRow& row) { return is(line, "name", row.name); });
    pair_up([&](const auto& line, const GoalRow& row) {
      return !row.target.empty() && is(line, "level2", row.level2) && is(line, "target", row.target) &&
             is(line, "unit", row.unit);
    });
    return rows;
  }

  void indicators() {
    const auto table = data_.tables.find("indicators");
    if (table == data_.tables.end()) return;
    const auto& lines = table->second;
    auto& said = begin("indicators");
    said.where[""] = said.where["/rows"] = data_.place("indicators", lines.size(), "name");
    if (lines.empty()) {
      if (before_.rows.empty()) return;
      said.findings.push_back({"workbook.no_rows", Severity::warning,
                               fmt::format("指标表没有填，系统里的 {} 行没有动", before_.rows.size()),
                               said.where[""], "要删除指标，请在网页里删"});
      return;
    }
    const auto stored = match(lines);
    JsonWriter writer;
    writer.begin_object().key("rows").begin_list();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      RowSaid(data_, lines[i], i, stored[i], said).write(writer);
    }
    said.json = writer.end_list().end_object().take();
  }

  const io::FormData& data_;
  const GoalForm& before_;
  bool new_tasks_;
  std::vector<SectionSaid> sections_;
};

}  // namespace

std::vector<SectionSaid> sections_said(const io::FormData& data, const GoalForm& before, bool new_tasks) {
  return FormSaid(data, before, new_tasks).read();
}

std::string cell_of_field(const io::FormData& data, std::string_view field) {
  const auto parts = split(field, '/');
  if (parts.size() == 3 && parts[0] == "indicators")
    return data.place("indicators",
                      static_cast<std::size_t>(std::strtoul(std::string(parts[1]).c_str(), nullptr, 10)),
                      parts[2]);
  if (field == "money/lines") return data.place(data.form == kGoalForm ? "year_total" : "sum_total");
  const auto place = parts.size() == 2 ? data.place(layout_name(parts[1])) : std::string();
  return place.empty() ? data.sheet : place;
}

}  // namespace jiheng::app
