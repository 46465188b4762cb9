#pragma once

#include <span>
#include <string_view>

namespace jiheng::http {

/// A member of a JSON object of the API.
struct ShapeMember {
  std::string_view name;  ///< a "?" at the end: may be left out
  std::string_view type;  ///< see below
  std::string_view description;
};

/// A JSON object of the API that is no record: what OpenAPI says of it, and what tests hold the answers to.
///
/// Types: "string", "integer", "number", "boolean", "date", "instant", "object" (any), "strings" (an object
/// whose values are strings), or the name of a shape; then "[]" for lists of it; then "|null".
struct Shape {
  std::string_view name;
  std::string_view description;
  std::span<const ShapeMember> members;
  bool open = false;  ///< further members may be there
};

/// The answer of routes that begin long work (202).
inline constexpr std::string_view kJobStarted = "JobStarted";

// The shapes of each part; the file of that name in this folder defines them.
std::span<const Shape> cases_shapes();
std::span<const Shape> department_goals_shapes();
std::span<const Shape> goals_shapes();
std::span<const Shape> ground_shapes();
std::span<const Shape> lint_shapes();
std::span<const Shape> jobs_shapes();
std::span<const Shape> money_shapes();
std::span<const Shape> people_shapes();

/// Every shape, sorted by name.
std::span<const Shape> all_shapes();

}  // namespace jiheng::http
