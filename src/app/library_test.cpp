#include "app/library.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/library_statistics.h"
#include "base/text.h"
#include "io/csv.h"
#include "model/unit.h"
#include "support/temp_dir.h"

namespace jiheng::app {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

struct AttainedCase {
  const char* name;
  Operator op;
  const char* target;
  const char* actual;  ///< nullptr: not filled
  Attained band;
};

class AttainedBy : public ::testing::TestWithParam<AttainedCase> {};

TEST_P(AttainedBy, FallsIntoItsBand) {
  Indicator indicator;
  indicator.year = *FiscalYear::of(2023);
  indicator.op = GetParam().op;
  indicator.target = GetParam().target;
  if (GetParam().actual != nullptr) indicator.actual = GetParam().actual;
  EXPECT_EQ(attained(indicator), GetParam().band) << enum_label(attained(indicator));
}

INSTANTIATE_TEST_SUITE_P(
    Bands, AttainedBy,
    ::testing::Values(
        AttainedCase{"blank", Operator::at_least, "95", nullptr, Attained::not_filled},
        AttainedCase{"blanks", Operator::at_least, "95", "  ", Attained::not_filled},
        AttainedCase{"words", Operator::at_least, "95", "很好", Attained::not_measurable},
        AttainedCase{"words_both", Operator::qualitative, "好", "好", Attained::not_measurable},
        AttainedCase{"other_unit", Operator::at_least, "95人", "95公里", Attained::not_measurable},
        AttainedCase{"zero_of_something", Operator::at_least, "95", "0", Attained::below_60},
        AttainedCase{"just_below_60", Operator::at_least, "100", "59.99", Attained::below_60},
        AttainedCase{"60", Operator::at_least, "100", "60", Attained::from_60},
        AttainedCase{"80", Operator::at_least, "100", "80", Attained::from_80},
        AttainedCase{"whole", Operator::equal, "100", "100%", Attained::reached},
        AttainedCase{"130", Operator::at_least, "100", "130", Attained::reached},
        AttainedCase{"above_130", Operator::more_than, "100", "130.01", Attained::above_130},
        AttainedCase{"cost_kept", Operator::at_most, "100", "100", Attained::reached},
        AttainedCase{"cost_halved", Operator::at_most, "100", "50", Attained::above_130},
        AttainedCase{"cost_passed", Operator::at_most, "100", "110", Attained::from_80},
        AttainedCase{"nothing_spent", Operator::at_most, "100", "0", Attained::reached},
        AttainedCase{"no_accident", Operator::at_most, "0", "0", Attained::reached},
        AttainedCase{"an_accident", Operator::at_most, "0", "1", Attained::missed},
        AttainedCase{"no_accident_equal", Operator::equal, "0", "0", Attained::reached},
        AttainedCase{"in_time", Operator::at_most, "10月31日前", "2023年10月20日", Attained::reached},
        AttainedCase{"late", Operator::at_most, "10月31日前", "2023年11月2日", Attained::missed}),
    [](const auto& one) { return std::string(one.param.name); });

const law::Book& library_law() {
  static const law::Book book = law::Book::embedded().value();
  return book;
}

Result<std::unique_ptr<Workspace>> empty_folder(const jiheng::testing::TempDir& dir) {
  WorkspaceOptions options;
  options.data = dir.path();
  options.mode = store::OpenMode::create;
  return Workspace::open(options);
}

Project library_project(std::int64_t id, const char* sector) {
  Project project;
  project.region = *Region::parse("640323");
  project.id = ProjectId{id};
  project.code = fmt::format("64032323T{:012}", id);
  project.name = fmt::format("项目{}", id);
  project.unit_id = UnitId{1};
  project.sector = sector;
  project.function_class = "20502";
  project.first_year = *FiscalYear::of(2023);
  return project;
}

Indicator used(std::int64_t project, std::int64_t seq, const char* name, const char* target,
               std::optional<std::string> actual, std::optional<int> claimed) {
  Indicator indicator;
  indicator.region = *Region::parse("640323");
  indicator.project_id = ProjectId{project};
  indicator.year = *FiscalYear::of(2023);
  indicator.seq = seq;
  indicator.level1 = "产出指标";
  indicator.level2 = "质量指标";
  indicator.name = name;
  indicator.target = target;
  indicator.actual = std::move(actual);
  indicator.weight = Score::from_points(10);
  if (claimed) indicator.claimed = Score::from_points(*claimed);
  return indicator;
}

/// Twelve education projects: one indicator always full, one far beyond its target, one never filled, one
/// that the library lacks.
void fill(Workspace& workspace) {
  Unit unit;
  unit.region = *Region::parse("640323");
  unit.id = UnitId{1};
  unit.code = "205001";
  unit.name = "教育局";
  unit.department_code = "205";
  std::vector<store::Put> puts{{&record_of<Unit>(), to_row(unit)}};
  for (std::int64_t p = 1; p <= 12; ++p) {
    puts.push_back({&record_of<Project>(), to_row(library_project(p, "教育"))});
    const auto add = [&](const Indicator& row) { puts.push_back({&record_of<Indicator>(), to_row(row)}); };
    add(used(p, 1, "营养改善计划 覆盖率", "100", "100", 10));
    add(used(p, 2, "营养改善计划覆盖率", "100", "100", 10));
    add(used(p, 3, "受益学生人数", "100", "200", 8));
    add(used(p, 4, "受益学生人数", "100", "180", 8));
    add(used(p, 5, "家长满意度", "95", std::nullopt, std::nullopt));
    add(used(p, 6, "家长满意度", "95", std::nullopt, std::nullopt));
    add(used(p, 7, "自己想的指标", "1", "1", 10));
  }
  const auto written = workspace.write({"test", "test"}, std::move(puts));
  ASSERT_TRUE(written) << to_string(written.error());
}

const IndicatorUse& use_of(const std::vector<IndicatorUse>& uses, std::string_view name) {
  static const IndicatorUse kNone;
  for (const auto& use : uses) {
    if (use.name == name) return use;
  }
  return kNone;
}

class LibraryStatisticsOf : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = empty_folder(dir_);
    ASSERT_TRUE(opened) << to_string(opened.error());
    workspace_ = std::move(*opened);
    index_ = open_library(library_law(), Region::parse("640323").value(), *Date::of(2023, 12, 31));
  }

  LibraryStatistics count() {
    const auto statistics = library_statistics(
        *workspace_, *index_, StatisticsScope::all_of(*Region::parse("640323")), *Date::of(2023, 12, 31));
    EXPECT_TRUE(statistics) << to_string(statistics.error());
    return statistics.value_or(LibraryStatistics{});
  }

  jiheng::testing::TempDir dir_;
  std::unique_ptr<Workspace> workspace_;
  std::shared_ptr<const engine::LibraryIndex> index_;
};

TEST_F(LibraryStatisticsOf, AnEmptyFolderSaysNothingAndAdvisesNothing) {
  const auto statistics = count();
  EXPECT_EQ(statistics.rows, 0);
  EXPECT_EQ(statistics.entries.size(), index_->library().entries.size());
  for (const auto& use : statistics.entries) EXPECT_THAT(use.advice, IsEmpty()) << use.code;
  EXPECT_THAT(statistics.others, IsEmpty());
}

TEST_F(LibraryStatisticsOf, CountsByNameWhateverTheBlanks) {
  fill(*workspace_);
  const auto statistics = count();
  EXPECT_EQ(statistics.rows, 84);
  EXPECT_EQ(statistics.from_library, 72);
  const auto& use = use_of(statistics.entries, "营养改善计划覆盖率");
  EXPECT_EQ(use.uses, 24);
  EXPECT_EQ(use.projects, 12);
  EXPECT_EQ(use.years, 1);
  EXPECT_EQ(use.claimed, 24);
  EXPECT_EQ(use.full, 24);
  ASSERT_EQ(statistics.others.size(), 1U);
  EXPECT_EQ(statistics.others.front().name, "自己想的指标");
}

TEST_F(LibraryStatisticsOf, AdvisesWithTheNumbersThatMadeItSaySo) {
  fill(*workspace_);
  const auto statistics = count();
  EXPECT_THAT(use_of(statistics.entries, "营养改善计划覆盖率").advice,
              Contains(Field(&LibraryAdvice::reason, HasSubstr("24 次填报得分里 24 次满分（100%）"))));
  EXPECT_THAT(use_of(statistics.entries, "受益学生人数").advice,
              Contains(Field(&LibraryAdvice::reason, HasSubstr("24 次超过目标的 130%"))));
  EXPECT_THAT(use_of(statistics.entries, "家长满意度").advice,
              Contains(Field(&LibraryAdvice::reason, HasSubstr("24 次里 24 次没有填"))));
  const auto& unused = use_of(statistics.entries, "班额达标率");
  EXPECT_THAT(unused.advice, Contains(Field(&LibraryAdvice::kind, LibraryAdvice::Kind::retire)));
  EXPECT_THAT(use_of(statistics.entries, "辅具适配人数").advice, IsEmpty()) << "no project of that sector";
}

TEST(LibraryCsv, HasARowAnEntryAndReadsBack) {
  const auto index = open_library(library_law(), std::nullopt, *Date::of(2023, 1, 1));
  const auto entries = index->list({"残联", "", ""});
  std::vector<std::vector<std::string>> rows;
  const auto read = io::read_csv(library_csv(*index, entries), {}, [&](io::CsvRecord& record) {
    rows.push_back(record.fields);
    return true;
  });
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(rows.size(), entries.size() + 1);
  for (const auto& row : rows) EXPECT_EQ(row.size(), rows.front().size());
  EXPECT_THAT(rows[1], Contains("辅具适配人数"));
}

TEST(LibraryCache, GivesTheSameIndexForTheSameLawPlaceAndDay) {
  const auto one = open_library(library_law(), std::nullopt, *Date::of(2023, 1, 1));
  EXPECT_EQ(one, open_library(library_law(), std::nullopt, *Date::of(2023, 1, 1)));
  EXPECT_NE(one, open_library(library_law(), *Region::parse("640323"), *Date::of(2023, 1, 1)));
}

}  // namespace
}  // namespace jiheng::app
