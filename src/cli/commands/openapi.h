#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng openapi`: prints the description of the HTTP API; `jiheng openapi > api/openapi.json` renews the
/// committed one.
extern const Command kOpenapiCommand;

}  // namespace jiheng::cli
