#include "app/demo_goal_story.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/budget_change.h"

namespace jiheng::app {
namespace {

class StoryWriter {
 public:
  StoryWriter(const Declaration& made, std::int64_t now, const PersonOf& person,
              const std::vector<std::pair<std::string, std::string>>& points, std::vector<store::Put>& puts)
      : made_(made), now_(now), person_(person), points_(points), puts_(puts) {}

  void run() {
    for (std::size_t i = 0; i < made_.way.size(); ++i) {
      put_step(i);
      put_version(i);
      if (made_.way[i].from == "finance_review" && made_.way[i].action == "pass") put_review(i);
      if (made_.way[i].action == "approve") put_budget(i);
    }
  }

 private:
  void put_budget(std::size_t i) {
    for (const auto& line : made_.form.lines) {
      BudgetChange change;
      change.region = made_.goal.region;
      change.project_id = made_.goal.project_id;
      change.year = made_.goal.year;
      change.kind = BudgetChangeKind::initial;
      change.fund_type = line.fund_type;
      change.fund_tag = line.fund_tag;
      change.document_number = kDemoDocument;
      change.changed_on = beijing_date(time_of_step(made_, now_, i));
      change.amount = line.amount;
      change.goal_id = made_.goal.id;
      change.goal_version = 2;
      change.by_name = person_(Role::budget_section, made_.unit).second;
      change.at_ms = time_of_step(made_, now_, i);
      change.provenance = Provenance::illustrative;
      puts_.push_back(store::put_of(change));
    }
  }

  void put_step(std::size_t i) {
    const auto& way = made_.way[i];
    const auto [id, name] = person_(way.role, made_.unit);
    ProcessStep step;
    step.region = made_.goal.region;
    step.case_id = made_.work_case.id;
    step.number = static_cast<std::int64_t>(i) + 1;
    step.action = way.action;
    step.from_state = way.from;
    step.to_state = way.to;
    step.actor_id = {id};
    step.actor_name = name;
    step.role = way.role;
    step.at_ms = time_of_step(made_, now_, i);
    step.reasons = "[]";
    step.changes = "[]";
    if (way.action == "return") {
      step.reasons = fmt::format("[{{\"code\":\"{}\"}}]", made_.row.at("退回理由"));
      step.opinion = made_.row.at("意见");
    }
    if (way.action == "adjust") step.opinion = "上级下达任务增加，年度指标值随之调整";
    puts_.push_back(store::fresh_put_of(step));
  }

  void put_version(std::size_t i) {
    const auto action = made_.way[i].action;
    if (action != "submit" && action != "approve" && action != "adjust") return;
    GoalVersion version;
    version.region = made_.goal.region;
    version.goal_id = made_.goal.id;
    version.number = ++number_;
    version.kind = action == "submit"    ? GoalVersionKind::prepared
                   : action == "approve" ? GoalVersionKind::approved
                                         : GoalVersionKind::adjusting;
    version.at_ms = time_of_step(made_, now_, i);
    version.by_name = person_(made_.way[i].role, made_.unit).second;
    if (action == "approve") version.reason = std::string(kDemoDocument);
    if (action == "adjust") version.reason = "上级下达任务增加，年度指标值随之调整";
    version.content = form_json(made_.form);
    puts_.push_back(store::fresh_put_of(version));
  }

  void put_review(std::size_t i) {
    std::size_t position = 0;
    for (const auto& [point, full] : points_) {
      const auto most = Score::parse(full).value_or(Score());
      GoalReview review;
      review.region = made_.goal.region;
      review.goal_id = made_.goal.id;
      review.point = point;
      const bool less = (position++ + made_.form.rows.size() + i) % 3 == 0;
      review.score = less ? most - Score::from_points(1) : most;
      review.by_name = person_(Role::performance_officer, made_.unit).second;
      review.at_ms = time_of_step(made_, now_, i);
      puts_.push_back(store::fresh_put_of(review));
    }
  }

  static constexpr std::string_view kDemoDocument = "盐财预〔2023〕46号";

  const Declaration& made_;
  std::int64_t now_;
  const PersonOf& person_;
  const std::vector<std::pair<std::string, std::string>>& points_;
  std::vector<store::Put>& puts_;
  std::int64_t number_ = 0;
};

}  // namespace

std::int64_t time_of_step(const Declaration& made, std::int64_t now_ms, std::size_t step) {
  return std::min(made.begun_ms + static_cast<std::int64_t>(step + 1) * kDayMs, now_ms);
}

void put_story(const Declaration& made, std::int64_t now_ms, const PersonOf& person,
               const std::vector<std::pair<std::string, std::string>>& points,
               std::vector<store::Put>& puts) {
  StoryWriter(made, now_ms, person, points, puts).run();
}

}  // namespace jiheng::app
