#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "app/workspace.h"
#include "http/message.h"

namespace jiheng::http {

/// What handlers work with.
struct Context {
  app::Workspace& workspace;
  std::int64_t started_ms = 0;  ///< when the server began
};

/// A plain function: no socket, no framework type. Runs on a worker thread; an exception is a defect.
using RouteHandler = Response (*)(const Context& context, const Request& request);

/// Who may call a route. There is no way to leave it out.
class Permission {
 public:
  constexpr explicit Permission(std::string_view name) : name_(name) {}
  constexpr std::string_view name() const { return name_; }

 private:
  std::string_view name_;
};

/// Anybody who reaches the server: what the county publishes, and what says whether the program runs.
inline constexpr Permission kPublic{"public"};
/// Finance staff; until accounts exist, whoever reaches the server.
inline constexpr Permission kStaff{"staff"};

/// A parameter of a route. One that a route does not have is refused, so that a slip of the pen is not an
/// answer to another question.
struct Parameter {
  std::string_view name;
  enum class In { path, query } in = In::query;
  std::string_view description;
  std::string_view type = "string";  ///< as in http/shape.h
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
  std::string_view answer;                        ///< shape of the JSON answer
  std::span<const std::string_view> other_forms;  ///< further media types the answer comes in
  RouteHandler handler;
};

}  // namespace jiheng::http
