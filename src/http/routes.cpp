#include "http/routes.h"

#include <vector>

#include "http/router.h"
#include "http/routes/resources.h"

namespace jiheng::http {

std::span<const Route> all_routes() {
  static const std::vector<Route> kRoutes = [] {
    std::vector<Route> routes;
    // Sorted by name; one file routes/<name>.cpp each.
    for (const auto resource : {approvals_routes,
                                audit_routes,
                                budget_routes,
                                cases_routes,
                                credentials_routes,
                                delegations_routes,
                                decompositions_routes,
                                department_goals_routes,
                                facts_routes,
                                figures_routes,
                                goal_reviews_routes,
                                goal_workbooks_routes,
                                goals_routes,
                                grants_routes,
                                health_routes,
                                imports_routes,
                                jobs_routes,
                                law_routes,
                                library_proposals_routes,
                                library_routes,
                                lint_routes,
                                notices_routes,
                                openapi_routes,
                                people_imports_routes,
                                permissions_routes,
                                places_routes,
                                processes_routes,
                                prints_routes,
                                projects_routes,
                                releases_routes,
                                reports_routes,
                                search_routes,
                                session_routes,
                                snapshots_routes,
                                unit_changes_routes,
                                units_routes,
                                users_routes,
                                vagueness_routes,
                                version_routes,
                                worklist_routes}) {
      const auto some = resource();
      routes.insert(routes.end(), some.begin(), some.end());
    }
    return routes;
  }();
  return kRoutes;
}

std::uint64_t body_limit_of(std::string_view method, std::string_view target) {
  static const Router kRouter(all_routes());
  const auto found = kRouter.find(method, target.substr(0, target.find('?')));
  return found.route == nullptr ? 0 : found.route->most_body;
}

}  // namespace jiheng::http
