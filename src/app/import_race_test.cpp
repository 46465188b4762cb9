// Imports of two programs at the same time: each changes only the columns that its file has.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "app/import.h"
#include "model/project.h"
#include "model/records.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using testing::must;

const std::string kRaceUnits =
    "区划代码,单位编码,单位名称,主管部门编码,单位类型,行业\n"
    "640323,215,住建局,215,主管部门,住建\n";
const std::string kRaceColumns =
    "区划代码,项目编码,项目名称,单位编码,项目类别,项目属性,行业,功能分类,起始年度";
const std::string kRaceCells =
    "640323,64032322T000000000001,环卫工人福利,215,特定目标类,延续,住建,21201,2022";

class TwoPrograms : public ::testing::TestWithParam<Backend> {
 protected:
  TwoPrograms() {
    options_.data = dir_.path() / "data";
    options_.mode = store::OpenMode::create;
    if (GetParam() == Backend::postgres) options_.url = testing::Postgres::shared().create_database();
    first_ = must(Workspace::open(options_));
    second_ = must(Workspace::open(options_));
    EXPECT_TRUE(put(*first_, "unit", kRaceUnits).written);
    EXPECT_TRUE(put(*first_, "project", kRaceColumns + "\n" + kRaceCells + "\n").written);
  }

  static ImportReport put(Workspace& workspace, std::string_view kind, const std::string& csv) {
    return must(import_bytes(workspace, *find_record(kind), std::string(kind) + ".csv", csv));
  }
  Project stored() { return must(store::load<Project>(first_->store())).at(0); }

  testing::TempDir dir_;
  WorkspaceOptions options_;
  std::unique_ptr<Workspace> first_;
  std::unique_ptr<Workspace> second_;
};

TEST_P(TwoPrograms, LoseNothingOfEachOther) {
  constexpr int kTurns = 60;
  int lost = 0;
  const auto run = [&](Workspace& workspace, const std::string& column) {
    for (int i = 0; i < kTurns; ++i)
      put(workspace, "project",
          fmt::format("{},{}\n{},{} {}\n", kRaceColumns, column, kRaceCells, column, i));
  };
  std::thread other([&] { run(*second_, "受益对象"); });
  for (int i = 0; i < kTurns; ++i) {
    put(*first_, "project", fmt::format("{},备注\n{},备注 {}\n", kRaceColumns, kRaceCells, i));
    // Whatever the other one has written since, the note is ours alone.
    if (stored().note != fmt::format("备注 {}", i)) ++lost;
  }
  other.join();
  EXPECT_EQ(lost, 0);
  EXPECT_EQ(stored().beneficiaries, fmt::format("受益对象 {}", kTurns - 1));
}

TEST_P(TwoPrograms, WhoPreparedFromWhatIsNoLongerTruePreparesAgain) {
  int asked = 0;
  const auto report = must(first_->write({"王会计", "test"}, [&]() -> Result<std::vector<store::Put>> {
    auto project = stored();
    if (++asked == 1) put(*second_, "project", kRaceColumns + ",备注\n" + kRaceCells + ",先到\n");
    project.beneficiaries = "环卫工人";
    return std::vector{store::put_of(project)};
  }));
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(stored().note, "先到");
  EXPECT_EQ(stored().beneficiaries, "环卫工人");
}

TEST_P(TwoPrograms, AWriteThatNeverGetsItsTurnIsRefusedWithoutAnEffect) {
  int asked = 0;
  const auto done = first_->write({"王会计", "test"}, [&]() -> Result<std::vector<store::Put>> {
    put(*second_, "project", fmt::format("{},备注\n{},第 {} 次\n", kRaceColumns, kRaceCells, ++asked));
    auto project = stored();
    project.beneficiaries = "环卫工人";
    // What the other program writes comes after we read.
    put(*second_, "project", fmt::format("{},备注\n{},又 {} 次\n", kRaceColumns, kRaceCells, asked));
    return std::vector{store::put_of(project)};
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::conflict);
  EXPECT_GT(asked, 5);
  EXPECT_FALSE(stored().beneficiaries);
}

INSTANTIATE_TEST_SUITE_P(Databases, TwoPrograms, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& one) { return testing::backend_name(one.param); });

}  // namespace
}  // namespace jiheng::app
