#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/goal_sections.h"
#include "app/indicator_order.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/goal_answers.h"
#include "http/lint_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

using law::Action;

Response review_answer(const Result<std::string>& json) {
  return json ? json_answer(*json) : problem(json.error());
}

Result<Node> review_body(const Request& request) {
  auto body = parse_json(request.body, "body");
  if (body) return body;
  return fail(ErrorCode::usage, "请求正文不是 JSON：" + body.error().message, body.error().findings);
}

using app::FormKind;

/// The form of the path, as far as the viewer may read it.
template <FormKind kKind>
Result<app::GoalFile> reviewed_goal(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return pass(id);
  return app::load_goal(context.workspace, *context.access, {*id, kKind});
}

template <FormKind kKind>
Response lint_goal_as_typed(const Context& context, const Request& request) {
  const auto body = review_body(request);
  if (!body) return problem(body.error());
  Findings findings;
  const auto id = read_id(*body, "goal", findings);
  if (const Node* sections = body->find("sections");
      sections != nullptr && !sections->is_null() && !sections->is_map())
    findings.push_back({"body", Severity::error, "应为对象或 null", "/sections", ""});
  if (!findings.empty()) return problem(Error{ErrorCode::invalid, "请求正文有误", std::move(findings)});
  const auto file = app::load_goal(context.workspace, *context.access, {id, kKind});
  if (!file) return problem(file.error());
  auto form = file->form;
  Findings ignored;  // what cannot be saved is told when it is saved
  if (const Node* sections = body->find("sections")) {
    for (const auto& member : sections->members) {
      const auto wrong = app::read_section(member.value, member.key, form);
      ignored.insert(ignored.end(), wrong.begin(), wrong.end());
    }
  }
  const auto last = app::last_year_of(context.workspace.store(), *file);
  if (!last) return problem(last.error());
  const auto report = app::lint_goal(context.workspace, *context.access, *file, form, *last);
  if (!report) return problem(report.error());
  const auto vagueness = app::goal_vagueness(context.workspace, *file, form);
  if (!vagueness) return problem(vagueness.error());
  JsonWriter writer;
  writer.begin_object().key("findings");
  write_lint(writer, context.workspace.book(), *report);
  writer.key("weight_total").number(app::weight_total(form).to_short()).key("vagueness");
  write_vagueness(writer, *vagueness);
  return json_answer(writer.end_object().take());
}

template <FormKind kKind>
Response get_difference(const Context& context, const Request& request) {
  const auto file = reviewed_goal<kKind>(context, request);
  if (!file) return problem(file.error());
  const auto form_at = [&](std::string_view name) -> Result<app::GoalForm> {
    const auto number = read_number(request, name, 0, 0, INT32_MAX);
    if (!number) return pass(number);
    if (*number == 0) return file->form;
    const auto version = std::ranges::find(file->versions, *number, &GoalVersion::number);
    if (version == file->versions.end())
      return fail(ErrorCode::not_found, fmt::format("没有第 {} 版", *number));
    return app::form_of_json(version->content);
  };
  const auto from = form_at("from");
  if (!from) return problem(from.error());
  const auto to = form_at("to");
  if (!to) return problem(to.error());
  JsonWriter writer;
  writer.begin_object().key("changes");
  write_changes(writer, app::form_changes(*from, *to));
  return json_answer(writer.end_object().take());
}

template <FormKind kKind>
Response start_adjustment(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  auto body = Body::read(request, {"reason"});
  if (!body) return problem(body.error());
  const auto reason = body->text("reason");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto opened = app::open_case(context.workspace, *context.access, {*id, kKind});
  if (!opened) return problem(opened.error());
  app::StepWish wish;
  wish.action = "adjust";
  wish.opinion = reason;
  const auto file = app::do_step(context.workspace, *context.access, opened->id.value, wish);
  if (!file) return problem(file.error());
  return review_answer(goal_json(context, *file));
}

template <FormKind kKind>
Response get_review(const Context& context, const Request& request) {
  const auto file = reviewed_goal<kKind>(context, request);
  if (!file) return problem(file.error());
  const auto sheet = app::review_of(context.workspace, *context.access, *file);
  if (!sheet) return problem(sheet.error());
  return json_answer(review_json(*sheet));
}

template <FormKind kKind>
Response put_review(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto body = review_body(request);
  if (!body) return problem(body.error());
  if (const auto saved = app::save_review(context.workspace, *context.access, {*id, kKind}, *body); !saved)
    return problem(saved.error());
  return get_review<kKind>(context, request);
}

Result<app::IndicatorOrder> read_order(const Context& context, const Node& body) {
  app::IndicatorOrder order;
  order.year = context.access->viewer().year;
  Findings findings;
  const auto bad = [&](std::string where, std::string message) {
    findings.push_back({"body", Severity::error, std::move(message), std::move(where), ""});
  };
  if (const Node* told = body.find("year"); told != nullptr && !told->is_null()) {
    const auto year = FiscalYear::parse(told->text);
    if (year)
      order.year = *year;
    else
      bad("/year", "应为年度，如 2024");
  }
  // What is no filter, or no list, or has another name, must not be taken for "everybody".
  const auto only = [&](const Node& node, std::string_view where,
                        std::initializer_list<std::string_view> known) {
    for (const auto& member : node.members) {
      if (std::ranges::count(known, std::string_view(member.key)) == 0)
        bad(fmt::format("{}/{}", where, member.key), fmt::format("没有“{}”这一项", member.key));
    }
  };
  only(body, "", {"year", "filter", "projects", "rows"});
  if (const Node* filter = body.find("filter"); filter != nullptr && !filter->is_null()) {
    if (!filter->is_map()) bad("/filter", "应为对象");
    only(*filter, "/filter", {"unit", "sector", "function_class"});
    order.unit = read_text(*filter, "unit", findings);
    order.sector = read_text(*filter, "sector", findings);
    order.function_class = read_text(*filter, "function_class", findings);
  }
  order.projects = read_ids(body, "projects", findings);
  if (!findings.empty()) return fail(ErrorCode::invalid, "下达的指标有误", std::move(findings));
  app::GoalForm form;
  if (auto wrong = app::read_section(body, "indicators", form); !wrong.empty())
    return fail(ErrorCode::invalid, "下达的指标有误", std::move(wrong));
  order.rows = std::move(form.rows);
  return order;
}

Response order_indicators(const Context& context, const Request& request) {
  const auto body = review_body(request);
  if (!body) return problem(body.error());
  const auto order = read_order(context, *body);
  if (!order) return problem(order.error());
  const auto result = app::order_indicators(context.workspace, *context.access, *order);
  if (!result) return problem(result.error());
  JsonWriter writer;
  writer.begin_object().key("goals").begin_list();
  for (const auto id : result->goals) writer.string(std::to_string(id));
  writer.end_list().key("passed_over").begin_list();
  for (const auto& [id, why] : result->passed_over) {
    writer.begin_object().member("goal", std::to_string(id)).member("why", why).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

constexpr Parameter kReviewedGoal{"id", Parameter::In::path, "绩效目标编号", "string", true, ""};
constexpr std::array kReviewedOnly{kReviewedGoal};
constexpr std::array kDifferenceParameters{
    kReviewedGoal, Parameter{"from", Parameter::In::query, "版本号；0 或不给为现在", "integer", false, "1"},
    Parameter{"to", Parameter::In::query, "版本号；0 或不给为现在", "integer", false, ""}};

constexpr Route kGoalReviewsRoutes[] = {
    {"POST",
     "/api/v1/goals/lint",
     "lintGoal",
     "边填边查，不保存",
     Permission("goal", Action::read),
     {},
     "GoalTyped",
     "GoalLint",
     {},
     lint_goal_as_typed<FormKind::project>},
    {"GET",
     "/api/v1/goals/{id}/difference",
     "getGoalDifference",
     "两版之间的变化",
     Permission("goal", Action::read),
     kDifferenceParameters,
     "",
     "GoalDifference",
     {},
     get_difference<FormKind::project>},
    {"POST",
     "/api/v1/goals/{id}/adjustment",
     "adjustGoal",
     "发起调整",
     Permission("work_case", Action::step),
     kReviewedOnly,
     "AdjustmentWish",
     "Goal",
     {},
     start_adjustment<FormKind::project>},
    {"GET",
     "/api/v1/goals/{id}/review",
     "getGoalReview",
     "审核打分表",
     Permission("goal_review", Action::read),
     kReviewedOnly,
     "",
     "GoalReviewSheet",
     {},
     get_review<FormKind::project>},
    {"PUT",
     "/api/v1/goals/{id}/review",
     "saveGoalReview",
     "审核打分",
     Permission("goal_review", Action::write),
     kReviewedOnly,
     "ReviewScores",
     "GoalReviewSheet",
     {},
     put_review<FormKind::project>},
    {"POST",
     "/api/v1/indicator-orders",
     "orderIndicators",
     "下达核心指标",
     Permission("indicator_order", Action::create),
     {},
     "IndicatorOrder",
     "IndicatorOrderResult",
     {},
     order_indicators},
    {"POST",
     "/api/v1/department-goals/lint",
     "lintDepartmentGoal",
     "边填边查，不保存",
     Permission("department_goal", Action::read),
     {},
     "GoalTyped",
     "GoalLint",
     {},
     lint_goal_as_typed<FormKind::department>},
    {"GET",
     "/api/v1/department-goals/{id}/difference",
     "getDepartmentGoalDifference",
     "两版之间的变化",
     Permission("department_goal", Action::read),
     kDifferenceParameters,
     "",
     "GoalDifference",
     {},
     get_difference<FormKind::department>},
    {"POST",
     "/api/v1/department-goals/{id}/adjustment",
     "adjustDepartmentGoal",
     "发起调整",
     Permission("work_case", Action::step),
     kReviewedOnly,
     "AdjustmentWish",
     "Goal",
     {},
     start_adjustment<FormKind::department>},
    {"GET",
     "/api/v1/department-goals/{id}/review",
     "getDepartmentGoalReview",
     "审核打分表",
     Permission("goal_review", Action::read),
     kReviewedOnly,
     "",
     "GoalReviewSheet",
     {},
     get_review<FormKind::department>},
    {"PUT",
     "/api/v1/department-goals/{id}/review",
     "saveDepartmentGoalReview",
     "审核打分",
     Permission("goal_review", Action::write),
     kReviewedOnly,
     "ReviewScores",
     "GoalReviewSheet",
     {},
     put_review<FormKind::department>},
};

}  // namespace

std::span<const Route> goal_reviews_routes() { return kGoalReviewsRoutes; }

}  // namespace jiheng::http
