// A department's overall goal, the prints of declarations and a decomposition through the API, on both
// databases: every answer is what the description says, and each refusal is seen.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "api/world_api.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;

class DepartmentGoalsApi : public WorldApi {
 protected:
  std::string goal;

  std::string office() {
    const auto list = ask(200, "wangli", "GET", "/department-goals?year=2024");
    return std::string(list.find("rows")->items.at(0).text_of("unit_id"));
  }
  void create() {
    const auto made = ask(200, "wangli", "POST", "/department-goals",
                          fmt::format(R"({{"unit_id":"{}","year":2024}})", office()));
    goal = made.text_of("id");
  }
  Node save(int status, const std::string& who, const std::string& section, const std::string& body) {
    const auto form = ask(200, "wangli", "GET", "/department-goals/" + goal);
    const std::string tag(form.find("sections")->find(section)->text_of("etag"));
    return ask(status, who, "PATCH", fmt::format("/department-goals/{}/sections/{}", goal, section), body,
               tag);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, DepartmentGoalsApi, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(DepartmentGoalsApi, a_department_is_listed_before_and_after_it_begins) {
  const auto before = ask(200, "chenjie", "GET", "/department-goals?year=2024");
  EXPECT_EQ(before.find("coverage")->text_of("owed"), "2");
  EXPECT_EQ(before.find("rows")->items.at(0).text_of("state"), "none");
  ask(403, "chenjie", "POST", "/department-goals", fmt::format(R"({{"unit_id":"{}"}})", office()));
  create();
  const auto after = ask(200, "chenjie", "GET", "/department-goals?year=2024&state=drafting");
  EXPECT_EQ(after.find("coverage")->text_of("begun"), "1");
  ASSERT_EQ(after.find("rows")->items.size(), 1U);
  const auto work = ask(200, "wangli", "GET", "/worklist?tab=mine");
  ASSERT_EQ(work.find("rows")->items.size(), 1U);
  EXPECT_EQ(work.find("rows")->items.at(0).text_of("process_label"), "部门整体绩效目标");
  ask(409, "wangli", "POST", "/department-goals", fmt::format(R"({{"unit_id":"{}","year":2024}})", office()));
  ask(404, "other", "GET", "/department-goals/" + goal);
}

TEST_P(DepartmentGoalsApi, each_hand_saves_its_columns_of_the_tasks_and_nobody_overwrites) {
  create();
  const auto stale = std::string("\"0000\"");
  const auto path = fmt::format("/department-goals/{}/sections/tasks", goal);
  const std::string tasks = R"({"fields":{"tasks":[{"number":1,"task":"义务教育","content":"公用经费"}]}})";
  ask(412, "wangli", "PATCH", path, tasks, stale);
  const auto saved = save(200, "wangli", "tasks", tasks);
  EXPECT_EQ(saved.find("section")->find("fields")->find("tasks")->items.size(), 1U);
  save(403, "zhaomin", "tasks", tasks);
  save(422, "zhaomin", "money", R"({"fields":{"tasks":[{"number":9,"total":1}]}})");
  save(200, "zhaomin", "money",
       R"({"fields":{"tasks":[{"number":1,"total":3000,"fiscal":1000,"other":0}]}})");
  const auto lint = ask(200, "wangli", "POST", "/department-goals/lint",
                        fmt::format(R"({{"goal":"{}","sections":{{}}}})", goal));
  std::string rules;
  for (const auto& finding : lint.find("findings")->items)
    rules += std::string(finding.text_of("rule")) + " ";
  EXPECT_THAT(rules, HasSubstr("department.task-parts"));
  ask(200, "wangli", "POST", fmt::format("/department-goals/{}/confirmations", goal),
      R"({"part":"project"})");
  ask(200, "wangli", "DELETE", fmt::format("/department-goals/{}/confirmations?part=project", goal));
  ask(409, "chenjie", "PUT", fmt::format("/department-goals/{}/review", goal), R"({"points":[]})");
  ask(200, "chenjie", "GET", fmt::format("/department-goals/{}/review", goal));
  ask(200, "wangli", "GET", fmt::format("/department-goals/{}/difference", goal));
  ask(409, "wangli", "POST", fmt::format("/department-goals/{}/adjustment", goal), R"({"reason":"早了"})");
}

TEST_P(DepartmentGoalsApi, both_forms_print_and_the_department_has_its_workbook) {
  create();
  const auto print = send("wangli", "GET", fmt::format("/department-goals/{}/print", goal));
  EXPECT_EQ(print.status, 200);
  EXPECT_THAT(print.body, HasSubstr("部门整体支出绩效目标申报表"));
  EXPECT_EQ(send("wangli", "GET", fmt::format("/department-goals/{}/print?version=7", goal)).status, 404);
  EXPECT_EQ(send("other", "GET", fmt::format("/department-goals/{}/print", goal)).status, 404);
  EXPECT_THAT(send("wangli", "GET", fmt::format("/department-goals/{}/workbook", goal)).body,
              HasSubstr("PK"));
  const auto project = ask(200, "wangli", "POST", "/goals",
                           fmt::format(R"({{"project_id":"{}","year":2024}})", world.project()));
  const auto sheet = send("wangli", "GET", fmt::format("/goals/{}/print", project.text_of("id")));
  EXPECT_EQ(sheet.status, 200);
  EXPECT_THAT(sheet.body, HasSubstr("项目支出绩效目标申报表"));
}

TEST_P(DepartmentGoalsApi, a_goal_is_taken_apart_and_what_does_not_make_the_whole_is_not_sent) {
  const auto made = ask(200, "wangli", "POST", "/goals",
                        fmt::format(R"({{"project_id":"{}","year":2024}})", world.project()));
  const auto path = fmt::format("/goals/{}/decomposition", made.text_of("id"));
  const auto empty = ask(200, "liufang", "GET", path);
  const std::string tag(empty.text_of("etag"));
  ask(409, "liufang", "POST", path + "/send");
  EXPECT_EQ(send("liufang", "PUT", path, R"({"parts":[]})").status, 428);
  ask(403, "wangli", "PUT", path, R"({"parts":[]})", tag);
  ask(422, "liufang", "PUT", path, R"({"parts":[{"name":""}]})", tag);
  const auto saved = ask(200, "liufang", "PUT", path, R"({"parts":[{"name":"花马池镇","amount":100}]})", tag);
  EXPECT_EQ(saved.find("refusals")->items.at(0).text_of("rule"), "goal.decomposition-money");
  ask(409, "liufang", "PUT", path, R"({"parts":[]})", tag);
  const auto refused = ask(409, "liufang", "POST", path + "/send");
  EXPECT_THAT(std::string(refused.find("errors")->items.at(0).text_of("detail")), HasSubstr("资金"));
  const std::string now(saved.text_of("etag"));
  const auto half = ask(200, "liufang", "PUT", path, R"({"parts":[{"name":"花马池镇"}]})", now);
  EXPECT_TRUE(half.find("refusals")->items.empty());
  EXPECT_EQ(half.find("unfilled")->items.at(0).text_of("rule"), "goal.decomposition-part");
  EXPECT_EQ(half.find("parts")->items.at(0).find("missing")->items.size(), 2U);
  const auto sent = ask(200, "liufang", "POST", path + "/send", R"({"parts":["花马池镇"]})");
  EXPECT_EQ(sent.find("parts")->items.at(0).text_of("why"), "没有填资金、没有承担的指标");
  ask(422, "liufang", "POST", path + "/send", R"({"parts":["没有的镇"]})");
  for (const auto* wrong : {"{", "[]", R"({"part":["花马池镇"]})", R"({"parts":"花马池镇"})",
                            R"({"parts":[]})", R"({"parts":[1]})"})
    ask(400, "liufang", "POST", path + "/send", wrong);
  const auto received = ask(200, "wangli", "GET", "/goals/" + std::string(made.text_of("id")) + "/received");
  EXPECT_TRUE(received.find("parts")->items.empty());
  ask(404, "other", "GET", "/goals/" + std::string(made.text_of("id")) + "/received");
}

}  // namespace
}  // namespace jiheng::testing
