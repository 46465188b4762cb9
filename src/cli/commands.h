#pragma once

#include <span>

#include "cli/command.h"

namespace jiheng::cli {

/// Every command of the program, sorted by name. A file in commands/ without a row here fails a test.
std::span<const Command> commands();

}  // namespace jiheng::cli
