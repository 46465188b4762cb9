#include "app/library_statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "engine/score_value.h"
#include "law/form.h"
#include "law/parameter.h"
#include "model/project.h"
#include "store/store.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kHundred = 100;
constexpr std::string_view kAdvice = "library.advice";

bool wants_less(Operator op) { return op == Operator::at_most || op == Operator::less_than; }

Attained band_of_completion(const Ratio& completion) {
  constexpr std::int64_t kWhole = 1'000'000;
  const std::int64_t ppm = completion.to_ppm();
  if (ppm * 10 > kWhole * 13) return Attained::above_130;
  if (ppm >= kWhole) return Attained::reached;
  if (ppm * 10 >= kWhole * 8) return Attained::from_80;
  return ppm * 10 >= kWhole * 6 ? Attained::from_60 : Attained::below_60;
}

/// Numbers: how much of the target was done; a target of 0 is met or missed.
Attained attained_number(const Decimal& target, const Decimal& actual, bool less) {
  const bool both_zero = target.units == 0 && actual.units == 0;
  if (both_zero || (less && actual.units <= 0)) return Attained::reached;
  if (target.units <= 0) return less ? Attained::missed : Attained::reached;
  const auto done = less ? Ratio::of(target, actual) : Ratio::of(actual, target);
  return done ? band_of_completion(*done) : Attained::not_measurable;
}

/// The lines beyond which an entry is remarked on.
struct AdviceLines {
  std::int64_t least_uses = 0;
  std::int64_t least_projects = 0;
  std::int64_t always_full = 0;
  std::int64_t easy_target = 0;
  std::int64_t hard_to_fill = 0;
};

Result<AdviceLines> advice_lines(const law::Book& book, Region place, Date as_of) {
  AdviceLines lines;
  const std::pair<std::string_view, std::int64_t AdviceLines::*> kKeys[] = {
      {"least_uses", &AdviceLines::least_uses},
      {"least_projects", &AdviceLines::least_projects},
      {"always_full", &AdviceLines::always_full},
      {"easy_target", &AdviceLines::easy_target},
      {"hard_to_fill", &AdviceLines::hard_to_fill}};
  for (const auto& [key, member] : kKeys) {
    const auto value = law::integer_parameter(book, kAdvice, place, as_of, key);
    if (!value) return pass(value);
    lines.*member = *value;
  }
  return lines;
}

/// Counts of one name while rows come in.
struct UseCount {
  IndicatorUse use;
  std::map<std::string, std::int64_t> spellings;
  std::set<std::int64_t> projects;
  std::set<int> years;
};

using Counts = std::unordered_map<std::string, UseCount>;

void count_row(const Indicator& row, Counts& counts) {
  UseCount& count = counts[law::bare_label(row.name)];
  ++count.use.uses;
  ++count.spellings[row.name];
  count.projects.insert(row.project_id.value);
  count.years.insert(row.year.value());
  if (row.claimed) {
    ++count.use.claimed;
    if (*row.claimed >= row.weight) ++count.use.full;
  }
  ++count.use.attained[static_cast<std::size_t>(attained(row))];
}

Result<Counts> count_uses(store::Store& store, const store::Query& query, std::int64_t& rows) {
  Counts counts;
  const auto done = store.scan(record_of<Indicator>(), query, [&](std::span<const Value> row) {
    ++rows;
    count_row(from_row<Indicator>(row), counts);
  });
  if (!done) return pass(done);
  for (auto& [key, count] : counts) {
    count.use.projects = static_cast<std::int64_t>(count.projects.size());
    count.use.years = static_cast<std::int64_t>(count.years.size());
    count.use.name =
        std::ranges::max_element(count.spellings, {}, [](const auto& s) { return s.second; })->first;
  }
  return counts;
}

/// Projects by 行业.
Result<std::map<std::string, std::int64_t>> projects_by_sector(store::Store& store,
                                                               const store::Query& query) {
  std::map<std::string, std::int64_t> projects;
  const auto at = record_of<Project>().index_of("sector");
  const auto done = store.scan(record_of<Project>(), query, [&](std::span<const Value> row) {
    if (const auto* sector = std::get_if<std::string>(&row[at])) ++projects[*sector];
  });
  if (!done) return pass(done);
  return projects;
}

void advise_used(IndicatorUse& use, const AdviceLines& lines) {
  if (use.uses < lines.least_uses) return;
  const auto at = [&](Attained band) { return use.attained[static_cast<std::size_t>(band)]; };
  const auto share = [](std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : part * kHundred / whole;
  };
  if (use.claimed >= lines.least_uses && share(use.full, use.claimed) >= lines.always_full)
    use.advice.push_back(
        {LibraryAdvice::Kind::refine,
         fmt::format("{} 次填报得分里 {} 次满分（{}%），分不出好坏：提高指标值，或换成更能区分的指标",
                     use.claimed, use.full, share(use.full, use.claimed))});
  const std::int64_t filled = use.uses - at(Attained::not_filled);
  if (filled >= lines.least_uses && share(at(Attained::above_130), filled) >= lines.easy_target)
    use.advice.push_back({LibraryAdvice::Kind::refine,
                          fmt::format("{} 次完成里 {} 次超过目标的 130%（{}%），常见指标值定低了", filled,
                                      at(Attained::above_130), share(at(Attained::above_130), filled))});
  const std::int64_t hard = at(Attained::not_filled) + at(Attained::not_measurable);
  if (share(hard, use.uses) >= lines.hard_to_fill)
    use.advice.push_back(
        {LibraryAdvice::Kind::refine,
         fmt::format("{} 次里 {} 次没有填或填的不能衡量（{}%），写清取数办法，或换成取得到数的指标", use.uses,
                     hard, share(hard, use.uses))});
}

void advise_unused(IndicatorUse& use, const law::LibrarySet& set,
                   const std::map<std::string, std::int64_t>& projects, const AdviceLines& lines) {
  std::int64_t of_sector = 0;
  for (const auto& [sector, count] : projects) {
    if (engine::serves_sector(set, sector)) of_sector += count;
  }
  if (set.common || use.uses > 0 || of_sector < lines.least_projects) return;
  use.advice.push_back(
      {LibraryAdvice::Kind::retire,
       fmt::format("本地这一行业有 {} 个项目，没有一个用过它：改成本地的说法，或停用", of_sector)});
}

}  // namespace

Attained attained(const Indicator& indicator) {
  using law::TargetKind;
  if (!indicator.actual || trim(*indicator.actual).empty()) return Attained::not_filled;
  const auto target = engine::read_value(indicator.target, indicator.year);
  const auto actual = engine::read_value(*indicator.actual, indicator.year);
  if (target.kind == TargetKind::number && actual.kind == TargetKind::number) {
    if (!engine::comparable_units(target.unit, actual.unit)) return Attained::not_measurable;
    return attained_number(target.number, actual.number, wants_less(indicator.op));
  }
  if (target.kind == TargetKind::date && actual.kind == TargetKind::date)
    return actual.from <= target.to ? Attained::reached : Attained::missed;
  return Attained::not_measurable;
}

StatisticsScope StatisticsScope::all_of(Region place) {
  StatisticsScope scope;
  scope.place = place;
  scope.indicators.region = place;
  scope.projects.region = place;
  return scope;
}

Result<LibraryStatistics> library_statistics(Workspace& workspace, const engine::LibraryIndex& index,
                                             const StatisticsScope& scope, Date as_of) {
  const auto lines = advice_lines(workspace.book(), scope.place, as_of);
  if (!lines) return pass(lines);
  LibraryStatistics statistics;
  statistics.place = scope.place;
  auto counts = count_uses(workspace.store(), scope.indicators, statistics.rows);
  if (!counts) return pass(counts);
  const auto projects = projects_by_sector(workspace.store(), scope.projects);
  if (!projects) return pass(projects);
  std::set<std::string> known;
  for (std::size_t i = 0; i < index.library().entries.size(); ++i) {
    const auto& entry = index.entry(i);
    const std::string key = law::bare_label(entry.name);
    const auto found = counts->find(key);
    IndicatorUse use = found == counts->end() ? IndicatorUse{} : found->second.use;
    use.name = entry.name;
    use.code = entry.code;
    use.sector = index.set_of(i).sector;
    advise_used(use, *lines);
    advise_unused(use, index.set_of(i), *projects, *lines);
    if (found != counts->end() && known.insert(key).second) statistics.from_library += use.uses;
    statistics.entries.push_back(std::move(use));
  }
  for (auto& [key, count] : *counts) {
    if (!known.contains(key)) statistics.others.push_back(std::move(count.use));
  }
  std::ranges::sort(statistics.others, [](const IndicatorUse& a, const IndicatorUse& b) {
    return a.uses != b.uses ? a.uses > b.uses : a.name < b.name;
  });
  return statistics;
}

Result<std::vector<engine::KnownProject>> known_projects(store::Store& store, bool with_class) {
  auto projects = store::load<Project>(store);
  if (!projects) return pass(projects);
  std::vector<engine::KnownProject> known;
  for (const auto& project : *projects) {
    engine::KnownProject one;
    one.brief.name = project.name;
    if (with_class) one.brief.function_class = project.function_class;
    one.sectors.push_back(project.sector);
    if (project.category == Category::personnel) one.sectors.emplace_back("人员经费");
    if (project.category == Category::public_expense) one.sectors.emplace_back("公用经费");
    known.push_back(std::move(one));
  }
  return known;
}

void write_use(JsonWriter& json, const IndicatorUse& use) {
  json.begin_object().member("code", use.code).member("name", use.name).member("sector", use.sector);
  json.member("uses", use.uses).member("projects", use.projects).member("years", use.years);
  json.member("claimed", use.claimed).member("full", use.full).key("attained").begin_list();
  for (const auto& row : kAttainedTable) {
    json.begin_object().member("code", row.code).member("label", row.label);
    json.member("rows", use.attained[static_cast<std::size_t>(row.value)]).end_object();
  }
  json.end_list().key("advice").begin_list();
  for (const auto& advice : use.advice) {
    json.begin_object()
        .member("kind", advice.kind == LibraryAdvice::Kind::retire ? "retire" : "refine")
        .member("reason", advice.reason)
        .end_object();
  }
  json.end_list().end_object();
}

}  // namespace jiheng::app
