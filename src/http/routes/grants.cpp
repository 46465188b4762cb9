#include <array>
#include <cstdint>

#include "app/people.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/arguments.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

app::Doer grantor(const Context& context) {
  return {context.access->viewer().actor("grants"), context.access->viewer().user};
}

Response list_grants(const Context& context, const Request& request) {
  store::Query asked{.order_by = {"user_id", "since"}};
  if (const auto user = request.parameter("user"); user && !user->empty()) {
    const auto id = read_number(request, "user", 0, 1, INT64_MAX);
    if (!id) return problem(id.error());
    asked.where.push_back({"user_id", {Value{*id}}});
  }
  const auto query = context.access->narrow(record_of<RoleGrant>(), law::Action::list, std::move(asked));
  if (!query) return problem(query.error());
  const auto grants = store::load<RoleGrant>(context.workspace.store(), *query);
  if (!grants) return problem(grants.error());
  const auto names = PeopleNames::load(context, context.access->viewer().place);
  if (!names) return problem(names.error());
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(grants->size())).key("rows").begin_list();
  for (const auto& grant : *grants) write_grant(writer, context, *names, grant);
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

Response add_grant(const Context& context, const Request& request) {
  auto body = Body::read(request, {"user_id", "role", "unit_id", "since", "until"});
  if (!body) return problem(body.error());
  RoleGrant grant;
  grant.region = context.access->viewer().place;
  grant.user_id = UserId{body->id("user_id")};
  const auto role = body->text("role");
  if (const auto* found = find_enum<Role>(role))
    grant.role = *found;
  else
    body->refuse("role", "没有角色“" + role + "”");
  if (const auto unit = body->optional_id("unit_id")) grant.unit_id = UnitId{*unit};
  grant.since = body->optional_date("since").value_or(beijing_date(context.workspace.clock().now_ms()));
  grant.until = body->optional_date("until");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto made = app::grant_role(context.workspace, grantor(context), std::move(grant));
  if (!made) return problem(made.error());
  const auto names = PeopleNames::load(context, made->region);
  if (!names) return problem(names.error());
  JsonWriter writer;
  write_grant(writer, context, *names, *made);
  return json_answer(writer.take());
}

Response end_grant(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto row =
      context.access->find(context.workspace.store(), record_of<RoleGrant>(), law::Action::write, *id);
  if (!row) return problem(row.error());
  const auto done = app::end_grant(context.workspace, grantor(context), from_row<RoleGrant>(*row));
  return done ? empty_answer() : problem(done.error());
}

constexpr std::array kGrantParameters{Parameter{"id", Parameter::In::path, "授权编号", "string", true, ""}};
constexpr std::array kGrantsParameters{
    Parameter{"user", Parameter::In::query, "只列这个用户的", "string", false, ""}};

constexpr Route kGrantsRoutes[] = {
    {"GET",
     "/api/v1/grants",
     "listGrants",
     "角色授权",
     Permission("role_grant", law::Action::list),
     kGrantsParameters,
     "",
     "GrantList",
     {},
     list_grants},
    {"POST",
     "/api/v1/grants",
     "addGrant",
     "授予角色",
     Permission("role_grant", law::Action::create),
     {},
     "GrantBody",
     "Grant",
     {},
     add_grant},
    {"DELETE",
     "/api/v1/grants/{id}",
     "endGrant",
     "终止授权",
     Permission("role_grant", law::Action::write),
     kGrantParameters,
     "",
     "",
     {},
     end_grant},
};

}  // namespace

std::span<const Route> grants_routes() { return kGrantsRoutes; }

}  // namespace jiheng::http
