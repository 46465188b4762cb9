#include <set>

#include "app/goal_file.h"
#include "law/parameter.h"
#include "model/role_grant.h"

namespace jiheng::app {

Result<WorkCase> open_case(Workspace& workspace, const Access& access, GoalRef ref) {
  const auto actor = access.viewer().actor("goals");
  WorkCase made;
  const auto written = workspace.write(actor, [&]() -> Result<std::vector<store::Put>> {
    auto file = load_goal(workspace, access, ref);
    if (!file) return pass(file);
    if (file->work_case) {
      made = *file->work_case;
      return std::vector<store::Put>{};
    }
    const auto now = workspace.clock().now_ms();
    made = WorkCase{};
    made.region = file->goal.region;
    made.process = file->process.id;
    made.record = record_name(ref.kind);
    made.record_id = {ref.id};
    made.unit_id = file->unit.id;
    made.year = file->goal.year;
    made.state = file->at.state;
    made.due_on =
        engine::due_date(workspace.book(), file->state(), made.region, made.year, beijing_date(now));
    made.entered_ms = now;
    made.entered_by = actor.name;
    made.provenance = file->goal.provenance;
    return std::vector{store::fresh_put_of(made)};
  });
  if (!written) return pass(written);
  if (!written->ids.empty()) made.id = {written->ids.front()};
  return made;
}

Result<bool> one_person_unit(Workspace& workspace, const GoalFile& file, Date day) {
  const auto allowed = law::text_parameter(workspace.book(), "goal.one-person-units", file.goal.region, day);
  if (!allowed || *allowed != "allowed") return false;
  store::Query query;
  query.region = file.goal.region;
  query.where.push_back({"unit_id", {Value{file.unit.id.value}}});
  const auto grants = store::load<RoleGrant>(workspace.store(), query);
  if (!grants) return pass(grants);
  std::set<std::int64_t> people;
  for (const auto& grant : *grants) {
    const bool fills = grant.role == Role::unit_finance || grant.role == Role::unit_project ||
                       grant.role == Role::unit_leader;
    if (fills && grant.since <= day && (!grant.until || day <= *grant.until))
      people.insert(grant.user_id.value);
  }
  return people.size() == 1;
}

}  // namespace jiheng::app
