#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/access.h"
#include "app/password.h"
#include "app/security_rules.h"
#include "app/workspace.h"
#include "model/credential.h"
#include "model/role_grant.h"
#include "model/session.h"
#include "model/user.h"

namespace jiheng::app {

/// A role that somebody may work in today: his own, or that of a person he stands in for.
struct GrantInHand {
  RoleGrant grant;
  UserId for_user;  ///< who delegated it; 0: his own
  std::string for_name;
};

/// How far the second factor has come.
enum class FactorState {
  none,                ///< not asked for
  required_enrolment,  ///< his role asks for it and he has none yet
  required_code,       ///< to be given
  done,
};
std::string_view factor_state_code(FactorState state);

/// Who a session belongs to, as of now.
struct LoggedIn {
  User user;
  Session session;
  std::vector<GrantInHand> grants;    ///< in force today
  std::optional<std::size_t> in_use;  ///< position in `grants`; empty when he holds none
  bool must_change_password = false;  ///< set by somebody else, or too old
  FactorState factor = FactorState::none;
  std::int64_t expires_ms = 0;  ///< when it ends without another request

  /// Whether he may do more than change his password and give his second factor.
  bool is_complete() const;
  Viewer viewer(FiscalYear year, Date day) const;
};

/// Log-ins and sessions: who is who, for how long. One for each open workspace; thread-safe.
class Sessions {
 public:
  explicit Sessions(Workspace& workspace) : workspace_(workspace) {}

  /// Whether the folder has no users at all: then its first pages work without log-in.
  Result<bool> is_open();
  /// Whether the folder holds demonstration data.
  Result<bool> is_demo();
  Result<SecurityRules> rules(Region place);
  /// Made at the first use, at the cost that the law says then.
  Result<PasswordHasher*> hasher();

  /// A new session: its token, which nobody can read again. Errors are `refused`, the same and after the same
  /// time for a wrong password and an unknown account; locked ones say for how many minutes, and too many
  /// tries from one address are `unavailable`.
  Result<std::string> log_in(std::string_view account, std::string_view password, std::string_view address,
                             std::string_view agent);
  /// Gives the second factor of a session. A code is good once.
  Result<void> give_code(const LoggedIn& who, std::string_view code);

  /// Who has this token; nothing when there is no such session, it is over, or its person may no longer log
  /// in.
  Result<std::optional<LoggedIn>> look_up(std::string_view token);
  /// Uses another role or year from now on. `not_found` when the role is not his.
  Result<void> choose(const LoggedIn& who, std::optional<RoleGrantId> grant, std::optional<FiscalYear> year);

  Result<void> end(const User& user, SessionId session);
  /// Ends all sessions of a person but one.
  Result<void> end_all(const User& user, SessionId but = {});
  Result<std::vector<Session>> of(const User& user);

 private:
  struct Window {
    std::int64_t begin_ms = 0;
    int tries = 0;
  };
  struct UnknownAccount {
    int failures = 0;
    std::int64_t locked_until_ms = 0;
  };

  Result<void> check_address(std::string_view address, const SecurityRules& rules, std::int64_t now);
  Result<std::string> refuse_unknown(std::string_view account, std::string_view password,
                                     const SecurityRules& rules, std::int64_t now);
  Result<void> count_failure(const User& user, const SecurityRules& rules);
  Result<Session> open_session(const User& user, std::string_view token, std::string_view address,
                               std::string_view agent);
  Result<std::optional<LoggedIn>> check_session(Session session);
  Result<void> note_seen(const LoggedIn& who, std::int64_t now, std::int64_t idle_ms);
  std::int64_t seen(const Session& session) const;

  Workspace& workspace_;
  mutable std::mutex mutex_;  ///< of what follows
  std::unique_ptr<PasswordHasher> hasher_;
  bool has_users_ = false;
  bool known_open_ = false;  ///< the last answer of the database was that there are no users
  std::map<std::string, Window, std::less<>> addresses_;
  std::map<std::string, UnknownAccount, std::less<>> unknown_;
  std::map<std::int64_t, std::int64_t> seen_;  ///< by session, more exact than what is stored
};

/// The user with that account; blanks and capitals do not matter.
Result<std::optional<User>> find_user(store::Store& store, std::string_view account);
Result<std::optional<User>> find_user(store::Store& store, UserId id);
Result<std::optional<Credential>> find_credential(store::Store& store, const User& user);

/// The roles that a person may work in on a day, delegated ones included, his own first.
Result<std::vector<GrantInHand>> grants_of(store::Store& store, const User& user, Date day);

}  // namespace jiheng::app
