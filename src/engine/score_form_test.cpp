// Whole forms: the money table, weights, totals, grades, and what each oddity is called.
#include <gtest/gtest.h>

#include <chrono>

#include "engine/explain.h"
#include "engine/score_test_support.h"
#include "engine/stored_form.h"

namespace jiheng::engine {
namespace {

const Date kDay = *Date::of(2023, 3, 31);

/// A form without any fault: 10 + 50 + 30 + 10, all reached.
SelfEvaluationForm sound_form() {
  SelfEvaluationForm form;
  form.file = "a.json";
  form.year = *FiscalYear::of(2022);
  form.money_unit = MoneyUnit::wan;
  form.total.initial = form.total.adjusted = form.total.executed = *Money::parse("100", MoneyUnit::wan);
  form.total.where = "/budget";
  form.execution_weight = Score::from_points(10);
  form.indicators = {test_indicator("≥", "100", "100", "50"),
                     test_indicator("≥", "100", "100", "30", "效益指标", "社会效益指标"),
                     test_indicator("≥", "90", "95", "10", "满意度指标", "服务对象满意度指标", "%")};
  return form;
}

struct FormOddity {
  const char* rule;
  void (*change)(SelfEvaluationForm& form);
};

Money wan(const char* text) { return *Money::parse(text, MoneyUnit::wan); }

const FormOddity kOddities[] = {
    {"budget.zero", [](auto& f) { f.total.adjusted = Money{}; }},
    {"budget.not_filled", [](auto& f) { f.total.executed.reset(); }},
    {"budget.unit_missing", [](auto& f) { f.money_unit.reset(); }},
    {"budget.unit_suspicious", [](auto& f) { f.total.adjusted = f.total.executed = wan("3000000"); }},
    {"budget.unit_suspicious",
     [](auto& f) {
       f.money_unit = MoneyUnit::yuan;
       f.total.adjusted = f.total.executed = wan("0.01");
     }},
    {"budget.parts_differ",
     [](auto& f) { f.parts.push_back({"财政拨款", wan("100"), wan("90"), wan("100"), "/p"}); }},
    {"budget.total_empty",
     [](auto& f) {
       f.total.adjusted = Money{};
       f.parts.push_back({"财政拨款", wan("100"), wan("100"), wan("100"), "/p"});
     }},
    {"budget.from_parts",
     [](auto& f) {
       f.total.adjusted = Money{};
       f.parts.push_back({"财政拨款", wan("100"), wan("100"), wan("100"), "/p"});
     }},
    {"budget.rate_differs", [](auto& f) { f.execution_rate = *Ratio::parse_percent("80"); }},
    {"budget.overspent", [](auto& f) { f.total.executed = wan("101"); }},
    {"budget.reason_missing", [](auto& f) { f.total.executed = wan("89.99"); }},
    {"budget.negative", [](auto& f) { f.total.executed = wan("-1"); }},
    {"budget.cost_unit",
     [](auto& f) {
       f.indicators.push_back(test_indicator("≤", "1000000", "1", "", "产出指标", "成本指标", "万元"));
     }},
    {"score.no_indicators", [](auto& f) { f.indicators.clear(); }},
    {"score.future_year", [](auto& f) { f.year = *FiscalYear::of(2024); }},
    {"score.weights_total", [](auto& f) { f.indicators[0].weight = Score::from_points(49); }},
    {"score.level_weight",
     [](auto& f) {
       f.indicators[0].weight = Score::from_points(40);
       f.indicators[1].weight = Score::from_points(40);
     }},
    {"score.level_missing", [](auto& f) { f.indicators[2].level1 = "效益指标"; }},
    {"score.level_unknown", [](auto& f) { f.indicators[2].level1 = "其他"; }},
    {"score.execution_weight", [](auto& f) { f.execution_weight = Score::from_points(20); }},
    {"score.no_actuals",
     [](auto& f) {
       for (auto& i : f.indicators) i.actual.reset();
     }},
    {"score.no_weights",
     [](auto& f) {
       for (auto& i : f.indicators) i.weight.reset();
     }},
    {"score.no_weight", [](auto& f) { f.indicators[0].weight.reset(); }},
    {"score.not_filled", [](auto& f) { f.indicators[0].actual.reset(); }},
    {"score.claimed_without_actual",
     [](auto& f) {
       f.indicators[0].actual.reset();
       f.indicators[0].claimed = Score::from_points(50);
     }},
    {"score.needs_person", [](auto& f) { f.indicators[0].actual = "完成"; }},
    {"score.claimed_differs", [](auto& f) { f.indicators[0].claimed = Score::from_points(47); }},
    {"score.claimed_differs", [](auto& f) { f.execution_claimed = Score{}; }},
    {"score.claimed_over_weight", [](auto& f) { f.indicators[0].claimed = Score::from_points(51); }},
    {"score.reviewed_differs", [](auto& f) { f.indicators[0].reviewed = Score::from_points(48); }},
    {"score.converted_differs",
     [](auto& f) {
       f.indicators[0].claimed = Score::from_points(50);
       f.indicators[0].converted = Score::from_points(25);
     }},
    {"score.over_completion", [](auto& f) { f.indicators[0].actual = "131"; }},
    {"score.over_completion_reason", [](auto& f) { f.indicators[0].actual = "151"; }},
    {"score.reason_missing", [](auto& f) { f.indicators[0].actual = "99"; }},
    {"score.actual_is_bound", [](auto& f) { f.indicators[0].actual = "≥100"; }},
    {"score.target_not_number", [](auto& f) { f.indicators[0].target = "很多"; }},
    {"score.op_differs", [](auto& f) { f.indicators[0].target = "≤100"; }},
    {"score.op_missing", [](auto& f) { f.indicators[0].op.reset(); }},
    {"score.equal_exceeded",
     [](auto& f) {
       f.indicators[0].op = Operator::equal;
       f.indicators[0].actual = "101";
     }},
    {"score.zero_target", [](auto& f) { f.indicators[0].target = "0"; }},
    {"score.claimed_total_not_sum",
     [](auto& f) {
       f.execution_claimed = Score::from_points(10);
       for (auto& i : f.indicators) i.claimed = i.weight;
       f.claimed_total = Score::from_points(99);
     }},
    {"score.claimed_total_differs", [](auto& f) { f.claimed_total = Score::from_points(99); }},
    {"score.claimed_grade_differs",
     [](auto& f) {
       f.claimed_total = Score::from_hundredths(8999);
       f.claimed_grade = Grade::excellent;
     }},
    {"score.reviewed_total_differs", [](auto& f) { f.reviewed_total = Score::from_points(98); }},
    {"score.incomplete", [](auto& f) { f.indicators[0].actual.reset(); }},
};

TEST(score_form, has_nothing_to_say_about_a_sound_form) {
  const auto scored = score(sound_form(), test_scheme("scheme.self-evaluation"), kDay);
  for (const auto& finding : scored.findings) ADD_FAILURE() << to_string(finding);
  EXPECT_EQ(scored.total->to_text(), "100.00");
  EXPECT_EQ(scored.grade, Grade::excellent);
  EXPECT_FALSE(scored.incomplete);
}

TEST(score_form, calls_every_oddity_by_its_name) {
  const auto scheme = test_scheme("scheme.self-evaluation");
  for (const auto& oddity : kOddities) {
    auto form = sound_form();
    oddity.change(form);
    const auto scored = score(form, scheme, kDay);
    EXPECT_TRUE(has_rule(scored.findings, oddity.rule)) << oddity.rule;
  }
}

TEST(score_form, a_reason_given_silences_the_demand_for_one) {
  auto form = sound_form();
  form.total.executed = wan("80");
  form.execution_reason = "项目跨年实施";
  form.indicators[0].actual = "151";
  form.indicators[0].deviation_reason = "年初目标偏低";
  const auto scored = score(form, test_scheme("scheme.self-evaluation"), kDay);
  EXPECT_FALSE(has_rule(scored.findings, "budget.reason_missing"));
  EXPECT_FALSE(has_rule(scored.findings, "score.over_completion_reason"));
}

TEST(score_form, a_budget_of_zero_is_not_divided_by_and_leaves_the_total_open) {
  auto form = sound_form();
  form.total.adjusted = form.total.executed = Money{};
  const auto scored = score(form, test_scheme("scheme.self-evaluation"), kDay);
  EXPECT_EQ(scored.execution.state, ScoreState::not_applicable);
  EXPECT_FALSE(scored.execution.score);
  EXPECT_FALSE(scored.total);
  EXPECT_EQ(scored.incomplete->open, Score::from_points(10));
}

TEST(score_form, grades_are_half_open) {
  const auto scheme = test_scheme("scheme.self-evaluation");
  const std::pair<std::int32_t, Grade> kGrades[] = {
      {10000, Grade::excellent}, {9000, Grade::excellent}, {8999, Grade::good}, {8000, Grade::good},
      {7999, Grade::fair},       {6000, Grade::fair},      {5999, Grade::poor}, {0, Grade::poor}};
  for (const auto& [hundredths, grade] : kGrades)
    EXPECT_EQ(grade_of(Score::from_hundredths(hundredths), scheme), grade) << hundredths;
}

TEST(score_form, execution_bands_of_the_2021_scheme) {
  const auto scheme = test_scheme("scheme.core-101-without-cost");
  const std::tuple<const char*, std::optional<bool>, const char*> kRates[] = {
      {"100", std::nullopt, "10.00"}, {"99.99", false, "7.00"}, {"99.99", true, "10.00"},
      {"80", false, "7.00"},          {"79.99", false, "5.00"}, {"60", false, "5.00"},
      {"59.99", false, "0.00"},       {"100.01", true, ""}};
  for (const auto& [executed, completed, points] : kRates) {
    auto form = sound_form();
    form.total.executed = wan(executed);
    form.completed = completed;
    const auto scored = score(form, scheme, kDay);
    EXPECT_EQ(scored.execution.score ? scored.execution.score->to_text() : "", points) << executed;
  }
}

TEST(score_form, without_satisfaction_its_points_go_to_the_benefits) {
  auto form = sound_form();
  form.indicators.pop_back();
  form.indicators[1].weight = Score::from_points(40);
  EXPECT_FALSE(has_rule(score(form, test_scheme("scheme.core-101-without-cost"), kDay).findings,
                        "score.level_weight"));
  EXPECT_TRUE(
      has_rule(score(form, test_scheme("scheme.self-evaluation"), kDay).findings, "score.level_weight"));
}

TEST(score_form, the_evaluation_framework_asks_for_its_leaves_and_for_sixty_per_cent) {
  SelfEvaluationForm form;
  form.money_unit = MoneyUnit::wan;
  form.indicators = {test_indicator("≥", "100%", "100%", "50", "过程", "资金管理"),
                     test_indicator("≥", "100%", "90%", "50", "产出", "产出数量")};
  form.indicators[0].name = "资金到位率";
  form.indicators[1].name = "实际完成率";
  const auto scored = score(form, test_scheme("scheme.evaluation-framework"), kDay);
  EXPECT_EQ(scored.total->to_text(), "95.00");
  EXPECT_TRUE(has_rule(scored.findings, "score.leaf_missing"));
  EXPECT_TRUE(has_rule(scored.findings, "score.level_weight"));
  EXPECT_FALSE(has_rule(scored.findings, "budget.not_filled"))
      << "there is no execution row in this framework";
}

TEST(score_form, a_form_from_stored_records_adds_up_its_lines_and_keeps_rows_in_order) {
  Project project;
  project.name = "道路";
  const FiscalYear year = *FiscalYear::of(2022);
  std::vector<BudgetLine> lines(2);
  lines[0].adjusted = wan("60");
  lines[0].executed = wan("60");
  lines[1].adjusted = wan("40");
  lines[1].executed = wan("37.3");
  std::vector<Indicator> rows(2);
  rows[0].seq = 2;
  rows[0].name = "乙";
  rows[1].seq = 1;
  rows[1].name = "甲";
  auto form = stored_form(project, year, lines, rows, nullptr, nullptr, "", "");
  EXPECT_EQ(form.total.adjusted, wan("100"));
  EXPECT_EQ(form.total.executed, wan("97.3"));
  EXPECT_EQ(form.indicators.front().name, "甲");
  lines[1].executed.reset();
  form = stored_form(project, year, lines, rows, nullptr, nullptr, "", "");
  EXPECT_FALSE(form.total.executed) << "one line not filled leaves the sum open";
}

TEST(explain, is_built_within_a_millisecond) {
  const auto scheme = test_scheme("scheme.self-evaluation");
  auto form = sound_form();
  while (form.indicators.size() < 12) form.indicators.push_back(form.indicators.front());
  const auto scored = score(form, scheme, kDay);
  auto best = std::chrono::nanoseconds::max();
  for (int i = 0; i < 20; ++i) {
    const auto start = std::chrono::steady_clock::now();
    const auto node = explain(form, scheme, scored);
    best = std::min(
        best, std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start));
    ASSERT_GE(node.children.size(), 4U);
  }
  EXPECT_LT(best, std::chrono::milliseconds(1));
}

TEST(explain, every_node_names_its_rule_and_clause) {
  const auto scheme = test_scheme("scheme.self-evaluation");
  const auto form = sound_form();
  const auto node = explain(form, scheme, score(form, scheme, kDay));
  EXPECT_EQ(node.after_rounding, "100.00");
  for (const auto& child : node.children) {
    EXPECT_FALSE(child.rule.empty());
    for (const auto& leaf : child.children) {
      EXPECT_FALSE(leaf.citations.empty()) << leaf.title;
      EXPECT_FALSE(leaf.inputs.empty()) << leaf.title;
      EXPECT_FALSE(leaf.formula.empty()) << leaf.title;
      EXPECT_FALSE(leaf.before_rounding.empty()) << leaf.title;
    }
  }
}

}  // namespace
}  // namespace jiheng::engine
