#include "app/case_hands.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kGuard = "different_person";

/// "wangli" of "王丽（wangli）" and of "王丽（wangli，代 张强）"; empty: nobody's account.
std::string_view account_in(std::string_view actor) {
  constexpr std::string_view kOpen = "（";
  const auto open = actor.find(kOpen);
  if (open == std::string_view::npos) return {};
  const auto inside = actor.substr(open + kOpen.size());
  return inside.substr(0, std::min(inside.find("，代 "), inside.rfind("）")));
}

bool wants_hands(const GoalFile& file) {
  return std::ranges::any_of(file.process.transitions, [&](const law::ProcessTransition& step) {
    return std::ranges::count(step.from, file.at.state) > 0 && std::ranges::count(step.guards, kGuard) > 0;
  });
}

/// What somebody did, before it is known which user he is.
struct Deed {
  std::string account;
  std::string text;
};

std::vector<Deed> deeds_of(const Goal& goal) {
  std::vector<Deed> deeds;
  const auto add = [&](const std::optional<std::string>& by, std::string_view what) {
    if (!by || account_in(*by).empty()) return;
    deeds.push_back({std::string(account_in(*by)), fmt::format("{}{}", plain_name(*by), what)});
  };
  add(goal.project_confirmed_by, "确认了业务部分");
  add(goal.finance_confirmed_by, "确认了财务部分");
  add(goal.edited_by, "填写过");
  return deeds;
}

}  // namespace

Result<void> read_hands(store::Store& store, GoalFile& file) {
  file.at.hands.clear();
  if (!wants_hands(file)) return {};
  const auto deeds = deeds_of(file.goal);
  if (deeds.empty()) return {};
  store::Query query;
  query.where.push_back({"account", {}});
  for (const auto& deed : deeds) query.where.front().values.emplace_back(deed.account);
  const auto users = store::load<User>(store, query);
  if (!users) return pass(users);
  for (const auto& deed : deeds) {
    const auto user = std::ranges::find(*users, deed.account, &User::account);
    if (user != users->end()) file.at.hands.push_back({user->id.value, deed.text});
  }
  return {};
}

}  // namespace jiheng::app
