#include "base/date.h"

#include <gtest/gtest.h>

#include <array>

#include "base/clock.h"

namespace jiheng {
namespace {

TEST(Date, RefusesDaysThatDoNotExistAndTextsThatAreNoDate) {
  for (const char* text : {"2023-02-29", "2022-13-01", "2022-00-10", "2022-1", "", "去年底", "2022-03-31x",
                           "22022-03-31", "44651"}) {
    EXPECT_FALSE(Date::parse(text)) << text;
  }
}

TEST(Date, ReadsTheFormsPeopleUse) {
  for (const char* text :
       {"2022-03-31", "2022/3/31", "2022.3.31", "2022年3月31日", " ２０２２－０３－３１ "}) {
    const auto date = Date::parse(text);
    ASSERT_TRUE(date) << text;
    EXPECT_EQ(date->to_text(), "2022-03-31");
  }
}

TEST(Date, EveryDayOfACenturyPrintsAsItIsRead) {
  Date day = *Date::of(1990, 1, 1);
  for (int i = 0; i < 36'600; ++i, day = day.plus_days(1)) {
    ASSERT_EQ(*Date::parse(day.to_text()), day);
    ASSERT_EQ(*Date::parse(day.to_chinese()), day);
    ASSERT_EQ(day.plus_days(1).days_since(day), 1);
  }
}

TEST(FiscalYear, IsReadWithAndWithoutItsWord) {
  EXPECT_EQ(FiscalYear::parse("2022年度")->value(), 2022);
  EXPECT_EQ(FiscalYear::parse("2022")->value(), 2022);
  for (const char* text : {"22", "1989", "2100", "二〇二二", "2022-2023"})
    EXPECT_FALSE(FiscalYear::parse(text)) << text;
}

TEST(Quarter, EndsOnTheLastDayOfItsMonth) {
  const auto year = *FiscalYear::of(2022);
  const std::array ends{"2022-03-31", "2022-06-30", "2022-09-30", "2022-12-31"};
  for (int q = 1; q <= 4; ++q)
    EXPECT_EQ(Quarter::of(q)->last_day(year).to_text(), ends[static_cast<std::size_t>(q - 1)]);
  EXPECT_FALSE(Quarter::of(0));
  EXPECT_FALSE(Quarter::of(5));
}

TEST(Clock, TellsTheDateInBeijing) {
  EXPECT_EQ(format_instant(1'669'161'600'123), "2022-11-23T00:00:00.123Z");
  EXPECT_EQ(beijing_date(1'669'161'600'123).to_text(), "2022-11-23");
  EXPECT_EQ(beijing_date(1'669'161'600'000 + 16LL * 3'600'000).to_text(), "2022-11-24");
  EXPECT_EQ(beijing_minute(1'669'161'600'123), "2022-11-23 08:00");
  EXPECT_EQ(beijing_minute(1'669'161'600'000 + 16LL * 3'600'000 + 59'999), "2022-11-24 00:00");
}

}  // namespace
}  // namespace jiheng
