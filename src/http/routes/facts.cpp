#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/snapshot.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"
#include "law/fact_entity.h"

namespace jiheng::http {
namespace {

/// The place whose own codes (units, departments) are listed: the one asked for, else the only one there is.
Result<std::optional<Region>> place_of_codes(const Request& request, const app::View& view) {
  const auto text = request.parameter("place");
  if (text && !text->empty()) {
    const auto place = read_place(*text);
    if (!place) return pass(place);
    return std::optional<Region>(*place);
  }
  if (view.facts->regions().size() == 1) return std::optional<Region>(view.facts->regions().front()->region);
  return std::optional<Region>();
}

/// Units and departments are listed as far as the viewer's reach: a unit's code begins with its department's.
bool is_listed(const app::Access& access, const law::FactColumn& column, std::string_view code) {
  if (column.source != law::CodeSource::local) return true;
  const auto units = access.unit_codes("figure", law::Action::read);
  return !units || std::ranges::any_of(*units, [&](const std::string& unit) {
    return column.name == "unit" ? unit == code : unit.starts_with(code);
  });
}

void write_dimension(JsonWriter& writer, const app::Access& access, const app::View& view,
                     std::optional<Region> place, const law::EntityDesc& entity,
                     const law::FactColumn& column) {
  writer.begin_object().member("name", column.name).member("label", column.label).key("values").begin_list();
  if (place) {
    for (const auto& value : view.facts->values_of(*place, entity.entity, column.name)) {
      if (!is_listed(access, column, value.code)) continue;
      writer.begin_object().member("code", value.code).member("label", value.label).end_object();
    }
  } else {
    for (const auto& row : column.codes)
      writer.begin_object().member("code", row.code).member("label", row.label).end_object();
  }
  writer.end_list().end_object();
}

Response list_dimensions(const Context& context, const Request& request) {
  const auto view = app::open_view(context.workspace, request.parameter("snapshot").value_or(""));
  if (!view) return problem(view.error());
  const auto place = place_of_codes(request, *view);
  if (!place) return problem(place.error());
  if (*place && !context.access->covers(**place))
    return problem(Error{ErrorCode::refused, fmt::format("{} 不在你的地区之内", (*place)->to_text()), {}});
  JsonWriter writer;
  writer.begin_object().key("entities").begin_list();
  for (const auto& entity : law::kEntities) {
    writer.begin_object()
        .member("name", entity.name)
        .member("label", entity.label)
        .key("dimensions")
        .begin_list();
    for (const auto& column : entity.columns) {
      if (column.is_dimension()) write_dimension(writer, *context.access, *view, *place, entity, column);
    }
    writer.end_list().end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

constexpr std::array kDimensionParameters{
    Parameter{"place", Parameter::In::query, "列出这个地区自己的单位、部门等取值；只有一个地区时可不给",
              "string", false, "640323"},
    Parameter{"snapshot", Parameter::In::query, "快照编号；不给则为现在", "string", false, ""},
};

constexpr Route kFactsRoutes[] = {
    {"GET",
     "/api/v1/facts/dimensions",
     "listDimensions",
     "各类事实的维度和取值",
     Permission("figure", law::Action::read),
     kDimensionParameters,
     "",
     "EntityList",
     {},
     list_dimensions},
};

}  // namespace

std::span<const Route> facts_routes() { return kFactsRoutes; }

}  // namespace jiheng::http
