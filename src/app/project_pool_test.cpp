// The project pool on both databases: what may not come in first.
#include "app/project_pool.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/goals_test_world.h"
#include "base/text.h"
#include "model/evaluation.h"
#include "model/result_use.h"

namespace jiheng::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;

class ProjectPool : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};

  std::int64_t unit(const std::string& code) {
    store::Query query;
    query.where.push_back({"code", {Value{code}}});
    return must(store::load<Unit>(world.store(), query)).at(0).id.value;
  }

  /// A good body, with some members replaced.
  Node body(const std::vector<std::pair<std::string, std::string>>& changes = {}) {
    std::vector<std::pair<std::string, std::string>> members{
        {"code", "\"64032324T000000007001\""},
        {"name", "\"校舍维修\""},
        {"unit_id", fmt::format("\"{}\"", unit("219001"))},
        {"category", "\"3\""},
        {"kind", "\"new\""},
        {"sector", "\"教育\""},
        {"function_class", "\"2050202\""},
        {"first_year", "2024"}};
    for (const auto& [name, value] : changes) {
      const auto at = std::ranges::find(members, name, &std::pair<std::string, std::string>::first);
      if (at == members.end())
        members.emplace_back(name, value);
      else
        at->second = value;
    }
    std::string json = "{";
    for (const auto& [name, value] : members) {
      if (!value.empty()) json += fmt::format("{}\"{}\":{}", json.size() == 1 ? "" : ",", name, value);
    }
    return must(parse_json(json + "}", "body"));
  }
  Result<SavedProject> create(const std::vector<std::pair<std::string, std::string>>& changes,
                              const char* who = "wangli") {
    return create_project(world.workspace(), world.as(who), body(changes));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, ProjectPool,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

std::string faults_of(const Result<SavedProject>& saved) {
  std::string faults;
  if (saved) return "(saved)";
  for (const auto& finding : saved.error().findings) faults += finding.where + "; ";
  return faults;
}

TEST_P(ProjectPool, RefusesBadProjectsAndSaysEachFaultWithItsPlace) {
  EXPECT_EQ(faults_of(create({{"code", "\"64032323T000000007001\""}})), "/code; ") << "year";
  EXPECT_EQ(faults_of(create({{"code", "\"64032224T000000007001\""}})), "/code; ") << "region";
  EXPECT_EQ(faults_of(create({{"code", "\"64032324Y000000007001\""}})), "/code; ") << "letter";
  EXPECT_EQ(faults_of(create({{"code", "\"6403\""}, {"function_class", "\"999\""}, {"last_year", "2023"}})),
            "/code; /last_year; /function_class; ");
  EXPECT_EQ(faults_of(create({{"unit_id", "\"77\""}})), "/unit_id; ");
  EXPECT_EQ(faults_of(create({{"unit_id", fmt::format("\"{}\"", unit("219"))}})), "/unit_id; ")
      << "a department";
  EXPECT_EQ(faults_of(create({{"name", ""}, {"category", ""}, {"region", "\"640323\""}})),
            "/name; /category; /region; ");
  EXPECT_EQ(must(world.store().count(record_of<Project>(), {})), 1);
}

TEST_P(ProjectPool, RefusesAUnitThatIsNotThereInThatYear) {
  auto gone = must(store::load<Unit>(world.store()));
  for (auto& one : gone) {
    if (one.code != "219001") continue;
    one.until_year = *FiscalYear::of(2023);
    must(world.workspace().write({"test", "test"}, {store::put_of(one)}));
  }
  const auto saved = create({});
  EXPECT_EQ(faults_of(saved), "/unit_id; ");
  EXPECT_THAT(to_string(saved.error()), HasSubstr("在 2024 年没有预算"));
}

TEST_P(ProjectPool, IsWrittenByItsOwnUnitOnlyAndACodeOnce) {
  EXPECT_EQ(create({}, "other").error().code, ErrorCode::refused);
  EXPECT_EQ(create({}, "majun").error().code, ErrorCode::refused) << "a leader reads";
  const auto saved = must(create({}));
  EXPECT_TRUE(saved.project.id);
  EXPECT_EQ(create({}).error().code, ErrorCode::conflict);
  const auto tag = project_tag(saved.project);
  const auto rename = must(parse_json(R"({"name":"校舍维修改造"})", "body"));
  EXPECT_EQ(update_project(world.workspace(), world.as("other"), saved.project.id, rename, tag).error().code,
            ErrorCode::not_found);
  EXPECT_TRUE(
      must(update_project(world.workspace(), world.as("wangli"), saved.project.id, rename, "old")).stale);
  const auto renamed =
      must(update_project(world.workspace(), world.as("wangli"), saved.project.id, rename, tag));
  EXPECT_FALSE(renamed.stale);
  EXPECT_EQ(renamed.project.name, "校舍维修改造");
  EXPECT_EQ(renamed.project.sector, "教育") << "what the body does not name stays";
  const auto recode = must(parse_json(R"({"code":"64032324T000000007002"})", "body"));
  EXPECT_EQ(update_project(world.workspace(), world.as("wangli"), saved.project.id, recode,
                           project_tag(renamed.project))
                .error()
                .code,
            ErrorCode::invalid);
}

TEST_P(ProjectPool, ListsWhatOneMaySeeFiltersSortsAndAddsUp) {
  const auto saved = must(create({}));
  BudgetLine line;
  line.region = saved.project.region;
  line.project_id = saved.project.id;
  line.year = world.year();
  line.initial = Money::from_fen(50'000'000);
  line.adjusted = Money::from_fen(60'000'000);
  must(world.workspace().write({"test", "test"}, {store::put_of(line)}));
  const auto list = [&](const char* who, auto change) {
    ProjectQuestion question;
    question.year = world.year();
    change(question);
    const auto found = must(list_projects(world.workspace(), world.as(who), question));
    std::string names;
    for (const auto& row : found.rows) names += row.project.name + " ";
    return fmt::format("{}{} {}", names, found.total, found.totals.adjusted.to_wan());
  };
  const auto any = [](ProjectQuestion&) {};
  EXPECT_EQ(list("other", any), "0 0");
  EXPECT_EQ(list("wangli", any), "义务教育学生营养改善计划 校舍维修 2 60");
  EXPECT_EQ(list("wangli", [](ProjectQuestion& q) { q.words = "xswx"; }), "校舍维修 1 60") << "initials";
  EXPECT_EQ(list("wangli", [](ProjectQuestion& q) { q.words = "营养"; }), "义务教育学生营养改善计划 1 0");
  EXPECT_EQ(list("wangli", [](ProjectQuestion& q) { q.with_money = true; }), "校舍维修 1 60");
  EXPECT_EQ(list("chenjie", [](ProjectQuestion& q) { q.department = "301"; }), "0 0");
  EXPECT_EQ(list("chenjie", [](ProjectQuestion& q) { q.goal_state = "approved"; }), "0 0");
  EXPECT_EQ(list("chenjie",
                 [](ProjectQuestion& q) {
                   q.sort = ProjectSort::adjusted;
                   q.descending = true;
                   q.limit = 1;
                 }),
            "校舍维修 2 60")
      << "totals are of all rows";
  EXPECT_EQ(list("chenjie", [](ProjectQuestion& q) { q.year = *FiscalYear::of(2020); }), "0 0");
}

TEST_P(ProjectPool, TellsAProjectsYearsWithEvaluationAndUseAtTheYearEvaluated) {
  const ProjectId id{world.project()};
  const auto project = must(store::load<Project>(world.store())).front();
  Goal goal;
  goal.region = project.region;
  goal.project_id = id;
  goal.year = world.year();
  goal.text = "供餐";
  Evaluation evaluation;
  evaluation.region = project.region;
  evaluation.year = *FiscalYear::of(2025);
  evaluation.evaluated_year = world.year();
  evaluation.object_name = project.name;
  evaluation.project_id = id;
  evaluation.unit_id = project.unit_id;
  must(world.workspace().write({"test", "test"}, {store::put_of(goal), store::put_of(evaluation)}));
  const auto story = must(project_story(world.workspace(), world.as("zhaomin"), id));
  ASSERT_EQ(story.years.size(), 1U);
  const auto& year = story.years.begin()->second;
  EXPECT_EQ(year.at("goal").size(), 1U);
  EXPECT_EQ(year.at("evaluation").size(), 1U);
  EXPECT_EQ(story.department_name, "教育体育局");
  EXPECT_EQ(project_story(world.workspace(), world.as("other"), id).error().code, ErrorCode::not_found);
}

TEST_P(ProjectPool, HasOwnersThatTheUnitsLeaderNamesAndEnds) {
  const ProjectId id{world.project()};
  const auto person = world.as("zhengyi").viewer().user;
  EXPECT_EQ(add_owner(world.workspace(), world.as("wangli"), id, person, AssignmentDuty::project_owner)
                .error()
                .code,
            ErrorCode::refused);
  EXPECT_EQ(
      add_owner(world.workspace(), world.as("sunlei"), id, {99}, AssignmentDuty::finance_owner).error().code,
      ErrorCode::invalid);
  must(add_owner(world.workspace(), world.as("sunlei"), id, person, AssignmentDuty::project_owner));
  const auto owners = must(project_story(world.workspace(), world.as("wangli"), id)).owners;
  ASSERT_EQ(owners.size(), 1U);
  EXPECT_EQ(owners[0].name, "郑艺");
  must(end_owner(world.workspace(), world.as("sunlei"), id, owners[0].assignment.id));
  EXPECT_THAT(must(project_story(world.workspace(), world.as("wangli"), id)).owners, IsEmpty());
}

}  // namespace
}  // namespace jiheng::app
