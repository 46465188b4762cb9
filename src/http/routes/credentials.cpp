#include "app/people.h"
#include "app/second_factor.h"
#include "base/json_writer.h"
#include "http/answers.h"
#include "http/body.h"
#include "http/people_answers.h"
#include "http/problem.h"
#include "http/routes/resources.h"

namespace jiheng::http {
namespace {

/// Who has not given his second factor yet may not change what protects him.
bool is_half_way(const Context& context) { return context.who->factor == app::FactorState::required_code; }

Response change_password(const Context& context, const Request& request) {
  if (is_half_way(context)) return login_problem("请输入手机上的验证码");
  auto body = Body::read(request, {"old", "new"});
  if (!body) return problem(body.error());
  const auto old = body->text("old");
  const auto fresh = body->text("new");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto done = app::change_password(context.workspace, *context.sessions, *context.who, old, fresh);
  return done ? empty_answer() : problem(done.error());
}

Response begin_factor(const Context& context, const Request& /*request*/) {
  if (is_half_way(context)) return login_problem("请输入手机上的验证码");
  const auto secret = app::begin_factor(context.workspace, *context.who);
  if (!secret) return problem(secret.error());
  JsonWriter writer;
  writer.begin_object().member("secret", *secret);
  writer.member("uri", app::totp_uri(*secret, context.who->user.account)).end_object();
  Response response = json_answer(writer.take());
  response.set("Cache-Control", "no-store");
  return response;
}

Response confirm_factor(const Context& context, const Request& request) {
  auto body = Body::read(request, {"code"});
  if (!body) return problem(body.error());
  const auto code = body->text("code");
  if (const auto fine = body->done(); !fine) return problem(fine.error());
  const auto done = app::confirm_factor(context.workspace, *context.who, code);
  return done ? empty_answer() : problem(done.error());
}

constexpr Route kCredentialsRoutes[] = {
    {"POST",
     "/api/v1/password",
     "changePassword",
     "修改自己的口令",
     kEntering,
     {},
     "PasswordBody",
     "",
     {},
     change_password},
    {"POST",
     "/api/v1/second-factor",
     "beginSecondFactor",
     "开通第二因素",
     kEntering,
     {},
     "",
     "FactorSecret",
     {},
     begin_factor},
    {"POST",
     "/api/v1/second-factor/confirm",
     "confirmSecondFactor",
     "确认第二因素",
     kEntering,
     {},
     "CodeBody",
     "",
     {},
     confirm_factor},
};

}  // namespace

std::span<const Route> credentials_routes() { return kCredentialsRoutes; }

}  // namespace jiheng::http
