#include <gtest/gtest.h>

#include "engine/facts_sample_test.h"
#include "engine/figure_scan.h"

namespace jiheng::engine::test {
namespace {

using law::Entity;

std::shared_ptr<const RegionFacts> finish(FactBuilder& builder) {
  auto facts = builder.finish();
  EXPECT_TRUE(facts.has_value()) << (facts ? "" : facts.error().message);
  return facts ? *facts : std::make_shared<const RegionFacts>();
}

TEST(Facts, ASumThatDoesNotFitIsAnErrorThatNamesTheRegion) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.project(1, 1));
  builder.add(sample.line(1, 1, 2022, INT64_MAX - 5));
  builder.add(sample.line(2, 1, 2022, 100, FundType::government_fund));
  const auto facts = builder.finish();
  ASSERT_FALSE(facts.has_value());
  EXPECT_EQ(facts.error().code, ErrorCode::invalid);
  EXPECT_NE(facts.error().message.find("640323"), std::string::npos);
}

TEST(Facts, AProjectHasAFactOnlyInYearsWithBudget) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.project(1, 1));
  builder.add(sample.line(1, 1, 2023, 500));
  builder.add(sample.line(2, 99, 2023, 500));  // of a project that is not there
  Goal goal;
  goal.project_id = {1};
  goal.year = year(2022);
  builder.add(goal);
  const auto facts = finish(builder);
  const auto& table = facts->table(Entity::project_year);
  ASSERT_EQ(table.size(), 1U);
  ASSERT_EQ(table.years.size(), 1U);
  EXPECT_EQ(table.years[0].year, 2023);
  EXPECT_EQ(code(*facts, Entity::project_year, "goal_state", 0), "none");
  EXPECT_EQ(facts->name(table.names[0]), "项目1");
}

TEST(Facts, TheFundTypeIsTheOneWithMostMoneyAndTheFirstAmongEquals) {
  struct Case {
    std::int64_t general, fund;
    std::string expected;
  };
  for (const auto& c : {Case{100, 200, "12"}, Case{200, 100, "11"}, Case{150, 150, "11"}, Case{0, 0, "11"}}) {
    const Sample sample;
    FactBuilder builder(sample.place, options("2023-04-01"));
    builder.add(sample.unit(1, "101001", "一小"));
    builder.add(sample.project(1, 1));
    builder.add(sample.line(1, 1, 2022, c.fund, FundType::government_fund, FundTag::special_bond));
    builder.add(sample.line(2, 1, 2022, c.general));
    const auto facts = finish(builder);
    EXPECT_EQ(code(*facts, Entity::project_year, "fund_type", 0), c.expected);
    EXPECT_EQ(code(*facts, Entity::project_year, "special_bond", 0), "yes");
    EXPECT_EQ(stored(*facts, Entity::project_year, "adjusted", 0), c.general + c.fund);
    EXPECT_EQ(stored(*facts, Entity::project_year, "executed", 0), kNoValue) << "not filled is not zero";
  }
}

TEST(Facts, LateIsAfterTheDueDayOrMissingOnceItHasPassed) {
  struct Case {
    const char* as_of;
    const char* submitted;  ///< nullptr: not
    std::string state;
    std::int64_t late;
  };
  const std::array cases{
      Case{"2023-03-15", nullptr, "none", 0},         Case{"2023-03-16", nullptr, "none", 1},
      Case{"2023-03-10", "2023-03-15", "on_time", 0}, Case{"2023-12-31", "2023-03-15", "on_time", 0},
      Case{"2023-03-01", "2023-03-16", "late", 1},
  };
  for (const auto& c : cases) {
    const Sample sample;
    FactBuilder builder(sample.place, options(c.as_of));
    builder.add(sample.unit(1, "101001", "一小"));
    builder.add(sample.project(1, 1));
    builder.add(sample.line(1, 1, 2022, 500));
    SelfEvaluation form;
    form.project_id = {1};
    form.year = year(2022);
    form.due_on = date("2023-03-15");
    if (c.submitted != nullptr) form.submitted_on = date(c.submitted);
    builder.add(form);
    const auto facts = finish(builder);
    EXPECT_EQ(code(*facts, Entity::project_year, "self_evaluation_state", 0), c.state) << c.as_of;
    EXPECT_EQ(stored(*facts, Entity::unit_year, "late_count", 0), c.late) << c.as_of;
    EXPECT_EQ(code(*facts, Entity::unit_year, "has_late", 0), c.late > 0 ? "yes" : "no");
  }
}

TEST(Facts, TheAlertOfTheLastQuarterThatHasOneCounts) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.project(1, 1));
  builder.add(sample.line(1, 1, 2022, 500));
  const std::array<std::pair<int, std::optional<Light>>, 3> quarters{
      {{3, Light::yellow}, {1, Light::red}, {4, std::nullopt}}};
  for (const auto& [quarter, alert] : quarters) {
    Monitoring form;
    form.id = {quarter};
    form.project_id = {1};
    form.year = year(2022);
    form.quarter = *Quarter::of(quarter);
    form.due_on = date("2022-12-31");
    form.alert = alert;
    builder.add(form);
  }
  const auto facts = finish(builder);
  EXPECT_EQ(code(*facts, Entity::project_year, "alert", 0), "yellow");
  EXPECT_EQ(code(*facts, Entity::project_year, "monitored", 0), "no") << "no form was submitted";
  EXPECT_EQ(facts->table(Entity::monitoring).size(), 3U);
  EXPECT_EQ(code(*facts, Entity::monitoring, "late", 0), "yes");
}

TEST(Facts, AnEvaluationIsLinkedByAUseOfItsYearOrByARectificationOfItsObject) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  for (std::int64_t id = 1; id <= 4; ++id) {
    Evaluation evaluation;
    evaluation.id = {id};
    evaluation.year = year(2022);
    evaluation.object_name = "对象" + std::to_string(id);
    builder.add(evaluation);
  }
  ResultUse use;
  use.year = year(2023);
  use.evaluation_year = year(2022);
  use.evaluation_object = "对象1";
  builder.add(use);
  use.evaluation_year = year(2021);
  use.evaluation_object = "对象2";
  builder.add(use);
  Rectification task;
  task.evaluation_object = "对象3";
  builder.add(task);
  const auto facts = finish(builder);
  const std::array<std::string, 4> expected{"yes", "no", "yes", "no"};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(code(*facts, Entity::evaluation, "linked", i), expected[i]) << i;
    EXPECT_EQ(code(*facts, Entity::evaluation, "unit", i), "?") << "a unit that is not there is still a fact";
  }
}

TEST(Facts, AResultIsUsedInTheNextYearsBudget) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.project(1, 1));
  builder.add(sample.line(1, 1, 2022, 500));
  builder.add(sample.line(2, 1, 2023, 500));
  ResultUse use;
  use.year = year(2023);
  use.project_id = ProjectId{1};
  use.base_amount = Money::from_fen(300);
  use.decided_amount = Money::from_fen(200);
  builder.add(use);
  use.base_amount = Money{};
  builder.add(use);
  const auto facts = finish(builder);
  EXPECT_EQ(code(*facts, Entity::project_year, "result_linked", 0), "yes");
  EXPECT_EQ(code(*facts, Entity::project_year, "result_linked", 1), "no");
  EXPECT_EQ(stored(*facts, Entity::result_use, "rate", 0), 333'333);
  EXPECT_EQ(stored(*facts, Entity::result_use, "rate", 1), kNoValue) << "nothing to divide by";
}

TEST(Facts, AFactIsAsWeakAsTheWeakestRowItComesFrom) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  auto project = sample.project(1, 1);
  project.provenance = Provenance::allocated;
  builder.add(project);
  builder.add(sample.line(1, 1, 2022, 500));
  auto made_up = sample.line(2, 1, 2023, 500);
  made_up.provenance = Provenance::illustrative;
  builder.add(made_up);
  const auto facts = finish(builder);
  EXPECT_EQ(code(*facts, Entity::project_year, "provenance", 0), "allocated");
  EXPECT_EQ(code(*facts, Entity::project_year, "illustrative", 0), "no");
  EXPECT_EQ(code(*facts, Entity::project_year, "provenance", 1), "illustrative");
  EXPECT_EQ(code(*facts, Entity::project_year, "illustrative", 1), "yes");
}

TEST(Facts, AUnitIsThereInEveryYearInForceAndADepartmentOnlyWithProjectsOfItsOwn) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  auto closed = sample.unit(1, "101001", "一小");
  closed.until_year = year(2022);
  builder.add(closed);
  builder.add(sample.unit(2, "101002", "二小"));
  builder.add(sample.unit(3, "101", "教体局", UnitKind::department));
  builder.add(sample.unit(4, "102", "住建局", UnitKind::department));
  builder.add(sample.project(1, 3));
  builder.add(sample.line(1, 1, 2022, 500));
  builder.add(sample.line(2, 1, 2023, 500));
  const auto facts = finish(builder);
  const auto& table = facts->table(Entity::unit_year);
  ASSERT_EQ(table.years.size(), 2U);
  EXPECT_EQ(table.years[0].end - table.years[0].begin, 3U);
  EXPECT_EQ(table.years[1].end - table.years[1].begin, 2U);
  const FactBase base({facts});
  const auto departments = base.values_of(sample.place, Entity::unit_year, "department");
  ASSERT_EQ(departments.size(), 1U);
  EXPECT_EQ(departments[0].label, "教体局");
}

TEST(Facts, ARenamedUnitBearsTheNameOfTheYearThatIsAsked) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "实验小学"));
  builder.add(sample.unit(2, "101", "教育体育局", UnitKind::department));
  UnitChange renamed;
  renamed.kind = UnitChangeKind::rename;
  renamed.year = year(2023);
  renamed.from_unit_id = renamed.to_unit_id = {1};
  renamed.from_name = "一小";
  builder.add(renamed);
  renamed.from_unit_id = renamed.to_unit_id = {2};
  renamed.from_name = "教体局";
  builder.add(renamed);
  builder.add(sample.project(1, 1));
  builder.add(sample.line(1, 1, 2022, 500));
  builder.add(sample.line(2, 1, 2023, 700));
  const FactBase base({finish(builder)});
  const auto asked = [&](std::vector<std::int16_t> years, std::string_view dimension) {
    ScanSpec spec;
    spec.entity = Entity::project_year;
    spec.place = sample.place;
    spec.years = std::move(years);
    spec.keys = {law::entity_desc(Entity::project_year).index_of(dimension)};
    const auto result = scan_facts(base, spec);
    std::string labels;
    for (const auto& entry : result.spaces[0].entries()) labels += entry.code + entry.label + " ";
    EXPECT_EQ(result.cells.size(), 1U) << "one unit, whatever it was called";
    return labels;
  };
  EXPECT_EQ(asked({2022}, "unit"), "101001一小 ");
  EXPECT_EQ(asked({2023}, "unit"), "101001实验小学 ");
  EXPECT_EQ(asked({2022}, "department"), "101教体局 ");
  EXPECT_EQ(asked({2023}, "department"), "101教育体育局 ");
  EXPECT_EQ(asked({}, "unit"), "101001实验小学 ") << "of several years the last one's name";
  const auto values = base.values_of(sample.place, Entity::project_year, "unit");
  ASSERT_EQ(values.size(), 1U);
  EXPECT_EQ(values[0].label, "实验小学");
}

TEST(Facts, AProjectYearTakesAtMost80Bytes) {
  constexpr std::size_t kProjects = 20'000;
  const Sample sample;
  auto opts = options("2023-04-01");
  opts.keep_project_names = false;
  FactBuilder builder(sample.place, opts);
  builder.add(sample.unit(1, "101001", "一小"));
  for (std::size_t i = 1; i <= kProjects; ++i) {
    const auto id = static_cast<std::int64_t>(i);
    builder.add(sample.project(id, 1));
    builder.add(sample.line(id, id, 2022, 500));
  }
  const FactBase base({finish(builder)});
  EXPECT_EQ(base.count(Entity::project_year), kProjects);
  EXPECT_LE(base.bytes(), kProjects * 80);
  EXPECT_GE(base.bytes(), kProjects * 60) << "bytes() must count the columns";
}

}  // namespace
}  // namespace jiheng::engine::test
