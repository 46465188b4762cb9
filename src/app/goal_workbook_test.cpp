// Official forms out and back in: what io writes by law/forms is read again as it was, and what people do to
// a workbook between is found with its cell.
#include <gmock/gmock.h>

#include "app/form_layout.h"
#include "io/form_writer.h"
#include "io/goal_workbook.h"
#include "io/workbook_mark.h"
#include "law/form.h"

namespace jiheng::app {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

io::FormTemplate template_of(const char* id) {
  static const law::Book book = law::Book::embedded().value();
  return form_template(law::find_form(book, id, *Region::parse("640323"), *Date::of(2024, 1, 1)).value());
}

io::FormLine form_line(std::initializer_list<std::pair<const char*, const char*>> cells) {
  io::FormLine line;
  for (const auto& [column, text] : cells) line[column] = {text, ""};
  return line;
}

io::FormData filled_declaration() {
  io::FormData data;
  for (const auto& [field, text] : {std::pair("year", "2024"),
                                    {"project_name", "营养改善计划补助"},
                                    {"project_code", "64032324T000000100020"},
                                    {"department", "205-教育体育局"},
                                    {"unit", "=教育体育局"},
                                    {"period_total", "3600"},
                                    {"period_other", "0"},
                                    {"year_total", "1234.567891"},
                                    {"year_fiscal", "1234.567891"},
                                    {"year_other", "0"},
                                    {"fund_11", "1234.567891"},
                                    {"fund_3", "0.01"},
                                    {"plan", "一季度拨付。\n二季度检查。"},
                                    {"text", "供餐200天"},
                                    {"text_medium", "三年全覆盖"}})
    data.fields[field] = {text, ""};
  data.tables["indicators"] = {form_line({{"level1", "产出指标"},
                                          {"level2", "数量指标"},
                                          {"name", "受益学生数"},
                                          {"op", "≥"},
                                          {"target", "735"},
                                          {"target_medium", "2200"},
                                          {"unit", "人次"},
                                          {"weight", "10"},
                                          {"core", "★"}}),
                               form_line({{"level1", "产出指标"},
                                          {"level2", "数量指标"},
                                          {"name", "供餐天数"},
                                          {"op", "≥"},
                                          {"target", "200"},
                                          {"unit", "天"},
                                          {"weight", "7.5"}}),
                               form_line({{"level1", "产出指标"},
                                          {"level2", "时效指标"},
                                          {"name", "拨付完成时间"},
                                          {"op", "≤"},
                                          {"target", "11月30日前"},
                                          {"weight", "10"}}),
                               form_line({{"level1", "满意度指标"},
                                          {"level2", "服务对象满意度指标"},
                                          {"name", "家长满意度"},
                                          {"op", "≥"},
                                          {"target", "95"},
                                          {"unit", "%"},
                                          {"weight", "10"}})};
  return data;
}

Result<std::vector<io::FormDataReading>> read_back(const io::FormTemplate& form, std::string_view bytes) {
  const auto workbook = io::read_xlsx(bytes, "form.xlsx");
  if (!workbook) return pass(workbook);
  return io::read_form_data(*workbook, "form.xlsx", form);
}

void expect_same(const io::FormData& wrote, const io::FormData& read) {
  for (const auto& [field, value] : wrote.fields) EXPECT_EQ(read.text(field), value.text) << field;
  EXPECT_EQ(read.fields.size(), wrote.fields.size());
  for (const auto& [name, lines] : wrote.tables) {
    ASSERT_TRUE(read.tables.contains(name)) << name;
    const auto& back = read.tables.find(name)->second;
    ASSERT_EQ(back.size(), lines.size()) << name;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ(back[i].size(), lines[i].size()) << name << " " << i;
      for (const auto& [column, value] : lines[i]) {
        const auto found = back[i].find(column);
        ASSERT_NE(found, back[i].end()) << name << " " << i << " " << column;
        EXPECT_EQ(found->second.text, value.text) << name << " " << i << " " << column;
      }
    }
  }
}

TEST(FormWorkbookOut, ADeclarationComesBackAsItWasWritten) {
  const auto form = template_of("form.goal-declaration");
  const auto data = filled_declaration();
  const auto bytes = io::write_forms(form, std::span(&data, 1));
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto read = read_back(form, *bytes);
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->size(), 1U);
  EXPECT_THAT(read->front().findings, IsEmpty());
  expect_same(data, read->front().data);
}

TEST(FormWorkbookOut, ADepartmentFormComesBackWithItsTasks) {
  const auto form = template_of("form.department-goal");
  io::FormData data;
  for (const auto& [field, text] :
       {std::pair("year", "2024"), {"department", "教育体育局"}, {"sum_total", "9800"}, {"text", "办好教育"}})
    data.fields[field] = {text, ""};
  data.tables["tasks"] = {
      form_line({{"task", "营养改善"}, {"content", "供餐"}, {"total", "1234.56"}, {"fiscal", "1234.56"}}),
      form_line({{"task", "校舍维修"}, {"content", "维修12所"}, {"total", "300"}, {"other", "300"}})};
  data.tables["indicators"] = {form_line({{"level1", "产出指标"},
                                          {"level2", "数量指标"},
                                          {"name", "维修校舍"},
                                          {"op", "≥"},
                                          {"target", "12"},
                                          {"unit", "所"},
                                          {"weight", "50"}})};
  const auto bytes = io::write_forms(form, std::span(&data, 1));
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto read = read_back(form, *bytes);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->front().findings, IsEmpty());
  expect_same(data, read->front().data);
}

TEST(FormWorkbookOut, ASelfEvaluationIsReadByTheScoringReaderToo) {
  static const law::Book book = law::Book::embedded().value();
  const auto law_form =
      law::find_form(book, "form.self-evaluation", *Region::parse("640323"), *Date::of(2024, 1, 1)).value();
  io::FormData data;
  for (const auto& [field, text] : {std::pair("year", "2023"),
                                    {"project_name", "营养改善"},
                                    {"total.initial", "100"},
                                    {"total.adjusted", "120.5"},
                                    {"total.executed", "118"},
                                    {"total.weight", "10"},
                                    {"claimed_total", "98"}})
    data.fields[field] = {text, ""};
  data.tables["indicators"] = {form_line({{"level1", "产出指标"},
                                          {"level2", "数量指标"},
                                          {"name", "供餐天数"},
                                          {"op", "≥"},
                                          {"target", "200"},
                                          {"unit", "天"},
                                          {"actual", "199"},
                                          {"weight", "50"},
                                          {"claimed", "49.75"}})};
  const auto bytes = io::write_forms(form_template(law_form), std::span(&data, 1));
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto workbook = io::read_xlsx(*bytes, "form.xlsx");
  ASSERT_TRUE(workbook);
  const auto read = io::read_form_workbook(*workbook, "form.xlsx", form_layout(law_form));
  ASSERT_TRUE(read) << to_string(read.error());
  const auto& form = read->front().form;
  EXPECT_EQ(form.project_name, "营养改善");
  EXPECT_EQ(form.total.adjusted->to_wan(), "120.5");
  EXPECT_EQ(form.claimed_total->to_short(), "98");
  ASSERT_EQ(form.indicators.size(), 1U);
  EXPECT_EQ(form.indicators[0].actual, "199");
  EXPECT_EQ(form.indicators[0].claimed->to_short(), "49.75");
}

TEST(FormWorkbookOut, AnEmptyFormHasItsRowsAndSaysWhatIsMissingWhenItComesBackEmpty) {
  const auto form = template_of("form.goal-declaration");
  const auto bytes = io::write_forms(form, {});
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto read = read_back(form, *bytes);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->front().data.tables.at("indicators"), IsEmpty());
  EXPECT_THAT(read->front().findings, Contains(Field(&Finding::message, "没有填“项目名称”")));
  EXPECT_THAT(read->front().findings, Contains(Field(&Finding::message, "没有填“年度目标”")));
}

TEST(FormWorkbookOut, EachFormHasItsSheetWithAValidNameOfItsOwn) {
  const auto form = template_of("form.goal-declaration");
  std::vector<io::FormData> forms(3, filled_declaration());
  forms[0].sheet = "a[b]:c*?/\\d";
  forms[1].sheet = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五";
  forms[2].sheet = forms[1].sheet;
  const auto bytes = io::write_forms(form, forms);
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto read = read_back(form, *bytes);
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->size(), 3U);
  EXPECT_EQ(read->at(0).data.sheet, "a_b__c____d");
  EXPECT_NE(read->at(1).data.sheet, read->at(2).data.sheet);
}

/// A sheet as people hand it in, cell by cell.
class HandMade {
 public:
  HandMade& put(std::uint32_t row, std::uint32_t column, const char* text,
                io::CellKind kind = io::CellKind::text, bool formula = false) {
    sheet_.cells.push_back({row, column, kind, text, formula});
    return *this;
  }
  HandMade& merge(std::uint32_t r1, std::uint32_t c1, std::uint32_t r2, std::uint32_t c2) {
    sheet_.merged.push_back({r1, c1, r2, c2});
    return *this;
  }
  Result<std::vector<io::FormDataReading>> read() {
    std::ranges::sort(sheet_.cells, [](const auto& a, const auto& b) {
      return std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    sheet_.name = "改过名的表";
    return io::read_form_data({{sheet_}}, "hand.xlsx", template_of("form.goal-declaration"));
  }

 private:
  io::XlsxSheet sheet_;
};

/// Head, one goal, and the table's head in row 6; indicators from row 7.
HandMade hand_made() {
  HandMade sheet;
  sheet.put(1, 1, "2024年度项目支出绩效目标申报表").put(2, 1, "单位：元");
  sheet.put(3, 1, "项目 名称：").put(3, 2, "路灯").put(3, 4, "年度资金总额").put(3, 5, "20000");
  sheet.put(4, 1, "年度目标").put(5, 1, "亮灯率98%");
  sheet.put(6, 1, "一级指标")
      .put(6, 2, "二级\n指标")
      .put(6, 3, "三级指标")
      .put(6, 4, "指标值")
      .put(6, 5, "权重")
      .put(6, 6, "性质");
  return sheet;
}

TEST(FormWorkbookIn, ReadsRenamedSheetsBlankRowsMergedCellsAndYuan) {
  auto sheet = hand_made();
  sheet.put(7, 1, "产出指标")
      .merge(7, 1, 9, 1)
      .put(7, 2, "数量指标")
      .put(7, 3, "维护盏数")
      .put(7, 4, "6800")
      .put(7, 5, "20");
  sheet.put(9, 2, "质量指标")
      .put(9, 3, "亮灯率")
      .put(9, 4, "0.98", io::CellKind::percent)
      .put(9, 5, "70", io::CellKind::number, true);
  const auto read = sheet.read();
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->front().findings, IsEmpty());
  const auto& data = read->front().data;
  EXPECT_EQ(data.text("year"), "2024");
  EXPECT_EQ(data.text("project_name"), "路灯");
  EXPECT_EQ(data.text("year_total"), "2") << "20 000 yuan are 2 wan";
  EXPECT_EQ(data.text("text"), "亮灯率98%");
  const auto& lines = data.tables.at("indicators");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[1].at("level1").text, "产出指标");
  EXPECT_EQ(lines[1].at("target").text, "98%");
  EXPECT_EQ(lines[1].at("weight").text, "70");
  EXPECT_EQ(lines[1].at("weight").where, "改过名的表!E9");
}

TEST(FormWorkbookIn, ADateTypedByASpreadsheetIsReadAsTheDate) {
  auto sheet = hand_made();
  sheet.put(7, 1, "产出指标")
      .put(7, 2, "时效指标")
      .put(7, 3, "完工时间")
      .put(7, 4, "2024-10-31", io::CellKind::date);
  const auto read = sheet.read();
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->front().data.tables.at("indicators")[0].at("target").text, "2024-10-31");
}

struct BadCell {
  const char* name;
  std::uint32_t column;
  const char* text;
  io::CellKind kind;
  const char* where;
  const char* message;
};

class FormWorkbookFault : public ::testing::TestWithParam<BadCell> {};

TEST_P(FormWorkbookFault, IsNamedWithSheetAndCell) {
  auto sheet = hand_made();
  sheet.put(7, 1, "产出指标").put(7, 2, "数量指标");
  for (const auto& [column, text] : {std::pair(3U, "维护盏数"), {4U, "6800"}, {5U, "20"}, {6U, "≥"}}) {
    if (column != GetParam().column) sheet.put(7, column, text);
  }
  if (GetParam().text != nullptr) sheet.put(7, GetParam().column, GetParam().text, GetParam().kind);
  const auto read = sheet.read();
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(
      read->front().findings,
      ElementsAre(::testing::AllOf(Field(&Finding::where, std::string("改过名的表!") + GetParam().where),
                                   Field(&Finding::message, HasSubstr(GetParam().message)))));
}

INSTANTIATE_TEST_SUITE_P(
    Cells, FormWorkbookFault,
    ::testing::Values(BadCell{"weight_in_words", 5, "很多", io::CellKind::text, "E7", "分值“很多”"},
                      BadCell{"unknown_sign", 6, "约等于", io::CellKind::text, "F7", "性质“约等于”"},
                      BadCell{"no_name", 3, nullptr, io::CellKind::text, "C7", "没有填“三级指标”"},
                      BadCell{"no_target", 4, nullptr, io::CellKind::text, "D7", "没有填“年度指标值”"},
                      BadCell{"formula_without_result", 5, "", io::CellKind::error, "E7",
                              "公式没有保存计算结果"},
                      BadCell{"error_value", 6, "#N/A", io::CellKind::error, "F7", "错误值 #N/A"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(FormWorkbookIn, AnAmountThatIsNoneIsNamed) {
  auto sheet = hand_made();
  sheet.put(3, 6, "其他资金").put(3, 7, "约5万");
  const auto read = sheet.read();
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_THAT(read->front().findings, Contains(Field(&Finding::where, "改过名的表!G3")));
}

TEST(FormWorkbookIn, AWorkbookWithoutTheTableSaysWhatIsMissingOnEachSheet) {
  io::XlsxSheet sheet;
  sheet.name = "封面";
  sheet.cells.push_back({1, 1, io::CellKind::text, "一级指标", false});
  const auto read = io::read_form_data({{sheet}}, "other.xlsx", template_of("form.goal-declaration"));
  ASSERT_FALSE(read);
  ASSERT_EQ(read.error().findings.size(), 1U);
  EXPECT_EQ(read.error().findings[0].where, "封面");
  EXPECT_THAT(read.error().findings[0].message, HasSubstr("三级指标"));
}

TEST(FormWorkbookIn, AMarkedWorkbookIsReadAsBefore) {
  const auto form = template_of("form.goal-declaration");
  const auto data = filled_declaration();
  const auto bytes = io::write_forms(form, std::span(&data, 1));
  ASSERT_TRUE(bytes);
  const auto first = read_back(form, *bytes);
  ASSERT_TRUE(first);
  const auto& where = first->front().data.tables.at("indicators")[1].at("weight").where;
  const auto marked = io::mark_workbook(*bytes, "form.xlsx", {{"x", Severity::error, "太小", where, "改"}});
  ASSERT_TRUE(marked) << to_string(marked.error());
  const auto again = read_back(form, *marked);
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_EQ(again->size(), 1U) << "the list of findings is no form";
  expect_same(data, again->front().data);
}

}  // namespace
}  // namespace jiheng::app
