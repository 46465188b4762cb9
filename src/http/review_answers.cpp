#include "http/goal_answers.h"

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
