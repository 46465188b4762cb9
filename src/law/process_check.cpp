#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "law/check.h"
#include "law/process.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr const char* kProcessRule = "law.process";

/// What the program can be asked before a step; app/cases answers them.
constexpr std::array<std::string_view, 10> kKnownGuards{
    "both_confirmed", "no_lint_errors", "has_money",     "different_person",  "not_opened",
    "countersigned",  "review_done",    "review_passes", "approval_document", "in_adjustment"};

class ProcessCheck {
 public:
  ProcessCheck(const Book& book, const Document& document, Findings& findings)
      : book_(book), document_(document), findings_(findings), process_(read_process(document)) {
    for (const auto& state : process_.states) state_names_.push_back(state.id);
  }

  void run() {
    require_state(*document_.body.find("initial"));
    reached_.insert(process_.initial);
    check_groups();
    check_guards();
    check_reasons();
    const auto& nodes = document_.body.find("transitions")->items;
    for (std::size_t i = 0; i < nodes.size(); ++i) check_transition(nodes[i], process_.transitions[i]);
    check_states();
  }

 private:
  void complain(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, kProcessRule, std::move(message), std::move(hint)));
  }

  void require_state(const Node& node) {
    if (process_.state(node.text) == nullptr)
      complain(node, fmt::format("没有状态“{}”", node.text), did_you_mean(node.text, state_names_));
  }

  /// Says of each item of a list whether it is twice there.
  void check_twice(std::string_view list, std::string_view key, std::string_view what) {
    const Node* nodes = document_.body.find(list);
    if (nodes == nullptr) return;
    std::set<std::string_view> seen;
    for (const auto& node : nodes->items) {
      if (!seen.insert(node.text_of(key)).second)
        complain(node, fmt::format("{}“{}”写了两次", what, node.text_of(key)),
                 fmt::format("一个{}只写一次", what));
    }
  }

  void check_groups() {
    check_twice("groups", "id", "分工");
    std::map<std::string, std::string, std::less<>> owners;
    const Node* nodes = document_.body.find("groups");
    for (std::size_t i = 0; i < process_.groups.size(); ++i) {
      for (const auto& field : process_.groups[i].fields) {
        if (field.find('.') == std::string::npos)
          complain(nodes->items[i], fmt::format("“{}”不是字段", field), "写成 节.字段 或 节.*");
        if (!owners.emplace(field, process_.groups[i].id).second)
          complain(nodes->items[i], fmt::format("字段“{}”有两个分工", field), "一个字段只归一方填");
      }
    }
  }

  void check_guards() {
    check_twice("guards", "id", "检查");
    const auto known = known_guards();
    for (std::size_t i = 0; i < process_.guards.size(); ++i) {
      const auto& guard = process_.guards[i];
      const Node& node = document_.body.find("guards")->items[i];
      if (std::ranges::count(known, guard.id) == 0)
        complain(node, fmt::format("程序不认识检查“{}”", guard.id), did_you_mean(guard.id, known));
      const bool used = std::ranges::any_of(process_.transitions, [&](const ProcessTransition& step) {
        return std::ranges::count(step.guards, guard.id) > 0;
      });
      if (!used)
        complain(node, fmt::format("检查“{}”没有操作用到", guard.id), "写进某个操作的 guards，或去掉它");
    }
  }

  void check_reasons() {
    check_twice("reasons", "code", "理由");
    const bool needed = std::ranges::any_of(process_.transitions, &ProcessTransition::needs_reason);
    if (needed && process_.reasons.empty())
      complain(document_.body, "有操作须选退回理由，却没有写 reasons", "写上 reasons");
  }

  void check_states() {
    check_twice("states", "id", "状态");
    const auto& nodes = document_.body.find("states")->items;
    for (std::size_t i = 0; i < nodes.size(); ++i) check_state(nodes[i], process_.states[i]);
  }

  void check_state(const Node& node, const ProcessState& state) {
    if (!reached_.contains(state.id))
      complain(node, fmt::format("没有操作能到状态“{}”", state.id), "加一个操作，或去掉这个状态");
    if (!state.final && !left_.contains(state.id))
      complain(node, fmt::format("状态“{}”没有出路", state.id), "加一个从这里出发的操作，或写 final: true");
    const Node* deadline = node.find("deadline");
    if (deadline != nullptr && book_.versions(Kind::parameters, deadline->text).empty())
      complain(*deadline, fmt::format("参数“{}”不存在", deadline->text), "在 law/parameters 里写它");
    for (const auto& group : state.editable) {
      if (process_.group(group) == nullptr)
        complain(*node.find("editable"), fmt::format("没有分工“{}”", group), "在 groups 里写它");
    }
  }

  void check_transition(const Node& node, const ProcessTransition& step) {
    for (const auto& from : node.find("from")->items) {
      require_state(from);
      const auto* state = process_.state(from.text);
      if (state != nullptr && state->final)
        complain(from, fmt::format("“{}”是终态，不能再有操作", from.text), "去掉 final 或这个操作");
      if (!pairs_.emplace(step.id, from.text).second)
        complain(from, fmt::format("操作“{}”从状态“{}”出发写了两次", step.id, from.text),
                 "一个状态下同名操作只有一个");
    }
    check_targets(node, step);
    for (const auto& guard : step.guards) {
      if (process_.guard(guard) == nullptr)
        complain(*node.find("guards"), fmt::format("没有检查“{}”", guard), "在 guards 里写它");
    }
    for (const auto& undone : step.undoes) {
      if (std::ranges::count(process_.transitions, undone, &ProcessTransition::id) == 0)
        complain(*node.find("undoes"), fmt::format("没有操作“{}”", undone), "undoes 写要撤销的操作代码");
    }
  }

  void check_targets(const Node& node, const ProcessTransition& step) {
    const Node* to = node.find("to");
    const bool moves = step.kind == TransitionKind::move;
    const bool goes_back = step.kind == TransitionKind::back;
    if ((moves || goes_back) != (to != nullptr) || (moves && step.to.size() != 1)) {
      complain(node,
               fmt::format("操作“{}”（{}）的 to {}", step.id, enum_label(step.kind),
                           moves       ? "应写一个状态"
                           : goes_back ? "应列出可以退到的状态"
                                       : "不该写"),
               "改正 to 或 kind");
    }
    if ((step.kind == TransitionKind::undo) == step.undoes.empty())
      complain(node, fmt::format("操作“{}”的 undoes 与 kind 不符", step.id), "undo 要写 undoes，别的不写");
    if ((step.kind == TransitionKind::ask) != step.asks.has_value())
      complain(node, fmt::format("操作“{}”的 asks 与 kind 不符", step.id), "ask 要写 asks，别的不写");
    if (to != nullptr && to->is_scalar()) require_state(*to);
    if (to != nullptr && to->is_list()) {
      for (const auto& target : to->items) require_state(target);
    }
    reached_.insert(step.to.begin(), step.to.end());
    if (moves || goes_back || step.kind == TransitionKind::undo)
      left_.insert(step.from.begin(), step.from.end());
    if (goes_back) check_way_back(*node.find("from"), step);
  }

  /// A return from a state with nowhere earlier to go can never be done.
  void check_way_back(const Node& from, const ProcessTransition& step) {
    const auto position = [&](std::string_view id) {
      return std::ranges::find(process_.states, id, &ProcessState::id) - process_.states.begin();
    };
    for (const auto& state : from.items) {
      if (std::ranges::none_of(step.to,
                               [&](const std::string& to) { return position(to) < position(state.text); }))
        complain(state, fmt::format("从“{}”没有可退回的更早一步", state.text),
                 "states 按办理先后排列，to 里要有更早的状态");
    }
  }

  const Book& book_;
  const Document& document_;
  Findings& findings_;
  const Process process_;
  std::vector<std::string> state_names_;
  std::set<std::string, std::less<>> reached_;
  std::set<std::string, std::less<>> left_;
  std::set<std::pair<std::string, std::string>> pairs_;
};

}  // namespace

std::vector<std::string> known_guards() { return {kKnownGuards.begin(), kKnownGuards.end()}; }

void check_processes(const Book& book, const Document& document, Findings& findings) {
  ProcessCheck(book, document, findings).run();
}

}  // namespace jiheng::law
