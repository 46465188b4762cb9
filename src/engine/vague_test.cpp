#include "engine/vague.h"

#include <gtest/gtest.h>

namespace jiheng::engine {
namespace {

VagueWords words_in_force() {
  const auto book = law::Book::embedded();
  EXPECT_TRUE(book.has_value());
  return vague_words(*book, *Region::of(640323), *Date::parse("2022-12-31"));
}

TEST(Vague, AnIndicatorIsVagueWhenNobodyCouldSayWhetherItWasReached) {
  struct Case {
    std::string name, target, unit;
    bool vague;
  };
  // Names and targets as they stand in published forms (domain §11).
  const std::array cases{
      Case{"促进社会和谐稳定", "好", "", true},
      Case{"对控制基建项目成本影响程度", "效果明显", "", true},
      Case{"促进经济社会可持续发展", "100", "%", true},
      Case{"促进经济社会可持续发展", "＝100％", "", true},
      Case{"提升服务水平", "有效提升", "", true},
      Case{"提升服务水平", "高于从前", "", true},
      Case{"经济效益", "公益性事业", "", true},
      Case{"服务对象满意度", "95", "%", false},
      Case{"提升医疗救治率", "90", "%", false},
      Case{"辅警人员", "512", "人", false},
      Case{"工程质量", "验收合格", "", false},
      Case{"改善灌溉面积", "500", "亩", false},
      Case{"提高工作效率", "比上年提高", "", false},
      Case{"补贴发放及时性", "每月10日前", "", false},
  };
  const auto words = words_in_force();
  ASSERT_FALSE(words.vague.empty());
  for (const auto& c : cases) {
    Indicator indicator;
    indicator.name = c.name;
    indicator.target = c.target;
    if (!c.unit.empty()) indicator.unit = c.unit;
    const auto why = why_vague(indicator, words);
    EXPECT_EQ(why.has_value(), c.vague) << c.name << " " << c.target << (why ? ": " + *why : "");
    if (why) {
      EXPECT_NE(why->find("“"), std::string::npos) << "it must quote what is vague";
    }
  }
}

TEST(Vague, WithoutWordsInTheLawNothingIsVague) {
  Indicator indicator;
  indicator.name = "促进发展";
  indicator.target = "好";
  EXPECT_FALSE(why_vague(indicator, VagueWords{}).has_value());
}

}  // namespace
}  // namespace jiheng::engine
