#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng simulate --projects N --years K --seed S
extern const Command kSimulateCommand;

}  // namespace jiheng::cli
