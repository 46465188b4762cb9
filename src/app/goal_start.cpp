#include <fmt/format.h>

#include "app/goal_sections.h"

namespace jiheng::app {
namespace {

template <class T>
Result<std::vector<T>> of_year(store::Store& store, const Project& project, int year) {
  store::Query query;
  query.region = project.region;
  query.where.push_back({"project_id", {Value{project.id.value}}});
  query.where.push_back({"year", {Value{std::int64_t{year}}}});
  return store::load<T>(store, query);
}

/// What can be taken over from last year: the texts, and the rows with their targets to be looked at anew.
/// Money is never taken over: it is asked for each year.
void take_over(const Goal& before, const std::vector<Indicator>& rows, Goal& goal,
               std::vector<Indicator>& made) {
  goal.leader = before.leader;
  goal.phone = before.phone;
  goal.period = before.period;
  goal.text = before.text;
  goal.text_medium = before.text_medium;
  goal.basis = before.basis;
  goal.necessity = before.necessity;
  goal.plan = before.plan;
  goal.scheme = before.scheme;
  for (auto row : rows) {
    row.id = {};
    row.year = goal.year;
    row.actual = std::nullopt;
    row.claimed = row.reviewed = std::nullopt;
    row.deviation_reason = std::nullopt;
    row.fixed_by = std::nullopt;
    row.provenance = goal.provenance;
    made.push_back(std::move(row));
  }
}

}  // namespace

Result<StartedGoal> start_goal(Workspace& workspace, const Access& access, std::int64_t project_id,
                               FiscalYear year) {
  auto& store = workspace.store();
  const auto row = access.find(store, record_of<Project>(), law::Action::read, project_id);
  if (!row) return pass(row);
  const auto project = from_row<Project>(*row);
  const Subject subject{project.region, project.unit_id, project.id, {}};
  if (auto may = access.require("goal", law::Action::create, subject); !may) return pass(may);
  bool prefilled = false;
  const auto written =
      workspace.write(access.viewer().actor("goals"), [&]() -> Result<std::vector<store::Put>> {
        const auto there = of_year<Goal>(store, project, year.value());
        if (!there) return pass(there);
        if (!there->empty())
          return fail(ErrorCode::conflict,
                      fmt::format("“{}”{} 年的绩效目标已经有了", project.name, year.value()));
        const auto before = of_year<Goal>(store, project, year.value() - 1);
        if (!before) return pass(before);
        const auto rows = of_year<Indicator>(store, project, year.value() - 1);
        if (!rows) return pass(rows);
        Goal goal;
        goal.region = project.region;
        goal.project_id = project.id;
        goal.year = year;
        goal.with_budget = true;
        goal.declared = money_json(GoalForm{});
        goal.provenance = project.provenance;
        std::vector<Indicator> made;
        prefilled = !before->empty();
        if (prefilled) take_over(before->front(), *rows, goal, made);
        std::vector<store::Put> puts{store::fresh_put_of(goal)};
        for (const auto& indicator : made) puts.push_back(store::fresh_put_of(indicator));
        return puts;
      });
  if (!written) return pass(written);
  const auto id = written->ids.front();
  if (const auto opened = open_case(workspace, access, id); !opened) return pass(opened);
  auto file = load_goal(workspace, access, id);
  if (!file) return pass(file);
  return StartedGoal{std::move(*file), prefilled};
}

}  // namespace jiheng::app
