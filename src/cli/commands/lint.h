#pragma once

#include "cli/command.h"

namespace jiheng::cli {

/// jiheng lint: holds goals and self-evaluation forms against the lint rules; lists and explains the rules.
extern const Command kLintCommand;

}  // namespace jiheng::cli
