#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "base/money.h"
#include "base/node.h"
#include "base/score.h"
#include "model/budget_line.h"
#include "model/indicator.h"

namespace jiheng::app {

/// The two declaration forms: of one project (项目支出绩效目标申报表), and of a department's whole spending
/// (部门整体支出绩效目标申报表). Sections, versions, cases and reviews work alike for both.
enum class FormKind { project, department };

/// A form by the number of its record: goal or department_goal. A bare number is a project's.
struct GoalRef {
  std::int64_t id = 0;
  FormKind kind = FormKind::project;

  GoalRef() = default;
  GoalRef(std::int64_t number) : id(number) {}  // NOLINT: most callers know project goals only
  GoalRef(std::int64_t number, FormKind form) : id(number), kind(form) {}

  friend bool operator==(const GoalRef&, const GoalRef&) = default;
};

/// "goal" or "department_goal": name of the record, and of the resource in the permission matrix.
std::string_view record_name(FormKind kind);
FormKind kind_of_record(std::string_view record);
/// The process that the form goes through.
std::string_view process_of(FormKind kind);

/// Money asked for, by its nature (资金性质).
struct MoneyLine {
  FundType fund_type{};
  FundTag fund_tag{};
  Money amount;

  friend bool operator==(const MoneyLine&, const MoneyLine&) = default;
};

/// One indicator as it stands in the declaration form. Empty texts are cells that were not filled.
struct GoalRow {
  std::int64_t id = 0;  ///< of the stored indicator; 0: new
  std::string level1;
  std::string level2;
  std::string name;
  std::optional<Operator> op;
  std::string target;
  std::string target_medium;
  std::string unit;
  std::optional<Score> weight;
  bool core = false;
  std::string basis;
  std::string source;
  std::string method;
  std::string fixed_by;  ///< who sent it down; empty: nobody
  bool fixed_target = false;

  friend bool operator==(const GoalRow&, const GoalRow&) = default;
};

/// One of a department's main tasks (年度主要任务): what is to be done is the business hand's, its money the
/// finance hand's.
struct TaskRow {
  std::int64_t number = 0;  ///< stays with the task while it is in the form, from 1
  std::string task;
  std::string content;
  std::optional<Money> total;  ///< 预算总额, as written
  std::optional<Money> fiscal;
  std::optional<Money> other;

  friend bool operator==(const TaskRow&, const TaskRow&) = default;
};

/// A declaration form (domain §4): what two hands fill in. What only one of the two forms has is empty in the
/// other: money by kinds, periods and reasons in projects; tasks and the remark in departments.
struct GoalForm {
  FormKind kind = FormKind::project;
  std::string leader;
  std::string phone;
  std::string period;
  std::vector<MoneyLine> lines;        ///< of the year
  std::optional<Money> period_total;   ///< 实施期资金总额
  std::optional<Money> period_fiscal;  ///< 其中：财政拨款
  std::optional<Money> period_other;   ///< 其他资金
  std::string text;
  std::string text_medium;
  std::string basis;
  std::string necessity;
  std::string plan;
  std::string note;            ///< 备注; departments
  std::vector<TaskRow> tasks;  ///< departments, by number
  std::vector<GoalRow> rows;

  friend bool operator==(const GoalForm&, const GoalForm&) = default;
};

/// Sum of the year's money: all, 财政拨款 (11 to 14), and the rest. Of a department the sums of the three
/// columns, each as written.
struct MoneySums {
  Money total;
  Money fiscal;
  Money other;
};
MoneySums sums_of(const GoalForm& form);

/// A text field of the form.
struct FormText {
  std::string_view section;  ///< "header" or "text"
  std::string_view name;
  std::string_view label;
  std::string GoalForm::* member = nullptr;
  int max = 200;
};
std::span<const FormText> form_texts(FormKind kind = FormKind::project);

/// An amount of the form besides the lines.
struct FormAmount {
  std::string_view name;
  std::string_view label;
  std::optional<Money> GoalForm::* member = nullptr;
};
std::span<const FormAmount> form_amounts(FormKind kind = FormKind::project);

/// "header", "money", "text", "indicators"; of departments "tasks" besides.
std::span<const std::string_view> form_sections(FormKind kind = FormKind::project);

/// One section as JSON, as the API carries its `fields` or `rows` without what is only shown.
std::string section_json(const GoalForm& form, std::string_view section);
/// Changes whenever the section's content does; without quotes.
std::string section_tag(const GoalForm& form, std::string_view section);

/// The whole form as JSON, and back. A stored version always reads; what it lacks is empty.
std::string form_json(const GoalForm& form);
Result<GoalForm> form_of_json(std::string_view json);
/// The money part alone, as it is kept in Goal::declared.
std::string money_json(const GoalForm& form);
void read_money_json(std::string_view json, GoalForm& form);

/// Puts what somebody sent for a section (`fields` or `rows` of a PATCH) over the form. Everything wrong at
/// once, each with its JSON pointer; the form is only good without findings. Rows that were sent down keep
/// what was fixed; one that is missing is a finding.
Findings read_section(const Node& body, std::string_view section, GoalForm& form);

/// A field that two forms have differently, for people: amounts in 万元.
struct FormChange {
  std::string field;  ///< "text.text", "indicators/受益学生数/target"
  std::string label;
  std::string before;
  std::string after;

  friend bool operator==(const FormChange&, const FormChange&) = default;
};
std::vector<FormChange> form_changes(const GoalForm& before, const GoalForm& after);
std::string changes_json(const std::vector<FormChange>& changes);
std::vector<FormChange> changes_of_json(std::string_view json);

/// How much of a part is filled in.
struct Filled {
  int filled = 0;
  int of = 0;
};
Filled filled_finance(const GoalForm& form);
Filled filled_project(const GoalForm& form);

/// Sum of the weights; rows without one count as nothing.
Score weight_total(const GoalForm& form);

}  // namespace jiheng::app
