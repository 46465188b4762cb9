// Whoever had a hand in a form does not review it, in whatever role and in whosever name, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/cases.h"
#include "app/goals_test_world.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using testing::must;

class CaseHands : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world_{GetParam()};

  /// Filled in and confirmed by 王丽 and 赵敏, sent in by 王丽.
  GoalFile sent() {
    auto file =
        must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
    world_.fill(file);
    must(confirm_part(world_.workspace(), world_.as("zhaomin"), file.goal.id.value, "finance", true));
    must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
    return must(step(file, world_.as("wangli"), "submit"));
  }
  Result<GoalFile> step(const GoalFile& file, const Access& who, const std::string& action) {
    return do_step(world_.workspace(), who, file.work_case->id.value, {action, {}, {}, {}, {}});
  }
  /// `who` in a role of somebody's: his own when `lender` is empty.
  std::shared_ptr<const Access> in_role(const std::string& who, const std::string& place_of, Role role,
                                        const std::string& lender = "") {
    auto viewer = world_.as(who).viewer();
    viewer.role = role;
    viewer.unit = world_.as(place_of).viewer().unit;
    if (!lender.empty()) {
      viewer.for_user = world_.as(lender).viewer().user;
      viewer.for_name = world_.as(lender).viewer().name;
    }
    return must(Access::compile(world_.store(), world_.workspace().book(), viewer));
  }
  void refused(const GoalFile& file, const Access& who, const std::string& deed) {
    const auto done = step(file, who, "pass");
    ASSERT_FALSE(done) << deed;
    EXPECT_EQ(done.error().code, ErrorCode::conflict);
    ASSERT_EQ(done.error().findings.size(), 1U) << to_string(done.error());
    EXPECT_EQ(done.error().findings[0].rule, "process.goal.different_person");
    EXPECT_THAT(done.error().findings[0].message, EndsWith(deed));
    EXPECT_THAT(done.error().findings[0].hint, HasSubstr("财会〔2012〕21号第十二条（未核对原文）"));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, CaseHands, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(CaseHands, WhoConfirmedAPartDoesNotReviewWhatAnotherSentIn) {
  const auto file = sent();
  refused(file, world_.as("zhaomin"), "赵敏确认了财务部分");
  for (const auto& offer : must(actions_of(world_.workspace(), world_.as("zhaomin"), file))) {
    if (offer.offer.transition->id != "pass") continue;
    ASSERT_EQ(offer.offer.refusals.size(), 1U);
    EXPECT_THAT(offer.offer.refusals[0].message, EndsWith("赵敏确认了财务部分"));
    EXPECT_THAT(offer.offer.refusals[0].clause, HasSubstr("财会〔2012〕21号"));
  }
  const auto other = in_role("zhengyi", "zhaomin", Role::unit_finance);
  EXPECT_EQ(must(step(file, *other, "pass")).at.state, "department_review") << "who had no hand in it may";
}

TEST_P(CaseHands, WhoFilledItInConfirmedOrSentItDoesNotReviewItFurtherUpEither) {
  auto file = sent();
  const std::string deeds = "王丽确认了业务部分，王丽填写过，王丽送审";
  refused(file, *in_role("wangli", "sunlei", Role::unit_leader), deeds);
  file = must(step(file, world_.as("sunlei"), "pass"));
  refused(file, *in_role("wangli", "liufang", Role::department_reviewer), deeds);
  refused(file, *in_role("wangli", "liufang", Role::department_reviewer, "liufang"), deeds);
}

TEST_P(CaseHands, ALoanChangesNothingInEitherDirection) {
  const auto file = sent();
  refused(file, *in_role("zhengyi", "zhaomin", Role::unit_finance, "zhaomin"), "赵敏确认了财务部分");
  refused(file, *in_role("zhaomin", "sunlei", Role::unit_leader, "sunlei"), "赵敏确认了财务部分");
  EXPECT_TRUE(step(file, *in_role("zhengyi", "sunlei", Role::unit_leader, "sunlei"), "pass"));
}

TEST_P(CaseHands, AHandUnderALentNameIsTheHandOfWhoWasThere) {
  auto file = must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
  world_.fill(file);
  const auto lent = in_role("zhengyi", "zhaomin", Role::unit_finance, "zhaomin");
  must(confirm_part(world_.workspace(), *lent, file.goal.id.value, "finance", true));
  must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  file = must(step(file, world_.as("wangli"), "submit"));
  refused(file, *in_role("zhengyi", "sunlei", Role::unit_leader), "郑艺确认了财务部分");
}

TEST_P(CaseHands, TheOnePersonOfAUnitReviewsItsFormButNotForTheDepartment) {
  world_.leave_one_person();
  auto file = must(start_goal(world_.workspace(), world_.as("wangli"), world_.project(), world_.year())).file;
  world_.fill(file, "wangli", "wangli_finance");
  must(confirm_part(world_.workspace(), world_.as("wangli_finance"), file.goal.id.value, "finance", true));
  must(confirm_part(world_.workspace(), world_.as("wangli"), file.goal.id.value, "project", true));
  file = must(step(file, world_.as("wangli"), "submit"));
  file = must(step(file, world_.as("wangli_finance"), "pass"));
  const auto up = step(file, *in_role("wangli", "liufang", Role::department_reviewer), "pass");
  ASSERT_FALSE(up);
  EXPECT_EQ(up.error().findings.at(0).rule, "process.goal.different_person");
}

}  // namespace
}  // namespace jiheng::app
