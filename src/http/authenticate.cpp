#include "http/authenticate.h"

#include <fmt/format.h>

#include "base/text.h"
#include "http/problem.h"

namespace jiheng::http {
namespace {

// A cookie with this prefix is only taken over HTTPS and only from this host (RFC 6265bis §4.1.3).
constexpr std::string_view kSecureCookie = "__Host-jiheng";
constexpr std::string_view kPlainCookie = "jiheng";

tl::unexpected<Response> stop(Response response) { return tl::unexpected<Response>(std::move(response)); }

std::string_view incomplete_reason(const app::LoggedIn& who) {
  if (who.factor == app::FactorState::required_code) return "请输入手机上的验证码";
  if (who.must_change_password) return "请先修改口令";
  return "你的角色须先开通第二因素";
}

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD"; }

}  // namespace

std::string Permission::name() const {
  switch (kind_) {
    case Kind::everybody: return "public";
    case Kind::known: return "known";
    case Kind::entering: return "entering";
    case Kind::own: return "own";
    case Kind::declared: break;
  }
  return fmt::format("{}.{}", resource_, enum_code(action_));
}

std::string_view session_token(const Request& request) {
  std::string_view plain;
  for (const auto part : split(request.header("cookie"), ';')) {
    const auto pair = trim(part);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    if (pair.substr(0, equals) == kSecureCookie) return pair.substr(equals + 1);
    if (pair.substr(0, equals) == kPlainCookie) plain = pair.substr(equals + 1);
  }
  return plain;
}

void set_session_cookie(Response& response, std::string_view token, bool secure) {
  response.set("Set-Cookie", fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}",
                                         secure ? kSecureCookie : kPlainCookie, token,
                                         secure ? "; Secure" : "", token.empty() ? "; Max-Age=0" : ""));
}

FiscalYear working_year(app::Workspace& workspace, const app::LoggedIn& who) {
  if (who.session.year) return *who.session.year;
  const Region place = who.in_use ? who.grants[*who.in_use].grant.region : who.user.region;
  // Asked at every request: on a busy day, facts as of now would be read again for each.
  if (const auto facts = workspace.facts_at_hand()) {
    const auto years = (*facts)->years(place);
    if (!years.empty()) return years.back();
  }
  return FiscalYear::of(beijing_date(workspace.clock().now_ms()).year()).value_or(FiscalYear{});
}

app::PermissionMatrix Authenticator::matrix_at(Region place, Date day) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = matrices_.find(place);
    if (found != matrices_.end() && found->second.first == day) return found->second.second;
  }
  auto made =
      std::make_shared<const std::vector<law::Permission>>(law::permissions(workspace_.book(), place, day));
  const std::lock_guard lock(mutex_);
  matrices_[place] = {day, made};
  return made;
}

tl::expected<void, Response> Authenticator::admit(const Route& route, const Request& request,
                                                  Context& context, std::optional<app::LoggedIn>& who,
                                                  bool local) {
  using Kind = Permission::Kind;
  context.sessions = &sessions_;
  const auto kind = route.permission.kind();
  if (!is_safe(request.method) && route.permission.changes() && request.header(kRequestHeader).empty())
    return stop(problem(403, "缺少请求头 X-Jiheng-Request：修改只接受本系统的网页或明确带上它的程序"));
  if (kind == Kind::everybody) return {};
  if (const auto token = session_token(request); !token.empty()) {
    auto found = sessions_.look_up(token);
    if (!found) return stop(problem(found.error()));
    who = std::move(*found);
  }
  if (who) {
    context.who = &*who;
    if (who->is_complete()) {
      auto access = access_of(who->viewer(working_year(workspace_, *who), today()));
      if (!access) return stop(problem(access.error()));
      context.access = std::move(*access);
    }
  }
  if (kind == Kind::known) return {};
  if (kind == Kind::declared) return admit_declared(route, context, who, local);
  if (!who) return stop(login_problem("请先登录"));
  if (kind == Kind::own && !who->is_complete()) return stop(login_problem(incomplete_reason(*who)));
  return {};
}

Date Authenticator::today() const { return beijing_date(workspace_.clock().now_ms()); }

Result<std::shared_ptr<const app::Access>> Authenticator::access_of(app::Viewer viewer) {
  auto matrix = matrix_at(viewer.place, viewer.day);
  return app::Access::compile(workspace_.store(), std::move(matrix), std::move(viewer));
}

tl::expected<void, Response> Authenticator::admit_declared(const Route& route, Context& context,
                                                           const std::optional<app::LoggedIn>& who,
                                                           bool local) {
  if (who && !who->is_complete()) return stop(login_problem(incomplete_reason(*who)));
  if (!who) {
    const auto open = sessions_.is_open();
    if (!open) return stop(problem(open.error()));
    if (!*open) return stop(login_problem("请先登录"));
    if (!local) return stop(login_problem("还没有任何用户；请先在服务器上用 jiheng user add 建立"));
    app::Viewer viewer;
    viewer.role = Role::open;
    viewer.day = today();
    auto access = access_of(std::move(viewer));
    if (!access) return stop(problem(access.error()));
    context.access = std::move(*access);
  }
  const auto may = context.access->require(route.permission.resource(), route.permission.action());
  if (!may) return stop(problem(may.error()));
  return {};
}

}  // namespace jiheng::http
