#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng library list | search | suggest | statistics | quality | export
extern const Command kLibraryCommand;

}  // namespace jiheng::cli
