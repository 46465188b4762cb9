#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_table.h"
#include "law/book.h"
#include "model/role.h"

namespace jiheng::law {

/// What doing a transition does to a case.
enum class TransitionKind {
  move,      ///< on to the one state `to`
  back,      ///< to an earlier state that is chosen from `to`
  undo,      ///< takes back the step that was just done, if it is one of `undoes`
  ask,       ///< asks another role for its opinion; the state stays
  answer,    ///< gives that opinion; the state stays
  reassign,  ///< to another person of the same role; the state stays
};

inline constexpr std::array kTransitionKindTable{
    EnumRow<TransitionKind>{TransitionKind::move, "move", "办理"},
    EnumRow<TransitionKind>{TransitionKind::back, "return", "退回"},
    EnumRow<TransitionKind>{TransitionKind::undo, "undo", "撤销"},
    EnumRow<TransitionKind>{TransitionKind::ask, "ask", "请人会签"},
    EnumRow<TransitionKind>{TransitionKind::answer, "answer", "会签"},
    EnumRow<TransitionKind>{TransitionKind::reassign, "reassign", "转办"},
};
constexpr const auto& enum_table(TransitionKind) { return kTransitionKindTable; }

/// Whether anybody of `roles` is in `wanted`.
bool any_role(const std::vector<Role>& roles, const std::vector<Role>& wanted);

/// A place where a case waits.
struct ProcessState {
  std::string id;
  std::string label;
  std::string record_state;           ///< the coarse state on the record: "draft", "submitted", "approved"
  std::vector<Role> waiting;          ///< who is to act; empty: nobody
  std::vector<std::string> editable;  ///< groups whose fields may be written
  std::string deadline;               ///< parameter; empty: none
  int deadline_year = 0;              ///< of a month-day: the year counted from the budget year
  bool final = false;
};

/// Which fields belong to whom. Fields are "section.field" or "section.*".
struct ProcessGroup {
  std::string id;
  std::string label;
  std::vector<Role> who;
  std::vector<std::string> fields;
};

/// What must hold before a transition, and what people are told when it does not.
struct ProcessGuard {
  std::string id;
  std::string message;
  std::string remedy;
  std::vector<Citation> citations;
};

struct ProcessReason {
  std::string code;
  std::string label;
  bool needs_text = false;
};

struct ProcessTransition {
  std::string id;  ///< several may share one id when they begin in different states
  std::string label;
  TransitionKind kind{};
  std::vector<std::string> from;
  std::vector<std::string> to;  ///< of move one, of back the choices, else empty
  std::vector<Role> who;
  std::vector<std::string> guards;
  std::vector<std::string> undoes;
  std::optional<Role> asks;
  bool needs_reason = false;
  bool needs_opinion = false;
  bool opens_round = false;
  std::string version;  ///< "prepared" or "approved": keep the content as a version of that kind; else empty
};

/// One process file, typed. Plain values: outlives the book.
struct Process {
  std::string id;
  std::string title;
  std::string record;  ///< name of the record it moves
  std::string initial;
  std::vector<ProcessState> states;  ///< in working order: a return goes to an earlier one
  std::vector<ProcessGroup> groups;
  std::vector<ProcessGuard> guards;
  std::vector<ProcessReason> reasons;
  std::vector<ProcessTransition> transitions;

  const ProcessState* state(std::string_view state_id) const;
  const ProcessGuard* guard(std::string_view guard_id) const;
  const ProcessReason* reason(std::string_view code) const;
  const ProcessGroup* group(std::string_view group_id) const;
  /// The transition of that id that begins in `from`.
  const ProcessTransition* transition(std::string_view transition_id, std::string_view from) const;
  /// The group that owns "section.field"; nullptr: nobody's, not writable.
  const ProcessGroup* owner_of(std::string_view field) const;
};

/// The typed form of a document that has passed its checks.
Process read_process(const Document& document);

/// The process `id` in force at `place` on `as_of`; not_found when there is none.
Result<Process> find_process(const Book& book, std::string_view id, Region place, Date as_of);

/// The guards that the program can answer.
std::vector<std::string> known_guards();

/// The check of law/processes: states, groups, guards, reasons and parameters that are named exist; every
/// state can be reached and left, unless it is final; one transition of an id a state; a move has one way,
/// a return goes back; what is declared is used.
void check_processes(const Book& book, const Document& document, Findings& findings);

}  // namespace jiheng::law
