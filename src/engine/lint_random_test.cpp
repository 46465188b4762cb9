// Forms of any content: the linter answers, says the same twice, and every finding points at something that
// is in the form.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "base/rng.h"
#include "engine/lint.h"
#include "engine/lint_pointer_test.h"

namespace jiheng::engine {
namespace {

const Linter& random_linter() {
  static const Linter linter = [] {
    auto compiled = Linter::compile(*law::Book::embedded(), *Region::of(640323), *Date::of(2022, 12, 31));
    if (!compiled) throw std::runtime_error(to_string(compiled.error()));
    return std::move(*compiled);
  }();
  return linter;
}

constexpr std::array kPieces{"",
                             "好",
                             "效果明显",
                             "100",
                             "≥360天",
                             "9x%",
                             "-5",
                             "12月底前",
                             "25TB；100%覆盖",
                             "提高",
                             "满意度",
                             "成本",
                             "元/平方米",
                             "万元",
                             "%",
                             "2020.1-12月",
                             "XX",
                             "0",
                             "99999999999999999999",
                             "1e9",
                             "数量指标",
                             "效益指标",
                             "满意度指标",
                             "同左",
                             "｛％＃",
                             "\n",
                             "生态效益指标",
                             "成本指标",
                             "元",
                             "人",
                             "𠀀𠀁",
                             "100字以内",
                             "是",
                             "产出指标",
                             "／元",
                             "达成预期指标"};

class RandomForms {
 public:
  explicit RandomForms(std::uint64_t seed) : rng_(seed) {}

  LintForm form() {
    LintForm form;
    form.kind = rng_.chance(50) ? LintFormKind::goal : LintFormKind::self_evaluation;
    if (rng_.chance(70)) form.year = FiscalYear::of(rng_.between(1990, 2099)).value();
    if (rng_.chance(70)) form.project = project();
    if (rng_.chance(70)) form.budget = budget();
    if (rng_.chance(70)) form.goal = LintGoal{text(), text()};
    for (auto rows = rng_.below(6); rows > 0; --rows) form.indicators.push_back(row());
    form.all_indicators = rng_.chance(80);
    form.scored = rng_.chance(50);
    if (rng_.chance(50)) form.self_evaluation = self_evaluation();
    if (rng_.chance(30))
      form.monitoring = LintMonitoring{*Quarter::of(rng_.between(1, 4)), amount(), ratio()};
    if (rng_.chance(30)) form.approved = LintApproved{text(), amount()};
    if (rng_.chance(30)) form.county = LintCounty{text(), {{text(), text(), text()}}, rng_.chance(50)};
    return form;
  }

 private:
  std::string text() {
    std::string all;
    for (auto pieces = rng_.below(4); pieces > 0; --pieces) all += kPieces[rng_.below(kPieces.size())];
    return all;
  }
  std::optional<Score> score() {
    if (rng_.chance(30)) return std::nullopt;
    return Score::from_hundredths(static_cast<std::int32_t>(rng_.between(0, 1'000'000)));
  }
  std::optional<Money> amount() {
    if (rng_.chance(30)) return std::nullopt;
    return Money::from_fen(rng_.chance(10) ? INT64_MAX : rng_.between(-100, 10'000'000'000));
  }
  std::optional<Ratio> ratio() {
    return rng_.chance(30) ? std::nullopt : std::optional(Ratio::from_ppm(rng_.between(0, 5'000'000)));
  }

  LintProject project() {
    LintProject made;
    made.name = text();
    made.code = text();
    made.unit = text();
    made.policy_basis = text();
    if (rng_.chance(50)) made.category = static_cast<Category>(rng_.below(4));
    if (rng_.chance(50)) made.kind = static_cast<ProjectKind>(rng_.below(2));
    if (rng_.chance(50)) made.first_year = FiscalYear::of(rng_.between(1990, 2099)).value();
    if (rng_.chance(50)) made.last_year = FiscalYear::of(rng_.between(1990, 2099)).value();
    return made;
  }
  LintBudget budget() {
    LintBudget made;
    if (rng_.chance(70)) made.unit = rng_.chance(50) ? MoneyUnit::yuan : MoneyUnit::wan;
    made.total = {text(), amount(), amount(), amount(), ""};
    for (auto parts = rng_.below(3); parts > 0; --parts)
      made.parts.push_back({text(), amount(), amount(), amount(), ""});
    made.execution_rate = ratio();
    return made;
  }
  LintSelfEvaluation self_evaluation() {
    LintSelfEvaluation made{text(),  score(), score(),      text(), score(),
                            score(), score(), std::nullopt, text()};
    if (rng_.chance(50)) made.claimed_grade = static_cast<Grade>(rng_.below(4));
    return made;
  }
  LintIndicator row() {
    LintIndicator made;
    made.level1 = text();
    made.level2 = rng_.chance(50) ? text() : std::string(kPieces[rng_.below(kPieces.size())]);
    made.name = text();
    if (rng_.chance(70)) made.op = static_cast<Operator>(rng_.below(6));
    made.target = text();
    made.target_medium = text();
    made.unit = text();
    made.weight = score();
    made.core = rng_.chance(30);
    made.actual = text();
    made.claimed = score();
    made.computed = score();
    made.reason = text();
    made.approved_target = text();
    if (rng_.chance(40))
      made.facts = LintRowFacts{text(),  text(), amount(), amount(), rng_.between(0, 9), rng_.between(0, 9),
                                ratio(), ratio()};
    return made;
  }

  Rng rng_;
};

TEST(LintRandom, FormsAreAnsweredAndFindingsPointIntoThem) {
  RandomForms forms(2022);
  for (int i = 0; i < 3000; ++i) {
    const auto form = forms.form();
    const auto report = random_linter().lint(form);
    for (const auto& finding : report.findings) {
      ASSERT_TRUE(points_into(form, finding.where)) << i << " " << finding.rule->id << " " << finding.where;
      ASSERT_FALSE(finding.message.empty());
      ASSERT_TRUE(finding.row == LintFinding::kNoRow || finding.row < form.indicators.size());
    }
    const auto again = random_linter().lint(form);
    ASSERT_EQ(again.findings.size(), report.findings.size());
    for (std::size_t k = 0; k < report.findings.size(); ++k)
      ASSERT_EQ(again.findings[k].message, report.findings[k].message);
    for (std::size_t row = 0; row < form.indicators.size(); ++row) {
      for (const auto& finding : random_linter().lint_row(form, row).findings)
        ASSERT_TRUE(points_into(form, finding.where)) << finding.where;
    }
  }
}

}  // namespace
}  // namespace jiheng::engine
