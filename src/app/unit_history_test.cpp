// Units over the years: what may not be registered first, then names and reach.
#include "app/unit_history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/goals_test_world.h"
#include "app/unit_tree.h"

namespace jiheng::app {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::must;

class UnitHistory : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};
  std::shared_ptr<const Access> admin_;

  const Access& admin() {
    auto viewer = world.as("chenjie").viewer();
    viewer.role = Role::system_admin;
    admin_ = must(Access::compile(world.store(), world.workspace().book(), viewer));
    return *admin_;
  }
  UnitTree tree() { return must(UnitTree::load(world.store(), world.as("chenjie").viewer().place)); }
  UnitId unit(std::string_view code) { return tree().find(code)->id; }
  FiscalYear in(int year) { return must(FiscalYear::of(year)); }

  UnitChangeWish wish(UnitChangeKind kind, std::vector<UnitId> from, std::vector<UnitSuccessor> to = {}) {
    return {in(2025), kind, std::move(from), std::move(to), {}, false, "盐党编发〔2024〕3号", false};
  }
  UnitSuccessor fresh(std::string code, std::string name) {
    return {UnitId{}, std::move(code), std::move(name), {}};
  }
  std::vector<std::string> faults(const UnitChangeWish& asked) {
    const auto result = change_units(world.workspace(), admin(), asked);
    std::vector<std::string> where;
    if (result) return where;
    for (const auto& finding : result.error().findings) where.push_back(finding.where);
    return where;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, UnitHistory,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(UnitHistory, WhoMayNotIsRefusedAndNothingIsWritten) {
  auto renamed = wish(UnitChangeKind::rename, {unit("219001")});
  renamed.name = "实验小学";
  for (const auto* who : {"wangli", "liufang", "chenjie"}) {
    const auto refused = change_units(world.workspace(), world.as(who), renamed);
    ASSERT_FALSE(refused) << who;
    EXPECT_EQ(refused.error().code, ErrorCode::refused) << who;
  }
  EXPECT_TRUE(tree().changes().empty());
}

TEST_P(UnitHistory, EveryFaultOfAChangeIsToldAtOnce) {
  auto bad = wish(UnitChangeKind::split, {unit("219001")},
                  {fresh("21900", "短"), fresh("301001", "已有"), fresh("999001", "")});
  bad.basis = " ";
  EXPECT_THAT(faults(bad), ElementsAre("/basis", "/to/0/code", "/to/1/code", "/to/2/name", "/to/2/code"));
  EXPECT_THAT(faults(wish(UnitChangeKind::rename, {unit("219001")})), ElementsAre("/name"));
  EXPECT_THAT(faults(wish(UnitChangeKind::merge, {})), Contains("/from"));
  EXPECT_THAT(faults(wish(UnitChangeKind::merge, {UnitId{77}}, {fresh("219005", "新")})),
              ElementsAre("/from/0"));
  EXPECT_THAT(faults(wish(UnitChangeKind::move, {unit("219001")}, {fresh("219009", "小学")})),
              ElementsAre("/to/0/code"));
  EXPECT_THAT(faults(wish(UnitChangeKind::move, {unit("219001")}, {})), ElementsAre("/to"));
  EXPECT_THAT(faults(wish(UnitChangeKind::merge, {unit("219")}, {fresh("219005", "新")})),
              ElementsAre("/from/0"));
  EXPECT_TRUE(tree().changes().empty());
}

TEST_P(UnitHistory, ATrialWritesNothing) {
  auto trial = wish(UnitChangeKind::merge, {unit("219001")}, {fresh("219002", "教育集团")});
  trial.dry_run = true;
  EXPECT_EQ(must(change_units(world.workspace(), admin(), trial)).size(), 1U);
  EXPECT_TRUE(tree().changes().empty());
  EXPECT_EQ(tree().find("219002"), nullptr);
}

TEST_P(UnitHistory, ARenamedUnitKeepsItsOldNameInTheYearsBefore) {
  auto renamed = wish(UnitChangeKind::rename, {unit("219001")});
  renamed.name = "盐池县实验小学";
  must(change_units(world.workspace(), admin(), renamed));
  const auto now = tree();
  const auto& school = *now.find("219001");
  EXPECT_EQ(now.name_in(school, in(2024)), "盐池县第一小学");
  EXPECT_EQ(now.name_in(school, in(2025)), "盐池县实验小学");
  renamed.name = "又一个名字";
  EXPECT_THAT(faults(renamed), ElementsAre("/year")) << "history is not rewritten";
}

TEST_P(UnitHistory, MergedUnitsEndAndTheNewOnesPeopleReachTheirProjects) {
  const auto school = unit("219001");
  must(change_units(world.workspace(), admin(),
                    wish(UnitChangeKind::merge, {school, unit("301001")}, {fresh("219002", "教育集团")})));
  const auto now = tree();
  const auto& group = *now.find("219002");
  EXPECT_EQ(group.since_year, in(2025));
  EXPECT_EQ(group.sector, "教育") << "of the first of the old units";
  EXPECT_EQ(now.find("219001")->until_year, in(2024));
  EXPECT_THAT(now.reach(group.id, RoleScope::unit), Contains(school.value));
  EXPECT_THAT(faults(wish(UnitChangeKind::rename, {school})), Contains("/from/0"))
      << "it is not there any more";
}

TEST_P(UnitHistory, OneIsMergedIntoAnotherThatGoesOn) {
  const auto school = unit("219001");
  must(change_units(world.workspace(), admin(),
                    wish(UnitChangeKind::merge, {unit("301001"), school}, {{school, {}, {}, {}}})));
  EXPECT_FALSE(tree().find("219001")->until_year);
  EXPECT_EQ(tree().find("301001")->until_year, in(2024));
  EXPECT_EQ(tree().changes().size(), 1U) << "it comes from the other, not from itself";
}

TEST_P(UnitHistory, ASplitUnitMayGoOnAndAMovedOneGetsACodeOfItsNewDepartment) {
  const auto school = unit("219001");
  auto split = wish(UnitChangeKind::split, {school}, {fresh("219003", "东校"), fresh("219004", "西校")});
  split.goes_on = true;
  must(change_units(world.workspace(), admin(), split));
  EXPECT_FALSE(tree().find("219001")->until_year);
  must(change_units(world.workspace(), admin(),
                    wish(UnitChangeKind::move, {school}, {fresh("301005", "驾校")})));
  const auto now = tree();
  EXPECT_EQ(now.find("219001")->until_year, in(2024));
  EXPECT_EQ(now.department_of(*now.find("301005"))->name, "交通运输局");
  EXPECT_EQ(now.changes().size(), 3U);
}

TEST_P(UnitHistory, ANewUnitNeedsACodeOfADepartmentThatIsThere) {
  Unit made;
  made.code = "999001";
  made.name = "无主单位";
  const auto refused = add_unit(world.workspace(), admin(), made);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().findings.at(0).message, HasSubstr("没有编码为 999 的主管部门"));
  made.code = "219";
  EXPECT_FALSE(add_unit(world.workspace(), admin(), made)) << "taken";
  made.code = "219007";
  made.name = "幼儿园";
  EXPECT_EQ(must(add_unit(world.workspace(), admin(), made)).department_code, "219");
  made.code = "999";
  made.name = "新部门";
  EXPECT_EQ(must(add_unit(world.workspace(), admin(), made)).kind, UnitKind::department);
}

TEST_P(UnitHistory, ASectionOfTheFinanceBureauIsNoBudgetUnitAndStaysOne) {
  Unit made;
  made.code = "301901";
  made.name = "预算股";
  made.kind = UnitKind::section;
  const auto section = must(add_unit(world.workspace(), admin(), made));
  EXPECT_EQ(section.kind, UnitKind::section);
  EXPECT_EQ(section.department_code, "301");
  EXPECT_THAT(faults(wish(UnitChangeKind::merge, {unit("301001"), section.id}, {fresh("301902", "综合股")})),
              ElementsAre("/from/1"));
  EXPECT_THAT(faults(wish(UnitChangeKind::split, {section.id}, {{unit("301001"), {}, {}, {}}})),
              ElementsAre("/to/0/unit_id"));
  EXPECT_THAT(faults(wish(UnitChangeKind::merge, {unit("301001")}, {{section.id, {}, {}, {}}})),
              ElementsAre("/to/0/unit_id"));
  must(change_units(world.workspace(), admin(),
                    wish(UnitChangeKind::split, {section.id},
                         {fresh("301903", "预算编审股"), fresh("301904", "预算执行股")})));
  EXPECT_EQ(tree().find("301903")->kind, UnitKind::section);
  EXPECT_EQ(tree().find("301904")->kind, UnitKind::section);
}

}  // namespace
}  // namespace jiheng::app
