#include "http/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace jiheng::http {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Problem, keeps_what_the_system_says_of_itself_in_the_log) {
  for (const auto code : {ErrorCode::internal, ErrorCode::unavailable}) {
    const auto response = problem(Error{code, "cannot open /var/lib/secret.db as root", {}});
    EXPECT_THAT(response.body, Not(HasSubstr("secret")));
    EXPECT_THAT(response.note, HasSubstr("secret"));
  }
}

struct CodeStatus {
  ErrorCode code;
  int status;
};

class EveryCode : public ::testing::TestWithParam<CodeStatus> {};

TEST_P(EveryCode, has_its_status) {
  const auto response = problem(Error{GetParam().code, "m", {}});
  EXPECT_EQ(response.status, GetParam().status);
  EXPECT_EQ(status_of(GetParam().code), GetParam().status);
  EXPECT_EQ(response.content_type, "application/problem+json");
  EXPECT_EQ(response.header("Cache-Control"), "no-store");
  EXPECT_EQ(response.header("Retry-After").empty(), GetParam().status != 503);
}

INSTANTIATE_TEST_SUITE_P(
    Problem, EveryCode,
    ::testing::Values(CodeStatus{ErrorCode::usage, 400}, CodeStatus{ErrorCode::invalid, 422},
                      CodeStatus{ErrorCode::not_found, 404}, CodeStatus{ErrorCode::conflict, 409},
                      CodeStatus{ErrorCode::refused, 403}, CodeStatus{ErrorCode::unavailable, 503},
                      CodeStatus{ErrorCode::internal, 500}));

TEST(Problem, lists_every_finding_with_its_place) {
  const auto response =
      problem(Error{ErrorCode::invalid,
                    "两处",
                    {{"a", Severity::error, "一", "/a", ""}, {"b", Severity::error, "二", "/b", "改"}}});
  EXPECT_THAT(
      response.body,
      HasSubstr(
          R"("errors":[{"pointer":"/a","detail":"一","rule":"a"},{"pointer":"/b","detail":"二","hint":"改","rule":"b"}])"));
}

}  // namespace
}  // namespace jiheng::http
