// The radar of owners: what each list takes up and what it leaves out.
#include "app/radar.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/goals_test_world.h"
#include "app/unit_history.h"
#include "model/monitoring.h"

namespace jiheng::app {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;
using ::testing::SizeIs;

/// One quarter's form as somebody sent it in: when (empty: not at all), what was paid, how far the goal is.
struct Form {
  const char* submitted_on;
  const char* executed;
  const char* progress;
};

class Radar : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};  // today is 2023-11-01
  std::shared_ptr<const Access> access_;

  FiscalYear in(int year) { return must(FiscalYear::of(year)); }

  const Access& of_year(int year, Role role = Role::performance_officer) {
    auto viewer = world.as("chenjie").viewer();
    viewer.year = in(year);
    viewer.role = role;
    access_ = must(Access::compile(world.store(), world.workspace().book(), viewer));
    return *access_;
  }
  OwnerRadar radar(int year) { return must(owner_radar(world.workspace(), of_year(year))); }

  void goal(int year, bool declared = false) {
    Goal goal;
    goal.region = of_year(year).viewer().place;
    goal.project_id = {world.project()};
    goal.year = in(year);
    goal.text = "给学生供餐";
    if (declared) goal.declared = "{}";
    must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  }
  void forms(int year, const std::vector<Form>& forms) {
    std::vector<store::Put> puts;
    int quarter = 0;
    for (const auto& one : forms) {
      Monitoring form;
      form.region = of_year(year).viewer().place;
      form.project_id = {world.project()};
      form.year = in(year);
      form.quarter = must(Quarter::of(++quarter));
      form.due_on = due(year, quarter);
      if (*one.submitted_on != '\0') form.submitted_on = GoalWorld::day(one.submitted_on);
      form.executed = must(Money::parse(one.executed, MoneyUnit::wan));
      form.goal_progress = must(Ratio::parse_percent(one.progress));
      puts.push_back(store::put_of(form));
    }
    must(world.workspace().write({"test", "test"}, std::move(puts)));
  }
  static Date due(int year, int quarter) {
    const auto next = quarter == 4 ? year + 1 : year;
    return GoalWorld::day(fmt::format("{}-{:02}-15", next, quarter == 4 ? 1 : 3 * quarter + 1).c_str());
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, Radar,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(Radar, AFormThatMovesAndComesInTimeIsInNoList) {
  goal(2023);
  forms(2023, {{"2023-04-10", "10", "20%"}, {"2023-07-15", "10", "45%"}, {"2023-10-15", "20", "70%"}});
  const auto seen = radar(2023);
  EXPECT_THAT(seen.untouched_two_periods, IsEmpty());
  EXPECT_THAT(seen.last_day_filled, IsEmpty());
  EXPECT_THAT(seen.never_updated, IsEmpty()) << "of an imported goal nobody knows who touched it";
}

TEST_P(Radar, TwoPeriodsWithTheSameNumbersAreNamedAndWhatIsNotYetDueIsNotLookedAt) {
  goal(2023);
  forms(2023, {{"2023-04-10", "5", "20%"},
               {"2023-07-10", "10", "45%"},
               {"2023-10-10", "10", "45%"},
               {"", "12", "50%"}});
  const auto seen = radar(2023);
  ASSERT_THAT(seen.untouched_two_periods, SizeIs(1));
  EXPECT_EQ(seen.untouched_two_periods[0].why, "2023 年第 2、3 季度的监控表一个数也没有变");
}

TEST_P(Radar, TwoPeriodsThatNobodySentInAreNamed) {
  goal(2023);
  forms(2023, {{"2023-04-10", "5", "20%"}, {"", "10", "45%"}, {"", "12", "50%"}});
  ASSERT_THAT(radar(2023).untouched_two_periods, SizeIs(1));
  EXPECT_THAT(radar(2023).untouched_two_periods[0].why, HasSubstr("都没有报"));
}

TEST_P(Radar, WhoComesOnTheLastDayEveryTimeIsNamedAndOnceEarlierIsEnoughNotToBe) {
  goal(2023);
  forms(2023, {{"2023-04-15", "5", "20%"}, {"2023-07-15", "10", "45%"}, {"2023-10-15", "12", "50%"}});
  const auto seen = radar(2023);
  ASSERT_THAT(seen.last_day_filled, SizeIs(1));
  EXPECT_EQ(seen.last_day_filled[0].why, "2023 年已到期的 3 期监控表，都在到期当天才报");
}

TEST_P(Radar, AYearThatHasNoFormsDueYetIsJudgedByTheYearBeforeAPastOneIsNot) {
  goal(2024);
  forms(2023, {{"", "5", "20%"}, {"", "10", "45%"}});
  EXPECT_THAT(radar(2024).untouched_two_periods, SizeIs(1));
  goal(2022);
  forms(2021, {{"", "5", "20%"}, {"", "10", "45%"}});
  EXPECT_THAT(radar(2022).untouched_two_periods, IsEmpty()) << "2022 is over: it has its own forms or none";
}

TEST_P(Radar, AGoalThatWasBegunAndNeverTouchedIsNamedWithItsUnitAsItWasCalledInThatYear) {
  goal(2024, true);
  goal(2025, true);
  UnitChangeWish renamed{in(2025),
                         UnitChangeKind::rename,
                         {world.as("wangli").viewer().unit.value()},
                         {},
                         "盐池县实验小学",
                         false,
                         "盐党编发〔2024〕3号",
                         false};
  must(change_units(world.workspace(), of_year(2024, Role::system_admin), renamed));
  ASSERT_THAT(radar(2024).never_updated, SizeIs(1));
  EXPECT_EQ(radar(2024).never_updated[0].unit, "盐池县第一小学");
  ASSERT_THAT(radar(2025).never_updated, SizeIs(1));
  EXPECT_EQ(radar(2025).never_updated[0].unit, "盐池县实验小学");
}

}  // namespace
}  // namespace jiheng::app
