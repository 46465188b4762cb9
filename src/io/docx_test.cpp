#include "io/docx.h"

#include <expat.h>
#include <gmock/gmock.h>
#include <zip.h>

#include <map>

namespace jiheng::io {
namespace {

/// The parts of a DOCX by name.
std::map<std::string, std::string> parts_of(const std::string& bytes) {
  std::map<std::string, std::string> parts;
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  EXPECT_NE(archive, nullptr) << zip_error_strerror(&error);
  if (archive == nullptr) return parts;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    EXPECT_EQ(zip_fread(file, content.data(), content.size()), static_cast<zip_int64_t>(content.size()));
    zip_fclose(file);
    parts[stat.name] = std::move(content);
  }
  zip_discard(archive);
  return parts;
}

std::string xml_fault(const std::string& xml) {
  XML_Parser parser = XML_ParserCreate("UTF-8");
  std::string fault;
  if (XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) != XML_STATUS_OK)
    fault = XML_ErrorString(XML_GetErrorCode(parser));
  XML_ParserFree(parser);
  return fault;
}

std::size_t count_of(const std::string& text, std::string_view word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

DocxParagraph paragraph(std::string style, std::string text) {
  return {std::move(style), {{std::move(text), false, false, {}, {}}}, {}, false, false};
}

Docx official(std::vector<DocxBlock> blocks) {
  Docx document;
  document.title = "关于<测试>&“文档”";
  document.author = "盐池县财政局";
  document.date = *Date::of(2023, 3, 1);
  document.page = official_page();
  document.styles = official_styles();
  document.page_number_style = "page-number";
  document.blocks = std::move(blocks);
  return document;
}

DocxTable table_of(std::size_t rows) {
  DocxTable table;
  table.widths = {3000, 3000};
  table.header = {{{{paragraph("cell-head", "甲")}, 1}, {{paragraph("cell-head", "乙")}, 1}}};
  for (std::size_t i = 0; i < rows; ++i)
    table.rows.push_back({{{paragraph("cell", "一")}, 1}, {{paragraph("cell-number", "2")}, 1}});
  return table;
}

TEST(Docx, RefusesAStyleOrALinkThatIsNotThere) {
  EXPECT_FALSE(write_docx(official({paragraph("no-such-style", "文字")})));
  auto linked = paragraph("body", "文字");
  linked.runs[0].link = "nowhere";
  const auto written = write_docx(official({linked}));
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, ::testing::HasSubstr("nowhere"));
}

TEST(Docx, EveryPartIsWellFormedXmlWhateverTheTextHolds) {
  auto odd = paragraph("body", std::string("a<b>&\"c\" \x01\x02 制表\t换行\n") + "“引号”𠮷");
  odd.bookmark = "here";
  auto link = paragraph("body", "链接");
  link.runs[0].link = "here";
  const auto written = write_docx(official({odd, link, table_of(3), paragraph("title", "")}));
  ASSERT_TRUE(written) << to_string(written.error());
  const auto parts = parts_of(*written);
  EXPECT_EQ(parts.size(), 9U);
  for (const auto& [name, xml] : parts) EXPECT_EQ(xml_fault(xml), "") << name;
  EXPECT_THAT(parts.at("word/document.xml"), ::testing::HasSubstr("a&lt;b&gt;&amp;&quot;c&quot;  制表"));
}

TEST(Docx, TheSameDocumentIsTheSameBytes) {
  const auto document = official({paragraph("title", "标题"), table_of(2)});
  const auto once = write_docx(document);
  const auto again = write_docx(document);
  ASSERT_TRUE(once && again);
  EXPECT_EQ(*once, *again);
}

TEST(Docx, ALongTableIsSplitAndEachPartRepeatsItsHeader) {
  const auto written = write_docx(official({table_of(450)}));
  ASSERT_TRUE(written);
  const auto body = parts_of(*written).at("word/document.xml");
  EXPECT_EQ(count_of(body, "<w:tbl>"), 3U);
  EXPECT_EQ(count_of(body, "<w:tblHeader/>"), 3U);
  EXPECT_EQ(count_of(body, "<w:tr>"), 450U + 3U);
}

// GB/T 9704-2012: A4, top 37 mm, left 28 mm, 156 mm × 225 mm of type area, 22 lines a page, page numbers
// outside.
TEST(Docx, AnOfficialDocumentHasThePageAndFontsOfTheStandard) {
  const auto parts = parts_of(*write_docx(official({paragraph("body", "正文")})));
  const auto body = parts.at("word/document.xml");
  EXPECT_THAT(body, ::testing::HasSubstr(R"(<w:pgSz w:w="11906" w:h="16838"/>)"));
  EXPECT_THAT(body, ::testing::HasSubstr(R"(w:top="2098" w:right="1474" w:bottom="1984" w:left="1587")"));
  const auto styles = parts.at("word/styles.xml");
  for (const auto* word :
       {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", R"(w:line="579" w:lineRule="exact")",
        R"(w:firstLineChars="200" w:firstLine="640")", R"(<w:sz w:val="44"/>)", R"(<w:sz w:val="32"/>)"}) {
    EXPECT_THAT(styles, ::testing::HasSubstr(word));
  }
  EXPECT_THAT(parts.at("word/settings.xml"), ::testing::HasSubstr("<w:evenAndOddHeaders/>"));
  EXPECT_THAT(parts.at("word/footer1.xml"), ::testing::HasSubstr(R"(<w:jc w:val="right"/>)"));
  EXPECT_THAT(parts.at("word/footer2.xml"), ::testing::HasSubstr(R"(<w:jc w:val="left"/>)"));
}

}  // namespace
}  // namespace jiheng::io
