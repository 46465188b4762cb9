// The people of the demonstration county, and people from files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/demo.h"
#include "app/people.h"
#include "model/records.h"
#include "permissions/world.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;

TEST(PeopleFromFiles, EveryFaultIsNamedByItsCell) {
  PeopleWorld world;
  app::ImportOptions options;
  const auto users = must(app::import_bytes(world.workspace(), record_of<User>(), "user.csv",
                                            "区划代码,账号,姓名,单位编码,数据来源\n"
                                            "640323,张 三,张三,101001,真实记录\n"
                                            "640323,LiSi,李四,999999,真实记录\n",
                                            options));
  EXPECT_FALSE(users.written);
  ASSERT_EQ(users.findings.size(), 2U);
  EXPECT_THAT(to_string(users.findings[0]), HasSubstr("第 2 行“账号”"));
  EXPECT_THAT(to_string(users.findings[1]), HasSubstr("第 3 行“单位编码”"));
  const auto grants = must(app::import_bytes(world.workspace(), record_of<RoleGrant>(), "role_grant.csv",
                                             "区划代码,账号,角色,单位编码,起始日期,数据来源\n"
                                             "640323,system_admin,安全管理员,,2023-01-01,真实记录\n"
                                             "640323,auditor,单位财务,,2023-01-01,真实记录\n"
                                             "640323,nobody,单位财务,101001,2023-01-01,真实记录\n",
                                             options));
  EXPECT_FALSE(grants.written);
  std::string all;
  for (const auto& finding : grants.findings) all += to_string(finding) + "\n";
  EXPECT_THAT(all, HasSubstr("第 2 行“角色”"));
  EXPECT_THAT(all, HasSubstr("三员不能兼任"));
  EXPECT_THAT(all, HasSubstr("第 3 行“单位编码”"));
  EXPECT_THAT(all, HasSubstr("没有账号为“nobody”的用户"));
}

TEST(DemoPeople, HoldEveryRoleAndLogInWithThePublishedPasswordWithoutAPhone) {
  const TempDir dir;
  app::WorkspaceOptions options;
  options.data = dir.path() / "data";
  options.mode = store::OpenMode::create;
  const auto workspace = must(app::Workspace::open(options));
  const auto quiet = [](const RecordDesc&, const app::ImportReport&) {};
  must(app::load_demo(*workspace, "yanchi", quiet));
  EXPECT_TRUE(must(app::demo_accounts(*workspace, "yanchi")).empty());
  EXPECT_TRUE(must(app::Sessions(*workspace).is_open()));
  must(app::load_demo_people(*workspace, "yanchi", quiet));
  app::Sessions sessions(*workspace);
  EXPECT_FALSE(must(sessions.is_open()));
  const auto accounts = must(app::demo_accounts(*workspace, "yanchi"));
  std::set<std::string> roles;
  int address = 0;
  for (const auto& account : accounts) {
    roles.insert(account.role_label);
    const auto token =
        must(sessions.log_in(account.account, account.password, fmt::format("10.0.1.{}", ++address), ""));
    const auto who = must(sessions.look_up(token));
    ASSERT_TRUE(who) << account.account;
    EXPECT_TRUE(who->is_complete()) << account.account;
    EXPECT_TRUE(who->in_use) << account.account;
  }
  for (const auto& role : enum_table(Role{})) {
    if (!is_grantable(role.value)) continue;
    EXPECT_TRUE(roles.contains(std::string(role.label))) << role.code;
  }
  for (const auto& user : must(store::load<User>(workspace->store())))
    EXPECT_EQ(user.provenance, Provenance::illustrative) << user.account;
}

}  // namespace
}  // namespace jiheng::testing
