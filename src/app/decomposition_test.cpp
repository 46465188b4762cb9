// A goal that is decomposed to lower places and units, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cases.h"
#include "app/decomposition.h"
#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;

class GoalDecomposition : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};
  std::int64_t receiver_ = 0;

  /// The whole: 387.66 万元, 1200 pupils, rates; and a project of the same school that receives a part.
  GoalFile whole() {
    Project project;
    const auto first = must(store::load<Project>(world_.store())).front();
    project = first;
    project.id = {};
    project.code = "64032324T000000000002";
    project.name = "营养改善计划（小学部分）";
    receiver_ = must(world_.workspace().write({"test", "test"}, {store::fresh_put_of(project)})).ids[0];
    const auto file =
        must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
    world_.fill(file);
    return must(load_goal(world_.workspace(), world_.as("wangli"), file.ref()));
  }
  Result<Decomposition> save(const GoalFile& file, const std::string& parts,
                             const std::string& who = "liufang") {
    const auto now = must(load_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
    return save_decomposition(world_.workspace(), world_.as(who), file.goal.id.value, now.tag(),
                              must(parse_json("{\"parts\":[" + parts + "]}", "body")));
  }
  std::string part(const std::string& name, std::int64_t fen, const std::string& pupils,
                   std::int64_t project = 0, const std::string& rate = "95") const {
    const auto receiver = project == 0 ? std::string("null") : "\"" + std::to_string(project) + "\"";
    return R"({"name":")" + name + R"(","amount":)" + std::to_string(fen) + R"(,"project_id":)" + receiver +
           R"(,"targets":{"受益学生人数":")" + pupils + R"(","供餐营养达标率":")" + rate +
           R"(","供餐资金拨付完成时间":"12月20日前","每生每天补助标准":"5","学生贫血率":"8","学生和家长满意度":"90"}})";
  }
  const DecompositionLine& line(const Decomposition& made, const std::string& name) {
    return *std::ranges::find(made.lines, name, [](const auto& one) { return one.row.name; });
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, GoalDecomposition, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(GoalDecomposition, IsNotTheUnitsToWriteAndEveryFaultOfAPartIsTold) {
  const auto file = whole();
  EXPECT_EQ(save(file, part("花马池镇", 1, "1"), "wangli").error().code, ErrorCode::refused);
  const auto wrong = save(file, R"({"name":"","amount":-5,"targets":{"没有这个指标":"1"}},)" +
                                    part("甲", 1, "1", world_.project()) + "," + part("甲", 1, "1"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().findings.size(), 5U) << to_string(wrong.error());
}

TEST_P(GoalDecomposition, WhatSomebodyElseChangedMeanwhileIsNotOverwritten) {
  const auto file = whole();
  const auto seen = must(load_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  must(save(file, part("花马池镇", 100, "700")));
  const auto late = save_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value,
                                       seen.tag(), must(parse_json(R"({"parts":[]})", "body")));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::conflict);
}

TEST_P(GoalDecomposition, CountsAddUpRatesDoNotAndMoneyIsTheWhole) {
  const auto file = whole();
  const auto short_of = must(save(file, part("花马池镇", 200'000'000, "700", 0, "97") + "," +
                                            part("大水坑镇", 100'000'000, "400", 0, "95")));
  EXPECT_TRUE(line(short_of, "受益学生人数").additive);
  EXPECT_EQ(line(short_of, "受益学生人数").sum, "1100");
  EXPECT_FALSE(line(short_of, "受益学生人数").fits);
  EXPECT_FALSE(line(short_of, "供餐营养达标率").additive);
  EXPECT_TRUE(line(short_of, "供餐营养达标率").fits);
  ASSERT_EQ(short_of.findings.size(), 2U);
  EXPECT_EQ(short_of.findings[0].rule, "goal.decomposition-targets");
  EXPECT_THAT(short_of.findings[0].message, HasSubstr("合计 1100人，总目标 ≥1200人"));
  EXPECT_THAT(short_of.findings[0].hint, HasSubstr("财预〔2015〕163号"));
  EXPECT_EQ(short_of.findings[1].rule, "goal.decomposition-money");
  const auto refused = send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().findings.size(), 2U);

  const auto fits =
      must(save(file, part("花马池镇", 287'660'000, "800") + "," + part("大水坑镇", 100'000'000, "450")));
  EXPECT_THAT(fits.findings, IsEmpty()) << "≥ may be exceeded";
  EXPECT_EQ(fits.parts.size(), 2U);
}

TEST_P(GoalDecomposition, APartThatIsNotCompleteIsNamedWithAllItLacksAndTheOthersAreSent) {
  const auto file = whole();
  const std::string bare =
      R"({"name":"惠安堡镇","targets":{}},{"name":"麻黄山乡","amount":1,"targets":{"受益学生人数":"约八百"}})";
  const auto made = must(save(file, part("花马池镇", 287'660'000, "800") + "," + bare));
  EXPECT_THAT(made.findings, IsEmpty()) << "what is still to come may make up the whole";
  ASSERT_EQ(made.unfilled.size(), 2U);
  EXPECT_EQ(made.unfilled[0].rule, "goal.decomposition-part");
  EXPECT_EQ(made.unfilled[0].where, "/parts/1");
  EXPECT_THAT(made.unfilled[0].message, HasSubstr("惠安堡镇，没有填资金、没有承担的指标"));
  EXPECT_THAT(made.unfilled[0].hint, HasSubstr("财预〔2015〕163号"));
  EXPECT_THAT(made.unfilled[1].message, HasSubstr("“受益学生人数”的指标值“约八百”不是数"));
  const auto sent = must(send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_TRUE(sent[0].sent) << sent[0].why;
  EXPECT_FALSE(sent[1].sent);
  EXPECT_EQ(sent[1].why, "没有填资金、没有承担的指标");
  EXPECT_FALSE(sent[2].sent);
  const auto after = must(load_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  EXPECT_TRUE(after.parts[0].stored.sent_ms);
  EXPECT_FALSE(after.parts[1].stored.sent_ms);
}

TEST_P(GoalDecomposition, WhilePartsAreMissingTheOthersMayNotYetExceedTheWhole) {
  const auto file = whole();
  const std::string bare = R"(,{"name":"惠安堡镇","targets":{}})";
  const auto made = must(save(file, part("花马池镇", 387'660'001, "800") + bare));
  ASSERT_EQ(made.findings.size(), 1U) << "one fen too much";
  EXPECT_THAT(made.findings[0].message, HasSubstr("合计 387.660001 万元，目标资金 387.66 万元"));
  EXPECT_EQ(made.findings[0].rule, "goal.decomposition-money");
  EXPECT_FALSE(send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  EXPECT_THAT(must(save(file, part("花马池镇", 387'660'000, "800") + bare)).findings, IsEmpty());
}

TEST_P(GoalDecomposition, OnePartIsSentByItselfAndWhatIsChangedHasToBeSentAgain) {
  const auto file = whole();
  const auto parts = [&](const std::string& pupils) {
    return part("花马池镇", 287'660'000, pupils) + "," + part("大水坑镇", 100'000'000, "450");
  };
  must(save(file, parts("800")));
  const auto send = [&](const std::vector<std::string>& names) {
    return send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value, names);
  };
  const auto unknown = send({"花马池镇", "没有的镇"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::invalid);
  EXPECT_EQ(unknown.error().findings.at(0).where, "/parts/1");
  ASSERT_EQ(must(send({"花马池镇"})).size(), 1U);
  auto now = must(load_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  EXPECT_TRUE(now.parts[0].stored.sent_ms);
  EXPECT_FALSE(now.parts[1].stored.sent_ms);
  now = must(save(file, parts("800")));
  EXPECT_TRUE(now.parts[0].stored.sent_ms) << "nothing was changed";
  now = must(save(file, parts("810")));
  EXPECT_FALSE(now.parts[0].stored.sent_ms);
}

TEST_P(GoalDecomposition, TheMoneyArrivesWithThePartAndOnlyWhatWasSent) {
  const auto file = whole();
  must(
      save(file, part("小学部分", 287'660'000, "800", receiver_) + "," + part("县本级", 100'000'000, "400")));
  const auto started =
      must(start_goal(world_.workspace(), world_.as("wangli"), receiver_, world_.year())).file;
  const auto received = [&](const std::string& who) {
    return received_parts(world_.workspace(), world_.as(who), started.goal.id.value);
  };
  EXPECT_THAT(must(received("wangli")), IsEmpty()) << "saved is not sent";
  EXPECT_EQ(received("other").error().code, ErrorCode::not_found);
  must(send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  const auto got = must(received("zhaomin"));
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].amount, Money::from_fen(287'660'000));
  EXPECT_EQ(got[0].title, "义务教育学生营养改善计划");
  EXPECT_EQ(got[0].unit_name, "盐池县第一小学");
  EXPECT_EQ(got[0].name, "小学部分");
  EXPECT_EQ(got[0].sent_by, "刘芳");
  EXPECT_THAT(must(received_parts(world_.workspace(), world_.as("wangli"), file.goal.id.value)), IsEmpty())
      << "the goal that was taken apart received nothing";
}

TEST_P(GoalDecomposition, SentDownEachPartIsFixedRowsWithFixedTargetsOfTheReceivingGoal) {
  const auto file = whole();
  must(save(file, part("小学部分", 287'660'000, "800", receiver_, "96") + "," +
                      part("县本级", 100'000'000, "400")));
  // The receiving goal is not there yet: it is begun.
  const auto sent = must(send_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  ASSERT_EQ(sent.size(), 2U);
  for (const auto& one : sent) EXPECT_TRUE(one.sent) << one.name << one.why;
  store::Query query;
  query.where.push_back({"project_id", {Value{receiver_}}});
  const auto goals = must(store::load<Goal>(world_.store(), query));
  ASSERT_EQ(goals.size(), 1U);
  const auto received = must(load_goal(world_.workspace(), world_.as("wangli"), goals[0].id.value));
  const auto row = std::ranges::find(received.form.rows, "供餐营养达标率", &GoalRow::name);
  ASSERT_NE(row, received.form.rows.end());
  EXPECT_EQ(row->target, "96");
  EXPECT_EQ(row->fixed_by, "教育体育局");
  EXPECT_TRUE(row->fixed_target);
  const auto own =
      save_section(world_.workspace(), world_.as("wangli"), received.ref(), "indicators",
                   section_tag(received.form, "indicators"), must(parse_json(R"({"rows":[]})", "body")));
  EXPECT_FALSE(own) << "what was sent down stays";
  const auto again = must(load_decomposition(world_.workspace(), world_.as("liufang"), file.goal.id.value));
  EXPECT_TRUE(again.parts[0].stored.sent_ms.has_value());
  EXPECT_EQ(again.parts[0].project_name, "营养改善计划（小学部分）");
}

TEST_P(GoalDecomposition, AnAdditiveMethodAddsUpWhateverTheLevel) {
  auto file = whole();
  auto rows = section_json(file.form, "indicators");
  const auto at = rows.find("\"method\":\"\"", rows.find("学生贫血率"));
  rows.replace(at, 11, "\"method\":\"各地合计\"");
  must(save_section(world_.workspace(), world_.as("wangli"), file.ref(), "indicators",
                    section_tag(file.form, "indicators"), must(parse_json(rows, "body"))));
  const auto made =
      must(save(file, part("花马池镇", 287'660'000, "800") + "," + part("大水坑镇", 100'000'000, "450")));
  EXPECT_TRUE(line(made, "学生贫血率").additive);
  EXPECT_FALSE(line(made, "学生贫血率").fits) << "8 and 8 are more than ≤8";
}

}  // namespace
}  // namespace jiheng::app
