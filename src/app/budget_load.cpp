#include <algorithm>
#include <set>
#include <tuple>

#include "app/budget.h"
#include "model/goal_version.h"
#include "model/work_case.h"

namespace jiheng::app {
namespace {

/// Above this many projects the year is read as a whole.
constexpr std::size_t kMostProjectsAsked = 400;

/// The sum, as long as it fits; stored amounts were checked when they were written.
Money plus(Money a, Money b) { return add(a, b).value_or(a); }

/// Reads the parts of the money of several projects.
class MoneyReader {
 public:
  MoneyReader(store::Store& store, Region region, FiscalYear year)
      : store_(store), region_(region), year_(year) {}

  Result<std::map<ProjectId, ProjectMoney>> read(std::span<const ProjectId> projects) {
    for (const auto id : projects) ids_.insert(id.value);
    auto query = about("id", false);
    auto done = store_.scan(record_of<Project>(), query, [&](std::span<const Value> row) {
      auto project = from_row<Project>(row);
      const auto id = project.id;
      if (!ids_.contains(id.value)) return;
      auto& money = all_[id];
      money.project = std::move(project);
      money.year = year_;
    });
    const auto step = [&](auto&& read) {
      if (done) done = read();
    };
    step(
        [&] { return each<BudgetLine>([](ProjectMoney& m, BudgetLine x) { m.lines.push_back(x); }); });
    step([&] {
      return each<BudgetChange>([](ProjectMoney& m, BudgetChange x) { m.changes.push_back(std::move(x)); });
    });
    step([&] {
      return each<Release>([](ProjectMoney& m, Release x) { m.releases.push_back(std::move(x)); });
    });
    step([&] { return each<Goal>([](ProjectMoney& m, Goal x) { m.goal = std::move(x); }); });
    step([&] { return conclusions(); });
    step([&] { return goal_amounts(); });
    if (!done) return pass(done);
    for (auto& [id, money] : all_) sort(money);
    return std::move(all_);
  }

 private:
  store::Query about(std::string field, bool of_year) const {
    store::Query query;
    query.region = region_;
    if (of_year) query.where.push_back({"year", {Value{std::int64_t{year_.value()}}}});
    if (ids_.size() <= kMostProjectsAsked)
      query.where.push_back({std::move(field), {ids_.begin(), ids_.end()}});
    return query;
  }

  template <class T>
  Result<void> each(void (*take)(ProjectMoney&, T)) {
    return store_.scan(record_of<T>(), about("project_id", true), [&](std::span<const Value> row) {
      auto record = from_row<T>(row);
      const auto at = all_.find(record.project_id);
      if (at != all_.end()) take(at->second, std::move(record));
    });
  }

  /// Of several assessments of a project the newest decides.
  Result<void> conclusions() {
    std::map<ProjectId, Assessment> newest;
    const auto done =
        store_.scan(record_of<Assessment>(), about("project_id", false), [&](std::span<const Value> row) {
          auto record = from_row<Assessment>(row);
          if (!record.project_id || !all_.contains(*record.project_id)) return;
          auto& best = newest[*record.project_id];
          if (!best.id || std::tie(best.year, best.assessed_on, best.id) <
                              std::tie(record.year, record.assessed_on, record.id))
            best = std::move(record);
        });
    for (const auto& [id, assessment] : newest) all_[id].conclusion = assessment.conclusion;
    return done;
  }

  /// What the goals ask for: of one whose adjustment was sent in, its new form says it.
  Result<void> goal_amounts() {
    std::map<std::int64_t, ProjectMoney*> kept;
    for (auto& [id, money] : all_) {
      if (!money.goal) continue;
      if (money.goal->declared) {
        GoalForm form;
        read_money_json(*money.goal->declared, form);
        money.goal_amount = sums_of(form).total;
      }
      if (money.goal->version) kept[money.goal->id.value] = &money;
    }
    std::map<std::int64_t, Money> adjusting;
    store::Query query = goals_query("goal_id", kept);
    query.where.push_back({"kind", {Value{std::string(enum_code(GoalVersionKind::adjusting))}}});
    if (kept.empty()) return {};
    const auto versions = store_.scan(record_of<GoalVersion>(), query, [&](std::span<const Value> row) {
      const auto version = from_row<GoalVersion>(row);
      const auto form = form_of_json(version.content);
      if (form) adjusting[version.goal_id.value] = sums_of(*form).total;
    });
    if (!versions || adjusting.empty()) return versions;
    query = goals_query("record_id", kept);
    query.where.push_back({"record", {Value{std::string("goal")}}});
    return store_.scan(record_of<WorkCase>(), query, [&](std::span<const Value> row) {
      const auto found = from_row<WorkCase>(row);
      const auto amount = adjusting.find(found.record_id.value);
      if (amount == adjusting.end() || found.state == "adjusting" || found.state == "returned") return;
      auto& money = *kept.at(found.record_id.value);
      money.goal_under_way = true;
      money.goal_amount = amount->second;
    });
  }

  store::Query goals_query(std::string field, const std::map<std::int64_t, ProjectMoney*>& goals) const {
    store::Query query;
    query.region = region_;
    query.where.push_back({std::move(field), {}});
    for (const auto& [id, money] : goals) query.where.back().values.emplace_back(id);
    return query;
  }

  static void sort(ProjectMoney& money) {
    std::ranges::sort(money.lines, {},
                      [](const BudgetLine& line) { return std::pair(line.fund_type, line.fund_tag); });
    std::ranges::sort(money.changes, {}, [](const BudgetChange& change) {
      return std::tuple(change.changed_on, change.kind, change.id);
    });
    std::ranges::sort(money.releases, {},
                      [](const Release& release) { return std::pair(release.released_on, release.id); });
  }

  store::Store& store_;
  Region region_;
  FiscalYear year_;
  std::set<std::int64_t> ids_;
  std::map<ProjectId, ProjectMoney> all_;
};

}  // namespace

Money ProjectMoney::adjusted() const {
  Money total;
  for (const auto& line : lines) total = plus(total, line.adjusted);
  return total;
}

Money ProjectMoney::released(FundType type, FundTag tag) const {
  Money total;
  for (const auto& release : releases) {
    if (release.fund_type == type && release.fund_tag == tag) total = plus(total, release.amount);
  }
  return total;
}

const BudgetLine* ProjectMoney::line(FundType type, FundTag tag) const {
  const auto found = std::ranges::find_if(
      lines, [&](const BudgetLine& line) { return line.fund_type == type && line.fund_tag == tag; });
  return found == lines.end() ? nullptr : &*found;
}

Result<std::map<ProjectId, ProjectMoney>> load_money(store::Store& store, Region region,
                                                     std::span<const ProjectId> projects, FiscalYear year) {
  return MoneyReader(store, region, year).read(projects);
}

Result<ProjectMoney> project_money(Workspace& workspace, const Access& access, ProjectId project,
                                   FiscalYear year) {
  const auto row = access.find(workspace.store(), record_of<Project>(), law::Action::read, project.value);
  if (!row) return pass(row);
  const auto found = from_row<Project>(*row);
  auto all = load_money(workspace.store(), found.region, std::array{project}, year);
  if (!all) return pass(all);
  return std::move(all->at(project));
}

}  // namespace jiheng::app
