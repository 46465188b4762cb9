#include "engine/library.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "engine/library_quality.h"
#include "engine/score_value.h"
#include "engine/vague.h"

namespace jiheng::engine {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const law::Book& library_book() {
  static const law::Book book = law::Book::embedded().value();
  return book;
}

law::IndicatorLibrary county_library() {
  return law::indicator_library(library_book(), *Region::parse("640323"), *Date::of(2023, 1, 1));
}

const LibraryIndex& index_of_county() {
  static const LibraryIndex index(county_library());
  return index;
}

std::vector<std::string> found(std::string_view words, const LibraryFilter& filter = {},
                               std::size_t limit = 5) {
  std::vector<std::string> names;
  for (const auto& hit : index_of_county().search(words, filter, limit))
    names.push_back(index_of_county().entry(hit.entry).name);
  return names;
}

TEST(LibrarySearch, FindsNothingForNothingAndForWordsThatNobodyHas) {
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("  \t　"), IsEmpty());
  EXPECT_THAT(found("量子纠缠"), IsEmpty());
  EXPECT_THAT(found("xqzk"), IsEmpty());
}

struct SearchCase {
  const char* words;
  const char* first;  ///< a name that is among the first five
};

class LibrarySearchBy : public testing::TestWithParam<SearchCase> {};

TEST_P(LibrarySearchBy, FindsTheIndicator) {
  EXPECT_THAT(found(GetParam().words), Contains(GetParam().first));
}

INSTANTIATE_TEST_SUITE_P(
    Words, LibrarySearchBy,
    testing::Values(SearchCase{"辅具适配人数", "辅具适配人数"}, SearchCase{"辅具", "辅具适配人数"},
                    SearchCase{"营养 覆盖率", "营养改善计划覆盖率"},
                    SearchCase{"覆盖率　营养", "营养改善计划覆盖率"}, SearchCase{"fjsprs", "辅具适配人数"},
                    SearchCase{"FJSPRS", "辅具适配人数"}, SearchCase{"fujushipei", "辅具适配人数"},
                    SearchCase{"shipeirenshu", "辅具适配人数"}, SearchCase{"yygsjh", "营养改善计划覆盖率"},
                    SearchCase{"pqi", "优良路率（PQI）"}, SearchCase{"ＰＱＩ", "优良路率（PQI）"},
                    SearchCase{"110", "110接处警到达时间"}, SearchCase{"交通 坑槽", "路面坑槽修复时间"},
                    SearchCase{"disabled-persons-01", "辅具适配人数"},
                    SearchCase{"营养改善计划受益学生覆盖", "营养改善计划覆盖率"}));

TEST(LibrarySearch, TheWholeNameComesFirstThenTheBeginningThenTheMiddle) {
  const auto hits = index_of_county().search("满意度", {}, 500);
  ASSERT_GT(hits.size(), 20U);
  EXPECT_TRUE(std::ranges::is_sorted(hits, std::ranges::greater{}, &LibraryHit::points));
  EXPECT_EQ(found("家长满意度").front(), "家长满意度");
  EXPECT_EQ(found("公厕开放").front(), "公厕开放座数");
}

TEST(LibrarySearch, SaysWhenOnlyLettersOfTheWordsWereFound) {
  const auto exact = index_of_county().search("校车接送学生", {}, 3);
  const auto rough = index_of_county().search("校车接送小学生人数", {}, 3);
  ASSERT_FALSE(exact.empty() || rough.empty());
  EXPECT_FALSE(exact.front().partial);
  EXPECT_TRUE(rough.front().partial);
  EXPECT_EQ(rough.front().entry, exact.front().entry);
}

TEST(LibrarySearch, KeepsToTheSectorTheLevelAndTheFunctionClass) {
  for (const auto& name : found("满意度", {"教育", "", ""}, 100)) EXPECT_THAT(name, HasSubstr("满意度"));
  const auto& index = index_of_county();
  for (const auto& hit : index.search("率", {"", "质量", ""}, 500))
    EXPECT_EQ(index.entry(hit.entry).level, "质量");
  for (const auto entry : index.list({"", "", "20502"})) {
    const auto& set = index.set_of(entry);
    EXPECT_TRUE(set.common || set.sector == "教育") << set.sector;
  }
  EXPECT_THAT(index.list({"没有这个行业", "", ""}), IsEmpty());
}

TEST(LibraryTree, CountsEveryEntryOnceUnderGroupAndSector) {
  const auto& index = index_of_county();
  std::size_t sum = 0;
  for (const auto& node : index.sector_tree()) sum += node.entries;
  EXPECT_EQ(sum, index.library().entries.size());
  EXPECT_EQ(index.sector_tree().front().group, "共性指标");
}

std::vector<Suggestion> suggested(ProjectBrief brief) { return index_of_county().suggest(brief, 10); }

std::vector<std::string> sectors(const std::vector<Suggestion>& suggestions) {
  std::vector<std::string> names;
  for (const auto& suggestion : suggestions)
    names.push_back(index_of_county().set_of(suggestion.entry).sector);
  return names;
}

TEST(LibrarySuggest, SaysNothingAboutAProjectOfWhichNothingIsKnown) { EXPECT_THAT(suggested({}), IsEmpty()); }

struct SuggestCase {
  const char* name;
  const char* function_class;
  std::optional<Category> category;
  const char* sector;  ///< of which something must be there
};

class LibrarySuggestFor : public testing::TestWithParam<SuggestCase> {};

TEST_P(LibrarySuggestFor, OffersTheSectorsIndicatorsWithReasons) {
  ProjectBrief brief;
  brief.name = GetParam().name;
  brief.function_class = GetParam().function_class;
  brief.category = GetParam().category;
  const auto suggestions = suggested(brief);
  EXPECT_THAT(sectors(suggestions), Contains(GetParam().sector));
  EXPECT_THAT(suggestions, Each(Field(&Suggestion::reasons, Not(IsEmpty()))));
}

INSTANTIATE_TEST_SUITE_P(
    Projects, LibrarySuggestFor,
    testing::Values(SuggestCase{"义务教育营养改善计划补助", "", {}, "教育"},
                    SuggestCase{"2024年农村饮水维修", "21303", {}, "水利"},
                    SuggestCase{"业务费", "20811", {}, "残联"},
                    SuggestCase{"在职人员工资", "20502", Category::personnel, "人员经费"},
                    SuggestCase{"日常公用经费", "", Category::public_expense, "公用经费"},
                    SuggestCase{"县人民医院大型设备购置", "21002", {}, "设备购置"},
                    SuggestCase{"县人民医院大型设备购置", "21002", {}, "卫生健康"}));

TEST(LibrarySuggest, GivesTheWordsThatMatchedAsTheReason) {
  ProjectBrief brief;
  brief.name = "残疾儿童康复救助";
  brief.function_class = "20811";
  const auto suggestions = suggested(brief);
  ASSERT_FALSE(suggestions.empty());
  EXPECT_THAT(suggestions.front().reasons,
              AllOf(Contains(Field(&Reason::text, HasSubstr("“残疾”"))),
                    Contains(Field(&Reason::text, HasSubstr("功能分类 20811 社会保障和就业"))),
                    Contains(AllOf(Field(&Reason::kind, SuggestReason::example),
                                   Field(&Reason::text, HasSubstr("类似"))))));
}

TEST(LibrarySuggest, GivesNoPiecesOfWordsAndNoneThatSayNothingAsTheReason) {
  for (const char* name : {"辅警人员经费", "农村公路养护业务项目"}) {
    ProjectBrief brief;
    brief.name = name;
    for (const auto& suggestion : suggested(brief)) {
      for (const char* piece : {"“辅警人”", "“务项目”", "“项目”"})
        EXPECT_THAT(suggestion.reasons, Not(Contains(Field(&Reason::text, HasSubstr(piece))))) << name;
    }
  }
}

TEST(LibrarySuggest, VariesTheLevels) {
  ProjectBrief brief;
  brief.name = "农村公路日常养护";
  brief.function_class = "21401";
  std::map<std::string, int> levels;
  for (const auto& suggestion : suggested(brief)) ++levels[index_of_county().entry(suggestion.entry).level];
  EXPECT_GE(levels.size(), 5U);
  for (const auto& [level, count] : levels) EXPECT_LE(count, 4) << level;
}

TEST(LibrarySuggest, GivesTheSameAnswerEveryTime) {
  ProjectBrief brief;
  brief.name = "城区道路照明电费及维护";
  const auto once = suggested(brief);
  const LibraryIndex again(county_library());
  const auto twice = again.suggest(brief, 10);
  ASSERT_EQ(once.size(), twice.size());
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].entry, twice[i].entry);
}

TEST(LibrarySuggest, LearnsNothingFromHeldOutExamples) {
  law::IndicatorLibrary library = county_library();
  for (auto& set : library.sets) set.keywords.clear();
  for (auto& entry : library.entries) entry.name = "甲乙";
  library.sets.front().projects = {"天干", "地支", "子丑寅卯"};
  const LibraryIndex training(library, LibraryExamples::training);
  const LibraryIndex all(library, LibraryExamples::all);
  ProjectBrief brief;
  brief.name = "子丑寅卯";
  EXPECT_THAT(training.suggest(brief, 10), IsEmpty());
  EXPECT_THAT(all.suggest(brief, 10), Not(IsEmpty()));
}

// The numbers of docs/library-quality.md; a floor a little below them.
TEST(LibraryQuality, HeldOutProjectsFindTheirSectorInTheFirstTen) {
  const LibraryIndex index(county_library(), LibraryExamples::training);
  const auto quality = suggest_quality(index, held_out_projects(index.library()));
  ASSERT_GE(quality.projects, 90U);
  EXPECT_GE(quality.hits * 100, quality.projects * 85)
      << quality.hits << "/" << quality.projects << " " << testing::PrintToString(quality.missed);
}

TEST(LibraryQuality, CountsOnlyTheRightSector) {
  const auto& index = index_of_county();
  ProjectBrief brief;
  brief.name = "残疾儿童康复救助";
  const auto right = suggest_quality(index, {{brief, {"残联"}}});
  const auto wrong = suggest_quality(index, {{brief, {"水利"}}});
  EXPECT_EQ(right.hits, 1U);
  EXPECT_EQ(right.first, 1U);
  EXPECT_EQ(wrong.hits, 0U);
  EXPECT_THAT(wrong.missed, ElementsAre("残疾儿童康复救助"));
}

TEST(LibraryContent, EveryTargetCanBeReadAndNoneIsVague) {
  const auto words = vague_words(library_book(), *Region::parse("640323"), *Date::of(2023, 1, 1));
  ASSERT_THAT(words.vague, Not(IsEmpty()));
  for (const auto& entry : index_of_county().library().entries) {
    const auto reading = read_value(entry.target, *FiscalYear::of(2024));
    EXPECT_EQ(reading.kind, law::is_deadline(entry.target) ? law::TargetKind::date : law::TargetKind::number)
        << entry.code << " " << entry.target;
    Indicator indicator;
    indicator.name = entry.name;
    indicator.op = entry.op;
    indicator.target = entry.target;
    indicator.unit = entry.unit;
    const auto why = why_vague(indicator, words);
    EXPECT_FALSE(why) << entry.code << " " << why.value_or("");
  }
}

TEST(LibraryNearNames, NamesWithoutLettersOrWithNothingInCommonHaveNone) {
  for (const auto* name : {"", "  ", "2024", "甲", "量子纠缠保真度"})
    EXPECT_THAT(index_of_county().near(name, "", 5), IsEmpty()) << name;
}

TEST(LibraryNearNames, EveryEntryIsNearestToItselfAndTheSameNameComesFirst) {
  const auto& index = index_of_county();
  for (std::size_t i = 0; i < index.library().entries.size(); ++i) {
    const auto& entry = index.entry(i);
    if (grams_of(folded(entry.name)).empty()) continue;
    const auto near = index.near(entry.name, entry.level, 100);
    ASSERT_FALSE(near.empty()) << entry.name;
    EXPECT_EQ(near.front().share, 100) << entry.name;
    EXPECT_TRUE(std::ranges::any_of(near, [&](const LibraryNear& one) { return one.entry == i; }))
        << entry.code;
    EXPECT_TRUE(std::ranges::is_sorted(near, std::greater{}, &LibraryNear::share)) << entry.name;
  }
}

TEST(LibraryNearNames, OtherWordsInTheSameNameAreNearAndNeverTheSame) {
  const auto& index = index_of_county();
  const auto near = index.near("残疾人辅具适配人数", "数量", 3);
  ASSERT_FALSE(near.empty());
  EXPECT_EQ(index.entry(near.front().entry).name, "辅具适配人数");
  EXPECT_GE(near.front().share, 50);
  EXPECT_LT(near.front().share, 100);
  EXPECT_LE(index.near("完成率", "", 3).size(), 3U);
}

TEST(LibraryText, RareWordsSayMore) {
  EXPECT_EQ(scaled_log2(8, 1), 48);
  EXPECT_EQ(scaled_log2(8, 8), 0);
  EXPECT_EQ(scaled_log2(8, 0), 0);
  EXPECT_EQ(scaled_log2(3, 2), 9);  // 16 × 0.585
  EXPECT_LT(scaled_log2(100, 50), scaled_log2(100, 2));
}

TEST(LibraryText, PairsStopAtPunctuationAndLeaveOutYears) {
  EXPECT_THAT(grams_of("甲、乙"), IsEmpty());
  EXPECT_THAT(grams_of("2024"), IsEmpty());
  EXPECT_THAT(grams_of("甲乙甲乙"), SizeIs(2));
}

TEST(LibraryPinyin, KnowsPolyphonesByTheirNeighbours) {
  const auto spoken = pinyin_of({"重庆", "再生水", "PQI指数"});
  EXPECT_EQ(spoken[0].full, "chongqing");
  EXPECT_EQ(spoken[1].initials, "zss");
  EXPECT_EQ(pinyin_fit(spoken[0], "cq"), 3);
  EXPECT_EQ(pinyin_fit(spoken[0], "chongq"), 2);
  EXPECT_EQ(pinyin_fit(spoken[0], "qing"), 1);
  EXPECT_EQ(pinyin_fit(spoken[0], "ing"), 0);
  EXPECT_EQ(pinyin_fit(spoken[0], "q"), 0);
}

}  // namespace
}  // namespace jiheng::engine
