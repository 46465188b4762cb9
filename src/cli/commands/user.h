#pragma once

#include "cli/command.h"

namespace jiheng::cli {

extern const Command kUserCommand;

}  // namespace jiheng::cli
