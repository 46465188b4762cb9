#include "http/money_answers.h"

#include <fmt/format.h>

#include <array>

#include "base/finding_json.h"
#include "http/goal_answers.h"
#include "http/lint_answers.h"
#include "model/function_class.h"
#include "model/records.h"
#include "model/work_case.h"
#include "schema/json.h"

namespace jiheng::http {
namespace {

app::Subject subject_of_project(const Project& project) {
  return {project.region, project.unit_id, project.id, {}};
}

void write_totals(JsonWriter& writer, const app::MoneyTotals& totals) {
  write_money(writer, "initial", totals.initial);
  write_money(writer, "adjusted", totals.adjusted);
  write_money(writer, "executed", totals.executed);
}

void write_project_head(JsonWriter& writer, const Project& project) {
  writer.member("id", std::to_string(project.id.value))
      .member("code", project.code)
      .member("name", project.name);
}

/// What the rules say of the goal; null where there is none, or the viewer sees no goals.
void write_marks(JsonWriter& writer, const std::map<std::int64_t, app::GoalMarks>& marks, std::int64_t goal) {
  const auto found = marks.find(goal);
  writer.key("findings");
  if (found == marks.end())
    writer.null();
  else
    write_counts(writer, found->second.findings);
  writer.key("vagueness");
  write_points(writer, found == marks.end() ? std::nullopt : found->second.vagueness);
}

void write_project_row(JsonWriter& writer, const app::ProjectRow& row,
                       const std::map<std::int64_t, app::GoalMarks>& marks) {
  const auto& project = row.project;
  writer.begin_object();
  write_project_head(writer, project);
  writer.member("unit_code", row.unit_code).member("unit_name", row.unit_name);
  writer.member("department_code", row.department_code).member("department_name", row.department_name);
  write_code(writer, "category", project.category);
  write_code(writer, "kind", project.kind);
  writer.member("sector", project.sector).member("function_class", project.function_class);
  writer.member("function_class_label", function_class_label(project.function_class));
  writer.member("first_year", std::int64_t{project.first_year.value()}).key("last_year");
  project.last_year ? writer.integer(project.last_year->value()) : writer.null();
  writer.key("fund_types").begin_list();
  for (const auto type : row.fund_types) {
    writer.begin_object().member("code", enum_code(type)).member("label", enum_label(type)).end_object();
  }
  writer.end_list();
  write_totals(writer, row.money);
  writer.member("goal_state", row.goal_state ? enum_code(*row.goal_state) : "none");
  writer.member("goal_state_label", row.goal_state ? enum_label(*row.goal_state) : "未申报").key("goal_id");
  row.goal_id == 0 ? writer.null() : writer.string(std::to_string(row.goal_id));
  write_marks(writer, marks, row.goal_id);
  write_code(writer, "provenance", project.provenance);
  writer.end_object();
}

void write_rows(JsonWriter& writer, std::string_view key, const app::Access& access, const RecordDesc& record,
                const std::vector<Row>& rows, const app::Subject& subject) {
  writer.key(key).begin_list();
  const bool open = access.may(record.name, law::Action::read, subject);
  for (const auto& row : rows) {
    if (open) write_labelled(writer, access, record, row, subject);
  }
  writer.end_list();
}

template <class T>
void write_records(JsonWriter& writer, std::string_view key, const app::Access& access,
                   const std::vector<T>& records, const app::Subject& subject) {
  std::vector<Row> rows;
  for (const auto& record : records) rows.push_back(to_row(record));
  write_rows(writer, key, access, record_of<T>(), rows, subject);
}

/// The year's rows of one record.
const std::vector<Row>& rows_of(const std::map<std::string_view, std::vector<Row>>& year,
                                std::string_view record) {
  static const std::vector<Row> kNone;
  const auto at = year.find(record);
  return at == year.end() ? kNone : at->second;
}

Money plus(Money a, Money b) { return add(a, b).value_or(a); }

void write_year_sums(JsonWriter& writer, const std::map<std::string_view, std::vector<Row>>& year) {
  app::MoneyTotals totals;
  for (const auto& row : rows_of(year, "budget_line")) {
    const auto line = from_row<BudgetLine>(row);
    totals.initial = plus(totals.initial, line.initial);
    totals.adjusted = plus(totals.adjusted, line.adjusted);
    if (line.executed) totals.executed = plus(totals.executed.value_or(Money{}), *line.executed);
  }
  Money released;
  for (const auto& row : rows_of(year, "release")) released = plus(released, from_row<Release>(row).amount);
  writer.key("budget").begin_object();
  write_totals(writer, totals);
  write_money(writer, "released", released);
  writer.end_object();
}

/// The five links of one year, in the order of the cycle.
void write_story_year(JsonWriter& writer, const app::Access& access, const app::ProjectStory& story,
                      FiscalYear year, const std::map<std::string_view, std::vector<Row>>& rows) {
  const auto subject = subject_of_project(story.project);
  writer.begin_object().member("year", std::int64_t{year.value()});
  write_year_sums(writer, rows);
  constexpr std::array kYearLists{std::pair{"lines", "budget_line"},
                              std::pair{"changes", "budget_change"},
                              std::pair{"releases", "release"},
                              std::pair{"assessments", "assessment"},
                              std::pair{"goals", "goal"},
                              std::pair{"monitorings", "monitoring"},
                              std::pair{"self_evaluations", "self_evaluation"},
                              std::pair{"evaluations", "evaluation"},
                              std::pair{"result_uses", "result_use"}};
  for (const auto& [key, record] : kYearLists)
    write_rows(writer, key, access, *find_record(record), rows_of(rows, record), subject);
  writer.key("case");
  const auto work_case = story.cases.find(year);
  work_case == story.cases.end() ? writer.null() : writer.string(std::to_string(work_case->second));
  writer.end_object();
}

void write_owners(JsonWriter& writer, const app::ProjectStory& story) {
  writer.key("owners").begin_list();
  for (const auto& owner : story.owners) {
    writer.begin_object().member("id", std::to_string(owner.assignment.id.value));
    writer.member("user_id", std::to_string(owner.assignment.user_id.value)).member("account", owner.account);
    writer.member("name", owner.name).member("phone", owner.phone);
    write_code(writer, "duty", owner.assignment.duty);
    writer.member("since", owner.assignment.since.to_text()).end_object();
  }
  writer.end_list();
}

}  // namespace

void write_money(JsonWriter& writer, std::string_view key, std::optional<Money> amount) {
  writer.key(key);
  amount ? writer.integer(amount->fen()) : writer.null();
  writer.member(std::string(key) + "_text", amount ? amount->to_wan_display() : "—");
}

void write_labelled(JsonWriter& writer, const app::Access& access, const RecordDesc& record, const Row& row,
                    const app::Subject& subject) {
  const auto open = access.parts(record.name, law::Action::read, subject);
  writer.begin_object();
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& field = record.fields[i];
    if (field.options.secret || !open.holds(field.options.part)) continue;
    writer.key(field.name);
    write_value(writer, field, row[i]);
    if (field.type->kind == FieldKind::code) {
      const auto* code = std::get_if<std::string>(&row[i]);
      std::string_view label;
      for (const auto& known : field.type->codes)
        label = code != nullptr && known.code == *code ? known.label : label;
      writer.member(std::string(field.name) + "_label", label);
    } else if (field.type->kind == FieldKind::money) {
      const auto* fen = std::get_if<std::int64_t>(&row[i]);
      writer.member(std::string(field.name) + "_text",
                    fen == nullptr ? std::string("—") : Money::from_fen(*fen).to_wan_display());
    }
  }
  writer.end_object();
}

std::string project_list_json(const app::ProjectList& list, const app::ProjectQuestion& question,
                              const std::map<std::int64_t, app::GoalMarks>& marks) {
  JsonWriter writer;
  writer.begin_object().member("total", list.total).key("totals").begin_object();
  write_totals(writer, list.totals);
  writer.end_object().key("rows").begin_list();
  for (const auto& row : list.rows) write_project_row(writer, row, marks);
  writer.end_list().key("next");
  const auto end = question.offset + list.rows.size();
  end < static_cast<std::size_t>(list.total) && !list.rows.empty() ? writer.string(std::to_string(end))
                                                                   : writer.null();
  writer.end_object();
  return writer.take();
}

std::string project_story_json(const app::Access& access, const app::ProjectStory& story) {
  JsonWriter writer;
  const auto subject = subject_of_project(story.project);
  writer.begin_object().member("etag", app::project_tag(story.project)).key("project");
  write_labelled(writer, access, record_of<Project>(), to_row(story.project), subject);
  writer.member("function_class_label", function_class_label(story.project.function_class));
  writer.member("unit_code", story.unit ? story.unit->code : "")
      .member("unit_name", story.unit ? story.unit->name : "");
  writer.member("department_name", story.department_name);
  writer.key("may_write").boolean(access.may("project", law::Action::write, subject));
  write_owners(writer, story);
  writer.key("years").begin_list();
  for (const auto& [year, rows] : story.years) write_story_year(writer, access, story, year, rows);
  writer.end_list().end_object();
  return writer.take();
}

std::string project_budget_json(const app::Access& access, const app::ProjectMoney& money) {
  JsonWriter writer;
  const auto subject = subject_of_project(money.project);
  writer.begin_object().key("project").begin_object();
  write_project_head(writer, money.project);
  writer.end_object().member("year", std::int64_t{money.year.value()}).key("lines").begin_list();
  app::MoneyTotals totals;
  Money released;
  for (const auto& line : money.lines) {
    const auto of_line = money.released(line.fund_type, line.fund_tag);
    writer.begin_object();
    write_code(writer, "fund_type", line.fund_type);
    write_code(writer, "fund_tag", line.fund_tag);
    write_totals(writer, {line.initial, line.adjusted, line.executed});
    write_money(writer, "released", of_line);
    writer.end_object();
    totals.initial = plus(totals.initial, line.initial);
    totals.adjusted = plus(totals.adjusted, line.adjusted);
    if (line.executed) totals.executed = plus(totals.executed.value_or(Money{}), *line.executed);
    released = plus(released, of_line);
  }
  writer.end_list().key("totals").begin_object();
  write_totals(writer, totals);
  write_money(writer, "released", released);
  writer.end_object();
  write_records(writer, "changes", access, money.changes, subject);
  write_records(writer, "releases", access, money.releases, subject);
  writer.member("goal_state", money.goal ? enum_code(money.goal->state) : "none");
  writer.member("goal_state_label", money.goal ? enum_label(money.goal->state) : "未申报").key("goal_id");
  money.goal ? writer.string(std::to_string(money.goal->id.value)) : writer.null();
  write_money(writer, "goal_amount", money.goal_amount);
  writer.key("conclusion");
  money.conclusion ? writer.string(enum_code(*money.conclusion)) : writer.null();
  writer.key("may_change").boolean(access.may("budget_change", law::Action::create, subject));
  writer.key("may_release").boolean(access.may("release", law::Action::create, subject)).end_object();
  return writer.take();
}

std::string import_report_json(const app::MappedReport& report) {
  JsonWriter writer;
  writer.begin_object()
      .member("file", report.file)
      .member("mapping", report.mapping)
      .member("sheet", report.sheet);
  writer.member("rows", report.rows).member("totals", report.totals).member("combined", report.combined);
  writer.member("refused", report.refused).key("passed_over").begin_list();
  for (const auto& column : report.passed_over) writer.string(column);
  writer.end_list().key("written").boolean(report.written);
  writer.member("inserted", report.inserted).member("updated", report.updated);
  writer.member("unchanged", report.unchanged).key("changes").begin_list();
  for (const auto& change : report.changes) {
    writer.begin_object().member("where", change.where).member("record", change.record);
    writer.member("field", change.field).member("label", change.label);
    writer.member("before", change.before).member("after", change.after).end_object();
  }
  writer.end_list().key("findings");
  write_findings(writer, report.findings);
  writer.end_object();
  return writer.take();
}

}  // namespace jiheng::http
