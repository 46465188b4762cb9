// Every guard of the law is asked both ways: what makes it speak, and what makes it silent.
#include "engine/budget_guard.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

namespace jiheng::engine {
namespace {

using law::BudgetAct;

const law::Book& guard_law() {
  static const auto kBook = *law::Book::embedded();
  return kBook;
}

constexpr Money wan_of(std::int64_t wan) { return Money::from_fen(wan * 1'000'000); }

/// What a county office does on a day in 2024.
std::vector<law::BudgetGuard> guards_at(int region) {
  return law::budget_guards(guard_law(), *Region::of(region), *Date::of(2024, 5, 6));
}

/// A continuing project for a special purpose, everything in order.
BudgetMove move_of(BudgetAct act) {
  BudgetMove move;
  move.act = act;
  move.year = *FiscalYear::of(2024);
  move.category = Category::earmarked;
  move.kind = ProjectKind::continuing;
  move.first_year = *FiscalYear::of(2022);
  move.project_total = wan_of(80);
  move.adjusted = wan_of(80);
  move.goal = GoalState::approved;
  move.goal_amount = wan_of(80);
  return move;
}

/// "budget.guard.x|budget.guard.y" without the common beginning.
std::string refused_by(const BudgetMove& move, int region = 640323) {
  const auto guards = guards_at(region);
  std::string ids;
  for (const auto& refusal : refuse(guards, move))
    ids += (ids.empty() ? "" : "|") + replace_all(refusal.guard->id, "budget.guard.", "");
  return ids;
}

struct GuardCase {
  const char* name;
  BudgetAct act;
  void (*change)(BudgetMove&);
  const char* refused;
};

class BudgetGuards : public ::testing::TestWithParam<GuardCase> {};

TEST_P(BudgetGuards, AnswerAsTheTableSays) {
  auto move = move_of(GetParam().act);
  GetParam().change(move);
  EXPECT_EQ(refused_by(move), GetParam().refused);
}

constexpr auto kNoGoal = [](BudgetMove& move) { move.goal.reset(); };
constexpr auto kDraft = [](BudgetMove& move) { move.goal = GoalState::draft; };
constexpr auto kSubmitted = [](BudgetMove& move) { move.goal = GoalState::submitted; };

INSTANTIATE_TEST_SUITE_P(
    Yanchi, BudgetGuards,
    ::testing::Values(
        GuardCase{"InitialWithoutGoal", BudgetAct::initial, kNoGoal, "goal-before-review"},
        GuardCase{"InitialWithADraft", BudgetAct::initial, kDraft, "goal-before-review"},
        GuardCase{"InitialOfOtherOperatingWithoutGoal", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.goal.reset();
                    move.category = Category::other_operating;
                  },
                  "goal-before-review"},
        GuardCase{"InitialOfWagesNeedsNoGoal", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.goal.reset();
                    move.category = Category::personnel;
                  },
                  ""},
        GuardCase{"InitialOfOfficeExpensesNeedsNoGoal", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.goal.reset();
                    move.category = Category::public_expense;
                  },
                  ""},
        GuardCase{"InitialWithASubmittedGoal", BudgetAct::initial, kSubmitted, ""},
        GuardCase{"InitialOfANewMajorProjectNotAssessed", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.first_year = move.year;
                    move.project_total = wan_of(100);
                  },
                  "new-major-assessment"},
        GuardCase{"InitialOfANewMajorProjectNotSupported", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.first_year = move.year;
                    move.project_total = wan_of(500);
                    move.conclusion = Conclusion::not_support;
                  },
                  "new-major-assessment"},
        GuardCase{"InitialOfANewMajorProjectSupportedAfterRevision", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.first_year = move.year;
                    move.project_total = wan_of(500);
                    move.conclusion = Conclusion::support_after_revision;
                  },
                  ""},
        GuardCase{"InitialOfANewProjectBelowTheThreshold", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.first_year = move.year;
                    move.project_total = Money::from_fen(99'999'999);
                  },
                  ""},
        GuardCase{"InitialOfAProjectThatWasNewTwoYearsAgo", BudgetAct::initial,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.project_total = wan_of(500);
                  },
                  ""},
        GuardCase{"SupplementWithoutGoal", BudgetAct::supplement, kNoGoal, "supplement-goal"},
        GuardCase{"SupplementWithADraft", BudgetAct::supplement, kDraft, "supplement-goal"},
        GuardCase{"SupplementBeyondTheGoal", BudgetAct::supplement,
                  [](BudgetMove& move) { move.project_total = Money::from_fen(80'000'001); },
                  "supplement-covered"},
        GuardCase{"SupplementWithAGoalThatNamesNoMoney", BudgetAct::supplement,
                  [](BudgetMove& move) { move.goal_amount.reset(); }, "supplement-covered"},
        GuardCase{"SupplementWithinTheGoal", BudgetAct::supplement, kSubmitted, ""},
        GuardCase{"SupplementOfANewMajorProjectNotAssessed", BudgetAct::supplement,
                  [](BudgetMove& move) {
                    move.kind = ProjectKind::fresh;
                    move.first_year = move.year;
                    move.project_total = wan_of(120);
                    move.goal_amount = wan_of(120);
                  },
                  "new-major-assessment"},
        GuardCase{"ReleaseWithoutGoal", BudgetAct::release, kNoGoal,
                  "release-declaration|release-goal-approved"},
        GuardCase{"ReleaseOfTransfersWithoutGoal", BudgetAct::release,
                  [](BudgetMove& move) {
                    move.goal.reset();
                    move.fund_tag = FundTag::upper_transfer;
                  },
                  "release-goal-approved"},
        GuardCase{"ReleaseWhileTheGoalIsReviewed", BudgetAct::release, kSubmitted, "release-goal-approved"},
        GuardCase{"ReleaseWhileAnAdjustmentIsReviewed", BudgetAct::release,
                  [](BudgetMove& move) { move.goal_under_way = true; }, "release-goal-approved"},
        GuardCase{"ReleaseBeyondTheBudget", BudgetAct::release,
                  [](BudgetMove& move) { move.released = Money::from_fen(80'000'001); },
                  "release-within-budget"},
        GuardCase{"ReleaseOfEverything", BudgetAct::release,
                  [](BudgetMove& move) { move.released = wan_of(80); }, ""},
        GuardCase{"ReleaseOfWagesWithoutGoal", BudgetAct::release,
                  [](BudgetMove& move) {
                    move.goal.reset();
                    move.category = Category::personnel;
                    move.released = wan_of(1);
                  },
                  ""},
        GuardCase{"AdjustmentBelowWhatWasReleased", BudgetAct::adjust,
                  [](BudgetMove& move) {
                    move.adjusted = wan_of(50);
                    move.released = wan_of(60);
                  },
                  "adjust-above-released"},
        GuardCase{"AdjustmentDownToWhatWasReleased", BudgetAct::adjust,
                  [](BudgetMove& move) {
                    move.adjusted = wan_of(60);
                    move.released = wan_of(60);
                  },
                  ""}),
    [](const auto& guard_case) { return std::string(guard_case.param.name); });

TEST(BudgetGuardLaw, APlaceReadsItsOwnDocumentAndElsewhereTheNationsRuleSpeaks) {
  const auto find = [](const std::vector<law::BudgetGuard>& guards, std::string_view id) {
    return *std::ranges::find(guards, id, &law::BudgetGuard::id);
  };
  const auto here = find(guards_at(640323), "budget.guard.supplement-goal");
  EXPECT_EQ(here.citations.front().source, "yanchi-2023-report");
  EXPECT_TRUE(here.citations.front().verified);
  const auto elsewhere = find(guards_at(510923), "budget.guard.supplement-goal");
  EXPECT_FALSE(elsewhere.citations.front().verified);
  auto move = move_of(BudgetAct::release);
  move.goal.reset();
  EXPECT_EQ(refused_by(move, 510923), "release-goal-approved")
      << "the declaration form is this county's rule";
}

TEST(BudgetGuardLaw, SaysWhatExactlyIsMissing) {
  auto move = move_of(BudgetAct::supplement);
  move.project_total = wan_of(95);
  const auto guards = guards_at(640323);
  const auto refusals = refuse(guards, move);
  ASSERT_EQ(refusals.size(), 1U);
  EXPECT_EQ(refusals[0].detail, "目标资金 80.00 万元，追加后预算 95.00 万元");
  EXPECT_FALSE(refusals[0].guard->remedy.empty());
}

TEST(BudgetGuardLaw, ANewProjectBeforeTheRuleBeganIsNotAskedForAnAssessment) {
  auto move = move_of(BudgetAct::initial);
  move.year = *FiscalYear::of(2017);
  move.first_year = move.year;
  move.kind = ProjectKind::fresh;
  move.project_total = wan_of(900);
  const auto guards = law::budget_guards(guard_law(), *Region::of(640323), *Date::of(2017, 5, 6));
  for (const auto& refusal : refuse(guards, move))
    EXPECT_NE(refusal.guard->id, "budget.guard.new-major-assessment");
}

}  // namespace
}  // namespace jiheng::engine
