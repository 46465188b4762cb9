#include "app/case_guards.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/goal_lint.h"
#include "app/goal_review.h"

namespace jiheng::app {
namespace {

using engine::GuardAnswer;

/// Who acted, whosever role he acted in: "王丽（wangli，代 张强）" and "王丽（wangli）" are one person.
std::string_view person_in(std::string_view actor) {
  const auto lent = actor.find("，代 ");
  return lent == std::string_view::npos ? actor.substr(0, actor.rfind("）")) : actor.substr(0, lent);
}

GuardAnswer both_confirmed(const GoalFile& file, bool one_person) {
  const auto& goal = file.goal;
  GuardAnswer answer{"both_confirmed", false, {}};
  if (!goal.finance_confirmed_by) answer.detail = "财务部分还没有确认";
  if (!goal.project_confirmed_by)
    answer.detail += answer.detail.empty() ? "业务部分还没有确认" : "，业务部分也没有确认";
  if (!answer.detail.empty()) return answer;
  if (person_in(*goal.finance_confirmed_by) == person_in(*goal.project_confirmed_by) && !one_person) {
    answer.detail = fmt::format("两部分都是{}一人确认的", plain_name(*goal.finance_confirmed_by));
    return answer;
  }
  answer.holds = true;
  return answer;
}

/// Who had a hand in it the engine knows; where a unit's people are waited for, the place may let the one
/// person of a unit do it all.
GuardAnswer different_person(const GoalFile& file, bool one_person) {
  const auto& waiting = file.state().waiting;
  return {
      "different_person", one_person && !waiting.empty() && scope_of(waiting.front()) == RoleScope::unit, {}};
}

Result<GuardAnswer> no_lint_errors(Workspace& workspace, const GoalFile& file, const Access& access) {
  const auto last = last_year_of(workspace.store(), file);
  if (!last) return pass(last);
  const auto report = lint_goal(workspace, access, file, file.form, *last);
  if (!report) return pass(report);
  GuardAnswer answer{"no_lint_errors", true, {}};
  int errors = 0;
  for (const auto& finding : report->findings) {
    if (finding.severity != Severity::error) continue;
    if (errors++ == 0) answer.detail = finding.message;
  }
  if (errors > 1) answer.detail = fmt::format("共 {} 条，第一条：{}", errors, answer.detail);
  answer.holds = errors == 0;
  return answer;
}

Result<std::vector<GuardAnswer>> review_answers(Workspace& workspace, const GoalFile& file,
                                                const Access& access) {
  const auto review = review_of(workspace, access, file);
  if (!review) return pass(review);
  int missing = 0;
  for (const auto& point : review->points) missing += point.scored ? 0 : 1;
  std::vector<GuardAnswer> answers;
  answers.push_back(
      {"review_done", missing == 0, missing == 0 ? "" : fmt::format("还有 {} 项没有打分", missing)});
  const bool good = review->grade && (*review->grade == Grade::excellent || *review->grade == Grade::good);
  answers.push_back({"review_passes", good,
                     review->grade
                         ? fmt::format("{} 分，{}", review->total.to_short(), enum_label(*review->grade))
                         : std::string("还没有打完分")});
  return answers;
}

}  // namespace

Result<std::vector<GuardAnswer>> guard_answers(Workspace& workspace, const GoalFile& file,
                                               const Access& access, const GuardContext& context) {
  const auto day = beijing_date(workspace.clock().now_ms());
  const auto one_person = one_person_unit(workspace, file, day);
  if (!one_person) return pass(one_person);
  std::vector<GuardAnswer> answers;
  answers.push_back(both_confirmed(file, *one_person));
  answers.push_back(different_person(file, *one_person));
  answers.push_back({"has_money", sums_of(file.form).total.fen() > 0, {}});
  answers.push_back({"not_opened", file.work_case && !file.work_case->opened_ms, {}});
  answers.push_back({"approval_document", context.with_document, {}});
  // The costly ones only where a step from here asks for them.
  const auto asked = [&](std::string_view guard) {
    return std::ranges::any_of(file.process.transitions, [&](const law::ProcessTransition& step) {
      return std::ranges::count(step.from, file.at.state) > 0 && std::ranges::count(step.guards, guard) > 0;
    });
  };
  if (asked("no_lint_errors")) {
    auto lint = no_lint_errors(workspace, file, access);
    if (!lint) return pass(lint);
    answers.push_back(std::move(*lint));
  }
  if (asked("review_done") || asked("review_passes")) {
    auto review = review_answers(workspace, file, access);
    if (!review) return pass(review);
    answers.insert(answers.end(), review->begin(), review->end());
  }
  return answers;
}

std::string clause_text(const law::Book& book, const std::vector<law::Citation>& citations) {
  std::string text;
  for (const auto& citation : citations) {
    const auto* source = book.source(citation.source);
    const auto number = source == nullptr ? std::string_view() : source->body.text_of("number");
    const auto name =
        number.empty() ? (source == nullptr ? citation.source : source->title) : std::string(number);
    text += fmt::format("{}{}{}{}", text.empty() ? "" : "；", name, citation.article,
                        citation.verified ? "" : "（未核对原文）");
  }
  return text.empty() ? "practice" : text;
}

}  // namespace jiheng::app
