#include "io/workbook_mark.h"

#include <gmock/gmock.h>

#include "base/file.h"
#include "io/xlsx_edit.h"
#include "io/xlsx_reader.h"

namespace jiheng::io {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string test_workbook(const char* name) {
  return read_file(std::string(JIHENG_SOURCE_DIR) + "/tests/forms/" + name).value();
}

Finding wrong(std::string where, Severity severity = Severity::error) {
  return {"form.value", severity, "分值“很多”不能读取 <&>", std::move(where), "填数"};
}

void expect_same_cells(const XlsxSheet& before, const XlsxSheet& after) {
  EXPECT_EQ(before.name, after.name);
  ASSERT_EQ(before.cells.size(), after.cells.size()) << before.name;
  for (std::size_t i = 0; i < before.cells.size(); ++i) {
    const auto& a = before.cells[i];
    const auto& b = after.cells[i];
    EXPECT_TRUE(a.row == b.row && a.column == b.column && a.kind == b.kind && a.text == b.text &&
                a.formula == b.formula)
        << before.name << "!" << cell_name(a.row, a.column);
  }
  EXPECT_EQ(before.merged.size(), after.merged.size());
}

TEST(WorkbookMark, RefusesWhatTheReaderRefuses) {
  for (const char* name : {"no-zip.xlsx", "truncated.xlsx", "bomb.xlsx", "doctype.xlsx", "half-xml.xlsx"}) {
    EXPECT_FALSE(mark_workbook(test_workbook(name), name, {wrong("x!A1")})) << name;
  }
}

class WorkbookMarkOf : public ::testing::TestWithParam<const char*> {};

TEST_P(WorkbookMarkOf, KeepsEverythingThatTheUserWrote) {
  const std::string bytes = test_workbook(GetParam());
  const auto before = read_xlsx(bytes, GetParam());
  ASSERT_TRUE(before) << to_string(before.error());
  const std::string sheet = before->sheets[0].name;
  const auto marked =
      mark_workbook(bytes, GetParam(), {wrong(sheet + "!C7"), wrong(sheet + "!XFD9"), wrong(sheet)});
  ASSERT_TRUE(marked) << to_string(marked.error());
  const auto after = read_xlsx(*marked, GetParam());
  ASSERT_TRUE(after) << to_string(after.error());
  ASSERT_EQ(after->sheets.size(), before->sheets.size() + 1);
  for (std::size_t s = 0; s < before->sheets.size(); ++s)
    expect_same_cells(before->sheets[s], after->sheets[s]);
  const auto& list = after->sheets.back();
  EXPECT_EQ(list.name, "问题清单");
  EXPECT_EQ(list.find(2, 3)->text, sheet + "!C7");
  EXPECT_EQ(list.find(2, 4)->text, "分值“很多”不能读取 <&>");
}

TEST_P(WorkbookMarkOf, MarkedAgainHasOnlyTheNewMarks) {
  const std::string bytes = test_workbook(GetParam());
  const std::string sheet = read_xlsx(bytes, GetParam())->sheets[0].name;
  const auto once = mark_workbook(bytes, GetParam(), {wrong(sheet + "!C7"), wrong(sheet + "!D8")});
  ASSERT_TRUE(once) << to_string(once.error());
  const auto twice = mark_workbook(*once, GetParam(), {wrong(sheet + "!D8", Severity::warning)});
  ASSERT_TRUE(twice) << to_string(twice.error());
  auto package = XlsxPackage::open(*twice, GetParam());
  ASSERT_TRUE(package);
  const auto comments = package->text("xl/commentsJh1.xml");
  ASSERT_TRUE(comments);
  EXPECT_THAT(*comments, HasSubstr("\"D8\""));
  EXPECT_THAT(*comments, Not(HasSubstr("\"C7\"")));
  const auto shapes = package->text("xl/drawings/vmlDrawingJh1.vml");
  ASSERT_TRUE(shapes);
  EXPECT_THAT(*shapes, HasSubstr("<x:Row>7</x:Row>"));
  EXPECT_THAT(*shapes, Not(HasSubstr("<x:Row>6</x:Row>")));
  const auto after = read_xlsx(*twice, GetParam());
  ASSERT_TRUE(after) << to_string(after.error());
  EXPECT_EQ(after->sheets.size(), read_xlsx(bytes, GetParam())->sheets.size() + 1) << "one list, not two";
}

TEST_P(WorkbookMarkOf, WithNothingFoundHasNoMarksLeft) {
  const std::string bytes = test_workbook(GetParam());
  const std::string sheet = read_xlsx(bytes, GetParam())->sheets[0].name;
  const auto marked = mark_workbook(bytes, GetParam(), {wrong(sheet + "!C7")});
  ASSERT_TRUE(marked);
  const auto clean = mark_workbook(*marked, GetParam(), {});
  ASSERT_TRUE(clean) << to_string(clean.error());
  auto package = XlsxPackage::open(*clean, GetParam());
  ASSERT_TRUE(package);
  EXPECT_THAT(package->text("xl/worksheets/sheet1.xml").value(), Not(HasSubstr("LEN(")));
  EXPECT_THAT(package->text("xl/commentsJh1.xml").value(), Not(HasSubstr("<comment ")));
}

INSTANTIATE_TEST_SUITE_P(Workbooks, WorkbookMarkOf,
                         ::testing::Values("official.xlsx", "official-libreoffice.xlsx",
                                           "other-layout.xlsx"));

TEST(WorkbookMark, SomebodyElsesCommentStays) {
  const std::string bytes = test_workbook("official.xlsx");
  const std::string sheet = read_xlsx(bytes, "x")->sheets[0].name;
  auto package = XlsxPackage::open(mark_workbook(bytes, "x", {wrong(sheet + "!C7")}).value(), "x");
  ASSERT_TRUE(package);
  std::string comments = package->text("xl/commentsJh1.xml").value();
  const auto author = comments.find("绩衡 jiheng");
  ASSERT_NE(author, std::string::npos);
  comments.replace(author, std::string_view("绩衡 jiheng").size(), "王丽");
  package->put("xl/commentsJh1.xml", comments);
  const std::string hers = package->save().value();
  const auto marked = mark_workbook(hers, "x", {wrong(sheet + "!C7"), wrong(sheet + "!D8")});
  ASSERT_TRUE(marked) << to_string(marked.error());
  auto after = XlsxPackage::open(*marked, "x");
  const std::string text = after->text("xl/commentsJh1.xml").value();
  EXPECT_THAT(text, HasSubstr("王丽"));
  EXPECT_THAT(text, HasSubstr("—— 绩衡 ——"));
  auto clean = XlsxPackage::open(mark_workbook(*marked, "x", {}).value(), "x");
  EXPECT_THAT(clean->text("xl/commentsJh1.xml").value(), HasSubstr("王丽"));
  EXPECT_THAT(clean->text("xl/commentsJh1.xml").value(), Not(HasSubstr("—— 绩衡 ——")));
}

}  // namespace
}  // namespace jiheng::io
