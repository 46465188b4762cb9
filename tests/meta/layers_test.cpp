// Tests about the repository itself: what no compiler checks.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"

namespace jiheng {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = JIHENG_SOURCE_DIR;

std::vector<fs::path> files_below(const fs::path& folder, const std::set<std::string>& extensions) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / folder)) {
    if (entry.is_regular_file() && extensions.contains(entry.path().extension()))
      files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::string text_of(const fs::path& path) { return read_file(path).value_or(std::string{}); }

/// The folders a folder of src/ may include from, itself aside (the arrow of ARCHITECTURE.md).
const std::map<std::string, std::set<std::string>> kMayUse{
    {"base", {}},
    {"schema", {"base"}},
    {"model", {"base", "schema"}},
    {"law", {"base", "schema", "model"}},
    {"engine", {"base", "schema", "model", "law"}},
    {"store", {"base", "schema", "model"}},
    {"io", {"base", "schema", "model"}},
    {"app", {"base", "schema", "model", "law", "engine", "store", "io"}},
    {"http", {"base", "schema", "model", "law", "engine", "store", "io", "app"}},
    {"cli", {"base", "schema", "model", "law", "engine", "store", "io", "app", "http"}},
};

TEST(Layers, NoFolderIncludesFromAFolderAboveIt) {
  int edges = 0;
  for (const auto& path : files_below("src", {".h", ".cpp"})) {
    const std::string relative = fs::relative(path, kRoot / "src").generic_string();
    const std::string folder = relative.substr(0, relative.find('/'));
    if (!kMayUse.contains(folder)) continue;  // main.cpp
    const std::string text = text_of(path);
    for (const auto line : split(text, '\n')) {
      constexpr std::string_view kInclude = "#include \"";
      if (!line.starts_with(kInclude)) continue;
      const auto target = line.substr(kInclude.size());
      const std::string used(target.substr(0, target.find('/')));
      if (used == folder || !kMayUse.contains(used)) continue;
      ++edges;
      EXPECT_TRUE(kMayUse.at(folder).contains(used)) << relative << " includes " << target;
    }
  }
  EXPECT_GT(edges, 50) << "the test must see the includes it judges";
}

TEST(Layers, EveryFolderOfTheSourceTreeHasItsPlaceInTheArrow) {
  for (const auto& entry : fs::directory_iterator(kRoot / "src")) {
    if (!entry.is_directory()) continue;
    EXPECT_TRUE(kMayUse.contains(entry.path().filename())) << entry.path();
  }
}

TEST(Layers, TheEngineKnowsNoClockNoFilesAndNoFloatingPoint) {
  for (const auto& path : files_below("src/engine", {".h", ".cpp"})) {
    if (path.string().ends_with("_test.cpp")) continue;
    const std::string text = text_of(path);
    for (const char* word :
         {"base/clock.h", "base/file.h", "<fstream>", "<ctime>", "system_clock", "double ", "float "}) {
      EXPECT_EQ(text.find(word), std::string::npos) << path << " has " << word;
    }
  }
}

/// Every .cpp of `folder` (tests aside) must have its row in `table`: its name between `before` and `after`.
void expect_rows(const std::string& folder, const std::string& table, const std::string& before,
                 const std::string& after) {
  ASSERT_TRUE(fs::exists(kRoot / table)) << table;
  const std::string rows = text_of(kRoot / table);
  int seen = 0;
  for (const auto& path : files_below(folder, {".cpp"})) {
    const std::string stem = path.stem().string();
    if (stem.ends_with("_test")) continue;
    ++seen;
    EXPECT_NE(rows.find(before + stem + after), std::string::npos) << path << " has no row in " << table;
  }
  EXPECT_GT(seen, 0) << folder;
}

TEST(Tables, EveryCommandFileHasItsRow) {
  expect_rows("src/cli/commands", "src/cli/commands.cpp", "/", ".h\"");
}

TEST(Tables, EveryRouteFileHasItsRow) {
  expect_rows("src/http/routes", "src/http/routes.cpp", "", "_routes");
}

TEST(Sources, AreShortAndEndWithANewline) {
  for (const char* folder : {"src", "bench", "tests", "web/src"}) {
    if (!fs::exists(kRoot / folder)) continue;
    for (const auto& path : files_below(folder, {".h", ".cpp", ".ts", ".vue"})) {
      if (path.filename() == "schema.d.ts") continue;  // generated
      const std::string text = text_of(path);
      EXPECT_TRUE(text.ends_with('\n')) << path;
      EXPECT_EQ(text.find('\r'), std::string::npos) << path;
      const bool test = path.string().find("_test.") != std::string::npos ||
                        path.string().find("/tests/") != std::string::npos;
      EXPECT_LE(std::ranges::count(text, '\n'), test ? 800 : 400) << path;
    }
  }
}

TEST(Sources, NoTextSpeaksOfUnfinishedWork) {
  const std::vector<std::string> words{
      "TO"
      "DO",
      "FIX"
      "ME",
      "not "
      "implemented",
      "待"
      "实现",
      "未"
      "实现"};
  for (const char* folder : {"src", "law", "web/src", "tests"}) {
    for (const auto& path : files_below(folder, {".h", ".cpp", ".ts", ".vue", ".yaml", ".mjs"})) {
      if (path.string().find("node_modules") != std::string::npos) continue;
      const std::string text = text_of(path);
      for (const auto& word : words) EXPECT_EQ(text.find(word), std::string::npos) << path << " has " << word;
    }
  }
}

TEST(Migrations, ComeInPairs) {
  const auto names = [](const char* database) {
    std::set<std::string> found;
    for (const auto& path : files_below(fs::path("src/store/migrations") / database, {".sql"}))
      found.insert(path.filename());
    return found;
  };
  EXPECT_FALSE(names("sqlite").empty());
  EXPECT_EQ(names("sqlite"), names("postgres"));
}

}  // namespace
}  // namespace jiheng
