#include "engine/lint.h"

#include <gmock/gmock.h>

#include <fmt/format.h>

#include <stdexcept>

#include "engine/lint_json.h"
#include "engine/lint_read.h"
#include "engine/lint_text.h"
#include "engine/vague.h"

namespace jiheng::engine {
namespace {

const law::Book& lint_book() {
  static const law::Book book = [] {
    auto embedded = law::Book::embedded();
    if (!embedded) throw std::runtime_error(to_string(embedded.error()));
    return std::move(*embedded);
  }();
  return book;
}

const Linter& linter_2022() {
  static const Linter linter = [] {
    auto compiled = Linter::compile(lint_book(), *Region::of(640323), *Date::of(2022, 12, 31));
    if (!compiled) throw std::runtime_error(to_string(compiled.error()));
    return std::move(*compiled);
  }();
  return linter;
}

LintForm lint_form_from(const char* yaml) {
  const auto node = parse_yaml(yaml, "form");
  if (!node) throw std::runtime_error(to_string(node.error()));
  auto form = read_lint_form(*node);
  if (!form) throw std::runtime_error(to_string(form.error()));
  return std::move(*form);
}

std::vector<std::string> lint_keys(const LintReport& report) {
  std::vector<std::string> keys;
  for (const auto& finding : report.findings)
    keys.push_back(fmt::format("{} {}", finding.rule->id, finding.where));
  return keys;
}

constexpr const char* kVagueForm = R"(
kind: goal
project: {name: 委托业务项目, unit: 棠溪镇人民政府}
budget: {unit: 万元, initial: 90万元}
goal: {annual: 完成50个基建项目的预算编制、审计和测绘委托，12月底前全部交付报告}
indicators:
  - {level1: 效益指标, level2: 社会效益指标, name: 促进社会和谐稳定, op: 定性, target: 好}
  - {level1: 产出指标, level2: 数量指标, name: 委托业务项目数量, op: "≥", target: "50", unit: 个}
  - {level1: 产出指标, level2: 质量指标, name: 委托业务报告合格率, op: "≥", target: "100", unit: "%"}
  - {level1: 产出指标, level2: 成本指标, name: 项目总成本, op: "≤", target: "120", unit: 万元}
)";

TEST(Lint, NamesRowFieldValueAndReason) {
  const auto report = linter_2022().lint(lint_form_from(kVagueForm));
  const auto found = std::ranges::find_if(
      report.findings, [](const auto& one) { return one.rule->id == "indicator.vague-judgement"; });
  ASSERT_NE(found, report.findings.end());
  EXPECT_EQ(found->message, "第 1 行 年度指标值：“好”只是一个判断，没有说达到多少算完成");
  EXPECT_EQ(found->where, "/indicators/0/target");
  EXPECT_EQ(found->row, 0U);
  EXPECT_EQ(found->value, "好");
  EXPECT_EQ(found->origin, "/indicators/0");
  EXPECT_FALSE(found->rule->fix.empty());
  EXPECT_EQ(basis_text(lint_book(), *found->rule).substr(0, 12), "通行做法");
}

TEST(Lint, OrdersTheFormFirstThenRowsThenRules) {
  const auto keys = lint_keys(linter_2022().lint(lint_form_from(kVagueForm)));
  EXPECT_EQ(keys, (std::vector<std::string>{"goal.no-satisfaction-indicator /indicators",
                                            "goal.no-timeliness-indicator /indicators",
                                            "indicator.vague-judgement /indicators/0/target",
                                            "indicator.cost-over-budget /indicators/3/target"}));
}

TEST(Lint, SaysTheSameTwice) {
  const auto form = lint_form_from(kVagueForm);
  EXPECT_EQ(lint_keys(linter_2022().lint(form)), lint_keys(linter_2022().lint(form)));
}

TEST(Lint, SaysWhatItCouldNotCheckInsteadOfPassing) {
  const auto report = linter_2022().lint(lint_form_from(kVagueForm));
  std::map<std::string, std::string> missing;
  for (const auto& one : report.not_checked) missing[one.rule->id] = one.missing;
  EXPECT_EQ(missing["goal.same-as-last-year"], "全县情况");
  EXPECT_EQ(missing["goal.same-as-another-project"], "全县情况");
  EXPECT_EQ(missing["indicator.unit-cost-high"], "全县情况");
  EXPECT_EQ(missing["form.budget-differs"], "批复的目标和预算");
  EXPECT_EQ(missing["form.spent-less-than-monitored"], "监控情况");
  EXPECT_FALSE(missing.contains("self-evaluation.grade-mismatch")) << "a goal form has no self-evaluation";
}

TEST(Lint, ACountyThatNobodySearchedIsNotCheckedEither) {
  auto form = lint_form_from(kVagueForm);
  form.county.emplace();
  form.county->last_goal = "去年的目标，写的是别的事";
  const auto report = linter_2022().lint(form);
  const auto lacks = [&](const char* id) {
    return std::ranges::any_of(report.not_checked, [&](const auto& one) { return one.rule->id == id; });
  };
  EXPECT_TRUE(lacks("goal.same-as-another-project"));
  EXPECT_FALSE(lacks("goal.same-as-last-year"));
}

TEST(Lint, OneRowWhileTypingIsJudgedByItselfAgainstTheHead) {
  const auto form = lint_form_from(kVagueForm);
  EXPECT_EQ(lint_keys(linter_2022().lint_row(form, 3)),
            std::vector<std::string>{"indicator.cost-over-budget /indicators/3/target"});
  EXPECT_TRUE(linter_2022().lint_row(form, 99).findings.empty());
}

TEST(Lint, OfThreeHundredRowsStaysQuick) {
  auto form = lint_form_from(kVagueForm);
  while (form.indicators.size() < 300) {
    auto row = form.indicators[form.indicators.size() % 4];
    row.name += std::to_string(form.indicators.size());
    form.indicators.push_back(std::move(row));
  }
  const auto report = linter_2022().lint(form);
  EXPECT_GT(report.findings.size(), 100U);
}

TEST(Lint, PrefillsTheReviewFromFindings) {
  const auto report = linter_2022().lint(lint_form_from(kVagueForm));
  const auto points = linter_2022().review(report);
  ASSERT_EQ(points.size(), 8U);
  Score full;
  for (const auto& point : points) {
    full = full + point.full;
    EXPECT_LE(point.proposed, point.full);
    EXPECT_EQ(
        point.proposed < point.full,
        std::ranges::any_of(
            point.because, [&](std::size_t i) { return report.findings[i].severity != Severity::info; }))
        << point.label;
  }
  EXPECT_EQ(full, Score::from_points(100));
}

TEST(Lint, PastYearsAreJudgedByPastLaw) {
  const auto before = Linter::compile(lint_book(), *Region::of(640323), *Date::of(2020, 12, 31));
  ASSERT_TRUE(before) << to_string(before.error());
  EXPECT_EQ(before->find("goal.weights-total"), nullptr);
  EXPECT_NE(linter_2022().find("goal.weights-total"), nullptr);
}

TEST(Lint, AgreesWithTheFigureAboutWhatIsVague) {
  const auto words = vague_words(lint_book(), *Region::of(640323), *Date::of(2022, 12, 31));
  const std::array<std::array<const char*, 3>, 14> rows{{{"促进社会和谐稳定", "好", ""},
                                                         {"促进经济社会可持续发展", "100", "%"},
                                                         {"促进经济社会可持续发展", "＝100％", ""},
                                                         {"提升服务水平", "有效提升", ""},
                                                         {"提升服务水平", "高于从前", ""},
                                                         {"经济效益", "公益性事业", ""},
                                                         {"服务对象满意度", "95", "%"},
                                                         {"提升医疗救治率", "90", "%"},
                                                         {"辅警人员", "512", "人"},
                                                         {"工程质量", "验收合格", ""},
                                                         {"提高工作效率", "比上年提高", ""},
                                                         {"补贴发放及时性", "每月10日前", ""},
                                                         {"影响程度", "显著提升扶持力度", ""},
                                                         {"提升满意程度", "90", "%"}}};
  for (const auto& [name, target, unit] : rows) {
    Indicator record;
    record.name = name;
    record.target = target;
    if (*unit != 0) record.unit = unit;
    LintForm form;
    form.all_indicators = false;
    LintIndicator row;
    row.name = name;
    row.target = target;
    row.unit = unit;
    row.level2 = "社会效益指标";
    form.indicators.push_back(row);
    const auto report = linter_2022().lint(form);
    const bool found = std::ranges::any_of(report.findings, [](const auto& one) {
      return one.rule->id.find(".vague-") != std::string::npos ||
             one.rule->id == "indicator.percent-of-nothing";
    });
    EXPECT_EQ(found, why_vague(record, words).has_value()) << name << " " << target;
  }
}

TEST(LintText, FindsPatternsAndLikeness) {
  EXPECT_TRUE(matches_pattern("第3行", "*#*"));
  EXPECT_TRUE(matches_pattern("", "*"));
  EXPECT_TRUE(matches_pattern("与年度目标一致", "与*目标*一致"));
  EXPECT_FALSE(matches_pattern("目标一致", "与*目标*一致"));
  EXPECT_TRUE(matches_pattern("好", "?"));
  EXPECT_FALSE(matches_pattern("很好", "?"));
  EXPECT_EQ(similarity_ppm("发放补贴。", "发放 补贴"), 1'000'000);
  EXPECT_EQ(similarity_ppm("发放补贴", "修建道路"), 0);
  EXPECT_EQ(similarity_ppm("", ""), 0);
  EXPECT_EQ(mention_ppm("为63人发放补贴", "发放补贴"), 1'000'000);
}

TEST(LintText, AWordIndexFindsWhatSearchingFinds) {
  const std::vector<std::vector<std::string>> lists{{"提高", "明显", "好"}, {"XX", "****"}, {"率", "满意度"}};
  WordIndex index;
  for (const auto& list : lists) ASSERT_TRUE(index.add(list));
  for (const std::string text : {"明显提高", "满意度", "XX设备", "****", "", "覆盖率好", "无"}) {
    const auto hits = index.scan(text);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const bool wanted = std::ranges::any_of(
          lists[i], [&](const auto& word) { return text.find(word) != std::string::npos; });
      EXPECT_EQ((hits >> i & 1U) != 0, wanted) << text << " list " << i;
    }
  }
}

TEST(LintForm, ThatCannotBeReadNamesEveryPlace) {
  const auto node =
      parse_yaml("project: {nam: x}\nbudget: {initial: 90}\nindicators: [{weight: 很多}]\n", "f");
  const auto form = read_lint_form(*node);
  ASSERT_FALSE(form);
  std::vector<std::string> places;
  for (const auto& finding : form.error().findings) places.push_back(finding.where);
  EXPECT_EQ(places, (std::vector<std::string>{"/project/nam", "/budget/initial", "/indicators/0/weight"}));
}

}  // namespace
}  // namespace jiheng::engine
