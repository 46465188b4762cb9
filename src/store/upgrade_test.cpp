// Databases of older releases: what they hold is there, unchanged, after the upgrade, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "model/goal.h"
#include "model/indicator.h"
#include "model/records.h"
#include "store/drift.h"
#include "store/migrate.h"
#include "store/postgres_db.h"
#include "store/sqlite_db.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Backend;
using jiheng::testing::must;

const FixedClock kUpgradeDay{1'700'000'000'000};

constexpr const char* kFirstReleaseRows =
    "insert into unit values (640323, 1, '219', '教育体育局', '219', 'department', '教育', null, null, "
    "'recorded');"
    "insert into project values (640323, 2, '64032322T000000000001', '营养改善计划', 1, '3', 'continuing', "
    "'教育', '205', 2022, null, null, null, null, null, 'recorded');"
    "insert into goal values (640323, 3, 2, 2022, 'approved', '让 1200 名学生吃上热饭', YES, '2021-11-01', "
    "'2022-01-20', 'recorded');"
    "insert into indicator values (640323, 4, 2, 2022, 1, '产出指标', '数量指标', '受益学生数', '>=', "
    "'1200', "
    "'人', 2000, '1210', 2000, null, null, NO!, 'recorded');";

class OldRelease : public ::testing::TestWithParam<Backend> {};

INSTANTIATE_TEST_SUITE_P(Backends, OldRelease, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(OldRelease, KeepsItsGoalsAndIndicatorsAndLeavesEmptyWhatItDidNotKnow) {
  const bool sqlite = GetParam() == Backend::file;
  const auto dialect = sqlite ? SqlDialect::sqlite : SqlDialect::postgres;
  const jiheng::testing::TempDir dir;
  const auto url = sqlite ? std::string() : jiheng::testing::Postgres::shared().create_database();
  const auto database =
      sqlite ? sqlite_database(dir.path() / "jiheng.db") : postgres_database(*PostgresUrl::parse(url));
  {
    const auto db = must(database->connect());
    const auto steps = must(migrations(dialect));
    ASSERT_GE(steps.size(), 3U);
    must(migrate(*db, dialect, std::span(steps).first(1), kUpgradeDay, {true, {}}));
    // PostgreSQL does not take 1 and 0 for yes and no.
    must(db->script(replace_all(replace_all(kFirstReleaseRows, "YES", sqlite ? "1" : "true"), "NO!",
                                sqlite ? "0" : "false")));
    must(migrate(*db, dialect, steps, kUpgradeDay, {}));
    EXPECT_TRUE(check_drift(*db, dialect, stored_records()));
  }
  OpenOptions options;
  options.data = dir.path();
  options.url = url;
  const auto store = must(open(options));
  const auto goals = must(load<Goal>(*store));
  ASSERT_EQ(goals.size(), 1U);
  EXPECT_EQ(goals[0].text, "让 1200 名学生吃上热饭");
  EXPECT_EQ(goals[0].state, GoalState::approved);
  EXPECT_EQ(goals[0].version, std::nullopt);
  EXPECT_EQ(goals[0].declared, std::nullopt);
  const auto rows = must(load<Indicator>(*store));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].actual, "1210");
  EXPECT_EQ(rows[0].fixed_by, std::nullopt);
  auto goal = goals[0];
  goal.leader = "王丽";
  must(store->put({"test", "test"}, std::vector{put_of(goal)}));
  EXPECT_EQ(must(load<Goal>(*store))[0].leader, "王丽");
}

}  // namespace
}  // namespace jiheng::store
