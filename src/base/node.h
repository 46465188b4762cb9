#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace jiheng {

struct Member;

/// A parsed YAML or JSON value. Scalars keep their text, so that numbers stay exact and positions can be
/// named.
struct Node {
  enum class Kind { null, boolean, number, string, list, map };

  Kind kind = Kind::null;
  std::string text;  ///< of scalars; "true" or "false" for booleans
  int line = 0;      ///< 1-based; 0 for JSON, whose places are named by pointers
  int column = 0;
  std::vector<Node> items;      ///< of lists
  std::vector<Member> members;  ///< of maps, in the order written; keys are unique

  bool is_null() const { return kind == Kind::null; }
  bool is_map() const { return kind == Kind::map; }
  bool is_list() const { return kind == Kind::list; }
  bool is_scalar() const { return kind != Kind::list && kind != Kind::map; }

  /// The member called `key`; nullptr when this is no map or has none.
  const Node* find(std::string_view key) const;
  /// The text of the scalar member `key`, else `fallback`.
  std::string_view text_of(std::string_view key, std::string_view fallback = {}) const;
};

struct Member {
  std::string key;
  Node value;
  int line = 0;
  int column = 0;
};

/// "file:line:column" of a node that came from YAML.
std::string place_of(std::string_view file, const Node& node);

/// What a parser accepts before it says that the input is too much.
struct NodeLimits {
  std::size_t bytes = 8U << 20U;
  std::size_t nodes = 1U << 20U;
  int depth = 64;
};

/// Reads one YAML document (UTF-8, no anchors, no tags, unique keys). Errors name file:line:column.
Result<Node> parse_yaml(std::string_view bytes, std::string_view file, const NodeLimits& limits = {});

/// Reads one JSON text (UTF-8, unique keys). Errors name file:line:column.
Result<Node> parse_json(std::string_view bytes, std::string_view file, const NodeLimits& limits = {});

/// Whether `text` has the form of a JSON number.
bool looks_like_number(std::string_view text);

}  // namespace jiheng
