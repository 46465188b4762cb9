#include "http/routes.h"

#include <vector>

#include "http/routes/resources.h"

namespace jiheng::http {

std::span<const Route> all_routes() {
  static const std::vector<Route> kRoutes = [] {
    std::vector<Route> routes;
    // Sorted by name; one file routes/<name>.cpp each.
    for (const auto resource :
         {approvals_routes,      audit_routes,       budget_routes,       cases_routes,
          credentials_routes,    delegations_routes, facts_routes,        figures_routes,
          goal_reviews_routes,   goals_routes,       grants_routes,       health_routes,
          imports_routes,        law_routes,         library_routes,      openapi_routes,
          people_imports_routes, permissions_routes, places_routes,       processes_routes,
          projects_routes,       releases_routes,    reports_routes,      search_routes,
          session_routes,        snapshots_routes,   unit_changes_routes, units_routes,
          users_routes,          version_routes,     worklist_routes}) {
      const auto some = resource();
      routes.insert(routes.end(), some.begin(), some.end());
    }
    return routes;
  }();
  return kRoutes;
}

}  // namespace jiheng::http
