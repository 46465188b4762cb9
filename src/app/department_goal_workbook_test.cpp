// A department's declaration out as a workbook and back in, on both databases: whose hand takes what, what is
// refused, and that both layouts come in one archive. And who has not begun it.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/department_goal_form.h"
#include "app/form_layout.h"
#include "app/goal_workbook_form.h"
#include "app/goal_workbook_taken.h"
#include "app/goal_workbooks.h"
#include "app/goals_test_world.h"
#include "app/radar.h"
#include "app/worklist.h"
#include "io/form_writer.h"
#include "io/xlsx_reader.h"
#include "io/zip_file.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class DepartmentWorkbooks : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};
  GoalRef ref;

  template <class T>
  static T must(Result<T> result) {
    return testing::must(std::move(result));
  }
  /// The project asks for 387.66 万元; the department has that task and one of 10.34.
  void SetUp() override {
    world.fill(must(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year())).file);
    ref = begin("wangli").ref();
    save("wangli", "header", R"({"fields":{"leader":"孙磊","phone":"0953-6012345"}})");
    save("wangli", "text", R"({"fields":{"text":"保障全县 2.4 万名学生就学。","note":"含营养改善"}})");
    save("wangli", "tasks",
         R"({"fields":{"tasks":[{"number":1},{"number":2,"task":"学前教育","content":"普惠园补助"}]}})");
    save("zhaomin", "money",
         R"({"fields":{"tasks":[{"number":2,"total":10340000,"fiscal":10000000,"other":340000}]}})");
    save(
        "wangli", "indicators",
        R"({"rows":[{"id":null,"level1":"产出指标","level2":"数量指标","name":"在校学生人数","op":">=","target":"24000","unit":"人","weight":20},
        {"id":null,"level1":"效益指标","level2":"社会效益指标","name":"毛入园率","op":">=","target":"93","unit":"%","weight":30}]})");
  }
  GoalFile begin(const std::string& who) {
    const Access& access = world.as(who);
    return must(start_department_goal(world.workspace(), access, *access.viewer().unit, world.year())).file;
  }
  void save(const std::string& who, std::string_view section, std::string_view json) {
    must(save_section(world.workspace(), world.as(who), ref, section, section_tag(now().form, section),
                      must(parse_json(json, "body"))));
  }
  GoalFile now() { return must(load_goal(world.workspace(), world.as("chenjie"), ref)); }

  /// What the workbook says now; tests change it as people do.
  io::FormData data() {
    const auto file = now();
    return official_form_data(file, must(last_year_of(world.store(), file)));
  }
  std::string bytes_of(const io::FormData& data, const io::FormStamp& stamp = {}) {
    const auto layout = form_template(must(law::find_form(
        world.workspace().book(), data.form, *Region::of(640323), GoalWorld::day("2023-11-01"))));
    return must(io::write_forms(layout, std::span(&data, 1), stamp));
  }
  WorkbookReport take(const std::string& who, const std::string& bytes, bool dry_run = false,
                      const WorkbookReport* seen = nullptr, std::string name = "form.xlsx") {
    return must(take_goal_workbooks(world.workspace(), world.as(who), name, bytes, {dry_run, seen}));
  }
  WorkbookForm only(const WorkbookReport& report) {
    EXPECT_THAT(report.forms, SizeIs(1));
    return report.forms.at(0);
  }
  static std::vector<std::string> labels(const WorkbookForm& form) {
    std::vector<std::string> out;
    for (const auto& change : form.changes) out.push_back(change.label);
    return out;
  }
  static Findings errors(const WorkbookForm& form) {
    Findings out;
    for (const auto& finding : form.findings) {
      if (finding.severity == Severity::error) out.push_back(finding);
    }
    return out;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, DepartmentWorkbooks,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(DepartmentWorkbooks, AnotherDepartmentsFormAndOneThatNobodyBeganAreRefused) {
  const auto others = only(take("other", bytes_of(data())));
  EXPECT_EQ(others.outcome, FormOutcome::refused);
  EXPECT_THAT(others.why, HasSubstr("没有代码为 219 的部门，或不归您管"));
  EXPECT_THAT(others.changes, IsEmpty());
  EXPECT_EQ(others.goal, 0);
  auto nameless = data();
  nameless.fields.erase("department_code");
  EXPECT_THAT(only(take("other", bytes_of(nameless))).why, HasSubstr("没有叫“教育体育局”的部门"));
  auto later = data();
  later.fields["year"].text = "2025";
  EXPECT_THAT(only(take("wangli", bytes_of(later))).why, HasSubstr("还没有 2025 年的部门整体绩效目标"));
}

TEST_P(DepartmentWorkbooks, AnAmountThatIsNoneIsMarkedAtItsCellAndNothingIsTaken) {
  auto form = data();
  form.tables["tasks"][1]["total"].text = "十万多";
  form.tables["tasks"][1]["fiscal"].text = "5";
  const auto before = now().form;
  const auto report = take("zhaomin", bytes_of(form));
  EXPECT_EQ(only(report).outcome, FormOutcome::refused);
  EXPECT_THAT(errors(only(report)),
              Contains(AllOf(Field(&Finding::rule, "form.value"), Field(&Finding::where, HasSubstr("!G7")))));
  EXPECT_EQ(now().form, before);
  EXPECT_EQ(report.marked.name, "form-标注.xlsx");
  const auto marked = must(io::read_xlsx(report.marked.bytes, "marked.xlsx"));
  ASSERT_THAT(marked.sheets, SizeIs(2));
  EXPECT_EQ(marked.sheets[1].name, "问题清单");
}

TEST_P(DepartmentWorkbooks, SumsThatAreNotThoseOfTheTasksAreMarkedInTheirCell) {
  auto form = data();
  form.tables["tasks"][1]["total"].text = "20";
  const auto taken = only(take("zhaomin", bytes_of(form)));
  EXPECT_EQ(taken.outcome, FormOutcome::refused);
  ASSERT_THAT(errors(taken), SizeIs(1));
  EXPECT_THAT(errors(taken)[0].message, HasSubstr("金额合计填的是 398 万元，各任务相加是 407.66 万元"));
  EXPECT_EQ(errors(taken)[0].where, taken.sheet + "!C9");
}

TEST_P(DepartmentWorkbooks, ComesBackAsItWentOutWithoutAnyChange) {
  const auto bytes = must(department_workbook(world.workspace(), now()));
  const auto before = must(world.store().last_audit_number());
  for (const auto* who : {"wangli", "zhaomin"}) {
    const auto form = only(take(who, bytes));
    EXPECT_EQ(form.outcome, FormOutcome::unchanged) << form.why;
    EXPECT_EQ(form.kind, FormKind::department);
    EXPECT_EQ(form.goal, ref.id);
    EXPECT_EQ(form.project_code, "219");
    EXPECT_EQ(form.project_name, "教育体育局部门整体支出");
    EXPECT_THAT(form.findings, Each(Field(&Finding::rule, Not(HasSubstr("workbook")))));
  }
  EXPECT_EQ(must(world.store().last_audit_number()), before);
}

TEST_P(DepartmentWorkbooks, EachHandTakesItsColumnsAndIsToldOfTheOthers) {
  auto form = data();
  form.tables["tasks"][1]["content"].text = "普惠园和幼师补助";
  form.tables["tasks"][1]["total"].text = "20";
  form.tables["tasks"][1]["fiscal"].text = "19.66";
  form.fields["sum_total"].text = "407.66";
  form.fields["sum_fiscal"].text = "407.32";
  form.fields["phone"].text = "0953-6000000";
  const auto bytes = bytes_of(form);
  const auto seen = take("zhaomin", bytes, true);
  EXPECT_THAT(labels(only(seen)), ElementsAre("“学前教育”的预算总额", "“学前教育”的财政拨款"));
  EXPECT_EQ(now().form.tasks[1].total->to_wan(), "10.34") << "only looked at";
  const auto money = only(take("zhaomin", bytes, false, &seen));
  EXPECT_EQ(money.outcome, FormOutcome::changed) << money.why;
  EXPECT_THAT(money.findings, Contains(AllOf(Field(&Finding::rule, "workbook.other_hand"),
                                             Field(&Finding::message, HasSubstr("主要内容")))));
  EXPECT_EQ(now().form.tasks[1].total->to_wan(), "20");
  EXPECT_EQ(now().form.tasks[1].content, "普惠园补助");
  const auto names = only(take("wangli", bytes));
  EXPECT_THAT(labels(names), ElementsAre("联系电话", "“学前教育”的主要内容"));
  EXPECT_EQ(now().form.phone, "0953-6000000");
  EXPECT_EQ(only(take("wangli", bytes)).outcome, FormOutcome::unchanged);
  EXPECT_EQ(only(take("zhaomin", bytes)).outcome, FormOutcome::unchanged);
}

TEST_P(DepartmentWorkbooks, ANewTaskComesWithOneHandAndItsMoneyWithTheOther) {
  auto form = data();
  form.tables["tasks"][0]["task"].text = "学生营养改善";  // the same by its content
  auto& added = form.tables["tasks"].emplace_back();
  added["task"].text = "教师培训";
  added["content"].text = "培训 300 人";
  added["total"].text = added["fiscal"].text = "30";
  form.fields["sum_total"].text = "428";
  form.fields["sum_fiscal"].text = "427.66";
  form.tables["indicators"][0]["target"].text = "24500";
  const auto bytes = bytes_of(form);
  const auto early = only(take("zhaomin", bytes));
  EXPECT_EQ(early.outcome, FormOutcome::unchanged) << early.why;
  EXPECT_THAT(early.findings, Contains(AllOf(Field(&Finding::rule, "workbook.new_task"),
                                             Field(&Finding::message, HasSubstr("教师培训")))));
  EXPECT_THAT(labels(only(take("wangli", bytes))),
              ElementsAre("任务名称", "新增任务“教师培训”", "“在校学生人数”的年度指标值"));
  EXPECT_EQ(now().form.tasks[0].number, 1);
  EXPECT_EQ(now().form.tasks[0].total->to_wan(), "387.66");
  ASSERT_THAT(now().form.tasks, SizeIs(3));
  EXPECT_FALSE(now().form.tasks[2].total);
  EXPECT_THAT(labels(only(take("zhaomin", bytes))),
              ElementsAre("“教师培训”的预算总额", "“教师培训”的财政拨款"));
  EXPECT_EQ(sums_of(now().form).total.to_wan(), "428");
}

TEST_P(DepartmentWorkbooks, AnEmptyTableOfTasksDeletesNothingAndOneTaskLessDeletesOne) {
  auto form = data();
  form.tables["tasks"].pop_back();
  for (const auto& [field, text] :
       {std::pair("sum_total", "387.66"), std::pair("sum_fiscal", "387.66"), std::pair("sum_other", "0")})
    form.fields[field].text = text;
  auto empty = form;
  empty.tables["tasks"].clear();
  for (const auto* field : {"sum_total", "sum_fiscal", "sum_other"}) empty.fields.erase(field);
  const auto kept = only(take("wangli", bytes_of(empty)));
  EXPECT_EQ(kept.outcome, FormOutcome::unchanged) << kept.why;
  EXPECT_THAT(kept.findings, Contains(Field(&Finding::message, HasSubstr("系统里的 2 项没有动"))));
  EXPECT_THAT(labels(only(take("wangli", bytes_of(form)))), ElementsAre("删除任务“学前教育”"));
  EXPECT_THAT(now().tasks, SizeIs(1));
}

TEST_P(DepartmentWorkbooks, AnOldWorkbookPutsNoNewerTaskBack) {
  const auto stamp = must(stamp_of(world.workspace(), now()));
  auto form = data();
  form.tables["tasks"][0]["content"].text = "表里改的内容";
  // Meanwhile in the browser: the second task goes, another comes with its money.
  save("zhengyi", "tasks",
       R"({"fields":{"tasks":[{"number":1},{"number":3,"task":"职业教育","content":"网上新加的"}]}})");
  save(
      "zhaomin", "money",
      R"({"fields":{"tasks":[{"number":1,"total":387660000,"fiscal":387660000},{"number":3,"total":500,"fiscal":500}]}})");
  const auto bytes = bytes_of(form, stamp);
  const auto taken = only(take("wangli", bytes));
  EXPECT_EQ(taken.outcome, FormOutcome::changed) << taken.why;
  EXPECT_THAT(labels(taken), ElementsAre(HasSubstr("的主要内容")));
  EXPECT_THAT(taken.findings, AllOf(Contains(AllOf(Field(&Finding::rule, "workbook.later_typing"),
                                                   Field(&Finding::message, HasSubstr("学前教育")))),
                                    Contains(AllOf(Field(&Finding::rule, "workbook.later_typing"),
                                                   Field(&Finding::message, HasSubstr("职业教育"))))));
  const auto tasks = now().form.tasks;
  ASSERT_THAT(tasks, SizeIs(2));
  EXPECT_EQ(tasks[0].content, "表里改的内容");
  EXPECT_EQ(tasks[1].task, "职业教育");
  EXPECT_EQ(tasks[1].total, Money::from_fen(500));
  // The finance hand's old sheet leaves the newer amount, too.
  const auto amounts = only(take("zhaomin", bytes));
  EXPECT_EQ(amounts.outcome, FormOutcome::unchanged) << amounts.why;
  EXPECT_EQ(now().form.tasks[1].total, Money::from_fen(500));
  save("zhengyi", "tasks", R"({"fields":{"tasks":[{"number":1,"content":"网上改的内容"},{"number":3}]}})");
  form.tables["tasks"][0]["content"].text = "表里又改的内容";
  std::swap(form.tables["tasks"][0], form.tables["tasks"][1]);
  const auto again = bytes_of(form, stamp);
  const auto refused = only(take("wangli", again));
  EXPECT_EQ(refused.outcome, FormOutcome::refused);
  EXPECT_EQ(refused.clashes, 1);
  const auto clash = std::ranges::find(refused.findings, "workbook.clash", &Finding::rule);
  ASSERT_NE(clash, refused.findings.end());
  const auto sheet = must(io::read_xlsx(again, "a.xlsx")).sheets.at(0);
  const auto marked = std::ranges::find_if(sheet.cells, [&](const io::XlsxCell& cell) {
    return clash->where == fmt::format("{}!{}", sheet.name, io::cell_name(cell.row, cell.column));
  });
  ASSERT_NE(marked, sheet.cells.end()) << clash->where;
  EXPECT_EQ(marked->text, "表里又改的内容");
}

TEST_P(DepartmentWorkbooks, AnArchiveHoldsBothLayoutsAndADepartmentOnlyOnce) {
  const auto goals = must(store::load<Goal>(world.store(), world.of_year()));
  const auto project = must(load_goal(world.workspace(), world.as("wangli"), goals.at(0).id.value));
  auto declaration = form_data_of(project, must(last_year_of(world.store(), project)));
  declaration.fields["plan"].text = "改过的计划";
  auto whole = data();
  whole.fields["note"].text = "改过的备注";
  auto zip = must(io::ZipWriter::create());
  must(zip.add("部门.xlsx", bytes_of(whole)));
  must(zip.add("项目.xlsx", bytes_of(declaration)));
  must(zip.add("又一份.xlsx", bytes_of(whole)));
  const auto report = take("wangli", must(zip.finish()), false, nullptr, "全部.zip");
  ASSERT_THAT(report.forms, SizeIs(3));
  EXPECT_EQ(report.forms[0].kind, FormKind::department);
  EXPECT_THAT(labels(report.forms[0]), ElementsAre("备注"));
  EXPECT_EQ(report.forms[1].kind, FormKind::project);
  EXPECT_THAT(labels(report.forms[1]), ElementsAre("实施计划"));
  EXPECT_THAT(report.forms[2].why, HasSubstr("同一个部门交了两张表，另一张在 部门.xlsx"));
}

TEST_P(DepartmentWorkbooks, WhoHasNotBegunIsNamedInTheListAndInTheRadar) {
  const auto list = must(missing_list(world.workspace(), world.as("chenjie"), FormKind::department));
  ASSERT_THAT(list.units, SizeIs(2));
  EXPECT_THAT(list.units[0].projects, ElementsAre("教育体育局部门整体支出"));
  EXPECT_THAT(list.units[1].projects, ElementsAre("交通运输局部门整体支出（还没有开始）"));
  EXPECT_THAT(list.text, HasSubstr("【2024 年部门整体绩效目标申报】"));
  EXPECT_THAT(list.text, HasSubstr("还有 2 个单位 2 份没有送审（期限 2023年11月15日）"));
  const auto projects = must(missing_list(world.workspace(), world.as("chenjie")));
  EXPECT_THAT(projects.text, Not(HasSubstr("部门整体")));
  const auto own = must(missing_list(world.workspace(), world.as("liufang"), FormKind::department));
  EXPECT_THAT(own.units, SizeIs(1)) << "of the other department she sees nothing";
  const auto radar = must(owner_radar(world.workspace(), world.as("chenjie")));
  ASSERT_THAT(radar.not_begun, SizeIs(1));
  EXPECT_EQ(radar.not_begun[0].project, "交通运输局部门整体支出");
  EXPECT_EQ(radar.not_begun[0].goal_id, 0);
  EXPECT_THAT(must(owner_radar(world.workspace(), world.as("liufang"))).not_begun, IsEmpty());
}

TEST_P(DepartmentWorkbooks, ADepartmentsFormThatNobodyTouchedIsInTheRadar) {
  const auto made = begin("other");
  const auto radar = must(owner_radar(world.workspace(), world.as("chenjie")));
  EXPECT_THAT(radar.not_begun, IsEmpty());
  ASSERT_THAT(radar.never_updated, SizeIs(1));
  EXPECT_EQ(radar.never_updated[0].kind, FormKind::department);
  EXPECT_EQ(radar.never_updated[0].goal_id, made.ref().id);
  EXPECT_EQ(radar.never_updated[0].unit, "公路段");
}

}  // namespace
}  // namespace jiheng::app
