#include "http/goal_answers.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/case_guards.h"
#include "app/desk.h"
#include "base/clock.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/lint_answers.h"
#include "law/scheme.h"

namespace jiheng::http {
namespace {

constexpr std::string_view kGoalScheme = "scheme.self-evaluation";

void write_text_or_null(JsonWriter& writer, std::string_view key, std::string_view text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

void write_amount(JsonWriter& writer, std::string_view key, const std::optional<Money>& amount) {
  writer.key(key);
  if (!amount) {
    writer.null().key(fmt::format("{}_text", key)).string("");
    return;
  }
  writer.integer(amount->fen()).key(fmt::format("{}_text", key)).string(amount->to_wan_display());
}

void write_money_fields(JsonWriter& writer, const app::GoalForm& form) {
  const auto sums = app::sums_of(form);
  const bool any = !form.lines.empty();
  write_amount(writer, "total", any ? std::optional(sums.total) : std::nullopt);
  write_amount(writer, "fiscal", any ? std::optional(sums.fiscal) : std::nullopt);
  write_amount(writer, "other", any ? std::optional(sums.other) : std::nullopt);
  for (const auto& field : app::form_amounts()) write_amount(writer, field.name, form.*field.member);
  writer.key("lines").begin_list();
  for (const auto& line : form.lines) {
    writer.begin_object().member("fund_type", enum_code(line.fund_type));
    writer.member("fund_type_label", enum_label(line.fund_type));
    writer.member("fund_tag", enum_code(line.fund_tag)).member("fund_tag_label", enum_label(line.fund_tag));
    write_amount(writer, "amount", line.amount);
    writer.end_object();
  }
  writer.end_list();
}

void write_tasks(JsonWriter& writer, const app::GoalForm& form) {
  writer.key("tasks").begin_list();
  for (const auto& row : form.tasks) {
    writer.begin_object().member("number", row.number).member("task", row.task);
    writer.member("content", row.content).end_object();
  }
  writer.end_list();
}

/// Each task with the money that the finance hand gave it.
void write_task_money(JsonWriter& writer, const app::GoalForm& form) {
  const auto sums = app::sums_of(form);
  const bool any =
      std::ranges::any_of(form.tasks, [](const app::TaskRow& row) { return row.total.has_value(); });
  write_amount(writer, "total", any ? std::optional(sums.total) : std::nullopt);
  write_amount(writer, "fiscal", any ? std::optional(sums.fiscal) : std::nullopt);
  write_amount(writer, "other", any ? std::optional(sums.other) : std::nullopt);
  writer.key("tasks").begin_list();
  for (const auto& row : form.tasks) {
    writer.begin_object().member("number", row.number);
    write_amount(writer, "total", row.total);
    write_amount(writer, "fiscal", row.fiscal);
    write_amount(writer, "other", row.other);
    writer.end_object();
  }
  writer.end_list();
}

void write_goal_row(JsonWriter& writer, const app::GoalRow& row, std::int64_t seq,
                    const app::LastYear& last) {
  writer.begin_object();
  write_text_or_null(writer, "id", row.id == 0 ? std::string() : std::to_string(row.id));
  writer.member("seq", seq).member("level1", row.level1).member("level2", row.level2);
  writer.member("name", row.name);
  write_text_or_null(writer, "op", row.op ? enum_code(*row.op) : std::string_view());
  writer.member("target", row.target).member("target_medium", row.target_medium).member("unit", row.unit);
  writer.key("weight");
  if (row.weight)
    writer.number(row.weight->to_short());
  else
    writer.null();
  writer.key("core").boolean(row.core).member("basis", row.basis).member("source", row.source);
  writer.member("method", row.method).key("fixed").boolean(!row.fixed_by.empty());
  write_text_or_null(writer, "fixed_by", row.fixed_by);
  writer.key("fixed_target").boolean(row.fixed_target).key("last_year");
  const auto* before = last.find(row.name);
  if (before == nullptr) {
    writer.null();
  } else {
    writer.begin_object().member("target", before->target);
    write_text_or_null(writer, "actual", before->actual.value_or(""));
    writer.end_object();
  }
  writer.end_object();
}

void write_confirmation(JsonWriter& writer, std::string_view part, const std::optional<std::string>& by,
                        std::optional<std::int64_t> at_ms, bool one_person) {
  writer.key(part);
  if (!by) {
    writer.null();
    return;
  }
  writer.begin_object().member("by", app::plain_name(*by)).member("at", format_instant(at_ms.value_or(0)));
  writer.key("one_person").boolean(one_person).end_object();
}

void write_confirmed(JsonWriter& writer, const Goal& goal) {
  const bool one_person = goal.finance_confirmed_by && goal.finance_confirmed_by == goal.project_confirmed_by;
  writer.key("confirmed").begin_object();
  write_confirmation(writer, "finance", goal.finance_confirmed_by, goal.finance_confirmed_ms, one_person);
  write_confirmation(writer, "project", goal.project_confirmed_by, goal.project_confirmed_ms, one_person);
  writer.end_object();
}

void write_filled(JsonWriter& writer, const app::GoalForm& form) {
  writer.key("filled").begin_object();
  for (const auto& [part, filled] :
       {std::pair("finance", app::filled_finance(form)), std::pair("project", app::filled_project(form))}) {
    writer.key(part).begin_object().member("filled", std::int64_t{filled.filled});
    writer.member("of", std::int64_t{filled.of}).end_object();
  }
  writer.end_object().key("weight_total").number(app::weight_total(form).to_short());
}

void write_tree(JsonWriter& writer, const law::Book& book, const app::GoalFile& file) {
  const auto id = file.goal.scheme.value_or(std::string(kGoalScheme));
  writer.member("scheme", id).key("tree").begin_list();
  const auto place = fmt::format("cn/{}", file.goal.region.to_text());
  if (const auto scheme = law::find_scheme(book, id, place, file.goal.year.last_day())) {
    for (const auto& level : scheme->levels) {
      writer.begin_object().member("level1", level.name).key("level2").begin_list();
      for (const auto& child : level.children) writer.string(child.name);
      writer.end_list().end_object();
    }
  }
  writer.end_list();
}

/// Which fields whose hand fills in, and which this viewer may write now.
void write_owners(JsonWriter& writer, const Context& context, const app::GoalFile& file) {
  writer.key("owners").begin_object();
  const auto each_field = [&](std::string_view section, const auto& take) {
    for (const auto& field : app::form_texts(file.kind)) {
      if (field.section == section) take(fmt::format("{}.{}", section, field.name));
    }
    if (section == "tasks") take(std::string("tasks.tasks"));
    if (section == "money") {
      take(std::string(file.kind == app::FormKind::department ? "money.tasks" : "money.lines"));
      for (const auto& field : app::form_amounts(file.kind)) take(fmt::format("money.{}", field.name));
    }
    if (section == "indicators") take(std::string("indicators.rows"));
  };
  for (const auto section : app::form_sections(file.kind)) {
    each_field(section,
               [&](const std::string& field) { writer.member(field, app::section_owner(file, section)); });
  }
  writer.end_object().key("writable").begin_list();
  for (const auto section : app::form_sections(file.kind)) {
    if (!app::may_write_section(file, *context.access, section)) continue;
    each_field(section, [&](const std::string& field) { writer.string(field); });
  }
  writer.end_list();
  write_text_or_null(writer, "read_only_why", app::read_only_why(file, *context.access));
}

void write_version(JsonWriter& writer, const GoalVersion& version) {
  writer.begin_object().member("number", version.number).member("kind", enum_code(version.kind));
  writer.member("label", enum_label(version.kind)).member("at", format_instant(version.at_ms));
  writer.member("by", app::plain_name(version.by_name));
  write_text_or_null(writer, "reason", version.reason.value_or(""));
  // A version that came with a document leads to the act that approved it (app/goal_approval.h).
  const bool act = version.kind == GoalVersionKind::approved && version.reason;
  write_text_or_null(writer, "approval", act ? std::to_string(version.id.value) : "");
  writer.end_object();
}

/// While the form is being adjusted: the money that was approved last, to read the new one against.
void write_approved_money(JsonWriter& writer, const app::GoalFile& file) {
  writer.key("approved_money");
  const auto last = std::ranges::find(file.versions.rbegin(), file.versions.rend(), GoalVersionKind::approved,
                                      &GoalVersion::kind);
  const auto form = file.adjusting() == nullptr || last == file.versions.rend()
                        ? Result<app::GoalForm>(fail(ErrorCode::not_found, ""))
                        : app::form_of_json(last->content);
  if (!form) {
    writer.null();
    return;
  }
  const auto sums = app::sums_of(*form);
  writer.begin_object();
  write_amount(writer, "total", sums.total);
  write_amount(writer, "fiscal", sums.fiscal);
  write_amount(writer, "other", sums.other);
  writer.end_object();
}

void write_versions(JsonWriter& writer, const app::GoalFile& file) {
  writer.key("version").begin_object();
  const auto* adjusting = file.adjusting();
  const bool fresh = file.versions.empty();
  const auto kind = adjusting != nullptr ? GoalVersionKind::adjusting
                    : fresh              ? GoalVersionKind::prepared
                                         : file.versions.back().kind;
  writer.member("number", fresh ? std::int64_t{0} : file.versions.back().number);
  writer.member("kind", enum_code(kind)).member("label", enum_label(kind));
  writer.key("at");
  if (fresh)
    writer.null();
  else
    writer.string(format_instant(file.versions.back().at_ms));
  writer.end_object().key("versions").begin_list();
  for (const auto& version : file.versions) write_version(writer, version);
  writer.end_list();
}

void write_project(JsonWriter& writer, const app::GoalFile& file) {
  const bool department = file.kind == app::FormKind::department;
  writer.member("kind", department ? "department" : "project");
  writer.key("project").begin_object();
  writer.member("id", department ? std::string() : std::to_string(file.project.id.value));
  writer.member("code", department ? file.department_code : file.project.code).member("name", file.title());
  writer.member("category", enum_code(file.project.category));
  writer.member("category_label", enum_label(file.project.category));
  writer.member("kind", enum_code(file.project.kind)).member("kind_label", enum_label(file.project.kind));
  writer.member("sector", file.project.sector).end_object();
  writer.key("unit").begin_object().member("id", std::to_string(file.unit.id.value));
  writer.member("code", file.unit.code).member("name", file.unit.name).end_object();
  writer.member("department_name", file.department_name).member("department_code", file.department_code);
}

/// What the department's projects ask for: beside its tasks, which add up to the same.
void write_projects_money(JsonWriter& writer, const app::GoalFile& file) {
  writer.key("projects_money");
  if (file.kind != app::FormKind::department) {
    writer.null();
    return;
  }
  app::DepartmentProject sum;
  for (const auto& project : file.projects) {
    sum.total = add(sum.total, project.total).value_or(sum.total);
    sum.fiscal = add(sum.fiscal, project.fiscal).value_or(sum.fiscal);
    sum.other = add(sum.other, project.other).value_or(sum.other);
  }
  writer.begin_object().member("count", static_cast<std::int64_t>(file.projects.size()));
  write_amount(writer, "total", sum.total);
  write_amount(writer, "fiscal", sum.fiscal);
  write_amount(writer, "other", sum.other);
  writer.end_object();
}

}  // namespace

void write_counts(JsonWriter& writer, const app::FindingCounts& counts) {
  writer.begin_object().member("error", std::int64_t{counts.error});
  writer.member("warning", std::int64_t{counts.warning})
      .member("info", std::int64_t{counts.info})
      .end_object();
}

void write_lint(JsonWriter& writer, const law::Book& book, const engine::LintReport& report) {
  writer.begin_list();
  for (const auto& finding : report.findings) {
    const auto& rule = *finding.rule;
    const bool verified =
        !rule.citations.empty() &&
        std::ranges::all_of(rule.citations, [](const law::Citation& one) { return one.verified; });
    writer.begin_object().member("rule", rule.id).member("severity", severity_code(finding.severity));
    writer.member("message", finding.message).member("field", app::form_field_of(finding));
    writer.member("fix", rule.fix).member("clause", app::clause_text(book, rule.citations));
    writer.key("verified").boolean(verified).end_object();
  }
  writer.end_list();
}

void write_changes(JsonWriter& writer, const std::vector<app::FormChange>& changes) {
  writer.begin_list();
  for (const auto& change : changes) {
    writer.begin_object().member("field", change.field).member("label", change.label);
    writer.member("before", change.before).member("after", change.after).end_object();
  }
  writer.end_list();
}

void write_goal_section(JsonWriter& writer, const app::GoalFile& file, std::string_view section,
                        const app::LastYear& last) {
  writer.begin_object().member("etag", fmt::format("\"{}\"", app::section_tag(file.form, section)));
  writer.member("owner", app::section_owner(file, section));
  if (section == "indicators") {
    writer.key("rows").begin_list();
    std::int64_t seq = 0;
    for (const auto& row : file.form.rows) write_goal_row(writer, row, ++seq, last);
    writer.end_list().end_object();
    return;
  }
  writer.key("fields").begin_object();
  if (section == "tasks") write_tasks(writer, file.form);
  if (section == "money" && file.kind == app::FormKind::department)
    write_task_money(writer, file.form);
  else if (section == "money")
    write_money_fields(writer, file.form);
  for (const auto& field : app::form_texts(file.kind)) {
    if (field.section == section) writer.member(field.name, file.form.*field.member);
  }
  writer.end_object().end_object();
}

Result<void> choose_version(const Request& request, app::GoalFile& file) {
  const auto number = read_number(request, "version", 0, 0, INT32_MAX);
  if (!number) return pass(number);
  if (*number == 0) return {};
  const auto version = std::ranges::find(file.versions, *number, &GoalVersion::number);
  if (version == file.versions.end()) return fail(ErrorCode::not_found, "没有这个版本");
  auto form = app::form_of_json(version->content);
  if (!form) return pass(form);
  file.form = std::move(*form);
  return {};
}

Result<std::string> goal_json(const Context& context, const app::GoalFile& file) {
  const auto last = app::last_year_of(context.workspace.store(), file);
  if (!last) return pass(last);
  const auto report = app::lint_goal(context.workspace, *context.access, file, file.form, *last);
  if (!report) return pass(report);
  const auto vagueness = app::goal_vagueness(context.workspace, file, file.form);
  if (!vagueness) return pass(vagueness);
  JsonWriter writer;
  writer.begin_object().member("id", std::to_string(file.goal.id.value));
  write_text_or_null(writer, "case",
                     file.work_case ? std::to_string(file.work_case->id.value) : std::string());
  write_project(writer, file);
  write_projects_money(writer, file);
  write_approved_money(writer, file);
  writer.member("year", std::int64_t{file.goal.year.value()});
  writer.member("state", file.at.state).member("state_label", file.state().label);
  writer.member("round", std::int64_t{file.at.round}).member("provenance", enum_code(file.goal.provenance));
  write_versions(writer, file);
  write_tree(writer, context.workspace.book(), file);
  writer.key("sections").begin_object();
  for (const auto section : app::form_sections(file.kind)) {
    writer.key(section);
    write_goal_section(writer, file, section, *last);
  }
  writer.end_object();
  write_owners(writer, context, file);
  write_confirmed(writer, file.goal);
  write_filled(writer, file.form);
  writer.key("findings");
  write_lint(writer, context.workspace.book(), *report);
  writer.key("vagueness");
  write_vagueness(writer, *vagueness);
  writer.key("last_year_text").string(last->text).key("presence").begin_list();
  const auto now = context.workspace.clock().now_ms();
  for (const auto& entry : context.workspace.desk().present(app::presence_key(file.ref()), now)) {
    writer.begin_object().member("name", entry.name).member("section", entry.section);
    writer.member("at", format_instant(entry.at_ms)).end_object();
  }
  writer.end_list().end_object();
  return writer.take();
}

Result<std::string> saved_json(const Context& context, const app::GoalFile& file, std::string_view section) {
  const auto last = app::last_year_of(context.workspace.store(), file);
  if (!last) return pass(last);
  const auto report = app::lint_goal(context.workspace, *context.access, file, file.form, *last);
  if (!report) return pass(report);
  const auto vagueness = app::goal_vagueness(context.workspace, file, file.form);
  if (!vagueness) return pass(vagueness);
  JsonWriter writer;
  writer.begin_object().key("section");
  write_goal_section(writer, file, section, *last);
  writer.key("findings");
  write_lint(writer, context.workspace.book(), *report);
  write_confirmed(writer, file.goal);
  write_filled(writer, file.form);
  writer.key("vagueness");
  write_vagueness(writer, *vagueness);
  writer.member("saved_at", format_instant(context.workspace.clock().now_ms())).end_object();
  return writer.take();
}

}  // namespace jiheng::http
