#include "app/simulate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/facts_loader.h"
#include "app/import.h"
#include "base/text.h"
#include "model/evaluation.h"
#include "model/project.h"
#include "model/project_code.h"
#include "model/records.h"
#include "model/self_evaluation.h"
#include "support/temp_dir.h"

namespace jiheng::app {
namespace {

SimulateOptions simulation(std::int64_t projects, std::uint64_t seed) {
  SimulateOptions options;
  options.projects = projects;
  options.years = 2;
  options.seed = seed;
  options.full = true;
  return options;
}

/// Every row of every kind, in the order of the store.
std::map<std::string, std::vector<Row>> all_rows(store::Store& store) {
  std::map<std::string, std::vector<Row>> rows;
  for (const auto* record : all_records()) {
    auto& list = rows[std::string(record->name)];
    const auto scanned = store.scan(
        *record, {}, [&](std::span<const Value> row) { list.emplace_back(row.begin(), row.end()); });
    EXPECT_TRUE(scanned.has_value());
  }
  return rows;
}

TEST(Simulate, OptionsThatMakeNoSenseAreRefused) {
  const auto store = store::open_in_memory();
  ASSERT_TRUE(store.has_value());
  auto none = simulation(0, 1);
  auto years = simulation(10, 1);
  years.years = kMostYears + 1;
  auto early = simulation(10, 1);
  early.first_year = 1900;
  auto nowhere = simulation(10, 1);
  nowhere.place = 990000;
  for (const auto& options : {none, years, early, nowhere}) {
    EXPECT_FALSE(simulate_into(**store, options, {}).has_value());
  }
  const testing::TempDir folder;
  EXPECT_FALSE(simulate_csv(folder.path(), simulation(10, 1), {}).has_value()) << "files need one place";
}

TEST(Simulate, AStoreWithProjectsIsLeftAlone) {
  const auto store = store::open_in_memory();
  ASSERT_TRUE(simulate_into(**store, simulation(20, 1), {}).has_value());
  const auto again = simulate_into(**store, simulation(20, 1), {});
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code, ErrorCode::refused);
}

TEST(Simulate, TheSameSeedMakesTheSameNationAndAnotherSeedAnother) {
  std::vector<std::map<std::string, std::vector<Row>>> nations;
  for (const std::uint64_t seed : {7, 7, 8}) {
    const auto store = store::open_in_memory();
    const auto made = simulate_into(**store, simulation(1500, seed), {});
    ASSERT_TRUE(made.has_value()) << to_string(made.error());
    nations.push_back(all_rows(**store));
  }
  EXPECT_EQ(nations[0], nations[1]);
  EXPECT_NE(nations[0]["budget_line"], nations[2]["budget_line"]);
}

TEST(Simulate, ANationIsBelievable) {
  const auto store = store::open_in_memory();
  ASSERT_TRUE(simulate_into(**store, simulation(4000, 3), {}).has_value());
  const auto projects = store::load<Project>(**store);
  ASSERT_TRUE(projects.has_value());
  EXPECT_EQ(projects->size(), 4000U);
  std::set<Region> regions;
  for (const auto& project : *projects) {
    regions.insert(project.region);
    const auto code = parse_project_code(project.code);
    ASSERT_TRUE(code.has_value()) << code.error().message;
    EXPECT_EQ(code->region, project.region);
    EXPECT_EQ(project.provenance, Provenance::illustrative);
  }
  EXPECT_EQ(regions.size(), 10U) << "about 400 projects a county";
  std::vector<std::int64_t> amounts;
  const auto lines = store::load<BudgetLine>(**store);
  for (const auto& line : *lines) {
    amounts.push_back(line.adjusted.fen());
    EXPECT_GT(line.adjusted.fen(), 0);
    if (line.executed) {
      EXPECT_LE(line.executed->fen(), line.adjusted.fen());
    }
  }
  std::ranges::sort(amounts);
  const auto share = [&](std::size_t percent) { return amounts[amounts.size() * percent / 100]; };
  EXPECT_GT(share(50), 10'000'000) << "half of the amounts above 10 万元";
  EXPECT_LT(share(50), 500'000'000) << "and below 500 万元";
  EXPECT_GT(share(99), share(50) * 20) << "a long tail";
}

TEST(Simulate, GradesAreThoseOfTheSchemeInForceInTheCountyAndYear) {
  // A county that asks for 95 from 2023 on.
  auto files = law::Book::embedded()->files();
  const auto bands = std::ranges::find(files, "schemes/grade-bands.yaml", &law::LawFile::path);
  ASSERT_NE(bands, files.end());
  auto text = replace_all(bands->text, "place: cn\n", "place: cn/640323\n");
  text = replace_all(std::move(text), "since: 2020-02-25", "since: 2023-01-01");
  text = replace_all(std::move(text), "from: 90", "from: 95");
  files.push_back({"schemes/grade-bands-640323.yaml", std::move(text)});
  const auto book = law::Book::load(std::move(files));
  ASSERT_TRUE(book.has_value()) << to_string(book.error());
  auto options = simulation(300, 5);
  options.place = 640323;
  options.book = &*book;
  const auto store = store::open_in_memory();
  ASSERT_TRUE(simulate_into(**store, options, {}).has_value());
  int between = 0;
  const auto expect_grade = [&](FiscalYear year, Score score, std::optional<Grade> grade) {
    const Score excellent = Score::from_points(year.value() == 2022 ? 90 : 95);
    EXPECT_EQ(grade == Grade::excellent, score >= excellent) << year.value() << " " << score.to_text();
    between += score >= Score::from_points(90) && score < Score::from_points(95) ? 1 : 0;
  };
  const auto forms = store::load<SelfEvaluation>(**store);
  for (const auto& form : *forms) {
    if (form.computed_total) expect_grade(form.year, *form.computed_total, form.grade);
  }
  const auto evaluations = store::load<Evaluation>(**store);
  for (const auto& row : *evaluations) expect_grade(row.year, *row.score, row.grade);
  EXPECT_GT(between, 50) << "too few scores tell the two apart";
}

TEST(Simulate, ItsCsvFilesAreImportedLikeAnyUsersAndNoRowIsRefused) {
  auto options = simulation(60, 9);
  options.place = 640323;
  const testing::TempDir folder;
  const testing::TempDir data;
  ASSERT_TRUE(simulate_csv(folder.path(), options, {}).has_value());
  WorkspaceOptions into;
  into.data = data.path();
  into.mode = store::OpenMode::create;
  const auto workspace = Workspace::open(into);
  ASSERT_TRUE(workspace.has_value()) << to_string(workspace.error());
  ImportOptions import;
  import.place = *Region::of(640323);
  int files = 0;
  for (const auto* record : all_records()) {
    const auto file = folder.path() / (std::string(record->name) + ".csv");
    if (!std::filesystem::exists(file)) continue;
    ++files;
    const auto done = import_file(**workspace, *record, file, import);
    ASSERT_TRUE(done.has_value()) << record->name << to_string(done.error());
    EXPECT_EQ(done->refused, 0) << record->name
                                << (done->findings.empty() ? "" : to_string(done->findings[0]));
  }
  EXPECT_EQ(files, 11) << "what a year of budget performance leaves behind";
  const auto direct = store::open_in_memory();
  ASSERT_TRUE(simulate_into(**direct, options, {}).has_value());
  for (const auto* record : all_records()) {
    EXPECT_EQ((*workspace)->store().count(*record, {}).value(), (*direct)->count(*record, {}).value())
        << record->name;
  }
}

TEST(FactsLoader, ARefreshAfterAWriteGivesWhatLoadingAnewGivesAndSharesOtherRegions) {
  const auto store = store::open_in_memory();
  const auto book = law::Book::embedded();
  const auto as_of = *Date::parse("2024-02-20");
  ASSERT_TRUE(simulate_into(**store, simulation(1200, 4), {}).has_value());
  const auto before = load_facts(**store, *book, as_of);
  ASSERT_TRUE(before.has_value());
  ASSERT_GE(before->regions().size(), 2U);
  const Region touched = before->regions()[0]->region;
  store::Query in_region;
  in_region.region = touched;
  auto lines = store::load<BudgetLine>(**store, in_region);
  ASSERT_FALSE(lines->empty());
  lines->front().adjusted = Money::from_fen(123'456'700);
  const std::vector puts{store::put_of(lines->front())};
  ASSERT_TRUE((*store)->put({"test", "test"}, puts).has_value());
  const auto after = refresh_facts(*before, **store, *book, as_of, std::vector{touched});
  const auto anew = load_facts(**store, *book, as_of);
  ASSERT_TRUE(after.has_value() && anew.has_value());
  EXPECT_EQ(engine::save_facts(*after, Region{}), engine::save_facts(*anew, Region{}));
  EXPECT_NE(engine::save_facts(*after, Region{}), engine::save_facts(*before, Region{}));
  EXPECT_EQ(after->regions()[1], before->regions()[1]) << "the other region is the same object";
}

}  // namespace
}  // namespace jiheng::app
