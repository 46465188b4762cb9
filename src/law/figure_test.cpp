#include "law/figure.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace jiheng::law {
namespace {

constexpr std::string_view kHead =
    "id: x.y\ntitle: 测试\nbasis: practice\nwhy: 测试用的口径\ndefinition: 测试用的口径，不作统计\n";

Document figure_document(std::string_view rest) {
  Document document;
  document.kind = Kind::figures;
  document.id = "x.y";
  document.title = "测试";
  document.file = "law/figures/x.yaml";
  document.text = std::string(kHead) + std::string(rest);
  const auto body = parse_yaml(document.text, document.file);
  EXPECT_TRUE(body.has_value()) << (body ? "" : body.error().message);
  if (body) document.body = *body;
  return document;
}

TEST(Figure, EveryFaultOfAFileIsFoundWithItsPlace) {
  struct Case {
    std::string rest, rule, where;
  };
  const std::array cases{
      Case{"unit: 个\nentity: projects\naggregate: {kind: count}\n", "law.figure.entity", ":7:"},
      Case{"unit: 个\nentity: assessment\nfilter: {colour: [red]}\naggregate: {kind: count}\n",
           "law.figure.dimension", ":8:"},
      Case{"unit: 个\nentity: assessment\nfilter: {amount: [red]}\naggregate: {kind: count}\n",
           "law.figure.dimension", ":8:"},
      Case{"unit: 个\nentity: assessment\nfilter: {conclusion: [maybe]}\naggregate: {kind: count}\n",
           "law.figure.code", ":8:"},
      Case{"unit: 万元\nentity: assessment\naggregate: {kind: sum, measure: price}\n", "law.figure.measure",
           ":8:"},
      Case{"unit: 万元\nentity: assessment\naggregate: {kind: sum, measure: conclusion}\n",
           "law.figure.measure", ":8:"},
      Case{"unit: 个\nentity: assessment\naggregate: {kind: distribution, over: amount}\n",
           "law.figure.dimension", ":8:"},
      Case{"unit: \"%\"\nentity: assessment\naggregate: {kind: share, of: {conclusion: [yes]}}\n",
           "law.figure.code", ":8:"},
      Case{"unit: 个\nentity: assessment\ndimensions: [quarter]\naggregate: {kind: count}\n",
           "law.figure.dimension", ":8:"},
      Case{"unit: 个\nentity: assessment\naggregate: {kind: sum, measure: amount}\n", "law.figure.unit",
           ":6:"},
      Case{"unit: 万元\nentity: assessment\naggregate: {kind: count}\n", "law.figure.unit", ":6:"},
      Case{"unit: 个\nentity: assessment\naggregate: {kind: median}\n", "law.figure.aggregate", ":8:"},
      Case{"unit: \"%\"\naggregate: {kind: ratio, numerator: no.such, denominator: x.y}\n",
           "law.figure.reference", ":7:"},
  };
  for (const auto& c : cases) {
    Findings findings;
    check_figure(Book{}, figure_document(c.rest), findings);
    const auto found = std::ranges::find(findings, c.rule, &Finding::rule);
    ASSERT_NE(found, findings.end()) << c.rest;
    EXPECT_NE(found->where.find("law/figures/x.yaml" + c.where), std::string::npos) << found->where << "\n"
                                                                                    << c.rest;
  }
}

TEST(Figure, AllFaultsAreReportedAtOnce) {
  Findings findings;
  check_figure(
      Book{},
      figure_document("unit: 个\nentity: assessment\nfilter: {colour: [red], conclusion: [maybe, perhaps]}\n"
                      "aggregate: {kind: sum, measure: price}\n"),
      findings);
  EXPECT_GE(findings.size(), 4U);
  EXPECT_FALSE(
      parse_figure(figure_document("unit: 个\nentity: nothing\naggregate: {kind: count}\n")).has_value());
}

std::vector<LawFile> with_extra(std::initializer_list<LawFile> extra) {
  auto files = Book::embedded()->files();
  files.insert(files.end(), extra);
  return files;
}

LawFile ratio_file(const std::string& id, const std::string& numerator) {
  return {"figures/test-" + id.substr(2) + ".yaml",
          "id: " + id +
              "\ntitle: 测试\nbasis: practice\nwhy: 测试用的口径\nunit: \"%\"\ndefinition: "
              "测试用的口径，不作统计\n" +
              "aggregate: {kind: ratio, numerator: " + numerator + ", denominator: project.count}\n"};
}

TEST(Figure, RatiosThatGoInCirclesAreRefused) {
  const auto book = Book::load(with_extra({ratio_file("t.a", "t.b"), ratio_file("t.b", "t.a")}));
  ASSERT_FALSE(book.has_value());
  EXPECT_TRUE(std::ranges::any_of(book.error().findings, [](const auto& f) {
    return f.rule == "law.figure.circle";
  })) << to_string(book.error());
}

TEST(Figure, ARatioOfAMissingFigureIsRefusedAndTheRightNameSuggested) {
  const auto book = Book::load(with_extra({ratio_file("t.a", "project.cuont")}));
  ASSERT_FALSE(book.has_value());
  const auto& findings = book.error().findings;
  const auto found = std::ranges::find(findings, "law.figure.reference", &Finding::rule);
  ASSERT_NE(found, findings.end()) << to_string(book.error());
  EXPECT_NE(found->hint.find("project.count"), std::string::npos) << found->hint;
}

TEST(Figure, ACountysOwnDefinitionWinsOverTheNations) {
  const LawFile own{"figures/cn-640323/count.yaml",
                    "id: project.count\ntitle: 项目数（盐池口径）\nplace: cn/640323\nbasis: practice\nwhy: "
                    "测试用的口径\nunit: 个\n"
                    "definition: 只数特定目标类项目的个数\nentity: project_year\nfilter: {category: "
                    "[\"3\"]}\naggregate: {kind: count}\n"};
  const auto book = Book::load(with_extra({own}));
  ASSERT_TRUE(book.has_value()) << to_string(book.error());
  const auto year = *FiscalYear::of(2022);
  EXPECT_EQ(find_figure(*book, "project.count", *Region::of(640323), year)->filter.size(), 1U);
  EXPECT_EQ(find_figure(*book, "project.count", *Region::of(640324), year)->filter.size(), 0U);
}

TEST(Figure, EveryFigureOfTheLawIsInForceAndDefinesItselfInWords) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book.has_value()) << to_string(book.error());
  const auto place = *Region::of(640323);
  const auto year = *FiscalYear::of(2022);
  const auto ids = figure_ids(*book, place, year);
  EXPECT_GE(ids.size(), 100U);
  for (const auto& id : ids) {
    const auto figure = find_figure(*book, id, place, year);
    ASSERT_TRUE(figure.has_value()) << figure.error().message;
    EXPECT_TRUE(figure->definition.ends_with("。")) << id << "：口径要写成完整的话";
    EXPECT_FALSE(figure->dimensions.empty()) << id;
  }
}

}  // namespace
}  // namespace jiheng::law
