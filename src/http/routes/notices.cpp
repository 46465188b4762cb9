#include <array>

#include "app/notices.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kMostReminders = 500;

Response list_reminders(const Context& context, const Request& request) {
  const auto limit = read_number(request, "limit", 50, 1, kMostReminders);
  if (!limit) return problem(limit.error());
  const auto list = app::reminders(context.workspace, *context.access, static_cast<std::size_t>(*limit));
  if (!list) return problem(list.error());
  JsonWriter writer;
  writer.begin_object().member("total", list->total).member("unread", list->unread).key("rows").begin_list();
  for (const auto& one : list->rows) {
    writer.begin_object().member("key", one.key).member("kind", enum_code(one.kind));
    writer.member("kind_label", enum_label(one.kind)).member("title", one.title);
    writer.member("unit_name", one.unit_name).member("text", one.text);
    writer.member("record", one.record).member("record_id", std::to_string(one.record_id));
    writer.member("state", one.state)
        .member("case", std::to_string(one.work_case))
        .member("at", format_instant(one.at_ms));
    writer.key("read").boolean(one.read).end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

Response mark_reminders_read(const Context& context, const Request& request) {
  const auto body = parse_json(request.body, "body");
  if (!body)
    return problem({ErrorCode::usage, "请求正文不是 JSON：" + body.error().message, body.error().findings});
  const Node* list = body->find("keys");
  if (list == nullptr || !list->is_list())
    return problem({ErrorCode::invalid,
                    "请求正文有误",
                    {{"body.missing", Severity::error, "要有 keys", "/keys", "GET /notices 给出的 key"}}});
  std::vector<std::string> keys;
  for (const auto& item : list->items) keys.push_back(item.text);
  if (const auto may = context.access->require("work_case", law::Action::list); !may)
    return problem(may.error());
  const auto marked = app::mark_read(context.workspace, *context.access, keys);
  if (!marked) return problem(marked.error());
  Response response;
  response.status = 204;
  return response;
}

constexpr std::array kReminderParameters{
    Parameter{"limit", Parameter::In::query, "最多几条，1 至 500", "integer", false, "50"}};

constexpr Route kNoticesRoutes[] = {
    {"GET",
     "/api/v1/notices",
     "listReminders",
     "我的提醒：逾期、退回、快到期、到了我这里、对方已打开",
     Permission("work_case", law::Action::list),
     kReminderParameters,
     "",
     "ReminderList",
     {},
     list_reminders},
    {"POST",
     "/api/v1/notices/read",
     "markRemindersRead",
     "把提醒标为已读",
     kOwn,
     {},
     "ReminderMarks",
     "",
     {},
     mark_reminders_read},
};

}  // namespace

std::span<const Route> notices_routes() { return kNoticesRoutes; }

}  // namespace jiheng::http
