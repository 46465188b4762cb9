#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng notices list | send
extern const Command kNoticesCommand;

}  // namespace jiheng::cli
