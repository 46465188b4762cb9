#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <optional>

#include "app/facts_loader.h"
#include "app/figure_oracle_views_test.h"
#include "app/simulate.h"
#include "base/int128.h"
#include "engine/figure.h"
#include "engine/vague_index.h"
#include "model/budget_change.h"
#include "model/release.h"

// The second computation: each figure once more by plain SQL over the stored rows. The views below say in SQL
// what a fact is; they share no code with engine/. The figure's file says what is to be counted; here it
// becomes one SELECT.

namespace jiheng::app {
namespace {

using law::Aggregate;
using law::Figure;

constexpr std::string_view kAsOf = "2024-02-20";
constexpr std::int32_t kPlace = 640323;

struct SqlGroup {
  std::optional<std::int64_t> value;
  std::int64_t rows = 0;
};
using SqlGroups = std::map<std::vector<std::string>, SqlGroup>;

/// One cell of a SELECT.
struct SqlRow {
  std::vector<std::string> keys;
  std::int64_t rows = 0, count = 0, filled = 0, sum = 0, part_count = 0, part_sum = 0, distinct = 0;
};

class FigureOracle : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = std::filesystem::temp_directory_path() / fmt::format("jiheng-oracle-{}", ::getpid());
    std::filesystem::remove_all(folder_);
    auto store = store::open({folder_, "", store::OpenMode::create, nullptr});
    ASSERT_TRUE(store.has_value()) << store.error().message;
    SimulateOptions options;
    options.projects = 240;
    options.years = 3;
    options.seed = 5;
    options.first_year = 2021;
    options.full = true;
    options.place = kPlace;
    const auto made = simulate_into(**store, options, {});
    ASSERT_TRUE(made.has_value()) << to_string(made.error());
    add_odd_rows(**store);
    add_money_rows(**store);
    book_ = new law::Book(*law::Book::embedded());
    auto facts = load_facts(**store, *book_, *Date::parse(kAsOf));
    ASSERT_TRUE(facts.has_value()) << to_string(facts.error());
    facts_ = new engine::FactBase(std::move(*facts));
    store->reset();
    ASSERT_EQ(sqlite3_open((folder_ / "jiheng.db").c_str(), &db_), SQLITE_OK);
    const auto words = engine::vague_words(*book_, *Region::of(kPlace), *Date::parse(kAsOf));
    const auto index = engine::vagueness_weights(*book_, *Region::of(kPlace), *Date::parse(kAsOf));
    ASSERT_TRUE(index.given());
    execute(oracle_views(kAsOf, words.vague, words.judgement, words.standard_marks, words.measures,
                         {{"$W_UNQUANTIFIED", index.unquantified},
                          {"$W_EMPTY", index.empty},
                          {"$W_REPEATED", index.repeated},
                          {"$W_INDISTINCT", index.indistinct},
                          {"$REPEATED_FULL", index.repeated_full},
                          {"$BAND_HIGH", index.band_high},
                          {"$BAND_MIDDLE", index.band_middle}}));
  }

  static void TearDownTestSuite() {
    sqlite3_close(db_);
    delete facts_;
    delete book_;
    std::filesystem::remove_all(folder_);
  }

  /// What a simulation does not make: rows without a project, ties, empty cells, departments with projects of
  /// their own.
  static void add_odd_rows(store::Store& store) {
    const Region place = *Region::of(kPlace);
    std::vector<store::Put> puts;
    Project tie;
    tie.region = place;
    tie.id = {900001};
    tie.code = "64032322T000000900001";
    tie.name = "两种资金一样多";
    tie.unit_id = {1};  // a department
    tie.category = Category::earmarked;
    tie.sector = "教育";
    tie.function_class = "2050201";
    tie.first_year = *FiscalYear::of(2022);
    puts.push_back(store::put_of(tie));
    for (int i = 0; i < 2; ++i) {
      BudgetLine line;
      line.region = place;
      line.id = {900001 + i};
      line.project_id = tie.id;
      line.year = *FiscalYear::of(2022);
      line.fund_type = i == 0 ? FundType::unit_funds : FundType::government_fund;
      line.fund_tag = i == 0 ? FundTag::none : FundTag::special_bond;
      line.initial = line.adjusted = Money::from_fen(123'456'789);
      line.provenance = Provenance::allocated;
      puts.push_back(store::put_of(line));
    }
    Goal early;  // a goal for a year without budget
    early.region = place;
    early.id = {900001};
    early.project_id = tie.id;
    early.year = *FiscalYear::of(2023);
    early.state = GoalState::approved;
    early.text = "目标";
    puts.push_back(store::put_of(early));
    constexpr std::array kKinds{EvaluationKind::department_overall, EvaluationKind::social_insurance_fund,
                                EvaluationKind::midterm, EvaluationKind::key_project};
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
      Evaluation evaluation;
      evaluation.region = place;
      evaluation.id = {900001 + static_cast<std::int64_t>(i)};
      evaluation.year = *FiscalYear::of(2022);
      evaluation.evaluated_year = *FiscalYear::of(2021);
      evaluation.kind = kKinds[i];
      evaluation.object_name = fmt::format("对象{}", i);
      evaluation.unit_id = {2};
      if (i % 2 == 0) evaluation.grade = Grade::good;
      if (i % 2 == 0) evaluation.score = Score::from_hundredths(8123);
      if (i > 0) evaluation.amount = Money::from_fen(55'500);
      puts.push_back(store::put_of(evaluation));
    }
    ResultUse use;
    use.region = place;
    use.id = {900001};
    use.year = *FiscalYear::of(2023);
    use.project_name = "没有原预算的项目";
    use.unit_id = {3};
    use.decision = UseDecision::reduced;
    puts.push_back(store::put_of(use));
    const auto written = store.put({"test", "test"}, puts);
    ASSERT_TRUE(written.has_value()) << to_string(written.error());
  }

  /// Changes and releases around the days on which goals were sent in and approved, with and without the
  /// goal's id, and of a project without any goal.
  static void add_money_rows(store::Store& store) {
    const auto goals = store::load<Goal>(store);
    ASSERT_TRUE(goals.has_value());
    std::vector<store::Put> puts;
    for (std::size_t i = 0; i < goals->size(); i += 3) {
      const auto& goal = (*goals)[i];
      const Date day = goal.submitted_on.value_or(goal.year.first_day());
      BudgetChange change;
      change.region = goal.region;
      change.id = {910001 + static_cast<std::int64_t>(i)};
      change.project_id = goal.project_id;
      change.year = goal.year;
      change.kind = i % 2 == 0 ? BudgetChangeKind::supplement : BudgetChangeKind::adjust;
      change.fund_type = i % 5 == 0 ? FundType::government_fund : FundType::general_public;
      change.changed_on = day.plus_days(static_cast<int>(i % 7) - 3);
      change.amount = Money::from_fen(i % 2 == 0 ? 777'700 : -33'300);
      if (i % 11 == 0) change.goal_id = goal.id;
      change.provenance = i % 4 == 0 ? Provenance::illustrative : Provenance::recorded;
      puts.push_back(store::put_of(change));
      Release release;
      release.region = goal.region;
      release.id = {920001 + static_cast<std::int64_t>(i)};
      release.document_number = fmt::format("盐财预〔{}〕{}号", goal.year.value(), i);
      release.project_id = goal.project_id;
      release.year = goal.year;
      release.released_on = goal.approved_on.value_or(day).plus_days(static_cast<int>(i % 5) - 2);
      release.amount = Money::from_fen(123'400 + static_cast<std::int64_t>(i));
      if (i % 13 == 0) release.goal_id = goal.id;
      release.provenance = change.provenance;
      puts.push_back(store::put_of(release));
    }
    Release without;
    without.region = *Region::of(kPlace);
    without.id = {930001};
    without.document_number = "没有目标";
    without.project_id = {900001};
    without.year = *FiscalYear::of(2022);
    without.released_on = *Date::of(2022, 3, 1);
    without.amount = Money::from_fen(5'000);
    puts.push_back(store::put_of(without));
    const auto written = store.put({"test", "test"}, puts);
    ASSERT_TRUE(written.has_value()) << to_string(written.error());
  }

  static void execute(const std::string& sql) {
    char* message = nullptr;
    ASSERT_EQ(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK)
        << (message ? message : "");
  }

  static std::vector<SqlRow> select(const std::string& sql, std::size_t keys) {
    std::vector<SqlRow> rows;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
        << sqlite3_errmsg(db_) << "\n"
        << sql;
    while (statement != nullptr && sqlite3_step(statement) == SQLITE_ROW) {
      SqlRow row;
      for (int i = 0; i < static_cast<int>(keys); ++i) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row.keys.emplace_back(text == nullptr ? "" : text);
      }
      int at = static_cast<int>(keys);
      for (auto* cell : {&row.rows, &row.filled, &row.sum, &row.part_count, &row.part_sum, &row.distinct}) {
        *cell = sqlite3_column_int64(statement, at++);
      }
      rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    return rows;
  }

  static std::string conditions_sql(const std::vector<law::FigureCondition>& conditions) {
    std::string sql = "1";
    for (const auto& condition : conditions) {
      sql += fmt::format(" and {} in ('{}')", condition.dimension, fmt::join(condition.codes, "','"));
    }
    return sql;
  }

  static std::optional<std::int64_t> quotient(std::int64_t top, std::int64_t bottom, std::int64_t scale) {
    if (bottom == 0) return std::nullopt;
    const i128 twice = i128{top} * scale * 2 + bottom;
    return static_cast<std::int64_t>(twice / (i128{bottom} * 2));
  }

  static std::optional<std::int64_t> value_of(const Figure& figure, const SqlRow& row) {
    switch (figure.aggregate) {
      case Aggregate::count:
      case Aggregate::distribution: return row.rows;
      case Aggregate::sum: return row.filled > 0 || row.rows == 0 ? std::optional(row.sum) : std::nullopt;
      case Aggregate::mean: return quotient(row.sum, row.filled, 1);
      case Aggregate::distinct: return row.distinct;
      case Aggregate::share:
        return figure.measure.empty() ? quotient(row.part_count, row.rows, 1'000'000)
                                      : quotient(row.part_sum, row.sum, 1'000'000);
      case Aggregate::ratio: break;
    }
    return std::nullopt;
  }

  /// The figure for one year by one SELECT, grouped by `by`.
  static SqlGroups by_sql(const Figure& figure, int year, const std::vector<std::string>& by) {
    SqlGroups groups;
    if (figure.aggregate == Aggregate::ratio) return ratio_by_sql(figure, year, by);
    const std::string measure = figure.measure.empty() ? "null" : figure.measure;
    const std::string over = figure.aggregate == Aggregate::distinct ? figure.over : "null";
    const std::string of = conditions_sql(figure.of);
    std::string keys;
    for (const auto& dimension : by) keys += dimension + ", ";
    const std::string sql = fmt::format(
        "select {0} count(*), count({1}), coalesce(sum({1}),0), coalesce(sum({2}),0), "
        "coalesce(sum(case when {2} then {1} end),0), count(distinct {3}) from fact_{4} where year = {5} and "
        "{6}{7}",
        keys, measure, of, over, law::entity_desc(figure.entity).name, year + figure.year_offset,
        conditions_sql(figure.filter), by.empty() ? "" : fmt::format(" group by {}", fmt::join(by, ", ")));
    for (const auto& row : select(sql, by.size())) groups[row.keys] = {value_of(figure, row), row.rows};
    return groups;
  }

  static SqlGroups ratio_by_sql(const Figure& figure, int year, const std::vector<std::string>& by) {
    const auto fiscal = *FiscalYear::of(year);
    const auto place = *Region::of(kPlace);
    const auto numerator = *law::find_figure(*book_, figure.numerator, place, fiscal);
    const auto denominator = *law::find_figure(*book_, figure.denominator, place, fiscal);
    auto top = by_sql(numerator, year, by);
    SqlGroups groups;
    for (const auto& [key, bottom] : by_sql(denominator, year, by)) {
      const auto above = top.contains(key) ? top[key].value : std::optional<std::int64_t>(0);
      const bool one_entity = numerator.entity == denominator.entity;
      groups[key] = {above && bottom.value ? quotient(*above, *bottom.value, 1'000'000) : std::nullopt,
                     one_entity          ? bottom.rows
                     : top.contains(key) ? top[key].rows
                                         : 0};
    }
    return groups;
  }

  static engine::FigureAnswer ask_figure(const std::string& id, int year,
                                         const std::vector<std::string>& by) {
    engine::FigureQuery query;
    query.figure = id;
    query.place = *Region::of(kPlace);
    query.year = *FiscalYear::of(year);
    query.by = by;
    auto answer = engine::ask(*facts_, *book_, query);
    EXPECT_TRUE(answer.has_value()) << to_string(answer.error());
    return answer ? std::move(*answer) : engine::FigureAnswer{};
  }

  static inline std::filesystem::path folder_;
  static inline sqlite3* db_ = nullptr;
  static inline const law::Book* book_ = nullptr;
  static inline const engine::FactBase* facts_ = nullptr;
};

TEST_F(FigureOracle, EveryFigureIsWhatPlainSqlSaysInEveryYear) {
  int nonzero = 0;
  for (const int year : {2021, 2022, 2023}) {
    for (const auto& id : law::figure_ids(*book_, *Region::of(kPlace), *FiscalYear::of(year))) {
      const auto figure = *law::find_figure(*book_, id, *Region::of(kPlace), *FiscalYear::of(year));
      const auto expected = by_sql(figure, year, {})[{}];
      const auto answer = ask_figure(id, year, {});
      EXPECT_EQ(answer.whole.value, expected.value) << id << " " << year;
      EXPECT_EQ(answer.whole.rows, expected.rows) << id << " " << year;
      nonzero += expected.value.value_or(0) != 0 ? 1 : 0;
    }
  }
  EXPECT_GT(nonzero, 300) << "figures that are zero everywhere prove nothing";
}

TEST_F(FigureOracle, EverySliceOfEveryFigureIsWhatPlainSqlSays) {
  int compared = 0;
  for (const auto& id : law::figure_ids(*book_, *Region::of(kPlace), *FiscalYear::of(2022))) {
    const auto figure = *law::find_figure(*book_, id, *Region::of(kPlace), *FiscalYear::of(2022));
    std::vector<std::vector<std::string>> slices;
    for (const auto& dimension : figure.dimensions) {
      slices.push_back({dimension});
      if (dimension != "department") slices.push_back({dimension, "department"});
    }
    for (const auto& by : slices) {
      auto expected = by_sql(figure, 2022, by);
      const auto answer = ask_figure(id, 2022, by);
      for (const auto& group : answer.groups) {
        const auto found = expected.find(group.codes);
        if (found == expected.end()) {
          EXPECT_EQ(group.value.value, 0) << id << " " << fmt::format("{}", fmt::join(group.codes, "/"));
          continue;
        }
        EXPECT_EQ(group.value.value, found->second.value)
            << id << " " << fmt::format("{}", fmt::join(group.codes, "/"));
        EXPECT_EQ(group.value.rows, found->second.rows) << id;
        expected.erase(found);
        ++compared;
      }
      EXPECT_TRUE(expected.empty()) << id << ": SQL has groups that the figure lacks, by "
                                    << fmt::format("{}", fmt::join(by, ","));
    }
  }
  EXPECT_GT(compared, 5000);
}

}  // namespace
}  // namespace jiheng::app
