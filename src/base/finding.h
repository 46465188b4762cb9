#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace jiheng {

/// How much a finding matters: `error` blocks, `warning` asks for a look, `info` tells.
enum class Severity { info, warning, error };

/// "info", "warning" or "error".
std::string_view severity_code(Severity severity);

/// One thing noticed about somebody's input. Findings are not errors: a check returns all of them at once.
struct Finding {
  std::string rule;  ///< id of the rule that speaks, such as "score.claimed_differs"
  Severity severity = Severity::error;
  std::string message;  ///< what, with the value, in the user's words
  std::string where;    ///< "file:line:column", "sheet!C7" or a JSON pointer
  std::string hint;     ///< how to mend it; may be empty

  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

/// Whether any finding blocks.
bool has_errors(const Findings& findings);

/// One line: "where: message（hint）", parts that are empty left out.
std::string to_string(const Finding& finding);

}  // namespace jiheng
