#include "http/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "http/routes.h"

namespace jiheng::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Response nothing(const Context& /*context*/, const Request& /*request*/) { return {}; }

constexpr std::array kTestParameters{
    Parameter{"id", Parameter::In::path, "the id", "string", true, ""},
    Parameter{"place", Parameter::In::query, "the place", "string", true, "640323"},
    Parameter{"filter", Parameter::In::query, "filters", "string[]", false, ""},
    Parameter{"limit", Parameter::In::query, "rows", "integer", false, ""},
    Parameter{"dry_run", Parameter::In::query, "1：只检查", "switch", false, ""},
};

constexpr std::array kTestRoutes{
    Route{"GET", "/a/{id}", "getA", "", kPublic, kTestParameters, "", "object", {}, nothing},
    Route{"POST", "/a/query", "queryA", "", kPublic, {}, "", "object", {}, nothing},
    Route{"GET", "/a/query/{id}", "getQuery", "", kPublic, {}, "", "object", {}, nothing},
    Route{"GET", "/a/{id}/rows", "listRows", "", kPublic, {}, "", "object", {}, nothing},
    Route{"PUT", "/a/{id}", "putA", "", kPublic, {}, "", "object", {}, nothing},
};

Result<void> check(std::string_view target) {
  Request request;
  if (!read_target(target, request)) ADD_FAILURE() << target;
  return check_parameters(kTestRoutes[0], request);
}

TEST(Router, knows_no_path_that_differs_in_any_segment) {
  const Router router(kTestRoutes);
  for (const std::string_view path :
       {"/", "/a", "/a/", "/a/1/", "/b/1", "/a/1/rows/2", "/a//rows", "//a/1", "/A/1"}) {
    EXPECT_TRUE(router.find("GET", path).allowed.empty()) << path;
  }
}

TEST(Router, says_which_methods_a_path_takes_when_the_asked_one_is_not_among_them) {
  const Router router(kTestRoutes);
  const auto found = router.find("DELETE", "/a/1");
  EXPECT_EQ(found.route, nullptr);
  EXPECT_THAT(found.allowed, ElementsAre("GET", "HEAD", "OPTIONS", "PUT"));
}

TEST(Router, prefers_a_literal_segment_and_takes_the_others_as_parameters) {
  const Router router(kTestRoutes);
  EXPECT_EQ(router.find("POST", "/a/query").route->operation_id, "queryA");
  EXPECT_EQ(router.find("GET", "/a/query").route->operation_id, "getA");
  EXPECT_EQ(router.find("GET", "/a/query/rows").route->operation_id, "getQuery");
  const auto found = router.find("GET", "/a/指标.一/rows");
  EXPECT_EQ(found.route->operation_id, "listRows");
  EXPECT_EQ(found.parameters, (Parameters{{"id", "指标.一"}}));
}

TEST(Router, answers_head_with_the_route_of_get) {
  EXPECT_EQ(Router(kTestRoutes).find("HEAD", "/a/1").route->operation_id, "getA");
}

TEST(RouteParameters, report_everything_wrong_at_once) {
  const auto refused = check("/a/1?filtr=a:1&limit=1&limit=2&id=3");
  ASSERT_FALSE(refused);
  std::vector<std::string> places;
  for (const auto& finding : refused.error().findings) places.push_back(finding.where);
  EXPECT_THAT(places, ElementsAre("?filtr", "?limit", "?id", "?place"));
  EXPECT_THAT(refused.error().findings[0].hint, HasSubstr("filter"));
  EXPECT_THAT(refused.error().findings[3].hint, HasSubstr("640323"));
}

TEST(RouteParameters, take_no_other_word_for_a_switch_than_one_and_nought) {
  for (const auto* value : {"true", "yes", "2", "01", "-1"})
    EXPECT_FALSE(check(std::string("/a/1?place=640323&dry_run=") + value)) << value;
  for (const auto* value : {"1", "0", ""})
    EXPECT_TRUE(check(std::string("/a/1?place=640323&dry_run=") + value)) << value;
}

TEST(RouteParameters, let_lists_stand_several_times) {
  EXPECT_TRUE(check("/a/1?place=640323&filter=a:1&filter=b:2"));
}

TEST(Routes, have_one_operation_id_each_and_a_permission) {
  std::set<std::string_view> ids;
  std::set<std::string> operations;
  for (const auto& route : all_routes()) {
    EXPECT_TRUE(ids.insert(route.operation_id).second) << route.operation_id;
    EXPECT_TRUE(operations.insert(std::string(route.method) + " " + std::string(route.path)).second)
        << route.path;
    // That the law declares it is tests/permissions' to say.
    const bool declared = route.permission.kind() == Permission::Kind::declared;
    EXPECT_EQ(declared, !route.permission.resource().empty()) << route.path;
    EXPECT_TRUE(route.method == "GET" || route.permission.kind() != Permission::Kind::everybody)
        << route.path;
    EXPECT_TRUE(route.path.starts_with("/api/v1/")) << route.path;
    EXPECT_FALSE(route.summary.empty()) << route.path;
  }
}

TEST(Routes, declare_the_parameters_that_stand_in_their_path) {
  for (const auto& route : all_routes()) {
    for (const auto& parameter : route.parameters) {
      const std::string in_path = "{" + std::string(parameter.name) + "}";
      EXPECT_EQ(parameter.in == Parameter::In::path, route.path.find(in_path) != std::string_view::npos)
          << route.path << in_path;
    }
    for (auto at = route.path.find('{'); at != std::string_view::npos; at = route.path.find('{', at + 1)) {
      const auto name = route.path.substr(at + 1, route.path.find('}', at) - at - 1);
      EXPECT_TRUE(std::ranges::any_of(route.parameters, [&](const Parameter& p) { return p.name == name; }))
          << route.path;
    }
  }
}

}  // namespace
}  // namespace jiheng::http
