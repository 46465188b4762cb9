#include "io/sheet_writer.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "io/csv.h"
#include "io/xlsx_reader.h"
#include "model/budget_line.h"

namespace jiheng::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

SheetLayout small_list() {
  static constexpr CodeRow kCodes[] = {{"3", "特定目标类"}, {"22", "其他运转类"}};
  SheetLayout layout;
  layout.title = "预算[明细]";
  layout.columns = {{"项目", FieldKind::text, {}, 20, false},
                    {"类别", FieldKind::code, kCodes, 12, false},
                    {"金额（万元）", FieldKind::money, {}, 14, true},
                    {"下达日期", FieldKind::date, {}, 12, false},
                    {"执行率", FieldKind::ratio, {}, 10, false}};
  return layout;
}

std::vector<Value> small_row(std::string name, std::int64_t fen) {
  return {std::move(name), std::string("3"), fen, std::string("2024-03-31"), std::int64_t{973000}};
}

Result<XlsxWorkbook> written(const SheetLayout& layout, const std::vector<std::vector<Value>>& rows) {
  auto writer = SheetWriter::create(layout);
  if (!writer) return tl::unexpected(writer.error());
  for (const auto& row : rows) {
    if (const auto done = writer->add(row); !done) return tl::unexpected(done.error());
  }
  const auto bytes = writer->finish();
  if (!bytes) return tl::unexpected(bytes.error());
  return read_xlsx(*bytes, "list.xlsx");
}

std::string cell_text(const XlsxWorkbook& workbook, std::uint32_t row, std::uint32_t column) {
  const auto* cell = workbook.sheets.at(0).find(row, column);
  return cell == nullptr ? "" : cell->text;
}

TEST(SheetWriter, RefusesARowOfAnotherWidth) {
  auto writer = SheetWriter::create(small_list());
  ASSERT_TRUE(writer);
  EXPECT_FALSE(writer->add(std::vector<Value>{std::string("一")}));
}

TEST(SheetWriter, RefusesATextThatACellCannotHoldInsteadOfCuttingIt) {
  std::string text;
  for (int i = 0; i < 32'768; ++i) text += "长";
  const auto workbook = written(small_list(), {small_row("短", 1), small_row(text, 1)});
  ASSERT_FALSE(workbook);
  EXPECT_THAT(workbook.error().message, HasSubstr("A3"));
}

TEST(SheetWriter, RefusesATotalThatDoesNotFit) {
  EXPECT_FALSE(written(small_list(), {small_row("一", INT64_MAX), small_row("二", 1)}));
}

TEST(SheetWriter, WritesNumbersAsNumbersDatesAsDatesAndTheTotal) {
  const auto workbook = written(small_list(), {small_row("一", 123'456'789), small_row("二", 100)});
  ASSERT_TRUE(workbook) << to_string(workbook.error());
  EXPECT_EQ(workbook->sheets.at(0).name, "预算_明细_");
  EXPECT_EQ(cell_text(*workbook, 1, 3), "金额（万元）");
  EXPECT_EQ(cell_text(*workbook, 2, 2), "特定目标类");
  EXPECT_EQ(cell_text(*workbook, 2, 3), "123.456789");
  EXPECT_EQ(workbook->sheets[0].find(2, 4)->kind, CellKind::date);
  EXPECT_EQ(cell_text(*workbook, 2, 4), "2024-03-31");
  EXPECT_EQ(workbook->sheets[0].find(2, 5)->kind, CellKind::percent);
  EXPECT_EQ(cell_text(*workbook, 2, 5), "0.973");
  EXPECT_EQ(cell_text(*workbook, 4, 1), "合计（共 2 行）");
  EXPECT_EQ(cell_text(*workbook, 4, 3), "123.456889");
}

TEST(SheetWriter, ATextIsNeverAFormula) {
  for (const char* text : {"=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "http://example.invalid"}) {
    const auto workbook = written(small_list(), {small_row(text, 1)});
    ASSERT_TRUE(workbook) << text;
    const auto* cell = workbook->sheets[0].find(2, 1);
    ASSERT_NE(cell, nullptr) << text;
    EXPECT_EQ(cell->kind, CellKind::text) << text;
    EXPECT_FALSE(cell->formula) << text;
    EXPECT_EQ(cell->text, text);
  }
}

TEST(SheetWriter, NotFilledStaysEmptyAndIsNotZero) {
  const std::vector<Value> row{std::string("一"), Value{}, Value{}, Value{}, Value{}};
  const auto workbook = written(small_list(), {row});
  ASSERT_TRUE(workbook);
  EXPECT_EQ(workbook->sheets[0].find(2, 3), nullptr);
}

TEST(CsvSheet, IsTheSameListWithAByteOrderMarkAndHarmlessText) {
  CsvSheetWriter writer(small_list());
  writer.add(small_row("=1+1", 123'456'789));
  writer.add(small_row("二", -100));
  const std::string csv = writer.finish();
  EXPECT_TRUE(csv.starts_with(kByteOrderMark));
  std::vector<std::vector<std::string>> rows;
  ASSERT_TRUE(read_csv(csv, {}, [&](CsvRecord& record) {
    rows.push_back(record.fields);
    return true;
  }));
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_THAT(rows[1], ElementsAre("'=1+1", "特定目标类", "123.456789", "2024-03-31", "97.30%"));
  EXPECT_EQ(rows[3][0], "合计（共 2 行）");
  EXPECT_EQ(rows[3][2], "123.456689");
}

TEST(SheetLayoutOfARecord, HasLabelsUnitsAndNoSystemFields) {
  const auto layout = sheet_layout(record_of<BudgetLine>());
  std::vector<std::string> titles;
  for (const auto& column : layout.columns) titles.push_back(column.title);
  EXPECT_THAT(titles, ::testing::Contains("全年预算数（万元）"));
  EXPECT_THAT(titles, ::testing::Not(::testing::Contains("id")));
  EXPECT_EQ(layout.columns.size(), sheet_fields(record_of<BudgetLine>()).size());
}

TEST(SheetWriter, AListLongerThanASheetGoesOnInTheNext) {
  SheetLayout layout{"长表", {{"号", FieldKind::integer, {}, 8, false}}, MoneyUnit::wan};
  auto writer = SheetWriter::create(layout);
  ASSERT_TRUE(writer);
  constexpr std::int64_t kRows = 1'048'580;
  for (std::int64_t i = 0; i < kRows; ++i) ASSERT_TRUE(writer->add(std::vector<Value>{i}));
  const auto bytes = writer->finish();
  ASSERT_TRUE(bytes) << to_string(bytes.error());
  const auto workbook = read_xlsx(*bytes, "long.xlsx");
  ASSERT_TRUE(workbook) << to_string(workbook.error());
  ASSERT_EQ(workbook->sheets.size(), 2U);
  EXPECT_EQ(workbook->sheets[0].cells.size() + workbook->sheets[1].cells.size(), kRows + 3);
  EXPECT_EQ(workbook->sheets[1].cells.back().text, fmt::format("共 {} 行", kRows));
}

}  // namespace
}  // namespace jiheng::io
