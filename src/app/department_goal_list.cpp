#include "app/department_goal_list.h"

#include <algorithm>
#include <map>

#include "app/department_goal_records.h"
#include "app/unit_tree.h"

namespace jiheng::app {
namespace {

bool lives_in(const Unit& unit, FiscalYear year) {
  return (!unit.since_year || *unit.since_year <= year) && (!unit.until_year || year <= *unit.until_year);
}

class DepartmentListing {
 public:
  DepartmentListing(Workspace& workspace, const Access& access, FiscalYear year)
      : workspace_(workspace), access_(access), year_(year) {}

  Result<DepartmentGoalList> run(std::string_view words, std::string_view state) {
    if (auto read = read_records(); !read) return pass(read);
    DepartmentGoalList list;
    for (const auto& [code, department] : departments_) {
      const auto offices = offices_.find(code);
      if (offices == offices_.end() || !may_see(offices->second)) continue;
      auto row = row_of(*department, offices->second);
      if (!row) return pass(row);
      count(*row, list.coverage);
      const auto now = row->file ? row->file->at.state : std::string("none");
      const bool named = words.empty() || row->department_name.find(words) != std::string::npos ||
                         row->department_code.find(words) != std::string::npos;
      if (named && (state.empty() || state == now)) list.rows.push_back(std::move(*row));
    }
    return list;
  }

  Result<std::vector<DepartmentHead>> heads() {
    if (auto read = read_records(); !read) return pass(read);
    const auto tree = UnitTree::load(workspace_.store(), access_.viewer().place);
    if (!tree) return pass(tree);
    std::vector<DepartmentHead> heads;
    for (const auto& [code, department] : departments_) {
      const auto offices = offices_.find(code);
      if (offices == offices_.end() || !may_see(offices->second)) continue;
      const Unit* office = office_of(offices->second);
      const auto goal = goals_.find(office->id);
      heads.push_back({code, std::string(tree->name_in(*department, year_)), office->id,
                       std::string(tree->name_in(*office, year_)),
                       goal == goals_.end() ? DepartmentGoalId{} : goal->second});
    }
    return heads;
  }

 private:
  /// The office itself is the first unit of the department's code; a form that another one began stays its.
  const Unit* office_of(const std::vector<const Unit*>& offices) const {
    const auto begun =
        std::ranges::find_if(offices, [&](const Unit* unit) { return goals_.contains(unit->id); });
    return begun == offices.end() ? offices.front() : *begun;
  }

  Result<void> read_records() {
    store::Query query;
    query.region = access_.viewer().place;
    auto units = store::load<Unit>(workspace_.store(), query);
    if (!units) return pass(units);
    units_ = std::move(*units);
    std::ranges::sort(units_, {}, &Unit::code);
    for (const auto& unit : units_) {
      if (!lives_in(unit, year_)) continue;
      if (unit.kind == UnitKind::department)
        departments_.emplace(unit.code, &unit);
      else if (unit.kind == UnitKind::unit)
        offices_[unit.department_code].push_back(&unit);
    }
    query.where.push_back({"year", {Value{std::int64_t{year_.value()}}}});
    const auto narrowed = access_.narrow(record_of<DepartmentGoal>(), law::Action::list, query);
    if (!narrowed) return pass(narrowed);
    const auto goals = store::load<DepartmentGoal>(workspace_.store(), *narrowed);
    if (!goals) return pass(goals);
    for (const auto& goal : *goals) goals_.emplace(goal.unit_id, goal.id);
    codes_ = access_.unit_codes("department_goal", law::Action::list);
    return {};
  }

  bool may_see(const std::vector<const Unit*>& offices) const {
    return std::ranges::any_of(
        offices, [&](const Unit* unit) { return !codes_ || std::ranges::count(*codes_, unit->code) > 0; });
  }

  Result<DepartmentGoalRow> row_of(const Unit& department, const std::vector<const Unit*>& offices) {
    DepartmentGoalRow row;
    row.department_code = department.code;
    row.department_name = department.name;
    const Unit* office = office_of(offices);
    if (const auto goal = goals_.find(office->id); goal != goals_.end()) {
      auto file = load_goal(workspace_, access_, {goal->second.value, FormKind::department});
      if (!file) return pass(file);
      row.file = std::move(*file);
    }
    row.office = office->id;
    row.office_name = office->name;
    const Subject subject{office->region, office->id, {}, {}};
    row.may_create = !row.file && access_.may("department_goal", law::Action::create, subject);
    if (auto counted = complete(row); !counted) return pass(counted);
    return row;
  }

  Result<void> complete(DepartmentGoalRow& row) {
    if (row.file) {
      const auto last = last_year_of(workspace_.store(), *row.file);
      if (!last) return pass(last);
      const auto report = lint_goal(workspace_, access_, *row.file, row.file->form, *last);
      if (!report) return pass(report);
      row.found = count_findings(*report);
      for (const auto& project : row.file->projects)
        row.projects = add(row.projects, project.total).value_or(row.projects);
      return {};
    }
    const auto projects =
        department_projects(workspace_.store(), access_.viewer().place, row.department_code, year_);
    if (!projects) return pass(projects);
    for (const auto& project : *projects)
      row.projects = add(row.projects, project.total).value_or(row.projects);
    return {};
  }

  static void count(const DepartmentGoalRow& row, DepartmentCoverage& coverage) {
    ++coverage.owed;
    if (!row.file) return;
    ++coverage.begun;
    const auto& state = row.file->state().record_state;
    if (row.file->was_approved()) ++coverage.approved;
    if (state != "draft" || row.file->was_approved()) ++coverage.submitted;
  }

  Workspace& workspace_;
  const Access& access_;
  FiscalYear year_;
  std::vector<Unit> units_;
  std::map<std::string, const Unit*> departments_;
  std::map<std::string, std::vector<const Unit*>> offices_;  ///< by department, by code
  std::map<UnitId, DepartmentGoalId> goals_;
  std::optional<std::vector<std::string>> codes_;
};

}  // namespace

Result<std::vector<DepartmentHead>> list_department_heads(Workspace& workspace, const Access& access,
                                                          FiscalYear year) {
  return DepartmentListing(workspace, access, year).heads();
}

Result<DepartmentGoalList> list_department_goals(Workspace& workspace, const Access& access, FiscalYear year,
                                                 std::string_view words, std::string_view state) {
  return DepartmentListing(workspace, access, year).run(words, state);
}

}  // namespace jiheng::app
