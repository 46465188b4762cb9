#include "app/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "app/desk.h"
#include "app/unit_tree.h"
#include "base/text.h"
#include "model/goal.h"
#include "model/project.h"

namespace jiheng::app {
namespace {

/// After more writes than this the place is read as a whole.
constexpr std::int64_t kMostEntriesFollowed = 2000;
/// Names that are spoken at once: some 30 ms, which a search by letters or the end of the program waits for.
constexpr std::size_t kSpokenAtOnce = 128;

std::string lowered(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

bool is_latin(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : lowered(text)) {
    if (c != ' ' && c != '\t') {
      word += c;
      continue;
    }
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

/// 8 the whole, 6 its beginning, 4 a part of it, 0 not there.
int part_fit(std::string_view text, std::string_view word) {
  if (text == word) return 8;
  const auto at = text.find(word);
  return at == std::string_view::npos ? 0 : at == 0 ? 6 : 4;
}

Subject subject_at(Region place, std::int64_t unit, std::int64_t project, std::string state) {
  Subject subject;
  subject.region = place;
  if (unit != 0) subject.unit = UnitId{unit};
  if (project != 0) subject.project = ProjectId{project};
  subject.state = std::move(state);
  return subject;
}

/// A hit on its way into the answer.
struct Ranked {
  int rank = 0;
  SearchHit hit;
};

SearchGroup group_of(SearchKind kind, std::vector<Ranked> found, std::size_t most) {
  SearchGroup group{kind, static_cast<std::int64_t>(found.size()), {}};
  const auto count = std::min(most, found.size());
  const auto first = [](const Ranked& a, const Ranked& b) {
    return std::tuple(-a.rank, a.hit.name.size(), std::string_view(a.hit.code), a.hit.id) <
           std::tuple(-b.rank, b.hit.name.size(), std::string_view(b.hit.code), b.hit.id);
  };
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), first);
  for (std::size_t i = 0; i < count; ++i) group.hits.push_back(std::move(found[i].hit));
  return group;
}

/// How well every word fits one of code, name, further text and sound; 0 when some word fits nowhere.
int fit_all(const std::vector<std::string>& words, std::string_view code, std::string_view name,
            std::string_view more, const engine::PinyinText* sound) {
  int least = 8;
  for (const auto& word : words) {
    int best =
        std::max({part_fit(code, word), part_fit(name, word), more.empty() ? 0 : part_fit(more, word)});
    if (best == 0 && sound != nullptr && is_latin(word)) best = engine::pinyin_fit(*sound, word);
    if (best == 0) return 0;
    least = std::min(least, best);
  }
  return least;
}

/// The numbers of the rows of each record that were written.
struct Touched {
  std::vector<std::int64_t> projects;
  std::vector<std::int64_t> goals;
  bool units = false;
  bool all = false;
};

}  // namespace

Result<void> SearchIndex::refresh(store::Store& store, Region place) {
  const std::lock_guard lock(mutex_);
  const auto last = store.last_audit_number();
  if (!last) return pass(last);
  if (place_ && *place_ == place && *last == audit_) return {};
  Touched touched;
  touched.all = !place_ || *place_ != place || *last - audit_ > kMostEntriesFollowed;
  std::int64_t seen = touched.all ? *last : audit_;
  if (!touched.all) {
    const auto read = store.read_audit(audit_ + 1, [&](const store::AuditEntry& entry) {
      seen = entry.number;
      const bool many = entry.action == "bulk";
      if (entry.record == "project") touched.projects.push_back(entry.id);
      if (entry.record == "goal") touched.goals.push_back(entry.id);
      touched.units = touched.units || entry.record == "unit" || entry.record == "unit_change";
      touched.all = touched.all || (many && (entry.record == "project" || entry.record == "goal"));
      return true;
    });
    if (!read) return pass(read);
  }
  Result<void> done;
  if (touched.all) {
    done = read_all(store, place);
  } else {
    if (touched.units) done = read_units(store, place);
    if (done && !touched.projects.empty()) done = read_projects(store, place, &touched.projects);
    if (done && !touched.goals.empty()) done = read_goals(store, place, &touched.goals);
  }
  if (!done) return done;
  place_ = place;
  audit_ = seen;
  return {};
}

Result<void> SearchIndex::read_all(store::Store& store, Region place) {
  if (auto done = read_units(store, place); !done) return done;
  if (auto done = read_projects(store, place, nullptr); !done) return done;
  return read_goals(store, place, nullptr);
}

Result<void> SearchIndex::read_units(store::Store& store, Region place) {
  const auto tree = UnitTree::load(store, place);
  if (!tree) return pass(tree);
  units_.clear();
  for (const auto& unit : tree->units()) {
    auto& entry = units_[unit.id.value];
    entry.id = entry.unit = unit.id.value;
    entry.code = unit.code;
    entry.name = unit.name;
    entry.small_code = lowered(unit.code);
    entry.small_name = lowered(unit.name);
    take_name(entry);
    if (unit.kind != UnitKind::department) entry.above = unit.department_code;
  }
  for (const auto& change : tree->changes()) {
    const auto found = units_.find(change.to_unit_id.value);
    if (found != units_.end() && change.from_name)
      found->second.former +=
          fmt::format("{}{}", found->second.former.empty() ? "" : "、", *change.from_name);
  }
  return {};
}

Result<void> SearchIndex::read_projects(store::Store& store, Region place,
                                        const std::vector<std::int64_t>* only) {
  store::Query query;
  query.region = place;
  if (only == nullptr) {
    projects_.clear();
  } else {
    query.where.push_back({"id", {only->begin(), only->end()}});
    for (const auto id : *only) projects_.erase(id);
  }
  return store.scan(record_of<Project>(), query, [&](std::span<const Value> row) {
    auto project = from_row<Project>(row);
    auto& entry = projects_[project.id.value];
    entry = {};
    entry.id = project.id.value;
    entry.unit = project.unit_id.value;
    entry.small_code = lowered(project.code);
    entry.small_name = lowered(project.name);
    entry.code = std::move(project.code);
    entry.name = std::move(project.name);
    take_name(entry);
  });
}

Result<void> SearchIndex::read_goals(store::Store& store, Region place,
                                     const std::vector<std::int64_t>* only) {
  store::Query query;
  query.region = place;
  if (only == nullptr) {
    goals_.clear();
  } else {
    query.where.push_back({"id", {only->begin(), only->end()}});
    for (const auto id : *only) goals_.erase(id);
  }
  return store.scan(record_of<Goal>(), query, [&](std::span<const Value> row) {
    const auto goal = from_row<Goal>(row);
    goals_[goal.id.value] = {goal.project_id.value, goal.year, std::string(enum_code(goal.state)),
                             std::string(enum_label(goal.state))};
  });
}

/// Gives an entry the sound of its name, or notes that the name has to be spoken.
void SearchIndex::take_name(Entry& entry) {
  const auto known = sounds_.find(entry.name);
  entry.sound = known == sounds_.end() ? nullptr : &known->second;
  if (entry.sound == nullptr) unspoken_.push_back(entry.name);
}

/// Lets the entries know what was spoken since they were read.
void SearchIndex::give_sounds() {
  for (auto* entries : {&projects_, &units_}) {
    for (auto& [id, entry] : *entries) {
      if (entry.sound != nullptr) continue;
      const auto known = sounds_.find(entry.name);
      if (known != sounds_.end()) entry.sound = &known->second;
    }
  }
}

bool SearchIndex::speak_some() {
  const std::lock_guard speaking(speaking_);
  std::vector<std::string> names;
  {
    const std::lock_guard lock(mutex_);
    while (!unspoken_.empty() && names.size() < kSpokenAtOnce) {
      if (!sounds_.contains(unspoken_.back())) names.push_back(std::move(unspoken_.back()));
      unspoken_.pop_back();
    }
    if (names.empty()) return false;
  }
  auto spoken = engine::pinyin_of({names.begin(), names.end()});
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < names.size(); ++i)
    sounds_.try_emplace(std::move(names[i]), std::move(spoken[i]));
  if (unspoken_.empty()) give_sounds();
  return true;
}

void SearchIndex::speak_all() {
  while (speak_some()) {
  }
}

std::vector<SearchGroup> SearchIndex::find(const Access& access, std::string_view text, std::size_t most) {
  const std::lock_guard lock(mutex_);
  const auto words = words_of(text);
  if (words.empty() || !place_) return {};
  const auto place = *place_;
  std::vector<Ranked> found;
  std::map<std::int64_t, int> fitting;
  for (const auto& [id, entry] : projects_) {
    const int rank = fit_all(words, entry.small_code, entry.small_name, {}, entry.sound);
    if (rank == 0) continue;
    fitting[id] = rank;
    if (!access.may("project", law::Action::list, subject_at(place, entry.unit, id, {}))) continue;
    const auto unit = units_.find(entry.unit);
    found.push_back({rank, {id, entry.code, entry.name, unit == units_.end() ? "" : unit->second.name, {}}});
  }
  std::vector<SearchGroup> groups;
  groups.push_back(group_of(SearchKind::project, std::move(found), most));
  found.clear();
  for (const auto& [id, entry] : units_) {
    const int rank = fit_all(words, entry.small_code, entry.small_name, entry.former, entry.sound);
    if (rank == 0 || !access.may("unit", law::Action::list, subject_at(place, id, 0, {}))) continue;
    const auto above = std::ranges::find_if(
        units_, [&](const auto& other) { return !entry.above.empty() && other.second.code == entry.above; });
    const bool renamed = !entry.former.empty();
    found.push_back({rank,
                     {id,
                      entry.code,
                      entry.name,
                      renamed ? fmt::format("原名 {}", entry.former)
                              : (above == units_.end() ? std::string() : above->second.name),
                      {}}});
  }
  groups.push_back(group_of(SearchKind::unit, std::move(found), most));
  groups.push_back(find_goals(access, fitting, most));
  return groups;
}

/// Goals are found by their projects; those of the viewer's year first.
SearchGroup SearchIndex::find_goals(const Access& access, const std::map<std::int64_t, int>& projects,
                                    std::size_t most) const {
  std::vector<Ranked> found;
  for (const auto& [id, goal] : goals_) {
    const auto rank = projects.find(goal.project);
    if (rank == projects.end()) continue;
    const auto& project = projects_.at(goal.project);
    if (!access.may("goal", law::Action::list, subject_at(*place_, project.unit, goal.project, goal.state)))
      continue;
    const int bonus = goal.year == access.viewer().year ? 100 : 0;
    found.push_back({rank->second + bonus, {id, project.code, project.name, goal.state_label, goal.year}});
  }
  return group_of(SearchKind::goal, std::move(found), most);
}

Result<std::vector<SearchGroup>> search(Workspace& workspace, const Access& access, std::string_view text,
                                        std::size_t most) {
  const auto place = access.viewer().place;
  const auto index = workspace.desk().search_index(place);
  if (const auto fresh = index->refresh(workspace.store(), place); !fresh) return pass(fresh);
  const auto words = words_of(text);
  if (words.empty() || std::ranges::any_of(words, is_latin)) index->speak_all();
  return index->find(access, text, most);
}

}  // namespace jiheng::app
