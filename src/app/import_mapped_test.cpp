// Exports of portals, as tests/portal has them, through saved column mappings.
#include "app/import_mapped.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/budget.h"
#include "app/goals_test_world.h"
#include "base/file.h"
#include "base/text.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::must;

class MappedImports : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};

  law::Mapping mapping(std::string_view id) {
    return must(law::find_mapping(world.workspace().book(), id, *Region::of(640323), *Date::of(2024, 3, 1)));
  }
  Result<MappedReport> import(std::string_view id, const std::string& file, MappedOptions options = {}) {
    const auto path = std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/portal" / file;
    return import_mapped_file(world.workspace(), mapping(id), path, options);
  }
  Result<MappedReport> text(std::string_view id, std::string_view csv, MappedOptions options = {}) {
    return import_mapped(world.workspace(), mapping(id), "导出.csv", csv, options);
  }
  void import_projects() { must(import("mapping.portal-projects", "projects.csv")); }
  std::int64_t count(const RecordDesc& record) { return must(world.store().count(record, {})); }
  Project project(const std::string& code) {
    store::Query query;
    query.where.push_back({"code", {Value{code}}});
    return must(store::load<Project>(world.store(), query)).at(0);
  }
  std::vector<std::string> lines_of_2024() {
    store::Query query = world.of_year();
    query.order_by = {"project_id", "fund_tag"};
    std::vector<std::string> lines;
    for (const auto& line : must(store::load<BudgetLine>(world.store(), query)))
      lines.push_back(fmt::format("{} {} {} {}", enum_code(line.fund_tag), line.initial.to_wan(),
                                  line.adjusted.to_wan(), line.executed ? line.executed->to_wan() : "-"));
    return lines;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, MappedImports,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

std::vector<std::string> all_texts(const Findings& findings) {
  std::vector<std::string> texts;
  for (const auto& finding : findings) texts.push_back(to_string(finding));
  return texts;
}

std::vector<std::string> error_texts(const Findings& findings) {
  Findings errors = findings;
  std::erase_if(errors, [](const Finding& finding) { return finding.severity != Severity::error; });
  return all_texts(errors);
}

const std::string kPortalHeader = "项目编码,项目名称,预算单位,项目类别,项目属性,支出功能分类,立项年度\n";

TEST_P(MappedImports, AreRefusedWhenTheFileIsAnotherTable) {
  const auto done = text("mapping.portal-projects", "项目编码,项目名称,金额\n1,2,3\n");
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().message,
              HasSubstr("第 1 行像表头，但没有预算单位、项目类别、项目属性、支出功能分类、立项年度"));
  EXPECT_FALSE(law::find_mapping(world.workspace().book(), "mapping.nothing", *Region::of(640323),
                                 *Date::of(2024, 3, 1)));
}

TEST_P(MappedImports, AskForTheUnitOfMoneyWhenNobodySaysIt) {
  const auto done = text(
      "mapping.portal-budget",
      "项目编码,预算年度,资金性质,资金标签,年初预算数,全年预算数\n64032324T000000000001,2024,11,否,5,5\n");
  ASSERT_FALSE(done);
  EXPECT_THAT(to_string(done.error()), HasSubstr("看不出“年初预算数”是元还是万元"));
}

TEST_P(MappedImports, NameTheCellOfEveryBadValueAndWriteNothing) {
  const auto report =
      must(text("mapping.portal-projects",
                kPortalHeader + "64032324T000000009001,甲,没有的学校,特定目标类,新增,205,2024\n" +
                    "64032324T00000000900,乙,219001,特定目标类,新增,205,2024\n" +
                    "64032324T000000009003,丙,219001,别的类,新增,205,2024\n" +
                    "64032324T000000009001,丁,219001,特定目标类,新增,205,2024\n"));
  EXPECT_EQ(report.refused, 4);
  EXPECT_FALSE(report.written);
  EXPECT_THAT(all_texts(report.findings),
              ElementsAre(HasSubstr("导出.csv 第 2 行“预算单位”: 没有叫“没有的学校”的单位"),
                          HasSubstr("第 3 行“项目编码”: 项目编码“64032324T00000000900”应为 21 位"),
                          HasSubstr("第 4 行“项目类别”"), HasSubstr("与第 2 行重复")));
  EXPECT_EQ(count(record_of<Project>()), 1);
}

TEST_P(MappedImports, RefuseACodeAndANameOfTwoUnits) {
  const auto report =
      must(text("mapping.portal-projects",
                kPortalHeader + "64032324T000000009001,甲,301001-盐池县第一小学,特定目标类,新增,205,2024\n"));
  EXPECT_THAT(all_texts(report.findings), ElementsAre(HasSubstr("都写时要是同一个单位")));
}

TEST_P(MappedImports, OfWorkbooksNameSheetAndCell) {
  import_projects();
  const auto report = must(import("mapping.portal-releases", "releases-bad.xlsx"));
  EXPECT_FALSE(report.written);
  EXPECT_THAT(
      error_texts(report.findings),
      ElementsAre(AllOf(HasSubstr("releases-bad.xlsx 指标下达台账!E4: "), HasSubstr("64032324T000000009999")),
                  AllOf(HasSubstr("releases-bad.xlsx 指标下达台账!I5: "), HasSubstr("二十八万"))));
  EXPECT_EQ(count(record_of<Release>()), 0);
}

TEST_P(MappedImports, TakeProjectsInGb18030WithTitlesTotalsCodesAndUnitsByCodeOrName) {
  const auto report = must(import("mapping.portal-projects", "projects.csv"));
  EXPECT_THAT(all_texts(report.findings), IsEmpty());
  EXPECT_EQ(report.rows, 4);
  EXPECT_EQ(report.totals, 1);
  EXPECT_EQ(report.inserted, 3);
  EXPECT_THAT(report.passed_over, IsEmpty());
  const auto road = project("64032324T000000009001");
  EXPECT_EQ(road.function_class, "2140106");
  EXPECT_EQ(road.kind, ProjectKind::fresh);
  EXPECT_EQ(road.last_year->value(), 2026);
  EXPECT_EQ(road.unit_id, project("64032324Y000000009002").unit_id) << "by code-name and by name";
  EXPECT_EQ(project("64032323T000000009003").function_class, "2130153");
  EXPECT_EQ(project("64032323T000000009003").first_year.value(), 2023);
}

TEST_P(MappedImports, SayWhatAReimportChangesFieldByFieldAndKeepWhatTheFileDoesNotSay) {
  import_projects();
  auto road = project("64032324T000000009001");
  road.policy_basis = "国办发〔2019〕45号";
  must(world.workspace().write({"test", "test"}, {store::put_of(road)}));
  const auto again = must(import("mapping.portal-projects", "projects.csv"));
  EXPECT_EQ(again.inserted, 0);
  EXPECT_EQ(again.updated, 0);
  EXPECT_EQ(again.unchanged, 3);
  const auto csv =
      kPortalHeader + "64032324T000000009001,农村公路养护补助资金,公路段,特定目标类,新增,2140106,2024\n";
  MappedOptions dry;
  dry.dry_run = true;
  EXPECT_EQ(must(text("mapping.portal-projects", csv, dry)).updated, 1);
  EXPECT_EQ(project("64032324T000000009001").name, "农村公路养护补助") << "a dry run writes nothing";
  const auto report = must(text("mapping.portal-projects", csv));
  EXPECT_EQ(report.updated, 1);
  std::vector<std::string> changes;
  for (const auto& change : report.changes)
    changes.push_back(fmt::format("{} {} {}: {} -> {}", change.where, change.record, change.label,
                                  change.before, change.after));
  EXPECT_THAT(
      changes,
      ElementsAre("导出.csv 第 2 行 64032324T000000009001 项目名称: 农村公路养护补助 -> 农村公路养护补助资金",
                  "导出.csv 第 2 行 64032324T000000009001 单位编码: 盐池县第一小学 -> 公路段"));
  EXPECT_EQ(project("64032324T000000009001").policy_basis, "国办发〔2019〕45号");
  EXPECT_EQ(project("64032324T000000009001").last_year->value(), 2026);
}

TEST_P(MappedImports, AddUpBudgetRowsOfOneLineReadTheUnitAboveAndFillMergedCellsDown) {
  import_projects();
  const auto report = must(import("mapping.portal-budget", "budget.xlsx"));
  EXPECT_THAT(all_texts(report.findings), IsEmpty());
  EXPECT_EQ(report.sheet, "部门预算项目支出表");
  EXPECT_EQ(report.totals, 2);
  EXPECT_EQ(report.combined, 1);
  EXPECT_EQ(report.inserted, 3);
  EXPECT_THAT(lines_of_2024(),
              ElementsAre("direct_transfer 1019.75 1019.75 -", "none 100.25 100.25 20.5", "none 30 28 0"));
  EXPECT_EQ(must(import("mapping.portal-budget", "budget.xlsx")).unchanged, 3);
}

TEST_P(MappedImports, OfPaymentsChangeOnlyWhatWasSpent) {
  import_projects();
  must(import("mapping.portal-budget", "budget.xlsx"));
  const std::string paid =
      "支付明细（单位：元）,,,,\n项目编码,年度,资金性质,支付金额,收款人\n64032324Y000000009002,2024,111,"
      "100000.00,甲\n"
      "64032324Y000000009002,2024,111,80000.00,乙\n";
  const auto report = must(text("mapping.portal-execution", paid));
  EXPECT_EQ(report.updated, 1);
  EXPECT_EQ(report.changes.at(0).after, "18");
  EXPECT_THAT(lines_of_2024(), ::testing::Contains("none 30 28 18"));
  const auto lost =
      must(text("mapping.portal-execution",
                "单位：元,,,\n项目编码,年度,资金性质,支付金额\n64032323T000000009003,2024,11,5\n"));
  EXPECT_THAT(all_texts(lost.findings),
              ElementsAre(HasSubstr("数据库里没有这条预算明细，表里又没有年初预算数、全年预算数")));
}

TEST_P(MappedImports, OfBudgetsThatContradictRegisteredChangesSayWhichRow) {
  import_projects();
  must(import("mapping.portal-budget", "budget.xlsx"));
  BudgetChange change;
  change.region = *Region::of(640323);
  change.project_id = project("64032324Y000000009002").id;
  change.year = world.year();
  change.kind = BudgetChangeKind::adjust;
  change.changed_on = *Date::of(2024, 5, 1);
  change.amount = Money::from_fen(-1'000'000);
  must(world.workspace().write({"test", "test"}, {store::put_of(change)}));
  const auto report = must(import("mapping.portal-budget", "budget.xlsx"));
  EXPECT_EQ(report.refused, 1);
  EXPECT_THAT(all_texts(report.findings),
              ElementsAre(AllOf(HasSubstr("部门预算项目支出表!A8"),
                                HasSubstr("全年预算数 28 万元，预算变动合计是 30、27 万元"))));
}

TEST_P(MappedImports, OfReleasesAreTakenWithAWarningForEachGuardAndCarryTheGoalThatIsApproved) {
  import_projects();
  must(import("mapping.portal-budget", "budget.xlsx"));
  Goal goal;
  goal.region = *Region::of(640323);
  goal.project_id = project("64032324Y000000009002").id;
  goal.year = world.year();
  goal.state = GoalState::approved;
  goal.text = "物业服务覆盖两栋办公楼";
  goal.version = 3;
  must(world.workspace().write({"test", "test"}, {store::put_of(goal)}));
  const auto report = must(import("mapping.portal-releases", "releases.xlsx"));
  EXPECT_TRUE(report.written);
  EXPECT_EQ(report.inserted, 2);
  EXPECT_EQ(report.combined, 1);
  EXPECT_EQ(report.refused, 0);
  std::vector<std::string> rules;
  for (const auto& finding : report.findings) {
    EXPECT_EQ(finding.severity, Severity::warning);
    EXPECT_THAT(finding.where, HasSubstr("指标下达台账!A3"));
    rules.push_back(finding.rule);
  }
  EXPECT_THAT(rules, ElementsAre("budget.guard.release-declaration", "budget.guard.release-goal-approved"));
  const auto releases = must(store::load<Release>(world.store()));
  ASSERT_EQ(releases.size(), 2U);
  for (const auto& release : releases) {
    EXPECT_EQ(release.document_number, "盐财预〔2024〕12号");
    EXPECT_EQ(release.title, "下达第一批项目资金");
    const bool office = release.project_id == goal.project_id;
    EXPECT_EQ(release.goal_version, office ? std::optional<std::int64_t>(3) : std::nullopt);
    EXPECT_EQ(release.amount.to_wan(), office ? "28" : "50");
  }
  EXPECT_EQ(must(import("mapping.portal-releases", "releases.xlsx")).unchanged, 2);
}

TEST_P(MappedImports, TakeTheGoodRowsWhenAskedTo) {
  MappedOptions partial;
  partial.partial = true;
  const auto report = must(text("mapping.portal-projects",
                                kPortalHeader + "64032324T000000009001,甲,219001,特定目标类,新增,205,2024\n" +
                                    "64032324T000000009002,乙,没有,特定目标类,新增,205,2024\n",
                                partial));
  EXPECT_TRUE(report.written);
  EXPECT_EQ(report.inserted, 1);
  EXPECT_EQ(report.refused, 1);
}

}  // namespace
}  // namespace jiheng::app
