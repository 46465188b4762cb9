// The declaration as Excel and WPS leave it after a person saved it (tests/forms/office): read as it was
// meant, or refused with one clear reason; and what is handed back marked opens again with everything that
// was the person's own.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>

#include "app/goal_workbook_form.h"
#include "app/goal_workbooks.h"
#include "app/goals_test_world.h"
#include "base/file.h"
#include "io/workbook_mark.h"
#include "io/xlsx_edit.h"
#include "io/xlsx_reader.h"

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
using ::testing::UnorderedElementsAre;

template <class T>
T must_office(Result<T> result) {
  return testing::must(std::move(result));
}

std::string office_file(std::string_view name) {
  return must_office(read_file(std::filesystem::path(JIHENG_SOURCE_DIR) / "tests/forms/office" / name));
}

class OfficeWorkbooks : public ::testing::Test {
 protected:
  GoalWorld world{testing::Backend::file};
  std::int64_t goal = 0;

  void SetUp() override {
    auto started =
        must_office(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()));
    goal = started.file.goal.id.value;
    world.fill(must_office(load_goal(world.workspace(), world.as("chenjie"), goal)));
  }

  WorkbookReport take(const std::string& bytes, std::string_view name, const char* who = "wangli") {
    return must_office(take_goal_workbooks(world.workspace(), world.as(who), name, bytes, {}));
  }
  /// The only form in the file, as the person who fills the project's part hands it in.
  WorkbookForm form(std::string_view name) {
    auto report = take(office_file(name), name);
    EXPECT_THAT(report.forms, SizeIs(1)) << name;
    return report.forms.empty() ? WorkbookForm{} : report.forms[0];
  }
  static std::vector<std::string> changes(const WorkbookForm& form) {
    std::vector<std::string> out;
    for (const auto& change : form.changes)
      out.push_back(fmt::format("{}：{}→{}", change.label, change.before, change.after));
    return out;
  }
  static std::vector<std::string> errors(const WorkbookForm& form) {
    std::vector<std::string> out;
    for (const auto& finding : form.findings) {
      if (finding.severity == Severity::error)
        out.push_back(fmt::format("{}：{}", finding.where, finding.message));
    }
    return out;
  }
};

TEST_F(OfficeWorkbooks, the_same_declaration_in_every_dialect_changes_nothing) {
  for (const auto* name :
       {"excel-365.xlsx", "excel-macro.xlsm", "excel-hidden-sheet.xlsx", "excel-marked.xlsx",
        "wps-characters.xlsx", "wps-covered.xlsx", "zip-descriptors.xlsx", "zip-descriptors-with-sizes.xlsx",
        "zip64-local.xlsx", "zip-folders.xlsx", "zip-backslashes.xlsx", "zip-capitals.xlsx"}) {
    for (const auto* who : {"wangli", "zhaomin"}) {
      const auto report = take(office_file(name), name, who);
      ASSERT_THAT(report.forms, SizeIs(1)) << name;
      EXPECT_EQ(report.forms[0].outcome, FormOutcome::unchanged)
          << name << " " << who << " " << report.forms[0].why;
      EXPECT_THAT(changes(report.forms[0]), IsEmpty()) << name;
      EXPECT_THAT(errors(report.forms[0]), IsEmpty()) << name;
    }
  }
}

TEST_F(OfficeWorkbooks, numbers_and_dates_are_read_as_their_formats_show_them) {
  const std::pair<const char*, const char*> kDates[] = {{"excel-values.xlsx", "12月20日"},
                                                        {"excel-1904.xlsx", "2024-12-20"},
                                                        {"excel-month.xlsx", "2023年12月"},
                                                        {"excel-no-year.xlsx", "12月21日"},
                                                        {"excel-strict.xlsx", "2024-12-10"}};
  std::string before = "12月20日前";
  for (const auto& [name, after] : kDates) {
    const auto said = form(name);
    EXPECT_EQ(said.outcome, before == after ? FormOutcome::unchanged : FormOutcome::changed)
        << name << " " << said.why;
    std::vector<std::string> expected;
    if (before != after)
      expected.push_back(fmt::format("“供餐资金拨付完成时间”的年度指标值：{}→{}", before, after));
    EXPECT_EQ(changes(said), expected) << name;
    before = after;
  }
}

TEST_F(OfficeWorkbooks, cells_that_show_an_error_are_named_one_by_one) {
  const auto said = form("excel-errors.xlsx");
  EXPECT_EQ(said.outcome, FormOutcome::refused);
  EXPECT_THAT(
      errors(said),
      UnorderedElementsAre(HasSubstr("!H19：单元格是错误值 #REF!"), HasSubstr("!J20：单元格是错误值 #DIV/0!"),
                           HasSubstr("!J22：分值“十分”不能读取"), HasSubstr("!H24：公式没有保存计算结果")));
}

TEST_F(OfficeWorkbooks, a_form_saved_by_wps_is_read_past_pictures_and_empty_formats) {
  const auto said = form("wps-saved.xlsx");
  EXPECT_EQ(said.sheet, "Sheet1 (2)");
  EXPECT_EQ(said.outcome, FormOutcome::unchanged) << said.why;
  EXPECT_THAT(said.findings, Contains(AllOf(Field(&Finding::where, "Sheet1 (2)!K21"),
                                            Field(&Finding::message, HasSubstr("图片")))));
}

TEST_F(OfficeWorkbooks, rows_that_were_put_between_and_one_that_was_taken_away) {
  const auto said = form("wps-rows.xlsx");
  EXPECT_EQ(said.outcome, FormOutcome::changed) << said.why;
  EXPECT_THAT(changes(said), ElementsAre(HasSubstr("每生每天补助标准")));
}

TEST_F(OfficeWorkbooks, a_hidden_copy_of_the_form_is_told_and_not_taken) {
  const auto said = form("excel-hidden-sheet.xlsx");
  EXPECT_EQ(said.sheet, "义务教育学生营养改善计划");
  EXPECT_THAT(said.findings, Contains(AllOf(Field(&Finding::where, "去年的备份"),
                                            Field(&Finding::message, HasSubstr("隐藏")))));
}

/// Rows with a format and nothing else, 36 MB of them, as after formatting whole columns.
TEST_F(OfficeWorkbooks, hundreds_of_thousands_of_empty_rows_hinder_neither_the_reader_nor_the_marks) {
  auto package = must_office(io::XlsxPackage::open(office_file("wps-saved.xlsx"), "tail"));
  auto xml = must_office(package.text("xl/worksheets/sheet2.xml"));
  const auto first = xml.find("<row r=\"29\"");
  const auto end = xml.find("</sheetData>");
  std::string rows;
  for (int row = 29; row <= 1'048'576; row += row < 400'000 ? 1 : 100'000)
    rows += fmt::format(
        "<row r=\"{}\" spans=\"1:11\" s=\"4\" customFormat=\"1\" ht=\"14.25\" customHeight=\"1\" "
        "hidden=\"0\"/>",
        row);
  xml.replace(first, end - first, rows);
  package.put("xl/worksheets/sheet2.xml", xml);
  const auto bytes = must_office(package.save());
  const auto said = take(bytes, "tail.xlsx");
  ASSERT_THAT(said.forms, SizeIs(1));
  EXPECT_EQ(said.forms[0].outcome, FormOutcome::unchanged) << said.forms[0].why;
  const auto marked = must_office(
      io::mark_workbook(bytes, "tail.xlsx", {{"x", Severity::error, "分值不对", "Sheet1 (2)!J19", "改"}}));
  auto again = must_office(io::XlsxPackage::open(marked, "marked"));
  EXPECT_THAT(must_office(again.text("xl/worksheets/sheet2.xml")), HasSubstr(rows.substr(0, 400)));
  EXPECT_EQ(take(marked, "marked.xlsx").forms[0].outcome, FormOutcome::unchanged);
}

TEST_F(OfficeWorkbooks, what_is_no_workbook_says_what_it_is_and_what_to_do) {
  const std::pair<const char*, const char*> kFiles[] = {{"password.xlsx", "加了打开密码"},
                                                        {"old-xls.xlsx", "旧的 .xls（或 WPS 的 .et）格式"},
                                                        {"csv.xlsx", "是文本（CSV）"},
                                                        {"html.xlsx", "是网页（HTML）"},
                                                        {"xml-2003.xlsx", "XML 表格"},
                                                        {"pdf.xlsx", "是 PDF"},
                                                        {"ods.xlsx", "OpenDocument（.ods）"},
                                                        {"docx.xlsx", "是 Word 文档"},
                                                        {"xlsb.xlsx", "二进制工作簿（.xlsb）"},
                                                        {"zip-password.xlsx", "加了密码"},
                                                        {"zip-deflate64.xlsx", "不支持的压缩方法"}};
  for (const auto& [name, words] : kFiles) {
    const auto said = form(name);
    EXPECT_EQ(said.outcome, FormOutcome::refused) << name;
    EXPECT_THAT(said.why, AllOf(HasSubstr(name), HasSubstr(words))) << name;
    EXPECT_TRUE(said.why.find("另存为") != std::string::npos || said.why.find("请") != std::string::npos)
        << name << " does not say how to mend it: " << said.why;
  }
}

class OfficeMarks : public ::testing::TestWithParam<const char*> {};

TEST_P(OfficeMarks, marked_twice_it_holds_what_the_person_wrote_and_the_last_marks_alone) {
  const auto bytes = office_file(GetParam());
  const auto before = must_office(io::read_xlsx(bytes, GetParam()));
  std::string sheet;
  for (const auto& one : before.sheets) {
    if (one.cells.size() > 20 && !one.hidden) sheet = one.name;
  }
  const auto finding = [&](const char* cell) {
    return Finding{"form.value", Severity::error, "填得不对", sheet + "!" + cell, "改"};
  };
  const auto once = must_office(io::mark_workbook(bytes, GetParam(), {finding("H19"), finding("J23")}));
  const auto twice = must_office(io::mark_workbook(once, GetParam(), {finding("J24")}));
  const auto after = must_office(io::read_xlsx(twice, GetParam()));
  std::size_t lists = 0;
  for (const auto& one : after.sheets) lists += one.name.starts_with("问题清单") ? 1 : 0;
  EXPECT_EQ(lists, 1U);
  for (std::size_t i = 0; i < before.sheets.size(); ++i) {
    const auto& was = before.sheets[i];
    const auto& is = after.sheets[i];
    if (was.name == "问题清单") continue;
    ASSERT_EQ(was.cells.size(), is.cells.size()) << was.name;
    for (std::size_t c = 0; c < was.cells.size(); ++c)
      EXPECT_TRUE(was.cells[c].text == is.cells[c].text && was.cells[c].kind == is.cells[c].kind)
          << io::cell_name(was.cells[c].row, was.cells[c].column);
  }
}

INSTANTIATE_TEST_SUITE_P(Files, OfficeMarks,
                         ::testing::Values("excel-365.xlsx", "excel-values.xlsx", "excel-1904.xlsx",
                                           "excel-strict.xlsx", "excel-errors.xlsx", "excel-macro.xlsm",
                                           "excel-marked.xlsx", "wps-saved.xlsx", "wps-rows.xlsx",
                                           "zip-backslashes.xlsx", "zip-capitals.xlsx", "zip64-local.xlsx"));

TEST(OfficeMarksKept, what_another_program_made_of_our_marks_is_known_again) {
  const auto bytes = office_file("excel-marked.xlsx");
  const auto marked = must_office(io::mark_workbook(
      bytes, "x", {{"form.value", Severity::error, "填得不对", "义务教育学生营养改善计划!J24", "改"}}));
  auto package = must_office(io::XlsxPackage::open(marked, "x"));
  const auto comments = must_office(package.text("xl/comments1.xml"));
  EXPECT_THAT(comments, AllOf(HasSubstr("问过学校"), HasSubstr("这里再看看"), HasSubstr("\"J24\""),
                              Not(HasSubstr("\"H20\""))));
  const auto shapes = must_office(package.text("xl/drawings/vmlDrawing1.vml"));
  EXPECT_THAT(shapes, AllOf(HasSubstr("<x:Row>18</x:Row>"), HasSubstr("<x:Row>21</x:Row>"),
                            HasSubstr("<x:Row>23</x:Row>"), Not(HasSubstr("<x:Row>19</x:Row>"))));
}

TEST(OfficeMarksKept, a_strict_workbook_stays_strict) {
  const auto marked = must_office(
      io::mark_workbook(office_file("excel-strict.xlsx"), "x",
                        {{"form.value", Severity::error, "填得不对", "义务教育学生营养改善计划!J24", "改"}}));
  auto package = must_office(io::XlsxPackage::open(marked, "x"));
  for (const auto* part :
       {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
        "xl/worksheets/_rels/sheet1.xml.rels", "xl/commentsJh1.xml", "xl/worksheets/jiheng1.xml"}) {
    const auto text = must_office(package.text(part));
    EXPECT_THAT(text, AllOf(HasSubstr("purl.oclc.org"), Not(HasSubstr("/officeDocument/2006/")),
                            Not(HasSubstr("/spreadsheetml/2006/"))))
        << part;
  }
}

}  // namespace
}  // namespace jiheng::app
