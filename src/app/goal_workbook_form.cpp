#include "app/goal_workbook_form.h"

#include <fmt/format.h>

namespace jiheng::app {
namespace {

std::string row_note(const GoalRow& row, const LastYear& last) {
  std::string note;
  const auto* before = last.find(row.name);
  if (before != nullptr) {
    note = fmt::format("上年：{}{}{}", enum_label(before->op), before->target, before->unit.value_or(""));
    note += before->actual ? fmt::format("，完成 {}", *before->actual) : "，没有完成值";
  }
  return note;
}

io::FormLine line_of(const GoalRow& row, const LastYear& last) {
  const bool fixed = !row.fixed_by.empty();
  io::FormLine line;
  const auto put = [&](std::string_view column, std::string text, bool locked) {
    if (!text.empty() || locked) line[std::string(column)] = {std::move(text), {}, {}, locked};
  };
  put("level1", row.level1, false);  // merged over rows of both kinds
  put("level2", row.level2, false);
  put("name", row.name, fixed);
  put("op", row.op ? std::string(enum_label(*row.op)) : std::string(), fixed);
  put("target_medium", row.target_medium, false);
  put("target", row.target, row.fixed_target);
  put("unit", row.unit, fixed);
  put("weight", row.weight ? row.weight->to_short() : std::string(), false);
  put("core", row.core ? "★" : "", fixed);
  if (fixed)
    line["name"].note = fmt::format("{}下达的指标：名称、性质、计量单位{}不能改，不能删", row.fixed_by,
                                    row.fixed_target ? "和指标值" : "");
  if (const auto note = row_note(row, last); !note.empty()) {
    line.try_emplace("target");
    line["target"].note = note;
  }
  return line;
}

}  // namespace

std::string_view layout_name(std::string_view field) { return field == "project_period" ? "period" : field; }

io::FormData blank_form_data(const Project& project, const Unit& unit, std::string_view department,
                             FiscalYear year) {
  io::FormData data;
  data.form = kGoalForm;
  data.sheet = project.name;
  const auto put = [&](std::string_view field, std::string text) {
    data.fields[std::string(field)] = {std::move(text), {}};
  };
  put("year", std::to_string(year.value()));
  put("project_name", project.name);
  put("project_code", project.code);
  put("department", fmt::format("{}-{}", unit.department_code, department));
  put("unit", unit.name);
  put("kind", std::string(enum_label(project.kind)));
  return data;
}

io::FormData form_data_of(const GoalFile& file, const LastYear& last) {
  auto data = blank_form_data(file.project, file.unit, file.department_name, file.goal.year);
  const auto& form = file.form;
  const auto put = [&](std::string field, std::string text) {
    if (!text.empty()) data.fields[std::move(field)] = {std::move(text), {}};
  };
  for (const auto& field : form_texts()) put(std::string(layout_name(field.name)), form.*field.member);
  for (const auto& field : form_amounts()) {
    if (const auto& amount = form.*field.member) put(std::string(field.name), amount->to_wan());
  }
  if (!form.lines.empty()) {
    const auto sums = sums_of(form);
    put("year_total", sums.total.to_wan());
    put("year_fiscal", sums.fiscal.to_wan());
    put("year_other", sums.other.to_wan());
  }
  std::map<FundType, Money> funds;
  for (const auto& line : form.lines)
    funds[line.fund_type] = add(funds[line.fund_type], line.amount).value_or(line.amount);
  for (const auto& [type, amount] : funds) put(fmt::format("fund_{}", enum_code(type)), amount.to_wan());
  for (const auto& row : form.rows) data.tables["indicators"].push_back(line_of(row, last));
  return data;
}

}  // namespace jiheng::app
