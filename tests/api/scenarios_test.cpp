// Runs every scenario in tests/api/scenarios against the real server on SQLite and on PostgreSQL. A file is a
// YAML list:
//
//   - name: a sentence that says what must hold
//     request: GET /api/v1/figures?place=640323&year=2022
//     headers: ["Accept: text/csv"]
//     body: '{"place":…}'                    sent as application/json unless the headers say otherwise
//     status: 200
//     type: application/json                 of the answer; left out: not looked at
//     contains: ['"value":27']               texts in the body
//     lacks: [password]                      texts that must not be in it
//     answer_headers: ["cache-control: no-store"]   parts of the answer's headers
//
// Every JSON answer is held against api/openapi.json besides.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "api/fixture.h"
#include "api/schema_check.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/node.h"
#include "base/text.h"
#include "http/openapi.h"
#include "support/http_client.h"

namespace jiheng::testing {
namespace {

namespace fs = std::filesystem;

struct Scenario {
  std::string file;
  int line = 0;
  Node node;
};

std::vector<std::string> texts(const Node& scenario, std::string_view key) {
  std::vector<std::string> out;
  const Node* list = scenario.find(key);
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) out.push_back(list->items[i].text);
  return out;
}

std::vector<Scenario> read_scenarios() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(JIHENG_SOURCE_DIR) / "tests/api/scenarios"))
    files.push_back(entry.path());
  std::ranges::sort(files);
  std::vector<Scenario> all;
  for (const auto& file : files) {
    const auto tree = must(parse_yaml(must(read_file(file)), file.filename().string()));
    for (const auto& item : tree.items) all.push_back({file.filename().string(), item.line, item});
  }
  return all;
}

HttpAnswer send_scenario(std::uint16_t port, const Node& scenario, std::string& path, std::string& method) {
  const auto request = split(scenario.text_of("request"), ' ');
  method = request.at(0);
  const std::string target(request.at(1));
  path = target.substr(0, target.find('?'));
  auto headers = texts(scenario, "headers");
  const auto body = scenario.text_of("body");
  const bool typed =
      std::ranges::any_of(headers, [](const std::string& h) { return h.starts_with("Content-Type"); });
  if (!body.empty() && !typed) headers.emplace_back("Content-Type: application/json");
  return http_request(port, method, target, headers, body);
}

void check_against_description(const HttpAnswer& answer, const std::string& path, std::string method) {
  const auto media = answer.header("content-type");
  if (answer.body.empty() || (media != "application/json" && media != "application/problem+json")) return;
  static const Node kDescription = must(parse_json(http::openapi_text(), "openapi"));
  for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
  const auto* schema =
      answer_schema(kDescription, path_template(kDescription, path, method), method, answer.status, media);
  ASSERT_NE(schema, nullptr) << "the description has no such answer";
  const bool packed = answer.header("content-encoding") == "gzip";
  const auto value = parse_json(packed ? must(gunzip(answer.body, 100U << 20U)) : answer.body, "answer");
  ASSERT_TRUE(value) << to_string(value.error());
  for (const auto& wrong : departures(kDescription, *schema, *value)) ADD_FAILURE() << wrong;
}

void run_scenario(std::uint16_t port, const Scenario& scenario) {
  SCOPED_TRACE(scenario.file + ":" + std::to_string(scenario.line) + " " +
               std::string(scenario.node.text_of("name")));
  std::string path;
  std::string method;
  const auto answer = send_scenario(port, scenario.node, path, method);
  EXPECT_EQ(std::to_string(answer.status), scenario.node.text_of("status")) << answer.body;
  const auto type = scenario.node.text_of("type");
  if (!type.empty()) {
    EXPECT_EQ(answer.header("content-type"), type);
  }
  for (const auto& text : texts(scenario.node, "contains")) {
    EXPECT_NE(answer.body.find(text), std::string::npos)
        << "lacks " << text << " in " << answer.body.substr(0, 2000);
  }
  for (const auto& text : texts(scenario.node, "lacks"))
    EXPECT_EQ(answer.body.find(text), std::string::npos) << "has " << text;
  for (const auto& header : texts(scenario.node, "answer_headers")) {
    const auto colon = header.find(": ");
    EXPECT_NE(answer.header(header.substr(0, colon)).find(header.substr(colon + 2)), std::string::npos)
        << header << " but " << answer.header(header.substr(0, colon));
  }
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_NE(answer.header("content-security-policy").find("frame-ancestors 'none'"), std::string::npos);
  check_against_description(answer, path, method);
}

class Api : public ::testing::TestWithParam<Backend> {};

TEST_P(Api, answers_every_scenario) {
  const auto scenarios = read_scenarios();
  ASSERT_GT(scenarios.size(), 50U);
  const auto port = ApiServer::shared(GetParam()).port();
  for (const auto& scenario : scenarios) run_scenario(port, scenario);
}

TEST_P(Api, gives_304_to_who_has_the_answer_already_and_a_new_one_to_who_has_another) {
  const auto port = ApiServer::shared(GetParam()).port();
  for (const std::string& target : std::vector<std::string>{
           "/api/v1/places", "/api/v1/figures?place=640323&year=2022", "/api/v1/law", "/api/v1/openapi.json",
           "/api/v1/reports/annual?place=640323&year=2022&format=docx", "/"}) {
    const auto first = http_request(port, "GET", target);
    ASSERT_EQ(first.status, 200) << target << first.body;
    const auto again = http_request(port, "GET", target, {"If-None-Match: " + first.header("etag")});
    EXPECT_EQ(again.status, 304) << target;
    EXPECT_EQ(again.header("etag"), first.header("etag")) << target;
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(http_request(port, "GET", target, {"If-None-Match: \"old\""}).status, 200) << target;
  }
}

TEST_P(Api, lists_all_rows_of_a_figure_page_by_page_without_a_gap) {
  const auto port = ApiServer::shared(GetParam()).port();
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const auto answer = http_request(port, "GET",
                                     "/api/v1/figures/assessment.count/rows?place=640323&year=2022&limit=10" +
                                         (cursor.empty() ? "" : "&cursor=" + cursor));
    const auto page = must(parse_json(answer.body, "page"));
    for (const auto& row : page.find("rows")->items) ids.emplace_back(row.text_of("id"));
    cursor = page.text_of("next");
  } while (!cursor.empty() && ids.size() < 1000);
  EXPECT_EQ(ids.size(), 27U);
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::unique(ids).begin(), ids.end());
}

TEST_P(Api, logs_paths_without_what_people_searched_for) {
  auto& server = ApiServer::shared(GetParam());
  http_request(server.port(), "GET", "/api/v1/law?q=secret-search");
  const auto log = server.log();
  ASSERT_FALSE(log.empty());
  const auto line = must(parse_json(log.back(), "log"));
  EXPECT_EQ(line.text_of("path"), "/api/v1/law");
  EXPECT_EQ(line.text_of("status"), "200");
  EXPECT_TRUE(std::ranges::none_of(
      log, [](const std::string& one) { return one.find("secret-search") != std::string::npos; }));
}

INSTANTIATE_TEST_SUITE_P(Backends, Api, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& test) { return backend_name(test.param); });

}  // namespace
}  // namespace jiheng::testing
