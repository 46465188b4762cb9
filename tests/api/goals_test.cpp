// A declaration on its way through the API, as people of several roles, on both databases: what is refused is
// seen once each, and every answer is what the description says.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "api/world_api.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;

constexpr const char* kTexts =
    R"({"fields":{"text":"2024年为全县1200名农村义务教育学生每人每天提供一份热餐，全年供餐200天，营养达标率不低于95%，学生和家长满意度不低于90%。",
    "basis":"关于深入实施农村义务教育学生营养改善计划的意见","necessity":"营养监测显示达标率偏低。","plan":"3月完成招标，4月起供餐，12月结算。"}})";
constexpr const char* kMoney =
    R"({"fields":{"lines":[{"fund_type":"11","fund_tag":"none","amount":387660000}],"period_total":387660000}})";
constexpr const char* kIndicators = R"({"rows":[
  {"id":null,"level1":"产出指标","level2":"数量指标","name":"受益学生人数","op":">=","target":"1200","unit":"人","weight":15,"core":true},
  {"id":null,"level1":"产出指标","level2":"质量指标","name":"供餐营养达标率","op":">=","target":"95","unit":"%","weight":15},
  {"id":null,"level1":"产出指标","level2":"时效指标","name":"供餐资金拨付完成时间","op":"<=","target":"12月20日前","unit":"","weight":10},
  {"id":null,"level1":"产出指标","level2":"成本指标","name":"每生每天补助标准","op":"<=","target":"5","unit":"元","weight":10},
  {"id":null,"level1":"效益指标","level2":"社会效益指标","name":"学生贫血率","op":"<=","target":"8","unit":"%","weight":30},
  {"id":null,"level1":"满意度指标","level2":"服务对象满意度指标","name":"学生和家长满意度","op":">=","target":"90","unit":"%","weight":10}]})";

class GoalsApi : public WorldApi {
 protected:
  std::string goal;
  std::string work_case;
  bool goal_needs_assessment = true;

  void create() {
    const auto made = ask(200, "wangli", "POST", "/goals",
                          fmt::format(R"({{"project_id":"{}","year":2024}})", world.project()));
    goal = made.text_of("id");
    work_case = made.text_of("case");
  }

  std::string tag(const std::string& section) {
    const auto form = ask(200, "wangli", "GET", "/goals/" + goal);
    return std::string(form.find("sections")->find(section)->text_of("etag"));
  }
  Node save(int status, const std::string& who, const std::string& section, const std::string& body) {
    return ask(status, who, "PATCH", fmt::format("/goals/{}/sections/{}", goal, section), body, tag(section));
  }
  void fill() {
    save(200, "wangli", "header",
         R"({"fields":{"leader":"王丽","phone":"0953-6012345","project_period":"2024年1月—2024年12月"}})");
    save(200, "zhaomin", "money", kMoney);
    save(200, "wangli", "text", kTexts);
    save(200, "wangli", "indicators", kIndicators);
  }
  Node confirm(int status, const std::string& who, const std::string& part) {
    return ask(status, who, "POST", fmt::format("/goals/{}/confirmations", goal),
               fmt::format(R"({{"part":"{}"}})", part));
  }
  void confirm_both() {
    confirm(200, "zhaomin", "finance");
    confirm(200, "wangli", "project");
  }
  Node step(int status, const std::string& who, const std::string& body) {
    return ask(status, who, "POST", fmt::format("/cases/{}/steps", work_case), body);
  }
  void score(const std::string& share) {
    const auto sheet = ask(200, "chenjie", "GET", fmt::format("/goals/{}/review", goal));
    std::string points;
    for (const auto& group : sheet.find("groups")->items) {
      for (const auto& point : group.find("points")->items)
        points += fmt::format(R"({}{{"id":"{}","score":{}}})", points.empty() ? "" : ",", point.text_of("id"),
                              share == "full" ? point.text_of("full") : std::string_view("1"));
    }
    ask(200, "chenjie", "PUT", fmt::format("/goals/{}/review", goal),
        fmt::format(R"({{"points":[{}]}})", points));
  }
  void to_finance() {
    if (goal_needs_assessment) world.assess();
    goal_needs_assessment = false;
    step(200, "wangli", R"({"action":"submit","expect_state":"drafting"})");
    step(200, "sunlei", R"({"action":"pass"})");
    step(200, "liufang", R"({"action":"pass"})");
  }
  /// Somebody of the budget section becomes a performance officer too; his id.
  std::string second_officer() {
    RoleGrant grant;
    grant.region = world.as("lixue").viewer().place;
    grant.user_id = world.as("lixue").viewer().user;
    grant.role = Role::performance_officer;
    grant.since = app::GoalWorld::day("2023-01-01");
    must(world.workspace().write({"test", "test"}, {store::put_of(grant)}));
    return std::to_string(grant.user_id.value);
  }
  std::int64_t count(const std::string& who, const std::string& tab) {
    const auto list = ask(200, who, "GET", "/worklist?tab=" + tab);
    return std::stoll(std::string(list.find("counts")->text_of(tab)));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, GoalsApi, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(GoalsApi,
       walks_from_two_hands_over_department_and_a_return_with_reasons_to_the_approval_with_the_budget) {
  create();
  fill();
  confirm_both();
  to_finance();
  EXPECT_EQ(count("chenjie", "mine"), 1);
  EXPECT_EQ(count("wangli", "waiting"), 1);

  const auto returned = step(200, "chenjie",
                             R"({"action":"return","to":"returned","opinion":"请补写供餐标准",
                             "reasons":[{"code":"missing-quality","field":"indicators/1/target"}],"expect_state":"finance_review"})");
  EXPECT_EQ(returned.text_of("state"), "returned");
  EXPECT_EQ(count("wangli", "returned"), 1);
  const auto list = send("wangli", "GET", "/worklist?tab=returned");
  EXPECT_THAT(list.body, HasSubstr("退回：缺质量指标；请补写供餐标准"));

  save(200, "wangli", "text", R"({"fields":{"plan":"3月完成招标，4月起按带量食谱供餐，12月结算。"}})");
  confirm(200, "wangli", "project");
  step(200, "wangli", R"({"action":"submit","expect_state":"returned"})");
  step(200, "sunlei", R"({"action":"pass"})");
  step(200, "liufang", R"({"action":"pass"})");
  const auto again = ask(200, "chenjie", "GET", "/cases/" + work_case);
  ASSERT_EQ(again.find("changes_since_last_look")->items.size(), 1U);
  EXPECT_EQ(again.find("changes_since_last_look")->items[0].text_of("field"), "text.plan");
  EXPECT_EQ(again.find("steps")->items.size(), 7U);

  score("full");
  step(200, "chenjie", R"({"action":"pass"})");
  step(200, "majun", R"({"action":"finalize"})");
  step(422, "majun", R"({"action":"unfinalize"})");
  step(200, "majun", R"({"action":"unfinalize","opinion":"再看一下金额"})");
  step(200, "majun", R"({"action":"finalize"})");
  step(409, "chenjie", R"({"action":"approve"})");
  ask(422, "chenjie", "POST", "/approvals",
      R"({"goals":[],"document_number":" ","approved_on":"2024-01-20"})");
  ask(403, "wangli", "POST", "/approvals",
      R"({"goals":[],"document_number":"x","approved_on":"2024-01-20"})");
  const auto act = ask(
      200, "chenjie", "POST", "/approvals",
      fmt::format(R"({{"goals":["{}"],"document_number":"盐财预〔2024〕5号","approved_on":"2024-01-20"}})",
                  goal));
  ASSERT_EQ(act.find("approved")->items.size(), 1U);
  const auto approval = ask(200, "wangli", "GET", fmt::format("/approvals/{}", act.text_of("id")));
  EXPECT_EQ(approval.find("goals")->items[0].text_of("amount"), "387660000");
  const auto print = send("chenjie", "GET", fmt::format("/approvals/{}/print", act.text_of("id")));
  EXPECT_EQ(print.status, 200);
  EXPECT_THAT(print.body, HasSubstr("盐财预〔2024〕5号"));
  ask(404, "other", "GET", fmt::format("/approvals/{}", act.text_of("id")));

  const auto form = ask(200, "wangli", "GET", "/goals/" + goal);
  EXPECT_EQ(form.text_of("state"), "approved");
  EXPECT_EQ(form.find("versions")->items.back().text_of("approval"), act.text_of("id"));
  EXPECT_TRUE(form.find("versions")->items.front().find("approval")->is_null());
  EXPECT_THAT(std::string(form.text_of("read_only_why")), HasSubstr("已批复"));
  const auto difference = ask(200, "wangli", "GET", fmt::format("/goals/{}/difference?from=1&to=2", goal));
  ASSERT_EQ(difference.find("changes")->items.size(), 1U);
  EXPECT_EQ(difference.find("changes")->items[0].text_of("label"), "实施计划");
}

TEST_P(GoalsApi, two_people_in_one_form_see_what_the_other_saved_and_nobody_overwrites) {
  create();
  const auto old = tag("text");
  EXPECT_EQ(send("wangli", "PATCH", fmt::format("/goals/{}/sections/text", goal), kTexts).status, 428);
  save(200, "wangli", "text", kTexts);
  const auto stale = ask(412, "zhengyi", "PATCH", fmt::format("/goals/{}/sections/text", goal),
                         R"({"fields":{"plan":"别的"}})", old);
  EXPECT_THAT(std::string(stale.find("current")->find("fields")->text_of("plan")), HasSubstr("招标"));
  EXPECT_EQ(stale.text_of("changed_by"), "王丽");
  EXPECT_NE(stale.find("current")->text_of("etag"), old);
  const auto form = ask(200, "zhengyi", "GET", "/goals/" + goal);
  ASSERT_EQ(form.find("presence")->items.size(), 1U);
  EXPECT_EQ(form.find("presence")->items[0].text_of("name"), "王丽");
  save(200, "zhaomin", "money", kMoney);  // the other hand's section is not in the way
}

TEST_P(GoalsApi, each_hand_writes_its_own_part_and_is_told_whose_the_other_is) {
  create();
  EXPECT_THAT(std::string(save(403, "wangli", "money", kMoney).text_of("detail")), HasSubstr("单位财务"));
  EXPECT_THAT(std::string(save(403, "zhaomin", "text", kTexts).text_of("detail")), HasSubstr("单位项目经办"));
  save(403, "chenjie", "text", kTexts);
  confirm(403, "zhaomin", "project");
  confirm(422, "wangli", "both");
  ask(404, "other", "GET", "/goals/" + goal);
  const auto form = ask(200, "zhaomin", "GET", "/goals/" + goal);
  EXPECT_EQ(form.find("writable")->items.size(), 4U);
  ask(409, "wangli", "POST", "/goals", fmt::format(R"({{"project_id":"{}","year":2024}})", world.project()));
}

TEST_P(GoalsApi, a_confirmation_falls_when_its_part_changes_and_can_be_taken_back) {
  create();
  fill();
  confirm_both();
  const auto saved = save(200, "wangli", "text", R"({"fields":{"plan":"改了"}})");
  EXPECT_TRUE(saved.find("confirmed")->find("project")->is_null());
  EXPECT_FALSE(saved.find("confirmed")->find("finance")->is_null());
  confirm(200, "wangli", "project");
  const auto back = ask(200, "zhaomin", "DELETE", fmt::format("/goals/{}/confirmations?part=finance", goal));
  EXPECT_TRUE(back.find("confirmed")->find("finance")->is_null());
}

TEST_P(GoalsApi, every_refusal_of_a_step_names_rule_and_remedy) {
  create();
  const auto early = ask(200, "wangli", "GET", "/cases/" + work_case);
  const auto& submit = early.find("actions")->items.at(0);
  EXPECT_EQ(submit.text_of("allowed"), "false");
  std::vector<std::string> rules;
  for (const auto& refusal : submit.find("refusals")->items) {
    rules.emplace_back(refusal.text_of("rule"));
    EXPECT_FALSE(refusal.text_of("remedy").empty());
    EXPECT_FALSE(refusal.text_of("clause").empty());
  }
  EXPECT_THAT(rules, ::testing::IsSupersetOf({"process.goal.both_confirmed", "process.goal.has_money"}));
  const auto refused = step(409, "wangli", R"({"action":"submit"})");
  EXPECT_GE(refused.find("errors")->items.size(), 2U);
  EXPECT_FALSE(refused.find("errors")->items[0].text_of("hint").empty());

  fill();
  confirm_both();
  step(403, "chenjie", R"({"action":"submit"})");
  step(409, "wangli", R"({"action":"submit","expect_state":"returned"})");
  step(409, "wangli", R"({"action":"finalize"})");
  step(200, "wangli", R"({"action":"submit"})");
  save(409, "wangli", "text", kTexts);
  step(422, "sunlei", R"({"action":"return","to":"returned"})");
  step(422, "sunlei", R"({"action":"return","to":"returned","reasons":[{"code":"other"}]})");
  step(422, "sunlei", R"({"action":"return","to":"approved","reasons":[{"code":"vague"}]})");
  step(422, "sunlei", R"({"action":"pass","colour":"red"})");
  step(200, "sunlei", R"({"action":"pass"})");
  step(200, "liufang", R"({"action":"pass"})");
  EXPECT_THAT(std::string(step(409, "chenjie", R"({"action":"pass"})").text_of("detail")),
              HasSubstr("打分表"));
  score("poor");
  EXPECT_THAT(std::string(step(409, "chenjie", R"({"action":"pass"})").text_of("detail")),
              HasSubstr("中或差"));
  ask(422, "chenjie", "PUT", fmt::format("/goals/{}/review", goal),
      R"({"points":[{"id":"completeness.form","score":99},{"id":"beauty","score":1}]})");
  ask(403, "wangli", "PUT", fmt::format("/goals/{}/review", goal), R"({"points":[]})");
}

TEST_P(GoalsApi, what_was_sent_is_withdrawn_until_the_next_has_opened_it) {
  create();
  fill();
  confirm_both();
  step(200, "wangli", R"({"action":"submit"})");
  step(200, "wangli", R"({"action":"withdraw"})");
  step(200, "wangli", R"({"action":"submit"})");
  // Fetching is not opening: a list that reads ahead must not take the way back from anybody.
  EXPECT_EQ(ask(200, "sunlei", "GET", "/cases/" + work_case).text_of("to_open"), "true");
  step(200, "wangli", R"({"action":"withdraw"})");
  step(200, "wangli", R"({"action":"submit"})");
  const auto open = "/cases/" + work_case + "/opened";
  for (const auto* not_waited_for : {"wangli", "liufang"}) {
    const auto seen = ask(200, not_waited_for, "POST", open);
    EXPECT_EQ(seen.text_of("to_open"), "false") << not_waited_for;
  }
  ask(404, "other", "POST", open);
  step(200, "wangli", R"({"action":"withdraw"})");
  step(200, "wangli", R"({"action":"submit"})");
  EXPECT_EQ(ask(200, "sunlei", "POST", open).text_of("to_open"), "false");
  EXPECT_THAT(std::string(step(409, "wangli", R"({"action":"withdraw"})").text_of("detail")),
              HasSubstr("已经打开"));
}

TEST_P(GoalsApi, the_budget_section_is_asked_for_its_opinion_and_a_case_is_handed_on) {
  create();
  fill();
  confirm_both();
  to_finance();
  score("full");
  step(200, "chenjie", R"({"action":"countersign","opinion":"请看金额"})");
  EXPECT_EQ(count("lixue", "mine"), 1);
  EXPECT_THAT(std::string(step(409, "chenjie", R"({"action":"pass"})").text_of("detail")),
              HasSubstr("会签意见还没有回来"));
  step(200, "lixue", R"({"action":"countersigned","opinion":"金额无误"})");
  step(422, "chenjie", R"({"action":"reassign"})");
  const auto people = "/cases/" + work_case + "/assignees";
  ask(403, "wangli", "GET", people);
  ask(404, "other", "GET", people);
  EXPECT_EQ(ask(200, "chenjie", "GET", people).find("rows")->items.size(), 0U) << "nobody else has the role";
  const auto officer = second_officer();
  step(422, "chenjie", R"({"action":"reassign","to":"12345"})");
  const auto offered = ask(200, "chenjie", "GET", people);
  ASSERT_EQ(offered.find("rows")->items.size(), 1U);
  EXPECT_EQ(offered.find("rows")->items[0].text_of("id"), officer);
  const auto handed = step(200, "chenjie", fmt::format(R"({{"action":"reassign","to":"{}"}})", officer));
  EXPECT_EQ(count("chenjie", "mine"), 0);
  EXPECT_EQ(handed.text_of("state"), "finance_review");
  EXPECT_THAT(std::string(step(409, "chenjie", R"({"action":"pass"})").text_of("detail")),
              HasSubstr("转给别人"));
}

TEST_P(GoalsApi, many_are_sent_back_with_one_opinion_and_the_rest_say_why_not) {
  create();
  fill();
  confirm_both();
  to_finance();
  const auto result =
      ask(200, "chenjie", "POST", "/cases/steps",
          fmt::format(R"({{"cases":["{}","99"],"action":"return","to":"returned","opinion":"统一重报",
                          "reasons":[{{"code":"wrong-form"}}]}})",
                      work_case));
  EXPECT_EQ(result.find("done")->items.size(), 1U);
  ASSERT_EQ(result.find("refused")->items.size(), 1U);
  EXPECT_EQ(result.find("refused")->items[0].text_of("case"), "99");
  ask(422, "chenjie", "POST", "/cases/steps", R"({"cases":[],"action":"pass"})");
  const auto next = ask(200, "wangli", "GET", fmt::format("/cases/{}/next?tab=mine", work_case));
  EXPECT_TRUE(next.find("case")->is_null());
}

TEST_P(GoalsApi, an_adjustment_goes_the_same_way_and_shows_what_it_changes) {
  create();
  fill();
  confirm_both();
  to_finance();
  score("full");
  step(200, "chenjie", R"({"action":"pass"})");
  step(200, "majun", R"({"action":"finalize"})");
  ask(200, "chenjie", "POST", "/approvals",
      fmt::format(R"({{"goals":["{}"],"document_number":"盐财预〔2024〕5号","approved_on":"2024-01-20"}})",
                  goal));
  ask(422, "wangli", "POST", fmt::format("/goals/{}/adjustment", goal), R"({})");
  const auto adjusting =
      ask(200, "wangli", "POST", fmt::format("/goals/{}/adjustment", goal), R"({"reason":"人数增加"})");
  EXPECT_EQ(adjusting.find("version")->text_of("kind"), "adjusting");
  save(200, "wangli", "text", R"({"fields":{"plan":"增加两所学校"}})");
  const auto difference = ask(200, "chenjie", "GET", fmt::format("/goals/{}/difference?from=2", goal));
  EXPECT_EQ(difference.find("changes")->items.size(), 1U);
  step(200, "wangli", R"({"action":"abandon","opinion":"不调了"})");
  EXPECT_EQ(ask(200, "wangli", "GET", "/goals/" + goal).text_of("state"), "approved");
}

TEST_P(GoalsApi, an_approval_that_the_budget_forbids_leaves_the_goal_where_it_was) {
  goal_needs_assessment = false;  // a new project of this size has to have one
  create();
  fill();
  confirm_both();
  to_finance();
  score("full");
  step(200, "chenjie", R"({"action":"pass"})");
  step(200, "majun", R"({"action":"finalize"})");
  const auto act = ask(
      200, "chenjie", "POST", "/approvals",
      fmt::format(R"({{"goals":["{}"],"document_number":"盐财预〔2024〕5号","approved_on":"2024-01-20"}})",
                  goal));
  EXPECT_TRUE(act.find("id")->is_null());
  ASSERT_EQ(act.find("refused")->items.size(), 1U);
  EXPECT_THAT(std::string(act.find("refused")->items[0].text_of("detail")), HasSubstr("年初预算"));
  EXPECT_EQ(ask(200, "wangli", "GET", "/goals/" + goal).text_of("state"), "finalized");
}

TEST_P(GoalsApi, core_indicators_that_were_sent_down_cannot_be_changed_or_dropped) {
  create();
  fill();
  const auto order = ask(
      200, "liufang", "POST", "/indicator-orders",
      R"({"year":"2024","filter":{"sector":"教育"},"rows":[{"level1":"产出指标","level2":"数量指标","name":"受益学生人数","op":">=","target":"1300","unit":"人","weight":15}]})");
  EXPECT_EQ(order.find("goals")->items.size(), 1U);
  ask(403, "wangli", "POST", "/indicator-orders", R"({"rows":[]})");
  ask(422, "liufang", "POST", "/indicator-orders", R"({"rows":[]})");
  const auto form = ask(200, "wangli", "GET", "/goals/" + goal);
  const auto& row = form.find("sections")->find("indicators")->find("rows")->items.at(0);
  EXPECT_EQ(row.text_of("fixed"), "true");
  EXPECT_EQ(row.text_of("fixed_by"), "教育体育局");
  EXPECT_EQ(row.text_of("target"), "1300");
  const auto id = std::string(row.text_of("id"));
  const auto changed =
      save(422, "wangli", "indicators", fmt::format(R"({{"rows":[{{"id":"{}","target":"900"}}]}})", id));
  EXPECT_EQ(changed.find("errors")->items[0].text_of("pointer"), "/rows/0/target");
  EXPECT_THAT(
      std::string(
          save(422, "wangli", "indicators", R"({"rows":[]})").find("errors")->items[0].text_of("detail")),
      HasSubstr("下达的指标，不能删"));
}

TEST_P(GoalsApi, what_is_typed_is_checked_without_being_stored) {
  create();
  fill();
  const auto typed = ask(200, "wangli", "POST", "/goals/lint",
                         fmt::format(R"({{"goal":"{}","sections":{{"indicators":{{"rows":[
                         {{"id":null,"level1":"效益指标","level2":"社会效益指标","name":"社会影响","op":"qualitative","target":"效果明显","weight":30}}]}}}}}})",
                                     goal));
  EXPECT_EQ(typed.text_of("weight_total"), "30");
  bool vague = false;
  for (const auto& finding : typed.find("findings")->items)
    vague = vague || finding.text_of("field") == "indicators/0/target";
  EXPECT_TRUE(vague);
  EXPECT_EQ(ask(200, "wangli", "GET", "/goals/" + goal)
                .find("sections")
                ->find("indicators")
                ->find("rows")
                ->items.size(),
            6U);
}

TEST_P(GoalsApi, lists_say_who_still_owes_and_what_became_of_the_rest) {
  create();
  const auto missing = ask(200, "chenjie", "GET", "/worklist/missing");
  EXPECT_THAT(std::string(missing.text_of("text")),
              HasSubstr("还有 1 个单位 1 份没有送审（期限 2023年11月15日）"));
  EXPECT_THAT(std::string(missing.text_of("text")),
              HasSubstr("盐池县第一小学（1 份）：义务教育学生营养改善计划"));
  const auto departments = ask(200, "chenjie", "GET", "/worklist/missing?process=process.department-goal");
  EXPECT_EQ(departments.find("units")->items.size(), 2U) << "nobody has begun";
  ask(404, "chenjie", "GET", "/worklist/missing?process=process.nothing");
  const auto radar = ask(200, "chenjie", "GET", "/worklist/radar");
  EXPECT_EQ(radar.find("never_updated")->items.size(), 1U);
  ASSERT_EQ(radar.find("not_begun")->items.size(), 2U);
  EXPECT_EQ(radar.find("not_begun")->items[0].text_of("kind"), "department");
  const auto goals = ask(200, "chenjie", "GET", "/goals?year=2024&state=drafting&unit=219&q=营养");
  EXPECT_EQ(goals.text_of("total"), "1");
  EXPECT_TRUE(goals.find("rows")->items[0].find("amount")->is_null()) << "not filled in is not zero";
  EXPECT_EQ(ask(200, "chenjie", "GET", "/goals?year=2024&state=approved").text_of("total"), "0");
  EXPECT_EQ(ask(200, "other", "GET", "/goals?year=2024").text_of("total"), "0");
  ask(400, "chenjie", "GET", "/worklist?tab=later");
}

}  // namespace
}  // namespace jiheng::testing
