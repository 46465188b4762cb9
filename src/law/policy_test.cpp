#include "law/policy.h"

#include <gmock/gmock.h>

#include <stdexcept>

namespace jiheng::law {
namespace {

const Region kPolicyYanchi = *Region::parse("640323");
const Region kPolicyWuhan = *Region::parse("420100");
const Date kPolicyDay = *Date::of(2022, 12, 31);
constexpr const char* kResultUse = "policy.result-use";

const Book& policy_book() {
  static const Book book = [] {
    auto embedded = Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

std::optional<PolicyMatch> yanchi(Evaluator evaluator, Grade grade) {
  return find_policy(policy_book(), kResultUse, kPolicyYanchi, kPolicyDay, evaluator, grade);
}

struct SeedRule {
  Evaluator evaluator;
  Grade grade;
  PolicyKind kind;
  UseSuggestion suggestion;
  bool principle;
};

class YanchiPolicy : public testing::TestWithParam<SeedRule> {};

TEST_P(YanchiPolicy, SaysWhatTheCountyPublished) {
  const SeedRule& expected = GetParam();
  const auto match = yanchi(expected.evaluator, expected.grade);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->place, "cn/640323");
  EXPECT_EQ(match->rule.kind, expected.kind);
  EXPECT_EQ(match->rule.suggestion, expected.suggestion);
  EXPECT_EQ(match->rule.principle, expected.principle);
  ASSERT_EQ(match->rule.citations.size(), 1U);
  EXPECT_TRUE(match->rule.citations[0].verified);
}

INSTANTIATE_TEST_SUITE_P(
    Seed, YanchiPolicy,
    testing::Values(
        SeedRule{Evaluator::departmental, Grade::fair, PolicyKind::recommend, UseSuggestion::compress, false},
        SeedRule{Evaluator::departmental, Grade::poor, PolicyKind::recommend, UseSuggestion::compress, false},
        SeedRule{Evaluator::finance, Grade::fair, PolicyKind::range, UseSuggestion::reduce, true},
        SeedRule{Evaluator::finance, Grade::poor, PolicyKind::forbidden, UseSuggestion::forbid, true}));

TEST(Policy, AFairFinanceResultCutsTenToThirtyPerCentOfTheEvaluatedYearsBudget) {
  const auto match = yanchi(Evaluator::finance, Grade::fair);
  ASSERT_TRUE(match);
  EXPECT_EQ(match->rule.low, Ratio::parse_percent("10").value());
  EXPECT_EQ(match->rule.high, Ratio::parse_percent("30").value());
  EXPECT_EQ(match->rule.base, PolicyBase::evaluated_year_budget);
}

TEST(Policy, TheNationsPracticeStaysVisibleBelowTheCountys) {
  const auto match = yanchi(Evaluator::finance, Grade::fair);
  ASSERT_EQ(match->layers.size(), 2U);
  EXPECT_EQ(match->layers[1].place, "cn");
  EXPECT_EQ(match->layers[1].rule.basis, Basis::practice);
}

TEST(Policy, WhereTheCountySaysNothingTheNationDecides) {
  const auto good = yanchi(Evaluator::finance, Grade::good);
  ASSERT_TRUE(good);
  EXPECT_EQ(good->place, "cn");
  EXPECT_EQ(good->rule.suggestion, UseSuggestion::keep);
  const auto elsewhere =
      find_policy(policy_book(), kResultUse, kPolicyWuhan, kPolicyDay, Evaluator::finance, Grade::fair);
  EXPECT_EQ(elsewhere->rule.suggestion, UseSuggestion::compress);
}

TEST(Policy, BeforeTheCountysRuleThePracticeApplied) {
  const auto before = find_policy(policy_book(), kResultUse, kPolicyYanchi, *Date::of(2021, 12, 31),
                                  Evaluator::finance, Grade::fair);
  EXPECT_EQ(before->place, "cn");
}

struct CurveCase {
  const char* score;
  std::int64_t ppm;
};

class ReductionCurve : public testing::TestWithParam<CurveCase> {};

TEST_P(ReductionCurve, ProposesAPointOfTheRange) {
  const auto match = yanchi(Evaluator::finance, Grade::fair);
  const auto suggestion =
      suggest(policy_book(), match->rule, *Score::parse(GetParam().score), kPolicyYanchi, kPolicyDay);
  ASSERT_TRUE(suggestion && suggestion->rate);
  EXPECT_EQ(suggestion->rate->to_ppm(), GetParam().ppm);
}

// Between (60, 30%) and (79.99, 10%): at 70, 30 − 20 × 10 / 19.99 = 19.994997…
INSTANTIATE_TEST_SUITE_P(Scores, ReductionCurve,
                         testing::Values(CurveCase{"60", 300'000}, CurveCase{"79.99", 100'000},
                                         CurveCase{"70", 199'950}, CurveCase{"59", 300'000},
                                         CurveCase{"95", 100'000}));

TEST(Policy, ARangeWithoutAScoreProposesNoRateButKeepsTheRange) {
  const auto suggestion = suggest(policy_book(), yanchi(Evaluator::finance, Grade::fair)->rule, std::nullopt,
                                  kPolicyYanchi, kPolicyDay);
  EXPECT_FALSE(suggestion->rate);
  EXPECT_EQ(suggestion->high, Ratio::parse_percent("30").value());
}

TEST(Policy, ForbiddenMeansTheWholeAndCompressNamesNoRate) {
  const auto poor = suggest(policy_book(), yanchi(Evaluator::finance, Grade::poor)->rule, std::nullopt,
                            kPolicyYanchi, kPolicyDay);
  EXPECT_EQ(poor->rate->to_ppm(), 1'000'000);
  EXPECT_TRUE(poor->principle);
  const auto fair = suggest(policy_book(), yanchi(Evaluator::departmental, Grade::fair)->rule,
                            *Score::parse("65"), kPolicyYanchi, kPolicyDay);
  EXPECT_FALSE(fair->rate);
}

TEST(Policy, APolicyThatIsNotThereIsNothing) {
  EXPECT_FALSE(
      find_policy(policy_book(), "policy.none", kPolicyYanchi, kPolicyDay, Evaluator::finance, Grade::fair));
}

}  // namespace
}  // namespace jiheng::law
