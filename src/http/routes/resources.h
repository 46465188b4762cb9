#pragma once

#include <span>

#include "http/route.h"

namespace jiheng::http {

// The operations of each resource; the file of that name in this folder defines them.
std::span<const Route> approvals_routes();
std::span<const Route> audit_routes();
std::span<const Route> budget_routes();
std::span<const Route> cases_routes();
std::span<const Route> credentials_routes();
std::span<const Route> decompositions_routes();
std::span<const Route> delegations_routes();
std::span<const Route> department_goals_routes();
std::span<const Route> facts_routes();
std::span<const Route> figures_routes();
std::span<const Route> goal_reviews_routes();
std::span<const Route> goal_workbooks_routes();
std::span<const Route> goals_routes();
std::span<const Route> grants_routes();
std::span<const Route> health_routes();
std::span<const Route> imports_routes();
std::span<const Route> jobs_routes();
std::span<const Route> law_routes();
std::span<const Route> library_proposals_routes();
std::span<const Route> library_routes();
std::span<const Route> lint_routes();
std::span<const Route> notices_routes();
std::span<const Route> openapi_routes();
std::span<const Route> people_imports_routes();
std::span<const Route> permissions_routes();
std::span<const Route> places_routes();
std::span<const Route> processes_routes();
std::span<const Route> prints_routes();
std::span<const Route> projects_routes();
std::span<const Route> releases_routes();
std::span<const Route> reports_routes();
std::span<const Route> search_routes();
std::span<const Route> session_routes();
std::span<const Route> snapshots_routes();
std::span<const Route> unit_changes_routes();
std::span<const Route> units_routes();
std::span<const Route> users_routes();
std::span<const Route> vagueness_routes();
std::span<const Route> version_routes();
std::span<const Route> worklist_routes();

}  // namespace jiheng::http
