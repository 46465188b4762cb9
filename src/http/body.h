#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/finding.h"
#include "base/node.h"
#include "base/result.h"
#include "http/message.h"

namespace jiheng::http {

/// Reads the members of a JSON request body; what is wrong is collected and told at once by done().
class Body {
 public:
  /// `known` are the members that there may be; others are findings. An error when it is no JSON object.
  static Result<Body> read(const Request& request, std::initializer_list<std::string_view> known);

  bool has(std::string_view name) const;
  /// Text; missing or not text is a finding.
  std::string text(std::string_view name);
  /// Text; missing or null is nothing.
  std::optional<std::string> optional_text(std::string_view name);
  /// An id, a string of digits.
  std::int64_t id(std::string_view name);
  std::optional<std::int64_t> optional_id(std::string_view name);
  std::optional<Date> optional_date(std::string_view name);
  std::optional<std::int64_t> optional_integer(std::string_view name);
  void refuse(std::string_view name, std::string message);

  /// `invalid` with every finding, when there were any.
  Result<void> done() const;

 private:
  const Node* find(std::string_view name) const;

  Node node_;
  Findings findings_;
};

/// The id in a member of the body, as a string of digits; 0 and a finding for anything else, and when it is
/// missing.
std::int64_t read_id(const Node& body, std::string_view name, Findings& findings);
/// The ids in a list of the body: whole strings of digits; none when it is missing or null. What else stands
/// there goes to `findings`: nothing may be taken for an empty list or another id.
std::vector<std::int64_t> read_ids(const Node& body, std::string_view name, Findings& findings);
/// The text of a member; "" when it is missing or null, a finding when it is no text.
std::string read_text(const Node& body, std::string_view name, Findings& findings);

/// The number in an id of the path; not_found when it is none.
Result<std::int64_t> read_id(const Request& request, std::string_view part = "id");

}  // namespace jiheng::http
