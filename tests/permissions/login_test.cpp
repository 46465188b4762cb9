// Logging in, staying in, and what may never happen among people. Error cases first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "app/people.h"
#include "app/second_factor.h"
#include "app/unit_tree.h"
#include "permissions/world.h"

namespace jiheng::testing {
namespace {

using app::LoggedIn;
using ::testing::HasSubstr;

constexpr std::int64_t kMinute = 60'000;
constexpr std::string_view kGood = "Xiao-Hong-7-zou-Lu";

class LogIn : public ::testing::Test {
 protected:
  LogIn() {
    User user;
    user.region = world_.home();
    user.account = "wangli";
    user.name = "王丽";
    user.unit_id = world_.unit(Where::own).id;
    const auto made = must(app::create_user(world_.workspace(), sessions_, console_, user));
    user_ = made.user;
    first_password_ = made.one_time_password;
  }

  Result<std::string> log_in(std::string_view password, std::string_view account = "wangli") {
    return sessions_.log_in(account, password, fmt::format("10.0.0.{}", ++address_ % 250), "test");
  }
  LoggedIn who(const std::string& token) { return *must(sessions_.look_up(token)); }
  void use_good_password() {
    const auto token = must(log_in(first_password_));
    must(app::change_password(world_.workspace(), sessions_, who(token), first_password_, kGood));
  }
  void wait(std::int64_t ms) { world_.clock().set(world_.clock().now_ms() + ms); }
  RoleGrant grant(Role role, UserId user) {
    RoleGrant made;
    made.region = world_.home();
    made.user_id = user;
    made.role = role;
    made.since = must(Date::parse("2023-01-01"));
    return made;
  }

  PeopleWorld world_;
  app::Sessions sessions_{world_.workspace()};
  app::Doer console_{{"cli", "test"}, {}};
  User user_;
  std::string first_password_;
  int address_ = 0;
};

TEST_F(LogIn, AWrongPasswordAndAnUnknownAccountGetTheSameAnswerAndTheSameLock) {
  for (const auto* account : {"wangli", "nobody"}) {
    std::vector<std::string> answers;
    for (int i = 0; i < 6; ++i) {
      const auto refused = log_in("wrong", account);
      ASSERT_FALSE(refused);
      EXPECT_EQ(refused.error().code, ErrorCode::refused);
      answers.push_back(refused.error().message);
    }
    EXPECT_EQ(answers[0], "账号或口令不对") << account;
    EXPECT_EQ(answers[3], "账号或口令不对") << account;
    EXPECT_THAT(answers[4], HasSubstr("15 分钟")) << account;
    EXPECT_THAT(answers[5], HasSubstr("锁定")) << account;
  }
  EXPECT_THAT(log_in(first_password_).error().message, HasSubstr("锁定"));
  wait(15 * kMinute);
  EXPECT_TRUE(log_in(first_password_));
}

TEST_F(LogIn, FailuresAreInTheAuditTrailAndNoSecretIs) {
  EXPECT_FALSE(log_in("wrong"));
  use_good_password();
  std::string all;
  bool failed = false;
  must(world_.workspace().store().read_audit(1, [&](const store::AuditEntry& entry) {
    all += entry.changes + "\n";
    failed = failed || (entry.via == "log-in-failed" && entry.record == "credential");
    return true;
  }));
  EXPECT_TRUE(failed);
  EXPECT_EQ(all.find("argon2"), std::string::npos);
  EXPECT_EQ(all.find(first_password_), std::string::npos);
  EXPECT_THAT(all, HasSubstr(R"("password_hash":["***","***"])"));
}

TEST_F(LogIn, AnAddressThatTriesTooOftenWaits) {
  bool bounded = false;
  for (int i = 0; i < 40 && !bounded; ++i) {
    const auto refused = sessions_.log_in(fmt::format("nobody{}", i), "x", "10.9.9.9", "test");
    bounded = refused.error().message.find("太频繁") != std::string::npos;
  }
  EXPECT_TRUE(bounded);
  wait(kMinute);
  EXPECT_TRUE(sessions_.log_in("wangli", first_password_, "10.9.9.9", "test"));
}

TEST_F(LogIn, ConcurrentFailuresAreAllCounted) {
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 5; ++i) {
      threads.emplace_back([&, i] {
        static_cast<void>(sessions_.log_in("wangli", "wrong", fmt::format("10.1.0.{}", i), "test"));
      });
    }
  }
  EXPECT_THAT(log_in(first_password_).error().message, HasSubstr("锁定"));
}

struct BadPassword {
  const char* password;
  const char* says;
};

TEST_F(LogIn, ANewPasswordMustPassEveryRule) {
  const auto token = must(log_in(first_password_));
  const auto session = who(token);
  EXPECT_TRUE(session.must_change_password);
  EXPECT_FALSE(session.is_complete());
  for (const auto& [password, says] : {
           BadPassword{"Ab1-", "太短"},
           BadPassword{"abcdefghijkmnop", "四类"},
           BadPassword{"Caizheng2026!", "太常见"},
           BadPassword{"P@ssw0rd2026", "太常见"},
           BadPassword{"财政局-202611!", "太常见"},
           BadPassword{"Aa-12345678-9", "太有规律"},
           BadPassword{"Wangli-xiang-88", "账号"},
           BadPassword{"1234567890!@#", "太常见"},
       }) {
    const auto done = app::change_password(world_.workspace(), sessions_, session, first_password_, password);
    ASSERT_FALSE(done) << password;
    EXPECT_THAT(to_string(done.error()), HasSubstr(says)) << password;
  }
  const auto wrong_old = app::change_password(world_.workspace(), sessions_, session, "nope", "short");
  EXPECT_GE(wrong_old.error().findings.size(), 3U) << "every fault at once";
  must(app::change_password(world_.workspace(), sessions_, session, first_password_, kGood));
  EXPECT_TRUE(who(token).is_complete());
  const auto again = app::change_password(world_.workspace(), sessions_, who(token), kGood, kGood);
  EXPECT_THAT(again.error().message, HasSubstr("用过"));
  EXPECT_FALSE(log_in(first_password_));
}

TEST_F(LogIn, APasswordGrowsOldAndAResetOneIsForOnce) {
  use_good_password();
  const auto token = must(log_in(kGood));
  EXPECT_FALSE(who(token).must_change_password);
  wait(90LL * 24 * 60 * kMinute);
  EXPECT_TRUE(who(must(log_in(kGood))).must_change_password);
  const auto fresh = must(app::reset_password(world_.workspace(), sessions_, console_, user_));
  EXPECT_FALSE(log_in(kGood));
  EXPECT_TRUE(who(must(log_in(fresh))).must_change_password);
}

TEST_F(LogIn, SessionsEndByIdleTimeByAbsoluteTimeAndByHand) {
  use_good_password();
  const auto idle = must(log_in(kGood));
  wait(29 * kMinute);
  EXPECT_TRUE(must(sessions_.look_up(idle)));
  wait(29 * kMinute);
  EXPECT_TRUE(must(sessions_.look_up(idle))) << "each request counts";
  wait(30 * kMinute);
  EXPECT_FALSE(must(sessions_.look_up(idle)));
  const auto busy = must(log_in(kGood));
  for (int i = 0; i < 12 * 60 / 20; ++i) {
    EXPECT_TRUE(must(sessions_.look_up(busy))) << i;
    wait(20 * kMinute);
  }
  EXPECT_FALSE(must(sessions_.look_up(busy))) << "twelve hours are over";
  const auto one = must(log_in(kGood));
  const auto two = must(log_in(kGood));
  EXPECT_EQ(must(sessions_.of(user_)).size(), 2U);
  must(sessions_.end_all(user_, who(two).session.id));
  EXPECT_FALSE(must(sessions_.look_up(one)));
  EXPECT_TRUE(must(sessions_.look_up(two)));
  EXPECT_FALSE(must(sessions_.look_up("")));
  EXPECT_FALSE(must(sessions_.look_up(std::string(64, 'a'))));
}

TEST_F(LogIn, WhoLeavesIsOutAtOnce) {
  use_good_password();
  const auto token = must(log_in(kGood));
  auto gone = user_;
  gone.until = must(Date::parse("2023-11-14"));
  must(app::change_user(world_.workspace(), sessions_, console_, gone));
  EXPECT_FALSE(must(sessions_.look_up(token)));
  EXPECT_EQ(log_in(kGood).error().message, "账号或口令不对");
}

TEST_F(LogIn, AClockThatRanAheadAndIsSetRightLocksNobodyOutAndLeavesNoSessionForAYear) {
  constexpr std::int64_t kAhead = 365LL * 24 * 60 * kMinute;
  use_good_password();
  must(app::grant_role(world_.workspace(), console_, grant(Role::performance_officer, user_.id)));
  wait(kAhead);
  const auto changed = must(log_in(kGood));
  must(app::change_password(world_.workspace(), sessions_, who(changed), kGood, "Da-Ming-8-pao-Bu"));
  const auto token = must(log_in("Da-Ming-8-pao-Bu"));
  const auto secret = must(app::begin_factor(world_.workspace(), who(token)));
  const auto code = [&] { return app::totp_code(secret, app::totp_step(world_.clock().now_ms())); };
  must(app::confirm_factor(world_.workspace(), who(token), code()));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(log_in("wrong"));
  EXPECT_THAT(log_in("Da-Ming-8-pao-Bu").error().message, HasSubstr("锁定"));
  wait(-kAhead);
  EXPECT_FALSE(must(sessions_.look_up(token))) << "its twelve hours would end in a year";
  const auto again = must(log_in("Da-Ming-8-pao-Bu"));
  must(sessions_.give_code(who(again), code()));
  wait(-10 * kMinute);
  EXPECT_TRUE(must(sessions_.look_up(again))) << "a small step back ends nothing";
  wait(41 * kMinute);
  EXPECT_FALSE(must(sessions_.look_up(again))) << "idle since the last request";
}

struct TotpVector {
  std::int64_t seconds;
  const char* code;
};

TEST(SecondFactor, CodesAreThoseOfRfc6238) {
  const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";  // "12345678901234567890"
  for (const auto& [seconds, code] :
       {TotpVector{59, "94287082"}, TotpVector{1111111109, "07081804"}, TotpVector{1111111111, "14050471"},
        TotpVector{1234567890, "89005924"}, TotpVector{2000000000, "69279037"},
        TotpVector{20000000000, "65353130"}}) {
    EXPECT_EQ(app::totp_code(secret, seconds / app::kTotpStepSeconds, 8), code) << seconds;
  }
  EXPECT_EQ(app::totp_code("not base32!", 1), "");
  EXPECT_EQ(app::make_totp_secret().size(), 32U);
}

TEST_F(LogIn, FinanceStaffEnrolTheirPhoneAndACodeIsGoodOnce) {
  use_good_password();
  must(app::grant_role(world_.workspace(), console_, grant(Role::performance_officer, user_.id)));
  const auto token = must(log_in(kGood));
  EXPECT_EQ(who(token).factor, app::FactorState::required_enrolment);
  EXPECT_FALSE(who(token).is_complete());
  const auto secret = must(app::begin_factor(world_.workspace(), who(token)));
  EXPECT_FALSE(app::confirm_factor(world_.workspace(), who(token), "000000"));
  const auto code = [&] { return app::totp_code(secret, app::totp_step(world_.clock().now_ms())); };
  must(app::confirm_factor(world_.workspace(), who(token), code()));
  EXPECT_TRUE(who(token).is_complete());
  EXPECT_FALSE(app::begin_factor(world_.workspace(), who(token))) << "shown once";
  const auto other = must(log_in(kGood));
  EXPECT_EQ(who(other).factor, app::FactorState::required_code);
  EXPECT_FALSE(sessions_.give_code(who(other), code())) << "the code of enrolment was used";
  wait(31'000);
  std::atomic<int> accepted{0};
  const auto session = who(other);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        if (sessions_.give_code(session, code())) ++accepted;
      });
    }
  }
  EXPECT_EQ(accepted.load(), 1) << "of four who send the same code one gets in";
  EXPECT_TRUE(who(other).is_complete());
  EXPECT_FALSE(app::clear_factor(world_.workspace(), sessions_, {{"x", "y"}, user_.id}, user_));
  must(app::clear_factor(world_.workspace(), sessions_, console_, user_));
  EXPECT_FALSE(must(sessions_.look_up(other)));
}

TEST_F(LogIn, NobodyIsTwoOfTheThreeAdministratorsOrGrantsToHimself) {
  must(app::grant_role(world_.workspace(), console_, grant(Role::security_admin, user_.id)));
  for (const Role other : {Role::system_admin, Role::audit_admin, Role::performance_officer, Role::expert}) {
    const auto refused = app::grant_role(world_.workspace(), console_, grant(other, user_.id));
    ASSERT_FALSE(refused) << enum_code(other);
    EXPECT_EQ(refused.error().findings.at(0).where, "/role");
  }
  auto later = grant(Role::system_admin, user_.id);
  later.since = must(Date::parse("2030-01-01"));
  EXPECT_FALSE(app::grant_role(world_.workspace(), console_, later)) << "the present one does not end before";
  const app::Doer self{{"王丽", "grants"}, user_.id};
  const auto own = app::grant_role(world_.workspace(), self, grant(Role::expert, user_.id));
  EXPECT_EQ(own.error().code, ErrorCode::refused);
  const auto reset = app::reset_password(world_.workspace(), sessions_, self, user_);
  EXPECT_EQ(reset.error().code, ErrorCode::refused);
}

TEST_F(LogIn, AGrantNamesTheUnitThatItsRoleNeeds) {
  EXPECT_FALSE(app::grant_role(world_.workspace(), console_, grant(Role::unit_finance, user_.id)));
  auto reviewer = grant(Role::department_reviewer, user_.id);
  reviewer.unit_id = world_.unit(Where::own).id;
  EXPECT_THAT(app::grant_role(world_.workspace(), console_, reviewer).error().message,
              HasSubstr("不是主管部门"));
  EXPECT_FALSE(app::grant_role(world_.workspace(), console_, grant(Role::everybody, user_.id)));
  auto good = grant(Role::unit_finance, user_.id);
  good.unit_id = world_.unit(Where::own).id;
  const auto made = must(app::grant_role(world_.workspace(), console_, good));
  EXPECT_EQ(app::grant_role(world_.workspace(), console_, good).error().code, ErrorCode::conflict);
  must(app::end_grant(world_.workspace(), console_, made));
  use_good_password();
  EXPECT_TRUE(who(must(log_in(kGood))).grants.empty()) << "ended at once";
}

TEST_F(LogIn, ADelegateWorksInTheRolesOfWhoIsAwayAndOnlyWhile) {
  use_good_password();
  Delegation away;
  away.region = world_.home();
  away.from_user_id = world_.user(Role::unit_finance).id;
  away.to_user_id = user_.id;
  away.since = must(Date::parse("2023-11-15"));
  away.until = must(Date::parse("2023-11-15"));
  away.reason = "出差";
  auto wrong = away;
  wrong.to_user_id = away.from_user_id;
  EXPECT_FALSE(app::delegate(world_.workspace(), console_, wrong));
  wrong = away;
  wrong.from_user_id = world_.user(Role::security_admin).id;
  EXPECT_THAT(app::delegate(world_.workspace(), console_, wrong).error().message, HasSubstr("三员"));
  must(app::delegate(world_.workspace(), console_, away));
  const auto token = must(log_in(kGood));
  ASSERT_EQ(who(token).grants.size(), 1U);
  EXPECT_EQ(who(token).grants[0].grant.role, Role::unit_finance);
  const auto viewer = who(token).viewer(must(FiscalYear::of(2023)), away.since);
  EXPECT_THAT(viewer.actor("x").name, HasSubstr("代"));
  wait(20LL * 60 * kMinute);
  EXPECT_TRUE(who(must(log_in(kGood))).grants.empty()) << "the day after";
}

TEST(UnitTree, SuccessorsGoOnWithProjectsAndOldYearsKeepOldNames) {
  const auto place = must(Region::of(640323));
  const auto unit = [&](std::int64_t id, const char* code, const char* name, UnitKind kind) {
    Unit made;
    made.region = place;
    made.id = {id};
    made.code = code;
    made.name = name;
    made.department_code = std::string(code).substr(0, 3);
    made.kind = kind;
    return made;
  };
  UnitChange merge;
  merge.year = must(FiscalYear::of(2023));
  merge.kind = UnitChangeKind::merge;
  merge.from_unit_id = {4};
  merge.to_unit_id = {3};
  UnitChange rename;
  rename.year = merge.year;
  rename.kind = UnitChangeKind::rename;
  rename.from_unit_id = rename.to_unit_id = UnitId{3};
  rename.from_name = "文化馆";
  const app::UnitTree tree(
      {unit(1, "205", "文旅局", UnitKind::department), unit(2, "204", "科技局", UnitKind::department),
       unit(3, "205001", "文化旅游中心", UnitKind::unit), unit(4, "204001", "科技馆", UnitKind::unit)},
      {merge, rename});
  EXPECT_EQ(tree.reach({3}, RoleScope::unit), (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(tree.reach({4}, RoleScope::unit), (std::vector<std::int64_t>{4})) << "not the other way";
  EXPECT_EQ(tree.reach({1}, RoleScope::department), (std::vector<std::int64_t>{1, 3, 4}));
  EXPECT_EQ(tree.name_in(*tree.find("205001"), must(FiscalYear::of(2022))), "文化馆");
  EXPECT_EQ(tree.name_in(*tree.find("205001"), must(FiscalYear::of(2023))), "文化旅游中心");
}

}  // namespace
}  // namespace jiheng::testing
