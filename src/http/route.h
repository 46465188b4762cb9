#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/access.h"
#include "app/jobs.h"
#include "app/sessions.h"
#include "app/workspace.h"
#include "http/message.h"
#include "law/permission.h"

namespace jiheng::http {

/// What handlers work with. `sessions`, `who` and `access` are set by the service before a handler is called.
struct Context {
  app::Workspace& workspace;
  std::int64_t started_ms = 0;                     ///< when the server began
  app::Sessions* sessions = nullptr;               ///< of the whole server
  const app::LoggedIn* who = nullptr;              ///< the request's session; nullptr: nobody is logged in
  std::shared_ptr<const app::Access> access = {};  ///< of routes with a declared permission; never null there
  bool secure_cookies = false;                     ///< browsers reach the server by HTTPS only
  app::Jobs* jobs = nullptr;                       ///< of the whole server; long work goes there
};

/// A plain function: no socket, no framework type. Runs on a worker thread; an exception is a defect.
using RouteHandler = Response (*)(const Context& context, const Request& request);

/// Who may call a route. There is no way to leave it out. What is not public or somebody's own is declared in
/// law/parameters/permissions; a test refuses routes whose permission is not.
class Permission {
 public:
  enum class Kind {
    everybody,  ///< nobody asks who it is
    known,      ///< everybody; who it is, is looked up when there is a session
    entering,   ///< whoever has a session, although the password or the second factor is still missing
    own,        ///< whoever is logged in: his own things
    declared,   ///< as law/parameters/permissions says
  };

  constexpr explicit Permission(Kind kind) : kind_(kind) {}
  constexpr Permission(std::string_view resource, law::Action action)
      : kind_(Kind::declared), resource_(resource), action_(action) {}

  constexpr Kind kind() const { return kind_; }
  constexpr std::string_view resource() const { return resource_; }
  constexpr law::Action action() const { return action_; }
  /// "figure.read", "public", "own".
  std::string name() const;
  /// Whether a request that is no GET changes something, so that it must prove that our own pages sent it.
  constexpr bool changes() const {
    return kind_ != Kind::declared || action_ == law::Action::create || action_ == law::Action::write ||
           action_ == law::Action::step;
  }

 private:
  Kind kind_;
  std::string_view resource_;
  law::Action action_ = law::Action::read;
};

/// Anybody who reaches the server: what the county publishes, and what says whether the program runs.
inline constexpr Permission kPublic{Permission::Kind::everybody};
inline constexpr Permission kKnown{Permission::Kind::known};
inline constexpr Permission kEntering{Permission::Kind::entering};
inline constexpr Permission kOwn{Permission::Kind::own};

/// A parameter of a route. One that a route does not have is refused, so that a slip of the pen is not an
/// answer to another question.
struct Parameter {
  std::string_view name;
  enum class In { path, query } in = In::query;
  std::string_view description;
  std::string_view type = "string";  ///< as in http/shape.h; "switch": 1 or 0, anything else is refused
  bool required = false;
  std::string_view example;
};

/// One operation of the API. Path parameters are written "{id}".
struct Route {
  std::string_view method;
  std::string_view path;
  std::string_view operation_id;
  std::string_view summary;
  Permission permission;
  std::span<const Parameter> parameters;
  std::string_view body;                          ///< shape of the JSON request body; empty: none
  std::string_view answer;                        ///< shape of the JSON answer; empty: none (204)
  std::span<const std::string_view> other_forms;  ///< further media types the answer comes in
  RouteHandler handler;
  std::uint64_t most_body =
      0;  ///< bytes of a body that is a file; 0: none, and JSON as the server's limit says
};

}  // namespace jiheng::http
