#include "store/postgres_url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/store_backend.h"

namespace jiheng::store {
namespace {

using jiheng::testing::Postgres;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(PostgresUrl, ErrorsNeverRepeatTheAddress) {
  for (const auto* text : {"mysql://u:s3cret@h/db", "host=h password=s3cret", "postgresql://u:s3cret%zz@h/db",
                           "postgresql://u:s3cret@[::1/db", "postgresql://u@h/db?passwort=s3cret",
                           " postgresql://u:s3cret@h/db"}) {
    const auto parsed = PostgresUrl::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::usage);
    EXPECT_THAT(to_string(parsed.error()), Not(HasSubstr("s3cret"))) << text;
  }
}

TEST(PostgresUrl, ShowsWhoAndWhereWithoutThePassword) {
  EXPECT_EQ(PostgresUrl::parse("postgresql://wang:s3cret@db.county:5433/jiheng?sslmode=require")->shown,
            "postgresql://wang@db.county:5433/jiheng");
  EXPECT_EQ(PostgresUrl::parse("postgres://db.county/jiheng?user=wang&password=s3cret")->shown,
            "postgresql://wang@db.county/jiheng");
}

TEST(PostgresUrl, TakesThePasswordOutOfAnyMessageInBothSpellings) {
  const auto url = *PostgresUrl::parse("postgresql://wang:a%40b%25@h/db");
  EXPECT_EQ(url.without_password("cannot use a@b% nor a%40b%25 here"), "cannot use *** nor *** here");
}

TEST(PostgresLogin, AWrongPasswordIsRefusedAndNotShown) {
  auto& server = Postgres::shared();
  const auto database = server.create_database();
  OpenOptions options;
  options.mode = OpenMode::create;
  options.url = server.tcp_url(database, "wrong-battery");
  const auto refused = open(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_THAT(to_string(refused.error()),
              ::testing::AllOf(HasSubstr("拒绝登录"), Not(HasSubstr("wrong-battery"))));
  options.url = server.tcp_url(database, server.password());
  EXPECT_TRUE(open(options));
}

TEST(PostgresLogin, AServerThatIsNotThereIsNamedWithoutThePassword) {
  OpenOptions options;
  options.url = "postgresql://wang:s3cret@127.0.0.1:1/jiheng";
  const auto refused = open(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_THAT(to_string(refused.error()),
              ::testing::AllOf(HasSubstr("postgresql://wang@127.0.0.1:1/jiheng"), Not(HasSubstr("s3cret"))));
}

}  // namespace
}  // namespace jiheng::store
