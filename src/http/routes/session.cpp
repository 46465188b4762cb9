#include <array>

#include "base/clock.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/authenticate.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

std::optional<app::LoggedIn> who_of(const Context& context) {
  return context.who == nullptr ? std::nullopt : std::optional<app::LoggedIn>(*context.who);
}

/// The state of the log-in after it has changed.
Response renewed(const Context& context, std::string_view token) {
  const auto who = context.sessions->look_up(token);
  if (!who) return problem(who.error());
  Context now = context;
  now.access = nullptr;
  if (*who && (*who)->is_complete()) {
    const auto viewer = (*who)->viewer(working_year(context.workspace, **who),
                                       beijing_date(context.workspace.clock().now_ms()));
    auto access = app::Access::compile(context.workspace.store(), context.workspace.book(), viewer);
    if (!access) return problem(access.error());
    now.access = std::move(*access);
  }
  return session_answer(now, *who);
}

Response get_session(const Context& context, const Request& /*request*/) {
  return session_answer(context, who_of(context));
}

Response log_in(const Context& context, const Request& request) {
  auto body = Body::read(request, {"account", "password"});
  if (!body) return problem(body.error());
  const auto account = body->text("account");
  const auto password = body->text("password");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto token = context.sessions->log_in(account, password, request.peer, request.header("user-agent"));
  if (!token) {
    return token.error().code == ErrorCode::refused ? login_problem(token.error().message)
                                                    : problem(token.error());
  }
  // Who was logged in here before is no longer.
  if (context.who != nullptr) {
    if (const auto ended = context.sessions->end(context.who->user, context.who->session.id); !ended)
      return problem(ended.error());
  }
  Response response = renewed(context, *token);
  set_session_cookie(response, *token, context.secure_cookies);
  return response;
}

Response give_code(const Context& context, const Request& request) {
  auto body = Body::read(request, {"code"});
  if (!body) return problem(body.error());
  const auto code = body->text("code");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto given = context.sessions->give_code(*context.who, code);
  if (!given) {
    return given.error().code == ErrorCode::refused ? login_problem(given.error().message)
                                                    : problem(given.error());
  }
  return renewed(context, session_token(request));
}

Response choose(const Context& context, const Request& request) {
  auto body = Body::read(request, {"grant", "year"});
  if (!body) return problem(body.error());
  std::optional<RoleGrantId> grant;
  if (const auto id = body->optional_id("grant")) grant = RoleGrantId{*id};
  std::optional<FiscalYear> year;
  if (const auto number = body->optional_integer("year")) {
    const auto made = FiscalYear::of(*number);
    if (made)
      year = *made;
    else
      body->refuse("year", "不是年度");
  }
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  if (const auto chosen = context.sessions->choose(*context.who, grant, year); !chosen)
    return problem(chosen.error());
  return renewed(context, session_token(request));
}

Response log_out(const Context& context, const Request& /*request*/) {
  if (const auto ended = context.sessions->end(context.who->user, context.who->session.id); !ended)
    return problem(ended.error());
  Response response = empty_answer();
  set_session_cookie(response, "", context.secure_cookies);
  return response;
}

Response list_sessions(const Context& context, const Request& /*request*/) {
  const auto sessions = context.sessions->of(context.who->user);
  if (!sessions) return problem(sessions.error());
  JsonWriter writer;
  writer.begin_object().member("total", static_cast<std::int64_t>(sessions->size())).key("rows").begin_list();
  for (const auto& session : *sessions) {
    writer.begin_object().member("id", std::to_string(session.id.value));
    writer.key("current").boolean(session.id == context.who->session.id);
    writer.member("address", session.address).member("agent", session.agent);
    writer.member("created_at", format_instant(session.created_ms));
    writer.member("seen_at", format_instant(session.seen_ms)).end_object();
  }
  return json_answer(writer.end_list().key("next").null().end_object().take());
}

Response end_session(const Context& context, const Request& request) {
  const auto id = read_id(request);
  if (!id) return problem(id.error());
  const auto sessions = context.sessions->of(context.who->user);
  if (!sessions) return problem(sessions.error());
  for (const auto& session : *sessions) {
    if (session.id.value != *id) continue;
    if (const auto ended = context.sessions->end(context.who->user, session.id); !ended)
      return problem(ended.error());
    return empty_answer();
  }
  return problem(404, "你没有这个会话");
}

constexpr std::array kSessionParameters{Parameter{"id", Parameter::In::path, "会话编号", "string", true, ""}};

constexpr Route kSessionRoutes[] = {
    {"GET", "/api/v1/session", "getSession", "登录状态", kKnown, {}, "", "Session", {}, get_session},
    {"POST", "/api/v1/session", "logIn", "登录", kKnown, {}, "LoginBody", "Session", {}, log_in},
    {"PATCH",
     "/api/v1/session",
     "chooseRole",
     "换角色、换年度",
     kOwn,
     {},
     "SessionChoice",
     "Session",
     {},
     choose},
    {"DELETE", "/api/v1/session", "logOut", "退出", kEntering, {}, "", "", {}, log_out},
    {"POST",
     "/api/v1/session/code",
     "giveCode",
     "输入第二因素的验证码",
     kEntering,
     {},
     "CodeBody",
     "Session",
     {},
     give_code},
    {"GET",
     "/api/v1/sessions",
     "listSessions",
     "自己的会话",
     kOwn,
     {},
     "",
     "OwnSessionList",
     {},
     list_sessions},
    {"DELETE",
     "/api/v1/sessions/{id}",
     "endSession",
     "结束自己的一个会话",
     kOwn,
     kSessionParameters,
     "",
     "",
     {},
     end_session},
};

}  // namespace

std::span<const Route> session_routes() { return kSessionRoutes; }

}  // namespace jiheng::http
