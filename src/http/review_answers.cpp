#include "http/goal_answers.h"

#include <fmt/format.h>

#include "base/clock.h"
#include "http/answers.h"

namespace jiheng::http {
namespace {

void write_or_null(JsonWriter& writer, std::string_view key, std::string_view text) {
  writer.key(key);
  if (text.empty())
    writer.null();
  else
    writer.string(text);
}

}  // namespace

Result<Response> stale_answer(const Context& context, const app::GoalFile& file, std::string_view section) {
  const auto last = app::last_year_of(context.workspace.store(), file);
  if (!last) return pass(last);
  JsonWriter writer;
  writer.begin_object().member("type", "urn:jiheng:problem:stale").member("title", "已被别人改过");
  writer.member("status", std::int64_t{412});
  writer.member("detail", fmt::format("{}刚改过这一部分，你填的还没有保存；请核对后再保存",
                                      app::plain_name(file.goal.edited_by.value_or("别人"))));
  writer.key("current");
  write_goal_section(writer, file, section, *last);
  write_or_null(writer, "changed_by", app::plain_name(file.goal.edited_by.value_or("")));
  write_or_null(writer, "changed_at",
                file.goal.edited_ms ? format_instant(*file.goal.edited_ms) : std::string());
  writer.end_object();
  Response response = json_answer(writer.take());
  response.status = 412;
  response.content_type = "application/problem+json";
  response.set("Cache-Control", "no-store");
  return response;
}

std::string review_json(const app::ReviewSheet& sheet) {
  JsonWriter writer;
  const auto write_score = [&](std::string_view key, const std::optional<Score>& score) {
    writer.key(key);
    if (score)
      writer.number(score->to_short());
    else
      writer.null();
  };
  writer.begin_object().key("groups").begin_list();
  for (std::size_t i = 0; i < sheet.points.size();) {
    const auto& group = sheet.points[i].group;
    const auto label = sheet.points[i].label.substr(0, sheet.points[i].label.find("："));
    writer.begin_object().member("id", group).member("label", label).key("points").begin_list();
    for (; i < sheet.points.size() && sheet.points[i].group == group; ++i) {
      const auto& point = sheet.points[i];
      writer.begin_object().member("id", point.id).member("label", point.label);
      write_score("full", point.full);
      write_score("proposed", point.proposed);
      write_score("score", point.scored);
      writer.member("note", point.note).key("because").begin_list();
      for (const auto& message : point.because) writer.string(message);
      writer.end_list().end_object();
    }
    writer.end_list().end_object();
  }
  writer.end_list();
  write_score("total", sheet.total);
  write_or_null(writer, "grade", sheet.grade ? enum_code(*sheet.grade) : std::string_view());
  write_or_null(writer, "grade_label", sheet.grade ? enum_label(*sheet.grade) : std::string_view());
  write_or_null(writer, "consequence", sheet.consequence);
  writer.end_object();
  return writer.take();
}

}  // namespace jiheng::http
