#include "app/goal_approval.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <tuple>

#include "app/department_goal_form.h"
#include "app/form_layout.h"
#include "base/text.h"
#include "io/form_html.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostGoals = 2000;
constexpr std::size_t kMostNumber = 80;
constexpr std::string_view kApprovalStyles =
    "h1{font:22pt/1.4 '方正小标宋简体',FZXiaoBiaoSong-B05S,'Noto Serif CJK "
    "SC',SimSun,serif;text-align:center;"
    "margin:0 0 8pt}p{font-size:14pt;line-height:1.8;text-indent:2em;margin:6pt 0}"
    "p.number{text-align:center;text-indent:0}p.sign{text-align:right;text-indent:0;margin-top:24pt;"
    "break-inside:avoid}";

Findings check_wish(const ApprovalWish& wish) {
  Findings findings;
  const auto add = [&](std::string_view where, std::string message, std::string hint) {
    findings.push_back(
        {"goal.approval", Severity::error, std::move(message), std::string(where), std::move(hint)});
  };
  if (wish.goals.empty()) add("/goals", "没有选项目", "选一个或几个待批复的项目");
  if (wish.goals.size() > kMostGoals) add("/goals", fmt::format("一次最多 {} 个", kMostGoals), "分几次批复");
  if (trim(wish.document.number).empty()) add("/document_number", "没有填批复文号", "如 盐财预〔2024〕5号");
  if (count_characters(wish.document.number) > kMostNumber)
    add("/document_number", fmt::format("文号最多 {} 字", kMostNumber), "");
  return findings;
}

/// Approves one; the id of the version that it left.
Result<std::int64_t> approve_one(Workspace& workspace, const Access& access, GoalRef ref,
                                 const ApprovalDocument& document) {
  const auto opened = open_case(workspace, access, ref);
  if (!opened) return pass(opened);
  StepWish wish;
  wish.action = "approve";
  const auto file = do_step(workspace, access, opened->id.value, wish, document);
  if (!file) return pass(file);
  return file->versions.back().id.value;
}

/// One department's forms in the list of what is approved.
std::string department_rows(std::span<const ApprovedGoal> goals, int& number) {
  Money sum;
  std::string rows;
  for (const auto& goal : goals) {
    sum = add(sum, goal.amount).value_or(sum);
    rows += fmt::format(
        "<tr><td>{}</td><td class=\"left\">{}</td><td>{}</td><td class=\"left\">{}</td><td "
        "class=\"right\">{}</td></tr>",
        ++number, escape_markup(goal.project_name), escape_markup(goal.project_code),
        escape_markup(goal.unit_name), goal.amount.to_wan_display());
  }
  return fmt::format(
      "<tr><td class=\"label left\" colspan=\"4\">{}（{} 份）</td><td class=\"right label\">{}</td></tr>{}",
      escape_markup(goals.front().department_name), goals.size(), sum.to_wan_display(), rows);
}

/// The list that stands before the forms.
std::string approval_list(const Approval& approval) {
  std::string rows;
  int number = 0;
  for (std::size_t first = 0; first < approval.goals.size();) {
    std::size_t last = first;
    while (last < approval.goals.size() &&
           approval.goals[last].department_name == approval.goals[first].department_name)
      ++last;
    rows += department_rows(std::span(approval.goals).subspan(first, last - first), number);
    first = last;
  }
  return fmt::format(
      "<table class=\"list\"><colgroup><col style=\"width:6%\"><col style=\"width:33%\"><col "
      "style=\"width:25%\"><col style=\"width:22%\"><col style=\"width:14%\"></colgroup><thead><tr>"
      "<td class=\"label\">序号</td><td class=\"label\">名称</td><td class=\"label\">编码</td>"
      "<td class=\"label\">单位</td><td "
      "class=\"label\">资金（万元）</td></tr></thead><tbody>{}</tbody></table>",
      rows);
}

Result<ApprovedGoal> approved_goal(Workspace& workspace, const Access& access, const GoalVersion& version) {
  const auto file = load_goal(workspace, access, {version.goal_id.value, kind_of_record(version.record)});
  if (!file) return pass(file);
  auto form = form_of_json(version.content);
  if (!form) return pass(form);
  ApprovedGoal goal;
  goal.ref = file->ref();
  goal.project_code = file->project.code;
  goal.project_name = file->title();
  goal.unit_name = file->unit.name;
  goal.department_name = file->department_name;
  goal.amount = sums_of(*form).total;
  auto approved = *file;
  approved.form = *form;
  const auto last = last_year_of(workspace.store(), approved);
  if (!last) return pass(last);
  goal.data = official_form_data(approved, *last);
  goal.form = std::move(*form);
  return goal;
}

Result<std::vector<GoalVersion>> versions_where(Workspace& workspace, const Access& access,
                                                std::string_view field, Value value) {
  store::Query query;
  query.where.push_back({std::string(field), {std::move(value)}});
  query.where.push_back({"kind", {Value{std::string(enum_code(GoalVersionKind::approved))}}});
  query.region = access.viewer().place;
  return store::load<GoalVersion>(workspace.store(), query);
}

}  // namespace

Result<ApprovalResult> approve_goals(Workspace& workspace, const Access& access, const ApprovalWish& wish) {
  if (auto may = access.require("approval", law::Action::create); !may) return pass(may);
  if (auto findings = check_wish(wish); !findings.empty())
    return fail(ErrorCode::invalid, "批复还缺内容", std::move(findings));
  ApprovalResult result;
  for (const auto& id : wish.goals) {
    auto version = approve_one(workspace, access, id, wish.document);
    if (version) {
      if (result.id.empty()) result.id = std::to_string(*version);
      result.approved.push_back(id);
      continue;
    }
    if (version.error().code == ErrorCode::unavailable) return pass(version);
    const auto file = load_goal(workspace, access, id);
    result.refused.push_back({id, file ? file->title() : std::string(), std::move(version.error())});
  }
  return result;
}

Result<Approval> load_approval(Workspace& workspace, const Access& access, std::string_view id) {
  std::int64_t number = 0;
  std::from_chars(id.data(), id.data() + id.size(), number);
  const auto first = versions_where(workspace, access, "id", Value{number});
  if (!first) return pass(first);
  if (first->empty()) return fail(ErrorCode::not_found, fmt::format("没有编号为 {} 的批复", id));
  const auto document = first->front().reason;
  const auto all = versions_where(workspace, access, "reason", document ? Value{*document} : Value{});
  if (!all) return pass(all);
  Approval approval;
  approval.id = id;
  approval.region = access.viewer().place;
  approval.document = document.value_or("");
  approval.by_name = plain_name(first->front().by_name);
  approval.on = beijing_date(first->front().at_ms);
  for (const auto& version : *all) {
    auto goal = approved_goal(workspace, access, version);
    if (goal)
      approval.goals.push_back(std::move(*goal));
    else if (goal.error().code != ErrorCode::not_found)
      return pass(goal);
  }
  if (approval.goals.empty()) return fail(ErrorCode::not_found, fmt::format("没有编号为 {} 的批复", id));
  const auto shown = load_goal(workspace, access, approval.goals.front().ref);
  if (!shown) return pass(shown);
  approval.year = shown->goal.year;
  if (shown->goal.approved_on) approval.on = *shown->goal.approved_on;
  std::ranges::sort(approval.goals, {}, [](const ApprovedGoal& goal) {
    return std::tuple(goal.department_name, goal.unit_name, goal.project_code);
  });
  return approval;
}

Result<std::string> approval_html(const law::Book& book, const Approval& approval) {
  std::map<std::string, io::FormTemplate, std::less<>> layouts;
  Money total;
  std::string forms;
  for (const auto& goal : approval.goals) {
    total = add(total, goal.amount).value_or(total);
    auto layout = layouts.find(goal.data.form);
    if (layout == layouts.end()) {
      const auto form = law::find_form(book, goal.data.form, approval.region, approval.on);
      if (!form) return pass(form);
      layout = layouts.emplace(goal.data.form, form_template(*form)).first;
    }
    const auto tables = io::form_html_tables(layout->second, goal.data);
    if (!tables) return pass(tables);
    forms += *tables;
  }
  const auto head = fmt::format(
      "<h1>{}{}年支出绩效目标批复</h1><p class=\"number\">{}</p><p>随预算一同批复 {} 份绩效目标，涉及资金 {} "
      "万元。各表附后，请按批复的绩效目标组织实施；需要调整的，按预算调整的程序报批。</p>{}<p "
      "class=\"sign\">{}<br>{}</p>",
      escape_markup(book.place_name(approval.region)), approval.year.value(),
      escape_markup(approval.document), approval.goals.size(), total.to_wan_display(),
      approval_list(approval), escape_markup(book.place_name(approval.region)) + "财政局",
      approval.on.to_chinese());
  return fmt::format(
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{}</title><style>{}{}</style>"
      "</head><body><div class=\"form\">{}</div>{}</body></html>\n",
      escape_markup(approval.document), io::form_html_styles(layouts.begin()->second), kApprovalStyles, head,
      forms);
}

}  // namespace jiheng::app
