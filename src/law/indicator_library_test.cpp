#include "law/indicator_library.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "base/text.h"
#include "law/check.h"

namespace jiheng::law {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::Field;
using testing::HasSubstr;

constexpr std::string_view kFile = R"(id: indicators.fish
title: 渔业类指标
basis: practice
why: 只为试验用
group: 农林水
sector: 渔业
function_classes: ["213"]
entries:
  - {code: fish-01, level2: 数量, name: 增殖放流尾数, op: ">=", target: "2000", unit: 尾, direction: higher_better,
     explanation: 放流的鱼苗尾数, basis: practice, verified: false}
  - {code: fish-02, level2: 时效, name: 放流完成时间, op: "<=", target: 6月30日前, direction: lower_better,
     explanation: 最后一批放流的日期, basis: practice, verified: false}
  - {code: fish-03, level2: 满意度, name: 渔民满意度, op: ">=", target: "90", unit: "%", direction: higher_better,
     explanation: 问卷满意份数÷有效份数, basis: practice, verified: false}
)";

struct BadLibrary {
  const char* name;
  const char* from;
  const char* to;
  const char* rule;
  const char* message;
};

class LibraryFault : public testing::TestWithParam<BadLibrary> {};

TEST_P(LibraryFault, IsNamedWithItsLine) {
  std::string text(kFile);
  ASSERT_NE(text.find(GetParam().from), std::string::npos);
  const auto book = Book::load({{"indicators/fish.yaml", replace_all(text, GetParam().from, GetParam().to)}});
  ASSERT_FALSE(book);
  EXPECT_THAT(book.error().findings,
              Contains(AllOf(Field(&Finding::rule, GetParam().rule),
                             Field(&Finding::message, HasSubstr(GetParam().message)),
                             Field(&Finding::where, HasSubstr("indicators/fish.yaml:")))));
}

INSTANTIATE_TEST_SUITE_P(
    Faults, LibraryFault,
    testing::Values(
        BadLibrary{"code_twice", "fish-02", "fish-01", "law.indicator.code", "重复"},
        BadLibrary{"foreign_code", "fish-02", "meat-02", "law.indicator.code", "开头"},
        BadLibrary{"name_twice", "level2: 时效, name: 放流完成时间", "level2: 数量, name: 增殖放流尾数",
                   "law.indicator.name", "已经有了"},
        BadLibrary{"class", "[\"213\"]", "[\"299\"]", "law.function_class", "没有功能分类“299”"},
        BadLibrary{"words_for_a_number", "target: \"2000\"", "target: 任务数", "law.indicator.target",
                   "任务数"},
        BadLibrary{"sign_in_the_number", "target: \"2000\"", "target: \"≥2000\"", "law.indicator.target",
                   "却不是数也不是期限"},
        BadLibrary{"no_unit", "unit: 尾, ", "", "law.indicator.unit", "没有计量单位"},
        BadLibrary{"deadline_with_unit", "6月30日前,", "6月30日前, unit: 日,", "law.indicator.unit",
                   "期限没有计量单位"},
        BadLibrary{"deadline_from_below", "op: \"<=\", target: 6月30日前, direction: lower_better",
                   "op: \">=\", target: 6月30日前, direction: higher_better", "law.indicator.target", "<="},
        BadLibrary{"wrong_way", "unit: 尾, direction: higher_better", "unit: 尾, direction: lower_better",
                   "law.indicator.direction", "相反"},
        BadLibrary{"count_in_per_cent", "unit: 尾", "unit: \"%\"", "law.indicator.level", "不用百分数"},
        BadLibrary{"everybody_content", "target: \"90\"", "target: \"100\"", "law.indicator.level",
                   "满意度"}),
    [](const auto& bad) { return std::string(bad.param.name); });

TEST(IndicatorLibrary, NeedsEntriesOrDefaults) {
  const auto book = Book::load({{"indicators/empty.yaml",
                                 "id: indicators.empty\ntitle: 空\nbasis: practice\nwhy: 只为试验用\n"
                                 "group: 农林水\nsector: 渔业\n"}});
  ASSERT_FALSE(book);
  EXPECT_THAT(book.error().findings, Contains(Field(&Finding::rule, "law.indicator.entries")));
}

const IndicatorLibrary& county_library() {
  static const Book book = Book::embedded().value();
  static const IndicatorLibrary library =
      indicator_library(book, *Region::parse("640323"), *Date::of(2023, 1, 1));
  return library;
}

TEST(IndicatorLibrary, HasWhatACountyNeeds) {
  const auto& library = county_library();
  EXPECT_GE(library.entries.size(), 300U);
  std::map<std::string, std::set<std::string>> levels;
  for (const auto& entry : library.entries) levels[library.sets[entry.set].sector].insert(entry.level);
  EXPECT_GE(levels.size(), 45U);
  for (const auto& [sector, has] : levels) {
    EXPECT_TRUE(has.contains("数量") && has.contains("质量")) << sector;
    EXPECT_TRUE(has.contains("时效") && has.contains("成本")) << sector;
    EXPECT_TRUE(has.contains("满意度")) << sector;
    EXPECT_TRUE(has.contains("社会效益") || has.contains("经济效益") || has.contains("生态效益")) << sector;
  }
}

TEST(IndicatorLibrary, EveryEntryHasEveryAttribute) {
  for (const auto& entry : county_library().entries) {
    EXPECT_FALSE(entry.explanation.empty() || entry.source.empty()) << entry.code;
    EXPECT_FALSE(entry.evidence.empty() || entry.data_source.empty()) << entry.code;
    EXPECT_FALSE(entry.old.level2.empty() || entry.core.level2.empty()) << entry.code;
    EXPECT_FALSE(entry.verified) << entry.code << "：没有读过原件的不能写已核实";
    if (entry.level == "满意度") {
      EXPECT_EQ(entry.scoring, ScoringMethod::satisfaction_band) << entry.code;
      EXPECT_TRUE(entry.standards.has_value()) << entry.code;
    }
    if (is_deadline(entry.target)) {
      EXPECT_EQ(entry.scoring, ScoringMethod::direct) << entry.code;
    }
  }
}

TEST(IndicatorLibrary, CostStandsUnderOutputInTheOldTreeAndOnItsOwnIn101) {
  for (const auto& entry : county_library().entries) {
    if (entry.level != "成本") continue;
    EXPECT_EQ(entry.old, (IndicatorLevels{"产出指标", "成本指标"})) << entry.code;
    EXPECT_EQ(entry.core, (IndicatorLevels{"成本指标", "经济成本指标"})) << entry.code;
  }
}

std::set<std::string> sectors_at(const char* place) {
  static const Book book = Book::embedded().value();
  std::set<std::string> places;
  for (const auto& entry : indicator_library(book, *Region::parse(place), *Date::of(2023, 1, 1)).entries)
    places.insert(entry.place);
  return places;
}

TEST(IndicatorLibrary, ACountysOwnEntriesAreOnlyThere) {
  EXPECT_THAT(sectors_at("640323"), Contains("cn/640323"));
  EXPECT_THAT(sectors_at("640324"), Each("cn"));
}

TEST(IndicatorLibrary, AMoreSpecificLayerReplacesTheEntryWithTheSameCodeAndAddsItsOwn) {
  std::string county =
      replace_all(std::string(kFile), "title: 渔业类指标", "title: 渔业类指标\nplace: cn/640323");
  county = replace_all(county, "target: \"2000\"", "target: \"90000\"");
  county = replace_all(county, "fish-03", "fish-09");
  const auto book =
      Book::load({{"indicators/fish.yaml", std::string(kFile)},
                  {"indicators/fish-county.yaml", county},
                  {"places/p.yaml",
                   "id: places.p\ntitle: 地方\nbasis: practice\nwhy: 只为试验用\nentries:\n"
                   "  - {code: \"640000\", name: 宁夏}\n  - {code: \"640323\", name: 盐池县}\n"}});
  ASSERT_TRUE(book) << to_string(book.error());
  const auto library = indicator_library(*book, *Region::parse("640323"), *Date::of(2023, 1, 1));
  std::map<std::string, std::string> targets;
  for (const auto& entry : library.entries) targets[entry.code] = entry.target;
  EXPECT_THAT(targets, testing::UnorderedElementsAre(
                           testing::Pair("fish-01", "90000"), testing::Pair("fish-02", "6月30日前"),
                           testing::Pair("fish-03", "90"), testing::Pair("fish-09", "90")));
}

}  // namespace
}  // namespace jiheng::law
