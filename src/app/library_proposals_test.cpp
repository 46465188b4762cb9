#include "app/library_proposals.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/goals_test_world.h"
#include "app/library.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::HasSubstr;
using testing::must;

class LibraryLife : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world{GetParam()};

  static Node body(const std::string& text) { return must(parse_json(text, "body")); }
  static std::string entry(const std::string& name, const std::string& target = "1200") {
    return fmt::format(
        R"({{"name":"{}","level":"数量","sector":"教育","op":">=","target":"{}","unit":"人次","explanation":"全年实际开展的人次"}})",
        name, target);
  }
  Result<ProposalCard> propose(const std::string& who, const std::string& text) {
    return propose_entry(world.workspace(), world.as(who), body(text));
  }
  ProposalCard proposed(const std::string& name) {
    return must(propose("wangli", R"({"kind":"add","entry":)" + entry(name) + R"(,"reason":"库里没有"})"));
  }
  Result<ProposalCard> decide(const std::string& who, const ProposalCard& card, const std::string& text) {
    return decide_proposal(world.workspace(), world.as(who), card.proposal.id.value, body(text));
  }
  std::shared_ptr<const engine::LibraryIndex> library() {
    return must(open_library(world.workspace(), Region::parse("640323").value(),
                             beijing_date(world.clock().now_ms())));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, LibraryLife, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(LibraryLife, TellsEverythingThatIsWrongWithAProposalAtOnce) {
  const auto refused = propose("wangli", R"({"kind":"add","reason":"",
      "entry":{"name":"","level":"规模","sector":"航天","op":"约","target":"若干","explanation":"x"}})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  std::vector<std::string> where;
  for (const auto& finding : refused.error().findings) where.push_back(finding.where);
  EXPECT_THAT(where, ::testing::UnorderedElementsAre("/reason", "/entry/name", "/entry/level", "/entry/op",
                                                     "/entry/sector"));
  const auto target =
      propose("wangli", R"({"kind":"add","reason":"缺","entry":)" + entry("研学实践人次", "若干") + "}");
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().findings.at(0).where, "/entry/target");
  EXPECT_FALSE(propose("wangli", R"({"kind":"change","code":"nothing-1","reason":"缺"})"));
}

TEST_P(LibraryLife, RefusesWhatTheLibraryHasAlreadyAndWhatIsProposedAlready) {
  const auto known =
      propose("wangli", R"({"kind":"add","reason":"缺","entry":)" + entry("受益学生人数") + "}");
  ASSERT_FALSE(known);
  EXPECT_EQ(known.error().code, ErrorCode::conflict);
  EXPECT_THAT(known.error().message, HasSubstr("education-02"));
  proposed("研学实践人次");
  const auto again =
      propose("zhengyi", R"({"kind":"add","reason":"缺","entry":)" + entry("研学实践人次") + "}");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::conflict);
}

TEST_P(LibraryLife, AnAdoptedEntryIsFoundAndSuggestedAtOnceAndItsVersionsStay) {
  const auto before = library();
  const auto card = proposed("沙漠研学营地接待人次");
  EXPECT_TRUE(library()->search("沙漠研学", {}, 5).empty() ||
              library()->search("沙漠研学", {}, 5).front().partial);
  const auto adopted = must(decide("chenjie", card, R"({"decision":"adopt"})"));
  EXPECT_EQ(adopted.proposal.state, ProposalState::adopted);
  ASSERT_EQ(adopted.proposal.code, "county-001");
  const auto hits = library()->search("沙漠研学", {}, 5);
  ASSERT_FALSE(hits.empty());
  EXPECT_FALSE(hits.front().partial);
  EXPECT_EQ(library()->entry(hits.front().entry).code, "county-001");
  EXPECT_EQ(library()->entry(hits.front().entry).old.level2, "数量指标")
      << "defaults as of the law's entries";
  bool suggested = false;
  for (const auto& one : library()->suggest({"中小学沙漠研学营地", "", "", "教育", {}}, 10))
    suggested = suggested || library()->entry(one.entry).code == "county-001";
  EXPECT_TRUE(suggested);
  EXPECT_EQ(before->find("county-001"), nullptr) << "what somebody holds does not change";

  const auto change =
      must(propose("wangli", R"({"kind":"change","code":"county-001","reason":"目标提高","entry":)" +
                                 entry("沙漠研学营地接待人次", "2000") + "}"));
  must(decide("chenjie", change, R"({"decision":"adopt","reason":"同意"})"));
  EXPECT_EQ(library()->find("county-001")->target, "2000");
  const auto retire = must(propose("wangli", R"({"kind":"retire","code":"county-001","reason":"没有人用"})"));
  must(decide("chenjie", retire, R"({"decision":"adopt"})"));
  EXPECT_EQ(library()->find("county-001"), nullptr);
  const auto versions = must(entry_versions(world.store(), Region::parse("640323").value(), "county-001"));
  ASSERT_EQ(versions.size(), 3U);
  EXPECT_THAT(versions[0].content, HasSubstr("1200"));
  EXPECT_THAT(versions[1].content, HasSubstr("2000"));
  EXPECT_THAT(versions[2].content, HasSubstr("retired"));
}

TEST_P(LibraryLife, AChangeOfANationalEntryHoldsInTheCountyAlone) {
  const auto card =
      must(propose("wangli", R"({"kind":"change","code":"education-02","reason":"本县叫法不同","entry":)" +
                                 entry("受益中小学生人数", "900") + "}"));
  must(decide("chenjie", card, R"({"decision":"adopt"})"));
  EXPECT_EQ(library()->find("education-02")->name, "受益中小学生人数");
  const auto elsewhere = must(
      open_library(world.workspace(), Region::parse("640324").value(), beijing_date(world.clock().now_ms())));
  EXPECT_EQ(elsewhere->find("education-02")->name, "受益学生人数");
}

TEST_P(LibraryLife, RefusalAndMergerNeedAReasonAndAreDecidedOnce) {
  const auto card = proposed("研学实践人次");
  EXPECT_EQ(decide("wangli", card, R"({"decision":"adopt"})").error().code, ErrorCode::refused);
  EXPECT_EQ(decide("other", card, R"({"decision":"adopt"})").error().code, ErrorCode::not_found);
  EXPECT_EQ(decide("chenjie", card, R"({"decision":"refuse"})").error().findings.at(0).where, "/reason");
  EXPECT_EQ(decide("chenjie", card, R"({"decision":"merge","reason":"有了","code":"none-1"})")
                .error()
                .findings.at(0)
                .where,
            "/code");
  const auto merged = must(
      decide("chenjie", card, R"({"decision":"merge","reason":"说的是同一件事","code":"education-02"})"));
  EXPECT_EQ(merged.proposal.state, ProposalState::merged);
  EXPECT_EQ(merged.proposal.merged_into, "education-02");
  EXPECT_EQ(decide("chenjie", card, R"({"decision":"adopt"})").error().code, ErrorCode::conflict);
}

TEST_P(LibraryLife, FinanceMayTakeABetterTextThanWasProposed) {
  const auto card = proposed("研学人次");
  const auto adopted = must(
      decide("chenjie", card,
             R"({"decision":"adopt","reason":"名称写全","entry":)" + entry("中小学生研学实践人次") + "}"));
  EXPECT_EQ(adopted.proposal.name, "中小学生研学实践人次");
  EXPECT_EQ(library()->find("county-001")->name, "中小学生研学实践人次");
}

TEST_P(LibraryLife, UnitsSeeTheirOwnProposalsAndOnlyTheProposerTakesOneBack) {
  const auto card = proposed("研学实践人次");
  const auto seen = [&](const std::string& who) {
    return must(list_proposals(world.workspace(), world.as(who), {})).total;
  };
  EXPECT_EQ(seen("wangli"), 1);
  EXPECT_EQ(seen("liufang"), 1) << "its department";
  EXPECT_EQ(seen("chenjie"), 1);
  EXPECT_EQ(seen("other"), 0);
  const auto id = card.proposal.id.value;
  EXPECT_EQ(withdraw_proposal(world.workspace(), world.as("other"), id).error().code, ErrorCode::not_found);
  EXPECT_EQ(withdraw_proposal(world.workspace(), world.as("zhengyi"), id).error().code, ErrorCode::refused);
  must(withdraw_proposal(world.workspace(), world.as("wangli"), id));
  EXPECT_EQ(withdraw_proposal(world.workspace(), world.as("wangli"), id).error().code, ErrorCode::conflict);
}

}  // namespace
}  // namespace jiheng::app
