#include "store/postgres_values.h"

#include <gtest/gtest.h>

#include "store/postgres_error.h"

namespace jiheng::store {
namespace {

TEST(PgParams, EndsTextsAndKeepsBytesAndNothingApart) {
  const std::string long_text(10'000, 'x');
  const std::string view_of = "abcdef";
  const std::vector<Param> given{std::int64_t{-5},
                                 std::string_view(view_of).substr(0, 3),
                                 std::monostate{},
                                 Blob{std::string_view("\0b", 2)},
                                 std::string_view(long_text),
                                 Blob{},
                                 std::string_view()};
  PgParams params;
  params.set(std::vector<Param>{std::string_view("left over")});
  params.set(given);
  ASSERT_EQ(params.count(), 7);
  EXPECT_STREQ(params.values()[0], "-5");
  EXPECT_STREQ(params.values()[1], "abc");
  EXPECT_EQ(params.values()[2], nullptr);
  EXPECT_EQ(params.formats()[3], 1);
  EXPECT_EQ(std::string_view(params.values()[3], 2), std::string_view("\0b", 2));
  EXPECT_EQ(params.values()[4], long_text);
  EXPECT_NE(params.values()[5], nullptr) << "no bytes are not nothing";
  EXPECT_STREQ(params.values()[6], "");
}

TEST(CopyLine, EscapesWhatCopyReadsAsItsOwn) {
  std::string line;
  append_copy_line(line,
                   std::vector<Value>{std::int64_t{1}, std::string("a\tb\\N\n\r"), Value{}, std::string()});
  EXPECT_EQ(line, "1\ta\\tb\\\\N\\n\\r\t\\N\t\n");
}

TEST(PostgresError, SqlStatesBecomeTheProgramsErrors) {
  const std::pair<const char*, ErrorCode> table[] = {
      {"23505", ErrorCode::conflict},    {"23502", ErrorCode::invalid},     {"22P02", ErrorCode::invalid},
      {"53100", ErrorCode::unavailable}, {"57P01", ErrorCode::unavailable}, {"28P01", ErrorCode::refused},
      {"55P03", ErrorCode::unavailable}, {"42601", ErrorCode::internal},    {"42501", ErrorCode::refused},
      {"08006", ErrorCode::unavailable}};
  for (const auto& [state, code] : table) EXPECT_EQ(postgres_error(state, "said", "db").code, code) << state;
  EXPECT_TRUE(ends_connection("57P01"));
  EXPECT_FALSE(ends_connection("57014"));
}

}  // namespace
}  // namespace jiheng::store
