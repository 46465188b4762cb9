#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "law/process.h"

namespace jiheng::engine {

/// A step that was done, as far as the next one depends on it.
struct PastStep {
  std::string action;
  std::string from;
  std::string to;
  std::int64_t actor_id = 0;
  Role role{};
  std::string actor{};  ///< "王丽"; for refusals that name him
};

/// Somebody who had a hand in what a case is about, besides its steps: filled it in, confirmed a part of it.
struct PastHand {
  std::int64_t user_id = 0;
  std::string deed;  ///< "赵敏确认了财务部分"
};

/// Where a case stands.
struct CaseState {
  std::string state;
  int round = 1;
  std::vector<PastStep> history;  ///< oldest first
  std::int64_t assignee_id = 0;   ///< 0: anybody of the waiting roles
  std::vector<PastHand> hands{};  ///< in the content as it stands
};

/// Who would act: the roles he holds over this very case (own grants and those lent to him).
struct CaseHand {
  std::int64_t user_id = 0;
  std::vector<Role> roles;
  std::int64_t for_user = 0;  ///< whose role it is, when it was lent to him
};

/// What the caller found out about a guard. One that is not answered does not hold. Of "different_person" the
/// engine knows itself who had a hand in it; the answer only says that the place lets one person do both.
struct GuardAnswer {
  std::string guard;
  bool holds = false;
  std::string detail{};  ///< what exactly is missing; may be empty
};

/// Why an action is not to be done now.
struct Refusal {
  std::string rule;  ///< "process.goal.both_confirmed", "process.role", …
  std::string message;
  std::string
      clause;  ///< "财预〔2015〕88号（未核对原文）" or "practice"; filled from citations by the caller
  std::string remedy;
  const law::ProcessGuard* guard = nullptr;  ///< the guard that speaks; nullptr: the process itself
};

/// A transition that begins where the case stands, and whether this person may do it now.
struct ActionOffer {
  const law::ProcessTransition* transition = nullptr;
  std::vector<std::string> targets;  ///< states it can lead to
  bool allowed = false;
  std::vector<Refusal> refusals;
};

/// What is asked of the process.
struct StepRequest {
  std::string action;
  std::string to;  ///< of a return the state; may be empty when there is one choice
  std::string opinion;
  std::vector<std::string> reasons;  ///< codes
  std::string expect_state;          ///< the state the person saw; empty: whatever it is
  std::int64_t assignee_id = 0;      ///< of a reassignment: to whom
};

/// What a step leads to.
struct StepOutcome {
  const law::ProcessTransition* transition = nullptr;
  std::string from;
  std::string to;
  Role role{};  ///< in which the person acted
  int round = 1;
  bool moved = false;            ///< the state is another one now
  std::int64_t assignee_id = 0;  ///< afterwards
};

/// Every transition that begins in the case's state and is this person's to do or would be his if something
/// else held; those of other roles are left out. In the order of the file.
std::vector<ActionOffer> offers(const law::Process& process, const CaseState& at, const CaseHand& hand,
                                std::span<const GuardAnswer> answers);

/// Whether `request` may be done, and what follows. Errors: conflict when the case has moved on or a rule
/// says no (a finding each: rule, message, remedy as hint), refused when it is not this person's to do,
/// invalid when opinion, reason or target is missing or unknown.
Result<StepOutcome> take_step(const law::Process& process, const CaseState& at, const CaseHand& hand,
                              std::span<const GuardAnswer> answers, const StepRequest& request);

/// The states that a transition could lead to from where the case stands.
std::vector<std::string> targets_of(const law::Process& process, const law::ProcessTransition& step,
                                    const CaseState& at);

/// The role whose opinion was asked for since the case came to its state, and has not come.
std::optional<Role> pending_opinion(const law::Process& process, const CaseState& at);

/// What this person, or the one in whose name he acts, did himself to what the case is about: filled it in,
/// confirmed a part, sent it in since the round began. In words, each once; empty: had no hand in it.
std::vector<std::string> own_deeds(const law::Process& process, const CaseState& at, const CaseHand& hand);

/// Who is to act now: the state's roles and a role whose opinion is pending.
std::vector<Role> waiting_roles(const law::Process& process, const CaseState& at);

/// The last day for a case that came to `state` on `entered`; nothing without a deadline. Parameters are
/// those in force at `place` on `entered`.
std::optional<Date> due_date(const law::Book& book, const law::ProcessState& state, Region place,
                             FiscalYear year, Date entered);

/// Whether somebody with these roles may write fields of `group` where the case stands.
bool may_edit(const law::Process& process, const CaseState& at, const CaseHand& hand, std::string_view group);

}  // namespace jiheng::engine
