#include "http/negotiate.h"

#include <gtest/gtest.h>

#include <array>

#include "base/gzip.h"

namespace jiheng::http {
namespace {

struct AcceptCase {
  const char* header;
  const char* choice;
  int quality;
};

class Quality : public ::testing::TestWithParam<AcceptCase> {};

TEST_P(Quality, follows_the_header) {
  EXPECT_EQ(quality_of(GetParam().header, GetParam().choice), GetParam().quality);
}

INSTANTIATE_TEST_SUITE_P(
    Accept, Quality,
    ::testing::Values(AcceptCase{"text/csv;q=abc", "text/csv", 0}, AcceptCase{"text/csv;q=2", "text/csv", 0},
                      AcceptCase{"text/csv;q=0", "text/csv", 0}, AcceptCase{",,;", "text/csv", 0},
                      AcceptCase{"application/json", "text/csv", 0}, AcceptCase{"", "text/csv", 1000},
                      AcceptCase{"*/*;q=0.8", "text/csv", 800},
                      AcceptCase{"text/*;q=0.5, */*", "text/csv", 500},
                      AcceptCase{"TEXT/CSV", "text/csv", 1000},
                      AcceptCase{"text/csv; q=0.123", "text/csv", 123}, AcceptCase{"*, gzip;q=0", "gzip", 0},
                      AcceptCase{"br, gzip", "gzip", 1000}));

TEST(ChooseMedia, takes_the_best_and_the_first_among_equals) {
  constexpr std::array<std::string_view, 2> kOffers{"application/json", "text/csv"};
  EXPECT_EQ(choose_media("image/png", kOffers), "");
  EXPECT_EQ(choose_media("text/html,*/*;q=0.8", kOffers), "application/json");
  EXPECT_EQ(choose_media("text/csv", kOffers), "text/csv");
  EXPECT_EQ(choose_media("text/csv;q=0.9, application/json;q=0.8", kOffers), "text/csv");
}

Request get_request(std::vector<Header> headers) {
  Request request;
  request.method = "GET";
  request.headers = std::move(headers);
  return request;
}

Response big_json() {
  Response response;
  response.content_type = "application/json";
  response.body = "[" + std::string(5000, '1') + "]";
  return response;
}

TEST(FinishAnswer, leaves_errors_and_what_must_not_be_stored_alone) {
  auto response = big_json();
  response.status = 404;
  finish_answer(get_request({{"accept-encoding", "gzip"}}), response);
  EXPECT_EQ(response.header("etag"), "");
  auto fresh = big_json();
  fresh.set("Cache-Control", "no-store");
  finish_answer(get_request({{"accept-encoding", "gzip"}}), fresh);
  EXPECT_EQ(fresh.header("etag"), "");
}

TEST(FinishAnswer, compresses_only_what_the_client_reads_and_what_gains) {
  auto plain = big_json();
  finish_answer(get_request({}), plain);
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
  auto refused = big_json();
  finish_answer(get_request({{"accept-encoding", "gzip;q=0, identity"}}), refused);
  EXPECT_EQ(refused.header("content-encoding"), "");
  Response small;
  small.content_type = "application/json";
  small.body = "{}";
  finish_answer(get_request({{"accept-encoding", "gzip"}}), small);
  EXPECT_EQ(small.header("content-encoding"), "");
  auto packed = big_json();
  finish_answer(get_request({{"accept-encoding", "deflate, gzip"}}), packed);
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_EQ(*gunzip(packed.body, 10'000), big_json().body);
}

TEST(FinishAnswer, gives_each_form_a_tag_of_its_own_and_304_to_who_has_it) {
  auto plain = big_json();
  finish_answer(get_request({}), plain);
  auto packed = big_json();
  finish_answer(get_request({{"accept-encoding", "gzip"}}), packed);
  const std::string tag(plain.header("etag"));
  EXPECT_NE(tag, packed.header("etag"));
  for (const std::string& known : {tag, "W/" + tag, "\"x\", " + tag, std::string("*")}) {
    auto again = big_json();
    finish_answer(get_request({{"if-none-match", known}}), again);
    EXPECT_EQ(again.status, 304) << known;
    EXPECT_TRUE(again.bytes().empty());
    EXPECT_EQ(again.header("etag"), tag);
  }
  auto changed = big_json();
  changed.body += " ";
  finish_answer(get_request({{"if-none-match", tag}}), changed);
  EXPECT_EQ(changed.status, 200);
}

}  // namespace
}  // namespace jiheng::http
