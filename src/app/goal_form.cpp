#include "app/goal_form.h"

#include <array>

#include "base/json_writer.h"
#include "base/sm3.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::array kFormTexts{
    FormText{"header", "leader", "项目负责人", &GoalForm::leader, 40},
    FormText{"header", "phone", "联系电话", &GoalForm::phone, 40},
    FormText{"header", "project_period", "项目期", &GoalForm::period, 60},
    FormText{"text", "text", "年度总体目标", &GoalForm::text, 1000},
    FormText{"text", "text_medium", "中期目标", &GoalForm::text_medium, 1000},
    FormText{"text", "basis", "立项依据", &GoalForm::basis, 2000},
    FormText{"text", "necessity", "立项必要性", &GoalForm::necessity, 2000},
    FormText{"text", "plan", "实施计划", &GoalForm::plan, 2000},
};
constexpr std::array kFormAmounts{
    FormAmount{"period_total", "实施期资金总额", &GoalForm::period_total},
    FormAmount{"period_fiscal", "实施期财政拨款", &GoalForm::period_fiscal},
    FormAmount{"period_other", "实施期其他资金", &GoalForm::period_other},
};
constexpr std::array<std::string_view, 4> kFormSections{"header", "money", "text", "indicators"};

void write_texts(JsonWriter& writer, const GoalForm& form, std::string_view section) {
  for (const auto& field : kFormTexts) {
    if (field.section == section) writer.member(field.name, form.*field.member);
  }
}

void write_money(JsonWriter& writer, const GoalForm& form) {
  for (const auto& field : kFormAmounts) {
    writer.key(field.name);
    if (const auto& amount = form.*field.member)
      writer.integer(amount->fen());
    else
      writer.null();
  }
  writer.key("lines").begin_list();
  for (const auto& line : form.lines) {
    writer.begin_object().member("fund_type", enum_code(line.fund_type));
    writer.member("fund_tag", enum_code(line.fund_tag)).member("amount", line.amount.fen()).end_object();
  }
  writer.end_list();
}

void write_row(JsonWriter& writer, const GoalRow& row) {
  writer.begin_object().member("id", row.id == 0 ? std::string() : std::to_string(row.id));
  writer.member("level1", row.level1).member("level2", row.level2).member("name", row.name);
  writer.member("op", row.op ? enum_code(*row.op) : std::string_view());
  writer.member("target", row.target).member("target_medium", row.target_medium).member("unit", row.unit);
  writer.member("weight", row.weight ? row.weight->to_short() : std::string());
  writer.key("core").boolean(row.core);
  writer.member("basis", row.basis).member("source", row.source).member("method", row.method);
  writer.member("fixed_by", row.fixed_by).key("fixed_target").boolean(row.fixed_target).end_object();
}

void write_rows(JsonWriter& writer, const GoalForm& form) {
  writer.key("rows").begin_list();
  for (const auto& row : form.rows) write_row(writer, row);
  writer.end_list();
}

void write_section(JsonWriter& writer, const GoalForm& form, std::string_view section) {
  writer.begin_object();
  if (section == "money") write_money(writer, form);
  if (section == "indicators") write_rows(writer, form);
  write_texts(writer, form, section);
  writer.end_object();
}

std::optional<Money> amount_of(const Node* node) {
  if (node == nullptr || node->kind != Node::Kind::number) return std::nullopt;
  return Money::from_fen(std::stoll(node->text));
}

void read_money_node(const Node& node, GoalForm& form) {
  for (const auto& field : kFormAmounts) form.*field.member = amount_of(node.find(field.name));
  form.lines.clear();
  const Node* lines = node.find("lines");
  for (std::size_t i = 0; lines != nullptr && i < lines->items.size(); ++i) {
    const Node& item = lines->items[i];
    MoneyLine line;
    if (const auto* type = find_enum<FundType>(item.text_of("fund_type"))) line.fund_type = *type;
    if (const auto* tag = find_enum<FundTag>(item.text_of("fund_tag"))) line.fund_tag = *tag;
    line.amount = amount_of(item.find("amount")).value_or(Money());
    form.lines.push_back(line);
  }
}

GoalRow read_stored_row(const Node& node) {
  GoalRow row;
  const auto id = node.text_of("id");
  row.id = id.empty() ? 0 : std::stoll(std::string(id));
  row.level1 = node.text_of("level1");
  row.level2 = node.text_of("level2");
  row.name = node.text_of("name");
  if (const auto* op = find_enum<Operator>(node.text_of("op"))) row.op = *op;
  row.target = node.text_of("target");
  row.target_medium = node.text_of("target_medium");
  row.unit = node.text_of("unit");
  if (const auto weight = Score::parse(node.text_of("weight"))) row.weight = *weight;
  row.core = node.text_of("core") == "true";
  row.basis = node.text_of("basis");
  row.source = node.text_of("source");
  row.method = node.text_of("method");
  row.fixed_by = node.text_of("fixed_by");
  row.fixed_target = node.text_of("fixed_target") == "true";
  return row;
}

}  // namespace

std::span<const FormText> form_texts() { return kFormTexts; }
std::span<const FormAmount> form_amounts() { return kFormAmounts; }
std::span<const std::string_view> form_sections() { return kFormSections; }

MoneySums sums_of(const GoalForm& form) {
  MoneySums sums;
  for (const auto& line : form.lines) {
    const bool fiscal = line.fund_type != FundType::fiscal_account && line.fund_type != FundType::unit_funds;
    auto& part = fiscal ? sums.fiscal : sums.other;
    part = add(part, line.amount).value_or(part);
    sums.total = add(sums.total, line.amount).value_or(sums.total);
  }
  return sums;
}

std::string section_json(const GoalForm& form, std::string_view section) {
  JsonWriter writer;
  write_section(writer, form, section);
  return writer.take();
}

std::string section_tag(const GoalForm& form, std::string_view section) {
  constexpr std::size_t kTagLength = 20;
  return to_hex(sm3(section_json(form, section))).substr(0, kTagLength);
}

std::string form_json(const GoalForm& form) {
  JsonWriter writer;
  writer.begin_object();
  for (const auto section : kFormSections) {
    writer.key(section);
    write_section(writer, form, section);
  }
  writer.end_object();
  return writer.take();
}

Result<GoalForm> form_of_json(std::string_view json) {
  const auto tree = parse_json(json, "version");
  if (!tree) return pass(tree);
  GoalForm form;
  for (const auto& field : kFormTexts) {
    if (const Node* section = tree->find(field.section)) form.*field.member = section->text_of(field.name);
  }
  if (const Node* money = tree->find("money")) read_money_node(*money, form);
  const Node* indicators = tree->find("indicators");
  const Node* rows = indicators == nullptr ? nullptr : indicators->find("rows");
  for (std::size_t i = 0; rows != nullptr && i < rows->items.size(); ++i)
    form.rows.push_back(read_stored_row(rows->items[i]));
  return form;
}

std::string money_json(const GoalForm& form) { return section_json(form, "money"); }

void read_money_json(std::string_view json, GoalForm& form) {
  if (const auto tree = parse_json(json, "money")) read_money_node(*tree, form);
}

Filled filled_finance(const GoalForm& form) {
  Filled filled{0, 2};
  if (sums_of(form).total.fen() > 0) ++filled.filled;
  if (form.period_total) ++filled.filled;
  return filled;
}

Filled filled_project(const GoalForm& form) {
  Filled filled;
  for (const auto& field : kFormTexts) {
    if (field.member == &GoalForm::text_medium) continue;  // only projects of several years have one
    ++filled.of;
    if (!trim(form.*field.member).empty()) ++filled.filled;
  }
  ++filled.of;
  bool complete = !form.rows.empty();
  for (const auto& row : form.rows)
    complete = complete && !row.level1.empty() && !row.level2.empty() && !row.name.empty() &&
               !row.target.empty() && row.op && row.weight;
  if (complete) ++filled.filled;
  return filled;
}

Score weight_total(const GoalForm& form) {
  Score total;
  for (const auto& row : form.rows) total = total + row.weight.value_or(Score());
  return total;
}

}  // namespace jiheng::app
