#pragma once

#include <map>
#include <set>
#include <string>

#include "app/sessions.h"
#include "app/unit_tree.h"
#include "base/json_writer.h"
#include "http/message.h"
#include "http/route.h"
#include "model/delegation.h"
#include "model/role_grant.h"
#include "model/user.h"

namespace jiheng::http {

/// 204.
Response empty_answer();

/// `"key":{"id","code","name"}`, or null without a unit.
void write_unit_name(JsonWriter& writer, std::string_view key, const app::UnitTree& tree,
                     std::optional<UnitId> unit);
/// "2026-03-31" or null.
void write_optional_date(JsonWriter& writer, std::string_view key, const std::optional<Date>& date);

/// The people and units of one place, read once for a list.
class PeopleNames {
 public:
  static Result<PeopleNames> load(const Context& context, Region place);

  const app::UnitTree& units() const { return units_; }
  /// nullptr when nobody has that id.
  const User* user(UserId id) const;
  /// Whether he is one of the three administrators, or will be.
  bool is_administrator(UserId id) const { return administrators_.contains(id); }

 private:
  app::UnitTree units_;
  std::map<UserId, User> users_;
  std::set<UserId> administrators_;
};

/// A person as lists and single answers show him. `credential` may be nullptr: no password yet.
void write_user(JsonWriter& writer, const Context& context, const PeopleNames& names, const User& user,
                const Credential* credential);
void write_grant(JsonWriter& writer, const Context& context, const PeopleNames& names,
                 const RoleGrant& grant);
void write_delegation(JsonWriter& writer, const PeopleNames& names, const Delegation& delegation);

/// The state of the log-in, as GET /session and its changes answer it.
Response session_answer(const Context& context, const std::optional<app::LoggedIn>& who);

}  // namespace jiheng::http
