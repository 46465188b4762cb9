#include "cli/commands/user.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "app/people.h"
#include "app/sessions.h"
#include "app/unit_tree.h"
#include "base/json_writer.h"

namespace jiheng::cli {
namespace {

struct UserArguments {
  std::string account;
  std::string name;
  std::string place;
  std::string unit;
  std::string phone;
  std::string role;
  std::string since;
  std::string until;
  bool all = false;
  bool json = false;
};

app::Doer console(std::string_view via) { return {{"cli", std::string(via)}, {}}; }

Result<User> require_user(app::Workspace& workspace, const std::string& account) {
  auto user = app::find_user(workspace.store(), account);
  if (!user) return pass(user);
  if (!*user) return fail(ErrorCode::not_found, fmt::format("没有账号“{}”", account));
  return std::move(**user);
}

Result<std::optional<UnitId>> find_unit(app::Workspace& workspace, Region place, const std::string& code) {
  if (code.empty()) return std::optional<UnitId>{};
  const auto tree = app::UnitTree::load(workspace.store(), place);
  if (!tree) return pass(tree);
  const Unit* unit = tree->find(code);
  if (unit == nullptr)
    return fail(ErrorCode::not_found, fmt::format("{} 没有编码为“{}”的单位", place.to_text(), code));
  return std::optional<UnitId>(unit->id);
}

Result<std::optional<Date>> read_date(const std::string& text) {
  if (text.empty()) return std::optional<Date>{};
  const auto date = Date::parse(text);
  if (!date) return fail(ErrorCode::usage, date.error().message);
  return std::optional<Date>(*date);
}

Result<void> add_user(app::Workspace& workspace, const UserArguments& arguments) {
  const auto place = Region::parse(arguments.place);
  if (!place) return fail(ErrorCode::usage, place.error().message);
  User user;
  user.region = *place;
  user.account = arguments.account;
  user.name = arguments.name;
  if (!arguments.phone.empty()) user.phone = arguments.phone;
  const auto unit = find_unit(workspace, *place, arguments.unit);
  if (!unit) return pass(unit);
  user.unit_id = *unit;
  app::Sessions sessions(workspace);
  const auto made = app::create_user(workspace, sessions, console("user add"), std::move(user));
  if (!made) return pass(made);
  print(fmt::format("已建立账号 {}（{}）\n一次性口令：{}\n首次登录时须修改口令。\n", made->user.account,
                    made->user.name, made->one_time_password));
  return {};
}

Result<void> grant(app::Workspace& workspace, const UserArguments& arguments) {
  const auto user = require_user(workspace, arguments.account);
  if (!user) return pass(user);
  const auto* role = find_enum<Role>(arguments.role);
  if (role == nullptr || !is_grantable(*role)) {
    std::string known;
    for (const auto& row : enum_table(Role{})) {
      if (is_grantable(row.value))
        known += fmt::format("{}{}（{}）", known.empty() ? "" : "、", row.code, row.label);
    }
    return fail(ErrorCode::usage, fmt::format("没有角色“{}”；可用：{}", arguments.role, known));
  }
  RoleGrant made;
  made.region = user->region;
  made.user_id = user->id;
  made.role = *role;
  const auto unit = find_unit(workspace, user->region, arguments.unit);
  if (!unit) return pass(unit);
  made.unit_id = *unit;
  const auto since = read_date(arguments.since);
  const auto until = read_date(arguments.until);
  if (!since) return pass(since);
  if (!until) return pass(until);
  made.since = since->value_or(beijing_date(workspace.clock().now_ms()));
  made.until = *until;
  const auto done = app::grant_role(workspace, console("user grant"), made);
  if (!done) return pass(done);
  print(fmt::format("{}（{}）自 {} 起是“{}”\n", user->name, user->account, done->since.to_text(),
                    enum_label(done->role)));
  return {};
}

Result<void> revoke(app::Workspace& workspace, const UserArguments& arguments) {
  const auto user = require_user(workspace, arguments.account);
  if (!user) return pass(user);
  const auto today = beijing_date(workspace.clock().now_ms());
  store::Query query;
  query.region = user->region;
  query.where.push_back({"user_id", {Value{user->id.value}}});
  const auto grants = store::load<RoleGrant>(workspace.store(), query);
  if (!grants) return pass(grants);
  int ended = 0;
  for (const auto& one : *grants) {
    const bool named = enum_code(one.role) == arguments.role || enum_label(one.role) == arguments.role;
    if (!named || (one.until && *one.until < today)) continue;
    if (const auto done = app::end_grant(workspace, console("user revoke"), one); !done) return done;
    ++ended;
  }
  if (ended == 0)
    return fail(ErrorCode::not_found, fmt::format("{} 没有有效的角色“{}”", user->account, arguments.role));
  print(fmt::format("已终止 {} 项授权\n", ended));
  return {};
}

/// One account, or with --all every one that has no password yet: a line each for handing out.
Result<void> reset_passwords(app::Workspace& workspace, const UserArguments& arguments) {
  app::Sessions sessions(workspace);
  std::vector<User> users;
  if (!arguments.all && arguments.account.empty())
    return fail(ErrorCode::usage, "请写账号，或用 --all-new 给所有还没有口令的账号");
  if (!arguments.all) {
    auto user = require_user(workspace, arguments.account);
    if (!user) return pass(user);
    users.push_back(std::move(*user));
  } else {
    auto everyone = store::load<User>(workspace.store(), {.order_by = {"account"}});
    if (!everyone) return pass(everyone);
    for (auto& user : *everyone) {
      const auto credential = app::find_credential(workspace.store(), user);
      if (!credential) return pass(credential);
      if (!*credential) users.push_back(std::move(user));
    }
  }
  if (arguments.all) print("账号,姓名,一次性口令\n");
  for (const auto& user : users) {
    const auto password = app::reset_password(workspace, sessions, console("user reset-password"), user);
    if (!password) return pass(password);
    print(arguments.all ? fmt::format("{},{},{}\n", user.account, user.name, *password)
                        : fmt::format("一次性口令：{}\n", *password));
  }
  return {};
}

Result<void> unlock_user(app::Workspace& workspace, const UserArguments& arguments) {
  const auto user = require_user(workspace, arguments.account);
  if (!user) return pass(user);
  if (const auto done = app::unlock(workspace, console("user unlock"), *user); !done) return done;
  print(fmt::format("账号 {} 已解锁\n", user->account));
  return {};
}

std::string roles_of(const std::vector<app::GrantInHand>& hands, char separator) {
  std::string text;
  for (const auto& hand : hands) {
    if (!text.empty()) text += separator;
    text += enum_label(hand.grant.role);
  }
  return text;
}

Result<void> list_users(app::Workspace& workspace, const UserArguments& arguments) {
  const auto users = store::load<User>(workspace.store(), {.order_by = {"account"}});
  if (!users) return pass(users);
  const auto today = beijing_date(workspace.clock().now_ms());
  JsonWriter json(2);
  json.begin_object().key("users").begin_list();
  for (const auto& user : *users) {
    const auto hands = app::grants_of(workspace.store(), user, today);
    if (!hands) return pass(hands);
    if (!arguments.json) {
      print(fmt::format("{}\t{}\t{}\t{}\n", user.account, user.name, roles_of(*hands, ' '),
                        app::is_active(user, today) ? "" : "停用"));
      continue;
    }
    json.begin_object().member("account", user.account).member("name", user.name);
    json.member("place", user.region.to_text()).key("active").boolean(app::is_active(user, today));
    json.key("roles").begin_list();
    for (const auto& hand : *hands) json.string(enum_code(hand.grant.role));
    json.end_list().end_object();
  }
  if (arguments.json)
    print(json.end_list().end_object().text() + "\n");
  else
    print(fmt::format("共 {} 个用户\n", users->size()));
  return {};
}

using UserAction = Result<void> (*)(app::Workspace&, const UserArguments&);

CLI::App* add_action(CLI::App& app, Invocation& invocation, const std::shared_ptr<UserArguments>& arguments,
                     const char* name, const char* help, UserAction action) {
  CLI::App* sub = app.add_subcommand(name, help);
  sub->fallthrough();
  sub->callback([&invocation, arguments, action] {
    invocation.run = [&invocation, arguments, action]() -> int {
      const auto workspace = invocation.open_workspace();
      if (!workspace) return report(workspace.error());
      const auto done = action(**workspace, *arguments);
      return done ? static_cast<int>(kFine) : report(done.error());
    };
  });
  return sub;
}

void set_up_user(CLI::App& app, Invocation& invocation) {
  app.require_subcommand(1);
  const auto arguments = std::make_shared<UserArguments>();
  CLI::App* add = add_action(app, invocation, arguments, "add", "建立用户，给出一次性口令", add_user);
  add->add_option("account", arguments->account, "账号：小写字母、数字、“.”“-”“_”")->required();
  add->add_option("--name", arguments->name, "姓名")->required();
  add->add_option("--place", arguments->place, "区划代码，如 640323")->required();
  add->add_option("--unit", arguments->unit, "单位编码");
  add->add_option("--phone", arguments->phone, "电话");
  CLI::App* list = add_action(app, invocation, arguments, "list", "列出用户和他们今天的角色", list_users);
  list->add_flag("--json", arguments->json, "输出 JSON");
  CLI::App* give = add_action(app, invocation, arguments, "grant", "授予角色", grant);
  give->add_option("account", arguments->account, "账号")->required();
  give->add_option("role", arguments->role, "角色代码或名称，如 performance_officer")->required();
  give->add_option("--unit", arguments->unit, "部门角色写主管部门编码，单位角色写单位编码");
  give->add_option("--since", arguments->since, "起始日期；不给则为今天");
  give->add_option("--until", arguments->until, "截止日期");
  CLI::App* end = add_action(app, invocation, arguments, "revoke", "终止角色授权", revoke);
  end->add_option("account", arguments->account, "账号")->required();
  end->add_option("role", arguments->role, "角色代码或名称")->required();
  CLI::App* reset = add_action(app, invocation, arguments, "reset-password", "重置口令", reset_passwords);
  reset->add_option("account", arguments->account, "账号")
      ->excludes(reset->add_flag("--all-new", arguments->all, "给所有还没有口令的账号；输出 CSV"));
  CLI::App* open = add_action(app, invocation, arguments, "unlock", "解除失败锁定", unlock_user);
  open->add_option("account", arguments->account, "账号")->required();
}

}  // namespace

const Command kUserCommand{"user", "用户：建立、授权、口令", set_up_user};

}  // namespace jiheng::cli
