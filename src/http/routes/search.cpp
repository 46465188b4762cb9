#include "app/search.h"

#include <array>

#include "base/json_writer.h"
#include "base/text.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

constexpr std::int64_t kUsualHits = 8;
constexpr std::int64_t kMostHits = 50;
constexpr std::size_t kLongestSearch = 100;

void write_hit(JsonWriter& writer, const app::SearchHit& hit) {
  writer.begin_object().member("id", std::to_string(hit.id)).member("code", hit.code);
  writer.member("name", hit.name).member("extra", hit.extra).key("year");
  if (hit.year)
    writer.integer(hit.year->value());
  else
    writer.null();
  writer.end_object();
}

Response get_search(const Context& context, const Request& request) {
  const auto text = request.parameter("q").value_or("");
  if (count_characters(text) > kLongestSearch) return problem(400, "要找的文字太长；最多 100 字");
  const auto limit = read_number(request, "limit", kUsualHits, 1, kMostHits);
  if (!limit) return problem(limit.error());
  const auto groups = app::search(context.workspace, *context.access, text, static_cast<std::size_t>(*limit));
  if (!groups) return problem(groups.error());
  JsonWriter writer;
  writer.begin_object().key("groups").begin_list();
  for (const auto& group : *groups) {
    writer.begin_object().member("kind", enum_code(group.kind)).member("label", enum_label(group.kind));
    writer.member("total", group.total).key("rows").begin_list();
    for (const auto& hit : group.hits) write_hit(writer, hit);
    writer.end_list().end_object();
  }
  return json_answer(writer.end_list().end_object().take());
}

constexpr std::array kSearchParameters{
    Parameter{"q", Parameter::In::query, "编码、名称的一部分，或名称的拼音（首字母）；几个词都要有", "string",
              false, "xcjs"},
    Parameter{"limit", Parameter::In::query, "每类最多几条，1 至 50", "integer", false, "8"}};

constexpr Route kSearchRoutes[] = {
    {"GET",
     "/api/v1/search",
     "search",
     "找项目、单位和绩效目标；看不到的不出现，也不计数",
     Permission("search", law::Action::read),
     kSearchParameters,
     "",
     "SearchAnswer",
     {},
     get_search},
};

}  // namespace

std::span<const Route> search_routes() { return kSearchRoutes; }

}  // namespace jiheng::http
