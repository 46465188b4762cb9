#include "law/report.h"

#include <gmock/gmock.h>

#include "law/report_text.h"

namespace jiheng::law {
namespace {

/// The embedded law with one more report; its findings when there are any, a line each.
std::string faults_of(const std::string& body) {
  const auto embedded = Book::embedded();
  if (!embedded) return to_string(embedded.error());
  auto files = embedded->files();
  files.push_back({"reports/test.yaml",
                   "id: test\ntitle: 测试\nbasis: practice\nwhy: 只为测试\nheading: "
                   "\"{place}\"\nillustrative_note: 演示\n" +
                       body});
  const auto book = Book::load(std::move(files));
  std::string faults;
  if (!book) {
    for (const auto& finding : book.error().findings) faults += to_string(finding) + "\n";
  }
  return faults;
}

std::string sentence_faults(const std::string& sentence) {
  return faults_of("chapters:\n  - title: 一章\n    blocks:\n      - text:\n          - '" + sentence +
                   "'\n");
}

struct Fault {
  const char* sentence;
  const char* told;
};

class ReportFault : public testing::TestWithParam<Fault> {};

TEST_P(ReportFault, IsToldWithItsPlace) {
  const auto faults = sentence_faults(GetParam().sentence);
  EXPECT_THAT(faults, testing::HasSubstr(GetParam().told));
  EXPECT_THAT(faults, testing::StartsWith("law/reports/test.yaml:11:"));
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, ReportFault,
    testing::Values(
        Fault{"共27个项目", "直接写了数字"}, Fault{"共２７个项目", "直接写了数字"},
        Fault{"共二十七个项目", "直接写了数字"}, Fault{"下降三成", "直接写了数字"},
        Fault{"共{assessment.cuont}个", "没有指标“assessment.cuont”"}, Fault{"共{count}个", "应为指标编号"},
        Fault{"共{assessment.count个", "花括号不成对"},
        Fault{"共{assessment.count[conclusions=support]}个", "没有维度“conclusions”"},
        Fault{"共{assessment.count[conclusion=maybe]}个", "没有代码“maybe”"},
        Fault{"共{assessment.count[conclusion]}个", "应为“维度=代码”"},
        Fault{"共{assessment.count@1}个", "年度差"}, Fault{"共{assessment.count:about}个", "不是比率"},
        Fault{"共{assessment.conclusions}个", "是分布"}, Fault{"共{assessment.amount}元", "应紧跟“万元”"},
        Fault{"共{assessment.count[conclusion=*]}个", "只能用在有 each 的表里"},
        Fault{"有{list assessment.count: nothing}", "没有字段“nothing”"},
        Fault{"有{list assessment.count}", "列举要写明字段"},
        Fault{"有{groups assessment.count by nothing}组", "不能按“nothing”分组"},
        Fault{"按{law policies/nothing#x}", "没有规则 policies/nothing"},
        Fault{"按{law policies/policy.result-use#nothing}", "里没有值“nothing”"},
        Fault{"按{source nothing-2020}", "没有文件“nothing-2020”"}, Fault{"按{group}", "{group} 只能用在"}));

TEST(ReportTemplate, SaysNothingOfASentenceWhoseNumbersAreAllReferences) {
  EXPECT_EQ(sentence_faults("{year}年一同申报，共{assessment.count[conclusion=support|not_support]}个、{"
                            "assessment.amount}万元，"
                            "平均{result_use.mean_rate:about}，按{law "
                            "policies/policy.result-use#rules[evaluator=finance,grade=fair].low}%扣减"),
            "");
}

TEST(ReportTemplate, AConditionMayOnlyCompareWithLawFiguresNothingAndEverything) {
  const auto with = [](const std::string& condition) {
    return faults_of("conditions:\n  one: " + condition +
                     "\nchapters:\n  - title: 一章\n    blocks:\n      - when: one\n        text: [好]\n");
  };
  EXPECT_EQ(with("assessment.count > 0 and not (goal.vague_share = 100% or goal.vague_share < law "
                 "parameters/report.attention#vague_share)"),
            "");
  EXPECT_THAT(with("goal.vague_share < 5"), testing::HasSubstr("应放进 law/parameters"));
  EXPECT_THAT(with("assessment.count"), testing::HasSubstr("条件应为比较"));
  EXPECT_THAT(with("(assessment.count > 0"), testing::HasSubstr("括号没有合上"));
  EXPECT_THAT(with("assessment.count > 0 0"), testing::HasSubstr("多出了"));
  EXPECT_THAT(with("nothing"), testing::HasSubstr("没有名为“nothing”的条件"));
}

TEST(ReportTemplate, ATableRowHasAsManyCellsAsItsHeader) {
  EXPECT_THAT(faults_of("chapters:\n  - title: 一章\n    blocks:\n      - table:\n          caption: 表\n    "
                        "      header: [甲, 乙]\n"
                        "          rows: [[一, \"{assessment.count}\", \"{assessment.amount}\"]]\n"),
              testing::HasSubstr("这一行有 3 格，表头有 2 格"));
}

TEST(ReportTemplate, AndBindsTighterThanOr) {
  const auto condition = parse_condition("a.b > 0 or a.b < 0 and not c");
  ASSERT_TRUE(condition) << to_string(condition.error());
  ASSERT_EQ(condition->kind, ReportCondition::Kind::any);
  ASSERT_EQ(condition->parts.size(), 2U);
  EXPECT_EQ(condition->parts[1].kind, ReportCondition::Kind::all);
  EXPECT_EQ(condition->parts[1].parts[1].kind, ReportCondition::Kind::negation);
}

}  // namespace
}  // namespace jiheng::law
