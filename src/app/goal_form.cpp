#include "app/goal_form.h"

#include <algorithm>
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
constexpr std::array kDepartmentTexts{
    FormText{"header", "leader", "负责人", &GoalForm::leader, 40},
    FormText{"header", "phone", "联系电话", &GoalForm::phone, 40},
    FormText{"text", "text", "年度总体目标", &GoalForm::text, 2000},
    FormText{"text", "note", "备注", &GoalForm::note, 1000},
};
constexpr std::array<std::string_view, 4> kFormSections{"header", "money", "text", "indicators"};
constexpr std::array<std::string_view, 5> kDepartmentSections{"header", "tasks", "money", "text",
                                                              "indicators"};

void write_texts(JsonWriter& writer, const GoalForm& form, std::string_view section) {
  for (const auto& field : form_texts(form.kind)) {
    if (field.section == section) writer.member(field.name, form.*field.member);
  }
}

void write_optional(JsonWriter& writer, std::string_view key, const std::optional<Money>& amount) {
  writer.key(key);
  if (amount)
    writer.integer(amount->fen());
  else
    writer.null();
}

void write_task_money(JsonWriter& writer, const GoalForm& form) {
  writer.key("tasks").begin_list();
  for (const auto& row : form.tasks) {
    writer.begin_object().member("number", row.number);
    write_optional(writer, "total", row.total);
    write_optional(writer, "fiscal", row.fiscal);
    write_optional(writer, "other", row.other);
    writer.end_object();
  }
  writer.end_list();
}

void write_tasks(JsonWriter& writer, const GoalForm& form) {
  writer.key("tasks").begin_list();
  for (const auto& row : form.tasks) {
    writer.begin_object().member("number", row.number).member("task", row.task);
    writer.member("content", row.content).end_object();
  }
  writer.end_list();
}

void write_money(JsonWriter& writer, const GoalForm& form) {
  if (form.kind == FormKind::department) return write_task_money(writer, form);
  for (const auto& field : kFormAmounts) write_optional(writer, field.name, form.*field.member);
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
  if (section == "tasks") write_tasks(writer, form);
  if (section == "indicators") write_rows(writer, form);
  write_texts(writer, form, section);
  writer.end_object();
}

std::optional<Money> amount_of(const Node* node) {
  if (node == nullptr || node->kind != Node::Kind::number) return std::nullopt;
  return Money::from_fen(std::stoll(node->text));
}

/// Tasks of a stored version: names from one section, money from the other, by number.
void read_task_nodes(const Node& tree, GoalForm& form) {
  const auto number_of = [](const Node& node) {
    return std::stoll(std::string(node.text_of("number", "0")));
  };
  const Node* tasks = tree.find("tasks");
  const Node* rows = tasks == nullptr ? nullptr : tasks->find("tasks");
  for (std::size_t i = 0; rows != nullptr && i < rows->items.size(); ++i) {
    const Node& node = rows->items[i];
    form.tasks.push_back({number_of(node),
                          std::string(node.text_of("task")),
                          std::string(node.text_of("content")),
                          {},
                          {},
                          {}});
  }
  const Node* money = tree.find("money");
  const Node* amounts = money == nullptr ? nullptr : money->find("tasks");
  for (std::size_t i = 0; amounts != nullptr && i < amounts->items.size(); ++i) {
    const Node& node = amounts->items[i];
    const auto row = std::ranges::find(form.tasks, number_of(node), &TaskRow::number);
    if (row == form.tasks.end()) continue;
    row->total = amount_of(node.find("total"));
    row->fiscal = amount_of(node.find("fiscal"));
    row->other = amount_of(node.find("other"));
  }
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

std::string_view record_name(FormKind kind) {
  return kind == FormKind::department ? "department_goal" : "goal";
}
FormKind kind_of_record(std::string_view record) {
  return record == "department_goal" ? FormKind::department : FormKind::project;
}
std::string_view process_of(FormKind kind) {
  return kind == FormKind::department ? "process.department-goal" : "process.goal";
}

std::span<const FormText> form_texts(FormKind kind) {
  if (kind == FormKind::department) return kDepartmentTexts;
  return kFormTexts;
}
std::span<const FormAmount> form_amounts(FormKind kind) {
  if (kind == FormKind::department) return {};
  return kFormAmounts;
}
std::span<const std::string_view> form_sections(FormKind kind) {
  if (kind == FormKind::department) return kDepartmentSections;
  return kFormSections;
}

MoneySums sums_of(const GoalForm& form) {
  MoneySums sums;
  for (const auto& task : form.tasks) {
    sums.total = add(sums.total, task.total.value_or(Money())).value_or(sums.total);
    sums.fiscal = add(sums.fiscal, task.fiscal.value_or(Money())).value_or(sums.fiscal);
    sums.other = add(sums.other, task.other.value_or(Money())).value_or(sums.other);
  }
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
  if (form.kind == FormKind::department) writer.member("kind", "department");
  for (const auto section : form_sections(form.kind)) {
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
  if (tree->text_of("kind") == "department") form.kind = FormKind::department;
  for (const auto& field : form_texts(form.kind)) {
    if (const Node* section = tree->find(field.section)) form.*field.member = section->text_of(field.name);
  }
  const Node* money = tree->find("money");
  if (form.kind == FormKind::department)
    read_task_nodes(*tree, form);
  else if (money != nullptr)
    read_money_node(*money, form);
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
  if (form.kind == FormKind::department) {
    Filled filled{0, std::max(1, static_cast<int>(form.tasks.size()))};
    for (const auto& row : form.tasks) filled.filled += row.total ? 1 : 0;
    return filled;
  }
  Filled filled{0, 2};
  if (sums_of(form).total.fen() > 0) ++filled.filled;
  if (form.period_total) ++filled.filled;
  return filled;
}

Filled filled_project(const GoalForm& form) {
  Filled filled;
  for (const auto& field : form_texts(form.kind)) {
    // Only projects of several years have a medium-term goal, and nobody has to remark on anything.
    if (field.member == &GoalForm::text_medium || field.member == &GoalForm::note) continue;
    ++filled.of;
    if (!trim(form.*field.member).empty()) ++filled.filled;
  }
  if (form.kind == FormKind::department) {
    ++filled.of;
    const bool told = std::ranges::all_of(
        form.tasks, [](const TaskRow& row) { return !row.task.empty() && !row.content.empty(); });
    filled.filled += !form.tasks.empty() && told ? 1 : 0;
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
