// Proposals for the library, reminders and vagueness through their handlers, as people of several roles.
// Every answer is held against the description of the API.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/world_api.h"

namespace jiheng::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kEntry =
    R"({"name":"沙漠研学营地接待人次","level":"数量","sector":"教育","op":">=","target":"1200","unit":"人次","explanation":"全年接待的学生人次"})";

class LibraryApi : public WorldApi {
 protected:
  std::string proposed() {
    return std::string(ask(200, "wangli", "POST", "/library/proposals",
                           fmt::format(R"({{"kind":"add","reason":"库里没有","entry":{}}})", kEntry))
                           .text_of("id"));
  }
  std::string goal() {
    const auto started = ask(200, "wangli", "POST", "/goals",
                             fmt::format(R"({{"project_id":"{}","year":2024}})", world.project()));
    return std::string(started.text_of("id"));
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, LibraryApi, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return backend_name(backend.param); });

TEST_P(LibraryApi, refuses_what_is_no_proposal_and_who_may_not) {
  ask(400, "wangli", "POST", "/library/proposals", "[]");
  const auto wrong = ask(422, "wangli", "POST", "/library/proposals", R"({"kind":"add","entry":{}})");
  EXPECT_GE(wrong.find("errors")->items.size(), 5U);
  ask(400, "wangli", "GET", "/library/proposals?state=lost");
  const auto id = proposed();
  ask(403, "wangli", "POST", "/library/proposals/" + id + "/decision", R"({"decision":"adopt"})");
  ask(404, "other", "DELETE", "/library/proposals/" + id);
  ask(422, "chenjie", "POST", "/library/proposals/" + id + "/decision", R"({"decision":"refuse"})");
  ask(404, "chenjie", "POST", "/library/proposals/1/decision", R"({"decision":"adopt"})");
  ask(400, "wangli", "GET", "/library/education-02/versions");
}

TEST_P(LibraryApi, takes_a_proposal_from_a_unit_to_an_entry_that_search_finds) {
  const auto id = proposed();
  EXPECT_EQ(ask(200, "other", "GET", "/library/proposals").text_of("total"), "0");
  const auto list = ask(200, "chenjie", "GET", "/library/proposals?state=open");
  EXPECT_EQ(list.text_of("open"), "1");
  EXPECT_EQ(list.text_of("may_decide"), "true");
  const auto search = [&] {
    return send("wangli", "GET", "/library/search?place=640323&q=%E6%B2%99%E6%BC%A0%E7%A0%94%E5%AD%A6").body;
  };
  EXPECT_THAT(search(), Not(HasSubstr("county-001")));
  const auto adopted =
      ask(200, "chenjie", "POST", "/library/proposals/" + id + "/decision", R"({"decision":"adopt"})");
  EXPECT_EQ(adopted.text_of("state"), "adopted");
  EXPECT_EQ(adopted.text_of("code"), "county-001");
  EXPECT_THAT(search(), HasSubstr("county-001"));
  EXPECT_THAT(send("wangli", "GET", "/library?place=640323&format=csv").body, HasSubstr("county-001"));
  EXPECT_THAT(send("wangli", "GET", "/library?place=640323&format=csv").body, Not(HasSubstr("王丽")));
  const auto versions = ask(200, "wangli", "GET", "/library/county-001/versions?place=640323");
  EXPECT_EQ(versions.find("versions")->items.size(), 1U);
  ask(409, "chenjie", "POST", "/library/proposals/" + id + "/decision", R"({"decision":"adopt"})");
}

TEST_P(LibraryApi, reminds_and_keeps_what_was_read) {
  goal();
  const auto list = ask(200, "wangli", "GET", "/notices");
  ASSERT_EQ(list.find("rows")->items.size(), 1U);
  const auto key = std::string(list.find("rows")->items[0].text_of("key"));
  EXPECT_EQ(ask(200, "other", "GET", "/notices").text_of("total"), "0");
  ask(422, "wangli", "POST", "/notices/read", R"({"keys":["what"]})");
  ask(422, "wangli", "POST", "/notices/read", "{}");
  EXPECT_EQ(send("wangli", "POST", "/notices/read", fmt::format(R"({{"keys":["{}"]}})", key)).status, 204);
  EXPECT_EQ(ask(200, "wangli", "GET", "/notices").text_of("unread"), "0");
}

TEST_P(LibraryApi, tells_how_vague_a_form_is_while_it_is_typed) {
  const auto id = goal();
  const auto typed = ask(
      200, "wangli", "POST", "/goals/lint",
      fmt::format(
          R"({{"goal":"{}","sections":{{"indicators":{{"rows":[{{"id":null,"level1":"效益指标","level2":"社会效益指标","name":"促进社会和谐稳定","op":"=","target":"好","unit":"","weight":30}}]}}}}}})",
          id));
  const auto* vagueness = typed.find("vagueness");
  ASSERT_NE(vagueness, nullptr);
  EXPECT_EQ(vagueness->text_of("band"), "high");
  EXPECT_THAT(std::string(vagueness->find("rows")->items[0].find("reasons")->items[0].text), HasSubstr("好"));
  const auto ranking = ask(200, "wangli", "GET", "/vagueness?by=project&year=2024");
  EXPECT_EQ(ranking.text_of("total"), "0") << "what is typed is not stored";
}

}  // namespace
}  // namespace jiheng::testing
