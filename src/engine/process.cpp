#include "engine/process.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "law/parameter.h"

namespace jiheng::engine {
namespace {

using law::Process;
using law::ProcessTransition;
using law::TransitionKind;

std::size_t position_of(const Process& process, std::string_view state) {
  return static_cast<std::size_t>(std::ranges::find(process.states, state, &law::ProcessState::id) -
                                  process.states.begin());
}

/// The steps that brought the case to where it stands; opinions and reassignments stay where they are.
const PastStep* last_move(const CaseState& at) {
  for (auto step = at.history.rbegin(); step != at.history.rend(); ++step) {
    if (step->from != step->to) return &*step;
  }
  return nullptr;
}

/// The transition that a past step was.
const ProcessTransition* past_transition(const Process& process, const PastStep& step) {
  return process.transition(step.action, step.from);
}

Refusal process_refusal(std::string_view rule, std::string message, std::string remedy) {
  return {fmt::format("process.{}", rule), std::move(message), {}, std::move(remedy), nullptr};
}

std::string role_names(const std::vector<Role>& roles) {
  std::string names;
  for (const Role role : roles) {
    names += names.empty() ? "" : "、";
    names += enum_label(role);
  }
  return names;
}

bool is_review(const ProcessTransition& step) {
  return step.kind == TransitionKind::move || step.kind == TransitionKind::back;
}

/// What the process itself has against the step, whoever answers the guards.
void refuse_by_process(const Process& process, const CaseState& at, const CaseHand& hand,
                       const ProcessTransition& step, std::vector<Refusal>& refusals) {
  if (step.kind == TransitionKind::undo) {
    const auto* last = last_move(at);
    if (last == nullptr || last->to != at.state || std::ranges::count(step.undoes, last->action) == 0) {
      refusals.push_back(
          process_refusal("undo", fmt::format("没有可以{}的上一步", step.label), "只能撤销刚刚办的那一步"));
    } else if (std::ranges::count(hand.roles, last->role) == 0) {
      refusals.push_back(process_refusal(
          "undo", fmt::format("上一步是{}办的，要由他们{}", enum_label(last->role), step.label),
          "请办理上一步的人来做"));
    }
  }
  if (step.kind == TransitionKind::ask && pending_opinion(process, at))
    refusals.push_back(process_refusal("asked", "已经请人会签，意见还没有回来", "等会签意见"));
  if (step.kind == TransitionKind::answer && !pending_opinion(process, at))
    refusals.push_back(process_refusal("not_asked", "没有人请求会签", "由办理人先请求会签"));
  if (is_review(step) && at.assignee_id != 0 && at.assignee_id != hand.user_id)
    refusals.push_back(process_refusal("assigned", "这件事已经转给别人办理", "请承办人办理，或先转办给自己"));
}

/// A step out of the unit's hands: from where fields may be written to where they may not.
bool sends_in(const Process& process, const PastStep& step) {
  const auto* from = process.state(step.from);
  const auto* to = process.state(step.to);
  const auto* done = past_transition(process, step);
  return done != nullptr && done->kind == TransitionKind::move && from != nullptr && to != nullptr &&
         !from->editable.empty() && to->editable.empty();
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "" : "，") + text;
  return all;
}

/// What is to be said besides the guard's message; nothing when it holds.
std::optional<std::string> fault_of(const Process& process, const CaseState& at, const CaseHand& hand,
                                    const std::string& guard, std::span<const GuardAnswer> answers) {
  const auto answer = std::ranges::find(answers, guard, &GuardAnswer::guard);
  const bool answered = answer != answers.end() && answer->holds;
  auto detail = answer != answers.end() ? answer->detail : std::string();
  // The history alone says whether an opinion is pending, and who had a hand in it.
  if (guard == "countersigned") return pending_opinion(process, at) ? std::optional(detail) : std::nullopt;
  if (guard == "in_adjustment") return at.round > 1 ? std::nullopt : std::optional(detail);
  if (guard == "different_person") {
    const auto deeds = answered ? std::vector<std::string>{} : own_deeds(process, at, hand);
    return deeds.empty() ? std::nullopt : std::optional(joined(deeds));
  }
  return answered ? std::nullopt : std::optional(detail);
}

void refuse_by_guards(const Process& process, const CaseState& at, const CaseHand& hand,
                      const ProcessTransition& step, std::span<const GuardAnswer> answers,
                      std::vector<Refusal>& refusals) {
  for (const auto& id : step.guards) {
    const auto fault = fault_of(process, at, hand, id, answers);
    if (!fault) continue;
    const auto* guard = process.guard(id);
    std::string message = guard->message;
    if (!fault->empty()) message += "：" + *fault;
    refusals.push_back({fmt::format("{}.{}", process.id, id), std::move(message), {}, guard->remedy, guard});
  }
}

/// Whether the step is one of this person's roles at all. Who reviews must also be waited for.
bool is_of(const Process& process, const CaseState& at, const CaseHand& hand, const ProcessTransition& step) {
  if (!law::any_role(hand.roles, step.who)) return false;
  if (step.kind == TransitionKind::answer) {
    const auto asked = pending_opinion(process, at);
    return !asked || std::ranges::count(hand.roles, *asked) > 0;
  }
  const auto* state = process.state(at.state);
  const bool asks_turn = step.kind != TransitionKind::undo && state != nullptr && !state->waiting.empty();
  return !asks_turn || law::any_role(hand.roles, state->waiting);
}

/// The first role of the transition that the person holds and that is waited for.
Role acting_role(const Process& process, const CaseState& at, const CaseHand& hand,
                 const ProcessTransition& step) {
  const auto* last = step.kind == TransitionKind::undo ? last_move(at) : nullptr;
  if (last != nullptr && std::ranges::count(hand.roles, last->role) > 0) return last->role;
  const auto* state = process.state(at.state);
  for (const Role role : step.who) {
    const bool waited = state == nullptr || state->waiting.empty() ||
                        std::ranges::count(state->waiting, role) > 0 || step.kind == TransitionKind::answer;
    if (waited && std::ranges::count(hand.roles, role) > 0) return role;
  }
  return step.who.front();
}

Findings findings_of(const std::vector<Refusal>& refusals) {
  Findings findings;
  for (const auto& refusal : refusals)
    findings.push_back({refusal.rule, Severity::error, refusal.message, "/action", refusal.remedy});
  return findings;
}

/// What is wrong with what the person wrote.
Findings check_request(const Process& process, const ProcessTransition& step,
                       const std::vector<std::string>& targets, const StepRequest& request) {
  Findings findings;
  const auto add = [&](std::string_view pointer, std::string message, std::string hint) {
    findings.push_back(
        {"process.request", Severity::error, std::move(message), std::string(pointer), std::move(hint)});
  };
  if (step.needs_opinion && trim(request.opinion).empty())
    add("/opinion", fmt::format("{}须写意见", step.label), "写一句为什么");
  if (step.needs_reason && request.reasons.empty())
    add("/reasons", fmt::format("{}须选理由", step.label), "从列表里选一条或几条");
  for (std::size_t i = 0; i < request.reasons.size(); ++i) {
    if (process.reason(request.reasons[i]) == nullptr)
      add(fmt::format("/reasons/{}/code", i), fmt::format("没有理由“{}”", request.reasons[i]), "从列表里选");
  }
  const bool chosen = std::ranges::count(targets, request.to) > 0;
  if (step.kind == TransitionKind::back && !chosen && (targets.size() > 1 || !request.to.empty())) {
    std::string names;
    for (const auto& target : targets)
      names.append(names.empty() ? "" : "、").append(process.state(target)->label);
    add("/to", "退回到哪一步没有选，或不能退到那里", fmt::format("可以退到：{}", names));
  }
  if (step.kind == TransitionKind::reassign && request.assignee_id == 0)
    add("/to", "没有说转给谁", "选一个同样角色的人");
  return findings;
}

}  // namespace

std::vector<std::string> targets_of(const Process& process, const ProcessTransition& step,
                                    const CaseState& at) {
  switch (step.kind) {
    case TransitionKind::move: return step.to;
    case TransitionKind::back: {
      std::vector<std::string> earlier;
      const auto here = position_of(process, at.state);
      for (const auto& target : step.to) {
        if (position_of(process, target) < here) earlier.push_back(target);
      }
      return earlier;
    }
    case TransitionKind::undo: {
      const auto* last = last_move(at);
      if (last == nullptr || std::ranges::count(step.undoes, last->action) == 0) return {};
      return {last->from};
    }
    case TransitionKind::ask:
    case TransitionKind::answer:
    case TransitionKind::reassign: return {at.state};
  }
  return {};
}

std::optional<Role> pending_opinion(const Process& process, const CaseState& at) {
  for (auto step = at.history.rbegin(); step != at.history.rend(); ++step) {
    if (step->from != step->to) return std::nullopt;  // asked before it came here
    const auto* done = past_transition(process, *step);
    if (done == nullptr) continue;
    if (done->kind == TransitionKind::answer) return std::nullopt;
    if (done->kind == TransitionKind::ask) return done->asks;
  }
  return std::nullopt;
}

std::vector<std::string> own_deeds(const Process& process, const CaseState& at, const CaseHand& hand) {
  const auto own = [&](std::int64_t user) {
    return user != 0 && (user == hand.user_id || user == hand.for_user);
  };
  std::vector<std::string> deeds;
  const auto add = [&](std::string deed) {
    if (std::ranges::count(deeds, deed) == 0) deeds.push_back(std::move(deed));
  };
  for (const auto& one : at.hands) {
    if (own(one.user_id)) add(one.deed);
  }
  for (auto step = at.history.rbegin(); step != at.history.rend(); ++step) {
    const auto* done = past_transition(process, *step);
    if (done != nullptr && done->opens_round) break;
    if (own(step->actor_id) && sends_in(process, *step)) add(fmt::format("{}送审", step->actor));
  }
  return deeds;
}

std::vector<Role> waiting_roles(const Process& process, const CaseState& at) {
  const auto* state = process.state(at.state);
  if (state == nullptr) return {};
  auto roles = state->waiting;
  const auto asked = pending_opinion(process, at);
  if (asked && std::ranges::count(roles, *asked) == 0) roles.push_back(*asked);
  return roles;
}

std::vector<ActionOffer> offers(const Process& process, const CaseState& at, const CaseHand& hand,
                                std::span<const GuardAnswer> answers) {
  std::vector<ActionOffer> all;
  for (const auto& step : process.transitions) {
    if (std::ranges::count(step.from, at.state) == 0 || !is_of(process, at, hand, step)) continue;
    ActionOffer offer{&step, targets_of(process, step, at), false, {}};
    refuse_by_process(process, at, hand, step, offer.refusals);
    refuse_by_guards(process, at, hand, step, answers, offer.refusals);
    offer.allowed = offer.refusals.empty();
    all.push_back(std::move(offer));
  }
  return all;
}

Result<StepOutcome> take_step(const Process& process, const CaseState& at, const CaseHand& hand,
                              std::span<const GuardAnswer> answers, const StepRequest& request) {
  const auto* state = process.state(at.state);
  if (state == nullptr)
    return fail(ErrorCode::internal, fmt::format("{} has no state {}", process.id, at.state));
  if (!request.expect_state.empty() && request.expect_state != at.state) {
    return fail(ErrorCode::conflict, fmt::format("刚有人办过这件事，现在是“{}”", state->label),
                {{"process.moved", Severity::error, "状态已经变了", "/expect_state", "刷新后再看"}});
  }
  const auto* step = process.transition(request.action, at.state);
  if (step == nullptr) {
    return fail(
        ErrorCode::conflict, fmt::format("“{}”时不能做这个操作", state->label),
        {{"process.action", Severity::error, fmt::format("“{}”时没有操作“{}”", state->label, request.action),
          "/action", "刷新后再看可以做什么"}});
  }
  if (!is_of(process, at, hand, *step)) {
    return fail(ErrorCode::refused,
                fmt::format("“{}”时{}由{}办理", state->label, step->label, role_names(step->who)));
  }
  const auto targets = targets_of(process, *step, at);
  if (auto findings = check_request(process, *step, targets, request); !findings.empty())
    return fail(ErrorCode::invalid, fmt::format("{}还缺内容", step->label), std::move(findings));
  std::vector<Refusal> refusals;
  refuse_by_process(process, at, hand, *step, refusals);
  refuse_by_guards(process, at, hand, *step, answers, refusals);
  if (!refusals.empty())
    return fail(ErrorCode::conflict, fmt::format("现在不能{}：{}", step->label, refusals.front().message),
                findings_of(refusals));
  StepOutcome outcome{step,     at.state, at.state,      acting_role(process, at, hand, *step),
                      at.round, false,    at.assignee_id};
  const bool chosen = step->kind == TransitionKind::back && !request.to.empty();
  outcome.to = chosen ? request.to : targets.front();
  outcome.moved = outcome.to != at.state;
  if (step->opens_round) ++outcome.round;
  if (outcome.moved) outcome.assignee_id = 0;
  if (step->kind == TransitionKind::reassign) outcome.assignee_id = request.assignee_id;
  return outcome;
}

std::optional<Date> due_date(const law::Book& book, const law::ProcessState& state, Region place,
                             FiscalYear year, Date entered) {
  if (state.deadline.empty()) return std::nullopt;
  if (const auto days = law::integer_parameter(book, state.deadline, place, entered))
    return entered.plus_days(*days);
  const auto text = law::text_parameter(book, state.deadline, place, entered);
  if (!text) return std::nullopt;
  const auto date = Date::parse(fmt::format("{}-{}", year.value() + state.deadline_year, *text));
  return date ? std::optional<Date>(*date) : std::nullopt;
}

bool may_edit(const Process& process, const CaseState& at, const CaseHand& hand, std::string_view group) {
  const auto* state = process.state(at.state);
  const auto* owner = process.group(group);
  return state != nullptr && owner != nullptr && std::ranges::count(state->editable, group) > 0 &&
         law::any_role(hand.roles, owner->who);
}

}  // namespace jiheng::engine
