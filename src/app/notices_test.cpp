#include "app/notices.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "app/cases.h"
#include "app/desk.h"
#include "app/goals_test_world.h"
#include "app/notice_outbox.h"
#include "base/file.h"

namespace jiheng::app {
namespace {

using testing::Backend;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::must;
using ::testing::Not;

constexpr std::int64_t kDay = 86'400'000;

/// Keeps what it is given, and fails as often as it is told to.
class FakeChannel final : public io::NoticeChannel {
 public:
  Result<void> send(const io::NoticeMessage& message) override {
    if (failures > 0) {
      --failures;
      return fail(ErrorCode::unavailable, "线路忙");
    }
    sent.push_back(message);
    return {};
  }
  std::string_view kind() const override { return "fake"; }

  int failures = 0;
  std::vector<io::NoticeMessage> sent;
};

class Notices : public ::testing::TestWithParam<Backend> {
 protected:
  GoalWorld world{GetParam()};
  FakeChannel channel;

  GoalFile submitted() {
    auto file = must(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year())).file;
    world.fill(file);
    world.assess();
    must(confirm_part(world.workspace(), world.as("zhaomin"), file.goal.id.value, "finance", true));
    file = must(confirm_part(world.workspace(), world.as("wangli"), file.goal.id.value, "project", true));
    return step(file, "wangli", {"submit", {}, {}, {}, {}});
  }
  GoalFile step(const GoalFile& file, const std::string& who, StepWish wish) {
    return must(do_step(world.workspace(), world.as(who), file.work_case->id.value, wish));
  }
  GoalFile returned() {
    return step(submitted(), "sunlei",
                {"return", "returned", "请补数量指标", {{"missing-quantity", "", ""}}, {}});
  }
  std::vector<Notice> outbox() { return must(store::load<Notice>(world.store())); }
  std::vector<std::string> told() const {
    std::vector<std::string> people;
    for (const auto& message : channel.sent) people.push_back(message.account + " " + message.kind);
    std::ranges::sort(people);
    return people;
  }
  std::vector<std::string> reminded(const std::string& who) {
    std::vector<std::string> kinds;
    for (const auto& one : must(reminders(world.workspace(), world.as(who), 50)).rows)
      kinds.push_back(std::string(enum_code(one.kind)) + (one.read ? " read" : ""));
    return kinds;
  }
};

INSTANTIATE_TEST_SUITE_P(Backends, Notices, ::testing::Values(Backend::file, Backend::postgres),
                         [](const auto& backend) { return testing::backend_name(backend.param); });

TEST_P(Notices, WithoutAnAdapterLeaveTheOutboxEmpty) {
  returned();
  EXPECT_TRUE(outbox().empty());
}

TEST_P(Notices, TellWhoeverTheCaseWaitsForAndNobodyElse) {
  world.workspace().desk().set_sends_notices(true);
  const auto file = submitted();
  must(send_waiting(world.workspace(), channel));
  EXPECT_THAT(told(), ElementsAre("sunlei arrived", "zhaomin arrived"));
  EXPECT_THAT(channel.sent[0].body, HasSubstr("义务教育学生营养改善计划"));
  EXPECT_THAT(channel.sent[0].body, Not(HasSubstr("{")));
  channel.sent.clear();
  step(file, "sunlei", {"return", "returned", "请补数量指标", {{"missing-quantity", "", ""}}, {}});
  must(send_waiting(world.workspace(), channel));
  EXPECT_THAT(told(), ElementsAre("wangli returned", "zhaomin returned", "zhengyi returned"));
  EXPECT_THAT(channel.sent[0].body, HasSubstr("请补数量指标"));
  EXPECT_EQ(must(send_waiting(world.workspace(), channel)).sent, 0) << "each once";
}

TEST_P(Notices, OfAStepThatIsRefusedAreNotWritten) {
  world.workspace().desk().set_sends_notices(true);
  const auto file =
      must(start_goal(world.workspace(), world.as("wangli"), world.project(), world.year())).file;
  EXPECT_FALSE(
      do_step(world.workspace(), world.as("wangli"), file.work_case->id.value, {"submit", {}, {}, {}, {}}));
  EXPECT_TRUE(outbox().empty());
}

TEST_P(Notices, ThatFailAreTriedAgainLaterAndGivenUpInTheEnd) {
  world.workspace().desk().set_sends_notices(true);
  submitted();
  channel.failures = 1;
  EXPECT_EQ(must(send_waiting(world.workspace(), channel)).put_off, 1);
  EXPECT_EQ(must(send_waiting(world.workspace(), channel)).sent, 0) << "not before its time";
  EXPECT_EQ(outbox().at(0).fault, "线路忙");
  world.clock().set(world.clock().now_ms() + 3 * 60'000);
  EXPECT_EQ(must(send_waiting(world.workspace(), channel)).sent, 1);
  EXPECT_FALSE(outbox().at(0).fault);

  auto notice = outbox().at(0);
  notice.id = {};
  notice.cause = "step:1:99";
  notice.state = NoticeState::waiting;
  notice.tries = 0;
  must(world.workspace().write({"test", "test"}, {store::fresh_put_of(notice)}));
  channel.failures = 100;
  OutboxReport report;
  for (int i = 0; i < 20 && report.failed == 0; ++i) {
    report = must(send_waiting(world.workspace(), channel));
    world.clock().set(world.clock().now_ms() + kDay);
  }
  EXPECT_EQ(report.failed, 1);
  EXPECT_EQ(report.waiting, 0);
}

TEST_P(Notices, OfDeadlinesAreWrittenOnceAPersonAndDate) {
  world.workspace().desk().set_sends_notices(true);
  const auto file = returned();
  must(send_waiting(world.workspace(), channel));
  channel.sent.clear();
  const auto due =
      *must(load_goal(world.workspace(), world.as("wangli"), file.goal.id.value)).work_case->due_on;
  const auto days = due.days_since(beijing_date(world.clock().now_ms()));
  world.clock().set(world.clock().now_ms() + (days - 1) * kDay);
  EXPECT_EQ(must(write_due_notices(world.workspace())), 3);
  EXPECT_EQ(must(write_due_notices(world.workspace())), 0);
  must(send_waiting(world.workspace(), channel));
  EXPECT_THAT(told(), ElementsAre("wangli due", "zhaomin due", "zhengyi due"));
  EXPECT_THAT(channel.sent[0].subject, HasSubstr("还有 1 天"));
  world.clock().set(world.clock().now_ms() + 3 * kDay);
  EXPECT_EQ(must(write_due_notices(world.workspace())), 3) << "overdue is another message";
}

TEST_P(Notices, InTheProgramFollowTheWorkListAndKeepWhatWasRead) {
  const auto file = returned();
  EXPECT_THAT(reminded("wangli"), ElementsAre("returned"));
  EXPECT_THAT(reminded("other"), ElementsAre());
  const auto list = must(reminders(world.workspace(), world.as("wangli"), 50));
  EXPECT_EQ(list.unread, 1);
  EXPECT_THAT(list.rows.at(0).text, HasSubstr("请补数量指标"));
  must(mark_read(world.workspace(), world.as("wangli"), {list.rows.at(0).key}));
  must(mark_read(world.workspace(), world.as("wangli"), {list.rows.at(0).key}));
  EXPECT_THAT(reminded("wangli"), ElementsAre("returned read"));
  EXPECT_THAT(reminded("zhengyi"), ElementsAre("returned")) << "each has his own marks";
  world.clock().set(world.clock().now_ms() + 60 * kDay);
  EXPECT_THAT(reminded("wangli"), ElementsAre("overdue", "returned read"));
  EXPECT_EQ(must(reminders(world.workspace(), world.as("wangli"), 1)).rows.size(), 1U);
  EXPECT_EQ(file.at.state, "returned");
}

TEST_P(Notices, MarksAreOnlyTakenForReminders) {
  EXPECT_EQ(mark_read(world.workspace(), world.as("wangli"), {"x"}).error().findings.at(0).where, "/keys/0");
  EXPECT_FALSE(mark_read(world.workspace(), world.as("wangli"), {"overdue:1;drop:2"}));
  EXPECT_FALSE(
      mark_read(world.workspace(), world.as("wangli"), std::vector<std::string>(501, "due:1:2023-01-01")));
}

TEST_P(Notices, SettingsSayWhatIsWrongAndNeverThePassword) {
  const testing::TempDir dir;
  const auto settings = dir.path() / "notices.yaml";
  const auto opened = [&](const std::string& text) {
    must(write_file(settings, text));
    return open_notice_channel(settings);
  };
  for (const char* text : {"{}", "command: [send]", "command: []", "smtp: {url: \"http://x\"}",
                           "smtp: {url: \"smtp://x\", from: a@b.c, to: someone}",
                           "smtp: {url: \"smtp://x\", from: a@b.c, to: \"{account}@b.c\", user: u}",
                           "command: [/bin/true]\nsmtp: {}", "command: [/bin/true]\ntime_limit_seconds: 0",
                           "command: [/bin/true]\nshell: true"})
    EXPECT_FALSE(opened(text)) << text;
  EXPECT_EQ(must(opened("command: [/bin/true]"))->kind(), "command");
  must(write_file(dir.path() / "password", "geheim-1\n"));
  EXPECT_EQ(
      must(opened("smtp: {url: \"smtp://x\", from: a@b.c, to: \"{account}@b.c\", user: u, password_file: " +
                  (dir.path() / "password").string() + "}"))
          ->kind(),
      "smtp");
}

}  // namespace
}  // namespace jiheng::app
