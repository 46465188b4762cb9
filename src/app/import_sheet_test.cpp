#include "app/import_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include "app/import.h"
#include "base/file.h"
#include "model/evaluation.h"
#include "model/records.h"
#include "model/result_use.h"
#include "model/unit.h"
#include "support/store_backend.h"

namespace jiheng::app {
namespace {

using testing::must;

/// A workbook written cell by cell; its bytes are read when it is closed.
class SheetWriter {
 public:
  SheetWriter() : path_((dir_.path() / "book.xlsx").string()), book_(workbook_new(path_.c_str())) {}
  lxw_worksheet* sheet(const char* name) { return workbook_add_worksheet(book_, name); }
  lxw_format* format(const char* number) {
    lxw_format* made = workbook_add_format(book_);
    format_set_num_format(made, number);
    return made;
  }
  std::string bytes() {
    workbook_close(book_);
    return must(read_file(path_));
  }

 private:
  testing::TempDir dir_;
  std::string path_;
  lxw_workbook* book_;
};

void write_texts(lxw_worksheet* sheet, lxw_row_t row, const std::vector<std::string>& cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), cells[i].c_str(), nullptr);
  }
}

const std::vector<std::string> kUnitHeader{"区划代码", "单位编码", "单位名称", "主管部门编码", "单位类型"};

std::unique_ptr<Workspace> new_workspace(const testing::TempDir& dir) {
  WorkspaceOptions options;
  options.data = dir.path() / "data";
  options.mode = store::OpenMode::create;
  return must(Workspace::open(options));
}

TEST(ImportSheet, refuses_a_workbook_it_cannot_take_with_one_message) {
  testing::TempDir dir;
  const auto workspace = new_workspace(dir);
  SheetWriter two;
  write_texts(two.sheet("甲"), 0, kUnitHeader);
  write_texts(two.sheet("乙"), 0, kUnitHeader);
  const auto choice = import_bytes(*workspace, *find_record("unit"), "单位.xlsx", two.bytes());
  ASSERT_FALSE(choice.has_value());
  EXPECT_EQ(choice.error().message,
            "“单位.xlsx”：工作簿里有 2 张表：“甲”、“乙”；请只留一张，或把要导入的表命名为“预算单位”");

  SheetWriter blank;
  blank.sheet("甲");
  const auto empty = import_bytes(*workspace, *find_record("unit"), "单位.xlsx", blank.bytes());
  ASSERT_FALSE(empty.has_value());
  EXPECT_EQ(empty.error().message, "“单位.xlsx”：工作簿里没有内容");

  SheetWriter whole;
  write_texts(whole.sheet("甲"), 0, kUnitHeader);
  const auto bytes = whole.bytes();
  const auto truncated =
      import_bytes(*workspace, *find_record("unit"), "单位.xlsx", bytes.substr(0, bytes.size() / 2));
  ASSERT_FALSE(truncated.has_value());
  EXPECT_EQ(truncated.error().code, ErrorCode::invalid);
}

TEST(ImportSheet, takes_the_sheet_named_after_the_record_and_names_rows_as_the_sheet_does) {
  testing::TempDir dir;
  const auto workspace = new_workspace(dir);
  SheetWriter writer;
  write_texts(writer.sheet("说明"), 0, {"填表说明"});
  auto* sheet = writer.sheet("预算单位");
  write_texts(sheet, 0, kUnitHeader);
  worksheet_write_number(sheet, 1, 0, 640323, nullptr);  // codes are often typed as numbers
  worksheet_write_number(sheet, 1, 1, 215, nullptr);
  worksheet_write_string(sheet, 1, 2, "住建局", nullptr);
  worksheet_write_number(sheet, 1, 3, 215, nullptr);
  worksheet_write_string(sheet, 1, 4, "主管部门", nullptr);
  write_texts(sheet, 3, {"640323", "215001", "住建局（本级）", "215", "科室"});  // row 4; row 3 is blank
  const auto bytes = writer.bytes();
  const auto refused = must(import_bytes(*workspace, *find_record("unit"), "单位.xlsx", bytes));
  ASSERT_EQ(refused.findings.size(), 1U);
  EXPECT_THAT(
      to_string(refused.findings[0]),
      ::testing::StartsWith("单位.xlsx 第 4 行“单位类型”: “科室”不对：应为以下之一：主管部门、预算单位"));
  ImportOptions partial;
  partial.partial = true;
  EXPECT_EQ(must(import_bytes(*workspace, *find_record("unit"), "单位.xlsx", bytes, partial)).inserted, 1);
  EXPECT_EQ(must(store::load<Unit>(workspace->store())).at(0).code, "215");
}

TEST(ImportSheet, reads_dates_percentages_and_amounts_as_they_are_shown) {
  testing::TempDir dir;
  const auto workspace = new_workspace(dir);
  must(import_bytes(*workspace, *find_record("unit"), "unit.csv",
                    "区划代码,单位编码,单位名称,主管部门编码,单位类型\n640323,215,住建局,215,主管部门\n"));
  SheetWriter writer;
  auto* sheet = writer.sheet("Sheet1");
  write_texts(sheet, 0,
              {"区划代码", "预算年度", "项目名称", "单位编码", "应用依据", "建议", "建议调整率",
               "原预算数（元）", "决定", "决定预算数（万元）", "决定日期"});
  write_texts(sheet, 1, {"640323", "2023", "环卫", "215", "财政评价", "扣减"});
  worksheet_write_number(sheet, 1, 6, 0.125, writer.format("0.0%"));
  worksheet_write_number(sheet, 1, 7, 4200000.29, writer.format("#,##0.00"));
  worksheet_write_string(sheet, 1, 8, "调减", nullptr);
  worksheet_write_number(sheet, 1, 9, 367.5, nullptr);
  lxw_datetime date{};
  date.year = 2023;
  date.month = 1;
  date.day = 18;
  worksheet_write_datetime(sheet, 1, 10, &date, writer.format("yyyy/m/d"));
  const auto report = must(import_bytes(*workspace, *find_record("result_use"), "应用.xlsx", writer.bytes()));
  EXPECT_TRUE(report.findings.empty()) << to_string(report.findings[0]);
  const auto uses = must(store::load<ResultUse>(workspace->store()));
  ASSERT_EQ(uses.size(), 1U);
  EXPECT_EQ(uses[0].suggested_rate, Ratio::from_ppm(125'000));
  EXPECT_EQ(uses[0].base_amount, Money::from_fen(420'000'029));
  EXPECT_EQ(uses[0].decided_amount, Money::from_fen(367'500'000));
  EXPECT_EQ(uses[0].decided_on, must(Date::parse("2023-01-18")));
}

}  // namespace
}  // namespace jiheng::app
