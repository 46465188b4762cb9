#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "app/project_pool.h"
#include "app/unit_tree.h"
#include "base/text.h"
#include "engine/library_pinyin.h"
#include "model/budget_line.h"

namespace jiheng::app {
namespace {

void add_to(Money& total, Money amount) { total = add(total, amount).value_or(total); }

void add_to(MoneyTotals& totals, const MoneyTotals& part) {
  add_to(totals.initial, part.initial);
  add_to(totals.adjusted, part.adjusted);
  if (!part.executed) return;
  if (!totals.executed) totals.executed = Money{};
  add_to(*totals.executed, *part.executed);
}

bool typed_as_sound(std::string_view words) {
  return !words.empty() &&
         std::ranges::all_of(words, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

bool has_part(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  for (char& c : small) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return small;
}

/// Builds the list of one question.
class ProjectLister {
 public:
  ProjectLister(Workspace& workspace, const Access& access, const ProjectQuestion& question)
      : store_(workspace.store()), access_(access), question_(question) {}

  Result<ProjectList> run() {
    auto tree = UnitTree::load(store_, access_.viewer().place);
    if (!tree) return pass(tree);
    tree_ = std::move(*tree);
    if (const auto done = load(); !done) return pass(done);
    ProjectList list;
    for (auto& [id, row] : rows_) {
      if (!wanted(row)) continue;
      add_to(list.totals, row.money);
      list.rows.push_back(std::move(row));
    }
    by_sound(list);
    list.total = static_cast<std::int64_t>(list.rows.size());
    sort(list.rows);
    cut(list.rows);
    return list;
  }

 private:
  Result<void> load() {
    const auto narrowed = access_.narrow(record_of<Project>(), law::Action::list, {});
    if (!narrowed) return pass(narrowed);
    const auto projects = store_.scan(record_of<Project>(), *narrowed, [&](std::span<const Value> row) {
      auto project = from_row<Project>(row);
      auto& made = rows_[project.id];
      made.project = std::move(project);
      name_units(made);
    });
    if (!projects) return pass(projects);
    const auto lines = of_year<BudgetLine>([](ProjectRow& row, const BudgetLine& line) {
      add_to(row.money, {line.initial, line.adjusted, line.executed});
      if (std::ranges::count(row.fund_types, line.fund_type) == 0) row.fund_types.push_back(line.fund_type);
    });
    if (!lines) return pass(lines);
    return of_year<Goal>([](ProjectRow& row, const Goal& goal) {
      row.goal_state = goal.state;
      row.goal_id = goal.id.value;
    });
  }

  void name_units(ProjectRow& row) const {
    const auto* unit = tree_.find(row.project.unit_id);
    if (unit == nullptr) return;
    row.unit_code = unit->code;
    row.unit_name = tree_.name_in(*unit, question_.year);
    row.department_code = unit->department_code;
    if (const auto* department = tree_.department_of(*unit))
      row.department_name = tree_.name_in(*department, question_.year);
  }

  template <class T>
  Result<void> of_year(const std::function<void(ProjectRow&, const T&)>& take) {
    store::Query query;
    query.where.push_back({"year", {Value{std::int64_t{question_.year.value()}}}});
    const auto narrowed = access_.narrow(record_of<T>(), law::Action::list, std::move(query));
    if (!narrowed) return narrowed.error().code == ErrorCode::refused ? Result<void>{} : pass(narrowed);
    return store_.scan(record_of<T>(), *narrowed, [&](std::span<const Value> values) {
      const auto record = from_row<T>(values);
      const auto at = rows_.find(record.project_id);
      if (at != rows_.end()) take(at->second, record);
    });
  }

  bool wanted(const ProjectRow& row) const {
    const auto& project = row.project;
    const auto& asked = question_;
    const bool money = !row.fund_types.empty();
    const bool runs =
        project.first_year <= asked.year && (!project.last_year || asked.year <= *project.last_year);
    if (!runs && !money && !row.goal_state) return false;
    if (asked.with_money && !money) return false;
    if (!asked.unit.empty() && asked.unit != row.unit_code) return false;
    if (!asked.department.empty() && asked.department != row.department_code) return false;
    if (!asked.sector.empty() && asked.sector != project.sector) return false;
    if (asked.category && *asked.category != project.category) return false;
    if (asked.kind && *asked.kind != project.kind) return false;
    if (asked.fund_type && std::ranges::count(row.fund_types, *asked.fund_type) == 0) return false;
    if (!asked.goal_state.empty() &&
        asked.goal_state != (row.goal_state ? enum_code(*row.goal_state) : "none"))
      return false;
    return asked.words.empty() || typed_as_sound(asked.words) || has_part(project.name, asked.words) ||
           has_part(project.code, asked.words) || has_part(row.unit_name, asked.words);
  }

  /// Letters are a name's sound: one transliteration for all names that passed everything else.
  void by_sound(ProjectList& list) const {
    if (!typed_as_sound(question_.words)) return;
    std::vector<std::string_view> names;
    for (const auto& row : list.rows) names.emplace_back(row.project.name);
    const auto sounds = engine::pinyin_of(names);
    const auto typed = small_letters(question_.words);
    ProjectList fitting;
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      const bool written = has_part(list.rows[i].project.name, question_.words) ||
                           has_part(list.rows[i].project.code, question_.words);
      if (!written && engine::pinyin_fit(sounds[i], typed) == 0) continue;
      add_to(fitting.totals, list.rows[i].money);
      fitting.rows.push_back(std::move(list.rows[i]));
    }
    list = std::move(fitting);
  }

  void sort(std::vector<ProjectRow>& rows) const {
    const auto sum_of = [&](const ProjectRow& row) {
      switch (question_.sort) {
        case ProjectSort::initial: return row.money.initial.fen();
        case ProjectSort::executed: return row.money.executed ? row.money.executed->fen() : INT64_MIN;
        default: return row.money.adjusted.fen();
      }
    };
    const auto text_of = [&](const ProjectRow& row) -> const std::string& {
      if (question_.sort == ProjectSort::name) return row.project.name;
      return question_.sort == ProjectSort::unit ? row.unit_code : row.project.code;
    };
    const bool by_text = question_.sort == ProjectSort::code || question_.sort == ProjectSort::name ||
                         question_.sort == ProjectSort::unit;
    std::ranges::sort(rows, {}, [](const ProjectRow& row) -> const std::string& { return row.project.code; });
    std::ranges::stable_sort(rows, [&](const ProjectRow& a, const ProjectRow& b) {
      const auto& first = question_.descending ? b : a;
      const auto& second = question_.descending ? a : b;
      return by_text ? text_of(first) < text_of(second) : sum_of(first) < sum_of(second);
    });
  }

  void cut(std::vector<ProjectRow>& rows) const {
    const auto from = std::min(question_.offset, rows.size());
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(from));
    if (question_.limit > 0 && rows.size() > question_.limit) rows.resize(question_.limit);
  }

  store::Store& store_;
  const Access& access_;
  const ProjectQuestion& question_;
  UnitTree tree_;
  std::map<ProjectId, ProjectRow> rows_;
};

}  // namespace

Result<ProjectList> list_projects(Workspace& workspace, const Access& access,
                                  const ProjectQuestion& question) {
  return ProjectLister(workspace, access, question).run();
}

}  // namespace jiheng::app
