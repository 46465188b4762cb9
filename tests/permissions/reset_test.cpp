// Whose password is whose to reset (三员分立), over HTTP as the pages ask it, on both databases.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/people.h"
#include "base/node.h"
#include "permissions/world.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kDay = 86'400'000;

class PasswordResets : public ::testing::TestWithParam<Backend> {
 protected:
  PasswordResets()
      : service_(http::Context{world_.workspace(), 0}, must(http::WebFiles::embedded()),
                 http::ServiceOptions{}) {}

  http::Response ask(std::string method, std::string path, std::string cookie, std::string body = "") {
    http::Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.headers = {{"host", "localhost"},
                       {"x-jiheng-request", "1"},
                       {"content-type", "application/json"},
                       {"cookie", std::move(cookie)}};
    request.body = std::move(body);
    return service_.handle(std::move(request));
  }
  http::Response reset(Role by, const User& of) {
    return ask("POST", fmt::format("/api/v1/users/{}/password-reset", of.id.value), world_.cookie(by));
  }
  User new_user(std::string account) {
    User user;
    user.region = world_.home();
    user.account = std::move(account);
    user.name = "新人";
    return must(app::create_user(world_.workspace(), sessions_, console_, user)).user;
  }
  RoleGrant grant(Role role, const User& user, std::string_view since) {
    RoleGrant made;
    made.region = world_.home();
    made.user_id = user.id;
    made.role = role;
    made.since = must(Date::parse(since));
    return must(app::grant_role(world_.workspace(), console_, made));
  }
  /// What the list of users tells this role of who may be reset.
  bool offered(Role to, const User& of) {
    const auto list = must(parse_json(ask("GET", "/api/v1/users", world_.cookie(to)).body, "users"));
    for (const auto& row : list.find("rows")->items) {
      if (row.find("account")->text == of.account) return row.find("may_reset_password")->text == "true";
    }
    ADD_FAILURE() << of.account << " is not in the list";
    return false;
  }
  std::string hash_of(const User& user) {
    return must(app::find_credential(world_.workspace().store(), user)).value_or(Credential{}).password_hash;
  }

  PeopleWorld world_{GetParam()};
  app::Sessions sessions_{world_.workspace()};
  app::Doer console_{{"cli", "test"}, {}};
  http::Service service_;
};

INSTANTIATE_TEST_SUITE_P(Backends, PasswordResets, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& named) { return backend_name(named.param); });

TEST_P(PasswordResets, OfAnAdministratorAreRefusedToTheSystemAdministratorAndChangeNothing) {
  for (const Role of : {Role::security_admin, Role::audit_admin}) {
    const User& user = world_.user(of);
    const auto session = world_.cookie(of);
    const auto before = hash_of(user);
    const auto answer = reset(Role::system_admin, user);
    EXPECT_EQ(answer.status, 403) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr("只能由安全管理员重置"));
    EXPECT_THAT(answer.body, ::testing::Not(HasSubstr("one_time_password")));
    EXPECT_EQ(hash_of(user), before);
    EXPECT_EQ(ask("GET", "/api/v1/users", session).status, 200) << "his session goes on";
    EXPECT_FALSE(offered(Role::system_admin, user));
  }
}

TEST_P(PasswordResets, OfWhoWillBeAnAdministratorAreTheSecurityAdministratorsAndOfWhoWasNoLonger) {
  const auto user = new_user("laterone");
  EXPECT_EQ(reset(Role::system_admin, user).status, 200);
  const auto later = grant(Role::audit_admin, user, "2030-01-01");
  EXPECT_EQ(reset(Role::system_admin, user).status, 403);
  EXPECT_FALSE(offered(Role::system_admin, user));
  EXPECT_TRUE(offered(Role::security_admin, user));
  EXPECT_EQ(reset(Role::security_admin, user).status, 200);
  must(app::end_grant(world_.workspace(), console_, later));
  EXPECT_EQ(reset(Role::security_admin, user).status, 403) << "he is nobody's watcher any more";
  EXPECT_EQ(reset(Role::system_admin, user).status, 200);
  const auto now = grant(Role::audit_admin, user, "2023-01-01");
  EXPECT_EQ(reset(Role::system_admin, user).status, 403);
  must(app::end_grant(world_.workspace(), console_, now));
  EXPECT_EQ(reset(Role::system_admin, user).status, 200) << "it ended yesterday";
}

TEST_P(PasswordResets, OfEverybodyElseAreRefusedToTheSecurityAdministratorAndToOthers) {
  const User& unit = world_.user(Role::unit_finance);
  const auto answer = reset(Role::security_admin, unit);
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("由系统管理员重置"));
  EXPECT_FALSE(offered(Role::security_admin, unit));
  EXPECT_TRUE(offered(Role::system_admin, unit));
  EXPECT_FALSE(offered(Role::audit_admin, unit));
  for (const Role by : {Role::audit_admin, Role::performance_officer, Role::unit_leader}) {
    EXPECT_EQ(reset(by, unit).status, 403) << enum_code(by);
    EXPECT_EQ(reset(by, world_.user(Role::system_admin)).status, 403) << enum_code(by);
  }
  EXPECT_EQ(reset(Role::system_admin, unit).status, 200);
}

TEST_P(PasswordResets, OfOneselfAreRefusedAndTheCommandLineHelps) {
  const User& user = world_.user(Role::security_admin);
  const auto own = reset(Role::security_admin, user);
  EXPECT_EQ(own.status, 403);
  EXPECT_THAT(own.body, HasSubstr("修改口令"));
  EXPECT_THAT(own.body, HasSubstr("jiheng user reset-password"));
  EXPECT_FALSE(offered(Role::security_admin, user));
  EXPECT_EQ(reset(Role::system_admin, world_.user(Role::system_admin)).status, 403);
  must(app::reset_password(world_.workspace(), sessions_, console_, user));
  EXPECT_EQ(must(app::last_reset(world_.workspace().store(), user))->by, "cli");
}

TEST_P(PasswordResets, EndTheSessionsAndTellThePersonWhoDidItAndWhen) {
  const User& user = world_.user(Role::audit_admin);
  EXPECT_FALSE(must(app::last_reset(world_.workspace().store(), user)));
  const auto before = world_.cookie(Role::audit_admin);
  ASSERT_EQ(ask("GET", "/api/v1/users", before).status, 200);
  const auto at = world_.clock().now_ms();
  const auto answer = reset(Role::security_admin, user);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(ask("GET", "/api/v1/users", before).status, 401) << "the session is over";
  EXPECT_TRUE(must(sessions_.of(user)).empty());
  world_.clock().set(at + kDay);
  const auto once = must(parse_json(answer.body, "reset")).find("one_time_password")->text;
  const auto logged_in = ask("POST", "/api/v1/session", "",
                             fmt::format(R"({{"account":"{}","password":"{}"}})", user.account, once));
  ASSERT_EQ(logged_in.status, 200) << logged_in.body;
  const auto told = must(parse_json(logged_in.body, "session"));
  EXPECT_EQ(told.find("must_change_password")->text, "true");
  const auto& by = world_.user(Role::security_admin);
  EXPECT_EQ(told.find("password_reset")->find("by")->text, fmt::format("{}（{}）", by.name, by.account));
  EXPECT_EQ(told.find("password_reset")->find("at")->text, format_instant(at));
}

TEST_P(PasswordResets, AndFirstPasswordsThatOthersKnowMakeNobodyAnAdministrator) {
  const auto user = new_user("nextone");
  const auto body = [&](Role role) {
    return fmt::format(R"({{"user_id":"{}","role":"{}","since":"2023-01-01"}})", user.id.value,
                       enum_code(role));
  };
  const auto asked = [&](Role role) {
    return ask("POST", "/api/v1/grants", world_.cookie(Role::security_admin), body(role));
  };
  const auto refused = asked(Role::audit_admin);
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("一次性口令"));
  EXPECT_EQ(asked(Role::performance_officer).status, 200) << "another role is no matter of 三员";
  const auto changed = new_user("another");
  auto credential = must(app::find_credential(world_.workspace().store(), changed)).value();
  credential.must_change = false;
  const auto put = store::put_of(credential);
  must(world_.workspace().store().put({"test", "test"}, std::span(&put, 1)));
  const auto granted =
      ask("POST", "/api/v1/grants", world_.cookie(Role::security_admin),
          fmt::format(R"({{"user_id":"{}","role":"audit_admin","since":"2023-01-01"}})", changed.id.value));
  EXPECT_EQ(granted.status, 200) << granted.body;
}

TEST_P(PasswordResets, AreNotToldOfAFirstPassword) {
  EXPECT_FALSE(must(app::last_reset(world_.workspace().store(), new_user("fresh"))));
}

TEST_P(PasswordResets, AndSecondFactorsOfAdministratorsAreNotTakenAwayByTheSystemAdministrator) {
  for (const Role of : {Role::security_admin, Role::audit_admin, Role::unit_finance}) {
    const auto path = fmt::format("/api/v1/users/{}/second-factor", world_.user(of).id.value);
    EXPECT_EQ(ask("DELETE", path, world_.cookie(Role::system_admin)).status, 403) << enum_code(of);
  }
  const auto own = fmt::format("/api/v1/users/{}/second-factor", world_.user(Role::security_admin).id.value);
  EXPECT_EQ(ask("DELETE", own, world_.cookie(Role::security_admin)).status, 403);
}

}  // namespace
}  // namespace jiheng::testing
