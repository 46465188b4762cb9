#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "app/access.h"
#include "app/sessions.h"
#include "http/message.h"
#include "http/route.h"

namespace jiheng::http {

/// The header that proves that our own pages sent a change: no other site can set it.
inline constexpr std::string_view kRequestHeader = "x-jiheng-request";

/// Finds out who asks and lets a request through to its handler, or not. Thread-safe.
class Authenticator {
 public:
  explicit Authenticator(app::Workspace& workspace) : workspace_(workspace), sessions_(workspace) {}

  /// Sets who, access and sessions in `context`; `who` is where the log-in is kept. The answer to a request
  /// that may not pass: 401 without a log-in, 403 without the permission or without the header of a change. A
  /// data folder without users is open to `local` requests as the role "open".
  tl::expected<void, Response> admit(const Route& route, const Request& request, Context& context,
                                     std::optional<app::LoggedIn>& who, bool local);

 private:
  tl::expected<void, Response> admit_declared(const Route& route, Context& context,
                                              const std::optional<app::LoggedIn>& who, bool local);
  app::PermissionMatrix matrix_at(Region place, Date day);
  Result<std::shared_ptr<const app::Access>> access_of(app::Viewer viewer);
  Date today() const;

  app::Workspace& workspace_;
  app::Sessions sessions_;
  std::mutex mutex_;
  std::map<Region, std::pair<Date, app::PermissionMatrix>> matrices_;
};

/// The session token of a request; "" without one.
std::string_view session_token(const Request& request);
/// Hands the browser a token, or takes it away (""): HttpOnly, SameSite=Strict, Secure where HTTPS is.
void set_session_cookie(Response& response, std::string_view token, bool secure);

/// The year a viewer works in: the one he chose, else the last one that his place has facts of, else this
/// year.
FiscalYear working_year(app::Workspace& workspace, const app::LoggedIn& who);

}  // namespace jiheng::http
