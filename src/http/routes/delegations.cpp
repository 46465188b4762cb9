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

bool sees_all(const Context& context) {
  return context.access != nullptr && context.access->may("delegation", law::Action::list);
}

Result<std::vector<Delegation>> visible_delegations(const Context& context) {
  const auto& me = context.who->user;
  store::Query query;
  query.region = me.region;
  query.order_by = {"since"};
  auto all = store::load<Delegation>(context.workspace.store(), query);
  if (!all || sees_all(context)) return all;
  std::erase_if(*all,
                [&](const Delegation& one) { return one.from_user_id != me.id && one.to_user_id != me.id; });
  return all;
}

Response list_delegations(const Context& context, const Request& /*request*/) {
  const auto all = visible_delegations(context);
  if (!all) return problem(all.error());
  const auto names = PeopleNames::load(context, context.who->user.region);
  if (!names) return problem(names.error());
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(all->size())).key("rows").begin_list();
  for (const auto& one : *all) write_delegation(writer, *names, one);
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

Response add_delegation(const Context& context, const Request& request) {
  auto body = Body::read(request, {"to_user_id", "since", "until", "reason"});
  if (!body) return problem(body.error());
  Delegation delegation;
  delegation.region = context.who->user.region;
  delegation.from_user_id = context.who->user.id;
  delegation.to_user_id = UserId{body->id("to_user_id")};
  delegation.since = body->optional_date("since").value_or(beijing_date(context.workspace.clock().now_ms()));
  const auto until = body->optional_date("until");
  if (!until) body->refuse("until", "请写截止日期");
  delegation.until = until.value_or(delegation.since);
  delegation.reason = body->text("reason");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const app::Doer doer{app::actor_of(context.who->user, "delegations"), context.who->user.id};
  const auto made = app::delegate(context.workspace, doer, std::move(delegation));
  if (!made) return problem(made.error());
  const auto names = PeopleNames::load(context, context.who->user.region);
  if (!names) return problem(names.error());
  JsonWriter writer;
  write_delegation(writer, *names, *made);
  return json_answer(writer.take());
}

/// Who handed his roles over takes them back.
Response end_delegation(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto all = visible_delegations(context);
  if (!all) return problem(all.error());
  const auto found = std::ranges::find(*all, DelegationId{*id}, &Delegation::id);
  if (found == all->end()) return problem(404, "没有这项委托");
  if (found->from_user_id != context.who->user.id) return problem(403, "只有委托人能收回");
  const app::Doer doer{app::actor_of(context.who->user, "delegations"), context.who->user.id};
  const auto done = app::end_delegation(context.workspace, doer, *found);
  return done ? empty_answer() : problem(done.error());
}

constexpr std::array kDelegationParameters{
    Parameter{"id", Parameter::In::path, "委托编号", "string", true, ""}};

constexpr Route kDelegationsRoutes[] = {
    {"GET",
     "/api/v1/delegations",
     "listDelegations",
     "自己委托的和受托的；安全、审计管理员看全部",
     kOwn,
     {},
     "",
     "DelegationList",
     {},
     list_delegations},
    {"POST",
     "/api/v1/delegations",
     "addDelegation",
     "把自己的角色临时委托给人",
     kOwn,
     {},
     "DelegationBody",
     "Delegation",
     {},
     add_delegation},
    {"DELETE",
     "/api/v1/delegations/{id}",
     "endDelegation",
     "收回委托",
     kOwn,
     kDelegationParameters,
     "",
     "",
     {},
     end_delegation},
};

}  // namespace

std::span<const Route> delegations_routes() { return kDelegationsRoutes; }

}  // namespace jiheng::http
