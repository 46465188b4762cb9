#include <algorithm>
#include <array>

#include "app/people.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

app::Doer doer_of(const Context& context, std::string_view via) {
  const auto& viewer = context.access->viewer();
  return {viewer.actor(via), viewer.user, viewer.role};
}

/// The user named in the path, as far as the viewer may do `action` to him.
Result<User> find_user_row(const Context& context, const Request& request, law::Action action) {
  const auto id = read_id(request);
  if (!id) return pass(id);
  auto row = context.access->find(context.workspace.store(), record_of<User>(), action, *id);
  if (!row) return pass(row);
  return from_row<User>(*row);
}

bool matches(const User& user, std::string_view text) {
  return text.empty() || user.account.find(text) != std::string::npos ||
         user.name.find(text) != std::string::npos;
}

Response user_answer(const Context& context, const User& user) {
  const auto names = PeopleNames::load(context, user.region);
  if (!names) return problem(names.error());
  const auto credential = app::find_credential(context.workspace.store(), user);
  if (!credential) return problem(credential.error());
  JsonWriter writer;
  write_user(writer, context, *names, user, *credential ? &**credential : nullptr);
  return json_answer(writer.take());
}

Response list_users(const Context& context, const Request& request) {
  const auto query = context.access->narrow(record_of<User>(), law::Action::list, {.order_by = {"account"}});
  if (!query) return problem(query.error());
  const auto users = store::load<User>(context.workspace.store(), *query);
  if (!users) return problem(users.error());
  const auto names = PeopleNames::load(context, context.access->viewer().place);
  if (!names) return problem(names.error());
  store::Query of_place;
  of_place.region = context.access->viewer().place;
  const auto credentials = store::load<Credential>(context.workspace.store(), of_place);
  if (!credentials) return problem(credentials.error());
  JsonWriter rows;
  std::int64_t total = 0;
  rows.begin_list();
  for (const auto& user : *users) {
    if (!matches(user, request.parameter("q").value_or(""))) continue;
    const auto held = std::ranges::find(*credentials, user.id, &Credential::user_id);
    write_user(rows, context, *names, user, held == credentials->end() ? nullptr : &*held);
    ++total;
  }
  rows.end_list();
  return json_answer("{\"total\":" + std::to_string(total) + ",\"rows\":" + rows.take() + ",\"next\":null}");
}

/// Takes what a body says of a person.
void take_user(Body& body, User& user) {
  if (const auto name = body.optional_text("name")) user.name = *name;
  if (body.has("unit_id")) {
    const auto unit = body.optional_id("unit_id");
    user.unit_id = unit ? std::optional(UnitId{*unit}) : std::nullopt;
  }
  if (body.has("phone")) user.phone = body.optional_text("phone");
  if (body.has("since")) user.since = body.optional_date("since");
  if (body.has("until")) user.until = body.optional_date("until");
}

Response add_user(const Context& context, const Request& request) {
  auto body = Body::read(request, {"account", "name", "unit_id", "phone", "since", "until"});
  if (!body) return problem(body.error());
  User user;
  user.region = context.access->viewer().place;
  user.account = body->text("account");
  take_user(*body, user);
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  auto made =
      app::create_user(context.workspace, *context.sessions, doer_of(context, "users"), std::move(user));
  if (!made) return problem(made.error());
  const auto names = PeopleNames::load(context, made->user.region);
  if (!names) return problem(names.error());
  JsonWriter writer;
  writer.begin_object().key("user");
  write_user(writer, context, *names, made->user, nullptr);
  Response response =
      json_answer(writer.member("one_time_password", made->one_time_password).end_object().take());
  response.set("Cache-Control", "no-store");
  return response;
}

Response change_user(const Context& context, const Request& request) {
  auto user = find_user_row(context, request, law::Action::write);
  if (!user) return problem(user.error());
  auto body = Body::read(request, {"name", "unit_id", "phone", "since", "until"});
  if (!body) return problem(body.error());
  take_user(*body, *user);
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto changed =
      app::change_user(context.workspace, *context.sessions, doer_of(context, "users"), *user);
  return changed ? user_answer(context, *changed) : problem(changed.error());
}

Response reset_password(const Context& context, const Request& request) {
  const auto user = find_user_row(context, request, law::Action::read);
  if (!user) return problem(user.error());
  const auto password =
      app::reset_password(context.workspace, *context.sessions, doer_of(context, "password-reset"), *user);
  if (!password) return problem(password.error());
  JsonWriter writer;
  writer.begin_object().member("one_time_password", *password).end_object();
  Response response = json_answer(writer.take());
  response.set("Cache-Control", "no-store");
  return response;
}

Response clear_factor(const Context& context, const Request& request) {
  const auto user = find_user_row(context, request, law::Action::read);
  if (!user) return problem(user.error());
  const auto done =
      app::clear_factor(context.workspace, *context.sessions, doer_of(context, "second-factor"), *user);
  return done ? empty_answer() : problem(done.error());
}

constexpr std::array kUserParameters{Parameter{"id", Parameter::In::path, "用户编号", "string", true, ""}};
constexpr std::array kUsersParameters{
    Parameter{"q", Parameter::In::query, "账号或姓名里有的文字", "string", false, "王"}};

constexpr Route kUsersRoutes[] = {
    {"GET",
     "/api/v1/users",
     "listUsers",
     "用户",
     Permission("user", law::Action::list),
     kUsersParameters,
     "",
     "UserList",
     {},
     list_users},
    {"POST",
     "/api/v1/users",
     "addUser",
     "新建用户",
     Permission("user", law::Action::create),
     {},
     "UserBody",
     "NewUser",
     {},
     add_user},
    {"PATCH",
     "/api/v1/users/{id}",
     "changeUser",
     "修改用户",
     Permission("user", law::Action::write),
     kUserParameters,
     "UserBody",
     "User",
     {},
     change_user},
    {"POST",
     "/api/v1/users/{id}/password-reset",
     "resetPassword",
     "重置口令",
     Permission("password_reset", law::Action::create),
     kUserParameters,
     "",
     "OneTimePassword",
     {},
     reset_password},
    {"DELETE",
     "/api/v1/users/{id}/second-factor",
     "clearSecondFactor",
     "解除第二因素",
     Permission("second_factor", law::Action::write),
     kUserParameters,
     "",
     "",
     {},
     clear_factor},
};

}  // namespace

std::span<const Route> users_routes() { return kUsersRoutes; }

}  // namespace jiheng::http
