#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "app/notices.h"
#include "app/worklist.h"
#include "law/parameter.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostCases = 2000;  // of one person's list
constexpr std::size_t kMostMarks = 500;

/// The reminders of one person, put together from the tabs of his work list.
class ReminderReader {
 public:
  ReminderReader(Workspace& workspace, const Access& access) : workspace_(workspace), access_(access) {}

  Result<std::vector<Reminder>> run() {
    const auto day = beijing_date(workspace_.clock().now_ms());
    const auto days =
        law::integer_parameter(workspace_.book(), "notice.timing", access_.viewer().place, day, "due_days");
    if (!days) return pass(days);
    due_days_ = *days;
    for (const auto tab : {WorkTab::returned, WorkTab::mine, WorkTab::waiting}) {
      WorkQuestion question;
      question.tab = tab;
      question.limit = kMostCases;
      question.with_findings = false;
      const auto list = worklist(workspace_, access_, question);
      if (!list) return pass(list);
      for (const auto& row : list->rows) take(tab, row);
    }
    return std::move(found_);
  }

 private:
  void take(WorkTab tab, const WorkRow& row) {
    const auto& one = row.work_case;
    if (tab == WorkTab::waiting) {
      if (one.opened_ms && one.entered_by == access_.viewer().actor("").name)
        add(ReminderKind::opened, row, *one.opened_ms, *one.opened_ms,
            fmt::format("{}已打开，不能再撤回", row.state_label));
      return;
    }
    if (!seen_.insert(one.id.value).second) return;
    if (tab == WorkTab::returned) add(ReminderKind::returned, row, one.entered_ms, one.entered_ms, row.why);
    if (row.days_left && *row.days_left < 0) {
      add_due(ReminderKind::overdue, row,
              fmt::format("应在 {} 前办完，已逾期 {} 天", one.due_on->to_text(), -*row.days_left));
    } else if (row.days_left && *row.days_left <= due_days_) {
      add_due(ReminderKind::due, row,
              *row.days_left == 0
                  ? std::string("今天到期")
                  : fmt::format("{} 到期，还有 {} 天", one.due_on->to_text(), *row.days_left));
    } else if (tab == WorkTab::mine) {
      add(ReminderKind::arrived, row, one.entered_ms, one.entered_ms, row.why);
    }
  }

  void add_due(ReminderKind kind, const WorkRow& row, std::string text) {
    Reminder reminder = base(kind, row, std::move(text));
    reminder.key =
        fmt::format("{}:{}:{}", enum_code(kind), row.work_case.id.value, row.work_case.due_on->to_text());
    reminder.at_ms = row.work_case.entered_ms;
    found_.push_back(std::move(reminder));
  }
  void add(ReminderKind kind, const WorkRow& row, std::int64_t mark, std::int64_t at_ms, std::string text) {
    Reminder reminder = base(kind, row, std::move(text));
    reminder.key = fmt::format("{}:{}:{}", enum_code(kind), row.work_case.id.value, mark);
    reminder.at_ms = at_ms;
    found_.push_back(std::move(reminder));
  }
  static Reminder base(ReminderKind kind, const WorkRow& row, std::string text) {
    Reminder reminder;
    reminder.kind = kind;
    reminder.title = row.title;
    reminder.unit_name = row.unit_name;
    reminder.text = std::move(text);
    reminder.work_case = row.work_case.id.value;
    reminder.record = row.work_case.record;
    reminder.record_id = row.work_case.record_id.value;
    reminder.state = row.work_case.state;
    return reminder;
  }

  Workspace& workspace_;
  const Access& access_;
  std::int64_t due_days_ = 0;
  std::set<std::int64_t> seen_;
  std::vector<Reminder> found_;
};

Result<std::set<std::string>> read_marks(Workspace& workspace, const Access& access) {
  store::Query query;
  query.region = access.viewer().place;
  query.where.push_back({"user_id", {Value{access.viewer().user.value}}});
  const auto marks = store::load<NoticeRead>(workspace.store(), query);
  if (!marks) return pass(marks);
  std::set<std::string> keys;
  for (const auto& mark : *marks) keys.insert(mark.reminder);
  return keys;
}

/// "kind:digits:rest", as the keys of reminders are.
bool is_reminder_key(std::string_view key) {
  constexpr std::size_t kLongest = 80;
  const auto first = key.find(':');
  const auto second = first == std::string_view::npos ? first : key.find(':', first + 1);
  if (second == std::string_view::npos || key.size() > kLongest) return false;
  const auto number = key.substr(first + 1, second - first - 1);
  return find_enum<ReminderKind>(key.substr(0, first)) != nullptr && !number.empty() &&
         std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<ReminderList> reminders(Workspace& workspace, const Access& access, std::size_t limit) {
  auto found = ReminderReader(workspace, access).run();
  if (!found) return pass(found);
  const auto read = read_marks(workspace, access);
  if (!read) return pass(read);
  ReminderList list;
  for (auto& reminder : *found) reminder.read = read->contains(reminder.key);
  list.total = static_cast<std::int64_t>(found->size());
  list.unread = std::ranges::count(*found, false, &Reminder::read);
  std::ranges::sort(*found, {}, [](const Reminder& one) {
    return std::tuple(one.read, one.kind, -one.at_ms, one.work_case);
  });
  if (found->size() > limit) found->resize(limit);
  list.rows = std::move(*found);
  return list;
}

Result<void> mark_read(Workspace& workspace, const Access& access, const std::vector<std::string>& keys) {
  if (keys.size() > kMostMarks)
    return fail(ErrorCode::invalid, fmt::format("一次最多标记 {} 条提醒", kMostMarks));
  Findings findings;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!is_reminder_key(keys[i]))
      findings.push_back({"notice.key", Severity::error, fmt::format("不是提醒的编号：“{}”", keys[i]),
                          fmt::format("/keys/{}", i), "用 GET /notices 给出的 key"});
  }
  if (!findings.empty()) return fail(ErrorCode::invalid, "提醒编号有误", std::move(findings));
  const auto written =
      workspace.write(access.viewer().actor("notices"), [&]() -> Result<std::vector<store::Put>> {
        const auto read = read_marks(workspace, access);
        if (!read) return pass(read);
        std::vector<store::Put> puts;
        std::set<std::string> fresh(keys.begin(), keys.end());
        for (const auto& key : fresh) {
          if (read->contains(key)) continue;
          NoticeRead mark;
          mark.region = access.viewer().place;
          mark.user_id = access.viewer().user;
          mark.reminder = key;
          mark.at_ms = workspace.clock().now_ms();
          puts.push_back(store::put_of(mark));
        }
        return puts;
      });
  if (!written) return pass(written);
  return {};
}

}  // namespace jiheng::app
