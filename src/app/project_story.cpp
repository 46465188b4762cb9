#include <algorithm>

#include "app/project_pool.h"
#include "app/unit_tree.h"
#include "model/assessment.h"
#include "model/budget_change.h"
#include "model/budget_line.h"
#include "model/evaluation.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/release.h"
#include "model/result_use.h"
#include "model/self_evaluation.h"
#include "model/user.h"
#include "model/work_case.h"

namespace jiheng::app {
namespace {

/// What a project's years are made of, in the order of the cycle.
std::vector<const RecordDesc*> story_records() {
  return {&record_of<Assessment>(),     &record_of<Goal>(),       &record_of<BudgetLine>(),
          &record_of<BudgetChange>(),   &record_of<Release>(),    &record_of<Monitoring>(),
          &record_of<SelfEvaluation>(), &record_of<Evaluation>(), &record_of<ResultUse>()};
}

/// The year that a row tells of: of evaluations and their use the one that was evaluated.
std::optional<FiscalYear> told_year(const RecordDesc& desc, std::span<const Value> row) {
  for (const auto name : {"evaluated_year", "year"}) {
    const auto at = desc.index_of(name);
    if (at >= desc.fields.size()) continue;
    const auto* number = std::get_if<std::int64_t>(&row[at]);
    const auto year =
        number == nullptr ? Result<FiscalYear>(fail(ErrorCode::invalid, {})) : FiscalYear::of(*number);
    if (year) return *year;
  }
  return std::nullopt;
}

Result<std::vector<ProjectOwner>> owners_of(store::Store& store, const Access& access,
                                            const Project& project) {
  store::Query query;
  query.region = project.region;
  query.where.push_back({"project_id", {Value{project.id.value}}});
  const auto narrowed = access.narrow(record_of<Assignment>(), law::Action::list, std::move(query));
  std::vector<ProjectOwner> owners;
  if (!narrowed)
    return narrowed.error().code == ErrorCode::refused ? Result<std::vector<ProjectOwner>>(owners)
                                                       : pass(narrowed);
  const auto assignments = store::load<Assignment>(store, *narrowed);
  if (!assignments) return pass(assignments);
  store::Query people;
  people.region = project.region;
  people.where.push_back({"id", {}});
  for (const auto& assignment : *assignments) {
    if (assignment.until && *assignment.until < access.viewer().day) continue;
    owners.push_back({assignment, {}, {}, {}});
    people.where.back().values.emplace_back(assignment.user_id.value);
  }
  if (owners.empty()) return owners;
  const auto users = store::load<User>(store, people);
  if (!users) return pass(users);
  for (auto& owner : owners) {
    const auto user = std::ranges::find(*users, owner.assignment.user_id, &User::id);
    if (user == users->end()) continue;
    owner.account = user->account;
    owner.name = user->name;
    owner.phone = user->phone.value_or("");
  }
  return owners;
}

/// The cases of the project's goals, by year.
Result<void> find_cases(store::Store& store, const Access& access, ProjectStory& story) {
  store::Query query;
  query.region = story.project.region;
  query.where.push_back({"record", {Value{std::string("goal")}}});
  query.where.push_back({"record_id", {}});
  for (const auto& [year, rows] : story.years) {
    const auto goals = rows.find("goal");
    if (goals == rows.end()) continue;
    for (const auto& goal : goals->second) query.where.back().values.push_back(goal[1]);
  }
  if (query.where.back().values.empty()) return {};
  const auto narrowed = access.narrow(record_of<WorkCase>(), law::Action::list, std::move(query));
  if (!narrowed) return narrowed.error().code == ErrorCode::refused ? Result<void>{} : pass(narrowed);
  return store.scan(record_of<WorkCase>(), *narrowed, [&](std::span<const Value> row) {
    const auto found = from_row<WorkCase>(row);
    story.cases[found.year] = found.id.value;
  });
}

}  // namespace

Result<ProjectStory> project_story(Workspace& workspace, const Access& access, ProjectId id) {
  auto& store = workspace.store();
  const auto row = access.find(store, record_of<Project>(), law::Action::read, id.value);
  if (!row) return pass(row);
  ProjectStory story;
  story.project = from_row<Project>(*row);
  const auto tree = UnitTree::load(store, story.project.region);
  if (!tree) return pass(tree);
  if (const auto* unit = tree->find(story.project.unit_id)) {
    const auto year = access.viewer().year;
    story.unit = *unit;
    story.unit->name = std::string(tree->name_in(*unit, year));
    if (const auto* department = tree->department_of(*unit))
      story.department_name = std::string(tree->name_in(*department, year));
  }
  auto owners = owners_of(store, access, story.project);
  if (!owners) return pass(owners);
  story.owners = std::move(*owners);
  for (const auto* desc : story_records()) {
    store::Query query;
    query.region = story.project.region;
    query.where.push_back({"project_id", {Value{id.value}}});
    query.order_by = {"year"};
    const auto narrowed = access.narrow(*desc, law::Action::list, std::move(query));
    if (!narrowed && narrowed.error().code == ErrorCode::refused) continue;
    if (!narrowed) return pass(narrowed);
    const auto read = store.scan(*desc, *narrowed, [&](std::span<const Value> values) {
      if (const auto year = told_year(*desc, values))
        story.years[*year][desc->name].emplace_back(values.begin(), values.end());
    });
    if (!read) return pass(read);
  }
  if (const auto done = find_cases(store, access, story); !done) return pass(done);
  return story;
}

}  // namespace jiheng::app
