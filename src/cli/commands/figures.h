#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng figures, jiheng figures show ID
extern const Command kFiguresCommand;

}  // namespace jiheng::cli
