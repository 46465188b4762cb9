#include "app/notice_outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "app/access.h"
#include "app/desk.h"
#include "app/notices.h"
#include "base/decimal.h"
#include "base/file.h"
#include "base/text.h"
#include "law/parameter.h"
#include "law/process.h"
#include "model/notice.h"
#include "model/user.h"
#include "model/work_case.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;
constexpr std::chrono::seconds kBetweenPasses{5};
constexpr std::size_t kMostFault = 300;
const store::Actor kOutboxActor{"通知", "notices"};

tl::unexpected<Error> setting_fault(std::string message) {
  return fail(ErrorCode::usage, "通知设置有误：" + std::move(message));
}

Result<std::unique_ptr<io::NoticeChannel>> open_command(const Node& node, std::int64_t seconds) {
  io::CommandSettings command;
  for (const auto& item : node.items) {
    if (!item.is_scalar()) return setting_fault("command 应是文字的列表");
    command.argv.push_back(item.text);
  }
  if (command.argv.empty() || !command.argv.front().starts_with('/'))
    return setting_fault("command 的第一项应是程序的完整路径，如 /usr/local/bin/send-notice");
  command.time_limit = std::chrono::seconds(seconds);
  return io::command_channel(std::move(command));
}

Result<std::unique_ptr<io::NoticeChannel>> open_smtp(const Node& node, std::int64_t seconds) {
  io::SmtpSettings smtp;
  for (const auto& member : node.members) {
    auto* text = member.key == "url"    ? &smtp.url
                 : member.key == "from" ? &smtp.from
                 : member.key == "to"   ? &smtp.to
                 : member.key == "user" ? &smtp.user
                                        : nullptr;
    if (text != nullptr)
      *text = member.value.text;
    else if (member.key != "tls" && member.key != "password_file")
      return setting_fault(fmt::format("smtp 没有“{}”这一项", member.key));
  }
  if (!smtp.url.starts_with("smtp://") && !smtp.url.starts_with("smtps://"))
    return setting_fault("smtp.url 应以 smtp:// 或 smtps:// 开头");
  if (smtp.from.find('@') == std::string::npos) return setting_fault("smtp.from 应是一个邮箱地址");
  if (smtp.to.find('@') == std::string::npos)
    return setting_fault("smtp.to 应写明怎样得到收件人的地址，如 {account}@county.gov.cn");
  smtp.require_tls = node.text_of("tls", "true") != "false";
  smtp.time_limit = std::chrono::seconds(seconds);
  if (const auto path = node.text_of("password_file"); !path.empty()) {
    const auto password = read_file(std::filesystem::path(path));
    if (!password) return setting_fault(fmt::format("读不到密码文件 {}", path));
    smtp.password = std::string(trim(*password));
  }
  if (!smtp.user.empty() && smtp.password.empty()) return setting_fault("写了 smtp.user，还要 password_file");
  return io::smtp_channel(std::move(smtp));
}

struct Timing {
  std::int64_t due_days = 0;
  std::int64_t tries = 1;
  std::int64_t wait_minutes = 1;
};

Result<Timing> timing_at(Workspace& workspace, Region place, Date day) {
  Timing timing;
  const std::pair<std::string_view, std::int64_t Timing::*> keys[] = {
      {"due_days", &Timing::due_days}, {"tries", &Timing::tries}, {"wait_minutes", &Timing::wait_minutes}};
  for (const auto& [key, member] : keys) {
    const auto value = law::integer_parameter(workspace.book(), "notice.timing", place, day, key);
    if (!value) return pass(value);
    timing.*member = *value;
  }
  return timing;
}

/// Sends one message and says how its row is then.
Notice sent_once(Workspace& workspace, io::NoticeChannel& channel, const Timing& timing, Notice notice,
                 const std::map<std::int64_t, User>& users, OutboxReport& report) {
  const auto user = users.find(notice.user_id.value);
  const auto now = workspace.clock().now_ms();
  ++notice.tries;
  Result<void> done = fail(ErrorCode::not_found, "收件人的账户已经没有了");
  if (user != users.end()) {
    done = channel.send({std::to_string(notice.id.value), notice.kind, user->second.account,
                         user->second.name, user->second.phone.value_or(""), notice.subject, notice.body});
  } else {
    notice.tries = timing.tries;
  }
  if (done) {
    notice.state = NoticeState::sent;
    notice.sent_ms = now;
    notice.fault = std::nullopt;
    ++report.sent;
    return notice;
  }
  notice.fault = done.error().message.substr(0, kMostFault);
  while (!is_utf8(*notice.fault)) notice.fault->pop_back();
  report.fault = *notice.fault;
  if (notice.tries >= timing.tries) {
    notice.state = NoticeState::failed;
    ++report.failed;
  } else {
    notice.next_ms = now + (timing.wait_minutes * kMinuteMs << std::min<std::int64_t>(notice.tries - 1, 10));
    ++report.put_off;
  }
  return notice;
}

Result<std::map<std::int64_t, User>> users_of(store::Store& store, const std::vector<Notice>& notices) {
  std::set<std::int64_t> ids;
  for (const auto& notice : notices) ids.insert(notice.user_id.value);
  std::map<std::int64_t, User> users;
  if (ids.empty()) return users;
  store::Query query;
  query.where.push_back({"id", {ids.begin(), ids.end()}});
  auto found = store::load<User>(store, query);
  if (!found) return pass(found);
  for (auto& user : *found) users.emplace(user.id.value, std::move(user));
  return users;
}

/// Writes due notices for one case; nothing when it is not due or they were written.
class DueWriter {
 public:
  explicit DueWriter(Workspace& workspace)
      : workspace_(workspace),
        day_(beijing_date(workspace.clock().now_ms())),
        now_(workspace.clock().now_ms()) {}

  Result<std::int64_t> run() {
    const auto cases = store::load<WorkCase>(workspace_.store());
    if (!cases) return pass(cases);
    std::int64_t written = 0;
    for (const auto& one : *cases) {
      if (!one.due_on) continue;
      const auto timing = timing_at(workspace_, one.region, day_);
      if (!timing) return pass(timing);
      const auto days = one.due_on->days_since(day_);
      if (days > timing->due_days) continue;
      const auto puts = notices_of(one, days);
      if (!puts) return pass(puts);
      if (puts->empty()) continue;
      const auto report = workspace_.write(kOutboxActor, *puts);
      if (!report) return pass(report);
      written += report->inserted;
    }
    return written;
  }

 private:
  /// The goal as the program itself sees it, whoever may.
  Result<std::vector<store::Put>> notices_of(const WorkCase& one, std::int64_t days) {
    std::vector<store::Put> puts;
    Viewer viewer;
    viewer.role = Role::auditor;  // sees every unit of the place and writes nothing
    viewer.place = one.region;
    viewer.year = one.year;
    viewer.day = day_;
    const auto access = Access::compile(workspace_.store(), workspace_.book(), viewer);
    if (!access) return pass(access);
    const auto file = load_goal_of_case(workspace_, **access, one.id.value);
    if (!file) return puts;  // it went meanwhile
    const auto waiting = engine::waiting_roles(file->process, file->at);
    if (waiting.empty()) return puts;
    const bool overdue = days < 0;
    const auto cause =
        fmt::format("{}:{}:{}", overdue ? "overdue" : "due", one.id.value, one.due_on->to_text());
    const auto people = people_of_state(workspace_, *file, {waiting.begin(), waiting.end()},
                                        one.assignee_id ? one.assignee_id->value : 0);
    if (!people) return pass(people);
    const auto known = already(one.region, cause);
    if (!known) return pass(known);
    for (const auto& person : *people) {
      if (known->contains(person.id.value)) continue;
      auto notice = notice_for(*file, one, person, overdue ? "overdue" : "due", overdue ? -days : days);
      if (!notice) return pass(notice);
      notice->cause = cause;
      puts.push_back(store::fresh_put_of(*notice));
    }
    return puts;
  }

  Result<std::set<std::int64_t>> already(Region region, const std::string& cause) {
    store::Query query;
    query.region = region;
    query.where.push_back({"cause", {Value{cause}}});
    const auto notices = store::load<Notice>(workspace_.store(), query);
    if (!notices) return pass(notices);
    std::set<std::int64_t> users;
    for (const auto& notice : *notices) users.insert(notice.user_id.value);
    return users;
  }

  Result<Notice> notice_for(const GoalFile& file, const WorkCase& one, const User& person,
                            std::string_view kind, std::int64_t days) {
    const NoticeWords words{{"year", std::to_string(one.year.value())},
                            {"project", file.project.name},
                            {"unit", file.unit.name},
                            {"state", file.state().label},
                            {"due", one.due_on->to_text()},
                            {"days", std::to_string(days)},
                            {"name", person.name}};
    const auto subject =
        notice_text(workspace_.book(), one.region, day_, fmt::format("{}.subject", kind), words);
    if (!subject) return pass(subject);
    const auto body = notice_text(workspace_.book(), one.region, day_, fmt::format("{}.body", kind), words);
    if (!body) return pass(body);
    Notice notice;
    notice.region = one.region;
    notice.user_id = person.id;
    notice.kind = kind;
    notice.subject = *subject;
    notice.body = *body;
    notice.at_ms = notice.next_ms = now_;
    return notice;
  }

  Workspace& workspace_;
  Date day_;
  std::int64_t now_;
};

}  // namespace

Result<std::unique_ptr<io::NoticeChannel>> open_notice_channel(const std::filesystem::path& path) {
  const auto bytes = read_file(path);
  if (!bytes) return pass(bytes);
  const auto settings = parse_yaml(*bytes, path.string());
  if (!settings) return pass(settings);
  const Node* command = settings->find("command");
  const Node* smtp = settings->find("smtp");
  if ((command != nullptr) == (smtp != nullptr)) return setting_fault("写 command 或 smtp 中的一个");
  for (const auto& member : settings->members) {
    if (member.key != "command" && member.key != "smtp" && member.key != "time_limit_seconds")
      return setting_fault(fmt::format("没有“{}”这一项", member.key));
  }
  const auto number = parse_decimal(settings->text_of("time_limit_seconds", "10"));
  const auto seconds = number ? rescale(*number, 0).value_or(0) : 0;
  if (seconds < 1 || seconds > 300) return setting_fault("time_limit_seconds 应在 1 到 300 之间");
  return command != nullptr ? open_command(*command, seconds) : open_smtp(*smtp, seconds);
}

Result<OutboxReport> send_waiting(Workspace& workspace, io::NoticeChannel& channel, std::size_t most) {
  const auto now = workspace.clock().now_ms();
  store::Query query;
  query.where.push_back({"state", {Value{std::string(enum_code(NoticeState::waiting))}}});
  query.order_by = {"next_ms"};
  auto notices = store::load<Notice>(workspace.store(), query);
  if (!notices) return pass(notices);
  OutboxReport report;
  report.waiting = static_cast<std::int64_t>(notices->size());
  std::erase_if(*notices, [&](const Notice& notice) { return notice.next_ms > now; });
  if (notices->size() > most) notices->resize(most);
  const auto users = users_of(workspace.store(), *notices);
  if (!users) return pass(users);
  for (const auto& notice : *notices) {
    const auto timing = timing_at(workspace, notice.region, beijing_date(now));
    if (!timing) return pass(timing);
    const auto after = sent_once(workspace, channel, *timing, notice, *users, report);
    const auto written = workspace.write(kOutboxActor, {store::put_of(after)});
    if (!written) return pass(written);
  }
  report.waiting -= report.sent + report.failed;
  return report;
}

Result<std::int64_t> write_due_notices(Workspace& workspace) { return DueWriter(workspace).run(); }

NoticeSender::NoticeSender(Workspace& workspace, std::unique_ptr<io::NoticeChannel> channel, Log log)
    : workspace_(workspace), channel_(std::move(channel)), log_(std::move(log)) {
  workspace_.desk().set_sends_notices(true);
  thread_ = std::thread([this] { run(); });
}

NoticeSender::~NoticeSender() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  thread_.join();
  workspace_.desk().set_sends_notices(false);
}

void NoticeSender::run() {
  std::unique_lock lock(mutex_);
  while (!stop_) {
    lock.unlock();
    pass_over();
    lock.lock();
    wake_.wait_for(lock, kBetweenPasses, [this] { return stop_; });
  }
}

void NoticeSender::pass_over() {
  const auto now = workspace_.clock().now_ms();
  if (now - looked_for_due_ms_ >= kHourMs) {
    looked_for_due_ms_ = now;
    if (const auto written = write_due_notices(workspace_); !written)
      log_("通知：到期提醒没有写成，" + written.error().message);
  }
  const auto report = send_waiting(workspace_, *channel_);
  if (!report)
    log_("通知：待发的读不出来，" + report.error().message);
  else if (report->put_off + report->failed > 0)
    log_(fmt::format("通知：发出 {} 条，{} 条稍后重发，{} 条没有发出：{}", report->sent, report->put_off,
                     report->failed, report->fault));
}

}  // namespace jiheng::app
