#include "law/book.h"

#include <gmock/gmock.h>

#include "law/head.h"

namespace jiheng::law {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const LawFile kBookSource{
    "sources/act.yaml",
    "id: act\ntitle: 试验办法\nnumber: 试1号\nissuer: 财政部\ndate: 2010-01-01\nverified: false\n"};
const LawFile kBookPlaces{"places/p.yaml",
                          "id: place.p\ntitle: 区划\nentries:\n  - {code: \"000000\", name: 全国}\n  - "
                          "{code: \"640000\", name: 宁夏回族自治区}\n"
                          "  - {code: \"640300\", name: 吴忠市}\n  - {code: \"640323\", name: 盐池县}\n  - "
                          "{code: \"500000\", name: 重庆市}\n"
                          "  - {code: \"500230\", name: 丰都县}\n"};

LawFile days_file(std::string name, std::string place, std::string dates, int value,
                  std::string status = "active") {
  return {"parameters/" + name + ".yaml", "id: some.days\ntitle: 期限\nplace: " + place + "\n" + dates +
                                              "status: " + status +
                                              "\ncitations:\n  - {source: act, article: 第一条, verified: "
                                              "false}\ntype: number\nvalues:\n  - value: " +
                                              std::to_string(value) + "\n"};
}

Book layered_book() {
  auto book = Book::load({kBookSource, kBookPlaces,
                          days_file("nation-old", "cn", "since: 2015-01-01\nuntil: 2019-12-31\n", 10),
                          days_file("nation", "cn", "since: 2020-01-01\n", 20),
                          days_file("region", "cn/64", "since: 2021-01-01\n", 30),
                          days_file("county", "cn/640323", "since: 2022-01-01\nuntil: 2023-12-31\n", 40),
                          days_file("draft", "cn/640323", "since: 2024-01-01\n", 50, "draft")});
  EXPECT_TRUE(book) << to_string(book.error());
  return std::move(*book);
}

std::vector<std::string> layer_places(const std::optional<Match>& match) {
  std::vector<std::string> places;
  if (match) {
    for (const Document* layer : match->layers) places.push_back(layer->place);
  }
  return places;
}

Date day(const char* text) { return *Date::parse(text); }
Region region(const char* text) { return *Region::parse(text); }

TEST(Book, TheMostSpecificPlaceDecidesAndTheOthersStayVisible) {
  const Book book = layered_book();
  const auto match = book.find(Kind::parameters, "some.days", region("640323"), day("2022-06-01"));
  EXPECT_THAT(layer_places(match), ElementsAre("cn/640323", "cn/64", "cn"));
  EXPECT_EQ(match->rule->file, "law/parameters/county.yaml");
}

TEST(Book, ACountyWithoutItsOwnRuleFollowsItsRegion) {
  const Book book = layered_book();
  EXPECT_THAT(layer_places(book.find(Kind::parameters, "some.days", region("640324"), day("2022-06-01"))),
              ElementsAre("cn/64", "cn"));
  EXPECT_THAT(layer_places(book.find(Kind::parameters, "some.days", region("500230"), day("2022-06-01"))),
              ElementsAre("cn"));
  EXPECT_THAT(layer_places(book.find(Kind::parameters, "some.days", "cn/6403", day("2022-06-01"))),
              ElementsAre("cn/64", "cn"));
}

struct Replay {
  const char* day;
  const char* file;  ///< of the deciding rule; empty: none was in force
};

class BookReplay : public testing::TestWithParam<Replay> {};

TEST_P(BookReplay, FindsTheRuleThatWasInForceOnThatDay) {
  const Book book = layered_book();
  const auto match = book.find(Kind::parameters, "some.days", region("640323"), day(GetParam().day));
  EXPECT_EQ(match ? match->rule->file : "", GetParam().file);
}

INSTANTIATE_TEST_SUITE_P(Days, BookReplay,
                         testing::Values(Replay{"2014-12-31", ""},
                                         Replay{"2015-01-01", "law/parameters/nation-old.yaml"},
                                         Replay{"2019-12-31", "law/parameters/nation-old.yaml"},
                                         Replay{"2020-01-01", "law/parameters/nation.yaml"},
                                         Replay{"2021-12-31", "law/parameters/region.yaml"},
                                         Replay{"2022-01-01", "law/parameters/county.yaml"},
                                         Replay{"2023-12-31", "law/parameters/county.yaml"},
                                         Replay{"2024-01-01", "law/parameters/region.yaml"}));

TEST(Book, ADraftIsNeverApplied) {
  const Book book = layered_book();
  EXPECT_THAT(layer_places(book.find(Kind::parameters, "some.days", region("640323"), day("2025-01-01"))),
              ElementsAre("cn/64", "cn"));
}

TEST(Book, AllGivesEachIdOnceAsItIsInForceThere) {
  const Book book = layered_book();
  const auto all = book.all(Kind::parameters, region("640323"), day("2016-01-01"));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].rule->file, "law/parameters/nation-old.yaml");
  EXPECT_THAT(book.all(Kind::schemes, region("640323"), day("2016-01-01")), IsEmpty());
}

TEST(Book, NamesPlacesByWhatTheyAreCalled) {
  const Book book = layered_book();
  EXPECT_EQ(book.place_name("cn"), "全国");
  EXPECT_EQ(book.place_name("cn/6403"), "吴忠市");
  EXPECT_EQ(book.place_name(region("640323")), "盐池县");
  EXPECT_EQ(book.place_full_name(region("640323")), "宁夏回族自治区吴忠市盐池县");
  EXPECT_EQ(book.place_full_name(region("500230")), "重庆市丰都县");
  EXPECT_EQ(book.place_name(region("110101")), "110101");
  EXPECT_EQ(book.place_name("cn/99"), "99");
}

TEST(Book, TheVersionIsThatOfEveryPathAndByte) {
  const auto of = [](std::vector<LawFile> files) { return Book::load(std::move(files))->version(); };
  LawFile moved = kBookSource;
  moved.path = "sources/act2.yaml";
  LawFile spaced = kBookSource;
  spaced.text += "\n";
  const std::string version = of({kBookSource, kBookPlaces});
  EXPECT_EQ(version, of({kBookPlaces, kBookSource}));
  EXPECT_NE(version, of({moved, kBookPlaces}));
  EXPECT_NE(version, of({spaced, kBookPlaces}));
  EXPECT_EQ(version.size(), std::string("sm3:").size() + 64);
}

TEST(Book, ItsFilesMakeTheSameBookAgain) {
  const auto embedded = Book::embedded();
  ASSERT_TRUE(embedded) << to_string(embedded.error());
  const auto again = Book::load(embedded->files(), "snapshot");
  ASSERT_TRUE(again) << to_string(again.error());
  EXPECT_EQ(again->version(), embedded->version());
  EXPECT_EQ(again->documents().size(), embedded->documents().size());
}

TEST(Book, AFolderThatIsNotThereIsSaidByName) {
  const auto book = Book::open("/nowhere/law");
  ASSERT_FALSE(book);
  EXPECT_EQ(book.error().code, ErrorCode::not_found);
  EXPECT_THAT(book.error().message, testing::HasSubstr("/nowhere/law"));
}

TEST(Book, MatchesStayGoodWhenTheBookIsMoved) {
  Book book = layered_book();
  const auto match = book.find(Kind::parameters, "some.days", region("640323"), day("2022-06-01"));
  const Book moved = std::move(book);
  EXPECT_EQ(match->rule->place, "cn/640323");
  EXPECT_EQ(moved.find(Kind::parameters, "some.days", region("640323"), day("2022-06-01"))->rule,
            match->rule);
}

TEST(Book, APracticeIsNotVerifiedHoweverWellReadWhatItCites) {
  const LawFile read{"sources/read.yaml",
                     "id: read\ntitle: 试验报告\nnumber: 试2号\nissuer: 县\nverified: true\n"};
  const std::string citing =
      "title: 甲\ncitations:\n  - {source: read, verified: true}\ntype: number\nvalues:\n  - value: 1\n";
  const auto book = Book::load({kBookPlaces,
                                read,
                                {"parameters/a.yaml", "id: a\n" + citing},
                                {"parameters/b.yaml", "id: b\nbasis: practice\nwhy: 我们的做法\n" + citing}});
  ASSERT_TRUE(book) << to_string(book.error());
  EXPECT_TRUE(book->versions(Kind::parameters, "a").front()->verified());
  EXPECT_FALSE(book->versions(Kind::parameters, "b").front()->verified());
  EXPECT_TRUE(book->source("read")->verified());
}

}  // namespace
}  // namespace jiheng::law
