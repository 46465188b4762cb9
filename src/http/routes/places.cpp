#include "app/figures.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

Response list_places(const Context& context, const Request& /*request*/) {
  const auto view = app::open_view(context.workspace, "");
  if (!view) return problem(view.error());
  JsonWriter writer;
  writer.begin_object().key("places").begin_list();
  for (const auto& place : app::places_of(*view)) {
    writer.begin_object().member("code", place.region.to_text()).member("name", place.name);
    writer.member("full_name", place.full_name).key("years").begin_list();
    for (const auto year : place.years) writer.integer(year.value());
    writer.end_list().key("illustrative").boolean(place.illustrative).end_object();
  }
  writer.end_list().end_object();
  return json_answer(writer.take());
}

constexpr Route kPlacesRoutes[] = {
    {"GET",
     "/api/v1/places",
     "listPlaces",
     "有数据的地区和年度",
     kPublic,
     {},
     "",
     "PlaceList",
     {},
     list_places},
};

}  // namespace

std::span<const Route> places_routes() { return kPlacesRoutes; }

}  // namespace jiheng::http
