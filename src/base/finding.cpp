#include "base/finding.h"

#include <algorithm>

namespace jiheng {

std::string_view severity_code(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return "error";
}

bool has_errors(const Findings& findings) {
  return std::ranges::any_of(findings, [](const Finding& f) { return f.severity == Severity::error; });
}

std::string to_string(const Finding& finding) {
  std::string line = finding.where;
  if (!line.empty()) line += ": ";
  line += finding.message;
  if (!finding.hint.empty()) line += "（" + finding.hint + "）";
  return line;
}

}  // namespace jiheng
