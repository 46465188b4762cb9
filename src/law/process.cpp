#include "law/process.h"

#include <fmt/format.h>

#include <set>
#include <string>

#include "law/check.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr const char* kProcessRule = "law.process";

class ProcessCheck {
 public:
  ProcessCheck(const Book& book, const Document& document, Findings& findings)
      : book_(book), document_(document), findings_(findings) {}

  void run() {
    read_states();
    const Node& initial = *document_.body.find("initial");
    require_state(initial);
    reached_.insert(initial.text);
    for (const auto& transition : document_.body.find("transitions")->items) check_transition(transition);
    for (const auto& state : document_.body.find("states")->items) {
      if (!reached_.contains(state.text_of("id")))
        complain(state, fmt::format("没有操作能到状态“{}”", state.text_of("id")),
                 "加一个操作，或去掉这个状态");
    }
  }

 private:
  void complain(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, kProcessRule, std::move(message), std::move(hint)));
  }

  void read_states() {
    for (const auto& state : document_.body.find("states")->items) {
      const std::string id(state.text_of("id"));
      if (!states_.insert(id).second)
        complain(state, fmt::format("状态“{}”写了两次", id), "一个状态只写一次");
      names_.push_back(id);
      if (state.text_of("final") == "true") final_.insert(id);
      const Node* deadline = state.find("deadline");
      if (deadline != nullptr && book_.versions(Kind::parameters, deadline->text).empty()) {
        complain(*deadline, fmt::format("参数“{}”不存在", deadline->text), "在 law/parameters 里写它");
      }
    }
  }

  void require_state(const Node& node) {
    if (!states_.contains(node.text))
      complain(node, fmt::format("没有状态“{}”", node.text), did_you_mean(node.text, names_));
  }

  void check_transition(const Node& transition) {
    if (!transitions_.emplace(transition.text_of("id")).second) {
      complain(transition, fmt::format("操作“{}”写了两次", transition.text_of("id")), "一个操作只写一次");
    }
    require_state(*transition.find("to"));
    reached_.emplace(transition.text_of("to"));
    for (const auto& from : transition.find("from")->items) {
      require_state(from);
      if (final_.contains(from.text))
        complain(from, fmt::format("“{}”是终态，不能再有操作", from.text), "去掉 final 或这个操作");
    }
  }

  const Book& book_;
  const Document& document_;
  Findings& findings_;
  std::set<std::string, std::less<>> states_;
  std::set<std::string, std::less<>> final_;
  std::set<std::string, std::less<>> reached_;
  std::set<std::string, std::less<>> transitions_;
  std::vector<std::string> names_;
};

}  // namespace

void check_processes(const Book& book, const Document& document, Findings& findings) {
  ProcessCheck(book, document, findings).run();
}

}  // namespace jiheng::law
