#include "store/migrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "model/project.h"
#include "model/records.h"
#include "store/drift.h"
#include "store/postgres_db.h"
#include "store/sqlite_db.h"
#include "support/store_backend.h"

namespace jiheng::store {
namespace {

namespace fs = std::filesystem;
using jiheng::testing::Backend;
using jiheng::testing::must;
using jiheng::testing::TestStore;
using ::testing::HasSubstr;

const FixedClock kStopped{1'700'000'000'000};

/// Both databases, with connections of the test's own.
class Migrate : public ::testing::TestWithParam<Backend> {
 protected:
  SqlDialect dialect() const {
    return GetParam() == Backend::postgres ? SqlDialect::postgres : SqlDialect::sqlite;
  }

  /// A connection to an empty database.
  std::unique_ptr<Connection> empty_database() {
    if (dialect() == SqlDialect::sqlite) return must(sqlite_database({})->connect());
    return must(postgres_database(*PostgresUrl::parse(jiheng::testing::Postgres::shared().create_database()))
                    ->connect());
  }

  std::unique_ptr<Connection> connect_to(const TestStore& store) {
    const auto& options = store.options();
    auto database = options.url.empty() ? sqlite_database(options.data / "jiheng.db")
                                        : postgres_database(*PostgresUrl::parse(options.url));
    return must(database->connect());
  }

  Result<void> run(Connection& db, std::span<const Migration> steps,
                   const MigrateOptions& options = {true, {}}) {
    return migrate(db, dialect(), steps, kStopped, options);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, Migrate, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return jiheng::testing::backend_name(backend.param); });

TEST_P(Migrate, AnEmptyDatabaseIsOnlyFilledWhenAskedFor) {
  const auto db = empty_database();
  const auto steps = must(migrations(dialect()));
  EXPECT_EQ(run(*db, steps, {}).error().code, ErrorCode::not_found);
  EXPECT_EQ(must(schema_version(*db, dialect())), 0);
}

TEST_P(Migrate, ADatabaseOfAnotherProgramIsRefused) {
  const auto db = empty_database();
  must(db->script("create table invoices (id integer)"));
  const auto done = run(*db, must(migrations(dialect())));
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::refused);
  EXPECT_THAT(done.error().message, HasSubstr("不是绩衡的数据库"));
}

TEST_P(Migrate, ANewerDatabaseIsRefusedWithBothVersions) {
  TestStore store(GetParam());
  store.close();
  const auto newest = must(migrations(dialect())).size();
  must(connect_to(store)->script(
      fmt::format("insert into schema_version values ({}, 'future', 0)", newest + 1)));
  const auto opened = open(store.options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::refused);
  EXPECT_THAT(opened.error().message,
              HasSubstr(fmt::format("数据库版本 {}，本程序只认识到 {}", newest + 1, newest)));
}

TEST_P(Migrate, AStepThatFailsLeavesTheDatabaseAsItWas) {
  const auto db = empty_database();
  const std::vector<Migration> steps{{1, "one", "create table a (x integer)"},
                                     {2, "two", "create table b (x integer); create table a (x integer)"}};
  const auto done = run(*db, steps);
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message, HasSubstr("版本 2（two）"));
  EXPECT_EQ(must(schema_version(*db, dialect())), 1);
  EXPECT_EQ(must(actual_columns(*db, dialect(), "b")), "");
  must(run(*db, std::vector<Migration>{steps[0], {2, "two", "create table b (x integer)"}}));
  EXPECT_EQ(must(schema_version(*db, dialect())), 2);
}

TEST_P(Migrate, AnOlderDatabaseIsOnlyChangedAfterTheBackupWasMade) {
  const auto db = empty_database();
  const std::vector<Migration> steps{{1, "one", "create table a (x integer)"},
                                     {2, "two", "create table b (x integer)"}};
  must(run(*db, std::span(steps).first(1)));
  std::int64_t asked = 0;
  const auto refuse = [&](std::int64_t version) -> Result<void> {
    asked = version;
    return fail(ErrorCode::unavailable, "no room");
  };
  EXPECT_FALSE(run(*db, steps, {false, refuse}));
  EXPECT_EQ(asked, 1);
  EXPECT_EQ(must(schema_version(*db, dialect())), 1);
  must(run(*db, steps, {false, [](std::int64_t) { return Result<void>{}; }}));
  EXPECT_EQ(must(schema_version(*db, dialect())), 2);
}

TEST_P(Migrate, TheTablesAreWhatTheRecordsSay) {
  TestStore store(GetParam());
  const auto db = connect_to(store);
  EXPECT_TRUE(check_drift(*db, dialect(), stored_records()));
  for (const auto* record : stored_records()) {
    EXPECT_EQ(must(actual_columns(*db, dialect(), record->name)), expected_columns(*record, dialect()));
  }
}

TEST_P(Migrate, ADatabaseOfTheFirstVersionKeepsItsRowsAndGetsTheTablesOfPeople) {
  const auto db = empty_database();
  const auto steps = must(migrations(dialect()));
  must(run(*db, std::span(steps).first(1)));
  must(
      db->script("insert into unit (region, id, code, name, department_code, kind, sector, provenance) values"
                 " (640323, 7, '219001', '应急管理局', '219', 'unit', '应急', 'recorded')"));
  must(run(*db, steps, {false, [](std::int64_t) { return Result<void>{}; }}));
  EXPECT_TRUE(check_drift(*db, dialect(), stored_records()));
  std::string name;
  must(db->run("select name from unit where region = 640323 and id = 7", {},
               [&](std::span<const Value> row) { name = std::get<std::string>(row[0]); }));
  EXPECT_EQ(name, "应急管理局");
}

TEST_P(Migrate, ATableThatDriftedIsNamedAtOpening) {
  TestStore store(GetParam());
  store.close();
  must(connect_to(store)->script("alter table project add column colour text; drop table goal"));
  const auto opened = open(store.options());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, ErrorCode::refused);
  ASSERT_EQ(opened.error().findings.size(), 2U);
  EXPECT_THAT(opened.error().findings[0].message,
              ::testing::AllOf(HasSubstr("project"), HasSubstr("colour")));
  EXPECT_THAT(opened.error().findings[1].message, HasSubstr("goal"));
}

TEST_P(Migrate, OpeningTwiceAtOnceCreatesOnce) {
  const auto url =
      GetParam() == Backend::postgres ? jiheng::testing::Postgres::shared().create_database() : std::string();
  const jiheng::testing::TempDir dir;
  OpenOptions options;
  options.data = dir.path();
  options.url = url;
  options.mode = OpenMode::create;
  Result<std::unique_ptr<Store>> first = fail(ErrorCode::internal, "");
  std::thread other([&] { first = open(options); });
  const auto second = open(options);
  other.join();
  EXPECT_TRUE(first) << to_string(first.error());
  EXPECT_TRUE(second) << to_string(second.error());
}

TEST(Migrations, ComeInPairsWithTheSameNames) {
  const auto sqlite = must(migrations(SqlDialect::sqlite));
  const auto postgres = must(migrations(SqlDialect::postgres));
  ASSERT_FALSE(sqlite.empty());
  ASSERT_EQ(sqlite.size(), postgres.size());
  for (std::size_t i = 0; i < sqlite.size(); ++i) EXPECT_EQ(sqlite[i].name, postgres[i].name);
}

/// A folder whose database is one version behind what the program knows is what the next release will meet:
/// made here by giving the last step back.
TEST(Upgrade, AnOlderFolderIsCopiedBesideBeforeItChanges) {
  const jiheng::testing::TempDir dir;
  const auto database = sqlite_database(dir.path() / "jiheng.db");
  auto db = must(database->connect());
  const std::vector<Migration> steps{{1, "one", "create table a (x integer); insert into a values (42)"},
                                     {2, "two", "drop table a"}};
  must(migrate(*db, SqlDialect::sqlite, std::span(steps).first(1), kStopped, {true, {}}));
  const auto copy = dir.path() / "copy.db";
  must(migrate(*db, SqlDialect::sqlite, steps, kStopped,
               {false, [&](std::int64_t) { return sqlite_backup(*db, copy); }}));
  EXPECT_FALSE(db->run("select x from a"));
  std::int64_t kept = 0;
  must(must(sqlite_database(copy)->connect())->run("select x from a", {}, [&](std::span<const Value> row) {
    kept = std::get<std::int64_t>(row[0]);
  }));
  EXPECT_EQ(kept, 42);
}

}  // namespace
}  // namespace jiheng::store
