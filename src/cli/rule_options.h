#pragma once

#include <string>

#include "app/score_files.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace jiheng::cli {

/// The options that say which rules a command goes by, as they were typed.
struct RuleArguments {
  std::string scheme;
  std::string place;
  std::string as_of;
};

/// Adds --scheme, --place and --as-of; `days` says which day's rules hold where --as-of is left out.
void add_rule_options(CLI::App& app, RuleArguments& arguments, const std::string& days);

/// What was typed, read: a place is "640323", "cn" or "cn/640323". A usage error names what cannot be read.
Result<app::ScoreOptions> read_rule_options(const RuleArguments& arguments);

}  // namespace jiheng::cli
