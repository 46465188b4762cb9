#include "io/xlsx_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "base/rng.h"
#include "io/xlsx_value.h"

namespace jiheng::io {
namespace {

namespace fs = std::filesystem;

std::string committed(std::string_view name) {
  const auto bytes = read_file(fs::path(JIHENG_SOURCE_DIR) / "tests/forms" / name);
  EXPECT_TRUE(bytes) << name;
  return bytes.value_or("");
}

/// A workbook of one sheet whose sheetData is `rows`, with styles 0 general, 1 date, 2 percent, and `strings`
/// shared.
std::string handmade(const std::string& rows, const std::string& after = "",
                     const std::string& book_properties = "") {
  const std::string ns = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
  const std::string rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const std::pair<std::string, std::string> parts[] = {
      {"_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"" + rel +
                          "/officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml", "<workbook " + ns + " xmlns:r=\"" + rel + "\">" + book_properties +
                              "<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"a\" Type=\"" + rel +
                                         "/worksheet\" Target=\"worksheets/x.xml\"/>"
                                         "<Relationship Id=\"b\" Type=\"" +
                                         rel +
                                         "/sharedStrings\" Target=\"../xl/s.xml\"/>"
                                         "<Relationship Id=\"c\" Type=\"" +
                                         rel + "/styles\" Target=\"./styles.xml\"/></Relationships>"},
      {"xl/styles.xml",
       "<styleSheet " + ns +
           "><numFmts><numFmt numFmtId=\"164\" "
           "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/></numFmts>"
           "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf "
           "numFmtId=\"164\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"},
      {"xl/s.xml",
       "<sst " + ns +
           "><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙</t></r><rPh><t>yi</t></rPh></si></sst>"},
      {"xl/worksheets/x.xml",
       "<worksheet " + ns + "><sheetData>" + rows + "</sheetData>" + after + "</worksheet>"}};
  const fs::path path =
      fs::temp_directory_path() / ("jiheng-handmade-" + std::to_string(::getpid()) + ".xlsx");
  fs::remove(path);
  int error = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE, &error);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), ZIP_FL_OVERWRITE);
  }
  zip_close(zip);
  const auto bytes = read_file(path);
  fs::remove(path);
  return bytes.value_or("");
}

std::string only_text(const Result<XlsxWorkbook>& workbook) {
  if (!workbook) return to_string(workbook.error());
  std::string text;
  for (const auto& cell : workbook->sheets.front().cells)
    text += cell_name(cell.row, cell.column) + "=" + cell.text + ";";
  return text;
}

TEST(xlsx_reader, refuses_broken_files_with_one_message_that_names_the_place) {
  const std::pair<const char*, const char*> kFiles[] = {
      {"no-zip.xlsx", "不是 ZIP"}, {"truncated.xlsx", "不完整"},    {"bomb.xlsx", "压缩炸弹"},
      {"doctype.xlsx", "DOCTYPE"}, {"half-xml.xlsx", "sheet1.xml"}, {"rows-out-of-order.xlsx", "行序不对"}};
  for (const auto& [name, words] : kFiles) {
    const auto workbook = read_xlsx(committed(name), name);
    ASSERT_FALSE(workbook) << name;
    EXPECT_NE(to_string(workbook.error()).find(words), std::string::npos) << to_string(workbook.error());
    EXPECT_EQ(workbook.error().code, ErrorCode::invalid);
  }
  EXPECT_FALSE(read_xlsx("", "empty.xlsx"));
  EXPECT_FALSE(read_xlsx("\xD0\xCF\x11\xE0 old", "old.xls"));
}

TEST(xlsx_reader, refuses_what_a_sheet_must_not_hold) {
  const std::pair<const char*, const char*> kRows[] = {
      {R"(<row r="1"><c r="A2"><v>1</v></c></row>)", "地址"},
      {R"(<row r="1"><c r="A0"><v>1</v></c></row>)", "地址"},
      {R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)", "地址"},
      {R"(<row r="1048577"/>)", "行号"},
      {R"(<row r="2"/><row r="2"/>)", "行序"},
      {R"(<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>)", "次序"},
      {R"(<row r="1"><c r="A1" t="s"><v>2</v></c></row>)", "共享字符串"},
      {R"(<row r="1"><c r="A1" t="s"><v>-1</v></c></row>)", "共享字符串"},
      {R"(<row r="1"><c r="A1"><v>1.2.3</v></c></row>)", "不是数"},
      {R"(<row r="1"><c r="A1"><v>1e99999</v></c></row>)", "不是数"},
      {R"(<row r="1"><c r="A1" t="q"><v>1</v></c></row>)", "类型"},
      {"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>\xC0\x80</t></is></c></row>", "XML 有误"},
  };
  for (const auto& [rows, words] : kRows) {
    const auto workbook = read_xlsx(handmade(rows), "x.xlsx");
    ASSERT_FALSE(workbook) << rows;
    EXPECT_NE(to_string(workbook.error()).find(words), std::string::npos) << rows << "\n"
                                                                          << to_string(workbook.error());
  }
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<a>";
  EXPECT_NE(only_text(read_xlsx(handmade(deep), "x.xlsx")).find("嵌套"), std::string::npos);
  EXPECT_NE(
      only_text(read_xlsx(handmade("", R"(<mergeCells><mergeCell ref="B2:A1"/></mergeCells>)"), "x.xlsx"))
          .find("合并区域"),
      std::string::npos);
}

TEST(xlsx_reader, keeps_to_its_limits) {
  const std::string bytes = handmade(R"(<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>)");
  XlsxLimits limits;
  limits.cells = 1;
  EXPECT_FALSE(read_xlsx(bytes, "x.xlsx", limits));
  limits = {};
  limits.part_bytes = 50;
  EXPECT_FALSE(read_xlsx(bytes, "x.xlsx", limits));
  limits = {};
  limits.parts = 3;
  EXPECT_FALSE(read_xlsx(bytes, "x.xlsx", limits));
  limits = {};
  limits.file_bytes = 10;
  EXPECT_FALSE(read_xlsx(bytes, "x.xlsx", limits));
  limits = {};
  limits.total_bytes = 600;
  EXPECT_FALSE(read_xlsx(bytes, "x.xlsx", limits));
}

TEST(xlsx_reader, reads_values_as_they_are_shown) {
  const auto workbook = read_xlsx(
      handmade(
          R"(<row r="2"><c r="A2" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="XFD2"><v>97.299999999999997</v></c></row>
      <row><c><v>1.25E-3</v></c><c s="1"><v>44651</v></c><c s="2"><v>0.973</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c>
      <c t="str"><f>A1</f><v>词</v></c><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c t="inlineStr"><is><t xml:space="preserve"> 前空_x000D_</t></is></c><c s="1"><v>60</v></c></row>)"),
      "x.xlsx");
  EXPECT_EQ(only_text(workbook),
            "A2=甲;B2=乙丙;XFD2=97.3;A3=0.00125;B3=2022-03-31;C3=0.973;D3=TRUE;E3=#N/A;F3=词;G3=;H3=;I3= "
            "前空\r;J3=60;");
  const auto& cells = workbook->sheets.front().cells;
  EXPECT_EQ(cells[4].kind, CellKind::date);
  EXPECT_EQ(cells[5].kind, CellKind::percent);
  EXPECT_TRUE(cells[8].formula);
  EXPECT_EQ(cells[9].kind, CellKind::error);
  EXPECT_EQ(cells[10].kind, CellKind::error) << "a formula whose result is empty was never computed";
}

TEST(xlsx_reader, knows_the_1904_date_system) {
  const std::string row = R"(<row r="1"><c r="A1" s="1"><v>43189</v></c></row>)";
  EXPECT_EQ(only_text(read_xlsx(handmade(row, "", R"(<workbookPr date1904="1"/>)"), "x.xlsx")),
            "A1=2022-03-31;");
}

TEST(xlsx_reader, reads_what_libxlsxwriter_writes) {
  const fs::path path = fs::temp_directory_path() / ("jiheng-writer-" + std::to_string(::getpid()) + ".xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "第一张");
  lxw_worksheet* hidden = workbook_add_worksheet(book, "藏");
  worksheet_hide(hidden);
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "yyyy-mm-dd hh:mm:ss");
  worksheet_merge_range(sheet, 0, 0, 1, 2, "合并", nullptr);
  worksheet_write_string(sheet, 2, 0, "𠮷😀", nullptr);
  worksheet_write_number(sheet, 2, 1, 387664.62, nullptr);
  worksheet_write_number(sheet, 2, 2, 1.1, nullptr);
  worksheet_write_number(sheet, 2, 3, 44651.5, date);
  worksheet_write_boolean(sheet, 2, 4, 0, nullptr);
  workbook_close(book);
  const auto bytes = read_file(path);
  fs::remove(path);
  const auto workbook = read_xlsx(*bytes, "writer.xlsx");
  EXPECT_EQ(only_text(workbook), "A1=合并;A3=𠮷😀;B3=387664.62;C3=1.1;D3=2022-03-31 12:00:00;E3=FALSE;");
  ASSERT_EQ(workbook->sheets.front().merged.size(), 1U);
  EXPECT_EQ(workbook->sheets.front().merged.front().last_column, 3U);
  EXPECT_TRUE(workbook->sheets.back().hidden);
}

TEST(xlsx_reader, survives_bytes_changed_at_random) {
  Rng rng(42);
  const std::string whole = committed("official.xlsx");
  int refused = 0;
  for (int k = 0; k < 1500; ++k) {
    std::string bytes = whole;
    for (std::uint64_t i = 0; i <= rng.below(8); ++i)
      bytes[rng.below(bytes.size())] = static_cast<char>(rng.next());
    if (rng.chance(20)) bytes.resize(rng.below(bytes.size()));
    const auto workbook = read_xlsx(bytes, "x.xlsx");
    refused += workbook ? 0 : 1;
    ASSERT_TRUE(workbook || !workbook.error().message.empty());
  }
  EXPECT_GT(refused, 500) << "checksums catch most of it";
}

TEST(xlsx_value, writes_exponents_out_and_drops_binary_noise_only) {
  const std::pair<const char*, const char*> kNumbers[] = {{"0", "0"},
                                                          {"-0", "0"},
                                                          {"1234.50", "1234.50"},
                                                          {"1E+3", "1000"},
                                                          {"1.5e-3", "0.0015"},
                                                          {"-12.5E2", "-1250"},
                                                          {"1.10", "1.10"},
                                                          {"97.299999999999997", "97.3"},
                                                          {"0.1", "0.1"},
                                                          {"1.1000000000000001", "1.1"},
                                                          {"12345678901234567", "12345678901234567"},
                                                          {"9.9999999999999999", "10"},
                                                          {"1E-7", "0.0000001"},
                                                          {"000.5", "0.5"}};
  for (const auto& [text, expected] : kNumbers)
    EXPECT_EQ(plain_number(text).value_or("none"), expected) << text;
  for (const auto* text : {"", "-", ".", "1e", "1e+", "0x10", "1,000", "NaN", "1e401"})
    EXPECT_FALSE(plain_number(text)) << text;
}

TEST(xlsx_value, tells_dates_from_numbers_by_the_format_code) {
  const std::pair<const char*, CellKind> kCodes[] = {
      {"General", CellKind::number},         {"0.00", CellKind::number},
      {"#,##0.00\"元\"", CellKind::number},  {"0.0%", CellKind::percent},
      {"yyyy-mm-dd", CellKind::date},        {"yyyy\"年\"m\"月\"", CellKind::date},
      {"[$-804]yyyy/m/d;@", CellKind::date}, {"hh:mm", CellKind::time},
      {"[h]:mm:ss", CellKind::time},         {"yyyy-mm-dd hh:mm", CellKind::date_time},
      {"[Red]0", CellKind::number},          {"\"day\"0", CellKind::number}};
  for (const auto& [code, kind] : kCodes) EXPECT_EQ(kind_of_format(164, code), kind) << code;
  EXPECT_EQ(kind_of_format(14, ""), CellKind::date);
  EXPECT_EQ(kind_of_format(9, ""), CellKind::percent);
}

TEST(xlsx_value, counts_days_as_spreadsheets_do) {
  EXPECT_EQ(date_text("1", CellKind::date, false), "1900-01-01");
  EXPECT_EQ(date_text("59", CellKind::date, false), "1900-02-28");
  EXPECT_EQ(date_text("60", CellKind::date, false), std::nullopt) << "29 February 1900 never was";
  EXPECT_EQ(date_text("61", CellKind::date, false), "1900-03-01");
  EXPECT_EQ(date_text("2958465", CellKind::date, false), "9999-12-31");
  EXPECT_EQ(date_text("2958466", CellKind::date, false), std::nullopt);
  EXPECT_EQ(date_text("-1", CellKind::date, false), std::nullopt);
  EXPECT_EQ(date_text("0.5", CellKind::time, false), "12:00:00");
  EXPECT_EQ(date_text("44651.999999", CellKind::date_time, false), "2022-04-01 00:00:00");
}

}  // namespace
}  // namespace jiheng::io
