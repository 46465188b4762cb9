#include "app/case_people.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/people.h"
#include "app/unit_tree.h"

namespace jiheng::app {
namespace {

/// Whether a grant of that role reaches the unit.
bool reaches(const RoleGrant& grant, const UnitTree& tree, UnitId unit) {
  const auto scope = scope_of(grant.role);
  if (scope == RoleScope::place) return true;
  if (!grant.unit_id) return false;
  const auto reached = tree.reach(*grant.unit_id, scope);
  return std::ranges::binary_search(reached, unit.value);
}

bool may_hand_on(const Access& access, const GoalFile& file) {
  const auto hand = file.hand(access);
  return std::ranges::any_of(file.process.transitions, [&](const law::ProcessTransition& step) {
    return step.kind == law::TransitionKind::reassign && std::ranges::count(step.from, file.at.state) > 0 &&
           law::any_role(hand.roles, step.who) && law::any_role(hand.roles, file.state().waiting);
  });
}

}  // namespace

Result<std::vector<Assignee>> assignees_of(Workspace& workspace, const Access& access, const GoalFile& file) {
  if (!may_hand_on(access, file)) return fail(ErrorCode::refused, "这一步不由你办理，不能转办");
  const auto today = beijing_date(workspace.clock().now_ms());
  const auto tree = UnitTree::load(workspace.store(), file.goal.region);
  if (!tree) return pass(tree);
  store::Query query;
  query.region = file.goal.region;
  const auto grants = store::load<RoleGrant>(workspace.store(), query);
  if (!grants) return pass(grants);
  const auto users = store::load<User>(workspace.store(), query);
  if (!users) return pass(users);
  std::map<UserId, const User*> by_id;
  for (const auto& user : *users) by_id.emplace(user.id, &user);
  std::vector<Assignee> people;
  std::set<UserId> met;
  for (const auto& grant : *grants) {
    const bool now = grant.since <= today && (!grant.until || today <= *grant.until);
    const bool waited_for = std::ranges::count(file.state().waiting, grant.role) > 0;
    const auto user = by_id.find(grant.user_id);
    if (!now || !waited_for || user == by_id.end() || !is_active(*user->second, today)) continue;
    if (grant.user_id == access.viewer().user || !reaches(grant, *tree, file.unit.id)) continue;
    if (!met.insert(grant.user_id).second) continue;
    const Unit* unit = grant.unit_id ? tree->find(*grant.unit_id) : nullptr;
    people.push_back({grant.user_id, user->second->account, user->second->name, grant.role,
                      unit == nullptr ? std::string() : unit->name});
  }
  std::ranges::sort(people, {}, [](const Assignee& one) { return std::tie(one.name, one.account); });
  return people;
}

bool waits_unopened(const Access& access, const GoalFile& file) {
  if (!file.work_case || file.work_case->opened_ms || file.state().record_state != "submitted") return false;
  const auto roles = engine::waiting_roles(file.process, file.at);
  if (!law::any_role(file.hand(access).roles, roles)) return false;
  return file.steps.empty() || file.steps.back().actor_id != access.viewer().user;
}

}  // namespace jiheng::app
