#include "app/rescore.h"

#include <gtest/gtest.h>

#include "app/workspace.h"
#include "model/budget_line.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/self_evaluation.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using testing::must;

const store::Actor kTester{"test", "test"};

template <class T>
T of_one_project() {
  T record;
  record.region = must(Region::parse("640323"));
  record.project_id = ProjectId{7};
  record.year = must(FiscalYear::of(2022));
  return record;
}

BudgetLine line_of(std::int64_t adjusted_wan, std::int64_t executed_wan) {
  auto line = of_one_project<BudgetLine>();
  line.adjusted = Money::from_fen(adjusted_wan * 1'000'000);
  line.executed = Money::from_fen(executed_wan * 1'000'000);
  return line;
}

Indicator indicator_of(std::int64_t seq, std::string level1, std::string level2, int weight,
                       std::string actual) {
  auto row = of_one_project<Indicator>();
  row.seq = seq;
  row.level1 = std::move(level1);
  row.level2 = std::move(level2);
  row.name = "指标";
  row.op = Operator::at_least;
  row.target = "100";
  row.weight = Score::from_points(weight);
  row.actual = std::move(actual);
  return row;
}

/// A project with all of its rows: 98 of 100 万元 paid, every indicator reached.
struct ScoredProject {
  ScoredProject() {
    WorkspaceOptions options;
    options.data = dir.path();
    options.mode = store::OpenMode::create;
    workspace = must(Workspace::open(options));
    auto quarter = of_one_project<Monitoring>();
    quarter.quarter = must(Quarter::of(2));
    quarter.executed = Money::from_fen(35'000'000);
    quarter.goal_progress = Ratio::from_ppm(480'000);
    must(workspace->write(kTester,
                          {store::put_of(line_of(100, 98)), store::put_of(quarter),
                           store::put_of(indicator_of(1, "产出指标", "数量指标", 50, "100")),
                           store::put_of(indicator_of(2, "效益指标", "社会效益指标", 30, "120")),
                           store::put_of(indicator_of(3, "满意度指标", "服务对象满意度指标", 10, "100")),
                           store::put_of(of_one_project<SelfEvaluation>())}));
  }
  SelfEvaluation evaluation() { return must(store::load<SelfEvaluation>(workspace->store())).at(0); }
  Monitoring quarter() { return must(store::load<Monitoring>(workspace->store())).at(0); }

  testing::TempDir dir;
  std::unique_ptr<Workspace> workspace;
};

TEST(Rescore, fills_lights_and_scores_in_the_write_that_brings_the_rows) {
  ScoredProject project;
  EXPECT_EQ(project.quarter().money_light, Light::yellow);
  EXPECT_EQ(project.quarter().goal_light, Light::green);
  EXPECT_EQ(project.quarter().alert, Light::yellow);
  // 10 × 98% + 50 + 30 + 10
  EXPECT_EQ(project.evaluation().computed_total, Score::from_hundredths(9980));
  EXPECT_EQ(project.evaluation().grade, Grade::excellent);
  EXPECT_EQ(project.evaluation().scheme, "scheme.self-evaluation");
}

TEST(Rescore, a_changed_budget_line_changes_the_stored_score_and_lights_and_is_audited) {
  ScoredProject project;
  const auto report = must(project.workspace->write(kTester, {store::put_of(line_of(200, 98))}));
  EXPECT_EQ(report.updated, 3);  // the line, the quarter and the self-evaluation
  EXPECT_EQ(report.ids.size(), 1U);
  EXPECT_EQ(project.quarter().money_light, Light::red);
  EXPECT_EQ(project.evaluation().computed_total, Score::from_hundredths(9490));
  std::vector<std::string> changed;
  must(project.workspace->store().read_audit(1, [&](const store::AuditEntry& entry) {
    if (entry.action == "update") changed.push_back(entry.record);
    return true;
  }));
  EXPECT_EQ(changed.size(), 3U);
}

TEST(Rescore, a_changed_indicator_changes_the_score_only) {
  ScoredProject project;
  const auto report = must(
      project.workspace->write(kTester, {store::put_of(indicator_of(1, "产出指标", "数量指标", 50, "90"))}));
  EXPECT_EQ(report.updated, 2);
  EXPECT_EQ(project.evaluation().computed_total, Score::from_hundredths(9480));
}

TEST(Rescore, a_value_that_is_not_filled_leaves_the_total_open) {
  ScoredProject project;
  auto row = indicator_of(1, "产出指标", "数量指标", 50, "");
  row.actual = std::nullopt;
  must(project.workspace->write(kTester, {store::put_of(row)}));
  EXPECT_FALSE(project.evaluation().computed_total);
  EXPECT_FALSE(project.evaluation().grade);
  EXPECT_EQ(project.evaluation().scheme, "scheme.self-evaluation");
}

TEST(Rescore, what_a_caller_writes_into_computed_fields_does_not_count) {
  ScoredProject project;
  auto evaluation = project.evaluation();
  evaluation.computed_total = Score::from_points(60);
  evaluation.grade = Grade::fair;
  const auto report = must(project.workspace->write(kTester, {store::put_of(evaluation)}));
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_EQ(project.evaluation().computed_total, Score::from_hundredths(9980));
}

}  // namespace
}  // namespace jiheng::app
