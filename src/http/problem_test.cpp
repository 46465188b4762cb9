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

TEST(Problem, of_the_server_itself_has_a_title_that_people_can_read) {
  for (const int status : {400, 401, 403, 404, 405, 408, 409, 412, 413, 415, 421, 422, 428, 429, 431, 503}) {
    const auto body = problem(status, "x").body;
    const auto title = body.substr(body.find(R"("title":")") + 9, 3);
    EXPECT_GE(static_cast<unsigned char>(title[0]), 0xE0) << status << " " << body;
  }
}

TEST(Problem, does_not_send_back_all_of_a_very_long_word) {
  std::string word;
  for (int i = 0; i < 100'000; ++i) word += "长";
  const auto body =
      problem(Error{ErrorCode::invalid, word, {{"a", Severity::error, word, "/" + word, ""}}}).body;
  EXPECT_LT(body.size(), 20'000U);
  EXPECT_THAT(body, HasSubstr("长……"));
  EXPECT_THAT(problem(422, std::string(1999, 'x')).body, Not(HasSubstr("……")));
}

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
