#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/demo.h"
#include "app/people.h"
#include "app/unit_tree.h"
#include "base/text.h"
#include "model/assignment.h"
#include "model/role_grant.h"
#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::string_view kPasswordFile = "password.txt";

/// The day on which the county is seen, one line: declarations for the next year are under way.
constexpr std::string_view kCalendarFile = "calendar.txt";

/// How many accounts of one role the log-in page offers.
constexpr int kOffered = 3;

/// The autumn in which next year's goals are declared is long past; people at work would find everything
/// years late.
Result<void> start_demo_calendar(Workspace& workspace, std::string_view name) {
  const auto text = demo_file(name, kCalendarFile);
  if (!text) return pass(text);
  const auto today = Date::parse(trim(*text));
  if (!today) return pass(today);
  return workspace.start_calendar({"演示", "init"}, *today);
}

}  // namespace

Result<void> load_demo_people(Workspace& workspace, std::string_view name,
                              const std::function<void(const RecordDesc&, const ImportReport&)>& told) {
  const auto password = demo_file(name, kPasswordFile);
  if (!password) return pass(password);
  if (const auto begun = start_demo_calendar(workspace, name); !begun) return begun;
  ImportOptions options;
  options.actor = {"演示", "init"};
  for (const auto* record : {&record_of<User>(), &record_of<RoleGrant>(), &record_of<Assignment>()}) {
    const auto file = fmt::format("{}.csv", record->name);
    const auto bytes = demo_file(name, file);
    if (!bytes) return pass(bytes);
    auto report = import_bytes(workspace, *record, file, *bytes, options);
    if (!report) return pass(report);
    if (!report->findings.empty())
      return fail(ErrorCode::internal, fmt::format("演示数据“{}”有问题", file), std::move(report->findings));
    told(*record, *report);
  }
  Sessions sessions(workspace);
  return set_demo_passwords(workspace, sessions, trim(*password));
}

Result<std::vector<DemoAccount>> demo_accounts(Workspace& workspace, std::string_view name) {
  std::vector<DemoAccount> accounts;
  const auto password = demo_file(name, kPasswordFile);
  if (!password) return accounts;
  store::Query illustrative;
  illustrative.where.push_back({"provenance", {Value{std::string("illustrative")}}});
  const auto grants = store::load<RoleGrant>(workspace.store(), illustrative);
  if (!grants) return pass(grants);
  const auto users = store::load<User>(workspace.store(), illustrative);
  if (!users) return pass(users);
  std::map<Region, UnitTree> trees;
  std::set<UserId> offered;
  for (const auto& role : enum_table(Role{})) {
    int count = 0;
    for (const auto& grant : *grants) {
      if (grant.role != role.value || count >= kOffered || !offered.insert(grant.user_id).second) continue;
      const auto user = std::ranges::find(*users, grant.user_id, &User::id);
      if (user == users->end()) continue;
      if (!trees.contains(grant.region)) {
        auto tree = UnitTree::load(workspace.store(), grant.region);
        if (!tree) return pass(tree);
        trees.emplace(grant.region, std::move(*tree));
      }
      const auto unit_id = grant.unit_id ? grant.unit_id : user->unit_id;
      const Unit* unit = unit_id ? trees.at(grant.region).find(*unit_id) : nullptr;
      accounts.push_back({user->account, user->name, std::string(role.label),
                          unit == nullptr ? "" : unit->name, std::string(trim(*password))});
      ++count;
    }
  }
  return accounts;
}

}  // namespace jiheng::app
