#include "http/web_files.h"

#include <gtest/gtest.h>

#include "base/gzip.h"
#include "base/pack.h"

namespace jiheng::http {
namespace {

Request page_request(std::string path, std::vector<Header> headers = {}) {
  Request request;
  request.method = "GET";
  request.path = std::move(path);
  request.headers = std::move(headers);
  return request;
}

const WebFiles& sample_web() {
  static const std::string kScript = "console.log(1)\n" + std::string(5000, ' ');
  static const std::string kPack =
      write_pack(std::vector<PackedFile>{{"assets/app-1a2b.js", kScript},
                                         {"favicon.svg", "<svg/>"},
                                         {"index.html", "<!doctype html><title>绩衡</title>"}});
  static const auto kWeb = *WebFiles::from_pack(kPack);
  return *kWeb;
}

TEST(WebFiles, refuse_missing_files_and_other_methods_and_paths_that_climb) {
  EXPECT_EQ(sample_web().answer(page_request("/assets/none.js")).status, 404);
  EXPECT_EQ(sample_web().answer(page_request("/assets/none.js", {{"accept", "text/html"}})).status, 404);
  EXPECT_EQ(sample_web().answer(page_request("/robots.txt")).status, 404);
  EXPECT_EQ(sample_web().answer(page_request("/../../etc/passwd.x")).status, 404);
  auto post = page_request("/");
  post.method = "POST";
  const auto refused = sample_web().answer(post);
  EXPECT_EQ(refused.status, 405);
  EXPECT_EQ(refused.header("Allow"), "GET, HEAD");
}

TEST(WebFiles, answer_pages_of_the_application_with_its_index) {
  for (const auto& request : {page_request("/"), page_request("/reports/annual"),
                              page_request("/law/schemes/scheme.x", {{"accept", "text/html"}})}) {
    const auto response = sample_web().answer(request);
    EXPECT_EQ(response.status, 200) << request.path;
    EXPECT_EQ(response.content_type, "text/html; charset=utf-8");
    EXPECT_EQ(response.header("Cache-Control"), "no-cache");
  }
}

TEST(WebFiles, keep_hashed_files_for_good_and_pack_them_for_who_can_unpack) {
  const auto plain = sample_web().answer(page_request("/assets/app-1a2b.js"));
  EXPECT_EQ(plain.content_type, "text/javascript; charset=utf-8");
  EXPECT_NE(plain.header("Cache-Control").find("immutable"), std::string_view::npos);
  const auto packed = sample_web().answer(page_request("/assets/app-1a2b.js", {{"accept-encoding", "gzip"}}));
  EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
  EXPECT_EQ(*gunzip(packed.bytes(), 100'000), plain.bytes());
  EXPECT_NE(packed.header("ETag"), plain.header("ETag"));
}

TEST(WebFiles, tell_how_to_build_them_when_the_program_has_none) {
  const auto web = WebFiles::from_pack({});
  ASSERT_TRUE(web);
  const auto response = (*web)->answer(page_request("/"));
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(response.bytes().find("npm --prefix web"), std::string_view::npos);
}

}  // namespace
}  // namespace jiheng::http
