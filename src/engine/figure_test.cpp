#include "engine/figure.h"

#include <gtest/gtest.h>

#include <map>

#include "base/rng.h"
#include "engine/facts_sample_test.h"

namespace jiheng::engine::test {
namespace {

const law::Book& law_in_force() {
  static const auto kBook = law::Book::embedded();
  EXPECT_TRUE(kBook.has_value()) << (kBook ? "" : to_string(kBook.error()));
  return *kBook;
}

FigureQuery query(std::string figure, std::vector<std::string> by = {}, std::vector<Filter> filters = {}) {
  FigureQuery made;
  made.figure = std::move(figure);
  made.place = region(640323);
  made.year = year(2022);
  made.by = std::move(by);
  made.filters = std::move(filters);
  return made;
}

/// A county with rows of every kind, drawn at random; its own sums are known from nothing but the facts.
std::shared_ptr<const RegionFacts> random_county(std::int64_t code, std::uint64_t seed) {
  Sample sample;
  sample.place = region(code);
  Rng random(seed);
  FactBuilder builder(sample.place, options("2023-04-01"));
  for (std::int64_t id = 1; id <= 9; ++id)
    builder.add(sample.unit(id, std::to_string(101000 + id * 1001), "单位" + std::to_string(id)));
  for (std::int64_t id = 1; id <= 200; ++id) {
    auto project = sample.project(id, random.between(1, 9), static_cast<Category>(random.below(4)));
    project.kind = static_cast<ProjectKind>(random.below(2));
    project.sector = random.chance(50) ? "教育" : "交通运输";
    project.provenance = static_cast<Provenance>(random.below(3));
    builder.add(project);
    for (int y = 2021; y <= 2023; ++y) {
      if (random.chance(25)) continue;
      const auto line_id = id * 10 + y;
      auto line = sample.line(line_id, id, y, random.between(0, 1'000'000'000),
                              static_cast<FundType>(random.below(6)), static_cast<FundTag>(random.below(5)));
      if (random.chance(80)) line.executed = Money::from_fen(random.between(0, line.adjusted.fen()));
      builder.add(line);
      SelfEvaluation form;
      form.project_id = {id};
      form.year = year(y);
      form.due_on = date("2023-03-15");
      if (random.chance(80))
        form.submitted_on = date("2023-03-01").plus_days(static_cast<int>(random.below(30)));
      if (form.submitted_on)
        form.computed_total = Score::from_hundredths(static_cast<std::int32_t>(random.between(5000, 10000)));
      if (form.submitted_on) form.grade = static_cast<Grade>(random.below(4));
      builder.add(form);
    }
    Assessment assessment;
    assessment.id = {id};
    assessment.year = year(2022);
    assessment.project_name = "评估" + std::to_string(id);
    assessment.unit_id = {random.between(1, 9)};
    assessment.conclusion = static_cast<Conclusion>(random.below(3));
    assessment.amount = Money::from_fen(random.between(1, 900'000));
    builder.add(assessment);
    ResultUse use;
    use.id = {id};
    use.year = year(2023);
    use.project_name = "应用" + std::to_string(id);
    use.unit_id = {random.between(1, 9)};
    use.base_amount = Money::from_fen(random.between(0, 900'000));
    use.decided_amount = Money::from_fen(random.between(0, use.base_amount.fen()));
    use.decision = static_cast<UseDecision>(random.below(4));
    builder.add(use);
  }
  auto facts = builder.finish();
  EXPECT_TRUE(facts.has_value());
  return *facts;
}

const FactBase& county() {
  static const FactBase kBase({random_county(640323, 11)});
  return kBase;
}

TEST(Ask, WhatDoesNotExistIsSaidClearly) {
  const auto& book = law_in_force();
  struct Case {
    FigureQuery asked;
    ErrorCode code;
    std::string mentions;
  };
  const std::array cases{
      Case{query("no.such"), ErrorCode::not_found, "no.such"},
      Case{query("project.count", {"conclusion"}), ErrorCode::invalid, "conclusion"},
      Case{query("project.count", {"adjusted"}), ErrorCode::invalid, "adjusted"},
      Case{query("project.count", {"sector", "sector"}), ErrorCode::invalid, "两次"},
      Case{query("project.count", {"sector", "category", "unit"}), ErrorCode::invalid, "最多"},
      Case{query("assessment.share_of_amount", {"conclusion"}), ErrorCode::invalid, "conclusion"},
  };
  for (const auto& c : cases) {
    const auto answer = ask(county(), book, c.asked);
    ASSERT_FALSE(answer.has_value()) << c.asked.figure;
    EXPECT_EQ(answer.error().code, c.code);
    EXPECT_NE(answer.error().message.find(c.mentions), std::string::npos) << answer.error().message;
    EXPECT_FALSE(rows_behind(county(), book, c.asked, 0, 10).has_value());
  }
}

TEST(Ask, AFilterOnADimensionTheFactsLackIsNamedAndHasNoEffect) {
  const auto plain = ask(county(), law_in_force(), query("assessment.count"));
  const auto filtered = ask(county(), law_in_force(), query("assessment.count", {}, {{"fund_type", {"11"}}}));
  ASSERT_TRUE(filtered.has_value());
  EXPECT_EQ(filtered->ignored_filters, std::vector<std::string>{"fund_type"});
  EXPECT_EQ(filtered->whole.value, plain->whole.value);
}

TEST(Ask, NothingToDivideByHasNoValue) {
  const FactBase empty;
  for (const auto* id : {"project.execution_rate", "self_evaluation.mean_score", "goal.coverage_amount"}) {
    const auto answer = ask(empty, law_in_force(), query(id));
    ASSERT_TRUE(answer.has_value());
    EXPECT_FALSE(answer->whole.value.has_value()) << id;
    EXPECT_EQ(answer->whole.text, "—");
  }
  EXPECT_EQ(ask(empty, law_in_force(), query("project.amount"))->whole.value, 0);
}

TEST(Ask, TextsAreReadyToRead) {
  using law::ValueKind;
  struct Case {
    ValueKind kind;
    std::optional<std::int64_t> value;
    std::string text;
  };
  const std::array cases{
      Case{ValueKind::money, 84'726'100'000, "84,726.10"},
      Case{ValueKind::money, 0, "0.00"},
      Case{ValueKind::money, 49'999, "0.05"},
      Case{ValueKind::ratio, 1'000'000, "100"},
      Case{ValueKind::ratio, 800'000, "80"},
      Case{ValueKind::ratio, 973'000, "97.3"},
      Case{ValueKind::ratio, 333'333, "33.33"},
      Case{ValueKind::ratio, 666'650, "66.67"},
      Case{ValueKind::score, 9275, "92.75"},
      Case{ValueKind::score, 9070, "90.7"},
      Case{ValueKind::count, 27, "27"},
      Case{ValueKind::count, std::nullopt, "—"},
  };
  for (const auto& c : cases) EXPECT_EQ(figure_text(c.kind, c.value), c.text);
}

TEST(Ask, GroupsOfCountsAndSumsAddUpToTheWholeOverEveryDimension) {
  const auto& book = law_in_force();
  int checked = 0;
  for (const auto& id : law::figure_ids(book, region(640323), year(2022))) {
    const auto figure = law::find_figure(book, id, region(640323), year(2022));
    const bool adds = figure->aggregate == law::Aggregate::count ||
                      figure->aggregate == law::Aggregate::sum ||
                      figure->aggregate == law::Aggregate::distribution;
    for (const auto& dimension : figure->dimensions) {
      for (const auto& by : {std::vector{dimension}, std::vector{dimension, std::string("unit")}}) {
        if (by.size() == 2 && dimension == "unit") continue;
        const auto answer = ask(county(), book, query(id, by));
        ASSERT_TRUE(answer.has_value()) << answer.error().message;
        std::int64_t value = 0;
        std::int64_t rows = 0;
        for (const auto& group : answer->groups) {
          ASSERT_EQ(group.codes.size(), by.size());
          value += group.value.value.value_or(0);
          rows += group.value.rows;
        }
        if (figure->aggregate != law::Aggregate::ratio) {
          EXPECT_EQ(rows, answer->whole.rows) << id << " by " << dimension;
        }
        if (adds) {
          EXPECT_EQ(value, answer->whole.value.value_or(0)) << id << " by " << dimension;
        }
        const auto whole = ask(county(), book, query(id));
        EXPECT_EQ(whole->whole.value, answer->whole.value) << id << " by " << dimension;
        ++checked;
      }
    }
  }
  EXPECT_GT(checked, 2000);
}

TEST(Ask, AGroupIsTheSameAsTheFigureFilteredToIt) {
  const auto& book = law_in_force();
  for (const auto* id : {"project.execution_rate", "self_evaluation.mean_score", "goal.coverage_count",
                         "unit.department_count", "result_use.mean_rate", "assessment.conclusions"}) {
    const auto by_unit = ask(county(), book, query(id, {"unit"}));
    ASSERT_TRUE(by_unit.has_value());
    ASSERT_FALSE(by_unit->groups.empty());
    for (const auto& group : by_unit->groups) {
      const auto filtered = ask(county(), book, query(id, {}, {{"unit", {group.codes[0]}}}));
      EXPECT_EQ(filtered->whole.value, group.value.value) << id << " " << group.labels[0];
      EXPECT_EQ(filtered->whole.rows, group.value.rows);
    }
  }
}

TEST(Ask, RowsBehindAreAsManyAsTheValueSaysAndPagesJoin) {
  const auto& book = law_in_force();
  for (const auto& id : law::figure_ids(book, region(640323), year(2022))) {
    const auto answer = ask(county(), book, query(id));
    const auto all = rows_behind(county(), book, query(id), 0, 0);
    ASSERT_TRUE(all.has_value());
    EXPECT_EQ(all->total, answer->whole.rows) << id;
    EXPECT_EQ(static_cast<std::int64_t>(all->rows.size()), all->total);
    std::vector<std::int64_t> joined;
    for (std::int64_t from = 0; from < all->total; from += 37) {
      const auto page = rows_behind(county(), book, query(id), from, 37);
      for (const auto& row : page->rows) joined.push_back(row.id);
    }
    std::vector<std::int64_t> ids;
    for (const auto& row : all->rows) ids.push_back(row.id);
    EXPECT_EQ(joined, ids) << id;
  }
}

TEST(Ask, ResultsAreAskedByTheYearThatWasEvaluated) {
  auto asked = query("result_use.count");
  EXPECT_EQ(ask(county(), law_in_force(), asked)->whole.value, 200) << "rows of the budget of 2023";
  asked.year = year(2023);
  EXPECT_EQ(ask(county(), law_in_force(), asked)->whole.value, 0);
  asked.by = {"year"};
  const auto trend = ask(county(), law_in_force(), asked);
  ASSERT_EQ(trend->groups.size(), 1U);
  EXPECT_EQ(trend->groups[0].codes[0], "2022");
}

TEST(Ask, ByYearShowsEveryYearAndKeepsTheWholeToTheAskedOne) {
  const auto trend = ask(county(), law_in_force(), query("project.count", {"year"}));
  ASSERT_EQ(trend->groups.size(), 3U);
  EXPECT_EQ(trend->groups[1].codes[0], "2022");
  EXPECT_EQ(trend->whole.value, trend->groups[1].value.value);
  const auto two = ask(county(), law_in_force(), query("project.count", {}, {{"year", {"2021", "2022"}}}));
  EXPECT_EQ(*two->whole.value, *trend->groups[0].value.value + *trend->groups[1].value.value);
}

TEST(Ask, ADistributionShowsCodesThatNothingHas) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  Evaluation evaluation;
  evaluation.year = year(2022);
  evaluation.kind = EvaluationKind::key_project;
  evaluation.grade = Grade::excellent;
  builder.add(evaluation);
  const FactBase base({*builder.finish()});
  const auto grades = ask(base, law_in_force(), query("evaluation.key.grades"));
  ASSERT_EQ(grades->groups.size(), 4U) << "优 良 中 差, but not 未评定";
  EXPECT_EQ(grades->groups[0].value.value, 1);
  EXPECT_EQ(grades->groups[3].labels[0], "差");
  EXPECT_EQ(grades->groups[3].value.text, "0");
}

TEST(Ask, AProvinceIsTheSumOfItsCountiesAndKeepsTheirUnitsApart) {
  const FactBase base({random_county(640323, 1), random_county(640324, 2), random_county(650121, 3)});
  const auto& book = law_in_force();
  auto asked = query("project.amount");
  std::int64_t counties = 0;
  for (const auto code : {640323, 640324}) {
    asked.place = region(code);
    counties += *ask(base, book, asked)->whole.value;
  }
  asked.place = region(640000);
  EXPECT_EQ(ask(base, book, asked)->whole.value, counties);
  asked.by = {"region"};
  EXPECT_EQ(ask(base, book, asked)->groups.size(), 2U);
  asked.by = {"unit"};
  const auto units = ask(base, book, asked);
  EXPECT_EQ(units->groups.size(), 18U);
  EXPECT_TRUE(units->groups[0].codes[0].starts_with("640323/"));
  auto one = query("project.amount", {}, {{"unit", {units->groups[0].codes[0]}}});
  one.place = region(640000);
  EXPECT_EQ(ask(base, book, one)->whole.value, units->groups[0].value.value);
  asked.by = {"sector"};
  EXPECT_EQ(ask(base, book, asked)->groups.size(), 2U) << "the same sector is one group";
}

TEST(Ask, ASumOfNothingFilledInIsNotZero) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.assessment(1, 1, 2022, Provenance::allocated));
  const FactBase base({*builder.finish()});
  const auto& book = law_in_force();
  EXPECT_EQ(ask(base, book, query("assessment.suggested_amount"))->whole.value, std::nullopt);
  EXPECT_EQ(ask(FactBase{}, book, query("assessment.suggested_amount"))->whole.value, 0)
      << "no rows at all add up to nothing";
}

TEST(Ask, OnlySlicesThatArePublishedAreFreeOfTheMarkOfAllocatedRows) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  builder.add(sample.assessment(1, 1, 2022, Provenance::allocated));
  const FactBase base({*builder.finish()});
  const auto& book = law_in_force();
  const auto by_conclusion = ask(base, book, query("assessment.count", {"conclusion"}));
  EXPECT_EQ(by_conclusion->groups.front().value.allocated_rows, 0);
  EXPECT_EQ(by_conclusion->whole.allocated_rows, 1) << "the row stays what it is";
  EXPECT_EQ(ask(base, book, query("assessment.count", {"unit"}))->groups.front().value.allocated_rows, 1);
  EXPECT_EQ(
      ask(base, book, query("assessment.count", {"conclusion", "unit"}))->groups.front().value.allocated_rows,
      1);
  const auto no_total = ask(base, book, query("assessment.suggested_amount", {"conclusion"}));
  EXPECT_EQ(no_total->whole.illustrative_rows, 1) << "of this amount not even the total is published";
  EXPECT_EQ(no_total->groups.front().value.illustrative_rows, 1);
  EXPECT_EQ(ask(base, book, query("assessment.amount", {"conclusion"}))->groups.front().value.allocated_rows,
            1);
}

TEST(Ask, SumsAreExactBeyondWhatOneBlockHolds) {
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  builder.add(sample.unit(1, "101001", "一小"));
  const std::int64_t huge = INT64_MAX / 4;
  const std::array amounts{huge, huge, huge, std::int64_t{7}};
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const auto id = static_cast<std::int64_t>(i) + 1;
    builder.add(sample.project(id, 1));
    builder.add(sample.line(id, id, 2022, amounts[i]));
  }
  const FactBase base({*builder.finish()});
  EXPECT_EQ(ask(base, law_in_force(), query("project.amount"))->whole.value, huge * 3 + 7);
}

TEST(Ask, MoreCombinationsThanCellsAreStillCounted) {
  constexpr std::int64_t kUnits = 3000;
  const Sample sample;
  FactBuilder builder(sample.place, options("2023-04-01"));
  for (std::int64_t id = 1; id <= kUnits; ++id) {
    auto unit = sample.unit(id, std::to_string(100000 + id), "单位" + std::to_string(id));
    unit.department_code = unit.code;
    builder.add(unit);
    builder.add(sample.project(id, id));
    builder.add(sample.line(id, id, 2022, id));
  }
  const FactBase base({*builder.finish()});
  const auto answer = ask(base, law_in_force(), query("goal.coverage_amount", {"unit", "department"}));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->groups.size(), static_cast<std::size_t>(kUnits));
  EXPECT_EQ(answer->whole.value, 0);
  const auto amounts = ask(base, law_in_force(), query("project.amount", {"unit", "department"}));
  EXPECT_EQ(amounts->whole.value, kUnits * (kUnits + 1) / 2);
  EXPECT_EQ(amounts->groups[9].value.value, 10);
}

TEST(Ask, MadeUpRowsAreCountedBesideTheValue) {
  const auto answer = ask(county(), law_in_force(), query("project.count", {"provenance"}));
  std::map<std::string, std::int64_t> rows;
  for (const auto& group : answer->groups) rows[group.codes[0]] = *group.value.value;
  EXPECT_EQ(answer->whole.illustrative_rows, rows["illustrative"]);
  EXPECT_EQ(answer->whole.allocated_rows, rows["allocated"]);
  EXPECT_GT(rows["recorded"], 0);
}

TEST(Ask, ManyQuestionsOnTwoThreadsAreAnsweredAsOneByOne) {
  const auto& book = law_in_force();
  std::vector<FigureQuery> queries;
  for (const auto& id : law::figure_ids(book, region(640323), year(2022))) queries.push_back(query(id));
  queries.push_back(query("no.such"));
  const auto answers = ask_all(county(), book, queries, 2);
  ASSERT_EQ(answers.size(), queries.size());
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const auto single = ask(county(), book, queries[i]);
    ASSERT_EQ(answers[i].has_value(), single.has_value());
    if (single) {
      EXPECT_EQ(answers[i]->whole.value, single->whole.value) << queries[i].figure;
    }
  }
}

}  // namespace
}  // namespace jiheng::engine::test
