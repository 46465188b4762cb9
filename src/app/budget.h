#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/access.h"
#include "app/goal_form.h"
#include "app/workspace.h"
#include "model/assessment.h"
#include "model/budget_change.h"
#include "model/budget_line.h"
#include "model/goal.h"
#include "model/project.h"
#include "model/release.h"

// Money of projects: 年初预算, 调整, 追加 and 下达, each under the guards of law/parameters/budget.
namespace jiheng::app {

/// The money of one project in one year, and what the guards ask about.
struct ProjectMoney {
  Project project;
  FiscalYear year;
  std::vector<BudgetLine> lines;      ///< by fund type and tag
  std::vector<BudgetChange> changes;  ///< by day
  std::vector<Release> releases;      ///< by day
  std::optional<Goal> goal;
  bool goal_under_way = false;           ///< an adjustment of it has been sent for review
  std::optional<Money> goal_amount;      ///< what the goal that was sent in says it needs
  std::optional<Conclusion> conclusion;  ///< of the newest ex-ante assessment

  Money adjusted() const;
  /// Released so far of one kind of money.
  Money released(FundType type, FundTag tag) const;
  /// The budget line of that kind; nullptr when there is none.
  const BudgetLine* line(FundType type, FundTag tag) const;
};

/// The money of several projects of one region in a year; projects that are not there are left out.
Result<std::map<ProjectId, ProjectMoney>> load_money(store::Store& store, Region region,
                                                     std::span<const ProjectId> projects, FiscalYear year);

/// A project of the viewer's and its money of a year; not_found when he may not see it.
Result<ProjectMoney> project_money(Workspace& workspace, const Access& access, ProjectId project,
                                   FiscalYear year);

/// What somebody wants done to the budget of a project.
struct BudgetChangeRequest {
  ProjectId project;
  FiscalYear year;
  BudgetChangeKind kind{};
  std::string document_number;
  Date on;
  std::string reason;
  std::vector<MoneyLine> lines;
  bool dry_run = false;  ///< check only
};

/// Registers the change, all lines or none, with the goal as it stands; the budget lines follow in the same
/// transaction. Errors: invalid (bad lines, each with its pointer), refused (not this person's to do),
/// conflict (guards of the law, each a finding with its rule, clause and remedy; or registered already).
/// Returns the project's money afterwards; of a dry run as it is.
Result<ProjectMoney> change_budget(Workspace& workspace, const Access& access,
                                   const BudgetChangeRequest& request);

/// The 年初预算 that comes with an approval (一同批复): changes for the declared lines, to be written in the
/// approval's own transaction. Kinds of money that have changes already are left alone. Conflict when a guard
/// other than those about the goal, which is being approved, says no.
Result<std::vector<store::Put>> initial_budget_puts(Workspace& workspace, const Goal& goal,
                                                    std::span<const MoneyLine> lines,
                                                    std::string_view document_number, Date on,
                                                    std::string_view by_name);

/// One line of a release document that is to be made.
struct ReleaseLine {
  ProjectId project;
  FundType fund_type{};
  FundTag fund_tag{};
  Money amount;
};

/// A release document (资金指标下达文件).
struct ReleaseRequest {
  std::string document_number;
  FiscalYear year;
  Date on;
  std::string title;
  std::vector<ReleaseLine> lines;
  bool dry_run = false;
};

/// Releases all lines or none; the approved goal and its version go with each. Errors as of change_budget;
/// every refusal of every line at once, `where` "/lines/3". Returns the lines as stored.
Result<std::vector<Release>> release_money(Workspace& workspace, const Access& access,
                                           const ReleaseRequest& request);

/// The lines of release documents of a year that the viewer may see, newest document first.
Result<std::vector<Release>> list_releases(Workspace& workspace, const Access& access, FiscalYear year);

}  // namespace jiheng::app
