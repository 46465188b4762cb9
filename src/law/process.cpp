#include "law/process.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/head.h"

namespace jiheng::law {
namespace {

std::vector<std::string> texts_of(const Node& node, std::string_view key) {
  std::vector<std::string> texts;
  const Node* list = node.find(key);
  if (list == nullptr) return texts;
  if (list->is_scalar()) return {list->text};
  for (const auto& item : list->items) texts.push_back(item.text);
  return texts;
}

std::vector<Role> roles_of(const Node& node, std::string_view key) {
  std::vector<Role> roles;
  for (const auto& code : texts_of(node, key)) {
    if (const Role* role = find_enum<Role>(code)) roles.push_back(*role);
  }
  return roles;
}

bool is_true(const Node& node, std::string_view key) { return node.text_of(key) == "true"; }

template <class T, class Read>
std::vector<T> list_of(const Node& body, std::string_view key, Read read) {
  std::vector<T> all;
  const Node* list = body.find(key);
  if (list == nullptr) return all;
  for (const auto& item : list->items) all.push_back(read(item));
  return all;
}

ProcessState read_state(const Node& node) {
  ProcessState state;
  state.id = node.text_of("id");
  state.label = node.text_of("label");
  state.record_state = node.text_of("record_state");
  state.waiting = roles_of(node, "waiting");
  state.editable = texts_of(node, "editable");
  state.deadline = node.text_of("deadline");
  const auto year = node.text_of("deadline_year", "0");
  state.deadline_year = year == "-1" ? -1 : year == "1" ? 1 : 0;
  state.final = is_true(node, "final");
  return state;
}

ProcessGroup read_group(const Node& node) {
  return {std::string(node.text_of("id")), std::string(node.text_of("label")), roles_of(node, "who"),
          texts_of(node, "fields")};
}

ProcessGuard read_guard(const Node& node) {
  return {std::string(node.text_of("id")), std::string(node.text_of("message")),
          std::string(node.text_of("remedy")), read_citations(node.find("citations"))};
}

ProcessReason read_reason(const Node& node) {
  return {std::string(node.text_of("code")), std::string(node.text_of("label")), is_true(node, "needs_text")};
}

ProcessTransition read_transition(const Node& node) {
  ProcessTransition step;
  step.id = node.text_of("id");
  step.label = node.text_of("label");
  if (const auto* kind = find_enum<TransitionKind>(node.text_of("kind"))) step.kind = *kind;
  step.from = texts_of(node, "from");
  step.to = texts_of(node, "to");
  step.who = roles_of(node, "who");
  step.guards = texts_of(node, "guards");
  step.undoes = texts_of(node, "undoes");
  if (const Role* asked = find_enum<Role>(node.text_of("asks"))) step.asks = *asked;
  step.needs_reason = is_true(node, "needs_reason");
  step.needs_opinion = is_true(node, "needs_opinion");
  step.opens_round = is_true(node, "opens_round");
  step.version = node.text_of("version");
  return step;
}

template <class T, class Member>
const T* find_by(const std::vector<T>& all, Member member, std::string_view wanted) {
  const auto at = std::ranges::find(all, wanted, member);
  return at == all.end() ? nullptr : &*at;
}

}  // namespace

bool any_role(const std::vector<Role>& roles, const std::vector<Role>& wanted) {
  return std::ranges::any_of(roles, [&](Role role) { return std::ranges::count(wanted, role) > 0; });
}

const ProcessState* Process::state(std::string_view state_id) const {
  return find_by(states, &ProcessState::id, state_id);
}
const ProcessGuard* Process::guard(std::string_view guard_id) const {
  return find_by(guards, &ProcessGuard::id, guard_id);
}
const ProcessReason* Process::reason(std::string_view code) const {
  return find_by(reasons, &ProcessReason::code, code);
}
const ProcessGroup* Process::group(std::string_view group_id) const {
  return find_by(groups, &ProcessGroup::id, group_id);
}

const ProcessTransition* Process::transition(std::string_view transition_id, std::string_view from) const {
  for (const auto& step : transitions) {
    if (step.id == transition_id && std::ranges::count(step.from, from) > 0) return &step;
  }
  return nullptr;
}

const ProcessGroup* Process::owner_of(std::string_view field) const {
  const auto section = field.substr(0, field.find('.'));
  for (const auto& one : groups) {
    for (const auto& owned : one.fields) {
      if (owned == field || (owned.ends_with(".*") && owned.substr(0, owned.size() - 2) == section))
        return &one;
    }
  }
  return nullptr;
}

Process read_process(const Document& document) {
  Process process;
  process.id = document.id;
  process.title = document.title;
  process.record = document.body.text_of("record");
  process.initial = document.body.text_of("initial");
  process.states = list_of<ProcessState>(document.body, "states", read_state);
  process.groups = list_of<ProcessGroup>(document.body, "groups", read_group);
  process.guards = list_of<ProcessGuard>(document.body, "guards", read_guard);
  process.reasons = list_of<ProcessReason>(document.body, "reasons", read_reason);
  process.transitions = list_of<ProcessTransition>(document.body, "transitions", read_transition);
  return process;
}

Result<Process> find_process(const Book& book, std::string_view id, Region place, Date as_of) {
  const auto match = book.find(Kind::processes, id, place, as_of);
  if (match) return read_process(*match->rule);
  return fail(ErrorCode::not_found,
              fmt::format("流程“{}”在 {} {} 没有规定", id, book.place_name(place), as_of.to_text()));
}

}  // namespace jiheng::law
