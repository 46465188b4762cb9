#include "app/rescore.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "engine/monitor.h"
#include "engine/score.h"
#include "engine/stored_form.h"
#include "law/scheme.h"
#include "model/budget_line.h"
#include "model/indicator.h"
#include "model/monitoring.h"
#include "model/self_evaluation.h"

namespace jiheng::app {
namespace {

/// One project in one year: what a form is about.
struct ProjectYear {
  Region region;
  ProjectId project;
  FiscalYear year;
  friend auto operator<=>(const ProjectYear&, const ProjectYear&) = default;
};

template <class T>
ProjectYear project_year(const T& record) {
  return {record.region, record.project_id, record.year};
}

/// What tells rows of one project and year apart, besides their ids.
auto part_key(const BudgetLine& line) { return std::pair(line.fund_type, line.fund_tag); }
auto part_key(const Indicator& row) { return row.seq; }
auto part_key(const Monitoring& row) { return row.quarter; }
auto part_key(const SelfEvaluation&) { return 0; }

constexpr std::size_t kStored = static_cast<std::size_t>(-1);

/// A record as it will be after the write, and the put it comes from.
template <class T>
struct Coming {
  T record;
  std::size_t put = kStored;
};

template <class T>
using ByProject = std::map<ProjectYear, std::vector<Coming<T>>>;

using Wanted = std::set<ProjectYear>;

/// Above this many projects a scan of the region is cheaper than asking for each.
constexpr std::size_t kAskedProjects = 400;

template <class T>
Result<void> load_region(store::Store& store, Region region, const Wanted& wanted, ByProject<T>& rows) {
  std::set<std::int64_t> projects;
  std::set<std::int64_t> years;
  for (const auto& key : wanted) {
    if (key.region != region) continue;
    projects.insert(key.project.value);
    years.insert(key.year.value());
  }
  store::Query query;
  query.region = region;
  query.where.push_back({"year", {years.begin(), years.end()}});
  if (projects.size() <= kAskedProjects)
    query.where.push_back({"project_id", {projects.begin(), projects.end()}});
  return store.scan(record_of<T>(), query, [&](std::span<const Value> values) {
    auto record = from_row<T>(values);
    const auto key = project_year(record);
    if (wanted.contains(key)) rows[key].push_back({std::move(record), kStored});
  });
}

/// The rows of the wanted projects as they will be: stored ones, and over them those of `puts`.
template <class T>
Result<ByProject<T>> coming_rows(store::Store& store, const Wanted& wanted,
                                 const std::vector<store::Put>& puts) {
  ByProject<T> rows;
  std::set<Region> regions;
  for (const auto& key : wanted) regions.insert(key.region);
  for (const auto region : regions) {
    if (const auto done = load_region<T>(store, region, wanted, rows); !done) return pass(done);
  }
  for (std::size_t i = 0; i < puts.size(); ++i) {
    if (puts[i].record != &record_of<T>()) continue;
    auto record = from_row<T>(puts[i].row);
    const auto key = project_year(record);
    if (!wanted.contains(key)) continue;
    auto& list = rows[key];
    if (puts[i].kind == store::Put::Kind::erase) {
      std::erase_if(list, [&](const Coming<T>& other) { return other.record.id == record.id; });
      continue;
    }
    const auto same = std::ranges::find_if(list, [&](const Coming<T>& other) {
      return record.id ? other.record.id == record.id : part_key(other.record) == part_key(record);
    });
    if (same == list.end()) {
      list.push_back({std::move(record), i});
    } else {
      if (!record.id) record.id = same->record.id;
      *same = {std::move(record), i};
    }
  }
  return rows;
}

template <class T>
void collect_keys(const std::vector<store::Put>& puts, Wanted& wanted) {
  for (const auto& put : puts) {
    if (put.record == &record_of<T>()) wanted.insert(project_year(from_row<T>(put.row)));
  }
}

template <class T>
std::vector<T> records_at(const ByProject<T>& rows, const ProjectYear& key) {
  std::vector<T> records;
  const auto at = rows.find(key);
  if (at == rows.end()) return records;
  for (const auto& coming : at->second) records.push_back(coming.record);
  return records;
}

/// Puts back what was computed: into the put the record came from, or as a further put when it was stored
/// otherwise.
template <class T>
void hand_over(const T& computed, const Coming<T>& coming, std::vector<store::Put>& puts) {
  if (coming.put != kStored) {
    const auto id = puts[coming.put].row[1];
    puts[coming.put].row = to_row(computed);
    puts[coming.put].row[1] = id;  // a put may leave it to the store to find the row
  } else if (!(computed == coming.record)) {
    puts.push_back(store::put_of(computed));
  }
}

/// 全年预算数 of all lines together; empty without lines, or when the sum does not fit.
std::optional<Money> adjusted_total(const std::vector<BudgetLine>& lines) {
  if (lines.empty()) return std::nullopt;
  std::vector<Money> amounts;
  for (const auto& line : lines) amounts.push_back(line.adjusted);
  const auto total = sum(amounts);
  return total ? std::optional(*total) : std::nullopt;
}

/// The rules in force, each looked up once.
class RuleCache {
 public:
  explicit RuleCache(const law::Book& book) : book_(book) {}

  const engine::MonitorPolicy* monitoring(Region region, FiscalYear year, Quarter quarter) {
    const auto [at, fresh] = policies_.try_emplace({region, year, quarter});
    if (fresh) {
      auto policy = engine::monitor_policy(book_, region, year, quarter);
      if (policy) at->second = std::move(*policy);
    }
    return at->second ? &*at->second : nullptr;
  }

  /// The schemes of a year are those in force on its last day: past years compute with past law.
  const law::SchemeSet* schemes(Region region, FiscalYear year) {
    const auto [at, fresh] = schemes_.try_emplace({region, year});
    if (fresh) {
      auto set = law::SchemeSet::load(book_, region, year.last_day());
      if (set) at->second = std::move(*set);
    }
    return at->second ? &*at->second : nullptr;
  }

 private:
  const law::Book& book_;
  std::map<std::tuple<Region, FiscalYear, Quarter>, std::optional<engine::MonitorPolicy>> policies_;
  std::map<std::pair<Region, FiscalYear>, std::optional<law::SchemeSet>> schemes_;
};

Monitoring with_lights(Monitoring row, const std::vector<BudgetLine>& lines, RuleCache& rules) {
  row.money_light = row.goal_light = row.alert = std::nullopt;
  const auto* policy = rules.monitoring(row.region, row.year, row.quarter);
  if (policy == nullptr) return row;  // no rule in force: no lights
  const auto judged =
      engine::judge_quarter({row.executed, adjusted_total(lines), row.goal_progress}, *policy);
  row.money_light = judged.money.light;
  row.goal_light = judged.goal.light;
  row.alert = judged.alert;
  return row;
}

SelfEvaluation with_score(SelfEvaluation row, const std::vector<BudgetLine>& lines,
                          const std::vector<Indicator>& indicators, RuleCache& rules) {
  row.computed_total = std::nullopt;
  row.grade = std::nullopt;
  row.scheme = std::nullopt;
  const auto* schemes = rules.schemes(row.region, row.year);
  if (schemes == nullptr) return row;
  Project project;  // names do not count in a score
  project.region = row.region;
  project.id = row.project_id;
  const auto form = engine::stored_form(project, row.year, lines, indicators, &row, nullptr, {}, {});
  const auto choice = schemes->choose(form);
  if (!choice) return row;
  const auto scored = engine::score(form, *choice->scheme, row.year.last_day());
  row.computed_total = scored.total;
  row.grade = scored.grade;
  row.scheme = choice->scheme->id;
  return row;
}

}  // namespace

Result<std::vector<store::Put>> rescore(store::Store& store, const law::Book& book,
                                        std::vector<store::Put> puts) {
  Wanted lit;     // whose quarters may change
  Wanted scored;  // whose self-evaluation may change
  collect_keys<BudgetLine>(puts, lit);
  scored = lit;
  collect_keys<Monitoring>(puts, lit);
  collect_keys<Indicator>(puts, scored);
  collect_keys<SelfEvaluation>(puts, scored);
  if (lit.empty() && scored.empty()) return puts;

  const auto quarters = coming_rows<Monitoring>(store, lit, puts);
  if (!quarters) return pass(quarters);
  const auto evaluations = coming_rows<SelfEvaluation>(store, scored, puts);
  if (!evaluations) return pass(evaluations);
  Wanted with_evaluation;
  for (const auto& [key, rows] : *evaluations) with_evaluation.insert(key);
  Wanted with_money = with_evaluation;
  for (const auto& [key, rows] : *quarters) with_money.insert(key);
  const auto lines = coming_rows<BudgetLine>(store, with_money, puts);
  if (!lines) return pass(lines);
  const auto indicators = coming_rows<Indicator>(store, with_evaluation, puts);
  if (!indicators) return pass(indicators);

  RuleCache rules(book);
  for (const auto& [key, rows] : *quarters) {
    const auto money = records_at(*lines, key);
    for (const auto& coming : rows) hand_over(with_lights(coming.record, money, rules), coming, puts);
  }
  for (const auto& [key, rows] : *evaluations) {
    const auto money = records_at(*lines, key);
    const auto form = records_at(*indicators, key);
    for (const auto& coming : rows) hand_over(with_score(coming.record, money, form, rules), coming, puts);
  }
  return puts;
}

}  // namespace jiheng::app
