#include "app/report.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <regex>
#include <set>

#include "app/demo.h"
#include "app/snapshot.h"
#include "base/file.h"
#include "base/node.h"
#include "base/text.h"
#include "model/assessment.h"
#include "model/unit.h"
#include "support/store_backend.h"
#include "support/temp_dir.h"

namespace jiheng::app {
namespace {

using jiheng::testing::must;
using jiheng::testing::TempDir;
using ::testing::HasSubstr;

constexpr std::array kFormats{ReportFormat::text, ReportFormat::markdown, ReportFormat::html,
                              ReportFormat::docx, ReportFormat::json};
constexpr std::int64_t kDrawnAt = 1'678'000'000'000;  // 2023-03-05

/// The demonstration county in a folder of its own.
struct County {
  TempDir folder;
  std::shared_ptr<FixedClock> clock = std::make_shared<FixedClock>(kDrawnAt);
  std::unique_ptr<Workspace> workspace;

  County() {
    WorkspaceOptions options;
    options.data = folder.path() / "data";
    options.mode = store::OpenMode::create;
    options.clock = clock;
    workspace = must(Workspace::open(options));
    must(load_demo(*workspace, "yanchi", [](const RecordDesc&, const ImportReport&) {}));
  }

  ReportRequest request(int year = 2022) const {
    return {"annual", *Region::parse("640323"), *FiscalYear::of(year), ""};
  }
  ReportDocument draw(const ReportRequest& of) const { return must(draw_report(*workspace, of)); }
  std::string text(int year = 2022) const {
    return must(write_report(draw(request(year)), ReportFormat::text));
  }
};

/// One county for the tests that only read.
const County& county() {
  static const County the_county;
  return the_county;
}

/// The paragraph of the text form that has `words`; the mark of demonstration data left out.
std::string paragraph_with(const std::string& text, const std::string& words) {
  std::size_t from = 0;
  while (from < text.size()) {
    const auto end = std::min(text.find('\n', from), text.size());
    const auto line = text.substr(from, end - from);
    if (line.find(words) != std::string::npos) return replace_all(line, "〔示〕", "");
    from = end + 1;
  }
  return {};
}

// ---- what is refused ----

TEST(AnnualReport, SaysWhatIsMissing) {
  const auto refused = [](const ReportRequest& request) {
    const auto drawn = draw_report(*county().workspace, request);
    return drawn ? std::string("drawn") : drawn.error().message;
  };
  auto request = county().request();
  EXPECT_THAT(refused({"annual", *Region::parse("110101"), request.year, ""}), HasSubstr("110101"));
  EXPECT_THAT(refused(county().request(2010)), HasSubstr("没有 2010 年度的数据，有数据的年度：2022、2023"));
  EXPECT_THAT(refused({"weekly", request.place, request.year, ""}), HasSubstr("没有报告“weekly”"));
  request.snapshot = "nothing";
  EXPECT_THAT(refused(request), HasSubstr("nothing"));
}

// ---- domain §1: each number in the right sentence ----

struct Fact {
  const char* paragraph;  ///< words that find the paragraph
  const char* sentence;   ///< what it must say
};

class SeedFact : public ::testing::TestWithParam<Fact> {};

TEST_P(SeedFact, StandsInItsSentence) {
  static const auto text = county().text();
  EXPECT_THAT(paragraph_with(text, GetParam().paragraph), HasSubstr(GetParam().sentence));
}

INSTANTIATE_TEST_SUITE_P(
    Domain1, SeedFact,
    ::testing::Values(
        Fact{"先评估、后入库", "2022年共对27个项目开展事前绩效评估，涉及金额84726.10万元"},
        Fact{"先评估、后入库",
             "盐池县盐洲路派出所改建及信息化设备采购项目、盐池县2022年“两华一节”项目等10个项目予以支持"},
        Fact{"先评估、后入库",
             "盐池县地下水取水口计量设施升级改造工程（一期）、盐池县长城及附属设施围栏保护项目等11个项目调整"
             "完善后予以支持"},
        Fact{"先评估、后入库",
             "营盘台村整合营盘台所有自然村生猪养殖园区项目、盐池县新区人民公园项目、盐池县保障性安居工程配套"
             "基础设施建设项目、"
             "2022年盐池县天然气老旧管网提升改造项目6个项目不予支持"},
        Fact{"重点事中评价",
             "3个，分别是盐池县2022年民俗嘉年华项目、盐池县第七幼儿园建设项目、盐池县高沙窝镇高标准重点小城镇"
             "2021年建设项目"},
        Fact{"重点事中评价", "评价得分依次为92.75、93.24、90.7。评价结果均为“优”"},
        Fact{"双监控", "项目监控覆盖率为100%"}, Fact{"开展绩效自评", "项目支出自评覆盖率100%"},
        Fact{"开展重点绩效评价",
             "盐池县2018年环城公园内侧续建工程、车载PCR方舱实验室采购项目等10个项目开展重点绩效评价，涉及金额"
             "4209万元"},
        Fact{"开展重点绩效评价", "“优”的8个，占80%"}, Fact{"开展重点绩效评价", "“良”的2个，占20%"},
        Fact{"部门整体支出绩效评价，",
             "盐池县盐州路街道办事处、盐池县融媒体中心、盐池县机关事务中心、盐池县残疾人联合会、盐池县交通运"
             "输局5个部门"
             "开展2021年度部门整体支出绩效评价，涉及金额18549.38万元，评价结论依次为良、良、优、优、良"},
        Fact{"养老保险基金",
             "盐池县2021年机关事业单位养老保险基金项目开展绩效评价，涉及金额13400万元，评价得分95."
             "25分，评价结果为“优”"},
        Fact{"挂钩规则", "被评价年度预算的10%-30%扣减下年度预算"},
        Fact{"挂钩规则", "6个部门的9个项目作了调减，平均调减率10%左右"},
        Fact{"挂钩规则", "退役士兵安置项目和权益维护经费"}));

TEST(AnnualReport, TheNumbersOfThePublishedStatementAreNotMarkedAsDemonstration) {
  const auto text = county().text();
  for (const auto* words : {"27个项目", "84726.10万元", "10个项目予以支持", "4209万元", "18549.38万元",
                            "13400万元", "95.25分", "10%左右"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
  EXPECT_THAT(text, HasSubstr("自评覆盖率100%〔示〕"));
  EXPECT_THAT(text, HasSubstr("本说明含演示数据"));
}

TEST(AnnualReport, IsWordForWordTheReviewedOne) {
  const auto golden = std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/report/yanchi-2022.txt";
  const auto whole = county().text();
  const auto text = whole.substr(0, whole.find("\n附件\n"));
  if (std::getenv("JIHENG_UPDATE_GOLDENS") != nullptr) must(write_file(golden, text));
  EXPECT_EQ(text, must(read_file(golden)));
}

// ---- figures, links, bytes ----

TEST(AnnualReport, EveryNumberOfTheTextComesFromAFigureALawOrTheYear) {
  const auto document = county().draw(county().request());
  const std::regex number("[0-9]+");
  const std::regex allowed("(中发|财预|财社|财监|国发)〔[0-9]{4}〕[0-9]+号|202[0-9]年?");
  for (const auto& block : document.report.blocks) {
    for (const auto& span : block.spans) {
      if (!span.figure.empty() || !span.law.empty()) continue;
      EXPECT_FALSE(std::regex_search(std::regex_replace(span.text, allowed, ""), number)) << span.text;
    }
  }
}

TEST(AnnualReport, EveryNumberOfTheHtmlLeadsToItsDefinition) {
  const auto html = must(write_report(county().draw(county().request()), ReportFormat::html));
  std::set<std::string> targets;
  const std::regex id("id=\"([^\"]+)\"");
  for (std::sregex_iterator at(html.begin(), html.end(), id), end; at != end; ++at) targets.insert((*at)[1]);
  const std::regex link("<a class=\"number[^\"]*\" href=\"#([^\"]*)\"");
  int links = 0;
  for (std::sregex_iterator at(html.begin(), html.end(), link), end; at != end; ++at, ++links) {
    EXPECT_TRUE(targets.contains((*at)[1])) << (*at)[1];
  }
  EXPECT_GT(links, 80);
  EXPECT_THAT(html, ::testing::Not(HasSubstr("<script")));
  EXPECT_THAT(html, ::testing::Not(HasSubstr("href=\"http")));
}

TEST(AnnualReport, TheHtmlCanLeadIntoTheProgramInstead) {
  const ReportOptions options{"/explain?figure={figure}&place={place}&year={year}{filters}"};
  const auto html = must(write_report(county().draw(county().request()), ReportFormat::html, options));
  EXPECT_THAT(html, HasSubstr("/explain?figure=assessment.count&amp;place=640323&amp;year=2022\""));
  EXPECT_THAT(html, HasSubstr("&amp;filter=fund_type%3A12\""));
}

TEST(AnnualReport, ThePartOfAFigureIsWrittenAsTheWebPagesReadIt) {
  const ReportOptions options{"/r?explain={figure}{parts}~@{year}"};
  const auto html = must(write_report(county().draw(county().request()), ReportFormat::html, options));
  EXPECT_THAT(html, HasSubstr("/r?explain=assessment.count~@2022\""));
  EXPECT_THAT(html, HasSubstr("~fund_type%3A12~@2022\""));
  EXPECT_THAT(html, ::testing::Not(HasSubstr("explain={")));
}

TEST(AnnualReport, TheJsonListsEachFigureThatASpanNames) {
  const auto json = must(write_report(county().draw(county().request()), ReportFormat::json));
  const auto root = must(parse_json(json, "report.json"));
  std::set<std::string> listed;
  for (const auto& figure : root.find("figures")->items) {
    listed.insert(std::string(figure.text_of("id")));
    EXPECT_FALSE(figure.text_of("definition").empty());
    EXPECT_NE(figure.find("rows"), nullptr);
  }
  std::set<std::string> named;
  for (const auto& block : root.find("blocks")->items) {
    const Node* spans = block.find("spans");
    for (const auto& span : spans == nullptr ? std::vector<Node>{} : spans->items) {
      if (span.find("figure") != nullptr) named.insert(std::string(span.text_of("figure")));
    }
  }
  EXPECT_TRUE(std::ranges::includes(listed, named));
  EXPECT_TRUE(listed.contains("assessment.amount"));
  EXPECT_EQ(root.text_of("as_of"), "2023-03-05");
}

TEST(AnnualReport, ASnapshotGivesTheSameBytesInEveryFormWhateverChangesAfterwards) {
  County own;
  const auto place = own.request().place;
  const auto taken =
      must(take_snapshot(*own.workspace, {place, own.request().year, "2022 年终", "", {"test", "test"}}));
  auto frozen = own.request();
  frozen.snapshot = taken.id;
  std::vector<std::string> before;
  for (const auto format : kFormats) before.push_back(must(write_report(own.draw(frozen), format)));
  const auto live = own.text();

  const auto units = must(store::load<Unit>(own.workspace->store(), {.region = place, .limit = 1}));
  Assessment added;
  added.region = place;
  added.year = own.request().year;
  added.project_name = "盐池县测试新增项目";
  added.unit_id = units.front().id;
  added.sector = "教育";
  added.amount = Money::from_fen(100'000'000);
  added.conclusion = Conclusion::support;
  added.listed = true;
  must(own.workspace->write({"test", "test"}, {store::put_of(added)}));
  own.clock->set(kDrawnAt + 86'400'000LL * 40);

  for (std::size_t i = 0; i < kFormats.size(); ++i) {
    EXPECT_EQ(must(write_report(own.draw(frozen), kFormats[i])), before[i])
        << report_format_code(kFormats[i]);
  }
  const auto changed = own.text();
  EXPECT_NE(changed, live);
  EXPECT_THAT(changed, HasSubstr("2022年共对28个项目开展事前绩效评估，涉及金额84826.10万元"));
  EXPECT_THAT(changed, HasSubstr("盐池县测试新增项目等11个项目予以支持"));
}

TEST(AnnualReport, NeverSaysThatThereAreNoneOfSomething) {
  const auto whole = county().text(2023);
  const auto text = replace_all(whole.substr(0, whole.find("\n附件\n")), "〔示〕", "");
  EXPECT_FALSE(std::regex_search(text, std::regex("[^0-9.]0(个|项|份|家|条|万元)"))) << text;
  EXPECT_EQ(text.find("—分"), std::string::npos);
  EXPECT_THAT(text, HasSubstr("盐池县2023年度预算绩效管理情况说明"));
}

}  // namespace
}  // namespace jiheng::app
