#include "app/notices.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/desk.h"
#include "base/text.h"
#include "law/parameter.h"
#include "model/role_grant.h"
#include "model/user.h"

namespace jiheng::app {
namespace {

constexpr std::size_t kMostRecipients = 50;
constexpr std::string_view kTemplates = "notice.templates";

bool in_force(const RoleGrant& grant, Date day) {
  return grant.since <= day && (!grant.until || *grant.until >= day);
}

/// The department above the file's unit.
Result<std::optional<UnitId>> department_of(Workspace& workspace, const Unit& unit) {
  store::Query query;
  query.region = unit.region;
  query.where.push_back({"code", {Value{unit.department_code}}});
  const auto units = store::load<Unit>(workspace.store(), query);
  if (!units) return pass(units);
  return units->empty() ? std::optional<UnitId>() : units->front().id;
}

/// Whether a grant reaches over the unit.
bool reaches(const RoleGrant& grant, const Unit& unit, const std::optional<UnitId>& department) {
  switch (scope_of(grant.role)) {
    case RoleScope::place: return true;
    case RoleScope::department:
      return grant.unit_id == unit.id || (department && grant.unit_id == *department);
    case RoleScope::unit: return grant.unit_id == unit.id;
    default: return false;
  }
}

/// "returned", "approved" or "arrived"; "" for steps that nobody is told of.
std::string_view kind_of_step(const NoticedStep& step, const law::ProcessState& state) {
  if (step.action == "return") return "returned";
  if (step.action == "approve") return "approved";
  if (step.action == "submit" || step.action == "pass" || step.action == "finalize" ||
      step.action == "reassign")
    return state.waiting.empty() ? std::string_view() : std::string_view("arrived");
  return {};
}

}  // namespace

Result<std::string> notice_text(const law::Book& book, Region place, Date day, std::string_view key,
                                const NoticeWords& words) {
  const auto templates = law::map_parameter(book, kTemplates, place, day);
  if (!templates) return pass(templates);
  const auto found = std::ranges::find(*templates, key, [](const auto& one) { return one.first; });
  if (found == templates->end()) return fail(ErrorCode::not_found, fmt::format("通知模板里没有“{}”", key));
  std::string text;
  std::string_view rest = found->second;
  for (auto open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const auto close = rest.find('}', open);
    if (close == std::string_view::npos) break;
    const auto word = words.find(rest.substr(open + 1, close - open - 1));
    text += rest.substr(0, open);
    text += word == words.end() || word->second.empty() ? "—" : word->second;
    rest.remove_prefix(close + 1);
  }
  return text += rest;
}

Result<std::vector<User>> people_of_state(Workspace& workspace, const GoalFile& file,
                                          const std::vector<Role>& roles, std::int64_t assignee) {
  store::Query query;
  query.region = file.goal.region;
  const auto grants = store::load<RoleGrant>(workspace.store(), query);
  if (!grants) return pass(grants);
  const auto department = department_of(workspace, file.unit);
  if (!department) return pass(department);
  const auto day = beijing_date(workspace.clock().now_ms());
  std::set<std::int64_t> ids;
  for (const auto& grant : *grants) {
    if (assignee != 0 && grant.user_id.value != assignee) continue;
    if (in_force(grant, day) && std::ranges::count(roles, grant.role) > 0 &&
        reaches(grant, file.unit, *department))
      ids.insert(grant.user_id.value);
  }
  if (ids.empty()) return std::vector<User>{};
  query.where.push_back({"id", {ids.begin(), ids.end()}});
  auto users = store::load<User>(workspace.store(), query);
  if (!users) return pass(users);
  if (users->size() > kMostRecipients) users->resize(kMostRecipients);
  return users;
}

Result<std::vector<store::Put>> step_notices(Workspace& workspace, const Access& access, const GoalFile& file,
                                             const NoticedStep& step) {
  std::vector<store::Put> puts;
  if (!workspace.desk().sends_notices() || !file.work_case) return puts;
  const auto* state = file.process.state(step.state);
  const auto kind = state == nullptr ? std::string_view() : kind_of_step(step, *state);
  if (kind.empty()) return puts;
  const std::vector<Role> unit_roles{Role::unit_project, Role::unit_finance};
  const auto people =
      people_of_state(workspace, file, kind == "approved" ? unit_roles : state->waiting, step.assignee);
  if (!people) return pass(people);
  const auto now = workspace.clock().now_ms();
  const auto day = beijing_date(now);
  for (const auto& person : *people) {
    if (person.id == access.viewer().user) continue;
    const NoticeWords words{{"year", std::to_string(file.goal.year.value())},
                            {"project", file.project.name},
                            {"unit", file.unit.name},
                            {"state", state->label},
                            {"by", access.viewer().name},
                            {"why", step.why},
                            {"due", step.due_on ? step.due_on->to_text() : ""},
                            {"name", person.name}};
    const auto subject =
        notice_text(workspace.book(), file.goal.region, day, fmt::format("{}.subject", kind), words);
    if (!subject) return pass(subject);
    const auto body =
        notice_text(workspace.book(), file.goal.region, day, fmt::format("{}.body", kind), words);
    if (!body) return pass(body);
    Notice notice;
    notice.region = file.goal.region;
    notice.cause = fmt::format("step:{}:{}", file.work_case->id.value, step.number);
    notice.user_id = person.id;
    notice.kind = kind;
    notice.subject = *subject;
    notice.body = *body;
    notice.at_ms = notice.next_ms = now;
    puts.push_back(store::fresh_put_of(notice));
  }
  return puts;
}

}  // namespace jiheng::app
