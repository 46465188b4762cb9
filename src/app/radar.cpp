#include "app/radar.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/department_goal_list.h"
#include "app/goal_file.h"
#include "app/unit_tree.h"
#include "base/text.h"
#include "law/parameter.h"
#include "model/department_goal_indicator.h"
#include "model/monitoring.h"

namespace jiheng::app {
namespace {

constexpr int kCopied = 98;

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// Whether a year (20xx) stands at `i`: which year it is, is no difference to a copier.
bool is_year(const std::u32string& text, std::size_t i) {
  if (i + 4 > text.size() || text[i] != U'2' || text[i + 1] != U'0') return false;
  if (!is_digit(text[i + 2]) || !is_digit(text[i + 3])) return false;
  return (i == 0 || !is_digit(text[i - 1])) && (i + 4 == text.size() || !is_digit(text[i + 4]));
}

/// Pairs of neighbouring characters with how often each is there.
std::map<std::pair<char32_t, char32_t>, int> character_pairs(std::string_view text, int& count) {
  std::map<std::pair<char32_t, char32_t>, int> pairs;
  const auto points = to_code_points(text);
  char32_t before = 0;
  count = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_year(points, i)) i += 4;
    if (i >= points.size()) break;
    const char32_t c = points[i];
    if (c <= U' ' || c == U'\u3000') continue;
    if (before != 0) {
      ++pairs[{before, c}];
      ++count;
    }
    before = c;
  }
  return pairs;
}

/// What a goal says, for comparing: its text and rows.
template <class Row>
std::string whole_text(std::string_view goal, const std::vector<Row>& rows) {
  std::string text(goal);
  for (const auto& row : rows) text += fmt::format("|{}{}{}", row.name, row.target, row.unit.value_or(""));
  return text;
}

/// What both kinds of goals tell the radar.
struct Watched {
  RadarEntry entry;
  Region region;
  FiscalYear year;
  bool untouched = false;
  std::optional<std::int64_t> started_ms;
  std::string text;
  std::optional<std::string> last_text;  ///< of last year; empty: there was none
};

template <class T>
std::string owner_of(const T& goal) {
  return goal.edited_by ? std::string(plain_name(*goal.edited_by)) : goal.leader.value_or("");
}

class RadarRun {
 public:
  RadarRun(Workspace& workspace, const Access& access) : workspace_(workspace), access_(access) {}

  Result<OwnerRadar> run() {
    if (auto read = read_all(); !read) return pass(read);
    for (const auto& goal : goals_) look_at(goal);
    if (auto looked = look_at_departments(); !looked) return pass(looked);
    return std::move(radar_);
  }

 private:
  using ByProject = std::map<std::int64_t, std::vector<Indicator>>;

  template <class T>
  Result<std::vector<T>> of_year(int year) {
    store::Query query;
    query.region = access_.viewer().place;
    query.where.push_back({"year", {Value{std::int64_t{year}}}});
    return store::load<T>(workspace_.store(), query);
  }

  Result<void> read_rows(int year, ByProject& rows) {
    auto all = of_year<Indicator>(year);
    if (!all) return pass(all);
    std::ranges::sort(*all, {}, &Indicator::seq);
    for (auto& row : *all) rows[row.project_id.value].push_back(std::move(row));
    return {};
  }

  Result<void> read_all() {
    const int year = access_.viewer().year.value();
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{year}}}});
    const auto narrowed = access_.narrow(record_of<Goal>(), law::Action::list, std::move(query));
    if (!narrowed) return pass(narrowed);
    auto goals = store::load<Goal>(workspace_.store(), *narrowed);
    if (!goals) return pass(goals);
    goals_ = std::move(*goals);
    const auto before = of_year<Goal>(year - 1);
    if (!before) return pass(before);
    for (const auto& goal : *before) last_goals_.emplace(goal.project_id.value, goal);
    if (auto read = read_rows(year, rows_); !read) return read;
    if (auto read = read_rows(year - 1, last_rows_); !read) return read;
    if (auto read = read_forms(year); !read) return read;
    store::Query place;
    place.region = access_.viewer().place;
    const auto projects = store::load<Project>(workspace_.store(), place);
    if (!projects) return pass(projects);
    for (const auto& project : *projects) projects_.emplace(project.id.value, project);
    auto tree = UnitTree::load(workspace_.store(), access_.viewer().place);
    if (!tree) return pass(tree);
    tree_ = std::move(*tree);
    return {};
  }

  /// The monitoring forms that are due, in their order. Of a year that has none due yet, those of the year
  /// before: they show how the owners live with their forms now.
  Result<void> read_forms(int year) {
    const auto today = beijing_date(workspace_.clock().now_ms());
    for (const int asked : {year, year - 1}) {
      auto forms = of_year<Monitoring>(asked);
      if (!forms) return pass(forms);
      std::erase_if(*forms, [&](const Monitoring& form) { return form.due_on > today; });
      if (forms->empty() && year >= today.year()) continue;
      std::ranges::sort(*forms, {}, &Monitoring::quarter);
      for (const auto& form : *forms) forms_[form.project_id.value].push_back(form);
      break;
    }
    return {};
  }

  void look_at(const Goal& goal) {
    Watched watched;
    watched.entry.goal_id = goal.id.value;
    if (const auto project = projects_.find(goal.project_id.value); project != projects_.end()) {
      watched.entry.project = project->second.name;
      if (const Unit* unit = tree_.find(project->second.unit_id))
        watched.entry.unit = tree_.name_in(*unit, goal.year);
    }
    watched.entry.owner = owner_of(goal);
    watched.region = goal.region;
    watched.year = goal.year;
    // A goal that has no declared money came in by an import: who touched it when is not known.
    watched.untouched = goal.declared.has_value() && !goal.started_ms;
    watched.started_ms = goal.started_ms;
    watched.text = whole_text(goal.text, rows_[goal.project_id.value]);
    if (const auto before = last_goals_.find(goal.project_id.value); before != last_goals_.end())
      watched.last_text = whole_text(before->second.text, last_rows_[goal.project_id.value]);
    look_at(watched);
    look_at_periods(goal, watched.entry);
  }

  void look_at(const Watched& watched) {
    if (watched.untouched) tell(radar_.never_updated, watched.entry, "建立以后没有填过一个字");
    look_at_last_day(watched);
    if (!watched.last_text) return;
    const int alike = likeness(watched.text, *watched.last_text);
    if (alike >= kCopied)
      tell(radar_.copied_from_last_year, watched.entry, fmt::format("与上年相似 {}%", alike));
  }

  static void tell(std::vector<RadarEntry>& list, RadarEntry entry, std::string why) {
    entry.why = std::move(why);
    list.push_back(std::move(entry));
  }

  void look_at_last_day(const Watched& watched) {
    if (!watched.started_ms) return;
    const auto started = beijing_date(*watched.started_ms);
    const auto text = law::text_parameter(workspace_.book(), "goal.declaration-due", watched.region, started);
    const auto due = text ? Date::parse(fmt::format("{}-{}", watched.year.value() - 1, *text))
                          : Result<Date>(fail(ErrorCode::not_found, ""));
    if (due && started == *due)
      tell(radar_.last_day_filled, watched.entry,
           fmt::format("{} 才开始填，期限是 {}", started.to_text(), due->to_text()));
  }

  /// The departments, those that have not begun first of all.
  Result<void> look_at_departments() {
    const auto year = access_.viewer().year;
    const auto heads = list_department_heads(workspace_, access_, year);
    if (!heads) return pass(heads);
    const auto goals = of_year<DepartmentGoal>(year.value());
    if (!goals) return pass(goals);
    const auto before = of_year<DepartmentGoal>(year.value() - 1);
    if (!before) return pass(before);
    auto rows = department_rows(year.value());
    if (!rows) return pass(rows);
    auto last_rows = department_rows(year.value() - 1);
    if (!last_rows) return pass(last_rows);
    for (const auto& head : *heads) {
      Watched watched;
      watched.entry = {FormKind::department,
                       head.goal.value,
                       head.office_name,
                       fmt::format("{}部门整体支出", head.name),
                       {},
                       {}};
      const auto goal = std::ranges::find(*goals, head.goal, &DepartmentGoal::id);
      if (goal == goals->end()) {
        tell(radar_.not_begun, watched.entry, fmt::format("还没有建立 {} 年的申报表", year.value()));
        continue;
      }
      watched.entry.owner = owner_of(*goal);
      watched.region = goal->region;
      watched.year = goal->year;
      watched.untouched = goal->state == GoalState::draft && !goal->started_ms;
      watched.started_ms = goal->started_ms;
      watched.text = whole_text(goal->text, (*rows)[goal->unit_id.value]);
      const auto last = std::ranges::find(*before, goal->unit_id, &DepartmentGoal::unit_id);
      if (last != before->end())
        watched.last_text = whole_text(last->text, (*last_rows)[last->unit_id.value]);
      look_at(watched);
    }
    return {};
  }

  Result<std::map<std::int64_t, std::vector<DepartmentGoalIndicator>>> department_rows(int year) {
    auto all = of_year<DepartmentGoalIndicator>(year);
    if (!all) return pass(all);
    std::ranges::sort(*all, {}, &DepartmentGoalIndicator::seq);
    std::map<std::int64_t, std::vector<DepartmentGoalIndicator>> rows;
    for (auto& row : *all) rows[row.unit_id.value].push_back(std::move(row));
    return rows;
  }

  void look_at_periods(const Goal& goal, const RadarEntry& entry) {
    const auto found = forms_.find(goal.project_id.value);
    if (found == forms_.end() || found->second.size() < 2) return;
    const auto& forms = found->second;
    const auto& last = forms.back();
    const auto& before = forms[forms.size() - 2];
    const auto periods =
        fmt::format("{} 年第 {}、{} 季度", last.year.value(), before.quarter.value(), last.quarter.value());
    if (!last.submitted_on && !before.submitted_on)
      tell(radar_.untouched_two_periods, entry, periods + "的监控表都没有报");
    else if (last.submitted_on && last.executed == before.executed &&
             last.goal_progress == before.goal_progress)
      tell(radar_.untouched_two_periods, entry, periods + "的监控表一个数也没有变");
    if (std::ranges::all_of(forms, [](const Monitoring& form) { return form.submitted_on == form.due_on; }))
      tell(radar_.last_day_filled, entry,
           fmt::format("{} 年已到期的 {} 期监控表，都在到期当天才报", last.year.value(), forms.size()));
  }

  Workspace& workspace_;
  const Access& access_;
  OwnerRadar radar_;
  std::vector<Goal> goals_;
  std::map<std::int64_t, Goal> last_goals_;
  ByProject rows_;
  ByProject last_rows_;
  std::map<std::int64_t, std::vector<Monitoring>> forms_;
  std::map<std::int64_t, Project> projects_;
  UnitTree tree_;
};

}  // namespace

int likeness(std::string_view a, std::string_view b) {
  int count_a = 0;
  int count_b = 0;
  const auto pairs_a = character_pairs(a, count_a);
  const auto pairs_b = character_pairs(b, count_b);
  if (count_a + count_b == 0) return 0;
  int shared = 0;
  for (const auto& [pair, times] : pairs_a) {
    if (const auto found = pairs_b.find(pair); found != pairs_b.end())
      shared += std::min(times, found->second);
  }
  return 200 * shared / (count_a + count_b);
}

Result<OwnerRadar> owner_radar(Workspace& workspace, const Access& access) {
  return RadarRun(workspace, access).run();
}

}  // namespace jiheng::app
