#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// `jiheng law check|show|list`: the rules themselves.
extern const Command kLawCommand;

}  // namespace jiheng::cli
