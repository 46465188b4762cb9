// What somebody sends who does not keep to the description: nothing of another type is taken for an empty
// list, for another record or for everybody, and nothing is written.
#include <fmt/format.h>

#include "api/world_api.h"

namespace jiheng::testing {
namespace {

class BadInput : public WorldApi {};

INSTANTIATE_TEST_SUITE_P(Backends, BadInput, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

struct Sent {
  const char* who;
  const char* method;
  const char* target;
  std::string body;
  const char* pointer;
};

TEST_P(BadInput, of_another_type_is_refused_with_its_place_and_writes_nothing) {
  must(app::start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()));
  const auto before = must(world.store().last_audit_number());
  const Sent all[] = {
      {"chenjie", "POST", "/approvals",
       R"({"goals":true,"document_number":"盐财发1号","approved_on":"2024-01-01"})", "/goals"},
      {"chenjie", "POST", "/approvals",
       R"({"goals":["12abc"],"document_number":"盐财发1号","approved_on":"2024-01-01"})", "/goals/0"},
      {"chenjie", "POST", "/approvals",
       R"({"goals":["1"],"department_goals":[{}],"document_number":"盐财发1号","approved_on":"2024-01-01"})",
       "/department_goals/0"},
      {"chenjie", "POST", "/cases/steps", R"({"cases":["1","9223372036854775808"],"action":"pass"})",
       "/cases/1"},
      {"chenjie", "POST", "/cases/steps", R"({"cases":["1"],"action":["pass"]})", "/action"},
      {"chenjie", "POST", "/cases/steps", R"({"cases":["1"],"action":"pass","opinion":{"a":1}})", "/opinion"},
      {"chenjie", "POST", "/indicator-orders", R"({"projects":"all","rows":[]})", "/projects"},
      {"chenjie", "POST", "/indicator-orders", R"({"projects":["1x"],"rows":[]})", "/projects/0"},
      {"chenjie", "POST", "/indicator-orders", R"({"filter":"301","rows":[]})", "/filter"},
      {"chenjie", "POST", "/indicator-orders", R"({"filter":{"unit":301},"rows":[]})", "/unit"},
      {"chenjie", "POST", "/indicator-orders", R"({"year":99999,"rows":[]})", "/year"},
      {"chenjie", "POST", "/indicator-orders", R"({"project":["1"],"rows":[]})", "/project"},
      {"chenjie", "POST", "/indicator-orders", R"({"filter":{"units":"301"},"rows":[]})", "/filter/units"},
      {"wangli", "POST", "/goals/lint", R"({"goal":"1abc","sections":null})", "/goal"},
      {"wangli", "POST", "/goals/lint", R"({"goal":"1","sections":[]})", "/sections"},
  };
  for (const auto& sent : all) {
    const auto answer = ask(422, sent.who, sent.method, sent.target, sent.body);
    const Node* errors = answer.find("errors");
    ASSERT_NE(errors, nullptr) << sent.body;
    EXPECT_EQ(errors->items[0].text_of("pointer"), sent.pointer) << sent.body;
  }
  EXPECT_EQ(must(world.store().last_audit_number()), before);
}

/// A table is sent whole: a row that is none would be a row that was taken away.
TEST_P(BadInput, in_a_form_is_refused_cell_by_cell_and_the_form_stays_as_it_was) {
  const auto goal =
      must(app::start_goal(world.workspace(), world.as("wangli"), world.project(), world.year()))
          .file.goal.id.value;
  world.fill(must(app::load_goal(world.workspace(), world.as("chenjie"), goal)));
  const auto before = ask(200, "wangli", "GET", fmt::format("/goals/{}", goal));
  struct Cell {
    const char* who;
    const char* section;
    const char* body;
    const char* pointer;
  };
  const Cell all[] = {
      {"wangli", "header", R"({"fields":{"leader":true}})", "/fields/leader"},
      {"wangli", "text", R"({"fields":{"text":12}})", "/fields/text"},
      {"wangli", "indicators", R"({"rows":[null]})", "/rows/0"},
      {"wangli", "indicators", R"({"rows":["x"]})", "/rows/0"},
      {"wangli", "indicators", R"({"rows":[{"id":{},"name":"甲"}]})", "/rows/0/id"},
      {"wangli", "indicators", R"({"rows":[{"id":"1abc","name":"甲"}]})", "/rows/0/id"},
      {"wangli", "indicators", R"({"rows":[{"name":"甲","op":[]}]})", "/rows/0/op"},
      {"wangli", "indicators", R"({"rows":[{"name":"甲","weight":{}}]})", "/rows/0/weight"},
      {"wangli", "indicators", R"({"rows":[{"name":"甲","core":"ja"}]})", "/rows/0/core"},
      {"zhaomin", "money", R"({"fields":{"lines":[{"fund_type":"11","fund_tag":{},"amount":1}]}})",
       "/fields/lines/0/fund_tag"},
      {"zhaomin", "money", R"({"fields":{"period_total":-1}})", "/fields/period_total"},
      {"zhaomin", "money", R"({"fields":{"period_total":1000000000000000000}})", "/fields/period_total"},
  };
  for (const auto& cell : all) {
    const Node* section = before.find("sections")->find(cell.section);
    const auto answer = ask(422, cell.who, "PATCH", fmt::format("/goals/{}/sections/{}", goal, cell.section),
                            cell.body, std::string(section->text_of("etag")));
    const Node* errors = answer.find("errors");
    ASSERT_NE(errors, nullptr) << cell.body;
    EXPECT_EQ(errors->items[0].text_of("pointer"), cell.pointer) << cell.body;
  }
  const auto after = ask(200, "wangli", "GET", fmt::format("/goals/{}", goal));
  for (const auto* section : {"header", "money", "text", "indicators"})
    EXPECT_EQ(after.find("sections")->find(section)->text_of("etag"),
              before.find("sections")->find(section)->text_of("etag"));
}

}  // namespace
}  // namespace jiheng::testing
