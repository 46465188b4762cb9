#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng init [--demo yanchi] [--if-empty]
extern const Command kInitCommand;

}  // namespace jiheng::cli
