#include "engine/report.h"

#include <gmock/gmock.h>

#include "engine/facts.h"
#include "engine/facts_builder.h"
#include "engine/report_values.h"

namespace jiheng::engine {
namespace {

struct NumberCase {
  law::ValueKind kind;
  std::int64_t value;
  bool about;
  const char* text;
};

class ReportNumber : public testing::TestWithParam<NumberCase> {};

TEST_P(ReportNumber, IsWrittenAsStatementsWriteIt) {
  EXPECT_EQ(report_number(GetParam().kind, GetParam().value, GetParam().about), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(Kinds, ReportNumber,
                         testing::Values(NumberCase{law::ValueKind::count, 2608, false, "2608"},
                                         NumberCase{law::ValueKind::money, 84'726'100'000, false, "84726.10"},
                                         NumberCase{law::ValueKind::money, 4'209'000'000, false, "4209"},
                                         NumberCase{law::ValueKind::money, 1'000'000'005'000, false,
                                                    "1000000.01"},
                                         NumberCase{law::ValueKind::score, 9070, false, "90.7"},
                                         NumberCase{law::ValueKind::ratio, 1'000'000, false, "100%"},
                                         NumberCase{law::ValueKind::ratio, 20'300, false, "2.03%"},
                                         NumberCase{law::ValueKind::ratio, 100'000, true, "10%左右"},
                                         NumberCase{law::ValueKind::ratio, 95'000, true, "10%左右"},
                                         NumberCase{law::ValueKind::ratio, 94'999, true, "9%左右"}));

/// A county with one unit and assessments as a test wants them, told by a template of the test's own.
class SmallReport : public testing::Test {
 protected:
  Region place_ = *Region::of(640323);
  FiscalYear year_ = *FiscalYear::of(2022);
  std::vector<Assessment> assessments_;

  void add(std::string name, Conclusion conclusion, std::int64_t unit = 2,
           Provenance provenance = Provenance::recorded) {
    Assessment record;
    record.region = place_;
    record.id = {static_cast<std::int64_t>(assessments_.size()) + 100};
    record.year = year_;
    record.project_name = std::move(name);
    record.unit_id = {unit};
    record.sector = "教育";
    record.amount = Money::from_fen(1'000'000);
    record.conclusion = conclusion;
    record.provenance = provenance;
    assessments_.push_back(record);
  }

  Unit unit(std::int64_t id, std::string code, std::string name, UnitKind kind) const {
    Unit record;
    record.region = place_;
    record.id = {id};
    record.department_code = code.substr(0, 3);
    record.code = std::move(code);
    record.name = std::move(name);
    record.kind = kind;
    record.sector = "教育";
    return record;
  }

  Result<Report> render(const std::string& chapters) {
    auto embedded = law::Book::embedded();
    if (!embedded) return tl::unexpected<Error>(embedded.error());
    auto files = embedded->files();
    files.push_back({"reports/small.yaml",
                     "id: small\ntitle: 小报告\nbasis: practice\nwhy: 只为测试\nheading: "
                     "\"{place}{year}\"\nillustrative_note: 有演示数据\n" +
                         chapters});
    auto book = law::Book::load(std::move(files));
    if (!book) return tl::unexpected<Error>(book.error());
    FactOptions options;
    options.as_of = *Date::of(2023, 3, 1);
    FactBuilder builder(place_, options);
    builder.add(unit(1, "201", "甲局", UnitKind::department));
    builder.add(unit(2, "201001", "甲局机关", UnitKind::unit));
    builder.add(unit(3, "202", "乙局", UnitKind::department));
    builder.add(unit(4, "202001", "乙局机关", UnitKind::unit));
    for (const auto& record : assessments_) builder.add(record);
    auto region = builder.finish();
    if (!region) return tl::unexpected<Error>(region.error());
    return render_report(FactBase({*region}), *book, "small", place_, year_);
  }

  /// The lines of a report whose only chapter has these sentences.
  std::vector<std::string> lines(const std::string& sentences) {
    const auto report = render("chapters:\n  - title: 一章\n    blocks:\n      - text:\n" + sentences);
    if (!report) return {to_string(report.error())};
    std::vector<std::string> all;
    for (const auto& block : report->blocks) {
      auto& line = all.emplace_back(block.number);
      for (const auto& span : block.spans) line += span.illustrative ? span.text + "*" : span.text;
    }
    return all;
  }
};

using testing::ElementsAre;

TEST_F(SmallReport, WhatIsZeroIsNotSaidUnlessThereIsSomethingElseToSay) {
  add("一", Conclusion::support);
  EXPECT_THAT(lines("          - 支持{assessment.support_count}个\n"
                    "          - 不支持{assessment.not_support_count}个\n"
                    "          - {say: '调整{assessment.revision_count}个', else: 没有需要调整的}\n"),
              ElementsAre("一、一章", "支持1个。没有需要调整的。"));
}

TEST_F(SmallReport, ClausesAreJoinedAndTheSentenceEndsOnce) {
  add("一", Conclusion::support);
  add("二", Conclusion::not_support);
  EXPECT_THAT(lines("          - say: ['支持{assessment.support_count}个', "
                    "'调整{assessment.revision_count}个', '不支持{assessment.not_support_count}个']\n"),
              ElementsAre("一、一章", "支持1个；不支持1个。"));
}

TEST_F(SmallReport, RowsAlikeOutsideTheParenthesesAreDrawnTogether) {
  add("一", Conclusion::support, 2);
  add("二", Conclusion::support, 4);
  add("三", Conclusion::support, 2);
  EXPECT_THAT(lines("          - '{list assessment.count: <department>的(<name>)}'\n          - '{list "
                    "assessment.count: name | | first 2}'\n"),
              ElementsAre("一、一章", "甲局的一和三、乙局的二。一、二等。"));
}

TEST_F(SmallReport, ASliceOfWhatIsOnlyKnownAsASumIsMarkedAndItsWholeIsNot) {
  add("一", Conclusion::support, 2, Provenance::allocated);
  EXPECT_THAT(lines("          - 共{assessment.amount}万元\n          - "
                    "其中{assessment.amount[conclusion=support]}万元\n"),
              ElementsAre("一、一章", "共1万元。其中1*万元。"));
}

TEST_F(SmallReport, AConditionComparesFiguresWithLawAndAValueThatIsMissingDecidesNothing) {
  add("一", Conclusion::support);
  EXPECT_THAT(lines("          - {when: assessment.count > 0 and not assessment.count > 100%, say: "
                    "'有{assessment.count}个'}\n"
                    "          - {when: assessment.share_of_count < law "
                    "parameters/report.attention#assessed_share, say: 少}\n"
                    "          - {when: assessment.mean_score < 100%, say: 低}\n"
                    "          - {when: assessment.mean_score >= 0, say: 高}\n"),
              ElementsAre("一、一章", "有1个。"));
}

TEST_F(SmallReport, SectionsThatSayNothingLeaveNoGapInTheNumbers) {
  add("一", Conclusion::support);
  const auto report = render(
      "chapters:\n"
      "  - title: 空章\n    blocks: [{text: ['{assessment.revision_count}个']}]\n"
      "  - title: 有话\n    sections:\n"
      "      - {title: 空节, blocks: [{text: ['{assessment.not_support_count}个']}]}\n"
      "      - {title: 实节, blocks: [{points: [{lead: 空, when: assessment.count = 0}, {lead: 甲}, {lead: "
      "乙}]}, "
      "{text: ['{assessment.count}个']}]}\n");
  ASSERT_TRUE(report) << to_string(report.error());
  std::vector<std::string> heads;
  for (const auto& block : report->blocks) heads.push_back(block.number + block.spans.front().text);
  EXPECT_THAT(heads, ElementsAre("一、有话", "（一）实节", "一是甲。", "二是乙。", "1"));
}

TEST_F(SmallReport, AReportOfWhichNoFigureHasRowsIsRefused) {
  add("一", Conclusion::support);
  const auto report = render("chapters:\n  - title: 一章\n    blocks:\n      - text: [空话]\n");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, ErrorCode::not_found);
  EXPECT_THAT(report.error().message, testing::HasSubstr("没有可以写进"));
}

}  // namespace
}  // namespace jiheng::engine
