#include "cli/commands/notices.h"

#include <fmt/format.h>

#include <memory>

#include <CLI/CLI.hpp>

#include "app/notice_outbox.h"
#include "base/json_writer.h"
#include "model/notice.h"

namespace jiheng::cli {
namespace {

struct NoticeArguments {
  std::string settings;
  std::string state;
  std::size_t limit = 100;
};

int list_notices(const Invocation& invocation, const NoticeArguments& arguments) {
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  store::Query query;
  query.order_by = {"at_ms"};
  if (!arguments.state.empty()) {
    if (find_enum<NoticeState>(arguments.state) == nullptr)
      return report(
          {ErrorCode::usage, fmt::format("没有状态“{}”，应为 waiting、sent 或 failed", arguments.state), {}});
    query.where.push_back({"state", {Value{arguments.state}}});
  }
  const auto notices = store::load<Notice>((*workspace)->store(), query);
  if (!notices) return report(notices.error());
  std::size_t shown = 0;
  for (const auto& notice : *notices) {
    if (shown++ == arguments.limit) break;
    print(fmt::format("{}\t{}\t{}\t发过 {} 次\t{}{}\n", format_instant(notice.at_ms),
                      enum_label(notice.state), notice.subject, notice.tries, notice.fault ? "原因：" : "",
                      notice.fault.value_or("")));
  }
  print(fmt::format(
      "共 {} 条{}\n", notices->size(),
      notices->size() > arguments.limit ? fmt::format("，只列出 {} 条（--limit）", arguments.limit) : ""));
  return kFine;
}

int send_notices(const Invocation& invocation, const NoticeArguments& arguments) {
  const auto channel = app::open_notice_channel(arguments.settings);
  if (!channel) return report(channel.error());
  const auto workspace = invocation.open_workspace();
  if (!workspace) return report(workspace.error());
  const auto due = app::write_due_notices(**workspace);
  if (!due) return report(due.error());
  const auto sent = app::send_waiting(**workspace, **channel, arguments.limit);
  if (!sent) return report(sent.error());
  print(fmt::format("写了 {} 条到期提醒；发出 {} 条，稍后重发 {} 条，没有发出 {} 条，还有 {} 条待发\n", *due,
                    sent->sent, sent->put_off, sent->failed, sent->waiting));
  if (!sent->fault.empty()) print(fmt::format("最近一次失败：{}\n", sent->fault));
  return sent->put_off + sent->failed > 0 ? kFindings : kFine;
}

void set_up_notices(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto arguments = std::make_shared<NoticeArguments>();
  const auto add = [&](const char* name, const char* help,
                       int (*action)(const Invocation&, const NoticeArguments&)) {
    CLI::App* sub = app.add_subcommand(name, help);
    sub->fallthrough();
    sub->add_option("--limit", arguments->limit, "最多几条（默认 100）");
    sub->callback([&invocation, arguments, action] {
      invocation.run = [&invocation, arguments, action] { return action(invocation, *arguments); };
    });
    return sub;
  };
  CLI::App* list = add("list", "待发、已发和没有发出的通知", list_notices);
  list->add_option("--state", arguments->state, "waiting、sent 或 failed");
  CLI::App* send = add("send", "按设置把待发的发一遍（不开服务、定时运行时用）", send_notices);
  send->add_option("--settings", arguments->settings, "通知设置（YAML）：命令或邮件服务器")->required();
}

}  // namespace

const Command kNoticesCommand{"notices", "通知：待发的列表，发送一遍", set_up_notices};

}  // namespace jiheng::cli
