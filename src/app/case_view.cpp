#include <fmt/format.h>

#include <algorithm>

#include "app/cases.h"

namespace jiheng::app {

std::string place_of_state(const GoalFile& file, const law::ProcessState& state) {
  if (state.waiting.empty()) return {};
  switch (scope_of(state.waiting.front())) {
    case RoleScope::unit: return file.unit.name;
    case RoleScope::department: return file.department_name;
    default: return "财政局";
  }
}

Result<std::vector<OfferedAction>> actions_of(Workspace& workspace, const Access& access,
                                              const GoalFile& file) {
  const auto answers = guard_answers(workspace, file, access, {});
  if (!answers) return pass(answers);
  std::vector<OfferedAction> actions;
  for (auto& offer : engine::offers(file.process, file.at, file.hand(access), *answers)) {
    for (auto& refusal : offer.refusals)
      refusal.clause = clause_text(workspace.book(), refusal.guard == nullptr ? std::vector<law::Citation>{}
                                                                              : refusal.guard->citations);
    OfferedAction action{std::move(offer), {}};
    const auto& step = *action.offer.transition;
    if (step.kind == law::TransitionKind::move)
      action.target_label = place_of_state(file, *file.process.state(step.to.front()));
    if (step.asks) action.target_label = enum_label(*step.asks);
    actions.push_back(std::move(action));
  }
  return actions;
}

std::vector<SeenChange> changes_since_last_look(const GoalFile& file, Role role) {
  std::size_t after = file.steps.size();
  for (std::size_t i = file.steps.size(); i-- > 0;) {
    if (file.steps[i].role == role) break;
    after = i;
  }
  std::vector<SeenChange> changes;
  if (after == 0) return changes;  // this side has never looked
  for (std::size_t i = after; i < file.steps.size(); ++i) {
    const auto& step = file.steps[i];
    for (auto& change : changes_of_json(step.changes)) {
      const auto same = std::ranges::find_if(
          changes, [&](const SeenChange& seen) { return seen.change.field == change.field; });
      if (same == changes.end()) {
        changes.push_back({std::move(change), step.actor_name, step.at_ms});
      } else {
        same->change.after = change.after;
        same->by = step.actor_name;
        same->at_ms = step.at_ms;
      }
    }
  }
  std::erase_if(changes, [](const SeenChange& seen) { return seen.change.before == seen.change.after; });
  return changes;
}

}  // namespace jiheng::app
