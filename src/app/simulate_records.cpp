#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/simulate_world.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kRowsAYear = 64;  // room for a project's rows of one kind and year in its ids

std::int64_t simulated_id(std::int64_t project, int year, int row) {
  return (project + 1) * kRowsAYear * kMostYears + year * kRowsAYear + row + 1;
}

template <class T>
T simulated_row(Region region, std::int64_t project, int year, int row) {
  T record;
  record.region = region;
  record.id = {simulated_id(project, year, row)};
  record.provenance = Provenance::illustrative;
  return record;
}

/// Due, or some days around it: mostly before, sometimes after, sometimes never.
std::optional<Date> simulated_submission(Rng& random, Date due) {
  if (random.chance(3)) return std::nullopt;
  return random.chance(6) ? due.plus_days(static_cast<int>(random.between(1, 25)))
                          : due.plus_days(-static_cast<int>(random.below(20)));
}

Light simulated_light(Rng& random, int red_percent, int yellow_percent) {
  const auto draw = static_cast<int>(random.below(100));
  return draw < red_percent ? Light::red : draw < red_percent + yellow_percent ? Light::yellow : Light::green;
}

Date day(int year, unsigned month, unsigned number) {
  const auto date = Date::of(year, month, number);
  return date ? *date : Date{};
}

struct SimIndicator {
  std::string_view level1, level2, name;
  Operator op;
  std::string_view target, unit;
  int weight;
};
constexpr std::array kSimIndicators{
    SimIndicator{"产出指标", "数量指标", "完成任务数量", Operator::at_least, "12", "项", 20},
    SimIndicator{"产出指标", "质量指标", "验收合格率", Operator::at_least, "98", "%", 15},
    SimIndicator{"产出指标", "时效指标", "按期完成率", Operator::at_least, "95", "%", 15},
    SimIndicator{"效益指标", "社会效益", "促进事业发展", Operator::qualitative, "效果明显", "", 15},
    SimIndicator{"效益指标", "社会效益", "受益人数", Operator::at_least, "1500", "人", 15},
    SimIndicator{"满意度指标", "服务对象满意度", "服务对象满意度", Operator::at_least, "90", "%", 10},
};

}  // namespace

void SimulatedWorld::add(const County& county, std::int64_t project, int year_index,
                         std::vector<BudgetLine>& out) const {
  auto random = rng(project, year_index, 7);
  const std::int64_t total = budget(project, year_index);
  const bool two = random.chance(12);
  constexpr std::array kFunds{FundType::general_public, FundType::government_fund, FundType::unit_funds,
                              FundType::state_capital, FundType::fiscal_account};
  const auto draw = random.below(100);
  const std::size_t first = draw < 82 ? 0 : draw < 90 ? 1 : draw < 96 ? 2 : draw < 98 ? 3 : 4;
  const int spent = random.chance(35) ? 100 : static_cast<int>(random.between(45, 100));
  for (int row = 0; row < (two ? 2 : 1); ++row) {
    auto line = simulated_row<BudgetLine>(county.region, project, year_index, row);
    line.project_id = {project + 1};
    line.year = year(year_index);
    line.fund_type = kFunds[(first + static_cast<std::size_t>(row)) % kFunds.size()];
    const auto tag = random.below(100);
    if (line.fund_type == FundType::general_public) {
      line.fund_tag = tag < 12   ? FundTag::upper_transfer
                      : tag < 20 ? FundTag::direct_transfer
                      : tag < 22 ? FundTag::general_bond
                                 : FundTag::none;
    } else if (line.fund_type == FundType::government_fund && tag < 40) {
      line.fund_tag = FundTag::special_bond;
    }
    const std::int64_t part = !two ? total : row == 0 ? total / 10 * 7 : total - total / 10 * 7;
    line.adjusted = Money::from_fen(part);
    line.initial = random.chance(75) ? line.adjusted : Money::from_fen(part / 100 * random.between(60, 120));
    if (!random.chance(1)) line.executed = Money::from_fen(part / 100 * spent);
    out.push_back(line);
  }
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Goal>& out) const {
  const auto record = project(county, number);
  if (!has_goal(record)) return;
  auto random = rng(number, year_index, 8);
  auto goal = simulated_row<Goal>(county.region, number, year_index, 0);
  goal.project_id = record.id;
  goal.year = year(year_index);
  const auto draw = random.below(100);
  goal.state = draw < 90 ? GoalState::approved : draw < 96 ? GoalState::submitted : GoalState::draft;
  goal.with_budget = goal.state == GoalState::approved && random.chance(93);
  goal.text = fmt::format("完成{}年度任务，按期验收，群众满意", goal.year.value());
  goal.submitted_on =
      goal.state == GoalState::draft ? std::nullopt : std::optional(day(goal.year.value() - 1, 11, 20));
  goal.approved_on =
      goal.state == GoalState::approved ? std::optional(day(goal.year.value(), 2, 10)) : std::nullopt;
  out.push_back(std::move(goal));
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Indicator>& out) const {
  if (!options_.full) return;
  const auto record = project(county, number);
  if (!has_goal(record)) return;
  auto random = rng(number, year_index, 9);
  int row = 0;
  for (const auto& from : kSimIndicators) {
    auto indicator = simulated_row<Indicator>(county.region, number, year_index, row++);
    indicator.project_id = record.id;
    indicator.year = year(year_index);
    indicator.seq = row;
    indicator.level1 = from.level1;
    indicator.level2 = from.level2;
    const bool vague = from.op == Operator::qualitative && random.chance(60);
    indicator.name = vague || from.op != Operator::qualitative ? std::string(from.name) : "受益对象知晓率";
    indicator.op = vague || from.op != Operator::qualitative ? from.op : Operator::at_least;
    indicator.target = vague || from.op != Operator::qualitative ? std::string(from.target) : "85";
    if (!from.unit.empty())
      indicator.unit = std::string(from.unit);
    else if (!vague)
      indicator.unit = "%";
    indicator.weight = Score::from_points(from.weight);
    out.push_back(std::move(indicator));
  }
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Monitoring>& out) const {
  for (int q = options_.full ? 1 : 4; q <= 4; ++q) {
    auto random = rng(number, year_index, 10 + static_cast<std::uint64_t>(q));
    auto form = simulated_row<Monitoring>(county.region, number, year_index, q);
    form.project_id = {number + 1};
    form.year = year(year_index);
    if (const auto quarter = Quarter::of(q)) form.quarter = *quarter;
    form.due_on = form.quarter.last_day(form.year).plus_days(10);
    form.submitted_on = simulated_submission(random, form.due_on);
    if (form.submitted_on) {
      form.executed = Money::from_fen(budget(number, year_index) / 400 * (q * random.between(60, 100)));
      form.goal_progress = Ratio::from_ppm(random.between(15, 25) * q * 10'000);
      form.money_light = simulated_light(random, 4, 12);
      form.goal_light = simulated_light(random, 3, 9);
      form.alert = std::max(*form.money_light, *form.goal_light);
      form.likelihood = form.alert == Light::red ? Likelihood::possible : Likelihood::certain;
      if (form.alert != Light::green) form.deviation_reason = "前期手续办理较慢，资金支付滞后";
    }
    out.push_back(std::move(form));
  }
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<SelfEvaluation>& out) const {
  auto random = rng(number, year_index, 20);
  auto form = simulated_row<SelfEvaluation>(county.region, number, year_index, 0);
  form.project_id = {number + 1};
  form.year = year(year_index);
  form.due_on = day(form.year.value() + 1, 3, 15);
  form.submitted_on = simulated_submission(random, form.due_on);
  if (form.submitted_on) {
    form.computed_total = score(number, year_index);
    form.grade = grade(county, year_index, *form.computed_total);
    const auto claimed = form.computed_total->hundredths() + static_cast<std::int32_t>(random.below(500));
    form.claimed_total = Score::from_hundredths(std::min(claimed, 10'000));
    if (const auto* in_force = scheme(county, year_index)) form.scheme = in_force->id;
  }
  out.push_back(std::move(form));
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Assessment>& out) const {
  if (span_of(number).first != year_index) return;
  auto random = rng(number, year_index, 21);
  if (!random.chance(30)) return;
  const auto record = project(county, number);
  auto assessment = simulated_row<Assessment>(county.region, number, year_index, 0);
  assessment.year = year(year_index);
  assessment.project_name = record.name;
  assessment.project_id = record.id;
  assessment.unit_id = record.unit_id;
  assessment.sector = record.sector;
  assessment.amount = Money::from_fen(budget(number, year_index) / 100 * random.between(100, 140));
  const auto draw = random.below(100);
  assessment.conclusion = draw < 40   ? Conclusion::support
                          : draw < 80 ? Conclusion::support_after_revision
                                      : Conclusion::not_support;
  const bool refused = assessment.conclusion == Conclusion::not_support;
  assessment.suggested_amount = refused ? Money{} : Money::from_fen(budget(number, year_index));
  const std::int64_t points = refused     ? random.between(3500, 5999)
                              : draw < 40 ? random.between(9000, 9900)
                                          : random.between(6000, 8999);
  assessment.score = Score::from_hundredths(static_cast<std::int32_t>(points));
  out.push_back(std::move(assessment));
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Evaluation>& out) const {
  auto random = rng(number, year_index, 22);
  if (!random.chance(4)) return;
  const auto record = project(county, number);
  auto evaluation = simulated_row<Evaluation>(county.region, number, year_index, 0);
  evaluation.year = year(year_index);
  const auto draw = random.below(100);
  evaluation.kind = draw < 45   ? EvaluationKind::key_project
                    : draw < 85 ? EvaluationKind::departmental
                                : EvaluationKind::midterm;
  evaluation.object_name = record.name;
  evaluation.evaluated_year =
      evaluation.kind == EvaluationKind::midterm ? evaluation.year : year(year_index - 1);
  evaluation.project_id = record.id;
  evaluation.unit_id = record.unit_id;
  evaluation.amount = Money::from_fen(budget(number, year_index));
  evaluation.score = Score::from_hundredths(score(number, year_index).hundredths() -
                                            static_cast<std::int32_t>(random.below(900)));
  evaluation.grade = grade(county, year_index, *evaluation.score);
  out.push_back(std::move(evaluation));
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<ResultUse>& out) const {
  std::vector<Evaluation> evaluations;
  add(county, number, year_index, evaluations);
  for (const auto& evaluation : evaluations) {
    if (evaluation.grade == Grade::excellent || evaluation.kind == EvaluationKind::midterm) continue;
    auto random = rng(number, year_index, 23);
    auto use = simulated_row<ResultUse>(county.region, number, year_index, 0);
    use.year = year(year_index + 1);
    use.project_name = evaluation.object_name;
    use.project_id = evaluation.project_id;
    use.unit_id = evaluation.unit_id;
    use.basis = evaluation.kind == EvaluationKind::departmental ? UseBasis::departmental_evaluation
                                                                : UseBasis::finance_evaluation;
    use.evaluation_year = evaluation.year;
    use.evaluation_object = evaluation.object_name;
    const bool cut = evaluation.grade != Grade::good || random.chance(20);
    use.suggestion = evaluation.grade == Grade::poor ? UseSuggestion::forbid
                     : cut                           ? UseSuggestion::reduce
                                                     : UseSuggestion::keep;
    use.base_amount = *evaluation.amount;
    use.decision = evaluation.grade == Grade::poor ? UseDecision::cancelled
                   : cut                           ? UseDecision::reduced
                                                   : UseDecision::kept;
    const std::int64_t kept = use.decision == UseDecision::cancelled ? 0 : cut ? random.between(70, 92) : 100;
    use.decided_amount = Money::from_fen(use.base_amount.fen() / 100 * kept);
    out.push_back(std::move(use));
  }
}

void SimulatedWorld::add(const County& county, std::int64_t number, int year_index,
                         std::vector<Rectification>& out) const {
  std::vector<Evaluation> evaluations;
  add(county, number, year_index, evaluations);
  for (const auto& evaluation : evaluations) {
    auto random = rng(number, year_index, 24);
    if (evaluation.grade == Grade::excellent && !random.chance(25)) continue;
    auto task = simulated_row<Rectification>(county.region, number, year_index, 0);
    task.year = evaluation.year;
    task.unit_id = evaluation.unit_id;
    task.title = fmt::format("{}整改", evaluation.object_name);
    task.source = FindingSource::evaluation;
    task.evaluation_object = evaluation.object_name;
    task.finding = "绩效指标不够细化，资料归档不完整";
    task.raised_on = day(evaluation.year.value(), 10, 15);
    task.due_on = task.raised_on.plus_days(30);
    if (random.chance(90)) task.answered_on = task.due_on.plus_days(static_cast<int>(random.between(-20, 8)));
    if (task.answered_on && random.chance(80)) task.closed_on = task.answered_on->plus_days(15);
    task.state = task.closed_on     ? RectificationState::closed
                 : task.answered_on ? RectificationState::answered
                                    : RectificationState::open;
    out.push_back(std::move(task));
  }
}

}  // namespace jiheng::app
