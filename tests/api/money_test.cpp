// Projects, budgets, releases and imports through their handlers, as people of several roles: what is refused
// first. Every answer is held against the description of the API.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world_api.h"
#include "app/budget.h"
#include "base/file.h"
#include "model/assessment.h"

namespace jiheng::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MoneyApi : public WorldApi {
 protected:
  std::string project() const { return std::to_string(world.project()); }

  std::string change_body(std::string_view kind, std::int64_t wan, std::string_view more = "") const {
    return fmt::format(
        R"({{"project":"{}","year":2024,"kind":"{}","on":"2024-05-06","lines":[{{"fund_type":"11","fund_tag":"none","amount":{}}}]{}}})",
        project(), kind, wan * 1'000'000, more);
  }
  std::string release_body(std::int64_t wan) const {
    return fmt::format(
        R"({{"document_number":"盐财预〔2024〕12号","year":2024,"on":"2024-05-07","lines":[{{"project":"{}","fund_type":"11","fund_tag":"none","amount":{}}}]}})",
        project(), wan * 1'000'000);
  }

  void put_goal(GoalState state, std::int64_t wan) {
    Goal goal;
    const auto stored = must(store::load<Goal>(world.store()));
    if (!stored.empty()) goal = stored.front();
    goal.region = *Region::of(640323);
    goal.project_id = {world.project()};
    goal.year = world.year();
    goal.state = state;
    goal.text = "供餐";
    goal.version = 1;
    app::GoalForm form;
    form.lines = {{FundType::general_public, FundTag::none, Money::from_fen(wan * 1'000'000)}};
    goal.declared = app::money_json(form);
    must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  }
  void put_assessment() {
    Assessment assessment;
    assessment.region = *Region::of(640323);
    assessment.year = world.year();
    assessment.project_name = "营养改善";
    assessment.project_id = ProjectId{world.project()};
    assessment.unit_id = must(store::load<Project>(world.store())).front().unit_id;
    must(world.workspace().write({"test", "test"}, {store::put_of(assessment)}));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, MoneyApi, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(MoneyApi, answers_409_with_clause_and_remedy_for_every_refusal_and_200_when_all_is_there) {
  const auto refused = send("lixue", "POST", "/budget-changes", change_body("initial", 387));
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body,
              AllOf(HasSubstr("目标与预算要一同申报"), HasSubstr("依据：盐池县公开文件一（一）"),
                    HasSubstr("新增重大项目没有评估"), HasSubstr("\"pointer\":\"/lines/0\"")))
      << refused.body;
  put_goal(GoalState::submitted, 387);
  put_assessment();
  EXPECT_EQ(send("lixue", "POST", "/budget-changes?dry_run=1", change_body("initial", 387)).status, 200);
  EXPECT_EQ(send("lixue", "POST", "/budget-changes", change_body("initial", 387)).status, 200);
  EXPECT_THAT(send("lixue", "POST", "/budget-changes", change_body("initial", 387)).body,
              HasSubstr("已经登记过"));
  const std::string why = R"(,"document_number":"盐财预〔2024〕31号","reason":"增加学生")";
  const auto uncovered = send("lixue", "POST", "/budget-changes", change_body("supplement", 20, why));
  EXPECT_EQ(uncovered.status, 409);
  EXPECT_THAT(uncovered.body, HasSubstr("没有包含这次追加的资金"));
  put_goal(GoalState::submitted, 407);
  EXPECT_EQ(send("lixue", "POST", "/budget-changes", change_body("supplement", 20, why)).status, 200);
  const auto early = send("lixue", "POST", "/releases", release_body(100));
  EXPECT_EQ(early.status, 409);
  EXPECT_THAT(early.body, HasSubstr("下达资金指标须同时下达绩效目标"));
  put_goal(GoalState::approved, 407);
  EXPECT_THAT(send("lixue", "POST", "/releases", release_body(500)).body,
              HasSubstr("下达累计超过全年预算数"));
  const auto released = send("lixue", "POST", "/releases", release_body(400));
  EXPECT_EQ(released.status, 200) << released.body;
  EXPECT_THAT(released.body, AllOf(HasSubstr("\"with_goal\":1"), HasSubstr("\"goal_version\":1"),
                                   HasSubstr("\"amount_text\":\"400.00\"")));
  const auto below =
      send("lixue", "POST", "/budget-changes",
           change_body("adjust", -50, R"(,"document_number":"盐财预〔2024〕40号","reason":"压减")"));
  EXPECT_EQ(below.status, 409);
  EXPECT_THAT(below.body, HasSubstr("低于已经下达的数"));
  const auto budget = send("zhaomin", "GET", "/projects/" + project() + "/budget?year=2024");
  EXPECT_EQ(budget.status, 200);
  EXPECT_THAT(budget.body,
              AllOf(HasSubstr("\"adjusted_text\":\"407.00\""), HasSubstr("\"released_text\":\"400.00\""),
                    HasSubstr("\"may_change\":false"), HasSubstr("\"kind_label\":\"追加\"")));
  EXPECT_THAT(send("zhaomin", "GET", "/releases?year=2024").body, HasSubstr("\"total\":1"));
  EXPECT_THAT(send("other", "GET", "/releases?year=2024").body, HasSubstr("\"total\":0"));
}

TEST_P(MoneyApi, refuses_who_may_not_and_what_is_malformed_with_every_place) {
  EXPECT_EQ(send("zhaomin", "POST", "/budget-changes", change_body("initial", 1)).status, 403);
  EXPECT_EQ(send("chenjie", "POST", "/releases", release_body(1)).status, 403);
  EXPECT_EQ(send("zhaomin", "POST", "/imports?mapping=mapping.portal-projects", "x").status, 403);
  EXPECT_EQ(send("other", "GET", "/projects/" + project()).status, 404);
  EXPECT_EQ(send("other", "GET", "/projects/" + project() + "/budget").status, 404);
  EXPECT_EQ(send("lixue", "GET", "/projects?sort=beauty").status, 400);
  EXPECT_EQ(send("lixue", "GET", "/projects?category=9").status, 400);
  const auto bad = send(
      "lixue", "POST", "/budget-changes",
      R"({"project":"x","year":1,"kind":"more","on":"soon","colour":"red","lines":[{"fund_type":"11","fund_tag":"red","amount":"5"},7]})");
  EXPECT_EQ(bad.status, 422);
  for (const auto* pointer :
       {"/project", "/year", "/kind", "/on", "/colour", "/lines/0/fund_tag", "/lines/0/amount", "/lines/1"})
    EXPECT_THAT(bad.body, HasSubstr(fmt::format("\"pointer\":\"{}\"", pointer)));
  const auto too_much = send(
      "lixue", "POST", "/budget-changes",
      fmt::format(
          R"({{"project":"{}","year":2024,"kind":"adjust","document_number":"{}","reason":"{}","on":"2024-05-01",)"
          R"("lines":[{{"fund_type":"11","fund_tag":"none","amount":100000000000000001}}]}})",
          project(), std::string(61, 'x'), std::string(501, 'x')));
  EXPECT_EQ(too_much.status, 422);
  for (const auto* pointer : {"/document_number", "/reason", "/lines/0/amount"})
    EXPECT_THAT(too_much.body, HasSubstr(fmt::format("\"pointer\":\"{}\"", pointer)));
}

TEST_P(MoneyApi, takes_a_project_in_and_lets_nobody_overwrite_what_he_has_not_seen) {
  const auto unit = must(store::load<Project>(world.store())).front().unit_id.value;
  const auto good = fmt::format(
      R"({{"code":"64032324T000000007001","name":"校舍维修","unit_id":"{}","category":"3","kind":"new","function_class":"205","first_year":2024}})",
      unit);
  EXPECT_EQ(send("wangli", "POST", "/projects", R"({"code":"1"})").status, 422);
  EXPECT_EQ(send("other", "POST", "/projects", good).status, 403);
  const auto made = send("wangli", "POST", "/projects", good);
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(send("wangli", "POST", "/projects", good).status, 409);
  const auto story = must(parse_json(made.body, "story"));
  const auto path = "/projects/" + std::string(story.find("project")->text_of("id"));
  const auto tag = fmt::format("\"{}\"", story.text_of("etag"));
  EXPECT_EQ(send("wangli", "PATCH", path, R"({"name":"校舍改造"})").status, 428);
  EXPECT_EQ(send("wangli", "PATCH", path, R"({"name":"校舍改造"})", "\"old\"").status, 412);
  EXPECT_THAT(send("wangli", "PATCH", path, R"({"name":"校舍改造"})", tag).body,
              HasSubstr("\"name\":\"校舍改造\""));
  EXPECT_EQ(send("wangli", "PATCH", path, R"({"name":"又改"})", tag).status, 412);
  EXPECT_THAT(send("wangli", "GET", "/projects?q=xsgz").body, HasSubstr("\"total\":1"));
  const auto owner =
      fmt::format(R"({{"user_id":"{}","duty":"project_owner"}})", world.as("zhengyi").viewer().user.value);
  EXPECT_EQ(send("wangli", "POST", path + "/owners", owner).status, 403);
  const auto owned = send("sunlei", "POST", path + "/owners", owner);
  EXPECT_EQ(owned.status, 200) << owned.body;
  const auto now = must(parse_json(owned.body, "story"));
  const auto assigned = now.find("owners")->items.at(0).text_of("id");
  EXPECT_EQ(send("sunlei", "DELETE", path + "/owners/" + std::string(assigned)).status, 204);
}

TEST_P(MoneyApi, imports_a_portals_file_after_a_dry_run_and_says_what_changed) {
  const auto file = must(read_file(std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/portal/projects.csv"));
  EXPECT_THAT(send("lixue", "GET", "/imports").body, HasSubstr("mapping.portal-releases"));
  EXPECT_EQ(send("lixue", "POST", "/imports?mapping=mapping.nothing", file).status, 404);
  EXPECT_EQ(send("lixue", "POST", "/imports", file).status, 400);
  const std::string target = "/imports?mapping=mapping.portal-projects&name=projects.csv";
  EXPECT_THAT(send("lixue", "POST", target + "&dry_run=1", file).body,
              AllOf(HasSubstr("\"written\":false"), HasSubstr("\"inserted\":3")));
  EXPECT_THAT(send("lixue", "POST", target, file).body,
              AllOf(HasSubstr("\"written\":true"), HasSubstr("\"inserted\":3")));
  EXPECT_THAT(send("lixue", "POST", target, file).body, HasSubstr("\"unchanged\":3"));
  EXPECT_THAT(send("lixue", "GET", "/projects?year=2024&unit=301001").body, HasSubstr("乡村治理试点"));
}

}  // namespace
}  // namespace jiheng::testing
