#include "base/text.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "base/pack.h"
#include "base/region.h"
#include "base/sm3.h"

namespace jiheng {
namespace {

TEST(Text, KnowsMalformedUtf8) {
  for (const std::string_view bad :
       {"\xC0\xAF", "\xE4\xB8", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\x80", "\xE0\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
  for (const std::string_view good : {"", "盐池县", "𠮷野家", "abc", "😀"}) EXPECT_TRUE(is_utf8(good));
}

TEST(Text, CountsAndCutsCharactersNotBytes) {
  EXPECT_EQ(count_characters("盐池2022"), 6U);
  EXPECT_EQ(first_characters("盐池2022", 3), "盐池2");
  EXPECT_EQ(to_code_points("盐a𠮷"), U"盐a𠮷");
}

TEST(Text, FoldsFullWidthFormsAndTheMinusSign) {
  EXPECT_EQ(fold_width("（１２３．５％）"), "(123.5%)");
  EXPECT_EQ(fold_width("\xE2\x88\x92"
                       "5"),
            "-5");
  EXPECT_EQ(fold_width("盐池，县"), "盐池,县");
}

TEST(Text, TrimsIdeographicSpacesToo) {
  EXPECT_EQ(trim("　 盐池　\r\n"), "盐池");
  EXPECT_EQ(trim("　　"), "");
}

TEST(Text, SplitsKeepEmptyParts) {
  EXPECT_EQ(split("a,,b,", ',').size(), 4U);
  EXPECT_EQ(split("", ',').size(), 1U);
}

TEST(Text, ReadsGb18030WithItsFourByteCharacters) {
  EXPECT_EQ(*gb18030_to_utf8("\xD1\xCE\xB3\xD8\xCF\xD8"), "盐池县");
  EXPECT_EQ(*gb18030_to_utf8("\x95\x32\x82\x36"), "𠀀");
  const auto bad = gb18030_to_utf8(std::string_view("ab\xFF\xFF", 4));
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("第 2 字节"), std::string::npos);
}

TEST(Text, ReadsGb18030AcrossItsOwnBlockBorders) {
  std::string gb;
  std::string utf8;
  for (int i = 0; i < 70'000; ++i) {
    gb += "\xD1\xCE";
    utf8 += "盐";
    if (i % 7 == 0) {
      gb += 'x';
      utf8 += 'x';
    }
  }
  EXPECT_EQ(*gb18030_to_utf8(gb), utf8);
}

TEST(Region, RefusesCodesWithoutAProvince) {
  for (const char* text : {"", "64032", "6403230", "640a23", "000000", "100000", "660000", "990101"})
    EXPECT_FALSE(Region::parse(text)) << text;
}

TEST(Region, ListsThePlacesWhoseLawAppliesMostSpecificFirst) {
  EXPECT_EQ(Region::parse("640323")->law_places(),
            (std::vector<std::string>{"cn/640323", "cn/6403", "cn/64", "cn"}));
  EXPECT_EQ(Region::parse("640000")->law_places(), (std::vector<std::string>{"cn/64", "cn"}));
}

TEST(Sm3, MatchesTheStandardsExample) {
  EXPECT_EQ(to_hex(sm3("abc")), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

TEST(Pack, RefusesTruncatedBytes) {
  const std::string pack = "1 3\naxyz2 0\nbc";
  const auto files = read_pack(pack);
  ASSERT_TRUE(files);
  EXPECT_EQ((*files)[0].bytes, "xyz");
  EXPECT_EQ((*files)[1].path, "bc");
  for (std::size_t cut = 1; cut < pack.size(); ++cut) {
    if (cut == 8) continue;  // exactly one whole file
    EXPECT_FALSE(read_pack(std::string_view(pack).substr(0, cut))) << cut;
  }
}

TEST(File, NamesThePathThatCannotBeReadOrWritten) {
  const auto missing = read_file("/nowhere/at/all");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_NE(missing.error().message.find("/nowhere/at/all"), std::string::npos);
  EXPECT_FALSE(write_file("/nowhere/at/all", "x"));
}

TEST(File, LeavesNoHalfFileBehind) {
  const auto path = std::filesystem::temp_directory_path() / "jiheng-file-test.txt";
  ASSERT_TRUE(write_file(path, "盐池"));
  EXPECT_EQ(*read_file(path), "盐池");
  EXPECT_FALSE(read_file(path, 3)) << "the limit counts bytes";
  std::filesystem::remove(path);
}

TEST(EscapeMarkup, LeavesNothingThatIsReadAsMarkupNorWhatXmlCannotCarry) {
  EXPECT_EQ(escape_markup("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;");
  EXPECT_EQ(escape_markup(std::string_view("制\t表\n\x01\0", 10)), "制\t表\n");
}

}  // namespace
}  // namespace jiheng
