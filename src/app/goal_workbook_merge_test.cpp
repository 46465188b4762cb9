// A workbook that went out, was typed in, and comes back after somebody has typed in the browser, too:
// nothing newer is lost without a word.
#include "app/goal_workbook_merge.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/department_goal_form.h"
#include "app/form_layout.h"
#include "app/goals_test_world.h"
#include "io/form_writer.h"
#include "io/xlsx_edit.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

template <class T>
T must_merge(Result<T> result) {
  return testing::must(std::move(result));
}

class OldWorkbooks : public ::testing::TestWithParam<testing::Backend> {
 protected:
  GoalWorld world{GetParam()};
  std::int64_t goal = 0;

  void SetUp() override {
    auto started =
        must_merge(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()));
    goal = started.file.goal.id.value;
    world.fill(now());
  }
  GoalFile now() { return must_merge(load_goal(world.workspace(), world.as("chenjie"), goal)); }

  /// The workbook as it goes out now, after `typed` was done to it.
  template <class Typed>
  std::string workbook(const Typed& typed) {
    const auto file = now();
    auto data = form_data_of(file, must_merge(last_year_of(world.store(), file)));
    typed(data);
    const auto layout = form_template(must_merge(law::find_form(
        world.workspace().book(), kGoalForm, *Region::of(640323), GoalWorld::day("2023-11-01"))));
    return must_merge(
        io::write_forms(layout, std::span(&data, 1), must_merge(stamp_of(world.workspace(), file))));
  }
  static auto plan(std::string text) {
    return [text](io::FormData& data) { data.fields["plan"].text = text; };
  }
  static void untouched(io::FormData&) {}

  void type(const std::string& who, std::string_view section, const std::string& json) {
    world.clock().set(world.clock().now_ms() + 3'600'000);
    const auto file = now();
    const auto saved =
        must_merge(save_section(world.workspace(), world.as(who), goal, section,
                                section_tag(file.form, section), must_merge(parse_json(json, "body"))));
    ASSERT_FALSE(saved.stale);
  }
  void type_plan(const std::string& text, const std::string& who = "zhengyi") {
    type(who, "text", fmt::format(R"({{"fields":{{"plan":"{}"}}}})", text));
  }
  /// The rows as they are, changed by `edit`, saved by a colleague.
  template <class Edit>
  void type_rows(const Edit& edit) {
    auto form = now().form;
    edit(form.rows);
    type("zhengyi", "indicators", section_json(form, "indicators"));
  }

  WorkbookForm take(const std::string& bytes, ClashChoice choice = ClashChoice::ask, bool dry_run = false) {
    WorkbookOptions options;
    options.dry_run = dry_run;
    options.clash = choice;
    auto report =
        must_merge(take_goal_workbooks(world.workspace(), world.as("wangli"), "a.xlsx", bytes, options));
    EXPECT_THAT(report.forms, SizeIs(1));
    return report.forms.at(0);
  }
  static std::vector<std::string> told_of(const WorkbookForm& form, std::string_view rule) {
    std::vector<std::string> out;
    for (const auto& finding : form.findings) {
      if (finding.rule == rule) out.push_back(finding.message);
    }
    return out;
  }
  static auto row(GoalForm& form, std::string_view name) {
    return std::ranges::find(form.rows, name, &GoalRow::name);
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, OldWorkbooks,
                         ::testing::Values(testing::Backend::file, testing::Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(OldWorkbooks, a_field_that_both_have_changed_is_refused_until_somebody_decides) {
  const auto bytes = workbook(plan("表里改的计划，六月开工"));
  const auto out = now().form.plan;
  type_plan("网上改的计划，三月招标");
  for (const bool dry_run : {true, false}) {
    const auto form = take(bytes, ClashChoice::ask, dry_run);
    EXPECT_EQ(form.outcome, FormOutcome::refused);
    EXPECT_EQ(form.why, "有 1 处取出以后网上也改过，先定以哪边的为准");
    EXPECT_EQ(form.clashes, 1);
    EXPECT_THAT(form.changes, IsEmpty());
    ASSERT_THAT(told_of(form, "workbook.clash"), SizeIs(1));
    EXPECT_THAT(told_of(form, "workbook.clash")[0],
                AllOf(HasSubstr("实施计划"), HasSubstr("郑艺"), HasSubstr(out), HasSubstr("网上改的计划"),
                      HasSubstr("表里改的计划")));
    EXPECT_EQ(now().form.plan, "网上改的计划，三月招标");
  }
}

TEST_P(OldWorkbooks, what_was_decided_is_done_and_told) {
  const auto bytes = workbook([](io::FormData& data) {
    data.fields["plan"].text = "表里改的计划，六月开工";
    data.fields["leader"].text = "王丽丽";
  });
  type_plan("网上改的计划，三月招标");
  auto form = take(bytes, ClashChoice::web);
  EXPECT_EQ(form.outcome, FormOutcome::changed);
  EXPECT_THAT(told_of(form, "workbook.clash"), ElementsAre(HasSubstr("保留网上的")));
  EXPECT_EQ(now().form.plan, "网上改的计划，三月招标");
  EXPECT_EQ(now().form.leader, "王丽丽") << "what only the sheet changed is taken";
  form = take(bytes, ClashChoice::sheet);
  EXPECT_EQ(form.outcome, FormOutcome::changed);
  EXPECT_THAT(told_of(form, "workbook.clash"), ElementsAre(HasSubstr("用表里的")));
  EXPECT_EQ(now().form.plan, "表里改的计划，六月开工");
}

TEST_P(OldWorkbooks, what_only_the_browser_changed_stays_and_is_told_with_the_time) {
  const auto bytes = workbook([](io::FormData& data) { data.fields["leader"].text = "王丽丽"; });
  type_plan("网上改的计划，三月招标");
  const auto form = take(bytes);
  EXPECT_EQ(form.outcome, FormOutcome::changed);
  EXPECT_THAT(form.taken, HasSubstr("202"));
  EXPECT_EQ(form.clashes, 0);
  ASSERT_THAT(told_of(form, "workbook.later_typing"), SizeIs(1));
  EXPECT_THAT(told_of(form, "workbook.later_typing")[0],
              AllOf(HasSubstr("郑艺 " + beijing_minute(world.clock().now_ms())), HasSubstr("没有动网上的")));
  EXPECT_EQ(now().form.plan, "网上改的计划，三月招标");
  EXPECT_EQ(now().form.leader, "王丽丽");
}

TEST_P(OldWorkbooks, the_same_change_on_both_sides_is_none) {
  const auto bytes = workbook(plan("六月开工"));
  type_plan("六月开工");
  const auto form = take(bytes);
  EXPECT_EQ(form.outcome, FormOutcome::unchanged) << form.why;
  EXPECT_THAT(told_of(form, "workbook.clash"), IsEmpty());
}

TEST_P(OldWorkbooks, rows_that_came_went_and_changed_in_the_browser_stay_as_they_are_there) {
  const auto bytes = workbook([](io::FormData& data) {
    data.tables["indicators"][0]["weight"].text = "3";  // only the sheet
  });
  std::string gone;
  std::string changed;
  type_rows([&](std::vector<GoalRow>& rows) {
    gone = rows.back().name;
    changed = rows[1].name;
    rows.pop_back();
    rows[1].target = "1499";
    auto fresh = rows[0];
    fresh.id = 0;
    fresh.name = "网上新加的指标";
    rows.push_back(fresh);
  });
  const auto first = now().form.rows[0].name;
  const auto form = take(bytes);
  EXPECT_EQ(form.outcome, FormOutcome::changed) << form.why;
  EXPECT_THAT(told_of(form, "workbook.later_typing"),
              ElementsAre(HasSubstr(changed), HasSubstr(gone), HasSubstr("网上新加的指标")));
  auto after = now().form;
  EXPECT_EQ(row(after, gone), after.rows.end());
  ASSERT_NE(row(after, "网上新加的指标"), after.rows.end());
  EXPECT_EQ(row(after, changed)->target, "1499");
  EXPECT_EQ(row(after, first)->weight->to_short(), "3");
}

TEST_P(OldWorkbooks, a_row_that_went_on_one_side_and_changed_on_the_other_is_decided) {
  std::string name;
  const auto bytes = workbook([&](io::FormData& data) {
    name = data.tables["indicators"][1]["name"].text;
    data.tables["indicators"].erase(data.tables["indicators"].begin() + 1);
  });
  type_rows([](std::vector<GoalRow>& rows) { rows[1].target = "1499"; });
  EXPECT_EQ(take(bytes).clashes, 1);
  take(bytes, ClashChoice::web);
  auto form = now().form;
  EXPECT_NE(row(form, name), form.rows.end());
  take(bytes, ClashChoice::sheet);
  form = now().form;
  EXPECT_EQ(row(form, name), form.rows.end());
}

TEST_P(OldWorkbooks, ones_own_earlier_import_of_the_same_file_is_no_typing_in_the_browser) {
  const auto file = now();
  const auto stamp = must_merge(stamp_of(world.workspace(), file));
  const auto layout = form_template(must_merge(law::find_form(
      world.workspace().book(), kGoalForm, *Region::of(640323), GoalWorld::day("2023-11-01"))));
  auto data = form_data_of(file, must_merge(last_year_of(world.store(), file)));
  for (const auto* text : {"第一稿，三月招标", "第二稿，四月招标", "第一稿，三月招标"}) {
    data.fields["plan"].text = text;
    const auto form = take(must_merge(io::write_forms(layout, std::span(&data, 1), stamp)));
    EXPECT_EQ(form.outcome, FormOutcome::changed) << form.why;
    EXPECT_THAT(told_of(form, "workbook.clash"), IsEmpty());
    EXPECT_EQ(now().form.plan, text);
  }
  type_plan("网上改的计划");
  data.fields["plan"].text = "第三稿，五月招标";
  EXPECT_EQ(take(must_merge(io::write_forms(layout, std::span(&data, 1), stamp))).clashes, 1);
}

TEST_P(OldWorkbooks, what_says_nothing_of_its_going_out_is_taken_as_before) {
  auto bytes = workbook(plan("表里改的计划"));
  type_plan("网上改的计划");
  auto package = must_merge(io::XlsxPackage::open(bytes, "a.xlsx"));
  auto hidden = must_merge(package.text("xl/worksheets/sheet2.xml"));
  const auto cells = hidden.find("<sheetData>");
  ASSERT_NE(cells, std::string::npos);
  const auto end = hidden.find("</sheetData>");
  hidden.replace(cells, end - cells, "<sheetData>");
  package.put("xl/worksheets/sheet2.xml", hidden);
  const auto form = take(must_merge(package.save()));
  EXPECT_EQ(form.outcome, FormOutcome::changed);
  EXPECT_EQ(form.taken, "");
  EXPECT_EQ(now().form.plan, "表里改的计划");
}

TEST_P(OldWorkbooks, what_the_program_keeps_in_a_workbook_is_not_told_as_a_bad_sheet) {
  auto package = must_merge(io::XlsxPackage::open(workbook(untouched), "a.xlsx"));
  auto strings = must_merge(package.text("xl/sharedStrings.xml"));
  const auto head = strings.find("三级指标");
  ASSERT_NE(head, std::string::npos);
  package.put("xl/sharedStrings.xml", strings.replace(head, std::string("三级指标").size(), "别的"));
  const auto form = take(must_merge(package.save()));
  EXPECT_EQ(form.outcome, FormOutcome::refused);
  EXPECT_THAT(form.findings, Contains(Field(&Finding::where, HasSubstr("营养改善计划"))));
  EXPECT_THAT(form.findings, Not(Contains(Field(&Finding::where, HasSubstr("取出记录")))));
}

TEST_P(OldWorkbooks, the_sheet_says_when_it_went_out_and_a_long_form_comes_back_whole) {
  type_rows([](std::vector<GoalRow>& rows) {
    const auto like = rows[0];
    for (int i = 0; i < 120; ++i) {
      rows.push_back(like);
      rows.back().id = 0;
      rows.back().name = fmt::format("第{}个指标，名字写得长一些，好让一格放不下", i);
    }
  });
  const auto bytes = workbook(untouched);
  auto package = must_merge(io::XlsxPackage::open(bytes, "a.xlsx"));
  EXPECT_THAT(must_merge(package.text("xl/worksheets/sheet1.xml")),
              HasSubstr("取自绩衡 " + beijing_minute(world.clock().now_ms())));
  EXPECT_THAT(must_merge(package.text("xl/workbook.xml")), HasSubstr("state=\"hidden\""));
  const auto taken = taken_of(io::read_stamp(must_merge(io::read_xlsx(bytes, "a.xlsx"))));
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->json, form_json(now().form));
  EXPECT_EQ(taken->ref, now().ref());
  EXPECT_EQ(take(bytes).outcome, FormOutcome::unchanged);
}

}  // namespace
}  // namespace jiheng::app
