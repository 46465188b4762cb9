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

}  // namespace
}  // namespace jiheng::testing
