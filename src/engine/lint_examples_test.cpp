#include <gmock/gmock.h>

#include <fmt/format.h>

#include <set>
#include <stdexcept>

#include "engine/lint.h"
#include "engine/lint_read.h"
#include "law/parameter.h"

namespace jiheng::engine {
namespace {

// The examples of the rule files are their tests.

const law::Book& lint_examples_book() {
  static const law::Book book = [] {
    auto embedded = law::Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

const Linter& example_linter() {
  static const Linter linter = [] {
    auto compiled = Linter::compile(lint_examples_book(), *Region::of(640323), *Date::of(2022, 12, 31));
    if (!compiled) throw std::runtime_error(to_string(compiled.error()));
    return std::move(*compiled);
  }();
  return linter;
}

std::string all_messages(const LintReport& report) {
  std::string text;
  for (const auto& finding : report.findings)
    text += fmt::format("\n  {} {} {}", finding.rule->id, finding.where, finding.message);
  for (const auto& left : report.not_checked)
    text += fmt::format("\n  not checked: {} ({})", left.rule->id, left.missing);
  return text;
}

bool not_checked(const LintReport& report, const std::string& id) {
  return std::ranges::any_of(report.not_checked, [&](const auto& one) { return one.rule->id == id; });
}

std::vector<std::string> rule_ids() {
  std::vector<std::string> ids;
  for (const auto& rule : example_linter().rules()) ids.push_back(rule->id);
  return ids;
}

class LintRuleExamples : public testing::TestWithParam<std::string> {};

TEST_P(LintRuleExamples, TheBadOnesAreFound) {
  const auto& rule = *example_linter().find(GetParam());
  ASSERT_GE(rule.bad.size(), 2U);
  for (const auto& example : rule.bad) {
    const auto form = read_lint_form(example);
    ASSERT_TRUE(form) << to_string(form.error());
    const auto report = example_linter().lint(*form);
    const auto found = std::ranges::find_if(
        report.findings, [&](const LintFinding& finding) { return finding.rule->id == rule.id; });
    ASSERT_NE(found, report.findings.end())
        << rule.file << ", bad example in line " << example.line << all_messages(report);
    EXPECT_EQ(found->message.find("{"), std::string::npos) << found->message;
    EXPECT_FALSE(rule.fix.empty());
  }
}

TEST_P(LintRuleExamples, TheGoodOnesAreLookedAtAndNotFound) {
  const auto& rule = *example_linter().find(GetParam());
  ASSERT_GE(rule.good.size(), 2U);
  for (const auto& example : rule.good) {
    const auto form = read_lint_form(example);
    ASSERT_TRUE(form) << to_string(form.error());
    const auto report = example_linter().lint(*form);
    EXPECT_FALSE(not_checked(report, rule.id)) << rule.file << " line " << example.line;
    for (const auto& finding : report.findings) {
      EXPECT_NE(finding.rule->id, rule.id)
          << rule.file << " line " << example.line << ": " << finding.message;
      EXPECT_NE(finding.severity, Severity::error)
          << rule.file << ", good example in line " << example.line << all_messages(report);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Law, LintRuleExamples, testing::ValuesIn(rule_ids()), [](const auto& one) {
  std::string name = one.param;
  for (char& c : name) {
    if (c == '.' || c == '-') c = '_';
  }
  return name;
});

TEST(LintRules, AreAtLeastAsManyAsWasPromised) { EXPECT_GE(example_linter().rules().size(), 45U); }

TEST(LintRules, OnlyArithmeticOrAnOfficialRuleBlocks) {
  for (const auto& rule : example_linter().rules()) {
    if (rule->severity != Severity::error || rule->basis == law::Basis::law) continue;
    EXPECT_TRUE(rule->why.find("算术") != std::string::npos || rule->id == "budget.unit-missing")
        << rule->id << " blocks without a clause; its why is: " << rule->why;
  }
}

TEST(LintRules, FeedEveryPointOfTheGoalReview) {
  const auto points = law::find_parameter(lint_examples_book(), "goal.review-points", *Region::of(640323),
                                          *Date::of(2022, 12, 31));
  ASSERT_TRUE(points);
  std::set<std::string> fed;
  for (const auto& rule : example_linter().rules()) fed.insert(rule->point);
  for (const auto& member : points->value->members) EXPECT_TRUE(fed.contains(member.key)) << member.key;
}

TEST(LintRules, EveryParameterOfTheLinterIsUsedByARule) {
  std::string all;
  for (const auto& document : lint_examples_book().documents()) {
    if (document.kind == law::Kind::lint) all += document.text;
  }
  for (const auto& document : lint_examples_book().documents()) {
    if (document.kind != law::Kind::parameters || !document.id.starts_with("lint.")) continue;
    const bool used_by_engine =
        document.id == "lint.review-shares" || document.id.starts_with("lint.vagueness");
    EXPECT_TRUE(used_by_engine || all.find(document.id) != std::string::npos) << document.id;
  }
}

}  // namespace
}  // namespace jiheng::engine
