#include "law/parameter.h"

#include <gmock/gmock.h>

namespace jiheng::law {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const LawFile kParameterSource{"sources/act.yaml",
                               "id: act\ntitle: 试验办法\nnumber: 试1号\nissuer: 财政部\nverified: false\n"};
const LawFile kParameterPlaces{"places/p.yaml",
                               "id: place.p\ntitle: 区划\nentries:\n  - {code: \"640000\", name: "
                               "宁夏回族自治区}\n  - {code: \"640323\", name: 盐池县}\n"};

LawFile parameter_file(std::string name, std::string id, std::string rest) {
  return {"parameters/" + name + ".yaml",
          "id: " + id + "\ntitle: 试验\ncitations:\n  - {source: act, article: 第一条, verified: false}\n" +
              rest};
}

Book parameter_book() {
  auto book = Book::load({
      kParameterSource,
      kParameterPlaces,
      parameter_file(
          "days", "days",
          "type: number\nvalues:\n  - {until: 2020-12-31, value: 30}\n  - {since: 2021-01-01, value: 20, "
          "citations: [{source: act, article: 第九条, verified: false}]}\n"),
      parameter_file("days-county", "days",
                     "place: cn/640323\ntype: number\nvalues:\n  - {since: 2022-01-01, value: 15}\n"),
      parameter_file("rate", "rate", "type: percent\nvalues:\n  - value: 97.5\n"),
      parameter_file("sum", "sum", "type: money\nvalues:\n  - value: \"1,234.50\"\n"),
      parameter_file("words", "words", "type: list\nvalues:\n  - value: [提高, 加强]\n"),
      parameter_file("map", "map", "type: map\nvalues:\n  - value: {yellow: 10, red: 20}\n"),
      parameter_file("text", "text", "type: text\nvalues:\n  - value: \"03-31\"\n"),
      parameter_file("half", "half", "type: number\nvalues:\n  - value: 0.5\n"),
  });
  EXPECT_TRUE(book) << to_string(book.error());
  return std::move(*book);
}

const Region kYanchi = *Region::parse("640323");
const Region kElsewhere = *Region::parse("640324");
Date on(const char* text) { return *Date::parse(text); }

TEST(Parameter, TheValueThatWasInForceOnTheDayIsGiven) {
  const Book book = parameter_book();
  EXPECT_EQ(integer_parameter(book, "days", kElsewhere, on("2020-12-31")), 30);
  EXPECT_EQ(integer_parameter(book, "days", kElsewhere, on("2021-01-01")), 20);
}

TEST(Parameter, ALocalFileWhoseValuesBeginLaterGivesWayToTheNation) {
  const Book book = parameter_book();
  EXPECT_EQ(integer_parameter(book, "days", kYanchi, on("2021-12-31")), 20);
  EXPECT_EQ(integer_parameter(book, "days", kYanchi, on("2022-01-01")), 15);
  EXPECT_EQ(find_parameter(book, "days", kYanchi, on("2022-01-01"))->layers.size(), 2U);
}

TEST(Parameter, AValueIsCitedByItsOwnArticleBeforeThatOfTheFile) {
  const Book book = parameter_book();
  EXPECT_EQ(find_parameter(book, "days", kElsewhere, on("2020-01-01"))->citations.front().article, "第一条");
  EXPECT_EQ(find_parameter(book, "days", kElsewhere, on("2021-01-01"))->citations.front().article, "第九条");
}

TEST(Parameter, EveryTypeIsReadExactly) {
  const Book book = parameter_book();
  const Date today = on("2022-06-01");
  EXPECT_EQ(*percent_parameter(book, "rate", kYanchi, today), *Ratio::of(39, 40));
  EXPECT_EQ(money_parameter(book, "sum", kYanchi, today)->fen(), 123450);
  EXPECT_THAT(*list_parameter(book, "words", kYanchi, today), ElementsAre("提高", "加强"));
  EXPECT_THAT(*map_parameter(book, "map", kYanchi, today),
              ElementsAre(Pair("yellow", "10"), Pair("red", "20")));
  EXPECT_EQ(integer_parameter(book, "map", kYanchi, today, "red"), 20);
  EXPECT_EQ(*percent_parameter(book, "map", kYanchi, today, "red"), *Ratio::of(1, 5));
  EXPECT_EQ(text_parameter(book, "text", kYanchi, today), "03-31");
}

TEST(Parameter, AskingForWhatIsNotThereSaysWhatWhereAndWhen) {
  const Book book = parameter_book();
  const auto none = number_parameter(book, "dayz", kYanchi, on("2022-06-01"));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::not_found);
  EXPECT_EQ(none.error().message, "参数“dayz”在 盐池县 2022-06-01 没有值");
  EXPECT_THAT(integer_parameter(book, "map", kYanchi, on("2022-06-01"), "green").error().message,
              HasSubstr("没有“green”这一项"));
}

TEST(Parameter, AskingForAnotherTypeIsADefectOfTheProgram) {
  const Book book = parameter_book();
  const Date today = on("2022-06-01");
  EXPECT_EQ(number_parameter(book, "text", kYanchi, today).error().code, ErrorCode::internal);
  EXPECT_EQ(integer_parameter(book, "half", kYanchi, today).error().code, ErrorCode::internal);
  EXPECT_EQ(list_parameter(book, "rate", kYanchi, today).error().code, ErrorCode::internal);
  EXPECT_EQ(map_parameter(book, "words", kYanchi, today).error().code, ErrorCode::internal);
  EXPECT_EQ(text_parameter(book, "words", kYanchi, today).error().code, ErrorCode::internal);
}

}  // namespace
}  // namespace jiheng::law
