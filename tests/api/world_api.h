#pragma once

#include <gtest/gtest.h>

#include <cctype>
#include <memory>
#include <stdexcept>
#include <string>

#include "api/schema_check.h"
#include "app/goals_test_world.h"
#include "app/jobs.h"
#include "http/openapi.h"
#include "http/problem.h"
#include "http/router.h"
#include "http/routes.h"

namespace jiheng::testing {

/// The handlers of the API over the small county of app/goals_test_world.h, each request as one of its
/// people: what the service does between routing and the handler. Every answer is held against the
/// description of the API.
class WorldApi : public ::testing::TestWithParam<Backend> {
 protected:
  app::GoalWorld world{GetParam()};
  app::Jobs jobs{world.workspace().clock()};

  http::Response send(const std::string& who, const std::string& method, const std::string& target,
                      std::string body = {}, const std::string& if_match = {}) {
    http::Request request;
    request.method = method;
    must(http::read_target("/api/v1" + target, request));
    request.body = std::move(body);
    if (!if_match.empty()) request.headers.push_back({"if-match", if_match});
    const http::Router router(http::all_routes());
    auto found = router.find(method, request.path);
    if (found.route == nullptr) throw std::runtime_error("no route " + method + " " + target);
    request.path_parameters = std::move(found.parameters);
    http::Context context{world.workspace(), 0};
    context.jobs = &jobs;
    // Shared ownership of nothing: the world keeps what its people may do.
    context.access = std::shared_ptr<const app::Access>(std::shared_ptr<void>(), &world.as(who));
    const auto fine = http::check_parameters(*found.route, request);
    const auto& permission = found.route->permission;
    const auto may = permission.kind() == http::Permission::Kind::declared
                         ? context.access->require(permission.resource(), permission.action())
                         : Result<void>{};
    auto answer = !fine  ? http::problem(fine.error())
                  : !may ? http::problem(may.error())
                         : found.route->handler(context, request);
    hold_against_description(answer, request.path, method);
    return answer;
  }

  /// The answer as a tree; fails when its status is another.
  Node ask(int status, const std::string& who, const std::string& method, const std::string& target,
           std::string body = {}, const std::string& if_match = {}) {
    const auto answer = send(who, method, target, std::move(body), if_match);
    EXPECT_EQ(answer.status, status) << method << " " << target << " as " << who << ": " << answer.body;
    return must(parse_json(answer.body, "answer"));
  }

 private:
  static void hold_against_description(const http::Response& answer, const std::string& path,
                                       std::string method) {
    if (answer.status == 204 || answer.content_type.starts_with("text/")) return;
    // A file is no JSON: the tests that ask for one look into it.
    if (!answer.content_type.ends_with("json")) return;
    static const Node kDescription = must(parse_json(http::openapi_text(), "openapi"));
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    const auto* schema = answer_schema(kDescription, path_template(kDescription, path, method), method,
                                       answer.status, answer.content_type);
    ASSERT_NE(schema, nullptr) << method << " " << path << " " << answer.status;
    const auto value = must(parse_json(answer.body, "answer"));
    for (const auto& departure : departures(kDescription, *schema, value))
      ADD_FAILURE() << method << " " << path << ": " << departure;
  }
};

}  // namespace jiheng::testing
