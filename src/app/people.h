#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/sessions.h"
#include "app/workspace.h"
#include "base/finding.h"
#include "base/result.h"
#include "model/delegation.h"
#include "model/role.h"
#include "model/role_grant.h"
#include "model/user.h"
#include "store/store.h"

// Use cases around people. Who may call them is decided by app/access.h before; what may never happen,
// whoever asks, is decided here: 三员分立, nobody grants to himself.
namespace jiheng::app {

/// Who does it: for the audit trail, and for what nobody may do to himself.
struct Doer {
  store::Actor actor;
  UserId user;                  ///< 0: at the command line
  Role role = Role::everybody;  ///< the one in use; not looked at when `user` is 0
};

/// "王丽（wangli）".
store::Actor actor_of(const User& user, std::string_view via);
bool is_active(const User& user, Date day);
/// As accounts are kept: without blanks around, lower case.
std::string normal_account(std::string_view account);
/// What is wrong with an account name; empty when nothing.
std::string check_account(std::string_view account);

/// Makes a person and a password to be used once; the person changes it at the first log-in.
struct NewUser {
  User user;
  std::string one_time_password;
};
Result<NewUser> create_user(Workspace& workspace, Sessions& sessions, const Doer& doer, User user);
/// Writes a changed person; account and place stay. Sessions end when the account is no longer active.
Result<User> change_user(Workspace& workspace, Sessions& sessions, const Doer& doer, const User& user);

/// The person's own change: the old password must be right; 422 with every rule the new one breaks.
Result<void> change_password(Workspace& workspace, Sessions& sessions, const LoggedIn& who,
                             std::string_view old, std::string_view fresh);
/// Who is one of the three administrators today or will be: people with such a grant that has not ended.
Result<std::set<UserId>> administrators(store::Store& store, Date day);
/// Whether this role resets that kind of person's password: an administrator's is for the security
/// administrator, everybody else's for the system administrator.
bool may_reset(Role role, bool administrator);
/// A password to be used once; ends the person's sessions and unlocks the account. `refused` for one's own,
/// and where may_reset() says no, naming who can; the command line may reset any. When it takes the place of
/// an earlier password, last_reset() tells the person of it.
Result<std::string> reset_password(Workspace& workspace, Sessions& sessions, const Doer& doer,
                                   const User& user);
/// Who last reset a person's password, and when.
struct PasswordReset {
  std::string by;  ///< as the audit trail names him: "王丽（wangli）"; "cli": at the command line
  std::int64_t at_ms = 0;
};
/// Nothing when nobody ever did; it stays after the person has changed the password himself.
Result<std::optional<PasswordReset>> last_reset(store::Store& store, const User& user);
/// Sets a known password without asking whether it is a good one: demonstration data only.
Result<void> set_demo_passwords(Workspace& workspace, Sessions& sessions, std::string_view password);
Result<void> unlock(Workspace& workspace, const Doer& doer, const User& user);

/// A new secret for the second factor, told this once; it counts after confirm_factor().
Result<std::string> begin_factor(Workspace& workspace, const LoggedIn& who);
Result<void> confirm_factor(Workspace& workspace, const LoggedIn& who, std::string_view code);
/// Takes the second factor away, for a lost phone; ends the person's sessions. Nobody does it for himself.
Result<void> clear_factor(Workspace& workspace, Sessions& sessions, const Doer& doer, const User& user);

/// Everything that forbids these new grants, given those there are: a unit that the role needs or must not
/// have, two of the three administrators in one person, an administrator with business roles, a grant to
/// oneself, an administrator's to somebody who has not yet changed a password that others know. `where` is
/// "/<position>/<field>".
Result<Findings> check_grants(store::Store& store, const Doer& doer, std::span<const RoleGrant> grants);
Result<RoleGrant> grant_role(Workspace& workspace, const Doer& doer, RoleGrant grant);
/// Ends a grant: its last day is yesterday, or, when it has not begun, it goes.
Result<void> end_grant(Workspace& workspace, const Doer& doer, const RoleGrant& grant);

/// While one is away another works in his roles. Not for the three administrators, neither way; the roles of
/// a third are not handed on.
Result<Delegation> delegate(Workspace& workspace, const Doer& doer, Delegation delegation);
Result<void> end_delegation(Workspace& workspace, const Doer& doer, const Delegation& delegation);

}  // namespace jiheng::app
