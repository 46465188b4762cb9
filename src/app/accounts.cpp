#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/people.h"
#include "app/second_factor.h"
#include "base/text.h"
#include "model/role_grant.h"
#include "model/unit.h"

namespace jiheng::app {
namespace {

Result<std::string> unit_name_of(store::Store& store, const User& user) {
  if (!user.unit_id) return std::string();
  store::Query query;
  query.region = user.region;
  query.where.push_back({"id", {Value{user.unit_id->value}}});
  const auto units = store::load<Unit>(store, query);
  if (!units) return pass(units);
  return units->empty() ? std::string() : units->front().name;
}

std::vector<std::string> hashes_of(const Credential& credential) {
  std::vector<std::string> hashes{credential.password_hash};
  for (const auto line : split(credential.earlier_hashes, '\n')) {
    if (!line.empty()) hashes.emplace_back(line);
  }
  return hashes;
}

/// Puts a new hash in front of those before it, as many as the rules look back on.
void replace_password(Credential& credential, std::string hash, int history) {
  auto earlier = hashes_of(credential);
  std::erase(earlier, std::string());
  if (earlier.size() > static_cast<std::size_t>(std::max(history, 1)))
    earlier.resize(static_cast<std::size_t>(std::max(history, 1)));
  credential.earlier_hashes.clear();
  for (const auto& one : earlier)
    credential.earlier_hashes += (credential.earlier_hashes.empty() ? "" : "\n") + one;
  credential.password_hash = std::move(hash);
}

Result<void> check_user(store::Store& store, const User& user) {
  Findings findings;
  const auto add = [&](std::string_view field, std::string message) {
    findings.push_back({"user", Severity::error, std::move(message), fmt::format("/{}", field), ""});
  };
  if (auto wrong = check_account(user.account); !wrong.empty()) add("account", std::move(wrong));
  if (trim(user.name).empty()) add("name", "请写姓名");
  if (user.since && user.until && *user.until < *user.since) add("until", "停用日期比启用日期早");
  if (user.unit_id) {
    store::Query query;
    query.region = user.region;
    query.where.push_back({"id", {Value{user.unit_id->value}}});
    const auto units = store.count(record_of<Unit>(), query);
    if (!units) return pass(units);
    if (*units == 0) add("unit_id", "没有这个单位");
  }
  if (findings.empty()) return {};
  std::string message = findings.front().message;
  return fail(ErrorCode::invalid, std::move(message), std::move(findings));
}

/// The credential with a password to be used once, and that password.
struct OneTime {
  Credential credential;
  std::string password;
  bool replaces = false;  ///< the person had a password before
};

std::string reset_setting(const User& user) { return fmt::format("password-reset.{}", user.id.value); }

/// 三员分立: nobody gives out the password of somebody who could then give him roles, or who watches him.
Result<void> check_reset(store::Store& store, const Doer& doer, const User& user, Date day) {
  if (!doer.user) return {};
  if (doer.user == user.id) {
    return fail(ErrorCode::refused,
                "自己的口令请用“修改口令”；忘了的，请另一名有权的管理员重置，或在服务器上用命令 jiheng user "
                "reset-password 重置");
  }
  const auto held = administrators(store, day);
  if (!held) return pass(held);
  const bool administrator = held->contains(user.id);
  if (may_reset(doer.role, administrator)) return {};
  if (!administrator) {
    return fail(ErrorCode::refused,
                fmt::format("{}（{}）不是三员，口令由系统管理员重置；安全管理员只重置三员的口令", user.name,
                            user.account));
  }
  return fail(
      ErrorCode::refused,
      fmt::format(
          "{0}（{1}）是三员之一（或已授权、尚未生效）：三员分立，口令只能由安全管理员重置；没有别的安全管理员"
          "的，在服务器上用命令 jiheng user reset-password {1} 重置",
          user.name, user.account));
}

Result<OneTime> one_time_credential(Workspace& workspace, Sessions& sessions, const User& user) {
  const auto hashing = sessions.hasher();
  if (!hashing) return pass(hashing);
  const auto rules = sessions.rules(user.region);
  if (!rules) return pass(rules);
  const auto stored = find_credential(workspace.store(), user);
  if (!stored) return pass(stored);
  OneTime made{stored->value_or(Credential{}), make_one_time_password(), stored->has_value()};
  auto hash = (*hashing)->hash(made.password);
  if (!hash) return pass(hash);
  made.credential.region = user.region;
  made.credential.user_id = user.id;
  replace_password(made.credential, std::move(*hash), rules->history);
  made.credential.must_change = true;
  made.credential.changed_at_ms = workspace.clock().now_ms();
  made.credential.failures = 0;
  made.credential.locked_until_ms = 0;
  return made;
}

/// The write behind a new account and a reset: the password, and who set it, in one transaction.
Result<std::string> give_one_time_password(Workspace& workspace, Sessions& sessions, const Doer& doer,
                                           const User& user) {
  auto made = one_time_credential(workspace, sessions, user);
  if (!made) return pass(made);
  const auto put = store::put_of(made->credential);
  store::PutOptions options;
  if (made->replaces) {
    options.settings.emplace_back(reset_setting(user),
                                  fmt::format("{} {}", made->credential.changed_at_ms, doer.actor.name));
  }
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1), options);
  if (!done) return pass(done);
  if (const auto ended = sessions.end_all(user); !ended) return pass(ended);
  return made->password;
}

}  // namespace

Result<NewUser> create_user(Workspace& workspace, Sessions& sessions, const Doer& doer, User user) {
  user.account = normal_account(user.account);
  if (const auto fine = check_user(workspace.store(), user); !fine) return pass(fine);
  const auto taken = find_user(workspace.store(), user.account);
  if (!taken) return pass(taken);
  if (*taken) {
    return fail(ErrorCode::conflict, fmt::format("账号“{}”已经有了", user.account),
                {{"user", Severity::error, "这个账号已经有了", "/account", ""}});
  }
  const auto put = store::fresh_put_of(user);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  user.id = {done->ids[0]};
  auto password = give_one_time_password(workspace, sessions, doer, user);
  if (!password) return pass(password);
  return NewUser{std::move(user), std::move(*password)};
}

Result<User> change_user(Workspace& workspace, Sessions& sessions, const Doer& doer, const User& user) {
  if (const auto fine = check_user(workspace.store(), user); !fine) return pass(fine);
  const auto put = store::put_of(user);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  if (!is_active(user, beijing_date(workspace.clock().now_ms()))) {
    if (const auto ended = sessions.end_all(user); !ended) return pass(ended);
  }
  return user;
}

Result<void> change_password(Workspace& workspace, Sessions& sessions, const LoggedIn& who,
                             std::string_view old, std::string_view fresh) {
  const auto hashing = sessions.hasher();
  if (!hashing) return pass(hashing);
  const auto rules = sessions.rules(who.user.region);
  if (!rules) return pass(rules);
  const auto unit_name = unit_name_of(workspace.store(), who.user);
  if (!unit_name) return pass(unit_name);
  auto credential = find_credential(workspace.store(), who.user);
  if (!credential) return pass(credential);
  if (!*credential) return fail(ErrorCode::not_found, "这个账号没有口令");
  Credential& held = **credential;
  Findings findings;
  if (!(*hashing)->verify(held.password_hash, old))
    findings.push_back({"password.old", Severity::error, "原口令不对", "/old", ""});
  const PasswordOwner owner{who.user.account, who.user.name, *unit_name};
  const auto broken = check_password(*rules, fresh, owner, hashes_of(held), **hashing);
  findings.insert(findings.end(), broken.begin(), broken.end());
  if (!findings.empty()) {
    std::string message = findings.front().message;
    return fail(ErrorCode::invalid, std::move(message), std::move(findings));
  }
  auto hash = (*hashing)->hash(fresh);
  if (!hash) return pass(hash);
  replace_password(held, std::move(*hash), rules->history);
  held.must_change = false;
  held.changed_at_ms = workspace.clock().now_ms();
  const auto put = store::put_of(held);
  const auto done = workspace.store().put(actor_of(who.user, "password"), std::span(&put, 1));
  if (!done) return pass(done);
  return sessions.end_all(who.user, who.session.id);
}

Result<std::string> reset_password(Workspace& workspace, Sessions& sessions, const Doer& doer,
                                   const User& user) {
  const auto today = beijing_date(workspace.clock().now_ms());
  if (const auto fine = check_reset(workspace.store(), doer, user, today); !fine) return pass(fine);
  return give_one_time_password(workspace, sessions, doer, user);
}

Result<std::set<UserId>> administrators(store::Store& store, Date day) {
  store::Query query;
  query.where.push_back({"role", {}});
  for (const auto& row : enum_table(Role{})) {
    if (is_administrator(row.value)) query.where.back().values.emplace_back(std::string(row.code));
  }
  const auto grants = store::load<RoleGrant>(store, query);
  if (!grants) return pass(grants);
  std::set<UserId> held;
  for (const auto& grant : *grants) {
    if (!grant.until || day <= *grant.until) held.insert(grant.user_id);
  }
  return held;
}

bool may_reset(Role role, bool administrator) {
  return role == (administrator ? Role::security_admin : Role::system_admin);
}

Result<std::optional<PasswordReset>> last_reset(store::Store& store, const User& user) {
  const auto noted = store.setting(reset_setting(user));
  if (!noted) return pass(noted);
  if (!*noted) return std::optional<PasswordReset>{};
  const std::string& text = **noted;
  PasswordReset reset;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), reset.at_ms);
  if (fault != std::errc() || end == text.data() + text.size()) {
    return fail(ErrorCode::internal, fmt::format("设置 {} 读不懂：{}", reset_setting(user), text));
  }
  reset.by.assign(end + 1, text.data() + text.size());
  return std::optional(std::move(reset));
}

Result<void> set_demo_passwords(Workspace& workspace, Sessions& sessions, std::string_view password) {
  const auto hashing = sessions.hasher();
  if (!hashing) return pass(hashing);
  const auto users = store::load<User>(workspace.store());
  if (!users) return pass(users);
  std::vector<store::Put> puts;
  for (const auto& user : *users) {
    if (user.provenance != Provenance::illustrative) continue;
    Credential credential;
    credential.region = user.region;
    credential.user_id = user.id;
    credential.changed_at_ms = workspace.clock().now_ms();
    auto hash = (*hashing)->hash(password);
    if (!hash) return pass(hash);
    credential.password_hash = std::move(*hash);
    puts.push_back(store::put_of(credential));
  }
  const auto done = workspace.store().put({"演示", "init"}, puts);
  if (!done) return pass(done);
  return {};
}

Result<void> unlock(Workspace& workspace, const Doer& doer, const User& user) {
  auto credential = find_credential(workspace.store(), user);
  if (!credential) return pass(credential);
  if (!*credential) return fail(ErrorCode::not_found, fmt::format("账号“{}”还没有口令", user.account));
  (*credential)->failures = 0;
  (*credential)->locked_until_ms = 0;
  const auto put = store::put_of(**credential);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  return {};
}

Result<std::string> begin_factor(Workspace& workspace, const LoggedIn& who) {
  auto credential = find_credential(workspace.store(), who.user);
  if (!credential) return pass(credential);
  if (!*credential) return fail(ErrorCode::not_found, "这个账号没有口令");
  if ((*credential)->totp_confirmed)
    return fail(ErrorCode::conflict, "已经开通；手机丢了请找安全管理员解除后重新开通");
  std::string secret = make_totp_secret();
  (*credential)->totp_secret = secret;
  (*credential)->totp_step = 0;
  const auto put = store::put_of(**credential);
  const auto done = workspace.store().put(actor_of(who.user, "second-factor"), std::span(&put, 1));
  if (!done) return pass(done);
  return secret;
}

Result<void> confirm_factor(Workspace& workspace, const LoggedIn& who, std::string_view code) {
  auto credential = find_credential(workspace.store(), who.user);
  if (!credential) return pass(credential);
  if (!*credential || !(*credential)->totp_secret || (*credential)->totp_confirmed)
    return fail(ErrorCode::conflict, "没有等待确认的第二因素");
  Credential& held = **credential;
  const auto step = match_totp(*held.totp_secret, code, workspace.machine_clock().now_ms(), held.totp_step);
  if (!step) {
    return fail(ErrorCode::invalid, "验证码不对：请看手机上的时间是否准确",
                {{"second-factor", Severity::error, "验证码不对", "/code", ""}});
  }
  held.totp_confirmed = true;
  held.totp_step = *step;
  Session session = who.session;
  session.factor_done = true;
  const store::Put puts[] = {store::put_of(held), store::put_of(session)};
  const auto done = workspace.store().put(actor_of(who.user, "second-factor"), puts);
  if (!done) return pass(done);
  return {};
}

Result<void> clear_factor(Workspace& workspace, Sessions& sessions, const Doer& doer, const User& user) {
  if (doer.user && doer.user == user.id) return fail(ErrorCode::refused, "自己的第二因素要由另一人解除");
  auto credential = find_credential(workspace.store(), user);
  if (!credential) return pass(credential);
  if (!*credential || !(*credential)->totp_secret)
    return fail(ErrorCode::not_found, fmt::format("账号“{}”没有开通第二因素", user.account));
  (*credential)->totp_secret.reset();
  (*credential)->totp_confirmed = false;
  (*credential)->totp_step = 0;
  const auto put = store::put_of(**credential);
  const auto done = workspace.store().put(doer.actor, std::span(&put, 1));
  if (!done) return pass(done);
  return sessions.end_all(user);
}

}  // namespace jiheng::app
