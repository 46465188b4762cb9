#include "http/message.h"

#include <gtest/gtest.h>

namespace jiheng::http {
namespace {

TEST(Message, refuses_targets_that_are_no_path_or_no_text) {
  for (const std::string_view target :
       {"", "x", "?a=1", "/%", "/%4", "/%zz", "/a%00b", "/%ff", "/?a=%c3", "/?%00=1", "ftp://a/b"}) {
    Request request;
    EXPECT_FALSE(read_target(target, request)) << target;
  }
  std::string many = "/?";
  for (int i = 0; i < 300; ++i) many += "a=1&";
  Request request;
  EXPECT_FALSE(read_target(many, request));
}

TEST(Message, reads_path_and_query_of_a_target) {
  Request request;
  ASSERT_TRUE(read_target("/api/%E7%BB%A9?filter=a:1%2C2&filter=b:3&q=%E7%9B%90+%E6%B1%A0&empty=&flag#part",
                          request));
  EXPECT_EQ(request.path, "/api/绩");
  EXPECT_EQ(request.parameters("filter"), (std::vector<std::string_view>{"a:1,2", "b:3"}));
  EXPECT_EQ(request.parameter("q"), "盐 池");
  EXPECT_EQ(request.parameter("empty"), "");
  EXPECT_EQ(request.parameter("flag"), "");
  EXPECT_EQ(request.parameter("none"), std::nullopt);
}

TEST(Message, takes_the_path_out_of_an_absolute_address) {
  Request request;
  ASSERT_TRUE(read_target("http://example.com:80/a?b=c", request));
  EXPECT_EQ(request.path, "/a");
  EXPECT_EQ(request.parameter("b"), "c");
}

TEST(Message, never_lets_a_header_value_begin_a_line_of_its_own) {
  Response response;
  response.set("X", "a\r\nSet-Cookie: b");
  std::string head;
  append_head(head, response, true, "now");
  EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
}

TEST(Message, writes_heads_with_a_length_only_where_there_is_a_body) {
  Response response;
  response.content_type = "text/plain";
  response.body = "绩效";
  std::string head;
  append_head(head, response, false, "now");
  EXPECT_EQ(head,
            "HTTP/1.1 200 OK\r\nDate: now\r\nContent-Type: text/plain\r\nContent-Length: 6\r\nConnection: "
            "close\r\n\r\n");
  response.status = 304;
  head.clear();
  append_head(head, response, true, "now");
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
}

TEST(Message, writes_dates_as_http_does) {
  EXPECT_EQ(http_date(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");  // the example of RFC 9110 §5.6.7
  EXPECT_EQ(http_date(1'709'164'800), "Thu, 29 Feb 2024 00:00:00 GMT");
}

}  // namespace
}  // namespace jiheng::http
