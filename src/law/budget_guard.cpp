#include "law/budget_guard.h"

#include <fmt/format.h>

#include <algorithm>

#include "law/check.h"
#include "law/parameter.h"
#include "law/suggest.h"

namespace jiheng::law {
namespace {

constexpr std::string_view kGuardPrefix = "budget.guard.";
constexpr std::array<std::string_view, 9> kGuardKeys{
    "acts", "categories", "kinds", "fund_types", "fund_tags", "at_least", "needs", "message", "remedy"};

template <class E>
std::vector<E> codes_of(const Node& value, std::string_view key) {
  std::vector<E> codes;
  const Node* list = value.find(key);
  if (list == nullptr) return codes;
  for (const auto& item : list->items) {
    if (const auto* code = find_enum<E>(item.text)) codes.push_back(*code);
  }
  return codes;
}

/// Complains about one file.
class GuardCheck {
 public:
  GuardCheck(const Document& document, Findings& findings) : document_(document), findings_(findings) {}

  void run(const Node& value) {
    for (const auto& member : value.members) {
      if (std::ranges::count(kGuardKeys, std::string_view(member.key)) == 0)
        complain(member.value, fmt::format("预算检查没有“{}”这一项", member.key),
                 did_you_mean(member.key, std::vector<std::string>(kGuardKeys.begin(), kGuardKeys.end())));
    }
    codes<BudgetAct>(value, "acts", true);
    codes<Category>(value, "categories", false);
    codes<ProjectKind>(value, "kinds", false);
    codes<FundType>(value, "fund_types", false);
    codes<FundTag>(value, "fund_tags", false);
    need(value);
    if (const Node* amount = value.find("at_least"); amount != nullptr) {
      if (!Money::parse(amount->text, MoneyUnit::yuan)) complain(*amount, "at_least 应是以元计的金额", "");
    }
    for (const auto key : {"message", "remedy"}) {
      if (value.text_of(key).empty())
        complain(value, fmt::format("要写 {}", key), "被拒的人要知道为什么、怎么办");
    }
  }

 private:
  void complain(const Node& node, std::string message, std::string hint) {
    findings_.push_back(finding_at(document_, node, "law.budget_guard", std::move(message), std::move(hint)));
  }

  template <class E>
  static std::string known_codes() {
    std::string known;
    for (const auto& row : enum_table(E{})) known += fmt::format("{}{}", known.empty() ? "" : "、", row.code);
    return known;
  }

  template <class E>
  void codes(const Node& value, std::string_view key, bool required) {
    const Node* list = value.find(key);
    if (list == nullptr || !list->is_list()) {
      if (required || list != nullptr) complain(value, fmt::format("{} 应是列表", key), known_codes<E>());
      return;
    }
    for (const auto& item : list->items) {
      const auto* found = find_enum<E>(item.text);
      if (found == nullptr || enum_code(*found) != item.text)
        complain(item, fmt::format("{} 里没有“{}”", key, item.text), "应为 " + known_codes<E>());
    }
  }

  void need(const Node& value) {
    const auto text = value.text_of("needs");
    const auto* found = find_enum<BudgetNeed>(text);
    if (found == nullptr || enum_code(*found) != text)
      complain(value, fmt::format("needs 不能是“{}”", text), "应为 " + known_codes<BudgetNeed>());
  }

  const Document& document_;
  Findings& findings_;
};

}  // namespace

std::vector<BudgetGuard> budget_guards(const Book& book, Region place, Date as_of) {
  std::vector<BudgetGuard> guards;
  for (const auto& match : book.all(Kind::parameters, place, as_of)) {
    if (!match.rule->id.starts_with(kGuardPrefix)) continue;
    const auto found = find_parameter(book, match.rule->id, place, as_of);
    if (!found) continue;
    const Node& value = *found->value;
    BudgetGuard guard;
    guard.id = found->rule->id;
    guard.title = found->rule->title;
    guard.acts = codes_of<BudgetAct>(value, "acts");
    guard.categories = codes_of<Category>(value, "categories");
    guard.kinds = codes_of<ProjectKind>(value, "kinds");
    guard.fund_types = codes_of<FundType>(value, "fund_types");
    guard.fund_tags = codes_of<FundTag>(value, "fund_tags");
    if (const auto amount = Money::parse(value.text_of("at_least"), MoneyUnit::yuan))
      guard.at_least = *amount;
    if (const auto* need = find_enum<BudgetNeed>(value.text_of("needs"))) guard.need = *need;
    guard.message = value.text_of("message");
    guard.remedy = value.text_of("remedy");
    guard.basis = found->rule->basis;
    guard.citations = found->citations;
    guards.push_back(std::move(guard));
  }
  return guards;
}

void check_budget_guards(const Book&, const Document& document, Findings& findings) {
  if (!document.id.starts_with(kGuardPrefix)) return;
  for (const auto& dated : document.body.find("values")->items) {
    const Node& value = *dated.find("value");
    if (value.is_map()) GuardCheck(document, findings).run(value);
  }
}

}  // namespace jiheng::law
