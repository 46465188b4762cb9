#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/goal_lint.h"
#include "app/workspace.h"
#include "model/work_case.h"

namespace jiheng::app {

/// The tabs of the work list: what waits for me; everything of my units under way; what was returned to me;
/// what is overdue with me; what I wait for; what I did myself, wherever it stands now.
enum class WorkTab { mine, unit, returned, overdue, waiting, done };

inline constexpr std::array kWorkTabTable{EnumRow<WorkTab>{WorkTab::mine, "mine", "待我办理"},
                                          EnumRow<WorkTab>{WorkTab::unit, "unit", "本单位"},
                                          EnumRow<WorkTab>{WorkTab::returned, "returned", "退回我的"},
                                          EnumRow<WorkTab>{WorkTab::overdue, "overdue", "逾期"},
                                          EnumRow<WorkTab>{WorkTab::waiting, "waiting", "等别人办"},
                                          EnumRow<WorkTab>{WorkTab::done, "done", "已办"}};
constexpr const auto& enum_table(WorkTab) { return kWorkTabTable; }

/// What the viewer himself last did with a case, in whichever of his roles.
struct OwnStep {
  std::string action;
  std::string label;  ///< "终审"
  std::string words;  ///< reasons and opinion
  Role role{};
  std::int64_t at_ms = 0;
};
/// A step that may still be taken back (撤回, 取消终审).
struct UndoOffer {
  std::string action;
  std::string label;
  bool needs_opinion = false;
};

/// One line of the work list.
struct WorkRow {
  WorkCase work_case;
  std::string title;
  std::string project_code;
  std::string unit_name;
  std::string state_label;
  std::string why;  ///< why it is in this list: "退回：缺数量指标"
  std::optional<std::int64_t> days_left;
  std::optional<Money> amount;
  FindingCounts findings;
  std::optional<OwnStep> own_step;
  std::optional<UndoOffer> undo;  ///< of the tab `done` only
};

struct WorkCounts {
  std::int64_t mine = 0;
  std::int64_t unit = 0;
  std::int64_t returned = 0;
  std::int64_t overdue = 0;
  std::int64_t waiting = 0;
  std::int64_t done = 0;
};

struct WorkQuestion {
  WorkTab tab = WorkTab::mine;
  std::string words;  ///< part of a project's name or code, or of a unit's name
  std::size_t offset = 0;
  std::size_t limit = 100;
  bool with_findings = true;  ///< false: nobody looks at what the rules say of the rows
};

struct Worklist {
  WorkCounts counts;
  std::int64_t total = 0;  ///< of the tab
  std::vector<WorkRow> rows;
};

/// The viewer's work list of his year, most urgent first; what he did himself, newest first.
Result<Worklist> worklist(Workspace& workspace, const Access& access, const WorkQuestion& question);

/// The case that comes after `case_id` in that tab, round to the first; nothing when the tab is empty
/// otherwise.
Result<std::optional<std::int64_t>> next_case(Workspace& workspace, const Access& access, WorkTab tab,
                                              std::int64_t case_id);

/// A unit and what it still owes.
struct MissingUnit {
  std::string code;
  std::string name;
  std::string department;
  std::vector<std::string> projects;
};
struct MissingList {
  std::string text;  ///< ready to paste into a chat group
  std::vector<MissingUnit> units;
};
/// Who has not yet sent its goals of the viewer's year for review (复制未报名单): of projects, or the overall
/// ones of departments, where those that have not begun are named too.
Result<MissingList> missing_list(Workspace& workspace, const Access& access,
                                 FormKind kind = FormKind::project);

}  // namespace jiheng::app
