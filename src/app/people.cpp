#include "app/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/unit_tree.h"
#include "base/text.h"
#include "law/book.h"

namespace jiheng::app {
namespace {

bool overlap(const RoleGrant& a, const RoleGrant& b) {
  return (!a.until || b.since <= *a.until) && (!b.until || a.since <= *b.until);
}

Finding grant_finding(std::size_t position, std::string_view field, std::string message,
                      std::string hint = {}) {
  return {"grant", Severity::error, std::move(message), fmt::format("/{}/{}", position, field),
          std::move(hint)};
}

/// Judges new grants against each other and those that are stored.
class GrantCheck {
 public:
  GrantCheck(store::Store& store, const Doer& doer) : store_(store), doer_(doer) {}

  Result<Findings> run(std::span<const RoleGrant> grants) {
    for (std::size_t i = 0; i < grants.size(); ++i) {
      if (const auto done = check(grants, i); !done) return pass(done);
    }
    return std::move(findings_);
  }

 private:
  Result<void> check(std::span<const RoleGrant> grants, std::size_t i) {
    const auto& grant = grants[i];
    if (!is_grantable(grant.role))
      add(i, "role", fmt::format("“{}”不是可以授予的角色", enum_label(grant.role)));
    if (doer_.user && doer_.user == grant.user_id) add(i, "user_id", "不能给自己授权");
    if (grant.until && *grant.until < grant.since) add(i, "until", "截止日期比起始日期早");
    if (const auto done = check_unit(grant, i); !done) return done;
    const auto user = find_user(store_, grant.user_id);
    if (!user) return pass(user);
    if (!*user) {
      add(i, "user_id", "没有这个用户");
      return {};
    }
    if (const auto done = check_password(grant, **user, i); !done) return done;
    auto stored = stored_grants(grant.user_id);
    if (!stored) return pass(stored);
    for (const auto& other : **stored) check_pair(grant, other, i);
    for (std::size_t j = 0; j < i; ++j) {
      if (grants[j].user_id == grant.user_id) check_pair(grant, grants[j], i);
    }
    return {};
  }

  Result<void> check_unit(const RoleGrant& grant, std::size_t i) {
    if (!grant.unit_id) {
      if (needs_unit(grant.role))
        add(i, "unit_id", fmt::format("“{}”须说明是哪个单位的", enum_label(grant.role)));
      return {};
    }
    auto tree = trees_.find(grant.region);
    if (tree == trees_.end()) {
      auto loaded = UnitTree::load(store_, grant.region);
      if (!loaded) return pass(loaded);
      tree = trees_.emplace(grant.region, std::move(*loaded)).first;
    }
    const Unit* unit = tree->second.find(*grant.unit_id);
    if (unit == nullptr)
      add(i, "unit_id", "没有这个单位");
    else if (grant.role == Role::department_reviewer && unit->kind != UnitKind::department)
      add(i, "unit_id", fmt::format("“{}”不是主管部门", unit->name), "写主管部门的 3 位编码");
    else if (scope_of(grant.role) == RoleScope::unit && unit->kind == UnitKind::section)
      add(i, "unit_id", fmt::format("“{}”是财政局股室，不是预算单位", unit->name),
          "写预算单位的编码；股室的人用绩效专干、预算股等角色");
    return {};
  }

  /// 三员分立: whose first password somebody else still knows is made no administrator. The command line may:
  /// it makes the first ones.
  Result<void> check_password(const RoleGrant& grant, const User& user, std::size_t i) {
    if (!doer_.user || !is_administrator(grant.role)) return {};
    const auto credential = find_credential(store_, user);
    if (!credential) return pass(credential);
    if (*credential && (*credential)->must_change)
      add(i, "user_id", "此人还没有改过别人发给的一次性口令，不能授予三员", "请本人先登录改口令，再授权");
    return {};
  }

  /// 三员分立: an administrator is nothing else at the same time.
  void check_pair(const RoleGrant& grant, const RoleGrant& other, std::size_t i) {
    if (other.id && other.id == grant.id) return;
    if (grant.role == other.role || !overlap(grant, other)) return;
    if (is_administrator(grant.role) && is_administrator(other.role)) {
      add(i, "role", fmt::format("三员不能兼任：此人已是“{}”", enum_label(other.role)));
    } else if (is_administrator(grant.role) || is_administrator(other.role)) {
      add(i, "role",
          fmt::format("管理员不能兼业务角色：“{}”与“{}”", enum_label(grant.role), enum_label(other.role)));
    }
  }

  Result<const std::vector<RoleGrant>*> stored_grants(UserId user) {
    auto found = grants_.find(user);
    if (found == grants_.end()) {
      store::Query query;
      query.where.push_back({"user_id", {Value{user.value}}});
      auto loaded = store::load<RoleGrant>(store_, query);
      if (!loaded) return pass(loaded);
      found = grants_.emplace(user, std::move(*loaded)).first;
    }
    return &found->second;
  }

  void add(std::size_t position, std::string_view field, std::string message, std::string hint = {}) {
    findings_.push_back(grant_finding(position, field, std::move(message), std::move(hint)));
  }

  store::Store& store_;
  const Doer& doer_;
  Findings findings_;
  std::map<Region, UnitTree> trees_;
  std::map<UserId, std::vector<RoleGrant>> grants_;
};

}  // namespace

store::Actor actor_of(const User& user, std::string_view via) {
  return {fmt::format("{}（{}）", user.name, user.account), std::string(via)};
}

bool is_active(const User& user, Date day) {
  return (!user.since || *user.since <= day) && (!user.until || day <= *user.until);
}

std::string normal_account(std::string_view account) {
  std::string text(trim(account));
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

std::string check_account(std::string_view account) {
  constexpr std::size_t kShortest = 2;
  constexpr std::size_t kLongest = 40;
  const bool plain = std::ranges::all_of(account, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  });
  if (plain && account.size() >= kShortest && account.size() <= kLongest) return {};
  return fmt::format("账号“{}”不对：只用小写字母、数字、“.”“-”“_”，{} 至 {} 个字符", account, kShortest,
                     kLongest);
}

Result<std::optional<User>> find_user(store::Store& store, std::string_view account) {
  store::Query query;
  query.where.push_back({"account", {Value{normal_account(account)}}});
  auto users = store::load<User>(store, query);
  if (!users) return pass(users);
  if (users->empty()) return std::optional<User>{};
  return std::optional<User>(std::move(users->front()));
}

Result<std::optional<User>> find_user(store::Store& store, UserId id) {
  store::Query query;
  query.where.push_back({"id", {Value{id.value}}});
  auto users = store::load<User>(store, query);
  if (!users) return pass(users);
  if (users->empty()) return std::optional<User>{};
  return std::optional<User>(std::move(users->front()));
}

Result<std::optional<Credential>> find_credential(store::Store& store, const User& user) {
  store::Query query;
  query.region = user.region;
  query.where.push_back({"user_id", {Value{user.id.value}}});
  auto found = store::load<Credential>(store, query);
  if (!found) return pass(found);
  if (found->empty()) return std::optional<Credential>{};
  return std::optional<Credential>(std::move(found->front()));
}

Result<std::vector<GrantInHand>> grants_of(store::Store& store, const User& user, Date day) {
  std::vector<GrantInHand> hands;
  const auto take = [&](UserId of, UserId for_user, const std::string& for_name) -> Result<void> {
    store::Query query;
    query.where.push_back({"user_id", {Value{of.value}}});
    auto grants = store::load<RoleGrant>(store, query);
    if (!grants) return pass(grants);
    for (auto& grant : *grants) {
      const bool in_force = grant.since <= day && (!grant.until || day <= *grant.until);
      // Administrators' roles are never delegated, and never lent to one either.
      if (in_force && (!for_user || !is_administrator(grant.role)))
        hands.push_back({grant, for_user, for_name});
    }
    return {};
  };
  if (const auto own = take(user.id, {}, {}); !own) return pass(own);
  const bool administrator =
      std::ranges::any_of(hands, [](const GrantInHand& hand) { return is_administrator(hand.grant.role); });
  store::Query query;
  query.region = user.region;
  query.where.push_back({"to_user_id", {Value{user.id.value}}});
  const auto delegations = store::load<Delegation>(store, query);
  if (!delegations) return pass(delegations);
  for (const auto& one : *delegations) {
    if (administrator || day < one.since || one.until < day) continue;
    const auto absent = find_user(store, one.from_user_id);
    if (!absent) return pass(absent);
    if (!*absent || !is_active(**absent, day)) continue;
    if (const auto lent = take(one.from_user_id, one.from_user_id, (*absent)->name); !lent) return pass(lent);
  }
  return hands;
}

Result<Findings> check_grants(store::Store& store, const Doer& doer, std::span<const RoleGrant> grants) {
  return GrantCheck(store, doer).run(grants);
}

Result<RoleGrant> grant_role(Workspace& workspace, const Doer& doer, RoleGrant grant) {
  const auto findings = check_grants(workspace.store(), doer, std::span(&grant, 1));
  if (!findings) return pass(findings);
  if (!findings->empty()) {
    Findings named = *findings;
    for (auto& finding : named) finding.where = finding.where.substr(2);  // one grant: "/0/role" is "/role"
    const bool refused = std::ranges::any_of(named, [](const Finding& finding) {
      return finding.where == "/user_id" && finding.message == "不能给自己授权";
    });
    std::string message = named.front().message;
    return fail(refused ? ErrorCode::refused : ErrorCode::invalid, std::move(message), std::move(named));
  }
  grant.granted_by = doer.actor.name;
  const auto put = store::fresh_put_of(grant);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  grant.id = {done->ids[0]};
  return grant;
}

Result<void> end_grant(Workspace& workspace, const Doer& doer, const RoleGrant& grant) {
  if (doer.user && doer.user == grant.user_id) return fail(ErrorCode::refused, "不能改自己的授权");
  const Date today = beijing_date(workspace.clock().now_ms());
  if (grant.until && *grant.until < today) return fail(ErrorCode::conflict, "这项授权已经到期");
  auto ended = grant;
  ended.until = today.plus_days(-1);
  // One that begins today or later has never been, as far as days go.
  const auto put = *ended.until < grant.since ? store::erase_of(grant) : store::put_of(ended);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  return {};
}

Result<Delegation> delegate(Workspace& workspace, const Doer& doer, Delegation delegation) {
  Findings findings;
  const auto add = [&](std::string_view field, std::string message) {
    findings.push_back({"delegation", Severity::error, std::move(message), fmt::format("/{}", field), ""});
  };
  const Date today = beijing_date(workspace.clock().now_ms());
  if (delegation.until < delegation.since) add("until", "截止日期比起始日期早");
  if (delegation.until < today) add("until", "截止日期已过");
  if (trim(delegation.reason).empty()) add("reason", "请写明原因");
  if (delegation.to_user_id == delegation.from_user_id) add("to_user_id", "不能委托给自己");
  for (const auto& [id, field] :
       {std::pair{delegation.from_user_id, "from_user_id"}, std::pair{delegation.to_user_id, "to_user_id"}}) {
    const auto user = find_user(workspace.store(), id);
    if (!user) return pass(user);
    if (!*user || !is_active(**user, today) || (*user)->region != delegation.region) {
      add(field, "没有这个用户");
      continue;
    }
    const auto grants = grants_of(workspace.store(), **user, today);
    if (!grants) return pass(grants);
    if (std::ranges::any_of(*grants, [](const auto& hand) { return is_administrator(hand.grant.role); }))
      add(field, "三员不能委托，也不能受托");
  }
  if (!findings.empty()) {
    std::string message = findings.front().message;
    return fail(ErrorCode::invalid, std::move(message), std::move(findings));
  }
  const auto put = store::fresh_put_of(delegation);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  delegation.id = {done->ids[0]};
  return delegation;
}

Result<void> end_delegation(Workspace& workspace, const Doer& doer, const Delegation& delegation) {
  const auto put = store::erase_of(delegation);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  return {};
}

}  // namespace jiheng::app
