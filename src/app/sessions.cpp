#include "app/sessions.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/people.h"
#include "app/second_factor.h"
#include "base/sm3.h"
#include "base/text.h"

namespace jiheng::app {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::size_t kTokenBytes = 32;
constexpr std::size_t kMostRemembered = 10'000;
constexpr std::size_t kLongestAgent = 200;
constexpr std::string_view kWrong = "账号或口令不对";

/// Stored at most this often within the time that a session may be idle.
constexpr std::int64_t kSeenShare = 6;

std::string hash_of_token(std::string_view token) { return to_hex(sm3(token)); }

Error locked_error(std::int64_t until_ms, std::int64_t now) {
  const auto minutes = (until_ms - now + kMinute - 1) / kMinute;
  return {ErrorCode::refused, fmt::format("连续失败次数太多，账号已锁定，请 {} 分钟后再试", minutes), {}};
}

/// A lock that would last longer than any lock does is of a clock that has been set back since.
bool is_locked(std::int64_t until_ms, std::int64_t now, const SecurityRules& rules) {
  return until_ms > now && until_ms - now <= rules.lock_minutes * kMinute;
}

/// Forgets everything rather than growing without end.
template <class Map>
void bound(Map& map) {
  if (map.size() > kMostRemembered) map.clear();
}

}  // namespace

std::string_view factor_state_code(FactorState state) {
  switch (state) {
    case FactorState::none: return "none";
    case FactorState::required_enrolment: return "required_enrolment";
    case FactorState::required_code: return "required_code";
    case FactorState::done: return "done";
  }
  return {};
}

bool LoggedIn::is_complete() const {
  return !must_change_password && (factor == FactorState::none || factor == FactorState::done);
}

Viewer LoggedIn::viewer(FiscalYear year, Date day) const {
  Viewer viewer;
  viewer.user = user.id;
  viewer.account = user.account;
  viewer.name = user.name;
  viewer.place = user.region;
  viewer.year = year;
  viewer.day = day;
  if (!in_use) return viewer;
  const auto& hand = grants[*in_use];
  viewer.grant = hand.grant.id;
  viewer.role = hand.grant.role;
  viewer.place = hand.grant.region;
  viewer.unit = hand.grant.unit_id;
  viewer.for_user = hand.for_user;
  viewer.for_name = hand.for_name;
  return viewer;
}

Result<bool> Sessions::is_open() {
  {
    const std::lock_guard lock(mutex_);
    if (has_users_) return false;
  }
  const auto users = workspace_.store().count(record_of<User>(), {});
  const std::lock_guard lock(mutex_);
  // Whom nobody had to log in for a moment ago can go on reading what is in memory while the database is
  // away.
  if (!users) return known_open_ ? Result<bool>(true) : pass(users);
  has_users_ = *users > 0;
  known_open_ = !has_users_;
  return known_open_;
}

Result<bool> Sessions::is_demo() {
  const auto demo = workspace_.store().setting("demo");
  if (!demo) return pass(demo);
  return demo->has_value();
}

Result<SecurityRules> Sessions::rules(Region place) {
  const auto demo = is_demo();
  if (!demo) return pass(demo);
  return read_security_rules(workspace_.book(), place, beijing_date(workspace_.clock().now_ms()), *demo);
}

Result<PasswordHasher*> Sessions::hasher() {
  const auto cost = rules(Region{});
  if (!cost) return pass(cost);
  const std::lock_guard lock(mutex_);
  if (!hasher_) hasher_ = std::make_unique<PasswordHasher>(*cost);
  return hasher_.get();
}

Result<void> Sessions::check_address(std::string_view address, const SecurityRules& rules, std::int64_t now) {
  const std::lock_guard lock(mutex_);
  bound(addresses_);
  auto& window = addresses_[std::string(address)];
  if (now - window.begin_ms >= kMinute || now < window.begin_ms) window = {now, 0};
  if (++window.tries <= rules.address_per_minute) return {};
  return fail(ErrorCode::refused, "这个地址登录太频繁，请一分钟后再试");
}

/// Behaves as a known account would: the same time, and locked after as many tries.
Result<std::string> Sessions::refuse_unknown(std::string_view account, std::string_view password,
                                             const SecurityRules& rules, std::int64_t now) {
  const auto hashing = hasher();
  if (!hashing) return pass(hashing);
  static_cast<void>((*hashing)->verify_nothing(password));
  const std::lock_guard lock(mutex_);
  bound(unknown_);
  auto& known = unknown_[std::string(account)];
  if (is_locked(known.locked_until_ms, now, rules))
    return tl::unexpected(locked_error(known.locked_until_ms, now));
  if (++known.failures >= rules.lock_failures) known = {0, now + rules.lock_minutes * kMinute};
  if (is_locked(known.locked_until_ms, now, rules))
    return tl::unexpected(locked_error(known.locked_until_ms, now));
  return fail(ErrorCode::refused, std::string(kWrong));
}

/// One more failure, and the lock when there were enough; two at once count as two.
Result<void> Sessions::count_failure(const User& user, const SecurityRules& rules) {
  constexpr int kAttempts = 20;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    auto credential = find_credential(workspace_.store(), user);
    if (!credential || !*credential) return credential ? Result<void>{} : Result<void>(pass(credential));
    auto& changed = **credential;
    auto put = store::put_of(changed);
    put.expect = {{"failures", Value{changed.failures}}, {"locked_until_ms", Value{changed.locked_until_ms}}};
    if (++changed.failures >= rules.lock_failures) {
      changed.failures = 0;
      changed.locked_until_ms = workspace_.clock().now_ms() + rules.lock_minutes * kMinute;
    }
    put.row = to_row(changed);
    const auto done = workspace_.store().put({user.account, "log-in-failed"}, std::span(&put, 1));
    if (done) return {};
    if (done.error().code != ErrorCode::conflict) return pass(done);
  }
  return fail(ErrorCode::unavailable, "太忙，请稍后再试");
}

Result<std::string> Sessions::log_in(std::string_view account, std::string_view password,
                                     std::string_view address, std::string_view agent) {
  const auto now = workspace_.clock().now_ms();
  const auto national = rules(Region{});
  if (!national) return pass(national);
  if (const auto fine = check_address(address, *national, now); !fine) return pass(fine);
  const auto user = find_user(workspace_.store(), account);
  if (!user) return pass(user);
  const bool active = *user && is_active(**user, beijing_date(now));
  auto credential =
      active ? find_credential(workspace_.store(), **user) : Result<std::optional<Credential>>{};
  if (!credential) return pass(credential);
  if (!*credential) return refuse_unknown(normal_account(account), password, *national, now);
  const auto own = rules((*user)->region);
  const auto hashing = hasher();
  if (!own) return pass(own);
  if (!hashing) return pass(hashing);
  const bool fits = (*hashing)->verify((*credential)->password_hash, password);
  if (is_locked((*credential)->locked_until_ms, now, *own))
    return tl::unexpected(locked_error((*credential)->locked_until_ms, now));
  if (!fits) {
    if (const auto counted = count_failure(**user, *own); !counted) return pass(counted);
    const auto after = find_credential(workspace_.store(), **user);
    if (after && *after && is_locked((*after)->locked_until_ms, now, *own))
      return tl::unexpected(locked_error((*after)->locked_until_ms, now));
    return fail(ErrorCode::refused, std::string(kWrong));
  }
  if ((*credential)->failures != 0 || (*hashing)->is_outdated((*credential)->password_hash)) {
    Credential fresh = **credential;
    fresh.failures = 0;
    if ((*hashing)->is_outdated(fresh.password_hash)) {
      auto hash = (*hashing)->hash(password);
      if (hash) fresh.password_hash = std::move(*hash);
    }
    const auto put = store::put_of(fresh);
    const auto done = workspace_.store().put(actor_of(**user, "log-in"), std::span(&put, 1));
    if (!done) return pass(done);
  }
  std::string token = random_hex(kTokenBytes);
  const auto session = open_session(**user, token, address, agent);
  if (!session) return pass(session);
  return token;
}

Result<Session> Sessions::open_session(const User& user, std::string_view token, std::string_view address,
                                       std::string_view agent) {
  // What is over goes now, so that the table does not grow.
  const auto old = of(user);
  if (!old) return pass(old);
  Session session;
  session.region = user.region;
  session.user_id = user.id;
  session.token_hash = hash_of_token(token);
  session.created_ms = workspace_.clock().now_ms();
  session.seen_ms = session.created_ms;
  session.address = address;
  session.agent = first_characters(is_utf8(agent) ? agent : "", kLongestAgent);
  const auto put = store::fresh_put_of(session);
  const auto done = workspace_.store().put(actor_of(user, "log-in"), std::span(&put, 1));
  if (!done) return pass(done);
  session.id = {done->ids[0]};
  return session;
}

Result<void> Sessions::give_code(const LoggedIn& who, std::string_view code) {
  const auto now = workspace_.clock().now_ms();
  auto credential = find_credential(workspace_.store(), who.user);
  if (!credential) return pass(credential);
  if (!*credential || !(*credential)->totp_secret || !(*credential)->totp_confirmed)
    return fail(ErrorCode::conflict, "还没有开通第二因素");
  Credential& held = **credential;
  const auto own = rules(who.user.region);
  if (!own) return pass(own);
  if (is_locked(held.locked_until_ms, now, *own))
    return tl::unexpected(locked_error(held.locked_until_ms, now));
  const auto step = match_totp(*held.totp_secret, code, workspace_.machine_clock().now_ms(), held.totp_step);
  if (!step) {
    if (const auto counted = count_failure(who.user, *own); !counted) return counted;
    return fail(ErrorCode::refused, "验证码不对或已经用过");
  }
  auto used = store::put_of(held);
  used.expect = {{"totp_step", Value{held.totp_step}}};  // of two who send the same code one is refused
  held.totp_step = *step;
  held.failures = 0;
  used.row = to_row(held);
  Session session = who.session;
  session.factor_done = true;
  const store::Put puts[] = {used, store::put_of(session)};
  const auto done = workspace_.store().put(actor_of(who.user, "log-in"), puts);
  if (done) return {};
  if (done.error().code == ErrorCode::conflict) return fail(ErrorCode::refused, "验证码不对或已经用过");
  return pass(done);
}

std::int64_t Sessions::seen(const Session& session) const {
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(session.id.value);
  return found == seen_.end() ? session.seen_ms : std::max(found->second, session.seen_ms);
}

Result<std::optional<LoggedIn>> Sessions::look_up(std::string_view token) {
  if (token.size() != kTokenBytes * 2) return std::optional<LoggedIn>{};
  store::Query query;
  query.where.push_back({"token_hash", {Value{hash_of_token(token)}}});
  auto sessions = store::load<Session>(workspace_.store(), query);
  if (!sessions) return pass(sessions);
  if (sessions->empty()) return std::optional<LoggedIn>{};
  return check_session(std::move(sessions->front()));
}

Result<std::optional<LoggedIn>> Sessions::check_session(Session session) {
  const auto now = workspace_.clock().now_ms();
  const auto today = beijing_date(now);
  auto user = find_user(workspace_.store(), session.user_id);
  if (!user) return pass(user);
  if (!*user || !is_active(**user, today)) return std::optional<LoggedIn>{};
  const auto own = rules((*user)->region);
  if (!own) return pass(own);
  const std::int64_t idle = own->idle_minutes * kMinute;
  const std::int64_t last = std::min(seen(session), now);
  const std::int64_t end = std::min(last + idle, session.created_ms + own->absolute_hours * kHour);
  const bool of_another_clock = session.created_ms > now + idle;  // it has been set back since
  if (now >= end || of_another_clock) {
    if (const auto ended = this->end(**user, session.id); !ended) return pass(ended);
    return std::optional<LoggedIn>{};
  }
  const auto credential = find_credential(workspace_.store(), **user);
  if (!credential) return pass(credential);
  if (!*credential) return std::optional<LoggedIn>{};
  LoggedIn who;
  who.user = std::move(**user);
  who.session = std::move(session);
  auto grants = grants_of(workspace_.store(), who.user, today);
  if (!grants) return pass(grants);
  who.grants = std::move(*grants);
  const auto wanted = std::ranges::find_if(
      who.grants, [&](const GrantInHand& hand) { return hand.grant.id == who.session.grant_id; });
  if (!who.grants.empty())
    who.in_use = wanted == who.grants.end() ? 0 : static_cast<std::size_t>(wanted - who.grants.begin());
  const std::int64_t age = now - (*credential)->changed_at_ms;
  who.must_change_password = (*credential)->must_change ||
                             (own->max_age_days > 0 && age >= std::int64_t{own->max_age_days} * 24 * kHour);
  const bool asked = std::ranges::any_of(
      who.grants, [&](const GrantInHand& hand) { return own->needs_second_factor(hand.grant.role); });
  if ((*credential)->totp_confirmed)
    who.factor = who.session.factor_done ? FactorState::done : FactorState::required_code;
  else if (asked)
    who.factor = FactorState::required_enrolment;
  who.expires_ms = std::min(now + idle, who.session.created_ms + own->absolute_hours * kHour);
  if (const auto noted = note_seen(who, now, idle); !noted) return pass(noted);
  return std::optional<LoggedIn>(std::move(who));
}

Result<void> Sessions::note_seen(const LoggedIn& who, std::int64_t now, std::int64_t idle_ms) {
  {
    const std::lock_guard lock(mutex_);
    bound(seen_);
    seen_[who.session.id.value] = now;
  }
  if (now - who.session.seen_ms < idle_ms / kSeenShare) return {};
  Session session = who.session;
  session.seen_ms = now;
  auto put = store::put_of(session);
  put.expect = {{"seen_ms", Value{who.session.seen_ms}}};
  const auto done = workspace_.store().put(actor_of(who.user, "session"), std::span(&put, 1));
  // Another request of the same session wrote it, or it has just been ended: nothing is lost.
  if (done || done.error().code == ErrorCode::conflict || done.error().code == ErrorCode::not_found)
    return {};
  return pass(done);
}

Result<void> Sessions::choose(const LoggedIn& who, std::optional<RoleGrantId> grant,
                              std::optional<FiscalYear> year) {
  Session session = who.session;
  if (grant) {
    const bool own =
        std::ranges::any_of(who.grants, [&](const GrantInHand& hand) { return hand.grant.id == *grant; });
    if (!own) return fail(ErrorCode::not_found, "你没有这个角色，或者它今天不在有效期内");
    session.grant_id = *grant;
  }
  if (year) session.year = *year;
  const auto put = store::put_of(session);
  const auto done = workspace_.store().put(actor_of(who.user, "session"), std::span(&put, 1));
  if (!done) return pass(done);
  return {};
}

Result<void> Sessions::end(const User& user, SessionId session) {
  {
    const std::lock_guard lock(mutex_);
    seen_.erase(session.value);
  }
  const std::int64_t id = session.value;
  const auto done = workspace_.store().remove(actor_of(user, "session"), record_of<Session>(), user.region,
                                              std::span(&id, 1));
  if (!done && done.error().code != ErrorCode::not_found) return done;
  return {};
}

Result<void> Sessions::end_all(const User& user, SessionId but) {
  const auto all = of(user);
  if (!all) return pass(all);
  for (const auto& session : *all) {
    if (session.id == but) continue;
    if (const auto done = end(user, session.id); !done) return done;
  }
  return {};
}

Result<std::vector<Session>> Sessions::of(const User& user) {
  const auto own = rules(user.region);
  if (!own) return pass(own);
  store::Query query;
  query.region = user.region;
  query.where.push_back({"user_id", {Value{user.id.value}}});
  auto all = store::load<Session>(workspace_.store(), query);
  if (!all) return all;
  const auto now = workspace_.clock().now_ms();
  std::vector<Session> good;
  for (auto& session : *all) {
    session.seen_ms = seen(session);
    const bool over = now >= session.seen_ms + own->idle_minutes * kMinute ||
                      now >= session.created_ms + own->absolute_hours * kHour;
    if (!over) {
      good.push_back(std::move(session));
    } else if (const auto done = end(user, session.id); !done) {
      return pass(done);
    }
  }
  return good;
}

}  // namespace jiheng::app
