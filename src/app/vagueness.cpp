#include "app/vagueness.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/desk.h"
#include "app/library_proposals.h"
#include "model/records.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostExamples = 3;

/// A project with its rows judged.
struct Judged {
  const Project* project = nullptr;
  const Unit* unit = nullptr;
  std::vector<VagueExample> rows;
  int index = 0;
};

std::string written_target(const Indicator& row) {
  const auto op = row.op == Operator::qualitative ? std::string_view() : enum_label(row.op);
  return fmt::format("{}{}{}", op, row.target, row.unit.value_or(""));
}

/// What a ranking is made of, read at once.
class Ranker {
 public:
  Ranker(Workspace& workspace, const Access& access, const VaguenessQuestion& question)
      : workspace_(workspace), access_(access), question_(question) {}

  Result<VaguenessRanking> run() {
    if (!access_.covers(question_.place))
      return fail(ErrorCode::refused, fmt::format("{} 不在你的地区之内", question_.place.to_text()));
    const auto day = beijing_date(workspace_.clock().now_ms());
    const auto county =
        workspace_.desk().county(workspace_.store(), workspace_.book(), question_.place, question_.year, day);
    if (!county) return pass(county);
    county_ = *county;
    ranking_.weights = county_->weights();
    if (const auto read = read_names(); !read) return pass(read);
    judge_projects();
    if (question_.by == VaguenessBy::entry) {
      if (const auto ranked = rank_entries(day); !ranked) return pass(ranked);
    } else if (question_.by == VaguenessBy::indicator) {
      rank_indicators();
    } else if (question_.by == VaguenessBy::project) {
      rank_projects();
    } else {
      rank_groups();
    }
    return finish();
  }

 private:
  Result<void> read_names() {
    store::Query query;
    query.region = question_.place;
    auto projects = store::load<Project>(workspace_.store(), query);
    if (!projects) return pass(projects);
    for (auto& one : *projects) projects_.emplace(one.id.value, std::move(one));
    auto units = store::load<Unit>(workspace_.store(), query);
    if (!units) return pass(units);
    for (auto& one : *units) {
      if (one.kind == UnitKind::department) departments_[one.code] = one.name;
      units_.emplace(one.id.value, std::move(one));
    }
    return {};
  }

  bool asked(const Project& project, const Unit& unit) const {
    if (!question_.unit.empty() && unit.code != question_.unit) return false;
    if (!question_.department.empty() && unit.department_code != question_.department) return false;
    return question_.sector.empty() || project.sector == question_.sector;
  }

  void judge_projects() {
    std::map<std::int64_t, std::vector<Indicator>> by_project;
    for (auto& row : county_->rows(county_->sees(access_, "figure", law::Action::read)))
      by_project[row.indicator.project_id.value].push_back(std::move(row.indicator));
    std::int64_t sum = 0;
    for (const auto& [id, rows] : by_project) {
      const auto project = projects_.find(id);
      if (project == projects_.end()) continue;
      const auto unit = units_.find(project->second.unit_id.value);
      if (unit == units_.end() || !asked(project->second, unit->second)) continue;
      auto vagueness = county_->vagueness(ProjectId{id}, rows);
      Judged judged{&project->second, &unit->second, {}, vagueness.index.value_or(0)};
      for (std::size_t i = 0; i < rows.size(); ++i)
        judged.rows.push_back(
            {rows[i].name, written_target(rows[i]), project->second.name, std::move(vagueness.rows[i])});
      sum += judged.index;
      judged_.push_back(std::move(judged));
    }
    ranking_.projects = static_cast<std::int64_t>(judged_.size());
    if (!judged_.empty()) ranking_.index = mean(sum, ranking_.projects);
  }

  static int mean(std::int64_t sum, std::int64_t count) {
    return static_cast<int>((2 * sum + count) / (2 * count));
  }

  bool is_vague(const VagueExample& row) const {
    return engine::vagueness_band(row.judged.parts.total, ranking_.weights) == "high";
  }

  void take_rows(VaguenessRow& into, const std::vector<VagueExample>& rows) const {
    into.indicators += static_cast<std::int64_t>(rows.size());
    into.vague += std::ranges::count_if(rows, [&](const VagueExample& row) { return is_vague(row); });
    into.examples.insert(into.examples.end(), rows.begin(), rows.end());
    keep_vaguest(into.examples);
  }

  static void keep_vaguest(std::vector<VagueExample>& rows) {
    std::ranges::stable_sort(rows, std::greater<>(),
                             [](const VagueExample& row) { return row.judged.parts.total; });
    if (rows.size() > kMostExamples) rows.resize(kMostExamples);
  }

  void rank_projects() {
    for (const auto& judged : judged_) {
      VaguenessRow row;
      row.id = std::to_string(judged.project->id.value);
      row.name = judged.project->name;
      row.unit_name = judged.unit->name;
      row.index = judged.index;
      row.projects = 1;
      take_rows(row, judged.rows);
      ranking_.rows.push_back(std::move(row));
    }
  }

  std::pair<std::string, std::string> group_of(const Judged& judged) const {
    if (question_.by == VaguenessBy::unit) return {judged.unit->code, judged.unit->name};
    if (question_.by == VaguenessBy::sector) return {judged.project->sector, judged.project->sector};
    const auto found = departments_.find(judged.unit->department_code);
    return {judged.unit->department_code,
            found == departments_.end() ? judged.unit->department_code : found->second};
  }

  void rank_groups() {
    std::map<std::string, std::pair<VaguenessRow, std::int64_t>> groups;
    for (const auto& judged : judged_) {
      auto [id, name] = group_of(judged);
      auto& [row, sum] = groups[id];
      row.id = id;
      row.name = std::move(name);
      ++row.projects;
      sum += judged.index;
      take_rows(row, judged.rows);
    }
    for (auto& [id, group] : groups) {
      group.first.index = mean(group.second, group.first.projects);
      ranking_.rows.push_back(std::move(group.first));
    }
  }

  /// Each indicator once, whoever has it: the same name and target.
  void rank_indicators() {
    std::map<std::pair<std::string, std::string>, VaguenessRow> rows;
    for (const auto& judged : judged_) {
      for (const auto& example : judged.rows) {
        auto& row = rows[{example.name, example.target}];
        row.id = row.name = example.name;
        row.unit_name = example.target;
        row.index = std::max(row.index, example.judged.parts.total);
        ++row.projects;
        take_rows(row, {example});
      }
    }
    for (auto& [key, row] : rows) ranking_.rows.push_back(std::move(row));
  }

  Result<void> rank_entries(Date day) {
    const auto opened = open_library(workspace_, question_.place, day);
    if (!opened) return pass(opened);
    const auto& library = *opened;
    for (std::size_t i = 0; i < library->library().entries.size(); ++i) {
      const auto& entry = library->entry(i);
      if (!question_.sector.empty() && library->set_of(i).sector != question_.sector) continue;
      Indicator indicator;
      indicator.name = entry.name;
      indicator.op = entry.op;
      indicator.target = entry.target;
      indicator.unit = entry.unit;
      VaguenessRow row;
      row.id = entry.code;
      row.name = entry.name;
      row.unit_name = library->set_of(i).sector;
      VagueExample example{entry.name, written_target(indicator), {}, county_->vagueness(indicator)};
      row.index = example.judged.parts.total;
      row.projects = example.judged.parts.others;
      take_rows(row, {example});
      ranking_.rows.push_back(std::move(row));
    }
    return {};
  }

  VaguenessRanking finish() {
    std::erase_if(ranking_.rows, [&](const VaguenessRow& row) {
      if (!question_.band.empty() && engine::vagueness_band(row.index, ranking_.weights) != question_.band)
        return true;
      return !question_.words.empty() && row.name.find(question_.words) == std::string::npos &&
             row.unit_name.find(question_.words) == std::string::npos;
    });
    std::ranges::sort(ranking_.rows, [](const VaguenessRow& a, const VaguenessRow& b) {
      if (a.index != b.index) return a.index > b.index;
      if (a.projects != b.projects) return a.projects > b.projects;
      return std::pair(a.name, a.id) < std::pair(b.name, b.id);
    });
    ranking_.total = static_cast<std::int64_t>(ranking_.rows.size());
    const auto begin = std::min(question_.offset, ranking_.rows.size());
    ranking_.rows.erase(ranking_.rows.begin(), ranking_.rows.begin() + static_cast<std::ptrdiff_t>(begin));
    if (question_.limit > 0 && ranking_.rows.size() > question_.limit) ranking_.rows.resize(question_.limit);
    return std::move(ranking_);
  }

  Workspace& workspace_;
  const Access& access_;
  const VaguenessQuestion& question_;
  std::shared_ptr<const CountyLint> county_;
  std::map<std::int64_t, Project> projects_;
  std::map<std::int64_t, Unit> units_;
  std::map<std::string, std::string> departments_;
  std::vector<Judged> judged_;
  VaguenessRanking ranking_;
};

}  // namespace

Result<VaguenessRanking> rank_vagueness(Workspace& workspace, const Access& access,
                                        const VaguenessQuestion& question) {
  return Ranker(workspace, access, question).run();
}

}  // namespace jiheng::app
