#include "app/goal_workbook_match.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/department_goal_list.h"
#include "base/text.h"
#include "model/goal.h"
#include "model/project.h"
#include "model/unit.h"

namespace jiheng::app {

Result<ProjectGoalIndex> ProjectGoalIndex::load(Workspace& workspace, const Access& access, FiscalYear year) {
  auto& store = workspace.store();
  store::Query of_year;
  of_year.where.push_back({"year", {Value{std::int64_t{year.value()}}}});
  const auto narrowed = access.narrow(record_of<Goal>(), law::Action::list, of_year);
  if (!narrowed) return pass(narrowed);
  const auto goals = store::load<Goal>(store, *narrowed);
  if (!goals) return pass(goals);
  const auto mine = access.narrow(record_of<Project>(), law::Action::list, {});
  if (!mine) return pass(mine);
  const auto projects = store::load<Project>(store, *mine);
  if (!projects) return pass(projects);
  store::Query here;
  here.region = access.viewer().place;
  const auto units = store::load<Unit>(store, here);
  if (!units) return pass(units);
  std::map<UnitId, std::string> names;
  for (const auto& unit : *units) names[unit.id] = unit.name;
  std::map<ProjectId, std::int64_t> goal_of;
  for (const auto& goal : *goals) goal_of[goal.project_id] = goal.id.value;
  ProjectGoalIndex index;
  index.year_ = year;
  for (const auto& project : *projects) {
    const auto goal = goal_of.find(project.id);
    const GoalEntry entry{goal == goal_of.end() ? 0 : goal->second, project.code, project.name,
                          names[project.unit_id]};
    index.by_code_.emplace(project.code, entry);
    index.by_name_.emplace(project.name, entry);
  }
  return index;
}

Result<GoalEntry> ProjectGoalIndex::with_goal(const GoalEntry& entry) const {
  if (entry.goal != 0) return entry;
  return fail(ErrorCode::not_found,
              fmt::format("“{}”还没有 {} 年的绩效目标；先在项目库里点“申报绩效目标”，再导入", entry.name,
                          year_.value()));
}

Result<GoalEntry> ProjectGoalIndex::find(const io::FormData& data) const {
  const std::string code(trim(data.text("project_code")));
  const std::string name(trim(data.text("project_name")));
  if (!code.empty()) {
    const auto found = by_code_.find(code);
    if (found != by_code_.end()) return with_goal(found->second);
    return fail(ErrorCode::not_found, fmt::format("没有编码为 {} 的项目，或不归您管；请核对项目编码", code));
  }
  if (name.empty()) return fail(ErrorCode::invalid, "表里没有项目编码，也没有项目名称，不知道是哪个项目的");
  std::vector<const GoalEntry*> fitting;
  const auto [first, last] = by_name_.equal_range(name);
  for (auto at = first; at != last; ++at) fitting.push_back(&at->second);
  if (fitting.size() > 1) {
    const std::string unit(trim(data.text("unit")));
    std::erase_if(fitting, [&](const GoalEntry* entry) { return entry->unit != unit; });
    if (fitting.size() != 1)
      return fail(ErrorCode::invalid, fmt::format("有几个项目都叫“{}”，请填项目编码", name));
  }
  if (fitting.empty())
    return fail(ErrorCode::not_found,
                fmt::format("没有叫“{}”的项目，或不归您管；请填项目编码，或改成系统里的名称", name));
  return with_goal(*fitting.front());
}

Result<DepartmentGoalIndex> DepartmentGoalIndex::load(Workspace& workspace, const Access& access,
                                                      FiscalYear year) {
  const auto heads = list_department_heads(workspace, access, year);
  if (!heads) return pass(heads);
  DepartmentGoalIndex index;
  index.year_ = year;
  for (const auto& head : *heads)
    index.entries_.push_back({head.goal.value, head.code, head.name, head.office_name});
  return index;
}

Result<GoalEntry> DepartmentGoalIndex::find(const io::FormData& data) const {
  const std::string code(trim(data.text("department_code")));
  const std::string name(trim(data.text("department")));
  if (code.empty() && name.empty())
    return fail(ErrorCode::invalid, "表里没有部门代码，也没有部门名称，不知道是哪个部门的");
  const auto found = std::ranges::find_if(entries_, [&](const GoalEntry& entry) {
    return code.empty() ? entry.name == name : entry.code == code;
  });
  if (found == entries_.end())
    return fail(ErrorCode::not_found,
                code.empty()
                    ? fmt::format("没有叫“{}”的部门，或不归您管；请填部门代码，或改成系统里的名称", name)
                    : fmt::format("没有代码为 {} 的部门，或不归您管；请核对部门代码", code));
  if (found->goal != 0) return *found;
  return fail(ErrorCode::not_found,
              fmt::format("“{}”还没有 {} 年的部门整体绩效目标；先在“部门整体目标”里点“申报”，再导入",
                          found->name, year_.value()));
}

}  // namespace jiheng::app
