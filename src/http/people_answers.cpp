#include "http/people_answers.h"

#include <fmt/format.h>

#include <array>

#include "app/demo.h"
#include "app/people.h"
#include "http/answers.h"
#include "http/authenticate.h"
#include "http/problem.h"
#include "model/unit.h"

namespace jiheng::http {
namespace {

/// The entries of the menu, in order, with what one must be able to do to see each.
struct MenuEntry {
  std::string_view name;
  std::string_view resource;
  law::Action action;
  /// Pages of the administration are for the three administrators, or for those who reach the whole place;
  /// others see their own colleagues and units where they need them.
  enum class For { everyone, whole_place, administrators } who = For::everyone;
};
constexpr std::array kMenu{
    MenuEntry{"worklist", "work_case", law::Action::list},
    MenuEntry{"projects", "project", law::Action::list},
    MenuEntry{"releases", "release", law::Action::list},
    MenuEntry{"imports", "import", law::Action::read},
    MenuEntry{"goals", "goal", law::Action::list},
    MenuEntry{"department-goals", "department_goal", law::Action::list},
    MenuEntry{"dashboard", "figure", law::Action::list},
    MenuEntry{"vagueness", "figure", law::Action::list},
    MenuEntry{"library_proposals", "library_proposal", law::Action::list},
    MenuEntry{"reports", "report", law::Action::read},
    MenuEntry{"units", "unit", law::Action::list, MenuEntry::For::whole_place},
    MenuEntry{"users", "user", law::Action::list, MenuEntry::For::administrators},
    MenuEntry{"grants", "role_grant", law::Action::list, MenuEntry::For::administrators},
    MenuEntry{"permissions", "permission", law::Action::read, MenuEntry::For::administrators},
    MenuEntry{"audit", "audit", law::Action::list, MenuEntry::For::administrators},
};

Region place_of(const app::LoggedIn& who) {
  return who.in_use ? who.grants[*who.in_use].grant.region : who.user.region;
}

void write_hand(JsonWriter& writer, const Context& context, const PeopleNames& names,
                const app::GrantInHand& hand) {
  const auto& grant = hand.grant;
  writer.begin_object().member("id", fmt::format("{}", grant.id.value));
  writer.member("role", enum_code(grant.role)).member("role_label", enum_label(grant.role));
  writer.member("place", grant.region.to_text())
      .member("place_name", context.workspace.book().place_name(grant.region));
  write_unit_name(writer, "unit", names.units(), grant.unit_id);
  writer.key("for_name");
  hand.for_user ? writer.string(hand.for_name) : writer.null();
  writer.end_object();
}

bool is_shown(const app::Access& access, const MenuEntry& entry) {
  if (!access.may(entry.resource, entry.action)) return false;
  const bool administrator = is_administrator(access.viewer().role);
  switch (entry.who) {
    case MenuEntry::For::everyone: return true;
    case MenuEntry::For::whole_place: return !access.unit_codes(entry.resource, entry.action);
    case MenuEntry::For::administrators: return administrator;
  }
  return false;
}

void write_menu(JsonWriter& writer, const Context& context) {
  writer.key("menu").begin_list();
  for (const auto& entry : kMenu) {
    if (context.access != nullptr && is_shown(*context.access, entry)) writer.string(entry.name);
  }
  writer.end_list();
}

/// What the role in use may change at all, as "resource.action": pages offer no button that leads nowhere.
void write_abilities(JsonWriter& writer, const Context& context) {
  constexpr std::array kChanging{law::Action::create, law::Action::write, law::Action::step};
  writer.key("can").begin_list();
  if (context.access != nullptr) {
    for (const auto& permission : context.access->matrix()) {
      for (const auto action : kChanging) {
        if (context.access->may(permission.resource, action))
          writer.string(fmt::format("{}.{}", permission.resource, enum_code(action)));
      }
    }
  }
  writer.end_list();
}

void write_years(JsonWriter& writer, const Context& context, const app::LoggedIn& who) {
  writer.key("years").begin_list();
  if (const auto facts = context.workspace.facts()) {
    for (const auto year : (*facts)->years(place_of(who))) writer.integer(year.value());
  }
  writer.end_list();
}

/// Tells a person who last reset his password: it may have been without his asking.
Result<void> write_reset(JsonWriter& writer, const Context& context, const User& user) {
  const auto reset = app::last_reset(context.workspace.store(), user);
  if (!reset) return pass(reset);
  writer.key("password_reset");
  if (!*reset) {
    writer.null();
    return {};
  }
  const auto& by = (*reset)->by;
  writer.begin_object().member("by", by == "cli" ? std::string_view("服务器命令行") : std::string_view(by));
  writer.member("at", format_instant((*reset)->at_ms)).end_object();
  return {};
}

Result<void> write_strangers_session(JsonWriter& writer, const Context& context) {
  const auto demo = context.workspace.store().setting("demo");
  if (!demo) return pass(demo);
  const auto open = context.sessions->is_open();
  if (!open) return pass(open);
  writer.key("logged_in").boolean(false).key("open").boolean(*open).key("demo").boolean(demo->has_value());
  writer.key("demo_accounts").begin_list();
  if (*demo && !*open) {
    const auto accounts = app::demo_accounts(context.workspace, **demo);
    if (!accounts) return pass(accounts);
    for (const auto& one : *accounts) {
      writer.begin_object().member("account", one.account).member("name", one.name);
      writer.member("role_label", one.role_label).member("unit_name", one.unit_name);
      writer.member("password", one.password).end_object();
    }
  }
  writer.end_list();
  return {};
}

Result<void> write_own_session(JsonWriter& writer, const Context& context, const app::LoggedIn& who) {
  const auto names = PeopleNames::load(context, who.user.region);
  if (!names) return pass(names);
  const auto demo = context.sessions->is_demo();
  if (!demo) return pass(demo);
  writer.key("logged_in").boolean(true).key("open").boolean(false).key("demo").boolean(*demo);
  writer.key("user").begin_object().member("id", fmt::format("{}", who.user.id.value));
  writer.member("account", who.user.account).member("name", who.user.name);
  write_unit_name(writer, "unit", names->units(), who.user.unit_id);
  writer.end_object().key("grants").begin_list();
  for (const auto& hand : who.grants) {
    const auto there = PeopleNames::load(context, hand.grant.region);
    if (!there) return pass(there);
    write_hand(writer, context, *there, hand);
  }
  writer.end_list().key("grant");
  who.in_use ? writer.string(fmt::format("{}", who.grants[*who.in_use].grant.id.value)) : writer.null();
  writer.member("year", std::int64_t{working_year(context.workspace, who).value()});
  write_years(writer, context, who);
  write_menu(writer, context);
  write_abilities(writer, context);
  writer.key("must_change_password").boolean(who.must_change_password);
  if (const auto told = write_reset(writer, context, who.user); !told) return told;
  writer.member("second_factor", app::factor_state_code(who.factor));
  writer.member("expires_at", format_instant(who.expires_ms));
  return {};
}

}  // namespace

Response empty_answer() {
  Response response;
  response.status = 204;
  return response;
}

void write_unit_name(JsonWriter& writer, std::string_view key, const app::UnitTree& tree,
                     std::optional<UnitId> unit) {
  const Unit* found = unit ? tree.find(*unit) : nullptr;
  writer.key(key);
  if (found == nullptr) {
    writer.null();
    return;
  }
  writer.begin_object().member("id", fmt::format("{}", found->id.value));
  writer.member("code", found->code).member("name", found->name).end_object();
}

void write_optional_date(JsonWriter& writer, std::string_view key, const std::optional<Date>& date) {
  writer.key(key);
  date ? writer.string(date->to_text()) : writer.null();
}

Result<PeopleNames> PeopleNames::load(const Context& context, Region place) {
  PeopleNames names;
  auto units = app::UnitTree::load(context.workspace.store(), place);
  if (!units) return pass(units);
  names.units_ = std::move(*units);
  store::Query query;
  query.region = place;
  auto users = store::load<User>(context.workspace.store(), query);
  if (!users) return pass(users);
  for (auto& user : *users) names.users_.emplace(user.id, std::move(user));
  auto held =
      app::administrators(context.workspace.store(), beijing_date(context.workspace.clock().now_ms()));
  if (!held) return pass(held);
  names.administrators_ = std::move(*held);
  return names;
}

const User* PeopleNames::user(UserId id) const {
  const auto found = users_.find(id);
  return found == users_.end() ? nullptr : &found->second;
}

void write_user(JsonWriter& writer, const Context& context, const PeopleNames& names, const User& user,
                const Credential* credential) {
  const auto now = context.workspace.clock().now_ms();
  const Unit* unit = user.unit_id ? names.units().find(*user.unit_id) : nullptr;
  writer.begin_object().member("id", fmt::format("{}", user.id.value));
  writer.member("account", user.account).member("name", user.name).key("unit_id");
  user.unit_id ? writer.string(fmt::format("{}", user.unit_id->value)) : writer.null();
  writer.member("unit_name", unit == nullptr ? std::string_view() : std::string_view(unit->name))
      .key("phone");
  user.phone ? writer.string(*user.phone) : writer.null();
  write_optional_date(writer, "since", user.since);
  write_optional_date(writer, "until", user.until);
  writer.key("active").boolean(app::is_active(user, beijing_date(now)));
  writer.key("locked").boolean(credential != nullptr && credential->locked_until_ms > now);
  writer.key("second_factor").boolean(credential != nullptr && credential->totp_confirmed);
  writer.key("has_password").boolean(credential != nullptr && !credential->password_hash.empty());
  const auto& viewer = context.access->viewer();
  writer.key("may_reset_password")
      .boolean(viewer.user != user.id && app::may_reset(viewer.role, names.is_administrator(user.id)) &&
               context.access->may("password_reset", law::Action::create));
  writer.member("provenance", enum_code(user.provenance)).end_object();
}

void write_grant(JsonWriter& writer, const Context& context, const PeopleNames& names,
                 const RoleGrant& grant) {
  const User* user = names.user(grant.user_id);
  const Unit* unit = grant.unit_id ? names.units().find(*grant.unit_id) : nullptr;
  const auto today = beijing_date(context.workspace.clock().now_ms());
  writer.begin_object().member("id", fmt::format("{}", grant.id.value));
  writer.member("user_id", fmt::format("{}", grant.user_id.value));
  writer.member("account", user == nullptr ? std::string_view() : std::string_view(user->account));
  writer.member("user_name", user == nullptr ? std::string_view() : std::string_view(user->name));
  writer.member("role", enum_code(grant.role)).member("role_label", enum_label(grant.role));
  writer.member("place", grant.region.to_text()).key("unit_id");
  grant.unit_id ? writer.string(fmt::format("{}", grant.unit_id->value)) : writer.null();
  writer.key("unit_name");
  unit != nullptr ? writer.string(unit->name) : writer.null();
  writer.member("since", grant.since.to_text());
  write_optional_date(writer, "until", grant.until);
  writer.key("active").boolean(grant.since <= today && (!grant.until || today <= *grant.until));
  writer.key("granted_by");
  grant.granted_by ? writer.string(*grant.granted_by) : writer.null();
  writer.end_object();
}

void write_delegation(JsonWriter& writer, const PeopleNames& names, const Delegation& delegation) {
  const auto person = [&](std::string_view id_key, std::string_view name_key, UserId id) {
    const User* user = names.user(id);
    writer.member(id_key, fmt::format("{}", id.value));
    writer.member(name_key, user == nullptr ? std::string_view() : std::string_view(user->name));
  };
  writer.begin_object().member("id", fmt::format("{}", delegation.id.value));
  person("from_user_id", "from_name", delegation.from_user_id);
  person("to_user_id", "to_name", delegation.to_user_id);
  writer.member("since", delegation.since.to_text()).member("until", delegation.until.to_text());
  writer.member("reason", delegation.reason).end_object();
}

Response session_answer(const Context& context, const std::optional<app::LoggedIn>& who) {
  JsonWriter writer;
  writer.begin_object();
  const auto written =
      who ? write_own_session(writer, context, *who) : write_strangers_session(writer, context);
  if (!written) return problem(written.error());
  Response response = json_answer(writer.end_object().take());
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace jiheng::http
