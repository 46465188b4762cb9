#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"
#include "law/book.h"

namespace jiheng::law {
namespace {

namespace fs = std::filesystem;

fs::path fixtures() { return fs::path(JIHENG_SOURCE_DIR) / "tests/law-fixtures"; }

void add_files(const fs::path& folder, std::vector<LawFile>& files) {
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().lexically_relative(folder).generic_string();
    if (!entry.is_regular_file() || path == "expected.txt") continue;
    std::erase_if(files, [&](const LawFile& file) { return file.path == path; });
    files.push_back({path, *read_file(entry.path())});
  }
}

std::vector<std::string> fault_classes() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fixtures())) {
    if (entry.is_directory() && entry.path().filename() != "base")
      names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

class LawFault : public testing::TestWithParam<std::string> {};

TEST_P(LawFault, IsToldWithItsPlaceAndHowToMendIt) {
  std::vector<LawFile> files;
  add_files(fixtures() / "base", files);
  add_files(fixtures() / GetParam(), files);
  const auto book = Book::load(files);
  ASSERT_FALSE(book);
  std::string found;
  for (const auto& finding : book.error().findings) found += to_string(finding) + "\n";
  const auto expected = read_file(fixtures() / GetParam() / "expected.txt");
  EXPECT_EQ(found, expected.value_or("(no expected.txt)"));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, LawFault, testing::ValuesIn(fault_classes()), [](const auto& one) {
  std::string name = one.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

TEST(LawFixtures, TheBaseThatTheyAreLaidOverIsFaultless) {
  std::vector<LawFile> files;
  add_files(fixtures() / "base", files);
  const auto book = Book::load(files);
  EXPECT_TRUE(book) << to_string(book.error());
}

}  // namespace
}  // namespace jiheng::law
