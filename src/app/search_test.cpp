// Search: what may not be seen is neither shown nor counted; what was just written is found.
#include "app/search.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "app/desk.h"
#include "app/goals_test_world.h"
#include "app/search_warmer.h"
#include "model/unit_change.h"

namespace jiheng::app {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::must;

class Search : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};

  std::vector<std::string> names(const std::string& who, std::string_view text, SearchKind kind) {
    for (const auto& group : must(search(world.workspace(), world.as(who), text, 8))) {
      if (group.kind != kind) continue;
      std::vector<std::string> found;
      for (const auto& hit : group.hits) found.push_back(hit.name);
      EXPECT_GE(group.total, static_cast<std::int64_t>(found.size()));
      return found;
    }
    return {};
  }
  std::int64_t total(const std::string& who, std::string_view text, SearchKind kind) {
    for (const auto& group : must(search(world.workspace(), world.as(who), text, 8)))
      if (group.kind == kind) return group.total;
    return -1;
  }
  void put(const Project& project) {
    must(world.workspace().write({"test", "test"}, {store::put_of(project)}));
  }
  Project stored() { return must(store::load<Project>(world.store())).front(); }
  Goal goal() {
    Goal goal;
    goal.region = stored().region;
    goal.project_id = stored().id;
    goal.year = world.year();
    return goal;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, Search,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(Search, NobodyFindsOrCountsWhatHeMayNotList) {
  must(world.workspace().write({"test", "test"}, {store::put_of(goal())}));
  for (const auto* word : {"营养", "64032324T000000000001", "yygs", "yingyang"}) {
    EXPECT_THAT(names("other", word, SearchKind::project), IsEmpty()) << word;
    EXPECT_EQ(total("other", word, SearchKind::project), 0) << word;
    EXPECT_EQ(total("other", word, SearchKind::goal), 0) << word;
  }
  EXPECT_THAT(names("other", "小学", SearchKind::unit), IsEmpty());
  EXPECT_THAT(names("other", "公路", SearchKind::unit), ElementsAre("公路段"));
  EXPECT_EQ(total("wangli", "营养", SearchKind::goal), 1);
}

TEST_P(Search, AnEmptyTextAndWordsThatNothingHasFindNothing) {
  for (const auto* word : {"", "   ", "抽签", "营养 抽签", "qqqq", "64032399"}) {
    EXPECT_THAT(names("chenjie", word, SearchKind::project), IsEmpty()) << word;
    EXPECT_THAT(names("chenjie", word, SearchKind::unit), IsEmpty()) << word;
  }
}

TEST_P(Search, ProjectsAreFoundByCodeByPartsOfTheNameAndByPinyin) {
  const std::string name = "义务教育学生营养改善计划";
  for (const auto* word : {"64032324T", "营养", "改善 学生", "ywjy", "yygs", "yingyanggaishan", "YYGS"})
    EXPECT_THAT(names("chenjie", word, SearchKind::project), ElementsAre(name)) << word;
}

TEST_P(Search, WholeCodesAndBeginningsComeBeforePartsAndTheseBeforePinyin) {
  auto project = stored();
  project.id = {};
  for (const auto& [code, name] :
       {std::pair("64032324T000000000002", "学生校服补助"), std::pair("64032324T000000000003", "小学生校服"),
        std::pair("64032324T000000000004", "雪山护林")}) {
    project.code = code;
    project.name = name;
    put(project);
  }
  EXPECT_THAT(names("chenjie", "学生", SearchKind::project),
              ElementsAre("学生校服补助", "小学生校服", "义务教育学生营养改善计划"));
  EXPECT_THAT(names("chenjie", "xs", SearchKind::project).front(), "雪山护林");
}

TEST_P(Search, WhatIsWrittenChangedOrTakenAwayIsFoundAsItIsNow) {
  EXPECT_THAT(names("chenjie", "校车", SearchKind::project), IsEmpty());
  auto project = stored();
  project.id = {};
  project.code = "64032324T000000000009";
  project.name = "农村校车补贴";
  put(project);
  EXPECT_THAT(names("chenjie", "校车", SearchKind::project), ElementsAre("农村校车补贴"));
  for (const auto& one : must(store::load<Project>(world.store())))
    if (one.code == project.code) project = one;
  project.name = "农村公交补贴";
  put(project);
  EXPECT_THAT(names("chenjie", "校车", SearchKind::project), IsEmpty());
  EXPECT_THAT(names("chenjie", "ncgj", SearchKind::project), ElementsAre("农村公交补贴"));
  must(world.store().remove({"test", "test"}, record_of<Project>(), project.region,
                            std::array{project.id.value}));
  EXPECT_THAT(names("chenjie", "公交", SearchKind::project), IsEmpty());
}

TEST_P(Search, ARenamedUnitIsFoundByItsOldNameToo) {
  const auto units = must(store::load<Unit>(world.store()));
  const auto road = *std::ranges::find(units, "301001", &Unit::code);
  UnitChange change;
  change.region = road.region;
  change.year = world.year();
  change.kind = UnitChangeKind::rename;
  change.from_unit_id = change.to_unit_id = road.id;
  change.from_name = "养路总段";
  must(world.workspace().write({"test", "test"}, {store::put_of(change)}));
  EXPECT_THAT(names("chenjie", "养路", SearchKind::unit), ElementsAre("公路段"));
}

/// Puts `count` projects into the world's school, numbered from `first`.
void put_projects(GoalWorld& world, int first, int count) {
  auto project = must(store::load<Project>(world.store())).front();
  const std::vector<std::string> things = {"道路", "学校", "水渠", "草原", "路灯", "供暖", "医院", "公厕"};
  const std::vector<std::string> works = {"维修", "新建", "补助", "运行", "改造", "监测", "采购", "评估"};
  std::vector<store::Put> puts;
  for (int i = first; i < first + count; ++i) {
    project.id = {};
    project.code = fmt::format("64032324T{:012}", 100 + i);
    project.name = fmt::format("盐池县第{}号{}{}项目", i, things[static_cast<std::size_t>(i % 8)],
                               works[static_cast<std::size_t>(i / 8 % 8)]);
    puts.push_back(store::put_of(project));
  }
  must(world.workspace().write({"test", "test"}, std::move(puts)));
}

TEST(SearchWarmth, APlaceIsReadyBeforeAnybodyAsksUnlessItIsTooMuchForTheMemory) {
  GoalWorld world(testing::Backend::file);
  put_projects(world, 0, 600);
  const auto place = world.as("chenjie").viewer().place;
  {
    SearchWarmer none(world.workspace(), {std::chrono::milliseconds(0), {}, 500});
    none.wait();
    EXPECT_THAT(world.workspace().desk().search_index(place)->find(world.as("chenjie"), "道路", 8), IsEmpty())
        << "nothing was read";
  }
  SearchWarmer warmer(world.workspace(), {std::chrono::milliseconds(0), {}});
  warmer.wait();
  const auto index = world.workspace().desk().search_index(place);
  EXPECT_FALSE(index->speak_some()) << "every name has its sound";
  EXPECT_EQ(index->find(world.as("chenjie"), "dlwx", 8).at(0).total, 10);
}

TEST(SearchWarmth, WhoSearchesByLettersMeanwhileFindsEverything) {
  GoalWorld world(testing::Backend::file);
  put_projects(world, 0, 600);
  const SearchWarmer warmer(world.workspace(), {std::chrono::milliseconds(0), std::chrono::milliseconds(1)});
  EXPECT_EQ(must(search(world.workspace(), world.as("chenjie"), "dlwx", 8)).at(0).total, 10);
  EXPECT_EQ(must(search(world.workspace(), world.as("chenjie"), "道路维修", 8)).at(0).total, 10);
}

TEST(SearchWarmth, ItEndsWithTheProgramAtOnceAlsoBeforeItHasBegun) {
  GoalWorld world(testing::Backend::file);
  put_projects(world, 0, 600);
  const auto begin = std::chrono::steady_clock::now();
  {
    const SearchWarmer waiting(world.workspace(), {std::chrono::hours(1), {}});
  }
  {
    const SearchWarmer resting(world.workspace(), {std::chrono::milliseconds(0), std::chrono::hours(1)});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

/// Readers by name, by letters and the warmer, while projects come in: in the end everything is found.
TEST_P(Search, ManyWhoSearchAndWriteWhileItIsMadeReadyEndWithTheSameAnswer) {
  put_projects(world, 0, 300);
  const auto officer =
      must(Access::compile(world.store(), world.workspace().book(), world.as("chenjie").viewer()));
  const auto& access = *officer;
  std::atomic<bool> over{false};
  std::vector<std::thread> readers;
  for (const auto* word : {"道路", "dlwx", "xuexiao", ""}) {
    readers.emplace_back([&, word] {
      while (!over) EXPECT_TRUE(search(world.workspace(), access, word, 8));
    });
  }
  {
    const SearchWarmer warmer(world.workspace(), {std::chrono::milliseconds(0), {}});
    for (int i = 0; i < 5; ++i) put_projects(world, 300 + 64 * i, 64);
  }
  over = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(must(search(world.workspace(), access, "道路", 8)).at(0).total, 78);
  EXPECT_EQ(must(search(world.workspace(), access, "daolu", 8)).at(0).total, 78);
}

TEST(SearchSpeed, AnswersOverTenThousandProjectsWithinFiftyMilliseconds) {
  GoalWorld world(testing::Backend::file);
  put_projects(world, 0, 10'000);
  const auto spent = [&](std::string_view text) {
    const auto begin = std::chrono::steady_clock::now();
    const auto groups = must(search(world.workspace(), world.as("chenjie"), text, 8));
    const auto ms =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin)
            .count();
    if (!text.empty()) {
      EXPECT_GT(groups.at(0).total, 0) << text;
    }
    return static_cast<double>(ms) / 1000;
  };
  const double first = spent("道路");
  const double spoken = spent("");
  double worst = 0;
  for (const auto* text : {"道路", "dlwx", "xuexiao", "64032324T0000000001", "盐池 公厕", "y", "第7"})
    worst = std::max(worst, spent(text));
  fmt::print("      first search {:.0f} ms, names spoken in {:.0f} ms, worst search {:.1f} ms\n", first,
             spoken, worst);
  EXPECT_LT(worst, 50.0);
}

}  // namespace
}  // namespace jiheng::app
