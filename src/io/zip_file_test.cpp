// Archives of files: what is refused first, then names of every kind.
#include "io/zip_file.h"

#include <gmock/gmock.h>

#include "base/text.h"

namespace jiheng::io {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string archive(const std::vector<std::pair<std::string, std::string>>& files) {
  auto zip = ZipWriter::create().value();
  for (const auto& [name, content] : files) EXPECT_TRUE(zip.add(name, content));
  return zip.finish().value();
}

std::string all_of(ZipFiles& files) {
  std::string all;
  for (std::size_t i = 0; i < files.names().size(); ++i) all += files.read(i).value() + "|";
  return all;
}

TEST(ZipFiles, RefusesWhatIsNoArchiveOrOnlyHalfOfOne) {
  const auto whole = archive({{"a.xlsx", std::string(5000, 'a')}});
  EXPECT_FALSE(ZipFiles::open("", "x.zip"));
  EXPECT_FALSE(ZipFiles::open("PK", "x.zip"));
  const auto half = ZipFiles::open(std::string_view(whole).substr(0, whole.size() - 30), "x.zip");
  ASSERT_FALSE(half);
  EXPECT_THAT(half.error().message, HasSubstr("x.zip：ZIP 结构损坏或不完整"));
}

TEST(ZipFiles, RefusesMoreFilesAndLargerOnesThanItsLimits) {
  const auto bytes = archive({{"a", std::string(4000, 'a')}, {"b", "b"}});
  EXPECT_FALSE(ZipFiles::open(bytes, "x.zip", {.entries = 1}));
  auto files = ZipFiles::open(bytes, "x.zip", {.entry_bytes = 1000});
  ASSERT_TRUE(files);
  const auto large = files->read(0);
  ASSERT_FALSE(large);
  EXPECT_THAT(large.error().message, HasSubstr("疑似压缩炸弹"));
  EXPECT_EQ(files->read(1).value(), "b") << "the others can still be read";
  auto total = ZipFiles::open(bytes, "x.zip", {.total_bytes = 4000});
  ASSERT_TRUE(total->read(0));
  EXPECT_FALSE(total->read(1));
}

TEST(ZipFiles, NoticesABrokenFile) {
  auto bytes = archive({{"a.xlsx", "PK the content"}});
  bytes[bytes.find("content")] = 'k';
  auto files = ZipFiles::open(bytes, "x.zip");
  ASSERT_TRUE(files);
  EXPECT_THAT(files->read(0).error().message, HasSubstr("a.xlsx：内容损坏"));
}

TEST(ZipFiles, ReadsNamesInUtf8AndThoseThatOldProgramsWroteInGbk) {
  auto bytes = archive({{"上表.xlsx", "1"}, {"aaaa.xlsx", "2"}});
  bytes = replace_all(bytes, "aaaa.xlsx", "\xC9\xCF\xB1\xED.xlsx");
  auto files = ZipFiles::open(bytes, "x.zip");
  ASSERT_TRUE(files);
  EXPECT_THAT(files->names(), ElementsAre("上表.xlsx", "上表.xlsx"));
  EXPECT_EQ(all_of(*files), "1|2|");
}

TEST(ZipWriter, GivesASecondFileOfTheSameNameANumber) {
  const auto bytes = archive({{"表.xlsx", "1"}, {"表.xlsx", "2"}, {"表", "3"}, {"表", "4"}});
  auto files = ZipFiles::open(bytes, "x.zip");
  ASSERT_TRUE(files);
  EXPECT_THAT(files->names(), ElementsAre("表.xlsx", "表(2).xlsx", "表", "表(2)"));
  EXPECT_EQ(all_of(*files), "1|2|3|4|");
}

TEST(ZipWriter, TakesNamesWithControlCharactersWithoutThem) {
  const auto bytes = archive({{"一\n校\x01.xlsx", "1"}, {"一_校_.xlsx", "2"}});
  auto files = ZipFiles::open(bytes, "x.zip");
  ASSERT_TRUE(files);
  EXPECT_THAT(files->names(), ElementsAre("一_校_.xlsx", "一_校_(2).xlsx"));
  EXPECT_EQ(all_of(*files), "1|2|");
}

TEST(PlainZip, IsOneWithoutThePartsOfAWorkbook) {
  EXPECT_TRUE(is_plain_zip(archive({{"a.xlsx", "1"}})));
  EXPECT_FALSE(is_plain_zip(archive({{"[Content_Types].xml", "<x/>"}})));
  EXPECT_FALSE(is_plain_zip("no archive"));
  EXPECT_FALSE(is_plain_zip("PK nothing"));
}

TEST(FileNames, AreSuchAsEveryFileSystemTakes) {
  EXPECT_EQ(file_name_of("项目/一:二*“三”?"), "项目_一_二_“三”_");
  EXPECT_EQ(file_name_of("a\nb"), "a_b");
  EXPECT_EQ(count_characters(file_name_of(std::string(500, 'x'))), 120U);
}

}  // namespace
}  // namespace jiheng::io
