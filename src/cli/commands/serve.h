#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng serve`: the web pages and the HTTP API.
extern const Command kServeCommand;

}  // namespace jiheng::cli
