#pragma once

#include <span>
#include <string_view>

namespace jiheng {

/// A message of libyaml and what it means to the person who wrote the file.
struct YamlProblem {
  std::string_view from;
  std::string_view to;
};

/// Every message that libyaml 0.2.5 gives while it reads, scans and parses (reader.c, scanner.c, parser.c).
std::span<const YamlProblem> yaml_problems();

/// What the message means, in Chinese; a message that is not known is never shown as it is.
std::string_view yaml_problem_in_chinese(std::string_view problem);

}  // namespace jiheng
