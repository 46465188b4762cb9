#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/workspace.h"
#include "base/enum_table.h"
#include "base/money.h"
#include "base/node.h"
#include "model/assignment.h"
#include "model/goal.h"
#include "model/project.h"
#include "model/unit.h"

// The project pool (项目库): the list, one project over the years, and how projects come in and change.
namespace jiheng::app {

/// What the list of projects can be sorted by.
enum class ProjectSort { code, name, unit, initial, adjusted, executed };

inline constexpr std::array kProjectSortTable{
    EnumRow<ProjectSort>{ProjectSort::code, "code", "项目编码"},
    EnumRow<ProjectSort>{ProjectSort::name, "name", "项目名称"},
    EnumRow<ProjectSort>{ProjectSort::unit, "unit", "单位"},
    EnumRow<ProjectSort>{ProjectSort::initial, "initial", "年初预算数"},
    EnumRow<ProjectSort>{ProjectSort::adjusted, "adjusted", "全年预算数"},
    EnumRow<ProjectSort>{ProjectSort::executed, "executed", "全年执行数"},
};
constexpr const auto& enum_table(ProjectSort) { return kProjectSortTable; }

/// Which projects; what is empty does not narrow.
struct ProjectQuestion {
  FiscalYear year;
  std::string words;       ///< part of the code or name, or the name's pinyin
  std::string unit;        ///< code
  std::string department;  ///< code
  std::string sector;
  std::optional<Category> category{};
  std::optional<ProjectKind> kind{};
  std::optional<FundType> fund_type{};
  std::string goal_state;   ///< "none" or a code of GoalState
  bool with_money = false;  ///< only those that have budget in the year
  ProjectSort sort = ProjectSort::code;
  bool descending = false;
  std::size_t offset = 0;
  std::size_t limit = 50;  ///< 0: all
};

/// Sums of budget lines; executed is empty when no line says it.
struct MoneyTotals {
  Money initial;
  Money adjusted;
  std::optional<Money> executed;
};

struct ProjectRow {
  Project project;
  std::string unit_code;
  std::string unit_name;
  std::string department_code;
  std::string department_name;
  MoneyTotals money;
  std::vector<FundType> fund_types;
  std::optional<GoalState> goal_state;
  std::int64_t goal_id = 0;  ///< 0: none
};

struct ProjectList {
  std::int64_t total = 0;
  MoneyTotals totals;  ///< of all rows, not only of the page
  std::vector<ProjectRow> rows;
};

/// The projects that the viewer may see and that the pool holds in the year: between their first and last
/// year, or with budget or a goal in it.
Result<ProjectList> list_projects(Workspace& workspace, const Access& access,
                                  const ProjectQuestion& question);

/// An owner of a project: project staff or finance contact, or an evaluator.
struct ProjectOwner {
  Assignment assignment;
  std::string account;
  std::string name;
  std::string phone;
};

/// A project over the years: for each year the rows of what happened (目标→执行→评价→应用), by record, as far
/// as the viewer may see them. Rows of evaluations and of result use stand at the year that was evaluated.
struct ProjectStory {
  Project project;
  std::optional<Unit> unit;
  std::string department_name;
  std::vector<ProjectOwner> owners;
  std::map<FiscalYear, std::map<std::string_view, std::vector<Row>>> years;
  std::map<FiscalYear, std::int64_t> cases;  ///< of the year's goal
};
/// not_found when the viewer may not see it.
Result<ProjectStory> project_story(Workspace& workspace, const Access& access, ProjectId project);

/// Changes whenever the project's own fields do; without quotes.
std::string project_tag(const Project& project);

/// What writing a project came to.
struct SavedProject {
  Project project;
  bool stale = false;  ///< somebody changed it since: nothing was written, `project` is as it is now
};

/// Puts a new project into the pool. `body` has its fields; region, id and provenance are the program's.
/// Errors: invalid (every fault with its pointer: fields, the 21-character code against region, year and
/// category, a unit that is not there in its first year), conflict (the code is taken), refused.
Result<SavedProject> create_project(Workspace& workspace, const Access& access, const Node& body);

/// Changes the fields that `body` names; `tag` is what the writer had seen. Errors as above. The code of a
/// project never changes.
Result<SavedProject> update_project(Workspace& workspace, const Access& access, ProjectId project,
                                    const Node& body, std::string_view tag);

/// Makes somebody an owner from today on, and ends it; the unit's leader, the department and finance may.
Result<void> add_owner(Workspace& workspace, const Access& access, ProjectId project, UserId user,
                       AssignmentDuty duty);
Result<void> end_owner(Workspace& workspace, const Access& access, ProjectId project,
                       AssignmentId assignment);

}  // namespace jiheng::app
