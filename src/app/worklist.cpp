#include "app/worklist.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/department_goal_lint.h"
#include "app/desk.h"
#include "app/owing.h"
#include "app/worklist_cases.h"

namespace jiheng::app {
namespace {

/// What the rules say of the goals of one page of the list.
Result<void> count_page(Workspace& workspace, const Access& access, const CaseTable& table,
                        std::vector<WorkRow>& rows) {
  std::vector<std::int64_t> projects;
  for (const auto& row : rows) {
    if (const auto* goal = table.goal_of(row.work_case)) projects.push_back(goal->project_id.value);
  }
  const auto page = GoalPage::load(workspace.store(), access.viewer().place, access.viewer().year, projects);
  if (!page) return pass(page);
  for (auto& row : rows) {
    if (kind_of_record(row.work_case.record) == FormKind::department) {
      const GoalRef ref(row.work_case.record_id.value, FormKind::department);
      auto counted = count_findings(workspace, access, ref);
      if (!counted) return pass(counted);
      row.findings = *counted;
      continue;
    }
    const auto* goal = table.goal_of(row.work_case);
    const auto* project = goal == nullptr ? nullptr : table.project_of(*goal);
    if (project == nullptr) continue;
    GoalFile file;
    file.goal = *goal;
    file.project = *project;
    file.unit.name = row.unit_name;
    const auto form = form_of_records(*goal, page->rows_of(goal->project_id));
    const auto report = lint_goal(workspace, access, file, form, page->last_year_of(goal->project_id));
    if (!report) return pass(report);
    row.findings = count_findings(*report);
  }
  return {};
}

}  // namespace

Result<Worklist> worklist(Workspace& workspace, const Access& access, const WorkQuestion& question) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  Worklist list;
  list.counts = table->counts();
  const auto chosen = table->in_order(question.tab, question.words);
  list.total = static_cast<std::int64_t>(chosen.size());
  for (std::size_t i = question.offset; i < std::min(chosen.size(), question.offset + question.limit); ++i)
    list.rows.push_back(table->row_of(*chosen[i]));
  if (question.tab == WorkTab::done) {
    if (auto offered = offer_undoing(workspace, access, *table, list.rows); !offered) return pass(offered);
  }
  if (!question.with_findings) return list;
  if (const auto counted = count_page(workspace, access, *table, list.rows); !counted) return pass(counted);
  return list;
}

Result<std::optional<std::int64_t>> next_case(Workspace& workspace, const Access& access, WorkTab tab,
                                              std::int64_t case_id) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  const auto chosen = table->in_order(tab, {});
  const auto here =
      std::ranges::find_if(chosen, [&](const WorkCase* one) { return one->id.value == case_id; });
  // What was just done is not in the list any more: then its first is the next.
  const auto after = here == chosen.end() ? chosen.begin() : here + 1;
  if (after != chosen.end()) return std::optional((*after)->id.value);
  if (chosen.empty() || chosen.front()->id.value == case_id) return std::optional<std::int64_t>();
  return std::optional(chosen.front()->id.value);
}

Result<MissingList> missing_list(Workspace& workspace, const Access& access, FormKind kind) {
  const auto table = CaseTable::load(workspace, access);
  if (!table) return pass(table);
  Owing owing;
  for (const auto& one : table->cases()) {
    const auto* state = table->process_of_case(one).state(one.state);
    if (one.process != process_of(kind) || state == nullptr || state->record_state != "draft") continue;
    const auto unit = table->units().find(one.unit_id.value);
    if (unit == table->units().end()) continue;
    owing.add(unit->second, table->unit_name(one), table->title(one));
    if (one.state == table->process_of_case(one).initial) owing.due = one.due_on;
  }
  if (kind == FormKind::department) {
    if (auto added = owing.add_not_begun(workspace, access); !added) return pass(added);
  }
  const auto what = fmt::format("{} 年{}绩效目标申报", access.viewer().year.value(),
                                kind == FormKind::department ? "部门整体" : "");
  return owing.list(what, table->today());
}

}  // namespace jiheng::app
