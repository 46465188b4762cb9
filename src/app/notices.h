#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/goal_file.h"
#include "app/workspace.h"
#include "base/enum_table.h"
#include "model/notice.h"
#include "model/user.h"

// Reminders in the program, worked out from the work list, and messages that leave it (the outbox).
namespace jiheng::app {

/// Why somebody is reminded.
enum class ReminderKind { overdue, returned, due, arrived, opened };

inline constexpr std::array kReminderKindTable{
    EnumRow<ReminderKind>{ReminderKind::overdue, "overdue", "逾期"},
    EnumRow<ReminderKind>{ReminderKind::returned, "returned", "被退回"},
    EnumRow<ReminderKind>{ReminderKind::due, "due", "快到期"},
    EnumRow<ReminderKind>{ReminderKind::arrived, "arrived", "待你办理"},
    EnumRow<ReminderKind>{ReminderKind::opened, "opened", "对方已打开"},
};
constexpr const auto& enum_table(ReminderKind) { return kReminderKindTable; }

struct Reminder {
  std::string key;  ///< the same as long as it is about the same thing: "overdue:123:2023-11-10"
  ReminderKind kind{};
  std::string title;  ///< of the project
  std::string unit_name;
  std::string text;
  std::int64_t work_case = 0;
  std::string record;  ///< what the case is about
  std::int64_t record_id = 0;
  std::string state;
  std::int64_t at_ms = 0;
  bool read = false;
};

struct ReminderList {
  std::int64_t total = 0;
  std::int64_t unread = 0;
  std::vector<Reminder> rows;  ///< unread first, then by kind and the latest first
};

/// What the viewer should know of in his year; at most `limit` rows, counted in full.
Result<ReminderList> reminders(Workspace& workspace, const Access& access, std::size_t limit);
/// Marks reminders as read; keys of other forms than ours are `invalid`, more than 500 too.
Result<void> mark_read(Workspace& workspace, const Access& access, const std::vector<std::string>& keys);

/// A template of notice.templates with its words put in; what a word is not known for becomes "—".
using NoticeWords = std::map<std::string, std::string, std::less<>>;
Result<std::string> notice_text(const law::Book& book, Region place, Date day, std::string_view key,
                                const NoticeWords& words);

/// Who is to be told when a case comes into a state: who holds one of its waiting roles over the unit today,
/// or the one person it was handed to.
Result<std::vector<User>> people_of_state(Workspace& workspace, const GoalFile& file,
                                          const std::vector<Role>& roles, std::int64_t assignee);

/// A step that has just been decided, as far as messages tell of it.
struct NoticedStep {
  std::string action;
  std::string state;  ///< the new one
  std::int64_t number = 0;
  std::int64_t assignee = 0;
  std::string why;
  std::optional<Date> due_on;
};
/// The messages that a step causes, to be written in its transaction. None while no adapter is set up.
Result<std::vector<store::Put>> step_notices(Workspace& workspace, const Access& access, const GoalFile& file,
                                             const NoticedStep& step);

}  // namespace jiheng::app
