#include "app/goal_approval.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostGoals = 2000;
constexpr std::size_t kMostNumber = 80;

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
Result<std::int64_t> approve_one(Workspace& workspace, const Access& access, std::int64_t goal_id,
                                 const ApprovalDocument& document) {
  const auto opened = open_case(workspace, access, goal_id);
  if (!opened) return pass(opened);
  StepWish wish;
  wish.action = "approve";
  const auto file = do_step(workspace, access, opened->id.value, wish, document);
  if (!file) return pass(file);
  return file->versions.back().id.value;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '&': out += "&amp;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string goal_html(const ApprovedGoal& goal) {
  std::string html = fmt::format(
      "<section><h3>{}</h3><p>项目编码 {}　实施单位 {}　年度资金 {} 万元</p><p>年度总体目标：{}</p>"
      "<table><thead><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>年度指标值</th><th>分值</"
      "th></tr>"
      "</thead><tbody>",
      escaped(goal.project_name), escaped(goal.project_code), escaped(goal.unit_name),
      goal.amount.to_wan_display(), escaped(goal.text));
  for (const auto& row : goal.rows) {
    html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}{}</td><td>{}{}{}</td><td>{}</td></tr>",
                        escaped(row.level1), escaped(row.level2), escaped(row.name), row.core ? " ★" : "",
                        row.op && *row.op != Operator::qualitative ? enum_label(*row.op) : "",
                        escaped(row.target), escaped(row.unit), row.weight ? row.weight->to_short() : "");
  }
  return html + "</tbody></table></section>";
}

Result<ApprovedGoal> approved_goal(Workspace& workspace, const Access& access, const GoalVersion& version) {
  const auto file = load_goal(workspace, access, version.goal_id.value);
  if (!file) return pass(file);
  auto form = form_of_json(version.content);
  if (!form) return pass(form);
  ApprovedGoal goal;
  goal.goal_id = version.goal_id.value;
  goal.project_code = file->project.code;
  goal.project_name = file->project.name;
  goal.unit_name = file->unit.name;
  goal.department_name = file->department_name;
  goal.amount = sums_of(*form).total;
  goal.text = form->text;
  goal.rows = std::move(form->rows);
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
  for (const auto id : wish.goals) {
    auto version = approve_one(workspace, access, id, wish.document);
    if (version) {
      if (result.id.empty()) result.id = std::to_string(*version);
      result.approved.push_back(id);
      continue;
    }
    if (version.error().code == ErrorCode::unavailable) return pass(version);
    const auto file = load_goal(workspace, access, id);
    result.refused.push_back({id, file ? file->project.name : std::string(), std::move(version.error())});
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
  const auto shown = load_goal(workspace, access, approval.goals.front().goal_id);
  if (!shown) return pass(shown);
  approval.year = shown->goal.year;
  if (shown->goal.approved_on) approval.on = *shown->goal.approved_on;
  std::ranges::sort(approval.goals, {}, [](const ApprovedGoal& goal) {
    return std::tuple(goal.department_name, goal.unit_name, goal.project_code);
  });
  return approval;
}

std::string approval_html(const law::Book& book, const Approval& approval) {
  std::string html = fmt::format(
      "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{0}</title><style>"
      "body{{font-family:serif;max-width:60em;margin:2em auto;line-height:1.6}}h1{{text-align:center}}"
      "table{{border-collapse:collapse;width:100%}}td,th{{border:1px solid #000;padding:2px 6px}}"
      "section{{break-inside:avoid}}@page{{size:A4;margin:25mm}}</style></head><body>"
      "<h1>{1}{2}年项目支出绩效目标批复</h1><p>{0}　{3}</p>",
      escaped(approval.document), escaped(book.place_name(approval.region)), approval.year.value(),
      approval.on.to_chinese());
  Money total;
  for (const auto& goal : approval.goals) total = add(total, goal.amount).value_or(total);
  html += fmt::format("<p>随预算一同批复 {} 个项目的绩效目标，涉及资金 {} 万元。</p>", approval.goals.size(),
                      total.to_wan_display());
  std::string_view department;
  for (const auto& goal : approval.goals) {
    if (goal.department_name != department) {
      department = goal.department_name;
      html += fmt::format("<h2>{}</h2>", escaped(department));
    }
    html += goal_html(goal);
  }
  return html + "</body></html>\n";
}

}  // namespace jiheng::app
