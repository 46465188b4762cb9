#include <gmock/gmock.h>

#include <filesystem>

#include "law/book.h"

namespace jiheng::law {
namespace {

TEST(LawContent, TheEmbeddedLawPassesEveryCheck) {
  const auto book = Book::embedded();
  ASSERT_TRUE(book) << to_string(book.error());
  for (const Kind kind : {Kind::sources, Kind::parameters, Kind::forms, Kind::indicators, Kind::policies, Kind::places}) {
    EXPECT_FALSE(book->all(kind, *Region::parse("640323"), *Date::of(2022, 12, 31)).empty()) << kind_name(kind);
  }
}

TEST(LawContent, TheFolderAndTheProgramHoldTheSameLaw) {
  const auto embedded = Book::embedded();
  const auto folder = Book::from_directory(std::filesystem::path(JIHENG_SOURCE_DIR) / "law");
  ASSERT_TRUE(embedded && folder) << (folder ? "" : to_string(folder.error()));
  EXPECT_EQ(embedded->version(), folder->version());
}

}  // namespace
}  // namespace jiheng::law
