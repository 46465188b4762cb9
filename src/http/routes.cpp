#include "http/routes.h"

#include <vector>

#include "http/routes/resources.h"

namespace jiheng::http {

std::span<const Route> all_routes() {
  static const std::vector<Route> kRoutes = [] {
    std::vector<Route> routes;
    // Sorted by name; one file routes/<name>.cpp each.
    for (const auto resource : {facts_routes, figures_routes, health_routes, law_routes, openapi_routes,
                                places_routes, reports_routes, snapshots_routes, version_routes}) {
      const auto some = resource();
      routes.insert(routes.end(), some.begin(), some.end());
    }
    return routes;
  }();
  return kRoutes;
}

}  // namespace jiheng::http
